"""A small file cannot ask for much work: what a workbook claims is bounded before anybody believes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from finder.caseload import grid as grids
from finder.caseload.case_table import Sheet, sheet
from finder.caseload.grid import MOST_COLUMNS, MOST_MERGED, Formula, grid
from finder.caseload.judge import MOST_HELPED, caseload
from finder.errors import BadCell, BadData
from tests.caseload.test_judge import ON
from tests.support.hostile import CASE, HEADING, tables, workbook, workbooks


def first_reason(refused: BadData) -> str:
    """The first reason; every fault of an uploaded table is a cell's."""
    fault = refused.faults[0]
    assert isinstance(fault, BadCell)
    return fault.reason


def refusal(content: bytes, file: str) -> str:
    with pytest.raises(BadData) as refused:
        sheet(content, file)
    return first_reason(refused.value)


class CallCounter:
    """Counts what is asked of it, and gives up long before a machine would."""

    def __init__(self, ask: Callable[..., object], most: int) -> None:
        self.ask, self.most, self.count = ask, most, 0

    def __call__(self, *given: object, **named: object) -> object:
        self.count += 1
        assert self.count <= self.most, "this would take for ever"
        return self.ask(*given, **named)


@pytest.mark.parametrize("name", [name for name in workbooks() if name != "merged cells that never end"])
def test_a_workbook_that_claims_too_much_is_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grids, "LAST_ROW", 5_000)  # the last row there is, only nearer
    monkeypatch.setattr(grids, "_value", CallCounter(grids._value, 20_000))
    assert refusal(workbooks()[name], "faelle.xlsx") == "too_complex"


def test_a_part_without_a_closing_bracket_is_searched_once() -> None:
    """Looking for the end of each of 90 000 tags anew took 16 seconds; the bound makes it a matter of milliseconds."""
    assert len(sheet(workbooks()["merged cells that never end"], "faelle.xlsx")) == 1
    assert grids._MERGE.search(b"<mergeCell " + b"x" * 190 + b' ref="A1:A2"')
    assert not grids._MERGE.search(b"<mergeCell " + b"x" * 210 + b' ref="A1:A2"')
    assert not grids._MERGE.search(b'<mergeCell <x ref="A1:A2"')


@pytest.mark.parametrize(("count", "fits"), [(MOST_MERGED, True), (MOST_MERGED + 1, False)])
def test_so_many_merged_cells_and_no_more(count: int, fits: bool) -> None:
    merged = "".join(f'<mergeCell ref="A{row}:A{row}"/>' for row in range(3, 3 + count))
    content = workbook(HEADING + CASE, f"<mergeCells>{merged}</mergeCells>")
    assert (len(grid(content, "x.xlsx").merged) == count) if fits else refusal(content, "x.xlsx") == "too_complex"


@pytest.mark.parametrize(("count", "fits"), [(MOST_COLUMNS, True), (MOST_COLUMNS + 1, False)])
def test_so_many_columns_and_no_more(count: int, fits: bool) -> None:
    content = b"Alter;PLZ" + b";" * (count - 2) + b"\n30;4500" + b";" * (count - 2) + b"\n"
    assert len(sheet(content, "x.csv")) == 1 if fits else refusal(content, "x.csv") == "too_complex"


@pytest.mark.parametrize(
    ("bound", "value", "reason"),
    [("MOST_ROWS", 1, "too_many"), ("MOST_BYTES", 20, "too_large"), ("LAST_ROW", 1, "too_complex")],
)
def test_each_bound_holds(monkeypatch: pytest.MonkeyPatch, bound: str, value: int, reason: str) -> None:
    content = workbook(HEADING + CASE)
    assert len(sheet(content, "x.xlsx")) == 1
    monkeypatch.setattr(grids, bound, value)
    assert refusal(content, "x.xlsx") == reason


