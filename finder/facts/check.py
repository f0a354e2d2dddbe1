"""Every fault in ``data/``: each file by itself, and what the files promise each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from finder.errors import BadRow
from finder.facts import (
    limits,
    postcode_shares,
    postcodes,
    programmes,
    sources,
    sozialregionen,
    tariffs,
    travel_minutes,
)
from finder.facts.keys import TYPE_KEYS
from finder.facts.tables import Table


def faults(data: Path) -> Iterator[BadRow]:
    """Every fault, file by file, in the order of the rows."""
    known = sources.table(data)
    tariff_table, limit_table = tariffs.table(data), limits.table(data)
    programme_table, region_table = programmes.table(data), sozialregionen.table(data)
    place_table, share_table = postcodes.table(data), postcode_shares.table(data)
    for table in (known, tariff_table, limit_table, programme_table, region_table, place_table, share_table):
        yield from table.faults
    yield from travel_minutes.table(data).faults
    yield from _municipalities_without_region(place_table, region_table)
    ids = {row.id for _, row in known.rows}
    if ids:
        yield from _unknown_sources(tariff_table, ids)
        yield from _unknown_sources(limit_table, ids)
    yield from _types_without_tariff(tariff_table)


def _unknown_sources(table: Table[tariffs.Tariff] | Table[limits.Limit], ids: set[str]) -> Iterator[BadRow]:
    for number, row in table.rows:
        if row.source not in ids:
            yield BadRow(table.file, number, "source", row.source, "must be an id of sources.csv")


def _types_without_tariff(table: Table[tariffs.Tariff]) -> Iterator[BadRow]:
    have = {row.type for _, row in table.rows}
    if not have:
        return
    for key in TYPE_KEYS:
        if key not in have:
            yield BadRow(table.file, None, "type", key, "every kind needs a tariff")


def _municipalities_without_region(
    places: Table[postcodes.Place], regions: Table[sozialregionen.Sozialregion]
) -> Iterator[BadRow]:
    """Municipalities of the canton that no Sozialregion serves."""
    allowed = "every municipality of the canton needs a Sozialregion"
    served = {sozialregionen.key(row.municipality) for _, row in regions.rows}
    here = {row.municipality for _, row in places.rows if row.canton == "SO"}
    for name in sorted(here) if served else ():
        if sozialregionen.key(name) not in served:
            yield BadRow(regions.file, None, "municipality", name, allowed)
