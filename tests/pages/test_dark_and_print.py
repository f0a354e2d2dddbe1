"""The second theme and the printed page: the same answers where the device asks for dark, or the reader for paper."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from tests.pages.test_accessibility import PUBLIC, STAFF, open_folds, violations
from tests.support.browser import Visits, settled

WHITE = 0.6
"""Relative lightness above which a background is a light one."""


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(("language", "role", "paths"), [("de", "staff", STAFF), ("ar", "self", PUBLIC)])
def test_the_dark_theme_passes_the_same_checks(
    page_at: Visits, language: str, role: str, paths: tuple[str, ...], width: int
) -> None:
    page = page_at(width, 900, path=None, color_scheme="dark")
    barriers = {}
    for path in paths:
        page.goto(f"{page_at.url}/{path}?lang={language}&role={role}")
        settled(page)
        open_folds(page)
        lightness: float = page.evaluate(
            "() => { const [r, g, b] = getComputedStyle(document.querySelector('.stApp')).backgroundColor"
            ".match(/[0-9]+/g).map(Number); return (r + g + b) / 765 }"
        )
        assert lightness < WHITE
        if found := violations(page):
            barriers[path] = found
    assert barriers == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_prints_without_an_empty_sheet_and_without_a_menu(page_at: Visits, scheme: Any) -> None:
    page = page_at(1280, 900, path=None, color_scheme=scheme)
    for path in dict.fromkeys((*PUBLIC, "advice")):
        page.goto(f"{page_at.url}/{path}?lang=de")
        settled(page)
        sheets = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
        printed = [sheet.extract_text().strip() for sheet in sheets]
        shown = [bool(text) or len(sheet.images) > 0 for text, sheet in zip(printed, sheets, strict=True)]
        assert all(shown), f"{path or 'start'}: an empty sheet"  # the Blatt is a picture of itself
        assert len(printed) <= 3, path
        assert "Ich berate" not in "".join(printed), path
