"""A visitor of the guide in a real browser, for tests and pictures."""

from __future__ import annotations

from collections.abc import Mapping

from playwright.sync_api import Page, expect

from tests.support.browser import settled

Told = Mapping[str, str | tuple[str, ...] | Mapping[str, str]]
"""Answers by screen: the value of a button, boxes to tick, or fields with their text."""

BOXES = ("benefits", "goals", "health")
NEWCOMER: Told = {
    "person": {"age": "25", "postcode": "4528"},
    "german": "A2",
    "literate": "yes",
    "employability": "soon",
    "work_experience": "abroad",
    "benefits": "none",
    "status": "S",
    "goals": ("attends_reliably",),
    "household": {"household_size": "4", "monthly_income": "5000", "wealth": "1000"},
    "health": "none",
}
"""What somebody with status S answers; «none» is «nichts davon»."""


def screen(page: Page) -> str:
    """What the guide shows now: a screen, ``welcome`` or ``result``."""
    return str(page.locator("section.guide").get_attribute("class")).split()[-1]


def pressed(page: Page, selector: str) -> None:
    """Presses a button by keyboard and waits for what comes next."""
    before = page.locator("section.guide").get_attribute("class")
    page.locator(f".guide {selector}").first.press("Enter")
    expect(page.locator("section.guide")).not_to_have_class(str(before), timeout=15_000)


def to_the_questions(page: Page) -> None:
    """From the welcome to the first question."""
    pressed(page, "#guide-start")


def answer(page: Page, value: str = "", **typed: str) -> None:
    """Answers the question of now: a button by its value, or fields by their names."""
    for key, text in typed.items():
        page.locator(f"#guide-{key}").fill(text)
    if typed:
        pressed(page, "#guide-go")
    else:
        pressed(page, "button[name=none]" if value == "none" and screen(page) in BOXES else f'button[value="{value}"]')


def step(page: Page, told: Told = NEWCOMER) -> str:
    """Answers the question of now, or leaves it open where nothing is told; the screen it was."""
    now = screen(page)
    given = told.get(now)
    if given is None:
        pressed(page, "button[name=unknown]")
    elif isinstance(given, str):
        answer(page, given)
    elif isinstance(given, tuple):
        for box in given:
            page.locator(f"#guide-{box}").check()
        pressed(page, "#guide-go")
    else:
        answer(page, **given)
    return now


def walk(page: Page, told: Told = NEWCOMER) -> list[str]:
    """Answers whatever is asked, to the result; the screens on the way."""
    seen: list[str] = []
    while screen(page) != "result":
        seen.append(step(page, told))
    settled(page)
    return seen
