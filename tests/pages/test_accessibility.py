"""axe-core on every page, in German and Arabic, on a phone and on a wide screen, folds open, each seen dark once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.pages.lists import open_list
from tests.support.browser import Visits, settled

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
COLOURS = ["cat.color"]
DARK = 0.4
"""Lightness below which a paper is a dark one."""

PUBLIC = ("", "offers", "costs", "takeaway", "basics", "about", "accessibility")
STAFF = ("advice", "offers", "costs", "takeaway", "basics", "caseload", "changes", "editor", "event")

FRAMEWORK = {
    # rule of axe-core → selector of the framework's own element, and why it cannot be mended here
    "region": (
        '[data-testid="stHeader"], [data-testid="stToolbar"], .stAppHeader, .stToolbar, [role="listbox"]',
        "outside any landmark; an open list hangs at the end of the document",
    ),
    "aria-allowed-attr": ("[data-rac]", "react-aria puts aria attributes on its groups"),
    "nested-interactive": ('[data-testid="stFileUploaderDropzone"]', "a drop zone around a button"),
    "landmark-unique": ('[data-testid="stSidebar"], nav', "two menus, of which one is hidden"),
    "scrollable-region-focusable": ('[data-testid="stTabs"] [role="tablist"]', "the row of tabs"),
    "presentation-role-conflict": ('[data-testid="stFileUploaderDropzone"]', "a drop zone that can be focused"),
    "aria-prohibited-attr": ('[data-testid="stFileUploader"], [data-testid="stFileUploaderDropzone"]', "its label"),
}
"""What remains is Streamlit's own markup; each entry names where and why."""


def open_folds(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    page.wait_for_timeout(200)
    settled(page)  # some are filled once they are open


def violations(page: Page, tags: Sequence[str] = TAGS) -> list[str]:
    """What axe-core finds and is ours to mend, one line each."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})", tags
    )
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not is_of_the_framework(page, violation["id"], node["target"])
    ]


def lightness(page: Page) -> float:
    """Of the page's own paper: 0 is black, 1 is white."""
    found: float = page.evaluate(
        "() => { const [r, g, b] = getComputedStyle(document.querySelector('.stApp')).backgroundColor"
        ".match(/[0-9]+/g).map(Number); return (r + g + b) / 765 }"
    )
    return found


def too_wide(page: Page, width: int) -> int:
    """Pixels by which the page runs out of a screen of this width."""
    page.set_viewport_size({"width": width, "height": 900})
    page.wait_for_timeout(200)
    over: int = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
    return max(over, 0)


def is_of_the_framework(page: Page, rule: str, target: list[str]) -> bool:
    if rule not in FRAMEWORK or len(target) != 1:
        return False
    selector, _ = FRAMEWORK[rule]
    return bool(
        page.evaluate(
            "([target, selector]) => !!document.querySelector(target)?.closest(selector)", [target[0], selector]
        )
    )


@pytest.mark.parametrize(
    ("language", "role", "paths", "dark"),
    [
        ("de", "staff", STAFF[:3], True),
        ("de", "staff", STAFF[3:6], True),
        ("de", "staff", STAFF[6:], True),
        ("de", "self", [path for path in PUBLIC if path not in STAFF], True),
        ("de", "self", [path for path in PUBLIC if path in STAFF], False),
        ("ar", "self", PUBLIC[:3], False),
        ("ar", "self", PUBLIC[3:], False),
    ],
)
def test_no_page_has_a_barrier_of_ours_or_runs_out_of_a_narrow_screen(
    page_at: Visits, language: str, role: str, paths: Sequence[str], dark: bool
) -> None:
    """Each page is seen dark once: neither a language nor a role has colours of its own."""
    page, barriers, sideways = page_at(path=None), {}, {}
    for path in paths:
        page.goto(f"{page_at.url}/{path}?lang={language}&role={role}")
        for width in (1280, 390):
            page.set_viewport_size({"width": width, "height": 900})
            settled(page)
            open_folds(page)
            barriers[path or "guide", width, "light"] = violations(page)
            if dark:
                page.emulate_media(color_scheme="dark")
                settled(page)
                open_folds(page)
                assert lightness(page) < DARK
                barriers[path or "guide", width, "dark"] = violations(page, COLOURS)  # the rest is the same page
                page.emulate_media(color_scheme="light")
        sideways[path or "guide"] = [too_wide(page, width) for width in (390, 320)]
    assert {where: found for where, found in barriers.items() if found} == {}
    assert {where: found for where, found in sideways.items() if found != [0, 0]} == {}


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("de-leicht", "ltr")])
def test_the_document_says_its_language_and_direction(page_at: Visits, language: str, direction: str) -> None:
    page = page_at(390, 800, path=f"/?lang={language}")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language.partition("-")[0],
        direction,
    ]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_open_folds_have_no_barrier_of_ours(page_at: Visits, width: int, language: str) -> None:
    page = page_at(width, 900, path=f"/costs?lang={language}")
    for box in ("income_steps", "costs_compare"):
        page.locator(f"#f-{box}").check()
        page.locator("#k-second" if box == "costs_compare" else ".sum").wait_for()
    open_folds(page)
    page.locator(".months table").wait_for()
    assert page.locator("#f-plan_start").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [1280, 390])