@pytest.mark.parametrize(("bound", "reason"), [("MOST_UNPACKED", "too_large"), ("FREELY", "too_complex")])
def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, bound: str, reason: str
) -> None:
    content = workbook(HEADING + CASE + " " * 1_000_000)
    assert len(sheet(content, "x.xlsx")) == 1
    monkeypatch.setattr(grids, bound, 900_000)
    monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("it was unpacked"))
    assert refusal(content, "x.xlsx") == reason


@pytest.mark.parametrize("name", ["a cell of brackets", "a cell that is nearly an address"])
def test_a_cell_longer_than_any_answer_is_left_out(name: str) -> None:
    found: Sheet = sheet(tables()[name], "faelle.csv")
    assert (len(found), [fault.reason for fault in found.faults]) == (0, ["not_understood"])


def test_a_heading_longer_than_any_word_is_unknown() -> None:
    assert refusal(tables()["a heading of brackets"], "faelle.csv") == "unknown_column"


@pytest.mark.parametrize("near", [(("4500", "Solothurn"),), ()], ids=["there are some", "there are none"])
def test_the_closest_places_are_looked_for_only_for_rows_that_are_shown(
    monkeypatch: pytest.MonkeyPatch, near: tuple[tuple[str, str], ...]
) -> None:
    asked = CallCounter(lambda *_: near, MOST_HELPED)
    monkeypatch.setattr("finder.steps.places.similar_names", asked)
    found = caseload(sheet(tables()["two thousand unknown places"], "faelle.csv"), ON)
    assert (len(found), len(found.sheet.faults), asked.count) == (0, 2_000, MOST_HELPED)
    assert found.sheet.faults[0].near == near
    assert found.sheet.faults[-1].near == ()


# ── Neighbours of every limit ────────────────────────────────────────────────


def excel(*sheets: list[list[object]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.remove(book.active)
    for rows in sheets:
        page = book.create_sheet()
        for row in rows:
            page.append(row)
    book.save(out)
    return out.getvalue()


def text(rows: list[list[object]]) -> bytes:
    return "".join(",".join(map(str, row)) + "\n" for row in rows).encode()


def outcome(content: bytes | Path) -> str:
    try:
        grid(content, "x")
    except BadData as error:
        return first_reason(error)
    return "fits"


@pytest.mark.parametrize("write", [text, excel])
@pytest.mark.parametrize(("rows", "found"), [(3, "fits"), (4, "too_many")])
def test_so_many_rows_and_no_more(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[list[list[object]]], bytes], rows: int, found: str
) -> None:
    monkeypatch.setattr(grids, "MOST_ROWS", 3)
    assert outcome(write([["a", number + 1] for number in range(rows)])) == found


@pytest.mark.parametrize("write", [text, excel])
@pytest.mark.parametrize(("columns", "found"), [(3, "fits"), (4, "too_complex")])
def test_so_wide_and_no_wider(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[list[list[object]]], bytes], columns: int, found: str
) -> None:
    monkeypatch.setattr(grids, "MOST_COLUMNS", 3)
    assert outcome(write([["a"] * columns] * 2)) == found


@pytest.mark.parametrize(("rows", "found"), [(3, "fits"), (4, "too_complex")])
def test_a_workbook_ends_where_a_spreadsheet_ends(monkeypatch: pytest.MonkeyPatch, rows: int, found: str) -> None:
    monkeypatch.setattr(grids, "LAST_ROW", 3)
    assert outcome(excel([["a"]] * rows)) == found


@pytest.mark.parametrize(("more", "found"), [(0, "fits"), (1, "too_large")])
def test_so_many_bytes_are_read_and_no_more(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: int, found: str
) -> None:
    content = b"a,b\n1,2\n"
    monkeypatch.setattr(grids, "MOST_BYTES", len(content) - more)
    (tmp_path / "x.csv").write_bytes(content)
    assert outcome(content) == outcome(tmp_path / "x.csv") == found


