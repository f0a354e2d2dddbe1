"""A workbook made in memory is read by the library as it was meant."""

from __future__ import annotations

import io
import tempfile
import zipfile

import pytest
from openpyxl import load_workbook

from finder.exports.workbook import workbook


def test_every_cell_is_the_text_it_was() -> None:
    rows = [["Alter", "Ort & <Kanton>", " mit Rand "], [f"{place}" for place in range(60)]]
    sheet = load_workbook(io.BytesIO(workbook(rows))).active
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert found[0][:3] == rows[0]
    assert found[1] == rows[1]


@pytest.mark.parametrize(("text", "shown"), [("=1+1", "'=1+1"), ("a\x00b", "ab")])
def test_nothing_in_it_is_a_formula_or_breaks_the_file(text: str, shown: str) -> None:
    cell = load_workbook(io.BytesIO(workbook([[text]]))).active["A1"]
    assert cell.value == shown
    assert cell.data_type != "f"


def test_it_touches_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NamedTemporaryFile", "TemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, lambda *_, **__: pytest.fail("a temporary file"))
    assert workbook([["a"]]).startswith(b"PK")


def test_it_holds_what_a_spreadsheet_program_looks_for() -> None:
    """Excel begins at ``_rels/.rels``, which the library does not miss."""
    with zipfile.ZipFile(io.BytesIO(workbook([["a"]]))) as packed:
        assert sorted(packed.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "xl/_rels/workbook.xml.rels",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
        ]
        assert b'Target="xl/workbook.xml"' in packed.read("_rels/.rels")
        assert b"/xl/worksheets/sheet1.xml" in packed.read("[Content_Types].xml")
