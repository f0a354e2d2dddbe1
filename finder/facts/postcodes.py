"""Where places lie: ``data/postcodes.csv``, every Swiss postcode with its localities.

The file is either ours (made by ``tools/build_places.py``) or, unchanged, swisstopo's official directory
(«Amtliches Ortschaftenverzeichnis», semicolons, coordinates in LV95 or WGS 84): an office may swap it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from finder.errors import BadRow
from finder.facts.cells import Canton, Latitude, Longitude, PlainText, Postcode, wrong
from finder.facts.sources import cite
from finder.facts.tables import File, Folder, Table, read
from finder.sentences import sentence

FILE = "postcodes.csv"
STATE = cite("postcodes-geonames", "Postleitzahlen")
"""The document whose vintage is the state of the table: who swaps the file writes another one there."""

Precision = Literal["settlement", "area"]
"""What the point marks: the middle of the settlement, or of the area that the postcode serves."""
Kind = Literal["place", "po_box"]
"""``po_box``: a postcode or name of the post (boxes, counters) with the point of the place it is named after."""


def _share(value: Any) -> Decimal:
    """«93.558 %» → Decimal("93.558")."""
    try:
        share = Decimal(str(value).removesuffix("%").strip())
    except InvalidOperation:
        raise wrong("per_cent") from None
    if not share.is_finite() or not 0 < share <= 100:
        raise wrong("per_cent")
    return share


Share = Annotated[Decimal, BeforeValidator(_share)]
"""Share of a locality's addresses in one municipality, in per cent."""
Bfs = Annotated[int, Field(ge=1, le=9999)]
"""Number of a municipality in the Federal Statistical Office's list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A locality with its postcode. ``lat``, ``lon``: WGS 84; ``share``: see :data:`Share`, ``None`` = not on file."""

    postcode: str
    locality: str
    municipality: str
    canton: str
    lat: float
    lon: float
    precision: Precision
    kind: Kind
    bfs: int
    share: Decimal | None = None


def table(data: Folder) -> Table[Place]:
    """The rows and faults of ``postcodes.csv``, whichever of the two directories it is."""
    path = data / FILE
    if _is_official(path):
        return _official(path)
    found = read(path, _Row)
    rows = tuple((number, row.place()) for number, row in found.rows)
    return Table(found.file, rows, (*found.faults, *_doubles(found.file, rows)))


def wgs84(east: float, north: float) -> tuple[float, float]:
    """Latitude and longitude of a point in LV95 (metres), good to about a metre.

    Source: swisstopo, «Näherungslösungen für die direkte Transformation CH1903 ⇔ WGS84».
    """
    y, x = (east - 2_600_000) / 1e6, (north - 1_200_000) / 1e6
    lon = 2.6779094 + 4.728982 * y + 0.791484 * y * x + 0.1306 * y * x**2 - 0.0436 * y**3
    lat = 16.9023892 + 3.238272 * x - 0.270978 * y**2 - 0.002528 * x**2 - 0.0447 * y**2 * x - 0.0140 * x**3
    return lat * 100 / 36, lon * 100 / 36


@dataclass(frozen=True, kw_only=True)
class _Row:
    """A row of our own file."""

    postcode: Postcode
    locality: PlainText
    municipality: PlainText
    bfs: Bfs
    canton: Canton
    lat: Latitude
    lon: Longitude
    precision: Precision
    kind: Kind

    def place(self) -> Place:
        return Place(**vars(self))


@dataclass(frozen=True, kw_only=True)
class _OfficialRow:
    """A row of swisstopo's directory; ``canton`` is empty for Liechtenstein."""

    locality: PlainText
    postcode: Postcode
    suffix: str | None = None
    zip_id: str | None = None
    municipality: PlainText
    bfs: Bfs
    canton: Canton | None = None
    share: Share
    east: float
    north: float
    language: str | None = None
    since: str | None = None

    def place(self) -> Place | None:
        """The place; ``None`` in Liechtenstein."""
        if self.canton is None:
            return None
        in_metres = self.east > 1000
        lat, lon = wgs84(self.east, self.north) if in_metres else (self.north, self.east)
        return Place(
            postcode=self.postcode,
            locality=self.locality,
            municipality=self.municipality,
            canton=self.canton,
            lat=round(lat, 5),
            lon=round(lon, 5),
            precision="settlement",  # the directory marks the spot with most addresses
            kind="place",
            bfs=self.bfs,
            share=self.share,
        )


_OFFICIAL_COLUMNS = {
    "locality": "Ortschaftsname",
    "postcode": "PLZ4",
    "suffix": "Zusatzziffer",
    "zip_id": "ZIP_ID",
    "municipality": "Gemeindename",
    "bfs": "BFS-Nr",
    "canton": "Kantonskürzel",
    "share": "Adressenanteil",
    "east": "E",
    "north": "N",
    "language": "Sprache",
    "since": "Validity",
}
_SWITZERLAND = ((45.8, 47.9), (5.9, 10.6))


def _is_official(path: File) -> bool:
    try:
        return path.read_bytes()[:100].removeprefix(b"\xef\xbb\xbf").startswith(b"Ortschaftsname")
    except OSError:
        return False


def _official(path: File) -> Table[Place]:
    found = read(path, _OfficialRow, delimiter=";", headings=_OFFICIAL_COLUMNS)
    faults = list(found.faults)
    rows = []
    for number, row in found.rows:
        place = row.place()
        if place is None:
            continue
        (south, top), (west, right) = _SWITZERLAND
        if south <= place.lat <= top and west <= place.lon <= right:
            rows.append((number, place))
        else:
            demand = sentence("point_in_switzerland")
            faults.append(BadRow(found.file, number, "E", f"{row.east};{row.north}", demand))
    return Table(found.file, tuple(rows), tuple(faults))


def _doubles(file: str, rows: tuple[tuple[int, Place], ...]) -> Iterator[BadRow]:
    seen: dict[tuple[str, str], int] = {}
    for number, row in rows:
        first = seen.setdefault((row.postcode, row.locality), number)
        if first != number:
            yield BadRow(
                file, number, "locality", f"{row.postcode} {row.locality}", sentence("stands_already", row=first)
            )
