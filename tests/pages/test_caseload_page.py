"""The page for many cases, in a real browser: a sheet in, the overview and a download out."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from finder.caseload.case_table import sheet
from finder.caseload.headings import sheet_words
from finder.facts.dataset import on_file
from tests.pages.lists import choose
from tests.support.browser import Visits, settled
from views.caseload import HEADINGS

FILE = "input[type=file]"


def judged(page: Page) -> None:
    """Waits until the work in the other process is over and its result is drawn."""
    page.locator("[class*=_work]").wait_for(state="detached", timeout=60_000)
    settled(page)


def load(page: Page, name: str, content: bytes) -> None:
    page.locator(FILE).wait_for(state="attached")
    page.set_input_files(FILE, {"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_text(name).wait_for()
    settled(page)
    judged(page)


def test_every_heading_of_the_template_is_understood() -> None:
    assert {sheet_words(on_file()).heading(heading): heading for heading in HEADINGS.values()} == HEADINGS


def test_a_sheet_from_a_swiss_office_shows_its_overview_and_can_be_downloaded(page_at: Visits, tmp_path: Path) -> None:
    page = page_at(path="/caseload?role=staff")
    lines = [
        "Fall;PLZ;Alter;Arbeitsmarktfähigkeit;Sozialhilfe",
        "K-17;4500;30;bald;ja",
        "K-18;2540;45;später;nein",
        "K-19;2450;45;;",
    ]
    load(page, "faelle.csv", "\r\n".join(lines).encode("cp1252"))
    expect(page.get_by_role("heading", name="3. Überblick")).to_be_visible()
    expect(page.get_by_text("1 Fall ist ausgelassen")).to_be_visible()
    expect(page.get_by_text("Meinten Sie 2540 Grenchen")).to_be_visible()
    row = page.get_by_role("table").filter(has_text="passt nicht").get_by_role("row", name="Qualifizierung")
    expect(row.get_by_role("cell")).to_have_text(["1", "1", "0"])
    page.get_by_role("button", name="Ergebnis als Tabelle vorbereiten").click()
    settled(page)
    judged(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Ergebnis herunterladen").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert [row[1] for row in rows] == ["Fall", "K-17", "K-18"]
    assert "K-17" not in " ".join(page_at.urls)


def test_one_case_can_be_looked_at_in_full(page_at: Visits) -> None:
    page = page_at(path="/caseload?role=staff")
    load(page, "faelle.csv", "Fall;Alter;Arbeitsmarktfähigkeit\n17;30;bald\n".encode())
    choose(page, "Fall ansehen", "Fall 17")
    expect(page.locator('article.card[data-type="qualifizierung"]')).to_be_visible()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Name;Alter\nAnna Muster;30\n", "sieht nach einem Namen aus"),
        (b"AHV-Nr.;Alter\n;30\n", "sieht nach einer AHV-Nummer aus"),
        (b"", "Die Tabelle ist leer"),
    ],
)
def test_a_refused_sheet_is_told_why_and_shows_nothing(page_at: Visits, content: bytes, said: str) -> None:
    page = page_at(path="/caseload?role=staff")
    load(page, "personen.csv", content or b"\n")
    expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    expect(page.get_by_role("heading", name="3. Überblick")).to_have_count(0)
    expect(page.get_by_text("Muster", exact=False)).to_have_count(0)


def test_starting_anew_forgets_the_table(page_at: Visits) -> None:
    page = page_at(path="/caseload?role=staff")
    load(page, "faelle.csv", b"Alter;Deutsch\n30;B1\n")
    expect(page.get_by_role("heading", name="3. Überblick")).to_be_visible()
    page.get_by_role("button", name="Neu beginnen").click()
    settled(page)
    expect(page.get_by_role("heading", name="3. Überblick")).to_have_count(0)


def test_the_template_can_be_filled_and_loaded(page_at: Visits) -> None:
    page = page_at(path="/caseload?role=staff")
    with page.expect_download() as download:
        page.get_by_role("link", name="Vorlage für Excel").click()
    empty = Path(download.value.path()).read_bytes()
    book = load_workbook(io.BytesIO(empty))
    headings = [cell.value for cell in book.active[1]]
    book.active.append([30 if heading == "Alter" else None for heading in headings])
    filled = io.BytesIO()
    book.save(filled)
    assert len(sheet(filled.getvalue(), "vorlage.xlsx")) == 1
