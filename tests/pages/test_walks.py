"""A whole way through the product in a real browser: a newcomer on a phone."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visits, settled
from tests.support.guide import screen, step, to_the_questions, walk

HIGH = 0.22
"""The share of the screen above the question, at most."""


@pytest.mark.parametrize("language", ["de", "de-leicht", "ar", "uk", "fa"])
def test_a_newcomer_goes_from_the_first_screen_to_a_telephone_number(page_at: Visits, language: str) -> None:
    page = page_at(390, 844, path=f"/?lang={language}")
    to_the_questions(page)
    titles = [page.title()]
    while screen(page) != "result":
        top = page.locator(".guide h1").bounding_box()
        assert top is not None
        assert top["y"] <= HIGH * 844, f"{screen(page)} begins too low"
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
        expect(page.locator("#guide-question")).to_be_focused()
        step(page)
        titles.append(page.title())
    assert len(set(titles)) == len(titles), "every question has a title of its own"
    expect(page.locator("article.answer.fits").first).to_be_in_viewport()
    expect(page.locator('article.answer a[href^="tel:"]').first).to_be_in_viewport()
    assert "4528" not in urlsplit(page.url).query


def test_from_the_result_to_the_sheet(page_at: Visits) -> None:
    page = page_at(390, 844, path="/?lang=ar", accept_downloads=True)
    to_the_questions(page)
    walk(page)
    page.locator('.onward [data-value="takeaway"]').press("Enter")
    page.wait_for_url("**/takeaway*")
    settled(page)
    with page.expect_download() as waiting:
        page.locator("#download_sheet").click()
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")


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
