"""Every fault in ``data/``: each file by itself, and what the files promise each other.

What a file promises is only asked where the files it is held against could be read: one fault is named once.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from finder.caseload import headings as sheet_words
from finder.errors import BadData, BadRow, FinderError
from finder.facts import (
    limits,
    offers,
    offices,
    place_aliases,
    postcode_shares,
    postcodes,
    sources,
    sozialregionen,
    tariffs,
    texts,
    travel_minutes,
)
from finder.facts.cells import is_web_address
from finder.facts.dataset import Dataset
from finder.facts.keys import TYPE_KEYS
from finder.facts.kinds import KINDS
from finder.facts.table_files import TABLES, TableFile
from finder.facts.tables import Table
from finder.office import samples
from finder.sentences import sentence

CANTON = "SO"

WHOLE = Decimal(100)
ROUNDING = Decimal("0.5")
"""Per cent by which the rounded shares of one locality may miss the whole."""


def faults(data: Dataset) -> Iterator[BadRow]:
    """Every fault of the files, file by file, in the order of the rows; then what they promise each other."""
    documents, tariff_table, limit_table = (
        data.table(sources.table),
        data.table(tariffs.table),
        data.table(limits.table),
    )
    offer_table, regions = data.table(offers.table), data.table(sozialregionen.table)
    places, shares = data.table(postcodes.table), data.table(postcode_shares.table)
    journeys, where = data.table(travel_minutes.table), data.table(offices.table)
    names = data.table(place_aliases.table)
    for listed in TABLES:
        yield from data.table(listed.table).faults
    yield from texts.faults(data.path)
    unreadable = list(_unreadable_toml(data.path))
    yield from unreadable
    yield from _missing_or_without_content(data, {fault.file for fault in unreadable})
    if not documents.faults:
        ids = {row.id for _, row in documents.rows}
        for listed in TABLES:
            yield from _unlisted_sources(listed, data, ids)
    yield from _units_without_tariff(tariff_table)
    yield from _limits_that_do_not_rise(limit_table)
    yield from _prices_above_the_ceiling(offer_table, tariff_table)
    if places.rows and not places.faults:
        yield from _unknown_postcodes(offer_table, places)
        yield from _unknown_postcodes(journeys, places)
        yield from _unknown_postcodes(where, places)
        yield from _municipalities_without_region(regions, places)
        yield from _shares_elsewhere(shares, places)
        yield from _names_of_no_place(names, places)
    yield from _shares_that_miss_the_whole(shares)
    if offer_table.rows and not offer_table.faults:
        yield from _journeys_to_nowhere(journeys, offer_table)


def _unreadable_toml(data: Path) -> Iterator[BadRow]:
    """The TOML files beside the texts of the public languages, which :mod:`texts` examines itself."""
    for path in sorted(data.rglob("*.toml")):
        if path.parent == data / "texts":
            continue
        try:
            tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            yield BadRow(path.relative_to(data).as_posix(), None, None, str(error), sentence("toml"))
        except OSError as error:
            file = path.relative_to(data).as_posix()
            yield BadRow(file, None, None, path.name, sentence("file_readable", reason=error.strerror))


def _missing_or_without_content(data: Dataset, named: set[str]) -> Iterator[BadRow]:
    """The files beside the tables: without one of them a page, or every page, could not be shown.

    ``named``: files whose fault is named already.
    """
    readers: dict[str, Callable[[], object]] = {
        "samples.toml": lambda: data.once(samples.samples),
        "sheet_words.toml": lambda: data.once(sheet_words.sheet_words),
        f"texts/office/{texts.GERMAN}.toml": lambda: data.office_texts,
        "texts/office/faults.toml": lambda: data.fault_sentences,
        "handout/handout.typ": (data.path / "handout/handout.typ").read_bytes,
        "handout/provider.typ": (data.path / "handout/provider.typ").read_bytes,
    }
    for file, read in readers.items():
        if file in named:
            continue
        if not (data.path / file).is_file():
            yield BadRow(file, None, None, file, sentence("file_exists"))
            continue
        try:
            if not read():
                yield BadRow(file, None, None, "", sentence("not_empty"))
        except OSError as error:
            yield BadRow(file, None, None, file, sentence("file_readable", reason=error.strerror))
        except BadData as error:
            yield from error.faults
        except FinderError as error:
            yield BadRow(file, None, None, str(error), sentence("holds_answers"))
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            yield BadRow(file, None, None, str(error), sentence("holds_as_before"))


def _unlisted_sources(listed: TableFile, data: Dataset, ids: set[str]) -> Iterator[BadRow]:
    """Cited documents that are not on file, in the tables whose own reader does not look them up."""
    if listed.cites is None:
        return
    web = listed.cites == "documents or addresses"
    demand = sentence("source_id_or_web" if web else "source_id")
    for number, row in data.table(listed.table).rows:
        for part in row.source.split(" | ") if web else (row.source,):
            if part not in ids and not (web and is_web_address(part)):
                yield BadRow(listed.file, number, "source", part, demand)


def _units_without_tariff(table: Table[tariffs.Tariff]) -> Iterator[BadRow]:
    if not table.rows or table.faults:
        return
    have = {(row.type, row.unit) for _, row in table.rows}
    for kind in TYPE_KEYS:
        for unit in KINDS[kind].units:
            if (kind, unit) not in have:
                yield BadRow(table.file, None, "unit", unit, sentence("needs_tariff", kind=kind, unit=unit))


def _limits_that_do_not_rise(table: Table[limits.Limit]) -> Iterator[BadRow]:
    """A larger household never has a lower limit."""
    ladders: dict[tuple[str, str], list[tuple[str, int, limits.Limit]]] = defaultdict(list)
    for number, row in table.rows:
        if row.household_size.isdigit():
            ladders[row.edition, row.key].append((row.household_size, number, row))
        elif row.household_size == "each_further" and not row.chf:
            yield BadRow(table.file, number, "chf", str(row.chf), sentence("more_for_each_further"))
    for ladder in ladders.values():
        for (_, _, smaller), (_, number, larger) in pairwise(sorted(ladder, key=lambda step: step[0])):
            if larger.chf <= smaller.chf:
                demand = sentence(
                    "more_than_smaller", amount=smaller.chf, size=smaller.household_size, edition=larger.edition
                )
                yield BadRow(table.file, number, "chf", str(larger.chf), demand)


def _prices_above_the_ceiling(offer_table: Table[offers.Offer], table: Table[tariffs.Tariff]) -> Iterator[BadRow]:
    ceilings: dict[tuple[str, str], Decimal] = {}
    for _, tariff in table.rows:
        known = ceilings.get((tariff.type, tariff.unit), tariff.price)
        ceilings[tariff.type, tariff.unit] = max(known, tariff.price)
    for number, row in offer_table.rows:
        ceiling = ceilings.get((row.type or "", row.price_unit or ""))
        if row.price is not None and ceiling is not None and row.price > ceiling:
            demand = sentence("below_ceiling", ceiling=ceiling, unit=row.price_unit)
            yield BadRow(offer_table.file, number, "price", str(row.price), demand)


def _unknown_postcodes(
    table: Table[offers.Offer] | Table[travel_minutes.TravelTime] | Table[offices.Office],
    places: Table[postcodes.Place],
) -> Iterator[BadRow]:
    known = {row.postcode for _, row in places.rows}
    for number, row in table.rows:
        if row.postcode is not None and row.postcode not in known:
            yield BadRow(table.file, number, "postcode", row.postcode, sentence("known_postcode"))


def _municipalities_without_region(
    regions: Table[sozialregionen.Sozialregion], places: Table[postcodes.Place]
) -> Iterator[BadRow]:
    """Every municipality of the canton belongs to one region, and a region serves no others."""
    if not regions.rows or regions.faults:
        return
    ours = {sozialregionen.key(row.municipality): row.municipality for _, row in places.rows if row.canton == CANTON}
    served = {sozialregionen.key(row.municipality) for _, row in regions.rows}
    for key, municipality in ours.items():
        if key not in served:
            yield BadRow(regions.file, None, "municipality", municipality, sentence("in_a_sozialregion"))
    for number, row in regions.rows:
        if sozialregionen.key(row.municipality) not in ours:
            demand = sentence("municipality_of_canton", canton=CANTON)
            yield BadRow(regions.file, number, "municipality", row.municipality, demand)


def _shares_elsewhere(shares: Table[postcode_shares.PostcodeShare], places: Table[postcodes.Place]) -> Iterator[BadRow]:
    known = {row.postcode for _, row in places.rows}
    for number, row in shares.rows:
        if row.postcode not in known:
            yield BadRow(shares.file, number, "postcode", row.postcode, sentence("known_postcode"))


def _names_of_no_place(names: Table[place_aliases.Alias], places: Table[postcodes.Place]) -> Iterator[BadRow]:
    """Other names whose place is not on file; the official directory writes a few localities otherwise."""
    if any(place.share is not None for _, place in places.rows):
        return
    known = {(place.locality, place.canton, code) for _, place in places.rows for code in (None, place.postcode)}
    for number, row in names.rows:
        if (row.locality, row.canton, row.postcode) not in known:
            yield BadRow(names.file, number, "locality", row.locality, sentence("known_locality"))


def _shares_that_miss_the_whole(shares: Table[postcode_shares.PostcodeShare]) -> Iterator[BadRow]:
    if shares.faults:
        return
    parts: dict[tuple[str, str], list[tuple[int, Decimal]]] = defaultdict(list)
    for number, row in shares.rows:
        parts[row.postcode, row.locality].append((number, row.share))
    for (postcode, locality), of_locality in parts.items():
        total = sum(share for _, share in of_locality)
        if abs(total - WHOLE) > ROUNDING:
            demand = sentence("shares_add_up", place=f"{postcode} {locality}")
            yield BadRow(shares.file, of_locality[-1][0], "share", str(total), demand)


def _journeys_to_nowhere(
    journeys: Table[travel_minutes.TravelTime], offer_table: Table[offers.Offer]
) -> Iterator[BadRow]:
    known = {row.location for _, row in offer_table.rows}
    for number, row in journeys.rows:
        if row.location not in known:
            yield BadRow(journeys.file, number, "location", row.location, sentence("known_location"))
