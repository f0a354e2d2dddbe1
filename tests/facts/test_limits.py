"""The limits of the waiver on file: both sheets, each household, and a dated sheet yet to come."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from finder.errors import BadData, NotOnFile
from finder.facts.dataset import Dataset, on_file
from finder.facts.dated import ended
from finder.facts.limits import table
from finder.facts.tables import Folder
from tests.support.frozen import DATA

ON = date(2026, 11, 22)
INCOME = {
    "waiver-new": (2980, 4420, 5270, 6050, 6500, 6860, 7220, 7580),
    "waiver-old": (2830, 4200, 5000, 5880, 6300, 6650, 7000, 7350),
}
WEALTH = (2500, 5000, 6000, 7000, 8000, 9000, 10_000, 11_000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / "limits.csv", tmp_path / "limits.csv")
    return tmp_path


def add_edition(folder: Path, since: str, until: str = "") -> Path:
    """One more sheet, dated, with limits of its own."""
    path = folder / "limits.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    dated = [
        line.replace("waiver-new,,,waiver-new", f"waiver-2027,{since},{until},waiver-new")
        for line in lines
        if ",waiver-new,,,waiver-new," in line
    ]
    path.write_text("\n".join([*lines, *dated]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("edition", INCOME)
@pytest.mark.parametrize("persons", range(1, 9))
def test_each_household_has_its_limits_on_both_sheets(edition: str, persons: int) -> None:
    found = on_file().limits_on(ON, edition)
    assert found.chf("waiver_income", persons) == INCOME[edition][persons - 1]
    assert found.chf("waiver_wealth", persons) == WEALTH[persons - 1]
    assert found.partial_margin == 1500


def test_the_newer_sheet_is_the_default_on_every_day_since_neither_has_a_date() -> None:
    assert [one.edition for one in on_file().limits] == ["waiver-new", "waiver-old"]
    assert {on_file().limits_on(date(year, 1, 1)).edition for year in range(2022, 2031)} == {"waiver-new"}


@pytest.mark.parametrize(
    ("on", "edition", "over"),
    [
        (date(2026, 12, 31), "waiver-new", False),
        (date(2027, 1, 1), "waiver-2027", False),
        (date(2027, 12, 31), "waiver-2027", False),
        (date(2028, 1, 1), "waiver-2027", True),  # the older, undated sheet does not come back
    ],
)
def test_a_dated_sheet_takes_over_on_its_first_day_and_stays_until_a_newer_one_comes(
    folder: Path, on: date, edition: str, over: bool
) -> None:
    found = Dataset(add_edition(folder, "2027-01-01", "2027-12-31")).limits_on(on)
    assert (found.edition, ended(found, on)) == (edition, over)


def test_an_unknown_sheet_is_not_on_file() -> None:
    with pytest.raises(NotOnFile, match="waiver-2019"):
        on_file().limits_on(ON, "waiver-2019")


def test_a_sheet_with_a_household_missing_is_refused_with_what_is_missing(folder: Path) -> None:
    path = folder / "limits.csv"
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("waiver_income,3")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert {(fault.column, fault.value) for fault in table(Folder(folder)).faults} == {("household_size", "3")}
    with pytest.raises(BadData, match="needs waiver_income for 3"):
        Dataset(folder).limits


def test_the_same_limit_twice_is_named_with_its_row(folder: Path) -> None:
    path = folder / "limits.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert [(fault.row, fault.column) for fault in table(Folder(folder)).faults] == [(len(lines) + 1, "household_size")]
