"""Files that ask for far more than they hold. Each is small; each once stopped the service or took half a minute."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import cache

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="Tabelle1" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
HEADING = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Alter</t></is></c><c r="B1" t="inlineStr"><is><t>PLZ</t></is></c></row>'
)
CASE = '<row r="2"><c r="A2"><v>30</v></c><c r="B2"><v>4500</v></c></row>'


def workbook(rows: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose one sheet holds this markup."""
    data = f"{before}<sheetData>{rows}</sheetData>{after}"
    sheet = f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}">{data}</worksheet>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _LINKS.format(kind=f"{_OFFICE}/officeDocument", target="xl/workbook.xml"))
        packed.writestr("xl/workbook.xml", _BOOK)
        links = _LINKS.format(kind=f"{_OFFICE}/worksheet", target="worksheets/sheet1.xml")
        packed.writestr("xl/_rels/workbook.xml.rels", links)
        packed.writestr("xl/worksheets/sheet1.xml", sheet)
    return out.getvalue()


@cache
def workbooks() -> Mapping[str, bytes]:
    """Name → content."""
    far = '<row r="99999999999"><c r="A99999999999"><v>30</v></c></row>'
    wide = "".join(f'<row r="{row}"><c r="ZZZ{row}"><v>30</v></c></row>' for row in range(2, 400))
    merged = "".join(f'<mergeCell ref="A{row}:A{row + 1}"/>' for row in range(2, 20_000, 2))
    open_ended = "<mergeCell " * 90_000
    return {
        "a row number of eleven digits": workbook(HEADING + CASE + far),
        "cells in the last column": workbook(HEADING + wide),
        "ten thousand merged cells": workbook(HEADING + CASE, f"<mergeCells>{merged}</mergeCells>"),
        "merged cells that never end": workbook(HEADING + CASE, f"<!--{open_ended}-->"),
        "twenty megabytes of blanks": workbook(HEADING + CASE + " " * 20_000_000),
    }


def tables() -> Mapping[str, bytes]:
    """The same for CSV."""
    return {
        "a cell of brackets": b"Alter;Deutsch\n30;" + b"(" * 120_000 + b"\n",
        "a heading of brackets": b"Alter;" + b"(" * 120_000 + b"\n30;1\n",
        "a cell that is nearly an address": b"Alter;Deutsch\n30;" + b"a" * 120_000 + b"\n",
        "a million columns": b"Alter" + b";" * 1_000_000 + b"\n30\n",
        "two thousand unknown places": b"Alter;Ort\n" + b"".join(b"30;Ortlikon%d\n" % at for at in range(2_000)),
    }
