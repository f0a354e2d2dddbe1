"""«Neu beginnen» in a real browser: the browser, too, must forget what was typed."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.browser import Visits, settled


def test_starting_over_empties_every_field_and_every_verdict(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/?role=staff")
    page.locator(".st-key-age input").fill("17")
    page.locator(".st-key-age input").press("Tab")
    settled(page)
    page.locator(".st-key-wants_training").get_by_text("Ja", exact=True).click()
    page.locator('.card.fits[data-type="jugendprogramm"]').wait_for()

    page.locator(".st-key-restart button").click()
    page.locator('.card.open[data-type="jugendprogramm"]').wait_for()

    settled(page)
    expect(page.locator(".st-key-age input")).to_have_value("")
    expect(page.locator(".st-key-questions [aria-checked=true]")).to_have_count(0)
    expect(page.locator(".card")).to_have_count(10)
    expect(page.locator(".card.open")).to_have_count(10)
    assert "role=staff" in urlsplit(page.url).query
    assert "17" not in urlsplit(page.url).query
