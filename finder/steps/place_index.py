"""The places of the country by postcode and by every key of their names, and what a name may mean among them.

The home canton is never passed over: a name by which people call a place in Solothurn («Wangen», «Kyburg», «Lohn») is
not decided for another canton; both are a choice, and those of Solothurn stand first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from finder.facts.dataset import Dataset, on_file
from finder.facts.place_names import key, keys, without_umlauts
from finder.facts.place_names import parts as name_parts
from finder.facts.postcodes import Place

HOME_CANTON = "SO"
SUGGESTIONS = 3
SHORTEST_BEGINNING = 4
"""Letters of a name that count as its beginning."""
MOST_CHOICES = 30
"""A longer list is no choice."""


@dataclass(frozen=True, slots=True)
class Index:
    """The places by postcode and by every key of their names.

    Attributes:
        by_name: every spelling of a locality, and its other names.
        here: what people call a place of the home canton besides, and its municipality.
        elsewhere: the same for the other cantons.
        by_letters: the keys of ``by_name`` and ``by_municipality`` by their letters without umlauts.
        sorted_names: the keys of ``by_name``, for beginnings.
    """

    by_postcode: Mapping[str, tuple[Place, ...]]
    by_name: Mapping[str, tuple[Place, ...]]
    by_municipality: Mapping[str, tuple[Place, ...]]
    here: Mapping[str, tuple[Place, ...]]
    elsewhere: Mapping[str, tuple[Place, ...]]
    by_letters: Mapping[str, str]
    sorted_names: tuple[str, ...]


def index(data: Dataset | None = None) -> Index:
    """The index of ``postcodes.csv`` and ``place_aliases.csv``, built once for a dataset."""
    return (data or on_file()).once(_index)


def _index(data: Dataset) -> Index:
    main: dict[tuple[str, str], Place] = {}
    for place in data.places:
        known = main.get((place.postcode, place.locality))
        if known is None or (place.share or 0) > (known.share or 0):
            main[place.postcode, place.locality] = place
    by_postcode: dict[str, list[Place]] = defaultdict(list)
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_municipality: dict[str, list[Place]] = defaultdict(list)
    here: dict[str, list[Place]] = defaultdict(list)
    elsewhere: dict[str, list[Place]] = defaultdict(list)
    for place in main.values():
        by_postcode[place.postcode].append(place)
        for name in keys(place.locality, place.canton):
            by_name[name].append(place)
        for name in keys(place.municipality, place.canton):
            by_municipality[name].append(place)
            if place.canton == HOME_CANTON:
                here[name].append(place)
        besides = here if place.canton == HOME_CANTON else elsewhere
        for name in name_parts(place.locality) | name_parts(place.municipality):
            besides[name].append(place)
    for alias in data.aliases:
        meant = [
            place
            for name in keys(alias.locality, alias.canton)
            for place in by_name.get(name, ())
            if (place.locality, place.canton, place.kind) == (alias.locality, alias.canton, "place")
            and alias.postcode in (None, place.postcode)
        ]
        for name in keys(alias.name, alias.canton):
            by_name[name] = list(dict.fromkeys((*by_name.get(name, ()), *meant)))
    return Index(
        by_postcode=_frozen(by_postcode),
        by_name=_frozen(by_name),
        by_municipality=_frozen(by_municipality),
        here=_frozen(here),
        elsewhere=_frozen(elsewhere),
        by_letters={without_umlauts(name): name for name in (*by_municipality, *by_name)},
        sorted_names=tuple(sorted(by_name)),
    )


def _frozen(found: Mapping[str, list[Place]]) -> dict[str, tuple[Place, ...]]:
    return {name: tuple(several) for name, several in found.items()}


def by_name(name: str, known: Index) -> tuple[Place, ...]:
    """Every place of exactly this name; if no locality has it, those of the municipality."""
    wanted = key(name)
    found = known.by_name.get(wanted) or known.by_municipality.get(wanted)
    if not found and (other := known.by_letters.get(without_umlauts(wanted))):
        found = known.by_name.get(other) or known.by_municipality.get(other)
    return choices(found or ())


def named(name: str, here: tuple[Place, ...], known: Index) -> tuple[Place, ...]:
    """Those of the places of one postcode that ``name`` means: their name, municipality, another name, a part of it."""
    wanted = key(name)
    others = known.by_name.get(wanted, ())
    rules = (
        lambda place: place.locality == name,
        lambda place: wanted in keys(place.locality, place.canton),
        lambda place: wanted in keys(place.municipality, place.canton),
        lambda place: place in others,
        lambda place: wanted in name_parts(place.locality) | name_parts(place.municipality),
        lambda place: len(wanted) >= SHORTEST_BEGINNING and key(place.locality).startswith(wanted),
    )
    return next((found for rule in rules if (found := tuple(filter(rule, here)))), ())


def meant(name: str, known: Index) -> tuple[Place, ...]:
    """Every place that people may mean by ``name``, ours first: its own, one it is a part of, one it begins."""
    wanted = key(name)
    exact = by_name(name, known)
    if exact and all(place.canton == HOME_CANTON for place in exact):
        is_nickname = not any(wanted in keys(place.locality, place.canton) for place in exact)
        return choices((*exact, *known.elsewhere.get(wanted, ()))) if is_nickname else exact
    bare, _, canton = wanted.rpartition(" ")
    if bare and canton == HOME_CANTON.casefold() and (ours := known.here.get(bare)):
        return choices(ours)
    is_beginning = len(wanted.replace(" ", "")) >= SHORTEST_BEGINNING
    begun = _begun(wanted, known) if is_beginning else ()
    if exact:  # another name of ours («Steingrubenquartier») is no reason to doubt the name of a place («Stein»)
        begun = tuple(place for place in begun if key(place.locality).startswith(wanted))
    ours = (*known.here.get(wanted, ()), *(place for place in begun if place.canton == HOME_CANTON))
    if any(place.canton == HOME_CANTON for place in exact):
        ours = ()
    if exact or ours:
        others = (*exact, *known.elsewhere.get(wanted, ()), *(place for place in begun if not exact))
        if exact and not ours:
            others = exact
        return ours_first(choices((*ours, *others)))[:MOST_CHOICES]
    if begun:
        return choices(begun)[:MOST_CHOICES]
    if len(wanted) > SHORTEST_BEGINNING:
        inside = (place for other, found in known.here.items() if wanted in other for place in found)
        return choices(dict.fromkeys(inside))[:MOST_CHOICES]
    return ()


def _begun(wanted: str, known: Index) -> tuple[Place, ...]:
    """The places whose name begins so."""
    start = bisect_left(known.sorted_names, wanted)
    names = takewhile(lambda name: name.startswith(wanted), known.sorted_names[start:])
    return tuple(dict.fromkeys(place for name in names for place in known.by_name[name] if place.kind == "place"))


# ── What to propose instead ──────────────────────────────────────────────────────


def suggestions(postcode: str, name: str | None, known: Index) -> tuple[tuple[str, str], ...]:
    """The closest places to an unknown postcode: those of the name told with it, else of postcodes spelled alike."""
    if name and (same := by_name(name, known) or meant(name, known)):
        return pairs(sorted(same, key=lambda place: _unlike(postcode, place.postcode)))[:SUGGESTIONS]
    near = sorted(known.by_postcode, key=lambda other: (_unlike(postcode, other)[0], not _ours(other, known), other))
    near = sorted(near[:SUGGESTIONS], key=lambda other: (not _ours(other, known), _unlike(postcode, other)))
    return pairs(choices(known.by_postcode[code])[0] for code in near)


def similar_names(name: str, known: Index) -> tuple[tuple[str, str], ...]:
    """The places whose names are spelled most alike, at most three, ours first among equals."""
    alike = extract(key(name), known.sorted_names, scorer=ratio, limit=2 * SUGGESTIONS, score_cutoff=75)
    found = [place for other, _, _ in alike for place in choices(known.by_name[other])]
    return pairs(ours_first(found))[:SUGGESTIONS]


def similar_codes(written: str, known: Index) -> tuple[tuple[str, str], ...]:
    """The places whose postcodes are written most alike, at most three."""
    alike = extract(written, known.by_postcode.keys(), scorer=ratio, limit=SUGGESTIONS, score_cutoff=75)
    return pairs(choices(known.by_postcode[other])[0] for other, _, _ in alike)


def ours_first(found: Iterable[Place]) -> tuple[Place, ...]:
    """Those of the home canton, then the others, each in their order."""
    return tuple(sorted(found, key=lambda place: place.canton != HOME_CANTON))


def _ours(postcode: str, known: Index) -> bool:
    return any(place.canton == HOME_CANTON for place in known.by_postcode[postcode])


def _unlike(told_code: str, other: str) -> tuple[int, int]:
    """How unlike two postcodes are: two digits swapped count as one slip; then by distance as numbers."""
    wrong = [at for at in range(4) if told_code[at] != other[at]]
    swapped = len(wrong) == 2 and [told_code[at] for at in wrong] == [other[at] for at in reversed(wrong)]
    return (1 if swapped and wrong[1] - wrong[0] == 1 else len(wrong) + 1), abs(int(told_code) - int(other))


def choices(found: Iterable[Place]) -> tuple[Place, ...]:
    """What a person can choose from: real places; names of the post only where there is nothing else, one a town."""
    real: dict[tuple[str, int, str], Place] = {}
    post: dict[tuple[str, int], Place] = {}
    for place in found:
        if place.kind == "place":
            real.setdefault((place.postcode, place.bfs, key(place.locality)), place)
        else:
            post.setdefault((place.postcode, place.bfs), place)
    return tuple(real.values() or post.values())


def pairs(found: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """Postcode and locality of each, as an error proposes them; the same pair once."""
    return tuple(dict.fromkeys((place.postcode, place.locality) for place in found))
