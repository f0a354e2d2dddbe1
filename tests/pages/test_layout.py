"""Every page at every width, with text twice as large, in the system's own colours, and before the script has come."""

from __future__ import annotations

import io
from typing import Any

import pytest
from playwright.sync_api import Locator, Page
from pypdf import PdfReader

from tests.support.browser import Visits, settled
from tests.support.guide import answer, screen, step, to_the_questions

WIDTHS = (1920, 1440, 1280, 1024, 960, 912, 853, 768, 683, 390, 320, 280)
PATHS = ("", "advice", "offers", "costs", "takeaway")
NARROWEST = 90
"""Pixels a label has at least where its words do not stand in one line."""

CROWDED = """least => {
  const main = document.querySelector('[data-testid=stMain]');
  const over = Math.max(main.scrollWidth - innerWidth, document.documentElement.scrollWidth - innerWidth);
  const labels = [...main.querySelectorAll('.q-label, .guide label, .guide h1, [data-testid=stWidgetLabel], h2, h3')]
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width > 1 && box.width < least && one.textContent.trim().length > 12)
    .filter(([one, box]) => box.height > 1.8 * parseFloat(getComputedStyle(one).lineHeight))
    .map(([one, box]) => `${Math.round(box.width)} px: ${one.textContent.trim().slice(0, 40)}`);
  return [...(over > 0 ? [`${over} px sideways`] : []), ...labels];
}"""


def opened(page: Page, url: str, path: str, language: str) -> Page:
    """A page of the staff; the guide at its first question."""
    page.goto(f"{url}/{path}?lang={language}" + ("&role=staff" if path else ""))
    settled(page)
    if not path:
        to_the_questions(page)
    return page


@pytest.mark.parametrize("language", ["de", "fr", "uk", "ar"])
def test_no_width_scrolls_sideways_or_squeezes_a_label(page_at: Visits, language: str) -> None:
    page, crowded = page_at(1920, 900, path=None), {}
    for path in PATHS:
        page.set_viewport_size({"width": WIDTHS[0], "height": 900})
        opened(page, page_at.url, path, language)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.wait_for_timeout(80)  # the row on top measures itself after a change
            if found := page.evaluate(CROWDED, NARROWEST):
                crowded[path or "guide", width] = found
    assert crowded == {}


@pytest.mark.parametrize("width", [1280, 640])
def test_text_twice_as_large_stays_on_the_page(page_at: Visits, width: int) -> None:
    page, crowded = page_at(width, 900, path=None), {}
    for path in PATHS:
        opened(page, page_at.url, path, "de")
        page.add_style_tag(content="html { font-size: 200% !important }")
        page.wait_for_timeout(150)
        if found := page.evaluate(CROWDED, 0):
            crowded[path or "guide"] = found
    assert crowded == {}


def painted(one: Locator) -> bytes:
    """How a control looks with no pointer and no focus on it."""
    one.page.mouse.move(0, 0)
    one.evaluate("() => document.activeElement.blur()")
    return one.screenshot()


def ring(one: Locator) -> float:
    """The width of the ring around a control, or around what draws it, that was reached by keyboard."""
    one.focus()
    one.page.keyboard.press("Shift")  # the browser knows now that a keyboard is used
    width: float = one.evaluate(
        """one => Math.max(...[one, one.nextElementSibling, one.closest('label'), one.parentElement,
        one.closest('[role=group], [data-testid=stTextInputRootElement]')].filter(Boolean)
        .map(each => getComputedStyle(each)).map(style => style.outlineStyle === 'none' ? 0 :
        parseFloat(style.outlineWidth)))"""
    )
    return width


def test_in_the_colours_of_the_system_chosen_differs_and_the_focus_is_seen(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/advice?role=staff", forced_colors="active")
    chips = page.locator("#q-german label")
    before = painted(chips.nth(2))
    chips.nth(2).click()
    page.wait_for_timeout(600)
    rows = page.locator(".matrix tbody tr")
    looks = {"answer of Beratung": (before, painted(chips.nth(2)))}
    rings = {"answer of Beratung": ring(chips.nth(2).locator("input")), "help": ring(page.locator(".q-help").first)}
    looks["row of the matrix"] = (
        rows.nth(0).locator("td").last.screenshot(),
        rows.nth(1).locator("td").last.screenshot(),
    )

    page = opened(page_at(path=None, forced_colors="active"), page_at.url, "", "de")  # a tab without answers
    while screen(page) != "german":
        step(page)
    pick = page.locator('button[value="A2"]')
    before, rings["answer of the guide"] = painted(pick), ring(pick)
    answer(page, "A2")
    page.go_back()
    page.locator('button[value="A2"][aria-pressed=true]').wait_for()
    looks["answer of the guide"] = (before, painted(page.locator('button[value="A2"]')))

    opened(page, page_at.url, "costs", "de")
    page.locator("#f-costs_kind").select_option("qualifizierung")
    settled(page)
    for name, control, focused in (
        ("day of the week", "#k-plan .q-chip >> nth=4", "#k-plan .q-chip input >> nth=4"),
        ("check box", ".f-tick >> nth=-1", ".f-tick input >> nth=-1"),
    ):
        before = painted(page.locator(control))
        page.locator(control).click()
        settled(page)
        looks[name] = (before, painted(page.locator(control)))
        rings[name] = ring(page.locator(focused))
    rings["list"] = ring(page.locator("#f-costs_kind"))
    rings["field"] = ring(page.locator("#q-field-wealth"))
    rings["link"] = ring(page.locator(".foot a").first)
    assert [name for name, (one, other) in looks.items() if one == other] == []
    assert {name: width for name, width in rings.items() if width < 3} == {}


@pytest.mark.parametrize("path", ["result", "advice", "offers", "costs"])
def test_what_was_answered_prints_on_two_clean_sheets_at_most(page_at: Visits, path: str) -> None:
    page = opened(page_at(1280, 900, path=None), page_at.url, "" if path == "result" else path, "de")
    while path == "result" and screen(page) != "result":
        step(page)
    settled(page)
    sheets = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    assert len(sheets) <= 2
    assert all(len(text.split()) > 5 for text in sheets), "an empty sheet"


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_the_first_paint_has_the_colours_of_the_device(page_at: Visits, scheme: Any, dark: bool) -> None:
    page = page_at(390, 844, path=None, color_scheme=scheme)
    page.route("**/*", lambda route: route.continue_() if route.request.is_navigation_request() else route.abort())
    page.goto(page_at.url, wait_until="commit")
    page.locator("#root #shell").wait_for()
    paper, ink = page.evaluate(
        "[document.body, document.querySelector('#root #shell')].map((one, at) => "
        "getComputedStyle(one)[at ? 'color' : 'backgroundColor'].match(/[0-9.]+/g).map(Number))"
    )
    seen = sum(paper[:3]) if paper[3:] != [0] else 765  # a page without a colour is white
    assert (seen < sum(ink[:3])) is dark
