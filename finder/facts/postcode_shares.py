"""How the addresses of a postcode divide among municipalities: ``data/postcode_shares.csv``.

It holds the 125 postcodes that touch Canton Solothurn, because only there the municipality decides something (the
Sozialregion). It never decides the canton of a postcode; that is told by ``postcodes.csv`` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from finder.facts.cells import Canton, PlainText, Postcode
from finder.facts.postcodes import Bfs, Place, Share
from finder.facts.tables import Folder, Table, duplicates, read


@dataclass(frozen=True, kw_only=True)
class PostcodeShare:
    """The share (per cent) of the addresses of one locality that lie in one municipality, with source and vintage."""

    postcode: Postcode
    locality: PlainText
    municipality: PlainText
    bfs: Bfs
    canton: Canton
    share: Share
    source: PlainText
    vintage: PlainText


def table(data: Folder) -> Table[PostcodeShare]:
    """The rows and faults of ``postcode_shares.csv``."""
    found = read(data / "postcode_shares.csv", PostcodeShare)
    key = duplicates(found, lambda row: (row.postcode, row.locality, row.bfs), "municipality")
    return Table(found.file, found.rows, (*found.faults, *key))


def by_place(rows: Iterable[Place | PostcodeShare]) -> Mapping[tuple[str, str], tuple[Place | PostcodeShare, ...]]:
    """The municipalities of each ``(postcode, locality)``, the one with most addresses first."""
    found: dict[tuple[str, str], list[Place | PostcodeShare]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -(row.share or 0)):
        found[row.postcode, row.locality].append(row)
    return {key: tuple(parts) for key, parts in found.items()}
