"""The door for every text that comes from a person, a file, a table or another program.

What looks alike is made alike: full-width letters, digits of any script (٤٥٢٨), every kind of blank and apostrophe.
What nobody sees is dropped: the marks that a right-to-left keyboard, a messenger or a web page leave in copied text.
What means something of its own stays: «25²» is not 252, and «½» not 1 2.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_APOSTROPHES = dict.fromkeys(map(ord, "´`‘’‛′‵ʹʻʼʽʾʿˈˊˋ΄᾽᾿῀´῾＇｀ꞌ՚׳"), "'")
"""Read as an apostrophe *before* the form is made: Unicode's own form of «´» begins with a blank."""
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_VARIANTS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0), range(0x180B, 0x1810))
_BLANKS = frozenset("\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2800")
_OWN_LETTERS = str.maketrans({"ı": "i", "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ـ": "", "ß": "ss", "ђ": "đ"})


def clean(text: str) -> str:
    """``text`` in one line as it was meant: plain letters, digits 0–9, one blank between words, nothing unseen."""
    if text.isascii() and "`" not in text:
        return " ".join(text.split())
    return " ".join(seen(text, line_ends=False).split())


def seen(text: str, *, line_ends: bool = True) -> str:
    """``text`` with every character as it was meant, and nothing joined or trimmed. ``line_ends``: they stay."""
    composed = unicodedata.normalize("NFC", text.translate(_APOSTROPHES))
    return unicodedata.normalize("NFC", "".join(_meant(sign, line_ends) for sign in composed))


def folded(text: str) -> str:
    """A key for comparing words of any language: :func:`clean`, small letters, no accents."""
    bare = unicodedata.normalize("NFKD", clean(text).casefold().translate(_OWN_LETTERS))
    plain = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", plain.translate(_OWN_LETTERS))


def visible(text: str) -> str:
    """``text`` as an error sentence shows it: what cannot be seen stands as its number, «45⟨U+200B⟩28»."""
    return "".join(_shown(sign) for sign in text)


def is_unseen(sign: str) -> bool:
    """Whether a character leaves no trace on a screen: Unicode's «Cf», variation selectors, fillers."""
    return unicodedata.category(sign) == "Cf" or sign in _UNSEEN or any(ord(sign) in some for some in _VARIANTS)


@lru_cache(4096)  # of single characters, not of answers: a country's place names hold a few dozen again and again
def _meant(sign: str, line_ends: bool) -> str:
    if " " <= sign <= "~":
        return sign
    if line_ends and sign in "\r\n":
        return sign
    if sign in _BLANKS or unicodedata.category(sign) in ("Zs", "Zl", "Zp"):
        return " "
    if is_unseen(sign):
        return ""
    if sign.isdecimal():
        return str(unicodedata.decimal(sign))
    form = unicodedata.normalize("NFKC", sign)
    return sign if any(part.isdecimal() for part in form) else form


def _shown(sign: str) -> str:
    kind = unicodedata.category(sign)
    hidden = is_unseen(sign) or kind in ("Cc", "Cs", "Co", "Cn") or (sign != " " and sign.isspace())
    return f"⟨U+{ord(sign):04X}⟩" if hidden else sign
