"""The canton's maximum tariffs (Höchsttarife): ``data/tariffs.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from finder.errors import BadRow
from finder.facts.cells import FigureDay
from finder.facts.dated import ended
from finder.facts.keys import TypeKey
from finder.facts.kinds import Unit
from finder.facts.tables import Folder, Table, read
from finder.sentences import sentence

Chf = Annotated[Decimal, Field(ge=0, le=100_000, decimal_places=2)]


@dataclass(frozen=True)
class Tariff:
    """A ceiling in CHF per ``unit``; a provider's own price may be lower. ``monthly_cap`` in CHF per month."""

    type: TypeKey
    unit: Unit
    price: Chf
    edition: str
    since: FigureDay
    source: str
    passage: str
    monthly_cap: Chf | None = None
    until: FigureDay | None = None


def table(data: Folder) -> Table[Tariff]:
    """The rows and faults of ``tariffs.csv``."""
    found = read(data / "tariffs.csv", Tariff)
    return Table(found.file, found.rows, (*found.faults, *_overlaps(found)))


def _overlaps(found: Table[Tariff]) -> Iterator[BadRow]:
    earlier: list[tuple[int, Tariff]] = []
    for number, row in found.rows:
        if row.until is not None and row.until < row.since:
            yield BadRow(found.file, number, "until", row.until.isoformat(), sentence("not_before", day=row.since))
        for other_number, other in earlier:
            same = (other.type, other.unit) == (row.type, row.unit)
            if same and not ended(other, row.since) and not ended(row, other.since):
                yield BadRow(found.file, number, "since", row.since.isoformat(), sentence("overlaps", row=other_number))
        earlier.append((number, row))
