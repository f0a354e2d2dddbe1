"""The providers on file: what the table says, and what its reader lets nobody write into it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from shutil import copy

import pytest

from finder.errors import BadData
from finder.facts.dataset import Dataset, on_file
from finder.facts.keys import TYPE_KEYS
from finder.facts.offers import table
from finder.facts.tables import Folder
from tests.support.frozen import DATA

ROWS = on_file().offers
CANTON = {"lat": (47.07, 47.51), "lon": (7.34, 8.04)}
"""The box around Canton Solothurn, its exclaves included, in degrees (WGS 84)."""

REGIOMECH, NETZWERK_YOUTH, VELOSTATION, PROWORK_I, PROWORK_II, VEBO, SOVE = 2, 12, 9, 16, 17, 19, 29
"""Rows as a spreadsheet counts them."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables that the reader looks at."""
    for name in ("programmes.csv", "sources.csv", "figures.csv"):
        copy(DATA / name, tmp_path / name)
    return tmp_path


def write(folder: Path, row: int, **cells: str) -> Path:
    """Overwrites cells of one row."""
    path = folder / "programmes.csv"
    lines = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    for column, value in cells.items():
        lines[row - 1][lines[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)
    return folder


def faults(folder: Path) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.column) for fault in table(Folder(folder)).faults]


# ── What is on file ──────────────────────────────────────────────────────────


def test_the_file_on_disk_has_no_fault() -> None:
    assert [str(fault) for fault in table(Folder(DATA)).faults] == []


def test_12_of_26_organisations_are_on_file() -> None:
    known = on_file().organisations
    assert (known.confirmed, known.likely, known.former) == (5, 7, 3)
    assert (known.current, known.in_all) == (12, 26)


def test_an_organisation_counts_by_its_best_evidenced_offer(folder: Path) -> None:
    write(folder, REGIOMECH, confidence="former", state="former")
    assert Dataset(folder).organisations.former == 3


def test_the_kinds_are_spread_as_the_evidence_says() -> None:
    counts = Counter(row.type for row in ROWS if row.current)
    assert [counts[key] for key in (*TYPE_KEYS, None)] == [3, 1, 4, 4, 4, 0, 3, 2, 4, 1, 12]


def test_an_employment_programme_without_a_level_stands_under_both_levels() -> None:
    unknown = [row for row in ROWS if row.type_evidence == "level_unknown"]
    for kind in ("beschaeftigung_1", "beschaeftigung_2"):
        assert [row.provider_id for row in unknown if row.type == kind] == [
            "prowork", "perspektive", "wg-treffpunkt", "collectors-olten", "klostergarten-solothurn", "soziartes",
        ]  # fmt: skip


def test_former_offers_are_not_current_and_planned_ones_are_not_running() -> None:
    assert {row.provider_id for row in ROWS if not row.current} == {
        "collectors-olten", "klostergarten-solothurn", "soziartes",
    }  # fmt: skip
    assert [row.location for row in ROWS if row.state == "planned"] == [
        "Suchthilfe Ost Dulliken",
        "Suchthilfe Ost Olten, Leberngasse",
    ]


def test_an_offer_is_called_running_only_on_evidence_from_2024_on() -> None:
    running = [row for row in ROWS if row.state == "running"]
    assert running
    assert all(row.last_confirmed and row.last_confirmed.year >= 2024 for row in running)


def test_the_ceilings_of_the_canton_are_no_provider_s_price() -> None:
    assert all(row.price is None for row in ROWS)


def test_only_the_pilot_asks_for_german_and_18_years_as_its_papers_say() -> None:
    asking = [row for row in ROWS if row.min_german is not None]
    assert {row.type for row in asking} == {"integration_arbeit"}
    assert {(str(row.min_german), row.age_min) for row in asking} == {("A1", 18)}


def test_every_row_names_its_sources_and_every_short_name_is_listed() -> None:
    for row in ROWS:
        assert row.sources
        assert row.source_date
        for part in row.sources:
            assert part.startswith(("http://", "https://")) or part in on_file().sources


def test_a_kind_that_no_source_names_says_so_in_its_note() -> None:
    for row in ROWS:
        assert row.note, row.location
        if row.type_evidence == "derived":
            assert "erschlossen" in row.note


def test_the_misprints_of_the_factsheet_are_told_and_not_repeated() -> None:
    grenchen = [row for row in ROWS if row.location == "Netzwerk Grenchen, Ebosa-Areal"]
    assert len(grenchen) == 3
    for row in grenchen:
        assert (row.street, row.postcode) == ("Kapellstrasse 26", "2540")
        assert "Kappelstrasse 26, 2450 Grenchen" in (row.note or "")


def test_every_point_lies_inside_the_box_of_the_canton() -> None:
    placed = [(row.point, row.location) for row in ROWS if row.point]
    assert len(placed) == len(ROWS) - 1
    for (lat, lon), location in placed:
        assert CANTON["lat"][0] <= lat <= CANTON["lat"][1], location
        assert CANTON["lon"][0] <= lon <= CANTON["lon"][1], location


