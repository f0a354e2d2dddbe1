"""Choosing from a list by keyboard, as often as it takes: a list that opens while the page still moves closes again."""

from __future__ import annotations

from playwright.sync_api import Locator, Page
from playwright.sync_api import TimeoutError as TooLate

from tests.support.browser import settled


def open_list(page: Page, box: Locator, option: str = "") -> Locator:
    """Opens a list; an option of it, by the beginning of its name, that can be clicked."""
    wanted = page.get_by_role("option", name=option).first
    for attempt in range(8):
        settled(page)
        box.press("ArrowDown")
        try:
            wanted.click(timeout=3_000, trial=True)
        except TooLate:
            if attempt == 7:
                raise
            page.keyboard.press("Escape")
        else:
            break
    return wanted


def choose(page: Page, label: str, option: str) -> None:
    """Opens the list with this label and takes an option by the beginning of its name."""
    box = page.get_by_role("combobox", name=label, exact=True)
    for attempt in range(8):
        try:
            open_list(page, box, option).click(timeout=3_000)
        except TooLate:
            if attempt == 7:
                raise
            page.keyboard.press("Escape")
        else:
            settled(page)
            return
