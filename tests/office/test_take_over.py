"""Putting a mended table into force: whole or not at all, the old one kept, two people at once, a process that dies."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from finder.errors import BadData
from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN
from finder.office.check import faults
from finder.office.editing import PARTS, Edit, PartName, Row, Sheet, at_their_postcode, cell_faults
from finder.office.take_over import FORMER, EditConflict, take_over
from tests.support.dying import deaths
from tests.support.frozen import DATA

ON = date(2026, 11, 22)
OFFERS, TARIFFS = PARTS["offers"], PARTS["tariffs"]


@pytest.fixture(scope="module")
def slim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data in German only: the other languages are most of what a check reads, and no table touches them."""
    folder = shutil.copytree(DATA, tmp_path_factory.mktemp("slim") / "data")
    for path in folder.glob("texts/*.toml"):
        if path.stem != GERMAN:
            path.unlink()
    assert list(faults(folder)) == []
    return folder


@pytest.fixture
def folder(slim: Path, tmp_path: Path) -> Path:
    return shutil.copytree(slim, tmp_path / "data")


def edit(folder: Path, chosen: PartName, name: str, change: Callable[[list[dict[str, str]]], object]) -> Edit:
    """An edit as the page makes it: what was seen, and the same rows changed."""
    part = PARTS[chosen]
    seen = Sheet.read(folder, part).of(part, name)
    rows = [dict(row) for row in seen]
    change(rows)
    return Edit(part, name, seen, tuple(rows))


def phone(number: str) -> Callable[[list[dict[str, str]]], object]:
    return lambda rows: [row.update(phone=number) for row in rows]


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.csv")}


# ── One person ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("chosen", PARTS)
def test_an_untouched_part_leaves_the_file_as_it_is(chosen: PartName) -> None:
    part = PARTS[chosen]
    sheet = Sheet.read(DATA, part)
    for name in sheet.names(part):
        seen = sheet.of(part, name)
        assert Edit(part, name, seen, seen).content(sheet) == (DATA / part.file).read_bytes()


def test_a_change_is_in_force_and_the_old_table_is_kept_with_its_day(folder: Path) -> None:
    before = (folder / "programmes.csv").read_bytes()
    kept = take_over(folder, edit(folder, "offers", "regiomech", phone("032 686 68 68")), ON)
    assert (kept.name, kept.read_bytes()) == ("programmes-2026-11-22.csv", before)
    offers = Sheet.read(folder, OFFERS).of(OFFERS, "regiomech")
    assert {row["phone"] for row in offers} == {"032 686 68 68"}
    again = take_over(folder, edit(folder, "offers", "regiomech", phone("032 686 68 69")), ON)
    assert again.name == "programmes-2026-11-22-2.csv"
    assert list(faults(folder)) == []


def test_the_contact_of_a_region_stands_on_all_its_municipalities(folder: Path) -> None:
    take_over(folder, edit(folder, "region", "Thierstein", phone("061 785 95 95")), ON)
    part = PARTS["region"]
    rows = [row for row in Sheet.read(folder, part).rows if row["name"] == "Thierstein"]
    assert len(rows) > 5
    assert {row["phone"] for row in rows} == {"061 785 95 95"}


def test_a_new_edition_of_tariffs_is_rows_and_nothing_else(folder: Path) -> None:
    sheet = Sheet.read(folder, TARIFFS)
    rows = tuple({**row, "since": "2026-01-01", "until": "2027-12-31"} for row in sheet.of(TARIFFS, "2024/25"))
    take_over(folder, Edit(TARIFFS, "2026/27", (), rows), ON)
    assert Sheet.read(folder, TARIFFS).names(TARIFFS)[-1] == "2026/27"
    assert list(faults(folder)) == []


@pytest.mark.parametrize(
    ("chosen", "name", "column", "value", "at_once"),
    [
        ("offers", "regiomech", "phone", "079 123 45 67", True),
        ("offers", "regiomech", "age_max", "17", True),
        ("offers", "regiomech", "postcode", "9999", False),  # only the table of places knows
        ("tariffs", "2024/25", "price", "-1.00", True),
        ("tariffs", "2024/25", "source", "nobody", False),
        ("office", "ags", "email", "vorname.nachname@ddi.so.ch", True),
    ],
)
def test_a_broken_cell_is_named_and_nothing_is_written(
    folder: Path, chosen: PartName, name: str, column: str, value: str, at_once: bool
) -> None:
    before = tables(folder)
    broken = edit(folder, chosen, name, lambda rows: rows[0].update({column: value}))
    sheet = Sheet.read(folder, broken.part)
    quick = cell_faults(folder, broken.part, broken.content(sheet))
    assert bool(quick) == at_once
    with pytest.raises(BadData) as refused:
        take_over(folder, broken, ON)
    fault = refused.value.faults[0]
    assert (fault.column, broken.own_row(sheet, fault.row)) == (column, 1)
    assert tables(folder) == before
    assert not (folder / FORMER).exists()


