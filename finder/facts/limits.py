"""The limits of the waiver (Kostenerlass): ``data/limits.csv``, every edition of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from finder.errors import BadRow, NotOnFile
from finder.facts.cells import FigureDay
from finder.facts.tables import Folder, Table, duplicates, read
from finder.facts.tariffs import Chf
from finder.sentences import sentence

LimitKey = Literal["waiver_income", "waiver_wealth", "waiver_partial_margin"]
Household = Literal["1", "2", "3", "4", "5", "each_further", "each"]

LARGEST_LISTED = 5
"""Persons in the largest household with a figure of its own; beyond it an amount is added per person."""


@dataclass(frozen=True)
class Limit:
    """One figure in CHF (income per month). ``since`` and ``until`` stay empty where the sheet is undated."""

    key: LimitKey
    household_size: Household
    chf: Chf
    edition: str
    source: str
    passage: str
    since: FigureDay | None = None
    until: FigureDay | None = None


@dataclass(frozen=True)
class Limits:
    """One edition of all limits."""

    edition: str
    source: str
    since: date | None
    until: date | None
    figures: Mapping[tuple[str, str], Decimal]

    def chf(self, key: LimitKey, household_size: int) -> Decimal:
        """The limit in CHF for a household of this many persons.

        Raises:
            NotOnFile: the edition has no such figure.
        """
        listed = min(household_size, LARGEST_LISTED)
        figure = self._figure(key, str(listed))
        further = household_size - listed
        return figure + further * self._figure(key, "each_further") if further else figure

    @property
    def partial_margin(self) -> Decimal:
        """CHF per month above the income limit up to which (inclusive) a partial waiver is possible."""
        return self._figure("waiver_partial_margin", "each")

    def _figure(self, key: str, household_size: str) -> Decimal:
        try:
            return self.figures[key, household_size]
        except KeyError:
            raise NotOnFile(sentence("no_limit", limit=key, size=household_size, edition=self.edition)) from None


def table(data: Folder) -> Table[Limit]:
    """The rows and faults of ``limits.csv``."""
    found = read(data / "limits.csv", Limit)
    twice = duplicates(found, lambda row: (row.edition, row.key, row.household_size), "household_size")
    return Table(found.file, found.rows, (*found.faults, *twice, *_gaps(found)))


def _gaps(found: Table[Limit]) -> Iterator[BadRow]:
    if found.faults:
        return
    have = {(row.edition, row.key, row.household_size) for _, row in found.rows}
    sizes = [str(size) for size in range(1, LARGEST_LISTED + 1)] + ["each_further"]
    wanted = [(key, size) for key in ("waiver_income", "waiver_wealth") for size in sizes]
    for edition in dict.fromkeys(row.edition for _, row in found.rows):
        for key, size in [*wanted, ("waiver_partial_margin", "each")]:
            if (edition, key, size) not in have:
                yield BadRow(
                    found.file,
                    None,
                    "household_size",
                    size,
                    sentence("needs_limit", edition=edition, limit=key, size=size),
                )


def editions(rows: Sequence[Limit]) -> tuple[Limits, ...]:
    """The rows edition by edition, in their order."""
    return tuple(
        Limits(
            edition,
            first.source,
            first.since,
            first.until,
            {(row.key, row.household_size): row.chf for row in rows if row.edition == edition},
        )
        for edition in dict.fromkeys(row.edition for row in rows)
        for first in [next(row for row in rows if row.edition == edition)]
    )
