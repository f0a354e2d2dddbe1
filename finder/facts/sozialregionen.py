"""The Sozialregionen of Canton Solothurn and their municipalities: ``data/sozialregionen.csv``.

One row per municipality, state of 01.01.2026 (Halten and Oekingen belong to Kriegstetten since). What is not known of
a region's contact stays empty; a region has an office's contact or none, never a person's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from finder.facts.cells import Email, Phone, PlainText, Postcode, SourceList, Web
from finder.facts.tables import Folder, Table, duplicates, read

_CANTON = re.compile(r"\s*\(?\bSO\)?$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Sozialregion:
    """The region that serves ``municipality``; ``town`` is its seat, ``source`` where this is known from."""

    name: PlainText
    address: PlainText | None = None
    postcode: Postcode | None = None
    town: PlainText | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: Web | None = None
    municipality: PlainText
    source: SourceList


def table(data: Folder) -> Table[Sozialregion]:
    """The rows and faults of ``sozialregionen.csv``."""
    found = read(data / "sozialregionen.csv", Sozialregion)
    twice = duplicates(found, lambda row: key(row.municipality), "municipality")
    return Table(found.file, found.rows, (*found.faults, *twice))


def key(municipality: str) -> str:
    """A municipality's name without what differs between lists: the canton behind it, «b.» or «bei», capitals."""
    return _CANTON.sub("", municipality.strip()).replace(" b. ", " bei ").casefold()
