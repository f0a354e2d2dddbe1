"""An uploaded table as rows of cells, whatever program wrote it: CSV in its many forms, or Excel (.xlsx).

Nothing is guessed silently: what had to be understood kindly is said in ``notes``, what cannot be read is refused.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from finder.errors import BadCell, BadData
from finder.sentences import Sentence, sentence

MOST_BYTES = 50 * 1024 * 1024
MOST_UNPACKED = 500 * 1024 * 1024
"""An Excel file is compressed: more than this unpacked is no list of cases."""
MOST_TIMES = 150
"""So many times larger than packed: a list of cases has ten, and very like rows forty. What is small may be it."""
FREELY = 5 * 1024 * 1024
"""Unpacked bytes up to which nobody counts the times."""
MOST_ROWS = 500_000
LAST_ROW = 1_048_576
"""The last row a spreadsheet has; a workbook may claim any number, and the library fills in all rows before it."""
MOST_COLUMNS = 500
MOST_MERGED = 5_000
CHUNK = 1 << 20

Progress = Callable[[float], None]
Understood = Callable[[Sequence[str]], int]
Cell = Any
"""Text, number, truth value, day, ``None`` for an empty cell, or :class:`Formula`."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula whose result the file does not hold."""

    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was understood kindly: key of its sentence, and what it is about."""

    key: str
    about: str = ""


@dataclass(frozen=True, eq=False)
class Grid:
    """All rows that are not empty, with their numbers as a spreadsheet shows them, from 1."""

    rows: tuple[tuple[int, list[Cell]], ...]
    notes: tuple[Note, ...]
    merged: tuple[tuple[str, tuple[int, int, int, int]], ...] = ()
    """Merged ranges: name, and first column, first row, last column, last row (from 1)."""


def grid(
    given: Path | bytes,
    file: str,
    progress: Progress = lambda _: None,
    understood: Understood = lambda _: 0,
) -> Grid:
    """The cells of a table.

    Args:
        given: the file, or its content; too large a file is refused before it is read.
        file: its name, for the messages.
        progress: is told the part that is done, from 0 to 1.
        understood: how many of the cells of a row are headings we know; by that separator and encoding are judged.

    Raises:
        BadData: it cannot be read as a table; the one fault in it says why.
    """
    size = given.stat().st_size if isinstance(given, Path) else len(given)
    if size > MOST_BYTES:
        demand = sentence("megabytes", most=MOST_BYTES // 2**20, found=f"{size / 2**20:.0f}")
        raise refused(file, "too_large", demand)
    content = given.read_bytes() if isinstance(given, Path) else given
    if not content.strip():
        raise refused(file, "empty", sentence("table_empty"))
    if content.startswith(b"PK\x03\x04"):
        return _excel(content, file, progress)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise refused(file, "old_excel", sentence("new_excel"))
    return _csv(content, file, understood)


def refused(file: str, reason: str, demand: Sentence) -> BadData:
    """The error for a table that cannot be taken as a whole."""
    return BadData((BadCell(file, None, None, None, demand, reason),))


# ── CSV ──────────────────────────────────────────────────────────────────────────

_SEPARATORS = (",", ";", "\t", "|")
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_ENCODINGS = {"cp1252": "Windows-1252", "mac_roman": "Mac Roman", "cp850": "DOS (850)"}
"""What Excel writes as «CSV» on a Swiss Windows, on a Mac, and as «CSV (MS-DOS)»."""
_HEAD = 20
"""Lines by which separator and encoding are judged."""
_OUR_LETTERS = frozenset("äöüÄÖÜéèêëàâçîïôûœÉÈÀÇß«»–’ ")


def _csv(content: bytes, file: str, understood: Understood) -> Grid:
    text, notes = _decoded(content, file, understood)
    hint = _HINT.match(text)
    skipped = 1 if hint else 0
    if hint:
        text = text[hint.end() :]
    separator = hint[1] if hint else _separator(text, understood)
    rows: list[tuple[int, list[Cell]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(reader, start=1 + skipped):
            if any(map(str.strip, cells)):
                rows.append((number, _not_too_wide(cells, file)))
                _not_too_many(rows, file)
    except csv.Error:  # a quotation mark that is never closed, or a cell longer than the library takes
        raise refused(file, "not_a_table", sentence("csv_or_excel")) from None
    if separator != ",":
        notes.append(Note("separator", "TAB" if separator == "\t" else separator))
    return Grid(tuple(rows), tuple(notes))


def _decoded(content: bytes, file: str, understood: Understood) -> tuple[str, list[Note]]:
    encoding = _utf(content)
    if encoding == "utf-8-sig" and b"\x00" in content[:4096]:
        raise refused(file, "not_a_table", sentence("csv_or_excel"))
    try:
        return content.decode(encoding), []
    except UnicodeDecodeError:
        pass
    found = [(text, name) for codec, name in _ENCODINGS.items() if (text := _as(content, codec)) is not None]
    text, name = max(found, key=lambda one: _fit(one[0], understood))
    return text, [Note("encoding", name)]


def _utf(content: bytes) -> str:
    """The Unicode encoding to try: with its mark, or by the zeros in every other byte."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:200]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if zeros and zeros.count(0) > 0.8 * len(zeros):
            return encoding
    return "utf-8-sig"


