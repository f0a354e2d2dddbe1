"""A table of anonymous cases, from CSV or Excel, as columns of codes. The one place where pandas comes in.

Each different content of a column is read once, by the reader of its question: ten thousand times «ja» is one word.
A table that shows a person (a name, an AHV number, a birth date, an e-mail address) is refused as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from finder.caseload.coding import code, column
from finder.caseload.grid import Cell, Formula, Grid, Note, Progress, grid, refused
from finder.caseload.headings import CASE, LONGEST, SheetWords, is_case_number, personal_content, sheet_words
from finder.errors import BadAnswer, BadCell, BadData
from finder.facts.characters import clean
from finder.facts.dataset import Dataset, on_file
from finder.facts.situation import AMOUNTS, PLACE, QUESTIONS
from finder.sentences import Sentence, sentence

HEADING_ROWS = 15
"""Within the first so many rows a heading must stand; titles and blank rows above it are passed over."""

SHORTEST_AHV_NUMBER = 13
"""Digits; anything shorter is none."""

_BIRTHDAYS_AS_NUMBERS = range(3_654, 73_051)
"""Days of 1910 to 2099 as a spreadsheet counts them."""

READ = 0.6
"""Part of the work that reading the cells is, as against understanding them."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """The good rows of a table of cases.

    Attributes:
        rows: their row numbers, as a spreadsheet shows them.
        labels: the office's own number of each case, empty where there is none.
        coded: question → codes (:mod:`finder.caseload.coding`), for the columns of the table only.
        places: every pair of postcode and locality that occurs; ``None`` = not answered.
        place: for each row, which of the places.
        faults: what is wrong with the other rows.
        notes: what was understood kindly.
    """

    file: str
    rows: NDArray[np.int64]
    labels: NDArray[Any]
    coded: dict[str, NDArray[Any]]
    places: tuple[tuple[str | None, str | None], ...]
    place: NDArray[np.int64]
    faults: tuple[BadCell, ...]
    notes: tuple[Note, ...]

    def __len__(self) -> int:
        return len(self.rows)


def sheet(given: Path | bytes, file: str, progress: Progress = lambda _: None, data: Dataset | None = None) -> Sheet:
    """The cases in a table.

    Args:
        given: the file, or its content.
        file: its name, for the messages.
        progress: is told the part that is done, from 0 to 1.

    Raises:
        BadData: the table cannot be taken as a whole; its faults (:class:`BadCell`) say why.
    """
    words = (data or on_file()).once(sheet_words)
    cells = grid(given, file, lambda part: progress(part * READ), words.understood)
    progress(READ)
    at, keys = _headings(cells, file, words)
    body = cells.rows[at + 1 :]
    if not body:
        raise refused(file, "empty", sentence("no_case"))
    reading = _Reading(file, words, np.array([number for number, _ in body], dtype=np.int64), cells)
    across = list(zip_longest(*(row for _, row in body)))
    for done, (place, key) in enumerate(keys.items(), start=1):
        raw = across[place] if place < len(across) else (None,) * len(body)
        reading.read(key, reading.unmerged(place, key, raw))
        progress(READ + (1 - READ) * done / len(keys))
    if reading.personal:
        raise BadData(reading.personal)
    return reading.result()


def _headings(cells: Grid, file: str, words: SheetWords) -> tuple[int, dict[int, str]]:
    """Position of the heading row, and column → key."""
    first = cells.rows[:HEADING_ROWS]
    known = [sum(words.heading(str(cell)) is not None for cell in row if cell is not None) for _, row in first]
    at = known.index(max(known))
    if not known[at] or (known[at] == 1 and sum(cell is not None for cell in first[at][1]) > 3):
        _refuse_personal(first[0], file, words)
        raise refused(file, "no_headings", sentence("no_headings", keys=", ".join(QUESTIONS)))
    number, row = first[at]
    _refuse_personal(first[at], file, words)
    keys: dict[int, str] = {}
    faults = []
    for place, cell in enumerate(row):
        if cell is None or not str(cell).strip():
            continue
        key = words.heading(str(cell))
        if key is None:
            demand = sentence("no_such_column", columns=", ".join(QUESTIONS))
            faults.append(BadCell(file, number, str(cell), str(cell), demand, "unknown_column"))
        elif key in keys.values():
            faults.append(BadCell(file, number, str(cell), str(cell), sentence("answer_twice"), "column_twice"))
        else:
            keys[place] = key
    if faults:
        raise BadData(faults)
    return at, keys


def _refuse_personal(row: tuple[int, list[Cell]], file: str, words: SheetWords) -> None:
    number, headings = row
    faults = [
        BadCell(file, number, str(cell), None, _personal(reason, "leave_column_out"), f"personal_{reason}")
        for cell in headings
        if cell is not None and words.heading(str(cell)) is None and (reason := words.personal_heading(str(cell)))
    ]
    if faults:
        raise BadData(faults)


class _Reading:
    """The columns of one table on their way to codes, with every fault found so far."""

    def __init__(self, file: str, words: SheetWords, numbers: NDArray[np.int64], cells: Grid) -> None:
        self.file, self.words, self.numbers, self.cells = file, words, numbers, cells
        self.good = np.ones(len(numbers), dtype=bool)
        self.coded: dict[str, NDArray[Any]] = {}
        self.texts: dict[str, NDArray[Any]] = {}
        self.faults: list[BadCell] = []
        self.personal: list[BadCell] = []
        self.notes = list(cells.notes)

    def unmerged(self, place: int, key: str, column_cells: tuple[Cell, ...]) -> list[Cell]:
        """The cells of one column; a merged cell holds for each of its rows."""
        raw = list(column_cells)
        for name, (left, top, right, bottom) in self.cells.merged:
            if not left <= place + 1 <= right or bottom < self.numbers[0]:
                continue
            inside = np.flatnonzero((self.numbers >= top) & (self.numbers <= bottom))
            if left != right:
                for at in inside:
                    self._fault(int(at), key, name, sentence("unmerged"), "merged")
                continue
            for at in inside[1:]:
                raw[at] = raw[inside[0]]
            self.notes.append(Note("merged", name))
        return raw

    def read(self, key: str, raw: list[Cell]) -> None:
        """Reads one column: each different content once."""
        all_text = set(map(type, raw)) <= {str}  # as in a CSV file; 1, 1.0 and True would count as one content
        texts = raw if all_text else [self._text(key, cell) for cell in raw]
        which, contents = pd.factorize(np.array(texts, dtype=object))
        thousands = thousands_sign(contents) if key in AMOUNTS else None
        if thousands:
            self.notes.append(Note("thousands", thousands))
        values: list[Any] = []
        wrong: dict[int, tuple[Sentence, str]] = {}
        for number, content in enumerate(contents):
            value, fault = self._value(key, _seen(content, thousands))
            values.append(value)
            if fault is not None:
                wrong[number] = fault
        for at in np.flatnonzero(np.isin(which, list(wrong))).tolist() if wrong else ():
            content = contents[which[at]].strip().removeprefix(_FORMULA)
            self._fault(int(at), key, content, *wrong[int(which[at])])
        if key in (CASE, *PLACE):
            self.texts[key] = np.array([*values], dtype=object)[which]
        else:
            self.coded[key] = column(key, [code(key, value) for value in values])[which]

    def result(self) -> Sheet:
        """The good rows of all columns."""
        empty = np.full(len(self.numbers), None, dtype=object)
        towns = [self.texts.get(key, empty)[self.good] for key in PLACE]
        pairs = pd.MultiIndex.from_arrays([[one or "" for one in town] for town in towns])
        place, found = pd.factorize(pairs)
        faults = tuple(sorted(self.faults, key=lambda fault: fault.row or 0))
        labels = self.texts.get(CASE, empty)[self.good]
        return Sheet(
            self.file,
            self.numbers[self.good],
            np.array([label or "" for label in labels], dtype=object),
            {key: codes[self.good] for key, codes in self.coded.items()},
            tuple((postcode or None, locality or None) for postcode, locality in found),
            place.astype(np.int64),
            faults,
            tuple(dict.fromkeys(self.notes)),
        )

    def _value(self, key: str, text: str) -> tuple[Any, tuple[Sentence, str] | None]:
        """The answer in a cell, and what is wrong with it: what is allowed, and the reason's key."""
        if text.startswith(_FORMULA):
            return None, (sentence("value_not_formula"), "formula")
        if len(text) > LONGEST:
            if personal := personal_content(key, text):
                return None, (_personal(personal, "leave_out"), f"personal_{personal}")
            return None, (sentence("characters_at_most", most=LONGEST), "not_understood")
        if _ERROR_VALUE.fullmatch(text):
            return None, (sentence("value_not_error"), "error_value")
        if key == CASE and len(text) < SHORTEST_AHV_NUMBER and is_case_number(text):
            return text, None  # the quick way, for tables with a hundred thousand of them
        meant = self.words.value(key, text)
        if meant is None:
            return None, None
        if personal := personal_content(key, meant) or self._as_number(key, meant):
            return None, (_personal(personal, "leave_out"), f"personal_{personal}")
        if key == CASE:
            return meant, None
        try:
            return QUESTIONS[key].read(meant), None
        except BadAnswer as error:
            return None, (error.demand, error.hint if error.hint in _OWN_REASON else "not_understood")

    @staticmethod
    def _as_number(key: str, text: str) -> str | None:
        """A birth date that lost its format stands as a number of days."""
        return "birth_date" if key == "age" and text.isdecimal() and int(text) in _BIRTHDAYS_AS_NUMBERS else None

    def _text(self, key: str, cell: Cell) -> str:
        """A cell as the readers want it. A number that a spreadsheet shows as a day becomes a number again."""
        match cell:
            case None:
                return ""
            case str():
                return cell.strip()
            case bool():
                return "yes" if cell else "no"
            case Formula():
                return _FORMULA + cell.text
            case float() if cell.is_integer():
                return str(int(cell))
            case datetime() | date() | time():
                from openpyxl.utils.datetime import to_excel  # a workbook was read: it is there

                days = Decimal(str(to_excel(cell)))
                if key in (*AMOUNTS, "household_size", "postcode") or (key == "age" and days <= 120):
                    self.notes.append(Note("day_as_number", key))
                    return str(int(days)) if days == int(days) else str(days)
                return str(cell)[:10]
        return str(cell)

    def _fault(self, at: int, key: str, value: str, demand: Sentence, reason: str) -> None:
        row = int(self.numbers[at])
        if reason.startswith("personal_"):
            self.personal.append(BadCell(self.file, row, key, None, demand, reason))
        else:
            self.good[at] = False
            self.faults.append(BadCell(self.file, row, key, value, demand, reason))


