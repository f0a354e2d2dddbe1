"""The canton's maximum tariffs (Höchsttarife): ``data/tariffs.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from finder.errors import BadRow, NotOnFile
from finder.facts.dated import begun, ended
from finder.facts.keys import TypeKey
from finder.facts.tables import DATA, Table, read

Unit = Literal["coaching_hour", "day", "hour"]
Chf = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]


@dataclass(frozen=True)
class Tariff:
    """A ceiling in CHF per ``unit``; a provider's own price may be lower. ``monthly_cap`` in CHF per month."""

    type: TypeKey
    unit: Unit
    price: Chf
    edition: str
    since: date
    source: str
    passage: str
    monthly_cap: Chf | None = None
    until: date | None = None


def table(data: Path = DATA) -> Table[Tariff]:
    """The rows and faults of ``tariffs.csv``."""
    found = read(data / "tariffs.csv", Tariff)
    return Table(found.file, found.rows, (*found.faults, *_overlaps(found)))


def _overlaps(found: Table[Tariff]) -> Iterator[BadRow]:
    earlier: list[tuple[int, Tariff]] = []
    for number, row in found.rows:
        if row.until is not None and row.until < row.since:
            yield BadRow(found.file, number, "until", row.until.isoformat(), f"must not be before {row.since}")
        for other_number, other in earlier:
            same = (other.type, other.unit) == (row.type, row.unit)
            if same and not ended(other, row.since) and not ended(row, other.since):
                yield BadRow(
                    found.file, number, "since", row.since.isoformat(), f"overlaps with the days of row {other_number}"
                )
        earlier.append((number, row))


@cache
def tariffs(data: Path = DATA) -> tuple[Tariff, ...]:
    """All tariffs of all editions."""
    return table(data).sound()


def tariff(type_key: str, unit: str, on: date, data: Path = DATA) -> Tariff:
    """The tariff of a type on a day; after the last known edition, that edition (ask ``ended`` and say so).

    Raises:
        NotOnFile: no edition had begun by that day.
    """
    known = [row for row in tariffs(data) if (row.type, row.unit) == (type_key, unit) and begun(row, on)]
    if not known:
        raise NotOnFile(f"a tariff for {type_key} per {unit} on {on.isoformat()}")
    return max(known, key=lambda row: row.since)