def _as(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except UnicodeDecodeError:
        return None


def _fit(text: str, understood: Understood) -> tuple[int, int]:
    """How well a text reads: headings understood, then letters of our languages as against any others."""
    strange = [sign for sign in text[:100_000] if sign > "\x7f"]
    ours = sum(sign in _OUR_LETTERS for sign in strange)
    return max(_headings(text, separator, understood) for separator in _SEPARATORS), 2 * ours - len(strange)


def _separator(text: str, understood: Understood) -> str:
    """The sign that makes most headings understood; among equals the one that cuts the first lines into most cells."""
    bare = re.sub(r'"[^"]*"', "", _head(text))
    return max(_SEPARATORS, key=lambda sign: (_headings(text, sign, understood), bare.count(sign)))


def _head(text: str) -> str:
    return "\n".join(text[:100_000].splitlines()[:_HEAD])


def _headings(text: str, separator: str, understood: Understood) -> int:
    """The most headings understood in one of the first rows."""
    try:
        rows = list(csv.reader(io.StringIO(_head(text), newline=""), delimiter=separator))
    except csv.Error:
        return 0
    return max((understood(row[:MOST_COLUMNS]) for row in rows), default=0)


# ── Excel ────────────────────────────────────────────────────────────────────────


def _excel(content: bytes, file: str, progress: Progress) -> Grid:
    try:
        unpacked = _unpacked_size(content)
    except (zipfile.BadZipFile, ValueError):
        raise refused(file, "broken_excel", sentence("whole_workbook")) from None
    if unpacked > max(FREELY, MOST_TIMES * len(content)):
        raise _too_complex(file)
    if unpacked > MOST_UNPACKED:
        raise refused(file, "too_large", sentence("megabytes_unpacked", most=MOST_UNPACKED // 2**20))
    try:
        title, rows, other_sheets = _cells(content, file, progress)
        merged = tuple(islice(_merged(content, title), MOST_MERGED + 1))
        if len(merged) > MOST_MERGED:
            raise _too_complex(file)
        if any(isinstance(cell, Formula) for _, cells in rows for cell in cells):
            rows = _with_results(content, title, rows)
    except BadData:
        raise
    except Exception:  # a damaged workbook makes the library raise whatever its broken part runs into
        raise refused(file, "broken_excel", sentence("whole_workbook")) from None
    if not rows:
        raise refused(file, "empty", sentence("table_empty"))
    notes = [Note("other_sheets", title)] if other_sheets else []
    return Grid(tuple(rows), tuple(notes), merged)


def _unpacked_size(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if "xl/workbook.xml" not in archive.namelist():
            raise ValueError("no workbook in it")
        return sum(part.file_size for part in archive.infolist())


def _cells(content: bytes, file: str, progress: Progress) -> tuple[str, list[tuple[int, list[Cell]]], bool]:
    """The first worksheet that holds anything: its title, its rows, and whether others hold something as well."""
    from openpyxl import load_workbook  # only whoever reads a workbook waits for it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
    chosen: tuple[str, list[tuple[int, list[Cell]]]] = ("", [])
    for sheet in book.worksheets:
        claimed = sheet.max_row or MOST_ROWS
        sheet.reset_dimensions()  # programs write a wrong size; the cells themselves are right
        rows: list[tuple[int, list[Cell]]] = []
        for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
            if number > LAST_ROW:
                raise _too_complex(file)
            if number % 500 == 0:
                progress(min(number / claimed, 1.0))
            values = [_value(cell) for cell in _not_too_wide(cells, file)]
            if any(value is not None for value in values):
                if chosen[1]:
                    return *chosen, True
                rows.append((number, values))
                _not_too_many(rows, file)
        chosen = chosen if chosen[1] else (sheet.title, rows)
    return *chosen, False


def _with_results(content: bytes, title: str, rows: list[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """The same rows, each formula replaced by the result that the file holds, where it holds one."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    sheet = book[title]
    sheet.reset_dimensions()
    results = iter(enumerate(sheet.iter_rows(values_only=True), start=1))
    found = []
    for number, cells in rows:
        held = next(row for at, row in results if at == number)
        found.append((number, [_at(held, place, cell) for place, cell in enumerate(cells)]))
    return found


def _at(results: tuple[Cell, ...], place: int, cell: Cell) -> Cell:
    """The result of a formula, where the file holds one; any other cell stays as it is."""
    if not isinstance(cell, Formula) or place >= len(results) or results[place] is None:
        return cell
    return results[place]


def _value(value: Cell) -> Cell:
    if not isinstance(value, str):
        return value
    return Formula(value) if value.startswith("=") else value if value.strip() else None


_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LONGEST_TAG = 400
_MERGE = re.compile(rb'<(?:\w{1,20}:)?mergeCell\s[^<>]{0,200}?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
"""Bounded on all sides: a part without a closing bracket must not be searched again from each of its bytes."""
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _merged(content: bytes, title: str) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    """The merged ranges of one worksheet; reading row by row, the library does not tell them."""
    from openpyxl.utils.cell import range_boundaries

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        # The library has read both before, their size is bounded, and expat bounds what an entity may grow to.
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
        sheet = next(one for one in book.iter(f"{_MAIN}sheet") if one.get("name") == title)
        target = next(str(one.get("Target")) for one in links if one.get("Id") == sheet.get(_LINK))
        name = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        with archive.open(name) as part:
            tail = b""
            while chunk := part.read(CHUNK):  # a search through the bytes: parsing them again takes seconds
                seen, told = tail + chunk, 0
                for found in _MERGE.finditer(seen):
                    yield found[1].decode(), range_boundaries(found[1].decode())
                    told = found.end()  # the end of its tag may come with the next chunk: it is told once
                last = seen.rfind(b"<", max(told, len(seen) - _LONGEST_TAG))
                tail = seen[last:] if last >= 0 else b""


def _too_complex(file: str) -> BadData:
    return refused(file, "too_complex", sentence("simple_table"))


def _not_too_wide(cells: Sequence[Cell], file: str) -> list[Cell]:
    if len(cells) > MOST_COLUMNS:
        raise _too_complex(file)
    return list(cells)


def _not_too_many(rows: list[Any], file: str) -> None:
    if len(rows) > MOST_ROWS:
        raise refused(file, "too_many", sentence("rows_at_most", most=MOST_ROWS))
