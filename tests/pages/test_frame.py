"""The frame in a real browser: one row, a menu that fits, titles that differ, a history without a trap."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.support.browser import Visits, settled

ROW = 60
"""Pixels that the row on top may take at most."""


@pytest.mark.parametrize("role", ["self", "staff"])
@pytest.mark.parametrize("language", ["de", "fr", "uk", "ar"])
def test_the_row_is_one_row_at_every_width_and_nothing_runs_out(page_at: Visits, language: str, role: str) -> None:
    page = page_at(1920, 900, path=f"/accessibility?lang={language}&role={role}")
    for width in (1920, 1440, 1280, 1024, 960, 912, 853, 768, 683, 390, 320, 280):
        page.set_viewport_size({"width": width, "height": 800})
        page.wait_for_timeout(60)
        row, over, narrow = page.evaluate(
            """() => [document.querySelector('.st-key-frame').offsetHeight,
            document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth,
            document.querySelector('.bar').classList.contains('narrow')]"""
        )
        assert row <= ROW, width
        assert over <= 0, width
        assert narrow or width > 683, "on a phone the menu folds"


def test_from_the_first_address_of_the_office_one_step_back_leaves(page_at: Visits) -> None:
    page = page_at(path=None)
    page.goto(page_at.url + "/health")
    page.goto(page_at.url + "/advice?role=staff")
    settled(page)
    page.locator("#menu-office-button").click()
    page.locator('.menu [data-value="caseload"]').click()
    settled(page)
    assert page.title().startswith("Viele Fälle")
    page.go_back()
    settled(page)
    assert page.title().startswith("Beratung")
    page.go_back()
    page.wait_for_url("**/health")


def test_another_language_keeps_the_page_and_makes_no_entry_in_the_history(page_at: Visits) -> None:
    page = page_at(path="/offers")
    before = page.evaluate("history.length")
    page.locator("#language").select_option("ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    page.wait_for_url("**/offers?lang=ar&role=self")
    assert page.evaluate("history.length") == before


def test_the_first_link_leads_past_the_menu_in_the_language_of_the_visitor(page_at: Visits) -> None:
    page = page_at(path="/accessibility?lang=fr")
    for _ in range(2):  # the page itself scrolls and takes the first
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_be_focused()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(page_at: Visits) -> None:
    page = page_at(390, 800, path="/offers")
    page.locator("#menu-button").press("Enter")
    expect(page.locator("#menu")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#menu")).not_to_be_visible()
    expect(page.locator("#menu-button")).to_be_focused()


def test_a_demonstration_has_neither_menu_nor_role(page_at: Visits) -> None:
    page = page_at(path="/event?mode=event")
    expect(page.locator("nav")).to_have_count(0)
    expect(page.locator('[data-send="role"]')).to_have_count(0)
    expect(page.locator("#language")).to_be_visible()
