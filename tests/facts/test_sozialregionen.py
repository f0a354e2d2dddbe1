"""Sozialregionen: every municipality of the canton has exactly one."""

from __future__ import annotations

from pathlib import Path

import pytest

from finder.facts import sozialregionen as facts
from finder.facts.dataset import Dataset, on_file
from finder.facts.tables import Folder
from finder.office.check_files import faults
from tests.support.frozen import DATA
from tests.support.known import known

MUNICIPALITIES = sorted({place.municipality for place in on_file().places if place.canton == "SO"})


def test_there_are_13_regions_and_104_municipalities() -> None:
    assert facts.table(Folder(DATA)).faults == ()
    assert len({region.name for region in on_file().regions.values()}) == 13
    assert len(on_file().regions) == 104


def test_every_municipality_has_exactly_one_region() -> None:
    served = [row.municipality for _, row in facts.table(Folder(DATA)).rows]
    assert sorted(served) == MUNICIPALITIES
    assert [known(on_file().region_of(name)).municipality for name in MUNICIPALITIES] == MUNICIPALITIES


@pytest.mark.parametrize("merged", ["Halten", "Oekingen"])
def test_municipalities_that_joined_kriegstetten_in_2026_are_gone(merged: str) -> None:
    assert on_file().region_of(merged) is None


@pytest.mark.parametrize("spelling", ["Aeschi", "Aeschi (SO)", "Aeschi SO", " aeschi (so) "])
def test_the_canton_behind_the_name_does_not_matter(spelling: str) -> None:
    assert known(on_file().region_of(spelling)).name == "Wasseramt"


@pytest.mark.parametrize("elsewhere", ["Aarau", "Zielebach", "", "Oberdorf (BL)", "Erlinsbach (AG)"])
def test_a_municipality_of_another_canton_has_none(elsewhere: str) -> None:
    assert on_file().region_of(elsewhere) is None


def test_an_unknown_contact_stays_empty() -> None:
    assert known(on_file().region_of("Lostorf")).phone is None
    assert known(on_file().region_of("Solothurn")).phone == "032 626 92 57"


def test_a_municipality_in_two_regions_is_a_fault(tmp_path: Path) -> None:
    text = "name,address,postcode,town,phone,email,website,municipality,source\n"
    text += "A,,,,,,,Aeschi (SO),https://example.ch\nB,,,,,,,Aeschi,https://example.ch\n"
    (tmp_path / "sozialregionen.csv").write_text(text, encoding="utf-8")
    (fault,) = facts.table(Folder(tmp_path)).faults
    assert (fault.row, fault.column) == (3, "municipality")


def test_a_municipality_without_region_is_reported() -> None:
    rows = (DATA / "sozialregionen.csv").read_text("utf-8").splitlines(keepends=True)
    lacking = "".join(row for row in rows if ",Lostorf," not in row).encode()
    found = faults(Dataset(DATA, {"sozialregionen.csv": lacking}))
    named = [(fault.column, fault.value) for fault in found if fault.file == "sozialregionen.csv"]
    assert named == [("municipality", "Lostorf")]
