"""A small file cannot ask for much work: what a workbook claims is bounded before anybody believes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from finder.caseload import grid as grids
from finder.caseload.case_table import Sheet, sheet
from finder.caseload.grid import MOST_COLUMNS, MOST_MERGED, grid
from finder.caseload.judge import MOST_HELPED, caseload
from finder.errors import BadData
from tests.caseload.test_judge import ON
from tests.support.hostile import CASE, HEADING, tables, workbook, workbooks


def refusal(content: bytes, file: str) -> str:
    with pytest.raises(BadData) as refused:
        sheet(content, file)
    return str(refused.value.faults[0].reason)  # type: ignore[attr-defined]  # every fault of a table is a cell


class CallCounter:
    """Counts what is asked of it, and gives up long before a machine would."""

    def __init__(self, ask: Callable[..., object], most: int) -> None:
        self.ask, self.most, self.count = ask, most, 0

    def __call__(self, *given: object, **named: object) -> object:
        self.count += 1
        assert self.count <= self.most, "this would take for ever"
        return self.ask(*given, **named)


@pytest.mark.parametrize("name", [name for name in workbooks() if name != "merged cells that never end"])
def test_a_workbook_that_claims_too_much_is_refused(name, monkeypatch):
    monkeypatch.setattr(grids, "LAST_ROW", 5_000)  # the last row there is, only nearer
    monkeypatch.setattr(grids, "_value", CallCounter(grids._value, 20_000))
    assert refusal(workbooks()[name], "faelle.xlsx") == "too_complex"


def test_a_part_without_a_closing_bracket_is_searched_once():
    """Looking for the end of each of 90 000 tags anew took 16 seconds; the bound makes it a matter of milliseconds."""
    assert len(sheet(workbooks()["merged cells that never end"], "faelle.xlsx")) == 1
    assert grids._MERGE.search(b"<mergeCell " + b"x" * 190 + b' ref="A1:A2"')
    assert not grids._MERGE.search(b"<mergeCell " + b"x" * 210 + b' ref="A1:A2"')
    assert not grids._MERGE.search(b'<mergeCell <x ref="A1:A2"')


@pytest.mark.parametrize(("count", "fits"), [(MOST_MERGED, True), (MOST_MERGED + 1, False)])
def test_so_many_merged_cells_and_no_more(count, fits):
    merged = "".join(f'<mergeCell ref="A{row}:A{row}"/>' for row in range(3, 3 + count))
    content = workbook(HEADING + CASE, f"<mergeCells>{merged}</mergeCells>")
    assert (len(grid(content, "x.xlsx").merged) == count) if fits else refusal(content, "x.xlsx") == "too_complex"


@pytest.mark.parametrize(("count", "fits"), [(MOST_COLUMNS, True), (MOST_COLUMNS + 1, False)])
def test_so_many_columns_and_no_more(count, fits):
    content = b"Alter;PLZ" + b";" * (count - 2) + b"\n30;4500" + b";" * (count - 2) + b"\n"
    assert len(sheet(content, "x.csv")) == 1 if fits else refusal(content, "x.csv") == "too_complex"


@pytest.mark.parametrize(
    ("bound", "value", "reason"),
    [("MOST_ROWS", 1, "too_many"), ("MOST_BYTES", 20, "too_large"), ("LAST_ROW", 1, "too_complex")],
)
def test_each_bound_holds(monkeypatch, bound, value, reason):
    content = workbook(HEADING + CASE)
    assert len(sheet(content, "x.xlsx")) == 1
    monkeypatch.setattr(grids, bound, value)
    assert refusal(content, "x.xlsx") == reason


@pytest.mark.parametrize(("bound", "reason"), [("MOST_UNPACKED", "too_large"), ("FREELY", "too_complex")])
def test_what_unpacks_to_far_more_is_refused_before_it_is_unpacked(monkeypatch, bound, reason):
    content = workbook(HEADING + CASE + " " * 1_000_000)
    assert len(sheet(content, "x.xlsx")) == 1
    monkeypatch.setattr(grids, bound, 900_000)
    monkeypatch.setattr(grids, "load_workbook", lambda *_, **__: pytest.fail("it was unpacked"))
    assert refusal(content, "x.xlsx") == reason


@pytest.mark.parametrize("name", ["a cell of brackets", "a cell that is nearly an address"])
def test_a_cell_longer_than_any_answer_is_left_out(name):
    found: Sheet = sheet(tables()[name], "faelle.csv")
    assert (len(found), [fault.reason for fault in found.faults]) == (0, ["not_understood"])


def test_a_heading_longer_than_any_word_is_unknown():
    assert refusal(tables()["a heading of brackets"], "faelle.csv") == "unknown_column"


@pytest.mark.parametrize("near", [(("4500", "Solothurn"),), ()], ids=["there are some", "there are none"])
def test_the_closest_places_are_looked_for_only_for_rows_that_are_shown(monkeypatch, near):
    asked = CallCounter(lambda *_: near, MOST_HELPED)
    monkeypatch.setattr("finder.steps.places.similar_names", asked)
    found = caseload(sheet(tables()["two thousand unknown places"], "faelle.csv"), ON)
    assert (len(found), len(found.sheet.faults), asked.count) == (0, 2_000, MOST_HELPED)
    assert found.sheet.faults[0].near == near
    assert found.sheet.faults[-1].near == ()
