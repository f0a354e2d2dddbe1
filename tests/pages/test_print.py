"""The printed page: the same answers where the reader asks for paper, on a light device and on a dark one."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from tests.pages.test_accessibility import PUBLIC
from tests.support.browser import Visits, settled


@pytest.mark.parametrize("path", dict.fromkeys((*PUBLIC, "advice")))
def test_every_page_prints_without_an_empty_sheet_and_without_a_menu(page_at: Visits, path: str) -> None:
    page = page_at(1280, 900, path=f"/{path}?lang=de")
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        settled(page)
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        printed = [sheet.extract_text().strip() for sheet in sheets]
        shown = [bool(text) or len(sheet.images) > 0 for text, sheet in zip(printed, sheets, strict=True)]
        assert all(shown), f"{scheme}: an empty sheet"  # the Blatt is a picture of itself
        assert len(printed) <= 3
        assert "Ich berate" not in "".join(printed)
