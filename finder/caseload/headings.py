"""The words a table of cases may use beside the keys of the interface, and the signs of a person in it.

The words stand in ``data/sheet_words.toml``: a municipality that says «Wohnort» for ``locality`` adds a line there.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from finder.errors import BadData, BadRow
from finder.facts.characters import clean
from finder.facts.dataset import Dataset
from finder.facts.situation import QUESTIONS
from finder.sentences import sentence

CASE = "case"
"""Heading of an optional column with a number for each case, so that the office finds it again."""

LONGEST = 1_000
"""Characters of a cell that are looked at; a longer one is no answer."""

_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SIGNS = re.compile(r"[\W_]+")

_AHV_NUMBER = re.compile(r"\b756[.\s]?\d{4}[.\s]?\d{4}[.\s]?\d{2}\b")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_DAY = re.compile(r"\b\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b")
_PHONE = re.compile(r"(?:\+41|0041|\b0)[\s/]?\d{2}[\s/.]?\d{3}[\s.]?\d{2}[\s.]?\d{2}\b")
_TWO_NAMES = re.compile(r"(?:(?:Herrn?|Frau)\s+)?[A-ZÄÖÜÉ][\w'’-]+,?\s+[A-ZÄÖÜÉ][\w'’-]+(?:\s[A-ZÄÖÜÉ][\w'’-]+)*")
_CASE_NUMBER = re.compile(r"[A-Za-z]{0,4}[-/. ]?\d{1,9}(?:[-/.]\d{1,4})?|[A-Za-z]\d?")


@dataclass(frozen=True)
class SheetWords:
    """The words on file: heading → key, key → (word → value), words for «not answered», and personal headings."""

    headings: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]
    unknown: frozenset[str]
    personal: Mapping[str, tuple[str, ...]]

    def heading(self, text: str) -> str | None:
        """The answer's key that a heading means, ``None`` where it means none."""
        word = plain(text)
        key = word.replace(" ", "_")
        return key if key in QUESTIONS or key == CASE else self.headings.get(word)

    def understood(self, cells: Sequence[str]) -> int:
        """How many cells of a row are headings we know, of an answer or of a person."""
        return sum(self.heading(cell) is not None for cell in cells)

    def personal_heading(self, text: str) -> str | None:
        """What a heading promises about a person (``name``, ``ahv_number`` …), ``None`` where nothing."""
        phrase = plain(text)
        for reason, signs in self.personal.items():
            for sign in signs:
                if sign == phrase or any(_fits(word, sign) for word in phrase.split()):
                    return reason
        return None

    def value(self, key: str, text: str) -> str | None:
        """A cell as the question's own reader wants it; ``None`` where it says «not answered»."""
        word = plain(text)
        if text.strip() in self.unknown or (word and word in self.unknown) or not text.strip():
            return None
        group = "yes_or_no" if key in QUESTIONS and QUESTIONS[key].values == (True, False) else key
        return self.values.get(group, {}).get(word) or self._own_spelling(key, text.strip())

    def _own_spelling(self, key: str, text: str) -> str:
        """«b1» is B1, «YES» is yes: capitals do not matter."""
        values = QUESTIONS[key].values if key in QUESTIONS else ()
        spelled = {value.casefold(): value for value in (*map(str, values), "yes", "no")}
        return spelled.get(text.casefold().replace(" ", "_"), text)


def sheet_words(data: Dataset) -> SheetWords:
    """The words in ``sheet_words.toml``.

    Raises:
        BadData: the file is missing or no TOML.
    """
    file = "sheet_words.toml"
    try:
        read = tomllib.loads((data.path / file).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadData((BadRow(file, None, None, str(error), sentence("toml")),)) from None
    return SheetWords(
        {plain(word): key for word, key in read["headings"].items()},
        {key: {plain(word): value for word, value in words.items()} for key, words in read["values"].items()},
        frozenset(read["unknown"]["words"]),
        {reason: tuple(signs) for reason, signs in read["personal"].items()},
    )


def plain(text: str) -> str:
    """Small letters, no brackets and what stands in them, one blank between words."""
    text = text[:LONGEST]  # a search for brackets takes the square of the length
    return _SIGNS.sub(" ", _BRACKETS.sub(" ", clean(text).casefold())).strip()


def personal_content(key: str, text: str) -> str | None:
    """What a cell betrays about a person, whatever its column is called; ``None`` where nothing.

    A place has words like a name, so names are not looked for there. The number of a case may hold hardly a letter.
    """
    text = text[:LONGEST]
    for reason, pattern in (("ahv_number", _AHV_NUMBER), ("email", _EMAIL), ("birth_date", _DAY), ("phone", _PHONE)):
        if pattern.search(text):
            return reason
    if key == CASE:
        return None if is_case_number(text) else "name"
    return "name" if key not in ("postcode", "locality") and _TWO_NAMES.fullmatch(text) else None


def is_case_number(text: str) -> bool:
    """A number as offices give them: hardly a letter, one separator at most within the digits."""
    return _CASE_NUMBER.fullmatch(text) is not None


def _fits(word: str, sign: str) -> bool:
    bare = sign.strip("*")
    return (
        word == bare or (sign.startswith("*") and word.endswith(bare)) or (sign.endswith("*") and word.startswith(bare))
    )
