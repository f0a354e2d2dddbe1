"""Measures how far an answer is: a caseworker's whole job, a citizen's on a phone, how long and how calm the pages are.

    python -m tools.measure_answer

Starts the app on a free port, drives Chromium, and writes ``docs/measured.md``: each figure between what it was before
the pages were rebuilt and the aim.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from os import cpu_count, getloadavg
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.support.browser import FLAGS, Chromium, Visits, chromium, settled
from tests.support.guide import NEWCOMER, screen, step, to_the_questions
from tests.support.serving import TODAY, serving

TARGET = Path(__file__).resolve().parents[1] / "docs" / "measured.md"

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
LANGUAGES = ("de", "de-leicht", "ar", "uk", "fa")
SIZES = ((390, 844), (320, 640))
SHIFTS = """() => { window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(one => { if (!one.hadRecentInput) shifted += one.value }))
.observe({type: 'layout-shift', buffered: true}) }"""
"""Adds up what moved on a page without being asked, from the first paint on."""


@dataclass(frozen=True)
class Figure:
    """One line of the table: what was measured, before, today, and the aim."""

    what: str
    before: str
    today: str
    aim: str

    def __str__(self) -> str:
        return f"| {self.what} | {self.before} | {self.today} | {self.aim} |"


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


def counselling(visit: Visits) -> Iterator[Figure]:
    """The caseworker's whole job: eleven answers, verdict, provider, price, sheet."""
    pressed = strokes(visit(path="/advice?role=staff"))
    yield Figure("Caseworker, whole job by keyboard", "97 strokes, 4 pages", f"{pressed} strokes, 1 page", "≤ 45")
    clicked, typed = clicks(visit(path="/advice?role=staff"))
    yield Figure("Caseworker, with the mouse", "16 clicks + 8 keys", f"{clicked} clicks + {typed} keys", "≤ 12 + 6")


def looking_for_oneself(visit: Visits, language: str) -> Iterator[Figure]:
    """A newcomer on a phone: from the start to the telephone of somebody to call."""
    page = visit(*SIZES[0], path=f"/?lang={language}", user_agent=PHONE, has_touch=True)
    to_the_questions(page)
    taps, questions, places = 1, 0, []
    while screen(page) != "result":
        if screen(page) == "german":
            places = [_question_begins(page, *size) for size in reversed(SIZES)][::-1]
        told = NEWCOMER.get(screen(page))
        taps += len(told) + 1 if isinstance(told, dict) else 1  # one for each field, one for «Weiter»
        step(page)
        questions += 1
    settled(page)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")
    phone = page.locator(".answer a[href^='tel:']").first.bounding_box()
    below = round(phone["y"] + phone["height"]) if phone else 0
    yield Figure(f"{language}: taps, questions to the result", "19, 13", f"{taps}, {questions}", "≤ 9 questions")
    yield Figure(f"{language}: first telephone ends at", "none", f"{below} px", "≤ 844 px (first screen)")
    yield Figure(f"{language}: length of the result", "5 200–6 200 px", f"{page.evaluate(HEIGHT)} px", "≤ 2 600 px")
    sizes = " · ".join(f"{place} % at {width} × {height}" for place, (width, height) in zip(places, SIZES, strict=True))
    yield Figure(f"{language}: question begins at", "40–68 %", sizes, "≤ 22 %")


def _question_begins(page: Page, width: int, height: int) -> int:
    page.set_viewport_size({"width": width, "height": height})
    page.wait_for_timeout(200)
    top: float = page.locator("#guide-question").evaluate("one => one.getBoundingClientRect().top")
    return round(100 * top / height)


def lengths(visit: Visits) -> Iterator[Figure]:
    """How long the pages are, and how much moves while they load."""
    for name, path, width, before, aim in (
        ("Start", "/", 390, "", ""),
        ("Beratung", "/advice?role=staff", 1280, "", ""),
        ("Angebote", "/offers?role=staff", 1280, "12 062 px · 1.2", "≤ 2 500 px"),
        ("Angebote", "/offers?role=staff", 390, "15 300 px · 0.8", "≤ 2 500 px"),
        ("Kosten", "/costs?role=staff", 1280, "", ""),
        ("Kosten", "/costs?role=staff", 390, "6 309 px · 0.75", "≤ 3 000 px"),
        ("Blatt", "/takeaway?role=staff", 390, "", ""),
    ):
        phone: dict[str, Any] = {"user_agent": PHONE} if width == 390 else {}
        page = visit(width, 844 if phone else 900, path=None, painted=True, **phone)
        page.add_init_script(f"({SHIFTS})()")
        page.goto(visit.url + path)
        settled(page)
        page.wait_for_timeout(4_000)  # a part of the page may come after its heading, and what it moves counts
        shifted = page.evaluate("shifted")
        told = f"{page.evaluate(HEIGHT)} px · {shifted:.2f}"
        yield Figure(f"{name} at {width} px: length · layout shift", before or "–", told, f"{aim or '–'} · < 0.1")
        if name == "Angebote":
            yield Figure(f"Angebote at {width} px in Zuchwil", "–", f"{_near(page)} px", "≤ 2 500 px")


def _near(page: Page) -> int:
    """Pixels of Angebote with a postcode."""
    field = page.locator(".st-key-postcode input")
    field.fill("4528")
    field.press("Enter")
    page.locator("#site-1").wait_for()
    page.wait_for_timeout(20_000)  # the map is drawn without a graphics card, and nothing answers meanwhile
    settled(page)
    height: int = page.evaluate(HEIGHT)
    return height


def figures(visit: Visits) -> Iterator[Figure]:
    """All of them; each part in pages of its own, closed behind it."""
    for part in (counselling(visit), *(looking_for_oneself(visit, one) for one in LANGUAGES), lengths(visit)):
        yield from part
        visit.close()


def _when() -> str:
    """The day, and how busy the machine was: the one thing that the figures depend on besides the product."""
    return f"Measured on {datetime.now(UTC):%d.%m.%Y} at a load of {getloadavg()[0]:.0f} on {cpu_count()} processors."


def main() -> None:
    """Writes the table."""
    lines = [
        "# How far an answer is",
        "",
        f"Written by `python -m tools.measure_answer`: a real browser, the day {TODAY}, one client (Beratung) and one",
        "newcomer with status S (guide). A tap is a button or a field; the telephone is the first of the first card.",
        "Layout shift depends on how fast the pages come: on a busy machine more of it is seen.",
        "",
        _when(),
        "",
        "| what | before | today | aim |",
        "|---|---|---|---|",
    ]
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for figure in figures(Visits(Chromium(browser), server.url)):
            print(figure, flush=True)
            lines.append(str(figure))
        browser.close()
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
