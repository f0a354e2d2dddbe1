"""The limits of the waiver (Kostenerlass): ``data/limits.csv``, every edition of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Literal

from finder.errors import BadRow, NotOnFile
from finder.facts.dated import begun
from finder.facts.tables import DATA, Table, duplicates, read
from finder.facts.tariffs import Chf

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
    since: date | None = None
    until: date | None = None


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
            raise NotOnFile(f"{key} for {household_size} in edition {self.edition}") from None


def table(data: Path = DATA) -> Table[Limit]:
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
                yield BadRow(found.file, None, "household_size", size, f"edition {edition} needs {key} for {size}")


@cache
def editions(data: Path = DATA) -> tuple[Limits, ...]:
    """Every edition, in the order of the file: the first undated one is the default."""
    rows = table(data).sound()
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


@cache
def limits(on: date, edition: str | None = None, data: Path = DATA) -> Limits:
    """The limits to judge by on a day: the named edition, else the latest dated one that has begun, else the first
    undated. A dated edition that has ended stays until a newer one is on file (ask ``ended`` and say so), as a
    tariff does: an older sheet must not come back on the day after.

    Raises:
        NotOnFile: there is no such edition, or none for that day.
    """
    known = [one for one in editions(data) if (one.edition == edition if edition else begun(one, on))]
    if not known:
        raise NotOnFile(f"a limit of edition {edition or 'any'} on {on.isoformat()}")
    return max(known, key=lambda one: one.since or date.min)
