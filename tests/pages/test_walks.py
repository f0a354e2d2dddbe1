"""A whole way through the product in a real browser: a newcomer on a phone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visits, settled


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
    page.locator("#menu-button").click()
    menu = page.locator("#menu")
    expect(menu).to_be_visible()
    menu.get_by_role("link", name=page_name).click()
    settled(page)
    expect(menu).not_to_be_visible()
    expect(page.get_by_role("heading", level=1, name=page_name)).to_be_in_viewport()
