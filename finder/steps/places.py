"""Finds a place by what a person typed: a postcode, a name, or both.

It never corrects silently: «2450 Grenchen» is no place, and the error proposes 2540 Grenchen. A postcode of the post
(boxes, counters: 4509) is found at the place it is named after; its ``kind`` says so.

The home canton is never passed over: a name by which people call a place in Solothurn («Wangen», «Kyburg», «Lohn») is
not decided for another canton; both are a choice, and those of Solothurn stand first.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import Dataset, on_file
from finder.facts.place_names import key, keys, without_umlauts
from finder.facts.place_names import parts as name_parts
from finder.facts.postcode_shares import PostcodeShare
from finder.facts.postcodes import Place
from finder.sentences import sentence
from finder.steps.place_text import LIECHTENSTEIN, PlaceText, spellings, take_apart

HOME_CANTON = "SO"
SUGGESTIONS = 3
SHORTEST_BEGINNING = 4
"""Letters of a name that count as its beginning."""
MOST_CHOICES = 30
"""A longer list is no choice."""
IN_DOUBT = 5
"""Per cent of a place's addresses beyond the canton's border from which on the place does not decide the canton."""

_LIECHTENSTEIN = (
    "Liechtenstein|Fürstentum Liechtenstein|FL|Vaduz|Schaan|Triesen|Triesenberg|Balzers|Eschen|Ruggell|Gamprin"
)
ABROAD_NAMES = frozenset(key(name) for name in f"{_LIECHTENSTEIN}|Planken|Nendeln|Bendern".split("|"))


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


def find(text: str, data: Dataset | None = None) -> tuple[Place, ...]:
    """The places that ``text`` may mean, at least one; several when only the person can choose, ours first.

    A place whose canton only the municipality decides stands once for each of the municipalities, by its name.

    Raises:
        UnknownPlace: there is none; its suggestions are the closest ones.
        BadAnswer: nothing was typed.
    """
    found = meanings(text, data)
    twice = {(one.postcode, one.locality) for one in found for other in found if _one_locality(one, other)}
    return tuple(
        replace(one, locality=one.municipality) if (one.postcode, one.locality) in twice else one for one in found
    )


def meanings(text: str, data: Dataset | None = None) -> tuple[Place, ...]:
    """As :func:`find`, each place by the name of its locality, once for each municipality that may be meant.

    Raises:
        UnknownPlace, BadAnswer: as :func:`find`.
    """
    postcode, name = parts(text, data=data)
    found = matching(postcode, name, data, "place", text)
    return _ours_first(part for place in found for part in _in_doubt(place, name, data))


def _one_locality(one: Place, other: Place) -> bool:
    return (one.postcode, one.locality) == (other.postcode, other.locality) and one.municipality != other.municipality


def one_place(postcode: str, locality: str | None = None, data: Dataset | None = None) -> Place | tuple[Place, ...]:
    """The place of a postcode, or all of them when only the person can choose, the likely one first.

    Raises:
        UnknownPlace, BadAnswer: there is none; ``field`` names the part that is not known.
    """
    found = matching(*told(postcode, locality, data), data)
    first = likely(found)
    return first if len(found) == 1 else (first, *(place for place in found if place is not first))


def likely(found: tuple[Place, ...]) -> Place:
    """The place that gave a municipality its name (4566: Kriegstetten, not Halten); else the first."""
    named = (place for place in found if keys(place.locality, place.canton) & keys(place.municipality, place.canton))
    return next(named, found[0])


def parts(text: str, field: str = "place", data: Dataset | None = None) -> tuple[str | None, str | None]:
    """Postcode and name within «CH-4528 Zuchwil», «Hauptstrasse 5, 4528 Zuchwil», «4528», «Zuchwil» or «Stadt Olten».

    Raises:
        UnknownPlace: it is abroad, or can be neither.
        BadAnswer: nothing was typed.
    """
    known = index(data)
    try:
        typed = take_apart(text, known.by_postcode, field)
    except UnknownPlace as unknown:
        told_of = [place for code, _ in unknown.suggestions for place in _choices(known.by_postcode.get(code, ()))[:1]]
        raise UnknownPlace(field, unknown.value, _pairs(told_of), hint=unknown.hint or "unknown_place") from None
    if typed.postcode in LIECHTENSTEIN or any(key(name) in ABROAD_NAMES for name in typed.names):
        raise UnknownPlace(field, text, (), hint="place_abroad")
    return _with_postcode(typed, typed.postcode, known) if typed.postcode else _by_name_alone(typed, field, known)


def _with_postcode(typed: PlaceText, postcode: str, known: Index) -> tuple[str, str | None]:
    here = known.by_postcode.get(postcode, ())
    for name in typed.names:
        for spelled, _ in spellings(name):
            if here and _named(spelled, here, known):
                return postcode, spelled
            if not here and by_name(spelled, known):
                return postcode, spelled
    if typed.fit == "may":
        return postcode, next((name for name in typed.names if by_name(name, known)), None)
    return postcode, typed.names[0] if typed.names and typed.fit == "must" else None


def _by_name_alone(typed: PlaceText, field: str, known: Index) -> tuple[None, str]:
    whole, *pieces = typed.names or (typed.line,)
    spelled = {name: _spelled(name, known) for name in (whole, *pieces)}
    if typed.stray_number:
        near = [place for name in spelled.values() if name for place in meant(name, known)]
        raise UnknownPlace(field, typed.line, _pairs(near)[:SUGGESTIONS])
    if spelled[whole]:
        return None, spelled[whole] or whole
    found = {meant(name, known): name for name in spelled.values() if name}
    if len(found) > 1:
        raise UnknownPlace(field, typed.line, _pairs(likely(several) for several in found))
    return None, next(iter(found.values()), next(spelled for spelled, _ in spellings(whole)))


def _spelled(name: str, known: Index) -> str | None:
    """How ``name`` is to be spelled so that it means something: without «Stadt», with its canton."""
    for spelled, canton in spellings(name):
        whole = f"{spelled} {canton}" if canton else spelled
        if meant(whole, known):
            return whole
        if canton and any(place.canton == canton for place in meant(spelled, known)):
            return whole
    return None


def told(postcode: str | None, locality: str | None, data: Dataset | None = None) -> tuple[str | None, str | None]:
    """Postcode and name out of two answers; «4528 Zuchwil» as postcode is understood, the locality has its own say.

    Raises:
        BadAnswer: ``postcode`` holds no postcode, or ``locality`` no name.
    """
    code = name = None
    known = index(data)
    if postcode is not None:
        try:
            code, name = parts(postcode, "postcode", data)
        except UnknownPlace as unknown:
            if unknown.suggestions or unknown.hint == "place_abroad":
                raise
            alike = extract(
                str(unknown.value), known.by_postcode.keys(), scorer=ratio, limit=SUGGESTIONS, score_cutoff=75
            )
            suggested = _pairs(_choices(known.by_postcode[other])[0] for other, _, _ in alike)
            raise UnknownPlace("postcode", unknown.value, suggested) from None
        if code is None:
            raise UnknownPlace(
                "postcode", postcode, _pairs(meant(name or "", known))[:SUGGESTIONS] or similar_names(name or "", known)
            )
    if locality is not None:
        other_code, name = parts(locality, "locality", data)
        if name is None:
            raise BadAnswer("locality", locality, sentence("place_name"), hint="unknown_place")
        code = code or other_code
    return code, name


def matching(
    postcode: str | None, name: str | None, data: Dataset | None = None, field: str | None = None, value: object = None
) -> tuple[Place, ...]:
    """The places with this postcode and this name, whichever is told.

    ``field`` and ``value`` are what an error names; by default the part that is not known.

    Raises:
        UnknownPlace: there is none.
    """
    known = index(data)
    if postcode is None:
        found = meant(name or "", known)
        if not found:
            raise UnknownPlace(field or "locality", value or name, lambda: similar_names(name or "", known))
        return found
    here = known.by_postcode.get(postcode)
    if here is None:
        raise UnknownPlace(field or "postcode", value or postcode, lambda: suggestions(postcode, name, known))
    if name is None:
        return _choices(here)
    found = _named(name, here, known)
    if not found:
        near = _pairs((*_choices(here), *by_name(name, known)))
        raise UnknownPlace(field or "locality", value or name, near[: 2 * SUGGESTIONS])
    return _choices(found)


def _named(name: str, here: tuple[Place, ...], known: Index) -> tuple[Place, ...]:
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


def by_name(name: str, known: Index) -> tuple[Place, ...]:
    """Every place of exactly this name; if no locality has it, those of the municipality."""
    wanted = key(name)
    found = known.by_name.get(wanted) or known.by_municipality.get(wanted)
    if not found and (other := known.by_letters.get(without_umlauts(wanted))):
        found = known.by_name.get(other) or known.by_municipality.get(other)
    return _choices(found or ())


def meant(name: str, known: Index) -> tuple[Place, ...]:
    """Every place that people may mean by ``name``, ours first: its own, one it is a part of, one it begins."""
    wanted = key(name)
    exact = by_name(name, known)
    if exact and all(place.canton == HOME_CANTON for place in exact):
        is_nickname = not any(wanted in keys(place.locality, place.canton) for place in exact)
        return _choices((*exact, *known.elsewhere.get(wanted, ()))) if is_nickname else exact
    bare, _, canton = wanted.rpartition(" ")
    if bare and canton == HOME_CANTON.casefold() and (ours := known.here.get(bare)):
        return _choices(ours)
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
        return _ours_first(_choices((*ours, *others)))[:MOST_CHOICES]
    if begun:
        return _choices(begun)[:MOST_CHOICES]
    if len(wanted) > SHORTEST_BEGINNING:
        inside = (place for other, found in known.here.items() if wanted in other for place in found)
        return _choices(dict.fromkeys(inside))[:MOST_CHOICES]
    return ()


def _begun(wanted: str, known: Index) -> tuple[Place, ...]:
    """The places whose name begins so."""
    start = bisect_left(known.sorted_names, wanted)
    names = takewhile(lambda name: name.startswith(wanted), known.sorted_names[start:])
    return tuple(dict.fromkeys(place for name in names for place in known.by_name[name] if place.kind == "place"))


def suggestions(postcode: str, name: str | None, known: Index) -> tuple[tuple[str, str], ...]:
    """The closest places to an unknown postcode: those of the name told with it, else of postcodes spelled alike."""
    if name and (same := by_name(name, known) or meant(name, known)):
        return _pairs(sorted(same, key=lambda place: _unlike(postcode, place.postcode)))[:SUGGESTIONS]
    near = sorted(known.by_postcode, key=lambda other: (_unlike(postcode, other)[0], not _ours(other, known), other))
    near = sorted(near[:SUGGESTIONS], key=lambda other: (not _ours(other, known), _unlike(postcode, other)))
    return _pairs(_choices(known.by_postcode[code])[0] for code in near)


def similar_names(name: str, known: Index) -> tuple[tuple[str, str], ...]:
    """The places whose names are spelled most alike, at most three, ours first among equals."""
    alike = extract(key(name), known.sorted_names, scorer=ratio, limit=2 * SUGGESTIONS, score_cutoff=75)
    found = [place for other, _, _ in alike for place in _choices(known.by_name[other])]
    return _pairs(_ours_first(found))[:SUGGESTIONS]


def _similar_codes(written: str, known: Index) -> tuple[tuple[str, str], ...]:
    alike = extract(written, known.by_postcode.keys(), scorer=ratio, limit=SUGGESTIONS, score_cutoff=75)
    return _pairs(_choices(known.by_postcode[other])[0] for other, _, _ in alike)


def municipalities_in_doubt(place: Place, data: Dataset | None = None) -> tuple[Place | PostcodeShare, ...]:
    """The municipalities among which the person must choose, because the place alone does not decide the canton.

    None where it does: where fewer than :data:`IN_DOUBT` per cent of its addresses lie beyond the canton's border.
    """
    parted = (data or on_file()).shares.get((place.postcode, place.locality), ())
    here = sum(part.share or 0 for part in parted if part.canton == HOME_CANTON)
    if parted and IN_DOUBT <= here <= 100 - IN_DOUBT:
        return tuple(sorted(parted, key=lambda part: part.canton != HOME_CANTON))
    return ()


def _in_doubt(place: Place, name: str | None, data: Dataset | None) -> tuple[Place, ...]:
    if name is not None and key(name) in keys(place.municipality, place.canton):
        return (place,)
    parted = municipalities_in_doubt(place, data)
    return tuple(
        replace(place, municipality=part.municipality, canton=part.canton, bfs=part.bfs) for part in parted
    ) or (place,)


def _ours_first(found: Iterable[Place]) -> tuple[Place, ...]:
    return tuple(sorted(found, key=lambda place: place.canton != HOME_CANTON))


def _ours(postcode: str, known: Index) -> bool:
    return any(place.canton == "SO" for place in known.by_postcode[postcode])


def _unlike(told_code: str, other: str) -> tuple[int, int]:
    """How unlike two postcodes are: two digits swapped count as one slip; then by distance as numbers."""
    wrong = [at for at in range(4) if told_code[at] != other[at]]
    swapped = len(wrong) == 2 and [told_code[at] for at in wrong] == [other[at] for at in reversed(wrong)]
    return (1 if swapped and wrong[1] - wrong[0] == 1 else len(wrong) + 1), abs(int(told_code) - int(other))


def _choices(found: Iterable[Place]) -> tuple[Place, ...]:
    """What a person can choose from: real places; names of the post only where there is nothing else, one a town."""
    real: dict[tuple[str, int, str], Place] = {}
    post: dict[tuple[str, int], Place] = {}
    for place in found:
        if place.kind == "place":
            real.setdefault((place.postcode, place.bfs, key(place.locality)), place)
        else:
            post.setdefault((place.postcode, place.bfs), place)
    return tuple(real.values() or post.values())


def _pairs(found: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    return tuple(dict.fromkeys((place.postcode, place.locality) for place in found))