def test_a_new_address_gets_the_point_of_its_postcode_and_an_old_one_keeps_its_own() -> None:
    seen = Sheet.read(DATA, OFFERS).of(OFFERS, "regiomech")
    exact = tuple({**row, "lat": "47.20400", "lon": "7.56000", "precision": "address"} for row in seen)
    moved = [
        dict(exact[0]),
        {**exact[1], "postcode": "4600", "town": "Olten"},
        {**exact[2], "postcode": "", "town": ""},
    ]
    stayed, olten, nowhere = at_their_postcode(moved, exact, DATA, ON)
    assert (stayed["lat"], stayed["precision"]) == ("47.20400", "address")
    point = next((f"{one.lat:.5f}", f"{one.lon:.5f}") for one in on_file().places if one.postcode == "4600")
    assert ((olten["lat"], olten["lon"]), olten["precision"], olten["located_on"]) == (point, "postcode", "2026-11-22")
    assert (nowhere["lat"], nowhere["precision"]) == ("", "")


# ── Two people ───────────────────────────────────────────────────────────────


def test_two_people_at_different_parts_both_get_through(folder: Path) -> None:
    one = edit(folder, "offers", "regiomech", phone("032 686 68 68"))
    other = edit(folder, "offers", "oltech", phone("062 205 90 00"))
    take_over(folder, one, ON)
    take_over(folder, other, ON)
    phones = {row["provider_id"]: row["phone"] for row in Sheet.read(folder, OFFERS).rows}
    assert (phones["regiomech"], phones["oltech"]) == ("032 686 68 68", "062 205 90 00")


def test_the_second_at_the_same_part_is_told_and_loses_nothing(folder: Path) -> None:
    one = edit(folder, "offers", "regiomech", phone("032 686 68 68"))
    other = edit(folder, "offers", "regiomech", phone("032 111 11 11"))
    take_over(folder, one, ON)
    before = tables(folder)
    with pytest.raises(EditConflict):
        take_over(folder, other, ON)
    assert tables(folder) == before


# ── A process that dies ──────────────────────────────────────────────────────

TRIES = 200


@pytest.mark.skipif(not hasattr(os, "fork"), reason="dies by a signal of POSIX")
def test_a_process_killed_in_the_middle_leaves_the_old_table_or_the_new_one(tmp_path: Path) -> None:
    old, new = b"a" * 60_000, b"b" * 120_000
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as apart:
        left = apart.submit(deaths, tmp_path, TRIES, old, new).result()
    for attempt, (found, former) in enumerate(left):
        assert found in (old, new), f"try {attempt}: {len(found)} bytes"
        assert found == old or former == old
    assert len(left) == TRIES
    assert {found for found, _ in left} == {old, new}


# ── Everything the page can make ─────────────────────────────────────────────

CELLS = some.sampled_from(
    (
        *(
            "",
            "4528",
            "Olten",
            "032 627 23 11",
            "079 123 45 67",
            "info@example.ch",
            "hans.muster@example.ch",
            "2026-01-01",
        ),
        *(
            "2027-12-31",
            "-1",
            "80.00",
            "9999999",
            "https://example.ch",
            "javascript:x",
            "ami-2024",
            "a b",
            "ä",
            '"',
            ";,",
        ),
        *("coaching", "beschaeftigung_1", "level_unknown", "former", "confirmed", "day", "0", "121", "Frau Muster"),
    )
)


Overwrites = tuple[PartName, int, list[tuple[int, int, str]], str]


@some.composite
def edits(draw: some.DrawFn) -> Overwrites:
    """Which part, which of its names, cells to overwrite (row, column, value), and what happens to the rows."""
    chosen: PartName = draw(some.sampled_from(list(PARTS)))
    cells = draw(some.lists(some.tuples(some.integers(0, 9), some.integers(0, 30), CELLS), max_size=4))
    return chosen, draw(some.integers(0, 40)), cells, draw(some.sampled_from(["keep", "keep", "double", "drop", "new"]))


def made(folder: Path, plan: Overwrites) -> Edit:
    chosen, which, cells, rows_do = plan
    part = PARTS[chosen]
    sheet = Sheet.read(folder, part)
    names = sheet.names(part)
    name = names[which % len(names)]
    seen = sheet.of(part, name)
    rows = [dict(row) for row in seen]
    if part.grown:
        rows = {"double": [*rows, dict(rows[-1])], "drop": rows[1:]}.get(rows_do, rows)
        if rows_do == "new":
            name, seen = "neu-1", ()
    for row, column, value in cells:
        if rows:
            rows[row % len(rows)][part.columns[column % len(part.columns)].name] = value
    mended: tuple[Row, ...] = tuple(rows)
    return Edit(part, name, seen, at_their_postcode(mended, seen, folder, ON) if part.placed else mended)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=edits())
def test_whatever_is_taken_over_is_sound_and_whatever_is_refused_changes_nothing(
    slim: Path, tmp_path_factory: pytest.TempPathFactory, plan: Overwrites
) -> None:
    folder = shutil.copytree(slim, tmp_path_factory.mktemp("made") / "data")
    wanted, before = made(folder, plan), tables(folder)
    quick = cell_faults(folder, wanted.part, wanted.content(Sheet.read(folder, wanted.part)))
    try:
        take_over(folder, wanted, ON)
    except BadData:
        assert tables(folder) == before
    else:
        assert quick == ()
        assert list(faults(folder)) == []
    shutil.rmtree(folder)