def test_an_offer_without_an_address_has_no_point_and_stays_on_file() -> None:
    (sove,) = [row for row in ROWS if row.provider_id == "sove"]
    assert (sove.point, sove.precision, sove.town) == (None, None, None)
    assert sove.current


def test_the_fields_of_work_come_one_by_one() -> None:
    (tagwerk,) = [row for row in ROWS if row.location == "Suchthilfe Ost Olten, Leberngasse"]
    assert tagwerk.activity_list == ("Gemüsegarten", "Werkstatt", "Hof- und Stadtladen")
    assert on_file().offers[VELOSTATION - 2].activity_list == ("Velostation",)


def test_the_file_is_written_as_a_swiss_office_writes() -> None:
    text = (DATA / "programmes.csv").read_text(encoding="utf-8")
    assert "ß" not in text
    for inner_word in ("seed", "TYP ABGELEITET", "GEPLANT", "amazee"):
        assert inner_word not in text


# ── No private person's data ─────────────────────────────────────────────────


def test_the_only_numbers_and_addresses_are_those_of_two_offices() -> None:
    assert {row.phone for row in ROWS if row.phone} == {"062 388 35 35", "032 626 56 56"}
    assert {row.email for row in ROWS if row.email} == {"mail@vebo.ch", "administration@perspektive-so.ch"}


@pytest.mark.parametrize(
    ("email", "kept"),
    [
        ("info@example.ch", True),
        ("info.olten@example.ch", True),
        ("jobcoaching@example.ch", True),
        ("anna.muster@example.ch", False),
        ("a.muster@example.ch", False),
        ("anna_muster@example.ch", False),
        ("anna-lena.muster@example.ch", False),
    ],
)
def test_an_office_s_address_is_kept_and_a_person_s_is_refused_with_the_reason(
    folder: Path, email: str, kept: bool
) -> None:
    write(folder, VEBO, email=email)
    found = table(Folder(folder)).faults
    assert [(fault.row, fault.column) for fault in found] == ([] if kept else [(VEBO, "email")])
    assert kept or "private person" in str(found[0])


@pytest.mark.parametrize(
    ("phone", "kept"), [("032 627 23 11", True), ("073 627 23 11", True), ("079 627 23 11", False)]
)
def test_a_mobile_number_is_refused_with_the_reason(folder: Path, phone: str, kept: bool) -> None:
    write(folder, VEBO, phone=phone)
    found = table(Folder(folder)).faults
    assert [(fault.row, fault.column) for fault in found] == ([] if kept else [(VEBO, "phone")])
    assert kept or "private person" in str(found[0])


@pytest.mark.parametrize(
    "text",
    [
        "Leitung: Frau Muster",
        "Herr Muster hilft",
        "anna@example.ch",
        "032 627 23 11",
        "+41 32 627 23 11",
        "756.1234.5678.97",
    ],
)
@pytest.mark.parametrize("column", ["note", "location", "activities", "programme_name"])
def test_no_free_text_holds_a_person_or_a_number(folder: Path, column: str, text: str) -> None:
    write(folder, VEBO, **{column: text})
    assert (VEBO, column) in faults(folder)


@pytest.mark.parametrize(
    "text", ["Für Frauen und Männer", "42 Plätze (2018), 2540 Grenchen", "Herrenhof 3", "2018-09/10"]
)
def test_words_and_figures_that_only_look_alike_are_kept(folder: Path, text: str) -> None:
    assert faults(write(folder, VEBO, note=text)) == []


# ── Every broken cell is named with row and column ───────────────────────────


@pytest.mark.parametrize(
    ("column", "value", "allowed"),
    [
        ("provider_id", "Regio Mech", "small letters"),
        ("provider", "", "must not be empty"),
        ("postcode", "25a40", "Swiss postcode of four digits"),
        ("postcode", "0999", "Swiss postcode of four digits"),
        ("postcode", "45280", "Swiss postcode of four digits"),
        ("postcode", "４５２８", "Swiss postcode of four digits"),
        ("canton", "so", "'SO'"),
        ("phone", "0323887788", "032 627 23 11"),
        ("email", "info(at)example.ch", "e-mail address"),
        ("website", "ftp://regiomech.ch", "https://"),
        ("website", "https://regio mech.ch", "https://"),
        ("website", "javascript:alert(1)", "https://"),
        ("type", "Qualifizierung", "'qualifizierung'"),
        ("min_german", "A3", "'A2'"),
        ("age_min", "-1", "0 to 120"),
        ("age_min", "121", "0 to 120"),
        ("age_min", "18.5", "0 to 120"),
        ("price", "80.005", "two decimals"),
        ("price", "gratis", "two decimals"),
        ("price", "NaN", "two decimals"),
        ("price_unit", "week", "'day'"),
        ("confidence", "sure", "'likely'"),
        ("state", "closed", "'running'"),
        ("type_evidence", "guessed", "'derived'"),
        ("note", "two\nlines", "one line"),
        ("source", "factsheet 2022", "sources.csv"),
        ("source", "ami-1999", "sources.csv"),
        ("source", "ftp://example.ch/x", "sources.csv"),
        ("source", "", "must not be empty"),
        ("source_date", "", "must not be empty"),
        ("last_confirmed", "05.10.2022", "YYYY-MM-DD"),
        ("last_confirmed", "2022-02-29", "YYYY-MM-DD"),
        ("last_confirmed", "2022-13", "YYYY-MM"),
        ("last_confirmed", "22", "YYYY-MM"),
        ("last_confirmed", "20221005", "YYYY-MM-DD"),
        ("lat", "7.5", "latitude in Switzerland"),
        ("lon", "47.2", "longitude in Switzerland"),
        ("lat", "inf", "latitude in Switzerland"),
        ("precision", "roof", "'town'"),
        ("located_on", "today", "YYYY-MM-DD"),
    ],
)
def test_a_broken_cell_is_named_with_what_is_allowed(folder: Path, column: str, value: str, allowed: str) -> None:
    write(folder, REGIOMECH, **{column: value})
    named = [fault for fault in table(Folder(folder)).faults if (fault.row, fault.column) == (REGIOMECH, column)]
    assert [allowed in str(fault) for fault in named] == [True]


