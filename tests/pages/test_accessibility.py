"""axe-core on every page, in German and Arabic, on a phone and on a wide screen, with every fold open."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from finder.facts.texts import languages
from tests.browser import Visits, settled

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]

PUBLIC = ("", "offers", "costs", "takeaway", "basics", "accessibility")
STAFF = ("advice", "offers", "costs", "takeaway", "basics", "caseload", "changes", "editor", "event")

FRAMEWORK = {
    # rule of axe-core → selector of the framework's own element, and why it cannot be mended here
    "region": ('[data-testid="stHeader"], [data-testid="stToolbar"], .stAppHeader, .stToolbar', "outside any landmark"),
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


def violations(page: Page) -> list[str]:
    """What axe-core finds and is ours to mend, one line each."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", TAGS)
    return [
        f"{violation['id']} ({violation['impact']}): {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
        if not is_of_the_framework(page, violation["id"], node["target"])
    ]


def is_of_the_framework(page: Page, rule: str, target: list[str]) -> bool:
    if rule not in FRAMEWORK or len(target) != 1:
        return False
    selector, _ = FRAMEWORK[rule]
    return bool(
        page.evaluate(
            "([target, selector]) => !!document.querySelector(target)?.closest(selector)", [target[0], selector]
        )
    )


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    ("language", "role", "paths"), [("de", "staff", STAFF), ("de", "self", PUBLIC), ("ar", "self", PUBLIC)]
)
def test_no_page_has_a_barrier_of_ours(
    page_at: Visits, width: int, language: str, role: str, paths: tuple[str, ...]
) -> None:
    page = page_at(width, 900, path=None)
    barriers = {}
    for path in paths:
        page.goto(f"{page_at.url}/{path}?lang={language}&role={role}")
        settled(page)
        open_folds(page)
        if found := violations(page):
            barriers[path or "guide"] = found
    assert barriers == {}


def walk_the_guide(page: Page) -> Iterator[str]:
    """Each screen of the guided path once, then its result with every fold open, and a question asked anew."""
    page.locator(".st-key-guide_start button").click()
    for step, typed in enumerate(["23", "4583", *[""] * 20]):
        settled(page)
        if page.locator(".overview").count():
            break
        if step in (3, 8):  # reasons and fields that are open at some point; each screen looks alike
            open_folds(page)
        yield f"question {step + 1}"
        if typed:
            page.locator(".st-key-guide input").first.fill(typed)
            page.locator(".st-key-guide input").first.press("Tab")
            settled(page)
            page.locator('[class*="st-key-guide_next_"] button').click()
        else:
            page.locator(".st-key-guide_open button").first.click()
    open_folds(page)
    yield "result"
    page.locator(".st-key-guide_change_age button").click()
    settled(page)
    page.locator(".st-key-guide input").first.fill("alt")
    page.locator(".st-key-guide input").first.press("Tab")
    settled(page)
    page.locator('[class*="st-key-guide_next_"] button').click()
    settled(page)
    yield "an answer that is not understood"


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("ar", 390)])
def test_no_question_and_no_result_has_a_barrier_of_ours(page_at: Visits, language: str, width: int) -> None:
    page = page_at(width, 900, path=f"/?lang={language}")
    barriers = {screen: found for screen in walk_the_guide(page) if (found := violations(page))}
    assert barriers == {}


@pytest.mark.parametrize(("language", "width"), [("de", 1280), ("ar", 390)])
def test_an_open_list_has_no_barrier_of_ours(page_at: Visits, language: str, width: int) -> None:
    page = page_at(width, 900, path=f"/?lang={language}")
    page.locator('.st-key-language button[aria-haspopup="listbox"]').click()
    page.get_by_role("listbox").wait_for()
    assert page.get_by_role("option").count() == len(languages())
    assert violations(page) == []


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("width", [640, 390, 320])  # 640: a wide screen of 1280 at 200 per cent
def test_nothing_runs_out_of_a_narrow_screen(page_at: Visits, width: int, language: str) -> None:
    page = page_at(width, 800, path=None)
    wide = {}
    for path in PUBLIC:
        page.goto(f"{page_at.url}/{path}?lang={language}")
        settled(page)
        over = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - innerWidth")
        if over > 0:
            wide[path or "guide"] = over
    assert wide == {}


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("fa", "rtl"), ("de-leicht", "ltr")])
def test_the_document_says_its_language_and_direction(page_at: Visits, language: str, direction: str) -> None:
    page = page_at(390, 800, path=f"/?lang={language}")
    assert page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == [
        language.partition("-")[0],
        direction,
    ]


