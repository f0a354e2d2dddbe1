"""How the addresses of a postcode divide among municipalities: ``data/postcode_shares.csv``.

It holds the 125 postcodes that touch Canton Solothurn, because only there the municipality decides something (the
Sozialregion). It never decides the canton of a postcode; that is told by ``postcodes.csv`` alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from finder.facts.cells import Canton, PlainText, Postcode
from finder.facts.postcodes import Bfs, Place, Share, places
from finder.facts.tables import DATA, Table, duplicates, read


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


def table(data: Path = DATA) -> Table[PostcodeShare]:
    """The rows and faults of ``postcode_shares.csv``."""
    found = read(data / "postcode_shares.csv", PostcodeShare)
    key = duplicates(found, lambda row: (row.postcode, row.locality, row.bfs), "municipality")
    return Table(found.file, found.rows, (*found.faults, *key))


@cache
def shares(data: Path = DATA) -> Mapping[tuple[str, str], tuple[Place | PostcodeShare, ...]]:
    """Into which municipalities each ``(postcode, locality)`` divides, the one with most addresses first.

    Where ``postcodes.csv`` is the official directory, its own shares count.

    Raises:
        BadData: a file has faults.
    """
    official = [place for place in places(data) if place.share is not None]
    rows: Sequence[Place | PostcodeShare] = official or table(data).sound()
    found: dict[tuple[str, str], list[Place | PostcodeShare]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: -(row.share or 0)):
        found[row.postcode, row.locality].append(row)
    return {key: tuple(parts) for key, parts in found.items()}