@pytest.mark.parametrize(
    ("unpacked", "found"),
    [
        (1_000, "fits"),  # what is small may be packed as tightly as it likes
        (1_001, "too_complex"),
        (2_000, "fits"),  # so many times its size
        (2_001, "too_complex"),
        (9_000, "fits"),
        (9_001, "too_large"),
    ],
)
def test_what_a_workbook_unpacks_to_is_judged_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, unpacked: int, found: str
) -> None:
    content = excel([["a"]])
    times = {1_000: 0, 1_001: 0, 2_000: 2_000, 2_001: 2_000}.get(unpacked, 10**9)
    monkeypatch.setattr(grids, "FREELY", 1_000)
    monkeypatch.setattr(grids, "MOST_TIMES", times / len(content))
    monkeypatch.setattr(grids, "MOST_UNPACKED", 9_000)
    monkeypatch.setattr(grids, "_unpacked_size", lambda _: unpacked)
    if found != "fits":
        monkeypatch.setattr("openpyxl.load_workbook", lambda *_, **__: pytest.fail("it was unpacked"))
    assert outcome(content) == found


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (b"a,b\n1,2\n", []),
        (b"a;b\n1;2\n", [("separator", ";")]),
        (b"a\tb\n1\t2\n", [("separator", "TAB")]),
        (b"a|b\n1|2\n", [("separator", "|")]),
        (b"sep=;\na;b\n", [("separator", ";")]),
        ("a,b\n1,2\n".encode("utf-16-le"), []),
        ("a,b\n1,2\n".encode("utf-16-be"), []),
        ("a,b\n1,2\n".encode("utf-16"), []),
        ("a,Höhe\n1,2\n".encode("cp1252"), [("encoding", "Windows-1252")]),
        ("a,Höhe\n1,2\n".encode("mac_roman"), [("encoding", "Mac Roman")]),
        ("a,Höhe\n1,2\n".encode("cp850"), [("encoding", "DOS (850)")]),
        (excel([["a"]]), []),
        (excel([["a"]], []), []),
        (excel([], [["a"]]), []),
        (excel([["a"]], [["b"]]), [("other_sheets", "Sheet")]),
    ],
)
def test_what_was_understood_kindly_is_said(content: bytes, notes: list[tuple[str, str]]) -> None:
    found = grid(content, "x", understood=lambda row: sum(cell in ("a", "b", "Höhe") for cell in row))
    assert [(one.key, one.about) for one in found.notes] == notes
    assert str(found.rows[0][1][0]) in ("a", "b")


def test_the_part_that_is_read_is_told_and_never_more_than_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    parts: list[float] = []
    grid(excel([["a"]] * 1_200), "x", parts.append)
    assert parts == [pytest.approx(500 / 1_200), pytest.approx(1_000 / 1_200)]


def test_a_formula_without_a_result_stays_one_and_nothing_beside_it_changes() -> None:
    ((_, first), (_, second)) = grid(excel([["=1+1", "a", None, 5], ["b"]]), "x").rows
    assert first[0] == grids.Formula("=1+1")
    assert (first[1:], second[0]) == (["a", None, 5], "b")


@pytest.mark.parametrize(
    ("results", "place", "cell", "found"),
    [
        ((7,), 0, grids.Formula("=1"), 7),
        ((7,), 0, "text", "text"),
        ((None,), 0, grids.Formula("=1"), grids.Formula("=1")),
        ((7,), 1, grids.Formula("=1"), grids.Formula("=1")),  # the row with the results is shorter
        ((0,), 0, grids.Formula("=1"), 0),
    ],
)
def test_the_result_of_a_formula_is_taken_where_the_file_holds_one(
    results: tuple[int | None], place: int, cell: Formula | str, found: int | str | Formula
) -> None:
    assert grids._at(results, place, cell) == found


