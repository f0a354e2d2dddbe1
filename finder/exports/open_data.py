"""The directory for other software: GeoJSON (RFC 7946) and CSV; Open Referral HSDS is in ``finder.exports.hsds``.

Former offers are part of it, marked by ``state``: who re-uses the directory must see that they ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any
from uuid import UUID, uuid5

from finder.exports.spreadsheet import csv_lines
from finder.facts.offers import Offer

COLUMNS = tuple(field.name for field in fields(Offer))

_NAMESPACE = UUID("3b0c4f0e-6f5b-5d43-9d0e-5f7a4c1b2e26")
"""Ours alone; every identifier is derived from it, so that it stays the same from one export to the next."""


@dataclass(frozen=True, slots=True)
class Licence:
    """Under which terms the directory may be used (``data/LICENCES.md``, «Providers»)."""

    id: str
    url: str
    attribution: str


LICENCE = Licence(
    "ODbL-1.0",
    "https://opendatacommons.org/licenses/odbl/1-0/",
    "Programme finder, Canton Solothurn; points: GeoNames (CC BY 4.0), trainline-eu/stations (ODbL 1.0)",
)


def identifier(*parts: str | None) -> str:
    """A UUID that depends on nothing but ``parts``."""
    return str(uuid5(_NAMESPACE, "\x1f".join(part or "" for part in parts)))


def geojson(offers: Iterable[Offer], licence: Licence = LICENCE) -> dict[str, Any]:
    """A FeatureCollection, one feature per row of the table; without a known place its geometry is null."""
    return {
        "type": "FeatureCollection",
        "licence": licence.id,
        "licence_url": licence.url,
        "attribution": licence.attribution,
        "features": [_feature(offer) for offer in offers],
    }


def csv_text(offers: Iterable[Offer], licence: Licence | None = LICENCE) -> str:
    """The columns of ``programmes.csv`` and one for the licence; without a licence, a table to read in again."""
    header = [*COLUMNS, *(["licence"] if licence else [])]
    tail = [licence.id] if licence else []
    rows = ([_text(getattr(row, name)) for name in COLUMNS] + tail for row in offers)
    return csv_lines([header, *rows])


def _feature(row: Offer) -> dict[str, Any]:
    placed = row.point is not None
    left_out = {"lat", "lon", "activities", "source"}
    properties = {name: _json(getattr(row, name)) for name in COLUMNS if name not in left_out}
    return {
        "type": "Feature",
        "id": identifier("programme", row.provider_id, row.location, row.type, row.programme_name),
        "geometry": {"type": "Point", "coordinates": [row.lon, row.lat]} if placed else None,
        "properties": properties
        | {
            "activities": list(row.activity_list),
            "sources": list(row.sources),
            "assured_date": _json(row.last_confirmed),
        },
    }


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _json(value: Any) -> Any:
    """Days and amounts as text, so that nothing is rounded on the way."""
    return value if value is None or isinstance(value, int | float) else str(value)
