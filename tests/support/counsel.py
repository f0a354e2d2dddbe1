"""The age on Beratung in a real browser: typed, read again, and kept by its tab."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from tests.support.browser import PATIENCE, settled

KEPT = "sessionStorage.getItem('finder')"


def age_field(page: Page) -> Locator:
    return page.locator("#q-field-age")


def type_age(page: Page, age: str) -> None:
    age_field(page).fill(age)
    age_field(page).press("Tab")
    settled(page)


def until_kept(page: Page) -> None:
    """Waits until the tab keeps what was answered, sealed."""
    for _ in range(PATIENCE // 100):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the tab keeps nothing")
