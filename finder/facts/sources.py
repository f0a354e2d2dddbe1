"""The documents everything rests on: ``data/sources.csv``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from pydantic import StringConstraints

from finder.errors import BadRow
from finder.facts.cells import Day, Web
from finder.facts.tables import Folder, Table, duplicates, read
from finder.sentences import sentence

SourceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


@dataclass(frozen=True)
class Source:
    """One document: who says it, and of when it is (``vintage``, in the document's own terms).

    ``since`` and ``until`` are the first and the last day for which it holds, ``None`` where nothing says so.
    """

    id: SourceId
    document: str
    publisher: str
    vintage: str
    url: Web | None = None
    since: Day | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage of a document, by the document's id and the heading under which it stands."""

    source: str
    passage: str


def cite(source: str, passage: str) -> Citation:
    """Points to ``passage`` in the document ``source`` of ``data/sources.csv``."""
    return Citation(source, passage)


def table(data: Folder) -> Table[Source]:
    """The rows and faults of ``sources.csv``."""
    found = read(data / "sources.csv", Source)
    twice = duplicates(found, lambda row: row.id, "id")
    return Table(found.file, found.rows, (*found.faults, *twice, *_ended_before_they_began(found)))


def _ended_before_they_began(found: Table[Source]) -> Iterator[BadRow]:
    for number, row in found.rows:
        if row.since and row.until and row.until < row.since:
            yield BadRow(found.file, number, "until", row.until.isoformat(), sentence("not_before", day=row.since))
