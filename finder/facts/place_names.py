"""One name, many spellings: reduces a written place name to keys by which it is found.

«Däniken», «Daeniken» and «Daniken» meet; so do «Wangen bei Olten» and «Wangen b. Olten», «Aeschi (SO)» and «Aeschi SO».
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import get_args

from finder.facts.cells import Canton
from finder.facts.characters import clean

_CANTONS = frozenset(canton.casefold() for canton in get_args(Canton))
_WITH_E = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT = {"bei": "b", "sankt": "st", "saint": "st", "sainte": "ste", "an": "a", "am": "a", "der": "d"}
_LITTLE = frozenset({*_SHORT.values(), "im", "in", "ob", "la", "le"}) | _CANTONS
_BETWEEN_WORDS = re.compile(r"[^\w]+|_")
_JOINED = re.compile("[-/]")
_E_OF_AN_UMLAUT = re.compile("(?<=[aou])e")


def key(name: str) -> str:
    """The key of a name as written: umlauts as ä → ae, other accents dropped, short words in their short form."""
    return _words(clean(name).casefold().translate(_WITH_E))


@cache
def keys(name: str, canton: str) -> frozenset[str]:
    """Every key under which a name on file is found: umlauts either way, both languages, with and without canton."""
    found = set()
    for part in {name, *name.split("/")}:
        for whole in _spellings(part):
            words = whole.split(" ")
            bare = " ".join(words[:-1]) if len(words) > 1 and words[-1] in _CANTONS else whole
            found |= {whole, bare, f"{bare} {canton.casefold()}"}
    return frozenset(found)


def without_umlauts(key_of_name: str) -> str:
    """A key in which ä, ae and a are one: «Battwil-Flueh» is written half and half."""
    return _E_OF_AN_UMLAUT.sub("", key_of_name)


@cache
def parts(name: str) -> frozenset[str]:
    """The keys by which people shorten a name on file: its first words, and what a hyphen or a stroke joins.

    «Wangen b. Olten» is «Wangen»; «Starrkirch-Wil» is «Starrkirch» and «Wil».
    """
    found = {whole for joined in _JOINED.split(name) for whole in _spellings(joined)}
    for whole in _spellings(name):
        words = whole.split(" ")
        found |= {" ".join(words[:count]) for count in range(1, len(words))}
    return frozenset(part for part in found if len(part) > 2 and part.split(" ")[-1] not in _LITTLE)


def _spellings(name: str) -> tuple[str, ...]:
    """The key of a name, and where it has an umlaut the one without its e: «aeschi», «aschi»."""
    folded = clean(name).casefold()
    with_e = folded.translate(_WITH_E)
    return (_words(with_e),) if with_e == folded else (_words(with_e), _words(folded))


def _words(folded: str) -> str:
    if not folded.isascii():
        folded = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    words = _BETWEEN_WORDS.sub(" ", folded).split()
    return " ".join(_SHORT.get(word, word) for word in words)


CANTON_OF: Mapping[str, str] = {
    key(name): canton
    for canton, names in {
        "AG": "Aargau|Argovie",
        "AI": "Appenzell Innerrhoden",
        "AR": "Appenzell Ausserrhoden",
        "BE": "Bern|Berne",
        "BL": "Baselland|Baselbiet|Basel-Landschaft",
        "BS": "Basel-Stadt",
        "FR": "Freiburg|Fribourg",
        "GE": "Genf|Genève",
        "GL": "Glarus",
        "GR": "Graubünden|Grisons|Grigioni",
        "JU": "Jura",
        "LU": "Luzern|Lucerne",
        "NE": "Neuenburg|Neuchâtel",
        "NW": "Nidwalden",
        "OW": "Obwalden",
        "SG": "St. Gallen|Sankt Gallen|Saint-Gall",
        "SH": "Schaffhausen",
        "SO": "Solothurn|Soleure|Soletta",
        "SZ": "Schwyz",
        "TG": "Thurgau|Thurgovie",
        "TI": "Tessin|Ticino",
        "UR": "Uri",
        "VD": "Waadt|Vaud",
        "VS": "Wallis|Valais",
        "ZG": "Zug",
        "ZH": "Zürich|Zurich",
    }.items()
    for name in (canton, *names.split("|"))
}
"""A canton's key – of its letters, or of its name in German and its own language – and its letters."""
