"""Where to turn: the offices that the doors name, ``data/offices.csv``.

What is not known of an office stays empty: a website alone is a contact, so is a town. No row names a person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finder.errors import BadRow
from finder.facts.cells import Email, Key, Phone, PlainText, Postcode, SeenDay, SourceList, Web
from finder.facts.tables import Folder, Table, duplicates, read
from finder.sentences import sentence

AGS = "ags"
"""The office that knows every provider: its number is said wherever nobody else's is on file, so it must be there."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """One office; ``key`` is the word a door uses for it, ``last_confirmed`` the newest dated evidence."""

    key: Key
    name: PlainText
    street: PlainText | None = None
    postcode: Postcode | None = None
    town: PlainText | None = None
    phone: Phone | None = None
    email: Email | None = None
    website: Web | None = None
    note: PlainText | None = None
    source: SourceList
    last_confirmed: SeenDay | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Where this is known from: ids of ``sources.csv`` and web addresses."""
        return tuple(self.source.split(" | "))


def table(data: Folder) -> Table[Office]:
    """The rows and faults of ``offices.csv``."""
    found = read(data / "offices.csv", Office)
    twice = duplicates(found, lambda row: row.key, "key")
    faults = (*found.faults, *twice, *_without_any_contact(found), *_ags_without_phone(found))
    return Table(found.file, found.rows, faults)


def _without_any_contact(found: Table[Office]) -> Iterator[BadRow]:
    for number, row in found.rows:
        if not (row.street or row.town or row.phone or row.email or row.website):
            yield BadRow(found.file, number, "website", "", sentence("some_contact"))
        if row.street and not row.town:
            yield BadRow(found.file, number, "town", "", sentence("filled_with_street"))


def _ags_without_phone(found: Table[Office]) -> Iterator[BadRow]:
    if found.faults:
        return
    number, ags = next(((number, row) for number, row in found.rows if row.key == AGS), (None, None))
    if ags is None:
        yield BadRow(found.file, None, "key", AGS, sentence("office_listed"))
    elif ags.phone is None:
        yield BadRow(found.file, number, "phone", "", sentence("not_empty"))
