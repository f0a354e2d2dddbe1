"""The directory for other software keeps what is on file, and says from where and under which terms."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from finder.exports.hsds import hsds
from finder.exports.open_data import COLUMNS, LICENCE, csv_text, geojson
from finder.exports.spreadsheet import csv_lines, safe_cell
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS
from finder.facts.offers import table
from finder.facts.tables import Folder
from tests.support.frozen import DATA

ROWS = on_file().offers
NAMES = {key: f"Name of {key}" for key in TYPE_KEYS}
CONTRACT = json.loads((Path(__file__).parents[1] / "fixtures" / "hsds" / "tables.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(CONTRACT, format_checker=FormatChecker())
DIRECTORY = hsds(ROWS, NAMES, on_file().sources)
TABLES = {name: rows for name, rows in DIRECTORY.items() if name != "licence"}
POINTERS = {
    "organization_id": "organization",
    "service_id": "service",
    "location_id": "location",
    "taxonomy_id": "taxonomy",
    "taxonomy_term_id": "taxonomy_term",
}


def only(name: str, /, **cells: object) -> dict[str, Any]:
    found: dict[str, Any]
    (found,) = [row for row in TABLES[name] if all(row.get(key) == value for key, value in cells.items())]
    return found


# ── GeoJSON ──────────────────────────────────────────────────────────────────


def test_geojson_has_a_feature_for_every_row_and_null_where_the_place_is_unknown() -> None:
    found = geojson(ROWS)
    assert found["type"] == "FeatureCollection"
    assert len(found["features"]) == len(ROWS)
    unplaced = [feature for feature in found["features"] if feature["geometry"] is None]
    assert [feature["properties"]["provider_id"] for feature in unplaced] == ["sove"]


def test_geojson_puts_longitude_before_latitude() -> None:
    first = geojson(ROWS[:1])["features"][0]
    assert first["geometry"] == {"type": "Point", "coordinates": [ROWS[0].lon, ROWS[0].lat]}
    assert first["geometry"]["coordinates"][0] < 11 < first["geometry"]["coordinates"][1]


def test_geojson_says_licence_sources_and_day_and_survives_json() -> None:
    found = json.loads(json.dumps(geojson(ROWS), allow_nan=False))
    assert (found["licence"], "GeoNames" in found["attribution"]) == ("ODbL-1.0", True)
    for feature, row in zip(found["features"], ROWS, strict=True):
        assert feature["properties"]["sources"] == list(row.sources)
        day = feature["properties"]["assured_date"]
        assert day == (str(row.last_confirmed) if row.last_confirmed else None)


def test_identifiers_differ_and_stay_the_same_whatever_the_order() -> None:
    ids = {feature["id"] for feature in geojson(ROWS)["features"]}
    assert len(ids) == len(ROWS)
    assert {feature["id"] for feature in geojson(reversed(ROWS))["features"]} == ids


# ── CSV ──────────────────────────────────────────────────────────────────────


def test_the_csv_without_a_licence_reads_in_again_unchanged(tmp_path: Path) -> None:
    (tmp_path / "programmes.csv").write_bytes(csv_text(ROWS, licence=None).encode())
    (tmp_path / "sources.csv").write_bytes((DATA / "sources.csv").read_bytes())
    assert table(Folder(tmp_path)).sound() == ROWS


def test_the_csv_names_its_licence_in_every_row() -> None:
    header, *rows = csv.reader(io.StringIO(csv_text(ROWS)))
    assert header == [*COLUMNS, "licence"]
    assert {row[-1] for row in rows} == {LICENCE.id}
    assert len(rows) == len(ROWS)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1+1",
        "＝1+1",
        "＋1＋1",
        "+41 32 627 23 11",
        "--1",
        "-",
        "\t-1",
        "\tabc",
        "\rabc",
    ],
)
def test_what_a_spreadsheet_would_compute_is_marked_as_text(text: str) -> None:
    assert safe_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "-5", "+5", "-5.25", "-5,25", "47.2", "a=1", "Oltech GmbH", "1+1", "032 626 56 56", "'="]
)
def test_what_it_would_not_compute_stays_as_it_is(text: str) -> None:
    assert safe_cell(text) == text


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("a;=cmd", "a;'=cmd"),
        ("a,=cmd", "a,'=cmd"),
        ("a\t@SUM(A1)", "a\t'@SUM(A1)"),
        ("a\n-2+3", "a\n'-2+3"),
        ('a; "=cmd"', 'a;\' "=cmd"'),
        ("a;＝cmd", "a;'＝cmd"),
        ("=a;=b", "'=a;'=b"),
        ("a;+41 32 627 23 11", "a;+41 32 627 23 11"),
        ("a;+1+cmd", "a;'+1+cmd"),
        ("Holz, Metall; Textil", "Holz, Metall; Textil"),
        ("-5,25", "-5,25"),
        ("-5;-6", "'-5;-6"),
        ("a;b;=c", "a;b;'=c"),
        ("a\tb\tc", "a\tb\tc"),
    ],
)
def test_a_cell_within_a_cell_is_no_formula_either(text: str, safe: str) -> None:
    """A Swiss Excel cuts a comma file at its semicolons, and another one a semicolon file at its commas."""
    assert safe_cell(text) == safe


def test_a_dangerous_name_is_harmless_in_the_export() -> None:
    row = replace(ROWS[0], provider='=HYPERLINK("https://example.ch")')
    _, cells = csv.reader(io.StringIO(csv_text([row])))
    assert cells[COLUMNS.index("provider")].startswith("'=")


def test_cells_with_commas_quotes_and_line_ends_stay_one_cell() -> None:
    cells = ["a,b", 'c"d', "e\nf"]
    assert list(csv.reader(io.StringIO(csv_lines([cells]), newline=""))) == [cells]


# ── Open Referral HSDS 3 ─────────────────────────────────────────────────────


def test_every_table_keeps_to_hsds() -> None:
    faults = [f"{list(fault.absolute_path)}: {fault.message}" for fault in VALIDATOR.iter_errors(DIRECTORY)]
    assert faults == []
    assert TABLES.keys() == CONTRACT["properties"].keys()


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("organization", "description", None),
        ("service", "status", "running"),
        ("service", "id", "first step"),
        ("service", "assured_date", "10/2022"),
        ("service", "price", 80),
        ("location", "location_type", None),
        ("location", "latitude", "47.2"),
        ("address", "country", None),
        ("attribute", "link_entity", None),
    ],
)
def test_the_check_would_notice(name: str, column: str, value: str | int | None) -> None:
    broken = json.loads(json.dumps(DIRECTORY))
    if value is None:
        del broken[name][0][column]
    else:
        broken[name][0][column] = value
    assert any(fault.absolute_path[0] == name for fault in VALIDATOR.iter_errors(broken))


def test_every_identifier_is_unique_and_every_pointer_points_to_a_row() -> None:
    ids = {name: [row["id"] for row in rows] for name, rows in TABLES.items()}
    assert all(len(set(found)) == len(found) for found in ids.values())
    for rows in TABLES.values():
        for row in rows:
            for column, target in POINTERS.items():
                assert column not in row or row[column] in ids[target]
    assert all(row["link_id"] in ids["service"] for row in TABLES["attribute"])


def test_the_15_organisations_and_all_their_locations_are_there() -> None:
    assert len(TABLES["organization"]) == 15
    assert len(TABLES["location"]) == len({(row.provider_id, row.location) for row in ROWS if row.location})


def test_an_unknown_level_is_one_service_with_two_kinds() -> None:
    service = only("service", name="WorkOut")
    kinds = [row for row in TABLES["attribute"] if row["link_id"] == service["id"]]
    assert [row["value"] for row in kinds] == ["level_unknown", "level_unknown"]
    assert service["status"] == "defunct"
    assert service["alternate_name"] == "Name of beschaeftigung_1 / Name of beschaeftigung_2"


def test_a_place_of_work_without_kind_or_name_is_a_location_and_no_service() -> None:
    location = only("location", name="Quartierladen Kleinholz")
    assert location["id"] not in {row["location_id"] for row in TABLES["service_at_location"]}


def test_tagwerk_runs_in_one_place_and_is_planned_in_two() -> None:
    services = [row for row in TABLES["service"] if row["name"] == "Tagwerk"]
    assert sorted(row["status"] for row in services) == ["active", "inactive", "inactive"]
    assert [row["assured_date"] for row in services if row["status"] == "active"] == ["2025-12-01"]


def test_what_is_not_known_to_run_says_so_in_its_alert() -> None:
    for row in ROWS:
        if row.state != "running" and row.programme_name:
            found = [one for one in TABLES["service"] if one["name"] == row.programme_name and one.get("alert")]
            assert found, row.programme_name


def test_an_incomplete_address_is_left_out_and_never_half_given() -> None:
    vebo = only("location", name="VEBO Solutions Zuchwil")
    assert vebo["id"] not in {row["location_id"] for row in TABLES["address"]}
    assert only("address", address_1="Werkhofstrasse 8")["postal_code"] == "4702"


def test_every_service_names_its_sources_by_link() -> None:
    linked = {row["service_id"] for row in TABLES["url"]}
    assert linked == {row["id"] for row in TABLES["service"]}


def test_a_provider_s_own_price_becomes_a_cost_option() -> None:
    found = hsds([replace(ROWS[0], price=Decimal("79.95"), price_unit="day")], NAMES, on_file().sources)
    (option,) = found["cost_option"]
    assert (option["currency"], option["amount"], option["amount_description"]) == ("CHF", 79.95, "day")
    assert list(VALIDATOR.iter_errors(found)) == []
