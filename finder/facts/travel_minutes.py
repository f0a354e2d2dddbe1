"""Minutes by public transport, where somebody has filled them in: ``data/travel_minutes.csv``, empty for now.

No source of travel times works offline; an office may add rows, and they are shown beside the straight line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from finder.facts.cells import Day, PlainText, Postcode
from finder.facts.tables import DATA, Table, duplicates, read


@dataclass(frozen=True, kw_only=True)
class TravelTime:
    """From a postcode to a location of ``programmes.csv``: whole minutes, read from the timetable on ``as_of``."""

    postcode: Postcode
    location: PlainText
    minutes: Annotated[int, Field(ge=0, le=600)]
    as_of: Day


def table(data: Path = DATA) -> Table[TravelTime]:
    """The rows and faults of ``travel_minutes.csv``."""
    found = read(data / "travel_minutes.csv", TravelTime, may_be_empty=True)
    return Table(
        found.file,
        found.rows,
        (*found.faults, *duplicates(found, lambda row: (row.postcode, row.location), "location")),
    )


def travel_time(postcode: str, location: str | None, data: Path = DATA) -> TravelTime | None:
    """The time from ``postcode`` to ``location``, ``None`` when it is not on file.

    Raises:
        BadData: the file has faults.
    """
    return None if location is None else _by_journey(data).get((postcode, location))


@cache
def _by_journey(data: Path) -> Mapping[tuple[str, str], TravelTime]:
    return {(row.postcode, row.location): row for row in table(data).sound()}
