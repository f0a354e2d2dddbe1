"""Other names of places: ``data/place_aliases.csv``.

Names in other languages and scripts («Soleure», «Золотурн»), municipalities that merged («Niedererlinsbach»), quarters
and hamlets («Klus»). Such a name means every place with its locality and canton, or the one with its postcode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from finder.facts.cells import Canton, PlainText, Postcode
from finder.facts.sources import SourceId
from finder.facts.tables import Folder, Table, duplicates, read

FILE = "place_aliases.csv"

AliasKind = Literal["language", "merged", "quarter", "short"]
"""``short``: as people call it, a dialect's name or a long name's beginning."""


@dataclass(frozen=True, kw_only=True)
class Alias:
    """A name, and the locality with its canton that it means; ``postcode``: only the one of it with this postcode."""

    name: PlainText
    postcode: Postcode | None = None
    locality: PlainText
    canton: Canton
    kind: AliasKind
    source: SourceId


def table(data: Folder) -> Table[Alias]:
    """The rows and faults of ``place_aliases.csv``."""
    found = read(data / FILE, Alias, may_be_empty=True)
    twice = duplicates(found, lambda row: (row.name, row.locality, row.canton), "name")
    return Table(found.file, found.rows, (*found.faults, *twice))
