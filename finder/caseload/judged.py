"""What a page shows of a judged table: small, and plain enough to go from one process to another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.case_table import problems, sheet
from finder.caseload.coding import decode
from finder.caseload.grid import Note
from finder.caseload.judge import caseload
from finder.caseload.overview import Overview, overview
from finder.errors import BadCell, BadData
from finder.facts.situation import Situation

MOST_FAULTS = 40
"""Faults that are shown; the others are counted."""
MOST_LABELS = 300
"""Cases that can be chosen from a list; in a longer one nobody finds a case by scrolling."""

Tell = Callable[[str, float], None]
"""Is told the stage («reading», «judging») and the part of it that is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that is not right: where, what was found (cut short), the key of the reason, the closest places."""

    row: int | None
    column: str | None
    value: str
    reason: str
    near: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """The table cannot be taken as a whole."""

    faults: tuple[Fault, ...]


@dataclass(frozen=True, eq=False)
class CaseloadResult:
    """A table that was taken.

    Attributes:
        faults: the first of the cells that are not right; ``faults_in_all`` counts them, ``left_out`` their rows.
        rows: row numbers of the good cases; ``labels``: the office's own numbers of the first of them.
        coded, places, place: their answers, as :class:`~finder.caseload.case_table.Sheet` holds them.
    """

    overview: Overview
    notes: tuple[Note, ...]
    faults: tuple[Fault, ...]
    faults_in_all: int
    left_out: int
    rows: NDArray[np.int64]
    labels: tuple[str, ...]
    coded: dict[str, NDArray[Any]]
    places: tuple[tuple[str | None, str | None], ...]
    place: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.rows)

    def situation(self, at: int) -> Situation:
        """The answers of one case, for the full advice."""
        return decode(self.coded, at, *self.places[self.place[at]])


def judged(content: bytes, file: str, on: date, tell: Tell = lambda _stage, _part: None) -> CaseloadResult | Refusal:
    """Reads and judges a table: what the page shows of it, or why it cannot be taken."""
    try:
        read = sheet(content, file, lambda part: tell("reading", part))
    except BadData as error:
        return Refusal(_faults(problems(error)))
    found = caseload(read, on, lambda part: tell("judging", part))
    whole = found.sheet
    return CaseloadResult(
        overview(found),
        whole.notes,
        _faults(whole.faults),
        len(whole.faults),
        len({fault.row for fault in whole.faults}),
        whole.rows,
        tuple(map(str, whole.labels[:MOST_LABELS])),
        whole.coded,
        whole.places,
        whole.place,
    )


def _faults(found: Iterable[BadCell]) -> tuple[Fault, ...]:
    first = list(found)[:MOST_FAULTS]
    return tuple(Fault(one.row, one.column, _short(one.value), one.reason, one.near) for one in first)


def _short(value: object) -> str:
    return "" if value is None else str(value)[:MOST_FAULTS]
