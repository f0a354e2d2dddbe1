"""What a new edition of the tables changes, row by row. Nothing is taken over here: that is replacing the file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date

from finder.errors import BadRow
from finder.facts.dataset import Dataset
from finder.facts.table_files import TABLES, TableFile
from finder.office.check import faults


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that reads differently; ``key`` names its row by the values of the table's key columns."""

    key: tuple[str, ...]
    column: str
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class TableChanges:
    """What is new, gone and changed in one table; rows as column → text."""

    file: str
    key_columns: tuple[str, ...]
    rows_before: int
    rows_now: int
    new: tuple[Mapping[str, str], ...]
    gone: tuple[Mapping[str, str], ...]
    changed: tuple[Cell, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


def new_faults(old: Dataset, new: Dataset) -> tuple[BadRow, ...]:
    """The faults of the data in ``new`` that those in ``old`` do not have already."""
    return _faults_beyond(faults(old), new)


def faults_with(data: Dataset, files: Mapping[str, bytes]) -> tuple[BadRow, ...]:
    """The faults that the data would have with these tables, and do not have now."""
    now = tuple(faults(data))  # first: a table that is read by then is not read again
    return _faults_beyond(now, data.but(files))


def _faults_beyond(known: Iterable[BadRow], data: Dataset) -> tuple[BadRow, ...]:
    told = {str(fault) for fault in known}
    return tuple(fault for fault in faults(data) if str(fault) not in told)


def changes(old: Dataset, new: Dataset, only: str | None = None) -> tuple[TableChanges, ...]:
    """The tables of two data folders that differ, each with what is new, gone and changed; or ``only`` one of them."""
    found = (_table(one, old, new) for one in TABLES if only in (None, one.file))
    return tuple(one for one in found if one)


def first_day(found: tuple[TableChanges, ...], on: date) -> date:
    """The first day from ``on`` on which every new or changed figure with a first day holds."""
    days = [row["since"] for table in found for row in table.new if row.get("since")]
    days += [cell.now for table in found for cell in table.changed if cell.column == "since" and cell.now]
    return max([on, *map(date.fromisoformat, days)])


def _table(listed: TableFile, old: Dataset, new: Dataset) -> TableChanges:
    before, now = (_rows(listed, folder) for folder in (old, new))
    changed = [
        Cell(key, column, before[key].get(column, ""), row.get(column, ""))
        for key, row in now.items()
        if key in before
        for column in dict.fromkeys([*before[key], *row])
        if before[key].get(column, "") != row.get(column, "")
    ]
    return TableChanges(
        listed.file,
        listed.key,
        len(before),
        len(now),
        tuple(row for key, row in now.items() if key not in before),
        tuple(row for key, row in before.items() if key not in now),
        tuple(changed),
    )


def _rows(listed: TableFile, folder: Dataset) -> dict[tuple[str, ...], Mapping[str, str]]:
    """The good rows by their key; of rows with the same key the last."""
    rows = [
        {field.name: _text(getattr(row, field.name)) for field in fields(row)}
        for _, row in folder.table(listed.table).rows
    ]
    return {tuple(row[name] for name in listed.key): row for row in rows}


def _text(value: object) -> str:
    return "" if value is None else str(value)