TOUCHED = """() => [...document.querySelectorAll('button, a[href], input, summary, [role=radio]')]
    .filter(one => one.closest('[data-testid=stMain]') && one.checkVisibility() && !one.closest('small, p, li'))
    .map(one => [one, (one.closest('label, [role=group]') || one).getBoundingClientRect()])
    .filter(([one, box]) => box.height > 0 && box.height < 43.5)
   .filter(([one]) => !one.closest('.maplibregl-map, .st-key-questions .stHtml'))
    .map(([one, box]) => `${Math.round(box.height)} px: ${one.outerHTML.slice(0, 120)}`)"""
"""What is smaller than 44 px and no word within a sentence. Help folds stand apart from each other and have room."""


def test_what_one_touches_is_large_enough(page_at: Visits) -> None:
    page = page_at(390, 800, path=None)
    small = {}
    for path in ("advice?role=staff", *(f"{path}?role=self" for path in PUBLIC)):
        page.goto(f"{page_at.url}/{path}")
        settled(page)
        if found := page.evaluate(TOUCHED):
            small[path] = found
    for screen in walk_the_guide(page_at(390, 800)):
        if found := page_at.contexts[-1].pages[0].evaluate(TOUCHED):
            small[screen] = found
    assert small == {}


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def test_a_new_page_and_a_new_question_take_the_focus_with_their_heading(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/?lang=de")
    assert page.evaluate("document.activeElement === document.body"), "the first page leaves the focus alone"
    page.get_by_role("link", name="Grundlagen").first.click()
    page.wait_for_function(
        "document.activeElement.innerText === 'Grundlagen' && document.activeElement.tagName === 'H1'"
    )
    page.get_by_role("link", name="Start").first.click()
    page.wait_for_function("document.activeElement.tagName === 'H1'")
    settled(page)
    page.locator(".st-key-guide_start button").click()
    page.wait_for_function("document.activeElement.id === 'guide-question'")
    first = focused(page)
    page.locator(".st-key-guide_open button").first.click()
    page.wait_for_function("first => document.activeElement.innerText !== first", arg=first)
    page.wait_for_function("document.activeElement.id === 'guide-question'")


VOICES = """voices => {
    const spoken = window.spoken = [];
    window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text } };
    Object.defineProperty(window, 'speechSynthesis', { value: {
        speaking: false, getVoices: () => voices, cancel: () => {},
        speak: (one) => spoken.push([one.lang, one.text]) } });
}"""


@pytest.mark.parametrize(
    ("voices", "offered"),
    [
        ([], False),
        ([{"lang": "de-DE", "localService": True}], True),
        ([{"lang": "ar-EG", "localService": True}], False),
        ([{"lang": "de-DE", "localService": False}], False),  # such a voice sends the text to somebody else
    ],
)
def test_reading_aloud_is_offered_where_the_browser_itself_has_a_voice(
    page_at: Visits, voices: list[dict[str, object]], offered: bool
) -> None:
    page = page_at(390, 800, path=None)
    page.add_init_script(f"({VOICES})({json.dumps(voices)})")
    page.goto(f"{page_at.url}/?lang=de")
    settled(page)
    button = page.locator("#finder-aloud")
    assert button.is_visible() is offered
    if offered:
        button.click()
        [(language, text)] = page.evaluate("window.spoken")
        assert language == "de-DE"
        assert "Welches Programm passt zu mir?" in text


@pytest.mark.parametrize("width", [1280, 390])
def test_the_menus_and_tabs_are_large_enough(page_at: Visits, width: int) -> None:
    page = page_at(width, 800, path="/basics?role=staff")
    if width < 768:
        page.locator('[data-testid="stExpandSidebarButton"]').click()
        page.locator('[data-testid="stSidebarNavLink"]').first.wait_for()
    heights = page.evaluate(
        """() => [...document.querySelectorAll(
            '[data-testid=stTopNavLink], [data-testid=stSidebarNavLink], [data-testid=stExpandSidebarButton], ' +
            '[data-testid=stSidebarCollapseButton] button, [role=tab]')]
        .map(one => Math.round(one.getBoundingClientRect().height)).filter(height => height > 0)"""
    )
    assert len(heights) > 10
    assert min(heights) >= 44