@pytest.mark.parametrize(
    ("row", "cells", "column"),
    [
        (REGIOMECH, {"age_min": "30", "age_max": "29"}, "age_max"),
        (REGIOMECH, {"price": "80.00"}, "price_unit"),
        (REGIOMECH, {"price_unit": "day"}, "price"),
        (REGIOMECH, {"precision": ""}, "precision"),
        (REGIOMECH, {"located_on": ""}, "located_on"),
        (REGIOMECH, {"postcode": ""}, "postcode"),
        (REGIOMECH, {"precision": "address", "street": ""}, "street"),
        (VEBO, {"town": ""}, "town"),
        (REGIOMECH, {"type_evidence": ""}, "type_evidence"),
        (VELOSTATION, {"type_evidence": "named"}, "type_evidence"),
        (REGIOMECH, {"type_evidence": "level_unknown"}, "type_evidence"),
        (REGIOMECH, {"confidence": "former"}, "state"),
        (REGIOMECH, {"state": "former"}, "state"),
        (SOVE, {"precision": "town", "town": "Olten"}, "precision"),
        (SOVE, {"located_on": "2026-11-22"}, "located_on"),
        (NETZWERK_YOUTH, {"provider": "Netzwerk"}, "provider"),
        (NETZWERK_YOUTH, {"lat": "47.2"}, "lat"),
        (PROWORK_II, {"type_evidence": "named"}, None),
    ],
)
def test_cells_that_contradict_each_other_are_named(
    folder: Path, row: int, cells: dict[str, str], column: str | None
) -> None:
    write(folder, row, **cells)
    expected = (PROWORK_I, "type_evidence") if column is None else (row, column)
    assert faults(folder) == [expected]


def test_one_coordinate_alone_is_named(folder: Path) -> None:
    assert (REGIOMECH, "lon") in faults(write(folder, REGIOMECH, lon=""))


@pytest.mark.parametrize(
    "cells",
    [
        {"age_min": "30", "age_max": "30"},
        {"age_min": "0", "age_max": "120"},
        {"price": "79.95", "price_unit": "day"},
        {"state": "planned"},
        {"min_german": "none"},
        {"last_confirmed": ""},
        {"precision": "address"},
    ],
)
def test_the_neighbours_of_the_faults_are_fine(folder: Path, cells: dict[str, str]) -> None:
    assert faults(write(folder, REGIOMECH, **cells)) == []


def test_a_price_is_an_exact_amount(folder: Path) -> None:
    write(folder, REGIOMECH, price="79.95", price_unit="coaching_hour")
    assert Dataset(folder).offers[0].price == Decimal("79.95")


def test_the_same_offer_twice_is_named(folder: Path) -> None:
    path = folder / "programmes.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines, lines[1]]), encoding="utf-8")
    (fault,) = table(Folder(folder)).faults
    assert (fault.row, fault.column, fault.allowed) == (46, "type", "must differ from row 2")


def test_all_faults_are_named_at_once_and_the_table_is_refused(folder: Path) -> None:
    write(folder, REGIOMECH, postcode="25a40")
    write(folder, SOVE, age_max="17")
    write(folder, VEBO, email="anna.muster@example.ch")
    with pytest.raises(BadData) as refused:
        Dataset(folder).offers
    assert [(fault.row, fault.column) for fault in refused.value.faults] == [
        (REGIOMECH, "postcode"), (VEBO, "email"), (SOVE, "age_max"),
    ]  # fmt: skip


def test_a_missing_and_a_surplus_column_are_named(folder: Path) -> None:
    path = folder / "programmes.csv"
    path.write_text(re.sub("^provider_id,", "anbieter,", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert faults(folder) == [(1, "provider_id"), (1, "anbieter")]
