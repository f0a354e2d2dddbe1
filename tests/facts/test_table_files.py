"""Every table has its one record: whoever adds a table and forgets it hears of it here."""

from __future__ import annotations

from dataclasses import fields
from importlib import import_module
from pathlib import Path

import pytest

import finder.facts
from finder.facts.table_files import TABLES, TableFile
from finder.facts.tables import Folder
from tests.support.frozen import DATA, LIVE

MODULES = sorted(path.stem for path in Path(*finder.facts.__path__).glob("*.py") if path.stem != "__init__")
every_table = pytest.mark.parametrize("one", TABLES, ids=lambda one: one.file)


@pytest.mark.parametrize("folder", [DATA, LIVE.path], ids=["frozen", "living"])
def test_every_table_on_file_has_a_record_and_every_record_a_table(folder: Path) -> None:
    assert {path.name for path in folder.glob("*.csv")} == {one.file for one in TABLES}


def test_every_reader_of_a_table_has_a_record() -> None:
    readers = {getattr(import_module(f"finder.facts.{name}"), "table", None) for name in MODULES} - {None}
    assert readers == {one.table for one in TABLES}


@every_table
def test_a_record_names_columns_that_its_rows_have(one: TableFile) -> None:
    assert {*one.key, *(("source",) if one.cites else ())} <= {column.name for column in fields(one.row)}


@every_table
def test_the_telling_headings_are_those_of_one_table(one: TableFile) -> None:
    heads = {other.file: set((DATA / other.file).read_text("utf-8-sig").splitlines()[0].split(",")) for other in TABLES}
    assert [file for file, head in heads.items() if one.telling <= head] == [one.file]


@every_table
def test_headings_alone_will_do_only_where_the_record_says_so(one: TableFile) -> None:
    head = (DATA / one.file).read_bytes().splitlines(keepends=True)[0]
    keys = {fault.demand.key for fault in one.table(Folder(DATA, {one.file: head})).faults}
    assert ("row_below_headings" not in keys) == one.may_be_empty
