"""Takes apart what a person typed for a place: «CH-4528 Zuchwil», «Hauptstrasse 5, 4528 Zuchwil», «Stadt Olten».

Nothing is looked up here but whether four digits are a postcode; what the words mean, :mod:`finder.steps.places` says.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.characters import clean, folded
from finder.facts.place_names import CANTON_OF, key
from finder.sentences import sentence

LONGEST = 200
"""Characters. A pasted address has half as many."""
LIECHTENSTEIN = frozenset(str(code) for code in range(9485, 9499))

_CODE = re.compile(r"(?<![\d+])(?<!\d[.,'])\d{4}(?![.,']?\d)", re.ASCII)
_TWO_AND_TWO = re.compile(r"\d \d \d \d|\d{2} \d{2}|\d{1} \d{3}|\d{3} \d{1}", re.ASCII)
_ABROAD = re.compile(
    r"(?<!\w)(?:a|b|d|de|at|dk|e|es|f|fr|fl|gb|i|it|l|li|lu|nl|p|pl|pt|s|uk)[ -]{0,2}-[ -]?\d{4,5}", re.IGNORECASE
)
_BOX = re.compile(r"(?:postfach|case postale|casella postale|box|cp|pf)\W*$", re.IGNORECASE)
_BEFORE_CODE = re.compile(r"(?:^|\W)(?:ch|plz|npa|cap|zip|postleitzahl|postcode|so)\W*$", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_LATIN = re.compile(r"[a-zà-ÿ]", re.IGNORECASE)
_STREET = re.compile(
    r"\d|(?:str|strasse|straße|gasse|weg|platz|rain|allee|halde|matte|acker|quai|rue|via|route)\b", re.IGNORECASE
)
_COUNTRY = re.compile(r"^\W*CH ?[-–] ?", re.IGNORECASE)
_NEAR = re.compile(r"\s(?:bei|b\.?|nahe|near|près de|presso|im|in)$", re.IGNORECASE)
_PARTS = re.compile(r"[,;|/()\n–—]| - ")

_IN_FRONT = """
stadt · die stadt · gemeinde · einwohnergemeinde · bürgergemeinde · politische gemeinde · eg · ort · ortschaft · wohnort
dorf · weiler · quartier · raum · plz · npa · cap · zip · postleitzahl · postcode · code postal · bahnhof · in
aus · von · wohne in · wohnhaft in · ich wohne in · ich bin aus · adresse · ch
ville de · la ville de · commune de · commune · gare de · à · habite à · j'habite à
città di · comune di · a · abito a · city of · town of · village of · municipality of · from · i live in
vivo en · moro em · місто · м. · село · громада · з · в · у · مدينة · بلدية · في · شهر · در · şehir · belediye
qyteti · komuna · grad · općina · opština · u · град · општина
"""
_BEHIND = """
stadt · dorf · gemeinde · zentrum · bahnhof · hb · schweiz · die schweiz · suisse · svizzera · switzerland · suiza
suíça · ch · швейцарія · швейцария · سويسرا · سویس · isviçre · zvicër · zvicra · švicarska · švajcarska · швајцарска
"""


def _phrases(table: str) -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(folded(phrase).replace(".", "").split())
        for line in table.strip().splitlines()
        for phrase in line.split("·")
    )


_FRONT_PHRASES, _BACK_PHRASES = _phrases(_IN_FRONT), _phrases(_BEHIND)


@dataclass(frozen=True, slots=True)
class PlaceText:
    """What was typed, taken apart.

    Attributes:
        line: all of it, in one clean line.
        postcode: the four digits that are, or look like, the postcode.
        names: what may be the name of the place, the likeliest first; none where only a postcode was typed.
        fit: whether the postcode holds only if one of the names lies there: ``must`` behind it («4528 Zuchwil»),
            ``may`` in front of it, where anything may stand («Adresse: 4528») but not another place, ``any`` for a
            street and for letters that we cannot compare.
        stray_number: there is a number in it that is no postcode and no house («79618 Rheinfelden»).
    """

    line: str
    postcode: str | None
    names: tuple[str, ...]
    fit: Literal["must", "may", "any"] = "must"
    stray_number: bool = False


def take_apart(text: object, known: Collection[str], field: str = "place") -> PlaceText:
    """Postcode and possible names in ``text``; ``known``: every postcode there is.

    Raises:
        UnknownPlace: it can be neither, is abroad, or holds several postcodes (they are its suggestions' postcodes).
        BadAnswer: nothing was typed.
    """
    if not isinstance(text, str) or not (line := clean(text[: 4 * LONGEST])):
        raise BadAnswer(field, text, sentence("place_as_typed"), hint="unknown_place")
    if len(line) > LONGEST:
        raise UnknownPlace(field, line, ())
    if _ABROAD.search(line):
        raise UnknownPlace(field, line, (), hint="place_abroad")
    line = _COUNTRY.sub("", line)
    if _TWO_AND_TWO.fullmatch(line.strip(" .,;")):
        line = line.replace(" ", "")
    found = [one for one in _CODE.finditer(line) if not _BOX.search(line[: one.start()])]
    codes = [one for one in found if one[0] in known or one[0] in LIECHTENSTEIN] or found[-1:]
    if not codes:
        if not _LETTER.search(line):
            raise UnknownPlace(field, line, ())
        return PlaceText(line, None, _names_alone(line), stray_number=re.search(r"\d{4}", line) is not None)
    code = _the_code(codes, line, field)
    before, after = line[: code.start()], line[code.end() :]
    before = _BEFORE_CODE.sub("", before)
    if _LETTER.search(after) and not _is_country(after):
        return PlaceText(line, code[0], tuple(_shorter(after)), fit="must" if _LATIN.search(after) else "any")
    if not _LETTER.search(before):
        if not _is_country(after) and not _only_marks(before + after):
            raise UnknownPlace(field, line, ())
        return PlaceText(line, code[0], ())
    is_street = _STREET.search(before) is not None or not _LATIN.search(before)
    return PlaceText(line, code[0], tuple(_longer(before)), fit="any" if is_street else "may")


def spellings(name: str) -> Iterator[tuple[str, str | None]]:
    """``name`` and what is left of it without «Stadt», «Schweiz» and the like, each with the canton it names."""
    yield name, None
    words = name.split()
    bare = [folded(word).strip(".,;:()") for word in words]
    while words:
        if cut := _front(bare):
            words, bare = words[cut:], bare[cut:]
        elif cut := _back(bare):
            words, bare = words[:-cut], bare[:-cut]
        else:
            break
        yield " ".join(words).strip(" ,;:()"), None
    for taken in (3, 2, 1):  # «Kanton Solothurn», «(SO)», «SO»
        if len(words) > taken and (canton := _canton(words[-taken:])):
            left = " ".join(words[:-taken]).rstrip(" ,;:(/-")
            yield left, canton
            yield _NEAR.sub("", left), canton  # «Zuchwil bei Solothurn»
            return


def _canton(words: list[str]) -> str | None:
    last = words[-1].strip("().,;")
    first = [folded(word) for word in words[:-1]]
    if first in ([], ["kanton"], ["kt"], ["kt."], ["canton"], ["canton", "de"], ["cantone"], ["cantone", "di"]):
        return CANTON_OF.get(key(last))
    return None


def _front(words: list[str]) -> int:
    return next((n for n in (4, 3, 2, 1) if len(words) > n and tuple(words[:n]) in _FRONT_PHRASES), 0)


def _back(words: list[str]) -> int:
    return next((n for n in (2, 1) if len(words) > n and tuple(words[-n:]) in _BACK_PHRASES), 0)


def _the_code(codes: list[re.Match[str]], line: str, field: str) -> re.Match[str]:
    """The one postcode among several: the one before a word."""
    if len({one[0] for one in codes}) > 1:
        named = [one for one in codes if re.match(r"\W{0,3}[^\W\d_]", line[one.end() :])]
        codes = named or codes
        if len({one[0] for one in codes}) > 1:
            raise UnknownPlace(field, line, tuple((one[0], "") for one in codes))
    return codes[-1]


def _names_alone(line: str) -> tuple[str, ...]:
    """What may be a name in a line without postcode: all of it, then its parts, the last first, streets left out."""
    line = re.sub(r"\d{4,}", " ", line)
    chunks = [chunk.strip(" .") for chunk in _PARTS.split(line) if _LETTER.search(chunk)]
    places = [chunk for chunk in chunks if not _STREET.search(chunk)]
    return tuple(dict.fromkeys((" ".join(line.split()).strip(" .,;:-"), *places[::-1])))


def _shorter(after: str) -> Iterator[str]:
    """What follows a postcode, then ever less of its end: a name, then a country, a telephone number …"""
    text = re.sub(r"^[\W_]+", "", after).rstrip(" .,;:")
    yield text
    first = _PARTS.split(text)[0].strip(" .,;:")
    words = re.split(r"(?= \d{2,})", first)[0].split()
    for count in range(len(words), 0, -1):
        if " ".join(words[:count]) != text:
            yield " ".join(words[:count]).strip(" .,;:")


def _longer(before: str) -> Iterator[str]:
    """What stands before a postcode, then ever less of its beginning: a street, then the name."""
    text = before.strip(" .,;:-–(")
    yield text
    chunk = [part for part in _PARTS.split(text) if part.strip()][-1].strip(" .,;:")
    words = chunk.split()
    for start in range(len(words)):
        if " ".join(words[start:]) != text:
            yield " ".join(words[start:])


def _is_country(text: str) -> bool:
    """Whether ``text`` names nothing but Switzerland or a canton."""
    words = [word for part in text.split() if (word := folded(part).strip(".,;:()|/-–"))]
    return bool(words) and (tuple(words) in _BACK_PHRASES or _canton(words) is not None)


def _only_marks(text: str) -> bool:
    return not text.strip(" .,;:-–—()[]«»\"'!/|")
