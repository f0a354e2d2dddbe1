"""The page for new editions, in a real browser."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from finder.facts.tables import DATA
from tests.pages.test_caseload_page import judged
from tests.support.browser import Visits, settled
from tests.support.serving import Server

FILE = "input[type=file]"


def load(page: Page, name: str, content: bytes) -> None:
    page.locator(FILE).wait_for(state="attached")
    page.set_input_files(FILE, {"name": name, "mimeType": "text/csv", "buffer": content})
    page.get_by_text(name).first.wait_for()
    settled(page)
    judged(page)


def test_a_tariff_of_next_year_shows_whom_it_costs_more_and_is_not_taken_over(page_at: Visits) -> None:
    before = (DATA / "tariffs.csv").read_bytes()
    page = page_at(path="/changes?role=staff")
    load(page, "Tarife 2027.csv", before + b"qualifizierung,day,85.00,,2027,2027-01-01,,ami-2024,H\xc3\xb6chsttarife\n")
    expect(page.get_by_text("Keine Fehler gefunden.")).to_be_visible()
    expect(page.get_by_text("tariffs.csv: neu 1, weg 0, geänderte Zellen 0")).to_be_visible()
    expect(page.get_by_text("Gerechnet für den 1. Januar 2027")).to_be_visible()
    row = page.get_by_role("row", name="Familie mit knappem Einkommen").filter(has_text="Preis im angenommenen Monat")
    expect(row.get_by_role("cell").last).to_have_text("CHF 1'844.50")
    expect(page.get_by_role("heading", name="So wird es übernommen")).to_be_visible()
    assert (DATA / "tariffs.csv").read_bytes() == before


def test_a_fault_is_shown_with_its_row_and_column(page_at: Visits) -> None:
    page = page_at(path="/changes?role=staff")
    load(page, "tariffs.csv", (DATA / "tariffs.csv").read_bytes().replace(b"80.00", b"achtzig", 1))
    row = page.get_by_role("table").get_by_role("row", name="achtzig")
    expect(row).to_contain_text("price")
    expect(row).to_contain_text("7")
    expect(page.get_by_role("heading", name="Beispielpersonen")).to_have_count(0)


def test_another_table_is_named_and_left_alone(page_at: Visits) -> None:
    page = page_at(path="/changes?role=staff")
    load(page, "adressen.csv", b"Strasse;Ort\nx;y\n")
    expect(page.get_by_role("alert").filter(has_text="adressen.csv")).to_be_visible()


def test_the_intermediate_folder_is_gone_afterwards(page_at: Visits, app_server: Server) -> None:
    page = page_at(path="/changes?role=staff")
    load(page, "limits.csv", (DATA / "limits.csv").read_bytes().replace(b"5270.00", b"5300.00"))
    expect(page.get_by_role("row", name="3 Personen").first).to_be_visible()
    assert not list(app_server.temp.glob("finder-c*"))
