"""Finds a place by what a person typed: a postcode, a name, or both.

It never corrects silently: «2450 Grenchen» is no place, and the error proposes 2540 Grenchen. A postcode of the post
(boxes, counters: 4509) is found at the place it is named after; its ``kind`` says so.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import Dataset, on_file
from finder.facts.place_names import key, keys, one_line
from finder.facts.postcodes import Place

ALLOWED = "a Swiss postcode of four digits, the name of a Swiss place, or both"
LONGEST = 80
"""Signs. No Swiss place name with its postcode is half as long."""
SUGGESTIONS = 3

_COUNTRY = re.compile(r"^CH\s*[-–]?\s*(?=\d)", re.IGNORECASE | re.ASCII)
_CODE_FIRST = re.compile(r"(\d{4})(?:[\s,–-]+(\D.*))?", re.ASCII)
_CODE_LAST = re.compile(r"(.*\D)[\s,]+(\d{4})", re.ASCII)
_NAME = re.compile(r"[^\W\d_](?:(?!\d{3}).)*")
"""A name begins with a letter; it may hold a short number («Lausanne 25»), but no code («D-79618»)."""


@dataclass(frozen=True, slots=True)
class Index:
    """The places by postcode and by every key of their names."""

    by_postcode: Mapping[str, tuple[Place, ...]]
    by_name: Mapping[str, tuple[Place, ...]]
    by_municipality: Mapping[str, tuple[Place, ...]]


def index(data: Dataset | None = None) -> Index:
    """The index of ``postcodes.csv``, built once for a dataset."""
    return (data or on_file()).once(_index)


def _index(data: Dataset) -> Index:
    main: dict[tuple[str, str], Place] = {}
    for place in (data or on_file()).places:
        known = main.get((place.postcode, place.locality))
        if known is None or (place.share or 0) > (known.share or 0):
            main[place.postcode, place.locality] = place
    by_postcode: dict[str, list[Place]] = defaultdict(list)
    by_name: dict[str, list[Place]] = defaultdict(list)
    by_municipality: dict[str, list[Place]] = defaultdict(list)
    for place in main.values():
        by_postcode[place.postcode].append(place)
        for name in keys(place.locality, place.canton):
            by_name[name].append(place)
        for name in keys(place.municipality, place.canton):
            by_municipality[name].append(place)
    return Index(
        *({name: tuple(found) for name, found in part.items()} for part in (by_postcode, by_name, by_municipality))
    )


def find(text: str, data: Dataset | None = None) -> tuple[Place, ...]:
    """The places that ``text`` may mean, at least one; several when only the person can choose.

    Raises:
        UnknownPlace: there is none; its suggestions are the closest ones.
        BadAnswer: nothing was typed.
    """
    postcode, name = parts(text)
    return matching(postcode, name, data, "place", text)


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


def parts(text: str, field: str = "place") -> tuple[str | None, str | None]:
    """Postcode and name within «CH-4528 Zuchwil», «Zuchwil 4528», «4528» or «Zuchwil».

    Raises:
        BadAnswer: nothing was typed, or it can be neither.
    """
    if not isinstance(text, str) or not (line := one_line(text)):
        raise BadAnswer(field, text, ALLOWED, hint="unknown_place")
    if len(line) > LONGEST:
        raise UnknownPlace(field, line, ())
    line = _COUNTRY.sub("", line)
    if match := _CODE_FIRST.fullmatch(line):
        return match[1], match[2]
    if (match := _CODE_LAST.fullmatch(line)) and _NAME.fullmatch(match[1]):
        return match[2], match[1]
    if not _NAME.fullmatch(line):
        raise UnknownPlace(field, line, ())
    return None, line


def told(postcode: str | None, locality: str | None, data: Dataset | None = None) -> tuple[str | None, str | None]:
    """Postcode and name out of two answers; «4528 Zuchwil» as postcode is understood, the locality has its own say.

    Raises:
        BadAnswer: ``postcode`` holds no postcode, or ``locality`` no name.
    """
    code = name = None
    if postcode is not None:
        try:
            code, name = parts(postcode, "postcode")
        except UnknownPlace as unknown:
            written = str(unknown.value)
            raise UnknownPlace("postcode", written, lambda: _similar_codes(written, index(data))) from None
        if code is None:
            known, wanted = index(data), name or ""
            raise UnknownPlace(
                "postcode",
                postcode,
                lambda: _pairs(by_name(wanted, known))[:SUGGESTIONS] or similar_names(wanted, known),
            )
    if locality is not None:
        other_code, name = parts(locality, "locality")
        if name is None:
            raise BadAnswer("locality", locality, "the name of a place or municipality", hint="unknown_place")
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
        found = by_name(name or "", known)
        if not found:
            raise UnknownPlace(field or "locality", value or name, lambda: similar_names(name or "", known))
        return found
    here = known.by_postcode.get(postcode)
    if here is None:
        raise UnknownPlace(field or "postcode", value or postcode, lambda: suggestions(postcode, name, known))
    if name is None:
        return _choices(here)
    wanted = key(name)
    found = tuple(place for place in here if place.locality == name)
    found = found or tuple(place for place in here if wanted in keys(place.locality, place.canton))
    found = found or tuple(place for place in here if wanted in keys(place.municipality, place.canton))
    if not found:
        near = _pairs((*_choices(here), *by_name(name, known)))
        raise UnknownPlace(field or "locality", value or name, near[: 2 * SUGGESTIONS])
    return _choices(found)


def by_name(name: str, known: Index) -> tuple[Place, ...]:
    """Every place of this name; if no locality has it, those of the municipality."""
    wanted = key(name)
    return _choices(known.by_name.get(wanted) or known.by_municipality.get(wanted) or ())


def suggestions(postcode: str, name: str | None, known: Index) -> tuple[tuple[str, str], ...]:
    """The closest places to an unknown postcode: those of the name told with it, else of postcodes spelled alike."""
    if name and (same := by_name(name, known)):
        return _pairs(sorted(same, key=lambda place: _unlike(postcode, place.postcode)))[:SUGGESTIONS]
    near = sorted(known.by_postcode, key=lambda other: (_unlike(postcode, other)[0], not _ours(other, known), other))
    near = sorted(near[:SUGGESTIONS], key=lambda other: (not _ours(other, known), _unlike(postcode, other)))
    return _pairs(_choices(known.by_postcode[code])[0] for code in near)


def similar_names(name: str, known: Index) -> tuple[tuple[str, str], ...]:
    """The places whose names are spelled most alike, at most three."""
    near = difflib.get_close_matches(key(name), known.by_name, n=SUGGESTIONS, cutoff=0.75)
    return _pairs(_choices(known.by_name[other])[0] for other in near)[:SUGGESTIONS]


def _similar_codes(written: str, known: Index) -> tuple[tuple[str, str], ...]:
    near = difflib.get_close_matches(written, known.by_postcode, n=SUGGESTIONS, cutoff=0.75)
    return _pairs(_choices(known.by_postcode[other])[0] for other in near)


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
