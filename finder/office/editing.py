"""The part of a table that one person mends at a time: the offers of one organisation, one edition, one contact.

Cells are texts, as the file holds them. Everything outside the part stays byte for byte as it is, so that two people
who mend different parts do not disturb each other.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from finder.errors import BadRow
from finder.facts import postcodes
from finder.facts.table_files import LIMITS, OFFERS, OFFICES, SOURCES, SOZIALREGIONEN, TARIFFS, TableFile
from finder.facts.tables import Folder
from finder.office.columns import Column, columns

PartName = Literal["offers", "region", "office", "tariffs", "limits", "source"]
Row = Mapping[str, str]


@dataclass(frozen=True)
class Part:
    """A kind of part: which table, by which column its rows belong together, and which columns one row of it has.

    ``once``: the part is one record though the file repeats it on several rows (a region's contact).
    ``placed``: its points follow from its addresses.
    """

    listed: TableFile
    by: str
    once: tuple[str, ...] = ()
    placed: bool = False
    grown: bool = True
    """Whether rows may be added and removed, and a whole new part begun."""

    @property
    def file(self) -> str:
        """The name of the table."""
        return self.listed.file

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that a person edits, in the order of the file."""
        hidden = {self.by} | (_POINT if self.placed else set()) | ({"provider"} if self.listed is OFFERS else set())
        known = columns(self.listed.row)
        return tuple(one for one in known if one.name not in hidden and (not self.once or one.name in self.once))


_POINT = {"lat", "lon", "precision", "located_on"}
_CONTACT = ("address", "postcode", "town", "phone", "email", "website", "source")

PARTS: Mapping[PartName, Part] = {
    "offers": Part(OFFERS, "provider_id", placed=True),
    "region": Part(SOZIALREGIONEN, "name", _CONTACT, grown=False),
    "office": Part(OFFICES, "key"),
    "tariffs": Part(TARIFFS, "edition"),
    "limits": Part(LIMITS, "edition"),
    "source": Part(SOURCES, "id"),
}


@dataclass(frozen=True)
class Sheet:
    """A whole file as texts: its header and its rows."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]

    @classmethod
    def read(cls, folder: Path, part: Part) -> Sheet:
        """The file of this part.

        Raises:
            OSError: it cannot be read.
        """
        text = (folder / part.file).read_bytes().decode("utf-8-sig")
        rows = csv.DictReader(io.StringIO(text, newline=""))
        return cls(tuple(rows.fieldnames or ()), tuple(rows))

    def names(self, part: Part) -> tuple[str, ...]:
        """Which parts of this kind the file has, in its order."""
        return tuple(dict.fromkeys(row[part.by] for row in self.rows))

    def of(self, part: Part, name: str) -> tuple[Row, ...]:
        """The rows of one part; of a record that the file repeats only the first, with the columns it has."""
        own = tuple(row for row in self.rows if row[part.by] == name)
        return tuple({key: row[key] for key in part.once} for row in own[:1]) if part.once else own


@dataclass(frozen=True)
class Edit:
    """One part before and after: ``seen`` is what the person saw, ``rows`` what it should be."""

    part: Part
    name: str
    seen: tuple[Row, ...]
    rows: tuple[Row, ...]
    common: Mapping[str, str] = field(default_factory=dict)
    """What every row of the part has alike: the name of an organisation."""

    def fits(self, sheet: Sheet) -> bool:
        """Whether the part still reads as the person saw it: nobody else has changed it."""
        return sheet.of(self.part, self.name) == self.seen

    def content(self, sheet: Sheet) -> bytes:
        """The whole file with the part as it should be: in the place of its first row, a new part at the end."""
        text = io.StringIO()
        writer = csv.DictWriter(text, sheet.header, lineterminator="\n", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(self._all(sheet))
        return text.getvalue().encode()

    def own_row(self, sheet: Sheet, number: int | None) -> int | None:
        """Which row of the part (from 1) stands on this row of the file; ``None`` for a row of somebody else's."""
        if number is None:
            return None
        of_part = [at for at, row in enumerate(self._all(sheet), start=2) if row[self.part.by] == self.name]
        return (1 if self.part.once else of_part.index(number) + 1) if number in of_part else None

    def _all(self, sheet: Sheet) -> list[Row]:
        by = self.part.by
        if self.part.once:
            return [{**row, **self.rows[0]} if row[by] == self.name else row for row in sheet.rows]
        own = [{**dict.fromkeys(sheet.header, ""), **row, by: self.name, **self.common} for row in self.rows]
        at = next((at for at, row in enumerate(sheet.rows) if row[by] == self.name), len(sheet.rows))
        others = [row for row in sheet.rows if row[by] != self.name]
        return [*sheet.rows[:at], *own, *others[at:]]


def cell_faults(folder: Path, part: Part, content: bytes) -> tuple[BadRow, ...]:
    """The faults of the new table by itself, quickly: what its own reader says, without the other files' promises."""
    return part.listed.table(Folder(folder, {part.file: content})).faults


def at_their_postcode(rows: Iterable[Row], seen: Sequence[Row], folder: Path, on: date) -> tuple[Row, ...]:
    """The offers with a point where their address is new: the one of the postcode, else of the town, else none.

    An offer whose address somebody saw already keeps its point, however exact.
    """
    known = {_address(row): {name: row[name] for name in _POINT} for row in seen}
    places = postcodes.table(Folder(folder)).rows
    found = []
    for row in rows:
        point = known.get(_address(row))
        found.append({**row, **(_point(row, [place for _, place in places], on) if point is None else point)})
    return tuple(found)


def _address(row: Row) -> tuple[str, ...]:
    return tuple(row.get(name, "") for name in ("location", "street", "postcode", "town", "canton"))


def _point(row: Row, places: Sequence[postcodes.Place], on: date) -> Row:
    postcode, town = row.get("postcode", ""), row.get("town", "")
    for precision, hits in (
        ("postcode", [one for one in places if one.postcode == postcode]),
        ("town", [one for one in places if not postcode and one.locality == town and one.canton == row.get("canton")]),
    ):
        if hits:
            best = next((one for one in hits if one.locality == town), hits[0])
            lat, lon = f"{best.lat:.5f}", f"{best.lon:.5f}"
            return {"lat": lat, "lon": lon, "precision": precision, "located_on": on.isoformat()}
    return dict.fromkeys(_POINT, "")
