"""An officer without any other tool mends the data on «Datenpflege», in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from finder.facts.tables import DATA
from finder.office.check import faults
from finder.office.editing import PARTS, PartName, Sheet
from pages.parts.grid import frame_of, rows_of
from tests.pages.lists import choose
from tests.support.browser import Chromium, Visits
from tests.support.serving import Server, serving
from tests.support.warm_start import warm

NUMBER = "032 686 68 68"


# ── Between the file and the screen ──────────────────────────────────────────────


@pytest.mark.parametrize("chosen", PARTS)
def test_what_nobody_touched_comes_back_from_the_screen_as_it_was(chosen: PartName) -> None:
    part = PARTS[chosen]
    sheet = Sheet.read(DATA, part)
    for name in sheet.names(part):
        rows = sheet.of(part, name)
        assert rows_of(frame_of(rows, part.columns), part.columns, rows) == rows


def test_a_changed_a_new_and_a_deleted_row_are_told_apart() -> None:
    part = PARTS["tariffs"]
    rows = Sheet.read(DATA, part).of(part, "2024/25")
    frame = frame_of(rows, part.columns)
    frame.loc[1, "price"] = 260.5
    frame = frame.drop(index=2)
    added = pd.DataFrame({"type": ["coaching"], "price": [1.0]}, index=[len(rows) + 1])
    back = rows_of(pd.concat([frame, added]).astype({"price": "Float64"}), part.columns, rows)
    assert [row["price"] for row in back[:1]] == ["260.50"]
    assert back[1] == rows[2]
    assert (back[-1]["type"], back[-1]["price"], back[-1]["since"]) == ("coaching", "1.00", "")
    assert len(back) == len(rows)


# ── In the browser ───────────────────────────────────────────────────────────────


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Server, Path]]:
    """A server whose operator allows taking over, on an empty folder at first; and that folder."""
    data = tmp_path / "data"
    with serving(tmp_path, environment={"FINDER_TAKE_OVER": str(data)}, start=warm) as server:
        yield server, data


def opened(visits: Visits, what: str, label: str, which: str) -> Page:
    page = visits(path="/editor?role=staff")
    choose(page, "Was möchten Sie ändern?", what)
    choose(page, label, which)
    expect(page.get_by_test_id("stDataFrame")).to_be_visible()
    return page


def put(page: Page, row: int, column: int, text: str) -> None:
    """Types into a cell as a person does: the first cell, then with the arrows, both counted from 0."""
    grid = page.get_by_test_id("stDataFrame")
    grid.scroll_into_view_if_needed()
    for x in (400, 150):  # a click into a cell that is chosen already would open it
        grid.click(position={"x": x, "y": 55})
    for key, times in (("ArrowDown", row), ("ArrowRight", column)):
        for _ in range(times):
            page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.locator("#portal textarea, #portal input").first.fill(text)
    page.keyboard.press("Enter")


def test_a_broken_cell_is_refused_a_right_one_is_in_force_for_the_next_visit(
    browser: Chromium, office: tuple[Server, Path]
) -> None:
    server, data = office
    before = (data / "programmes.csv").read_bytes()
    visits = Visits(browser, server.url)
    page = opened(visits, "Angebote einer Organisation", "Welche Organisation?", "Genossenschaft Regiomech")
    other = opened(visits, "Angebote einer Organisation", "Welche Organisation?", "Genossenschaft Regiomech")

    put(page, 0, 5, "079 123 45 67")
    refused = page.get_by_role("row", name="Telefon").filter(has_text="079 123 45 67")
    expect(refused).to_contain_text("ein Anschluss der Stelle")
    expect(page.get_by_role("button", name="Jetzt übernehmen")).to_have_count(0)

    put(page, 0, 5, NUMBER)
    expect(page.get_by_role("region", name="Anders")).to_contain_text(NUMBER)
    page.get_by_role("button", name="Jetzt übernehmen").click()
    expect(page.get_by_text("Übernommen.")).to_be_visible(timeout=30_000)
    assert (data / "former" / "programmes-2026-11-22.csv").read_bytes() == before
    assert list(faults(data)) == []

    put(other, 0, 5, "032 111 11 11")
    other.get_by_role("button", name="Jetzt übernehmen").click()
    expect(other.get_by_text("Jemand anders hat diese Angaben inzwischen geändert")).to_be_visible(timeout=30_000)
    assert NUMBER.encode() in (data / "programmes.csv").read_bytes()

    visitor = visits(path="/offers?role=staff")
    place = visitor.get_by_label("Postleitzahl des Wohnorts")  # without a place there are only counts
    place.fill("4528")
    place.press("Enter")
    expect(visitor.get_by_text(NUMBER).first).to_be_visible(timeout=30_000)
    assert visits.refused == []
    visits.close()


def test_a_corrected_tariff_says_who_is_affected_and_a_new_organisation_comes_with_its_telephone(
    browser: Chromium, office: tuple[Server, Path]
) -> None:
    server, data = office
    visits = Visits(browser, server.url)
    page = opened(visits, "Höchsttarife einer Ausgabe", "Welche Ausgabe der Tarife?", "2024/25")
    put(page, 2, 2, "190")  # Coaching
    expect(page.get_by_role("region", name="Anders")).to_contain_text("190.00")
    page.get_by_role("button", name="Wer ist betroffen?").click()
    expect(page.get_by_text("Coaching: Preis im angenommenen Monat").first).to_be_visible(timeout=60_000)
    page.get_by_role("button", name="Jetzt übernehmen").click()
    expect(page.get_by_text("Übernommen.")).to_be_visible(timeout=30_000)
    assert b"coaching,coaching_hour,190.00," in (data / "tariffs.csv").read_bytes()

    page = visits(path="/editor?role=staff")
    choose(page, "Was möchten Sie ändern?", "Angebote einer Organisation")
    choose(page, "Welche Organisation?", "Neue Organisation")
    name = page.get_by_role("textbox", name="Name der Organisation")
    name.fill("Verein Neuland")
    name.press("Enter")
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    grid.scroll_into_view_if_needed()
    grid.click(position={"x": 150, "y": 55})  # the empty row at the end begins a new one
    expect(page.get_by_role("heading", name="Neu")).to_be_visible()
    for column, text in ((2, "4500"), (3, "Solothurn"), (5, NUMBER)):
        put(page, 0, column, text)
        expect(page.get_by_role("listitem").filter(has_text="neuland")).to_contain_text(text)
    page.get_by_role("button", name="Jetzt übernehmen").click()
    expect(page.get_by_text("Übernommen.")).to_be_visible(timeout=30_000)
    assert list(faults(data)) == []
    visits.close()
    part = PARTS["offers"]
    (row,) = Sheet.read(data, part).of(part, "verein-neuland")
    assert (row["provider"], row["phone"], row["precision"]) == ("Verein Neuland", NUMBER, "postcode")
