"""Reads a CSV file into frozen dataclasses and names every fault with row and column.

Rows are counted as a spreadsheet shows them: the header is row 1. UTF-8 with or without a byte-order mark and
any line ending are accepted, because that is what office programs write.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from finder.errors import BadData, BadRow
from finder.sentences import CELLS, PYDANTIC, Sentence, sentence

DATA = Path(__file__).resolve().parents[2] / "data"

T = TypeVar("T")


class File(Protocol):
    """Something to read, with a name to say in a fault."""

    @property
    def name(self) -> str: ...
    def read_bytes(self) -> bytes: ...


@dataclass(frozen=True)
class Content:
    """A file that lies in no folder: the content of an upload, or of an edition that is only looked at."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        return self.content


@dataclass(frozen=True)
class Folder:
    """A data folder, some of its files perhaps replaced; nothing is written for that."""

    path: Path = DATA
    replaced: Mapping[str, bytes] = field(default_factory=dict)

    def __truediv__(self, name: str) -> File:
        return Content(name, self.replaced[name]) if name in self.replaced else self.path / name


@dataclass(frozen=True)
class Table(Generic[T]):
    """The good rows of one file, each with its row number, and every fault in it."""

    file: str
    rows: tuple[tuple[int, T], ...]
    faults: tuple[BadRow, ...]

    def sound(self) -> tuple[T, ...]:
        """All rows.

        Raises:
            BadData: the file has faults (all of them are named).
        """
        if self.faults:
            raise BadData(self.faults)
        return tuple(row for _, row in self.rows)


def read(
    path: File,
    row_type: type[T],
    *,
    delimiter: str = ",",
    headings: Mapping[str, str] | None = None,
    may_be_empty: bool = False,
) -> Table[T]:
    """The table in ``path``, one ``row_type`` (a dataclass whose field names are the column names) per row.

    An empty cell counts as missing: the field's default applies, a field without default makes it a fault.
    A file whose columns have names of their own (another office's export) comes with ``headings``, field → column.
    A heading with no row below it is a fault, unless the table ``may_be_empty``.
    """
    own = headings or {}
    file = path.name
    text = _text(path)
    if isinstance(text, BadRow):
        return Table(file, (), (text,))

    field_of = {own.get(one.name, one.name): one.name for one in fields(row_type)}  # type: ignore[arg-type]  # T is a dataclass
    columns = list(field_of)
    required = {own.get(one.name, one.name) for one in fields(row_type) if one.default is MISSING}  # type: ignore[arg-type]
    try:
        lines = iter(list(_numbered(text, delimiter)))
    except csv.Error as error:
        return Table(file, (), (BadRow(file, None, None, str(error), sentence("csv")),))
    _, header = next(lines, (1, []))
    if faults := list(_header_faults(file, header, columns)):
        return Table(file, (), tuple(faults))

    check = _check_of(row_type)  # type: ignore[arg-type]  # every class can be a key
    rows: list[tuple[int, T]] = []
    for number, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            demand = sentence("cells_in_row", count=len(header), found=len(cells))
            faults.append(BadRow(file, number, None, delimiter.join(cells), demand))
            continue
        given = {name: cell.strip() for name, cell in zip(header, cells, strict=True) if cell.strip()}
        empty = required - given.keys()
        faults.extend(BadRow(file, number, name, "", sentence("not_empty")) for name in header if name in empty)
        if empty:
            continue
        try:
            rows.append((number, check.validate_python({field_of[name]: cell for name, cell in given.items()})))
        except ValidationError as error:
            faults.extend(_cell_faults(file, number, error, own))
    if not rows and not faults and not may_be_empty:
        faults.append(BadRow(file, 2, None, "", sentence("row_below_headings")))
    return Table(file, tuple(rows), tuple(faults))


def duplicates(table: Table[T], key: Any, column: str) -> Iterator[BadRow]:
    """A fault for every row whose ``key(row)`` an earlier row already has."""
    seen: dict[object, int] = {}
    for number, row in table.rows:
        value = key(row)
        if value in seen:
            yield BadRow(table.file, number, column, value, sentence("differs_from_row", row=seen[value]))
        seen.setdefault(value, number)


@cache  # there are as many as there are tables
def _check_of(row_type: Any) -> TypeAdapter[Any]:
    return TypeAdapter(row_type)


def _text(path: File) -> str | BadRow:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return BadRow(path.name, None, None, path.name, sentence("file_exists"))
    except OSError as error:
        return BadRow(path.name, None, None, path.name, sentence("file_readable", reason=error.strerror))
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        return BadRow(path.name, row, None, error.object[error.start : error.end], sentence("utf_8"))


def _numbered(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = 0
    for cells in reader:
        yield before + 1, cells
        before = reader.line_num


def _header_faults(file: str, header: Iterable[str], columns: list[str]) -> Iterator[BadRow]:
    found = list(header)
    for name in columns:
        if name not in found:
            yield BadRow(file, 1, name, "", sentence("column_missing"))
    for name in found:
        if name not in columns:
            yield BadRow(file, 1, name, name, sentence("no_such_column", columns=", ".join(columns)))
    for name in {name for name in found if found.count(name) > 1}:
        yield BadRow(file, 1, name, name, sentence("column_twice"))


def _cell_faults(file: str, number: int, error: ValidationError, own: Mapping[str, str]) -> Iterator[BadRow]:
    for fault in error.errors():
        column = str(fault["loc"][0]) if fault["loc"] else None
        yield BadRow(
            file,
            number,
            own.get(column, column) if column else None,
            fault["input"],
            _demand(fault),
        )


def _demand(fault: ErrorDetails) -> Sentence:
    known = fault["type"] in CELLS or fault["type"] in PYDANTIC
    return Sentence(fault["type"], fault.get("ctx", {})) if known else sentence("other", message=fault["msg"])
