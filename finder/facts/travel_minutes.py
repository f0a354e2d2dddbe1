"""Minutes by public transport, where somebody has filled them in: ``data/travel_minutes.csv``, empty for now.

No source of travel times works offline; an office may add rows, and they are shown beside the straight line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from finder.facts.cells import Day, PlainText, Postcode
from finder.facts.tables import Folder, Table, duplicates, read


@dataclass(frozen=True, kw_only=True)
class TravelTime:
    """From a postcode to a location of ``programmes.csv``: whole minutes, read from the timetable on ``as_of``."""

    postcode: Postcode
    location: PlainText
    minutes: Annotated[int, Field(ge=0, le=600)]
    as_of: Day


def table(data: Folder) -> Table[TravelTime]:
    """The rows and faults of ``travel_minutes.csv``."""
    found = read(data / "travel_minutes.csv", TravelTime, may_be_empty=True)
    return Table(
        found.file,
        found.rows,
        (*found.faults, *duplicates(found, lambda row: (row.postcode, row.location), "location")),
    )