def test_an_open_list_of_the_framework_has_no_barrier_of_ours(page_at: Visits, width: int) -> None:
    page = page_at(width, 900, path="/editor?role=staff")
    open_list(page, page.locator(".st-key-editor_sheet").get_by_role("combobox"))
    assert violations(page) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/caseload?role=staff", "Tabelle wählen"),
        ("/changes?role=staff", "Dateien wählen"),
        ("/takeaway?lang=ar", "اختيار ملف فيه إجابات"),
    ],
)
def test_a_file_field_bears_our_word_as_its_name(page_at: Visits, path: str, name: str) -> None:
    page = page_at(path=path)
    if "takeaway" in path:
        page.locator(".st-key-case_fold summary").click()
    expect(page.get_by_role("button", name=name, exact=True).and_(page.locator("button"))).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_menus_and_tabs_are_large_enough(page_at: Visits, width: int) -> None:
    page = page_at(width, 800, path="/basics?role=staff")
    if width < 768:
        page.locator("#menu-button").click()
    heights = page.evaluate(
        """() => [...document.querySelectorAll('.bar a, .bar button, .bar select, .foot a, .foot button, [role=tab]')]
        .map(one => Math.round(one.getBoundingClientRect().height)).filter(height => height > 0)"""
    )
    assert len(heights) > 10
    assert min(heights) >= 44


def test_what_one_touches_is_large_enough(page_at: Visits) -> None:
    page = page_at(390, 800, path="/advice?role=staff")
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, a[href], input, summary')]
        .filter(one => one.closest('[data-testid=stMain]') && one.offsetParent && !one.closest('small'))
        .map(one => [one, (one.closest('label, [role=group]') || one).getBoundingClientRect().height])
        .filter(([one, height]) => height > 0 && height < 43.5 && !one.closest('.st-key-questions .stHtml'))
        .map(([one, height]) => `${Math.round(height)} px: ${one.outerHTML.slice(0, 90)}`)"""
    )
    assert small == []


def test_the_button_that_removes_a_file_says_so(page_at: Visits) -> None:
    page = page_at(path="/caseload?role=staff")
    table = FilePayload(name="t.csv", mimeType="text/csv", buffer=b"age;german\n25;A2\n")
    page.locator("input[type=file]").first.set_input_files(table)
    remove = page.locator('[data-testid="stFileChipDeleteBtn"] button')
    expect(remove).to_have_attribute("aria-label", "Datei entfernen")
    assert remove.evaluate("one => getComputedStyle(one, '::after').content") == "none"
    remove.click()
    expect(remove).to_have_count(0)
