"""Two whole ways through the product in a real browser: a caseworker by keyboard, a newcomer on a phone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visits, settled

STEPS = 120
"""Tab presses after which a control counts as out of reach."""


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is on an element of ``selector``."""
    for _ in range(STEPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => !!document.activeElement?.closest(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with Tab")


def type_into(page: Page, key: str, text: str) -> None:
    tab_to(page, f".st-key-{key}")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    settled(page)


def choose(page: Page, key: str, place: int) -> None:
    """Moves along a row of answers with the arrow keys and takes one with the space bar."""
    tab_to(page, f".st-key-{key} [role=radiogroup]")
    for _ in range(place):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    settled(page)
    expect(page.locator(f".st-key-{key} [role=radio]").nth(place)).to_be_checked()


def test_a_caseworker_does_the_whole_job_by_keyboard(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/advice?role=staff")
    type_into(page, "postcode", "4528")
    type_into(page, "age", "17")
    choose(page, "wants_training", 0)
    expect(page.locator('.card.fits[data-type="jugendprogramm"]')).to_have_count(1)

    tab_to(page, '.st-key-results [data-testid="stPageLink"]')
    page.keyboard.press("Enter")
    settled(page)
    assert page.url.split("?")[0].endswith("/offers")
    expect(page.locator("text=Jugendprogramm").first).to_be_attached()

    tab_to(page, 'a[href*="costs"]')
    page.keyboard.press("Enter")
    settled(page)
    expect(page.locator(".money .lead")).to_have_count(1)

    tab_to(page, 'a[href*="takeaway"]')
    page.keyboard.press("Enter")
    settled(page)
    tab_to(page, ".st-key-download_sheet")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


def answer(page: Page, text: str) -> None:
    page.locator(".st-key-guide input").first.fill(text)
    page.locator(".st-key-guide input").first.press("Tab")
    settled(page)
    page.locator('[class*="st-key-guide_next_"] button').click()
    settled(page)


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-guide_{key} button").click()
    settled(page)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de-leicht", "ltr")])
def test_a_newcomer_goes_from_the_first_screen_to_the_sheet_on_a_phone(
    page_at: Visits, language: str, direction: str
) -> None:
    page = page_at(390, 844, path=f"/?lang={language}", accept_downloads=True)
    press(page, "start")
    assert page.evaluate("document.documentElement.dir") == direction
    answer(page, "25")
    assert page.evaluate("document.activeElement.id") == "guide-question", "the new question is read aloud"
    answer(page, "4528")
    for key in ("german_A2", "employability_soon", "work_experience_abroad", "attends_reliably_True"):
        press(page, key)
    page.locator(".st-key-guide_open button").first.click()  # «weiss ich nicht» for the training goal
    settled(page)
    press(page, "benefits_none")
    press(page, "status_S")
    for typed in ("5000", "1000", "4"):
        answer(page, typed)
    press(page, "flight_trauma_False")
    expect(page.locator('.card.fits[data-type="qualifizierung"]')).to_have_count(1)
    expect(page.locator('.card.open[data-type="jugendprogramm"]')).to_have_count(1)

    page.locator(".st-key-onward a").nth(2).click()
    settled(page)
    with page.expect_download() as waiting:
        page.locator(".st-key-download_sheet a").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    assert "4528" not in urlsplit(page.url).query


def leave_open_what_is_left(page: Page) -> None:
    while page.locator(".overview").count() == 0:
        page.locator(".st-key-guide_open button").first.click()
        settled(page)


def test_one_answer_changed_later_keeps_the_others(page_at: Visits) -> None:
    page = page_at(390, 844)
    press(page, "start")
    answer(page, "14")
    answer(page, "4528")
    leave_open_what_is_left(page)
    press(page, "change_age")
    answer(page, "17")
    leave_open_what_is_left(page)
    expect(page.locator(".st-key-guide_answer_age")).to_contain_text("Alter: 17")
    expect(page.locator(".st-key-guide_answer_postcode")).to_contain_text("4528")


@pytest.mark.parametrize(("language", "page_name"), [("de", "Angebote"), ("ar", "العروض")])
def test_the_menu_of_a_phone_gives_way_to_the_page_that_was_chosen_from_it(
    page_at: Visits, language: str, page_name: str
) -> None:
    page = page_at(390, 844, path=f"/?lang={language}")
    page.locator('[data-testid="stExpandSidebarButton"]').click()
    menu = page.locator('[data-testid="stSidebarNavLink"]', has_text=page_name)
    sidebar = page.locator('[data-testid="stSidebar"]')
    expect(sidebar).to_have_attribute("data-collapsed", "false")
    menu.click()
    settled(page)
    expect(sidebar).to_have_attribute("data-collapsed", "true")
    expect(page.get_by_role("heading", level=1, name=page_name)).to_be_in_viewport()
