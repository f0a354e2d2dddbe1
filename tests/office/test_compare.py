"""What a new edition changes, and for whom; and that looking at it changes nothing."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finder.__main__ import main
from finder.errors import BadAnswer
from finder.office.compare_report import compare_json
from finder.office.overlay import COMPARED, new_files, table_name
from finder.office.samples import personas
from tests.support.frozen import DATA, FROZEN

ON = date(2026, 11, 22)
NEXT_YEAR = "qualifizierung,day,85.00,,2027,2027-01-01,,ami-2024,Höchsttarife\n"


def file(name: str) -> str:
    return (DATA / name).read_text("utf-8")


def compared(**changed: Callable[[str], str]) -> dict[str, Any]:
    """The comparison after changing the text of some tables."""
    return compare_json(
        FROZEN, {f"{name}.csv": change(file(f"{name}.csv")).encode() for name, change in changed.items()}, ON
    )


def test_the_same_tables_change_nothing() -> None:
    found = compare_json(FROZEN, {name: (DATA / name).read_bytes() for name in COMPARED}, ON)
    assert (found["faults"], found["tables"], found["persons"], found["households"]) == ([], [], [], [])
    assert found["on"] == "2026-11-22"


def test_a_tariff_of_next_year_is_one_new_row_and_is_judged_on_its_first_day() -> None:
    found = compared(tariffs=lambda text: text + NEXT_YEAR)
    (table,) = found["tables"]
    assert [(row["type"], row["price"]) for row in table["new"]] == [("qualifizierung", "85.00")]
    assert (table["gone"], table["changed"], found["on"]) == ([], [], "2027-01-01")
    prices = {one["now"] for one in found["persons"] if one["what"] == "price"}
    assert prices == {"1844.50"}  # 21.7 × 85
    assert {one["type"] for one in found["persons"]} == {"qualifizierung"}


def test_a_changed_cell_is_named_by_its_row_and_column() -> None:
    found = compared(limits=lambda text: text.replace("waiver_income,3,5270.00", "waiver_income,3,5300.00"))
    (cell,) = found["tables"][0]["changed"]
    assert cell == {"key": ["waiver-new", "waiver_income", "3"], "column": "chf", "before": "5270.00", "now": "5300.00"}


@pytest.mark.parametrize(("limit", "bands"), [
    ("5271.00", [("5270.00", "5270.99", "partial", "full"), ("6770.01", "6771.00", "none", "partial")]),
    ("5269.00", [("5269.00", "5269.99", "full", "partial"), ("6769.01", "6770.00", "partial", "none")]),
])  # fmt: skip
def test_the_households_between_two_limits_get_another_waiver_to_the_rappen(
    limit: str, bands: list[tuple[str, str, str, str]]
) -> None:
    found = compared(limits=lambda text: text.replace("waiver_income,3,5270.00", f"waiver_income,3,{limit}"))
    told = [(one["from"], one["to"], one["before"], one["now"]) for one in found["households"]]
    assert told == bands
    assert {one["persons"] for one in found["households"]} == {3}


def test_a_family_just_above_the_limit_is_named_when_the_limit_rises_above_it() -> None:
    found = compared(limits=lambda text: text.replace("waiver_income,4,6050.00", "waiver_income,4,6052.00"))
    turned = [one for one in found["persons"] if one["what"] == "waiver"]
    assert turned == [
        {
            "person": "family_of_four_just_above_the_limit",
            "what": "waiver",
            "type": None,
            "before": "partial",
            "now": "full",
        }
    ]


def test_an_offer_that_goes_away_is_gone_and_moves_the_nearest_one() -> None:
    rows = file("programmes.csv").splitlines(keepends=True)
    kept = rows[:1] + [row for row in rows[1:] if ",coaching," not in row]
    found = compared(programmes=lambda text: "".join(kept))
    table = next(one for one in found["tables"] if one["file"] == "programmes.csv")
    assert len(table["gone"]) == len(rows) - len(kept) > 0
    assert {(one["what"], one["type"]) for one in found["persons"]} == {("nearest", "coaching")}


@pytest.mark.parametrize(
    ("name", "change", "row", "column"),
    [
        ("tariffs", lambda text: text.replace("80.00", "achtzig", 1), 7, "price"),
        ("limits", lambda text: text.replace("5270.00", "-1", 1), None, "chf"),
        ("programmes", lambda text: text.replace(",confirmed,", ",sicher,", 1), None, "confidence"),
        ("postcodes", lambda text: text.replace(",SO,", ",XX,", 1), None, "canton"),
    ],
)
def test_a_fault_is_named_cell_by_cell_and_people_are_not_judged_by_it(
    name: str, change: Callable[[str], str], row: int | None, column: str
) -> None:
    found = compared(**{name: change})
    mine = [one for one in found["faults"] if one["column"] == column and one["file"] == f"{name}.csv"]
    assert mine
    assert row is None or mine[0]["row"] == row
    assert (found["persons"], found["households"]) == (None, None)


def test_looking_leaves_no_trace_and_touches_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    before = {path: path.stat().st_mtime_ns for path in DATA.rglob("*")}
    compared(tariffs=lambda text: text + NEXT_YEAR)
    assert {path: path.stat().st_mtime_ns for path in DATA.rglob("*")} == before
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", COMPARED)
def test_a_table_is_recognised_by_its_headings_whatever_it_is_called(name: str) -> None:
    assert table_name(f"Kopie von {name} (1).csv", (DATA / name).read_bytes()) == name


def test_another_table_is_not_taken_for_one_of_ours(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadAnswer):
        new_files(tmp_path)
    with pytest.raises(BadAnswer):
        new_files(tmp_path / "missing.csv")


# ── The command ──────────────────────────────────────────────────────────────────


def test_the_command_compares_with_the_personas_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "tariffs.csv").write_text(file("tariffs.csv") + NEXT_YEAR)
    folder = Path(__file__).resolve().parents[1] / "personas"
    assert main(["compare", str(DATA), str(tmp_path), "--on", "2026-11-22", "--personas", str(folder)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len({one["person"] for one in found["persons"]} & personas(folder).keys()) > 5


def test_the_command_takes_one_file_and_says_faults_by_its_exit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "tariffs.csv").write_text(file("tariffs.csv").replace("80.00", "achtzig", 1))
    assert main(["compare", str(DATA), str(tmp_path / "tariffs.csv")]) == 1
    assert json.loads(capsys.readouterr().out)["faults"]


@pytest.mark.parametrize("arguments", [["nowhere", "nowhere"], [str(DATA), "nowhere"]])
def test_the_command_refuses_what_is_not_there_in_one_line(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", *arguments]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
