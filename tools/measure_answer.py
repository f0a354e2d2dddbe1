"""Measures how far an answer is: strokes and clicks of a caseworker's whole job, and how long the pages are.

    python tools/measure_answer.py

Starts the app on a free port and drives Chromium; prints one line for each figure, the aim beside it.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import FLAGS, Visits, chromium, settled
from tests.support.serving import serving

CASE = {
    "social_assistance": ("no", "2"),
    "unemployment_insurance": ("no", "2"),
    "disability_insurance": ("no", "2"),
    "german": ("A2", "AA"),
    "employability": ("soon", "2"),
    "work_experience": ("abroad", "2"),
    "attends_reliably": ("yes", "1"),
    "wants_training": ("no", "2"),
    "status": ("F", "F"),
}
"""Answers of one client: value, and the keys that choose it."""

PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
POSTCODE, AGE = "4500", "25"
FOCUSED = "name => [document.activeElement.name, document.activeElement.id].includes(name)"
HEIGHT = "document.querySelector('[data-testid=stMainBlockContainer]').scrollHeight"


def strokes(page: Page) -> int:
    """Keys from the open page to the sheet."""
    count = 0

    def press(*keys: str) -> None:
        nonlocal count
        for key in keys:
            page.keyboard.press(key)
            count += 1

    def to(name: str) -> None:
        page.locator(f'[name="{name}"], #{name}').first.wait_for(state="attached")
        while not page.evaluate(FOCUSED, name):
            press("Tab")

    press(*POSTCODE, "Tab", *AGE)
    for key, (_, keys) in CASE.items():
        to(f"q-{key}")
        press(*keys)
        page.wait_for_timeout(400)  # what an answer raises is drawn before a person reads on
    press("Enter", "ArrowDown")
    to("c-print")
    with page.expect_download():
        press("Enter")
    return count


def clicks(page: Page) -> tuple[int, int]:
    """Clicks and keys with the mouse; the postcode has the focus already."""
    page.keyboard.type(POSTCODE)
    page.click("#q-field-age")
    page.keyboard.type(AGE)
    for key, (value, _) in CASE.items():
        page.locator(f'#q-{key} label:has(input[value="{value}"])').click()
        page.wait_for_timeout(300)
    with page.expect_download():
        page.click("#c-print")
    return 1 + len(CASE) + 1, len(POSTCODE + AGE)


def offers(page: Page) -> int:
    """Pixels of the page with a postcode."""
    field = page.locator(".st-key-postcode input")
    field.fill("4528")
    field.press("Enter")
    page.locator("#site-1").wait_for()
    settled(page)
    height: int = page.evaluate(HEIGHT)
    return height


def main() -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        visit = Visits(browser, server.url)
        print(f"caseworker, keyboard: {strokes(visit(path='/advice?role=staff'))} strokes (aim 45)")
        pressed, typed = clicks(visit(path="/advice?role=staff"))
        print(f"caseworker, mouse: {pressed} clicks + {typed} keys, 1 page (aim 12 + 6)")
        for width in (1280, 390):
            phone: dict[str, Any] = {"user_agent": PHONE} if width == 390 else {}
            empty = visit(width=width, path="/offers?role=staff", **phone)
            print(f"Angebote at {width} px without a place: {empty.evaluate(HEIGHT)} px (aim 2500)")
            print(f"Angebote at {width} px in Zuchwil: {offers(empty)} px (aim 2500)")
        browser.close()


if __name__ == "__main__":
    main()
