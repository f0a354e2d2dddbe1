"""One name, many spellings: reduces a written place name to keys by which it is found.

«Däniken», «Daeniken» and «Daniken» meet; so do «Wangen bei Olten» and «Wangen b. Olten», «Aeschi (SO)» and «Aeschi SO».
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import get_args

from finder.facts.cells import Canton

_CANTONS = frozenset(canton.casefold() for canton in get_args(Canton))
_WITH_E = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SHORT = {"bei": "b", "sankt": "st", "saint": "st", "sainte": "ste", "an": "a", "am": "a", "der": "d"}
_BETWEEN_WORDS = re.compile(r"[^\w]+|_")


def one_line(text: str) -> str:
    """``text`` with plain letters, blanks and digits: full-width forms, and the digits of any script (٤٥٢٨)."""
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(str(unicodedata.decimal(sign, sign)) for sign in plain).split())


def key(name: str) -> str:
    """The key of a name as written: umlauts as ä → ae, other accents dropped, short words in their short form."""
    return _words(one_line(name).casefold().translate(_WITH_E))


@cache
def keys(name: str, canton: str) -> frozenset[str]:
    """Every key under which a name on file is found: umlauts either way, both languages, with and without canton."""
    found = set()
    for part in {name, *name.split("/")}:
        for whole in (key(part), _words(one_line(part).casefold())):
            words = whole.split(" ")
            bare = " ".join(words[:-1]) if len(words) > 1 and words[-1] in _CANTONS else whole
            found |= {whole, bare, f"{bare} {canton.casefold()}"}
    return frozenset(found)


def _words(folded: str) -> str:
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(sign))
    words = _BETWEEN_WORDS.sub(" ", bare).split()
    return " ".join(_SHORT.get(word, word) for word in words)