@pytest.mark.parametrize("size", ["", "A1", "A1:A1", "A1:B2", "A1:Z9"])
def test_the_cells_themselves_count_and_not_the_size_that_is_claimed(size: str) -> None:
    claimed = f'<dimension ref="{size}"/>' if size else ""
    computed = '<row r="3"><c r="A3"><v>31</v></c><c r="B3"><f>4000+501</f><v>4501</v></c></row>'
    plain, with_result = (grid(workbook(rows, before=claimed), "x").rows
                          for rows in (HEADING + CASE, HEADING + CASE + computed))  # fmt: skip
    assert [(number, cells[:2]) for number, cells in plain] == [(1, ["Alter", "PLZ"]), (2, [30, 4500])]
    assert [(number, cells[:2]) for number, cells in with_result][1:] == [(2, [30, 4500]), (3, [31, 4501])]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("a,b".encode("utf-16-le"), "utf-16-le"),
        ("a,b".encode("utf-16-be"), "utf-16-be"),
        (b"\xff\xfe" + "ö,b".encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + "ö,b".encode("utf-16-be"), "utf-16"),
        (b"a\0" * 9 + b"ab", "utf-16-le"),
        (b"a\0" * 8 + b"ab" * 2, "utf-8-sig"),  # four of five zeros are not enough
        (b"\0a" * 9 + b"ab", "utf-16-be"),
        (b"\0a" * 8 + b"ab" * 2, "utf-8-sig"),
        (b"a,b", "utf-8-sig"),
        (b"", "utf-8-sig"),
    ],
)
def test_unicode_is_known_by_its_mark_or_by_the_zeros_between(content: bytes, encoding: str) -> None:
    assert grids._utf(content) == encoding


@pytest.mark.parametrize(
    ("text", "fit"),
    [
        ("ab", (1, 0)),
        ("a;b;c", (3, 0)),
        ("äb", (1, 1)),
        ("äöb", (1, 2)),
        ("äµ", (1, 0)),  # one of our letters, one of no language of ours
        ("µ", (1, -1)),
        ("ab\x7f", (1, 0)),  # the last of what every encoding shares
        ("ab\x80", (1, -1)),
        ("", (0, 0)),
    ],
)
def test_a_text_reads_well_by_its_headings_and_then_by_its_letters(text: str, fit: tuple[int, int]) -> None:
    assert grids._fit(text, len) == fit


@pytest.mark.parametrize(("longest", "understood"), [(131_072, 1), (3, 0)])
def test_what_the_library_cannot_take_apart_has_no_headings(longest: int, understood: int) -> None:
    before = csv.field_size_limit(longest)
    try:
        assert grids._headings("abcd", ",", len) == understood
    finally:
        csv.field_size_limit(before)


@pytest.mark.parametrize("write", [lambda content: content, lambda content: workbook(HEADING + CASE)])
def test_a_refusal_names_the_limit_in_megabytes(
    monkeypatch: pytest.MonkeyPatch, write: Callable[[bytes], bytes]
) -> None:
    content = write(b"a" * (5 * 2**20))
    monkeypatch.setattr(grids, "MOST_BYTES", 3 * 2**20)
    monkeypatch.setattr(grids, "MOST_UNPACKED", 2 * 2**20)
    monkeypatch.setattr(grids, "_unpacked_size", lambda _: 3 * 2**20)
    with pytest.raises(BadData) as refused:
        grid(content, "x")
    (fault,) = refused.value.faults
    values = {"most": 3, "found": "5"} if len(content) > 3 * 2**20 else {"most": 2}
    assert isinstance(fault, BadCell)
    assert (fault.reason, fault.demand.values) == ("too_large", values)


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 20])
def test_each_merged_range_is_found_once_wherever_the_bytes_are_cut(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(grids, "CHUNK", chunk)
    merged = "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(2, 6))
    found = grid(workbook(HEADING + CASE, f"<mergeCells>{merged}</mergeCells>"), "x").merged
    assert found == tuple((f"A{row}:B{row}", (1, row, 2, row)) for row in range(2, 6))
