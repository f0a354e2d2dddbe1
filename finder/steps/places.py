"""Finds a place by what a person typed: a postcode, a name, or both.

It never corrects silently: «2450 Grenchen» is no place, and the error proposes 2540 Grenchen. A postcode of the post
(boxes, counters: 4509) is found at the place it is named after; its ``kind`` says so.
"""

from __future__ import annotations

from dataclasses import replace

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import Dataset, on_file
from finder.facts.place_names import key, keys
from finder.facts.postcode_shares import PostcodeShare
from finder.facts.postcodes import Place
from finder.sentences import sentence
from finder.steps.place_index import (
    HOME_CANTON,
    SUGGESTIONS,
    Index,
    by_name,
    choices,
    index,
    meant,
    named,
    ours_first,
    pairs,
    similar_codes,
    similar_names,
    suggestions,
)
from finder.steps.place_text import LIECHTENSTEIN, PlaceText, spellings, take_apart

IN_DOUBT = 5
"""Per cent of a place's addresses beyond the canton's border from which on the place does not decide the canton."""

_LIECHTENSTEIN = (
    "Liechtenstein|Fürstentum Liechtenstein|FL|Vaduz|Schaan|Triesen|Triesenberg|Balzers|Eschen|Ruggell|Gamprin"
)
ABROAD_NAMES = frozenset(key(name) for name in f"{_LIECHTENSTEIN}|Planken|Nendeln|Bendern".split("|"))


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
    return ours_first(part for place in found for part in _in_doubt(place, name, data))


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
        told_of = [place for code, _ in unknown.suggestions for place in choices(known.by_postcode.get(code, ()))[:1]]
        raise UnknownPlace(field, unknown.value, pairs(told_of), hint=unknown.hint or "unknown_place") from None
    if typed.postcode in LIECHTENSTEIN or any(key(name) in ABROAD_NAMES for name in typed.names):
        raise UnknownPlace(field, text, (), hint="place_abroad")
    return _with_postcode(typed, typed.postcode, known) if typed.postcode else _by_name_alone(typed, field, known)


def _with_postcode(typed: PlaceText, postcode: str, known: Index) -> tuple[str, str | None]:
    here = known.by_postcode.get(postcode, ())
    for name in typed.names:
        for spelled, _ in spellings(name):
            if here and named(spelled, here, known):
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
        raise UnknownPlace(field, typed.line, pairs(near)[:SUGGESTIONS])
    if spelled[whole]:
        return None, spelled[whole] or whole
    found = {meant(name, known): name for name in spelled.values() if name}
    if len(found) > 1:
        raise UnknownPlace(field, typed.line, pairs(likely(several) for several in found))
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
            raise UnknownPlace("postcode", unknown.value, similar_codes(str(unknown.value), known)) from None
        if code is None:
            raise UnknownPlace(
                "postcode", postcode, pairs(meant(name or "", known))[:SUGGESTIONS] or similar_names(name or "", known)
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
        return choices(here)
    found = named(name, here, known)
    if not found:
        near = pairs((*choices(here), *by_name(name, known)))
        raise UnknownPlace(field or "locality", value or name, near[: 2 * SUGGESTIONS])
    return choices(found)


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
