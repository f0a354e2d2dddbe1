"""Numbers that sentences speak and editions revise: ``data/figures.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import Field

from finder.errors import BadRow
from finder.facts.cells import Day, PlainText, SourceList
from finder.facts.tables import Folder, Table, duplicates, read
from finder.sentences import sentence

FigureKey = Literal["organisations", "municipalities"]
"""``organisations``: inside and outside the canton that offer programmes. ``municipalities``: of the canton."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A count with its document; ``since`` and ``until`` are empty where the document does not say."""

    key: FigureKey
    value: Annotated[int, Field(ge=0, le=1_000_000)]
    since: Day | None = None
    until: Day | None = None
    source: SourceList
    passage: PlainText


def table(data: Folder) -> Table[Figure]:
    """The rows and faults of ``figures.csv``."""
    found = read(data / "figures.csv", Figure)
    twice = duplicates(found, lambda row: (row.key, row.since), "since")
    return Table(found.file, found.rows, (*found.faults, *twice, *_missing(found)))


def _missing(found: Table[Figure]) -> Iterator[BadRow]:
    if found.faults:
        return
    have = {row.key for _, row in found.rows}
    for key in get_args(FigureKey):
        if key not in have:
            yield BadRow(found.file, None, "key", key, sentence("figure_listed"))