def _personal(reason: str, ask: str) -> Sentence:
    """What a cell or heading gives away about a person, and what we ask for."""
    return sentence(ask, why=sentence(f"personal_{reason}"))


_OWN_REASON = frozenset({"year_of_birth", "two_numbers"})
_ERROR_VALUE = re.compile(r"#+|#[A-ZÄÖÜ_]{2,}[!?/]?(?:[A0]!?)?|#N/A", re.IGNORECASE)
"""«#N/A», «#NV», «#DIV/0!», «#####»: something went wrong in the spreadsheet, and nobody meant «not answered»."""

_BY_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+,\d{1,2}|[1-9]\d{0,2}(?:\.\d{3}){2,}", re.ASCII)
_BY_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+\.\d{1,2}|[1-9]\d{0,2}(?:,\d{3}){2,}", re.ASCII)
_POINT_AS_DECIMAL = re.compile(r".*\d\.\d{1,2}\D*", re.ASCII)
_COMMA_AS_DECIMAL = re.compile(r".*\d,\d{1,2}\D*", re.ASCII)


def thousands_sign(contents: Iterable[str]) -> str | None:
    """The sign that parts thousands in a column of amounts, where some of them leave no doubt and none speaks against.

    «4.500» alone may be 4500 or 4.50; beside «12.000,50» it is 4500.
    """
    some = [clean(content) for content in contents if len(content) <= LONGEST]
    if any(map(_BY_POINTS.fullmatch, some)) and not any(map(_POINT_AS_DECIMAL.fullmatch, some)):
        return "."
    if any(map(_BY_COMMAS.fullmatch, some)) and not any(map(_COMMA_AS_DECIMAL.fullmatch, some)):
        return ","
    return None


def _seen(content: str, thousands: str | None) -> str:
    """A cell as it was meant; a sign that parts thousands in the whole column parts them here too."""
    text = clean(content) if len(content) <= LONGEST else content.strip()
    if thousands and re.fullmatch(rf"[1-9]\d{{0,2}}\{thousands}\d{{3}}", text, re.ASCII):
        return text.replace(thousands, "")
    return text


_FORMULA = "\x00="
"""Marks a formula without a result, so that it is told from a text that begins with an equals sign."""


def problems(error: BadData) -> Iterator[BadCell]:
    """The faults of a refused table."""
    yield from (fault for fault in error.faults if isinstance(fault, BadCell))
