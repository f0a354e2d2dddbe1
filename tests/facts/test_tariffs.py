"""The ceilings on file: which holds on a day, and what the reader lets nobody write."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from finder.errors import BadData, NotOnFile
from finder.facts.dataset import Dataset, on_file
from finder.facts.keys import TYPE_KEYS
from finder.facts.tables import Folder
from finder.facts.tariffs import table
from tests.support.frozen import DATA

ROW = "coaching,coaching_hour,{price},,{edition},{since},{until},ami-2024,Höchsttarife\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(DATA / "tariffs.csv", tmp_path / "tariffs.csv")
    return tmp_path


def add(
    folder: Path, price: str = "210.00", edition: str = "2026/27", since: str = "2026-01-01", until: str = "2027-12-31"
) -> Path:
    with (folder / "tariffs.csv").open("a", encoding="utf-8") as file:
        file.write(ROW.format(price=price, edition=edition, since=since, until=until))
    return folder


def faults(folder: Path) -> list[tuple[int | None, str | None]]:
    return [(fault.row, fault.column) for fault in table(Folder(folder)).faults]


def test_every_kind_has_a_ceiling_with_a_known_source() -> None:
    assert table(Folder(DATA)).faults == ()
    assert {one.type for one in on_file().tariffs} == set(TYPE_KEYS)
    assert all(on_file().source(one.source).vintage for one in on_file().tariffs)


@pytest.mark.parametrize(
    ("on", "edition"),
    [
        (date(2022, 10, 15), "Pilot"),
        (date(2023, 12, 31), "Pilot"),
        (date(2024, 1, 1), "2024/25"),
        (date(2030, 1, 1), "2024/25"),
    ],
)
def test_the_edition_that_had_begun_last_holds(on: date, edition: str) -> None:
    assert on_file().tariff("integration_arbeit", "day", on).edition == edition


def test_before_the_first_edition_there_is_no_tariff() -> None:
    with pytest.raises(NotOnFile, match="2022-10-14"):
        on_file().tariff("integration_arbeit", "day", date(2022, 10, 14))


def test_a_new_edition_takes_over_on_its_first_day(folder: Path) -> None:
    add(folder)
    assert faults(folder) == []
    assert Dataset(folder).tariff("coaching", "coaching_hour", date(2025, 12, 31)).price == 200
    assert Dataset(folder).tariff("coaching", "coaching_hour", date(2026, 1, 1)).price == 210


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"since": "2025-12-31"}, "since"),  # overlaps by one day
        ({"since": "2027-01-01", "until": "2026-12-31"}, "until"),
        ({"price": "-1"}, "price"),
        ({"price": "zweihundert"}, "price"),
        ({"price": "200.005"}, "price"),
        ({"since": "1. Januar"}, "since"),
        ({"edition": ""}, "edition"),
    ],
)
def test_a_row_that_cannot_be_is_named_with_its_line_and_column(
    folder: Path, cells: dict[str, str], column: str
) -> None:
    last = len((folder / "tariffs.csv").read_text(encoding="utf-8").splitlines()) + 1
    assert (last, column) in faults(add(folder, **cells))
    with pytest.raises(BadData):
        Dataset(folder).tariffs
