"""The page Beratung: questions and answer as one element, and the whole job in a browser."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from streamlit.testing.v1 import AppTest

from finder.facts.situation import Status
from pages.parts.questions import new_in
from tests.support.browser import Visits, settled
from tests.support.said import given, taken_over

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", TODAY)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    page.query_params["role"] = "staff"
    return page.run()


def drawn(page: AppTest) -> dict[str, Any]:
    """What the element was given."""
    assert not page.exception
    return given(page, "counsel")


def told(page: AppTest, **answers: str) -> dict[str, Any]:
    """Answers as they are chosen and typed."""
    script = "\n".join(
        [
            "from pages.parts import questions",
            *(f"questions.take_over({key!r}, {value!r})" for key, value in answers.items()),
        ]
    )
    taken_over(page, script)
    return drawn(page.run())


def verdicts(found: dict[str, Any]) -> dict[str, str]:
    return dict(re.findall(r'<tr class="[^"]*" data-type="(\w+)" data-fit="(\w+)"', found["answer"]))


def test_without_answers_all_ten_kinds_are_open_and_the_postcode_has_the_focus(app: AppTest) -> None:
    found = drawn(app)
    assert list(verdicts(found).values()) == ["open"] * 10
    assert found["focus"] == "#q-field-postcode"


def test_an_answer_changes_the_verdicts_and_taken_back_opens_them_again(app: AppTest) -> None:
    assert verdicts(told(app, age="17", wants_training="yes"))["jugendprogramm"] == "fits"
    assert verdicts(drawn(app))["integration_arbeit"] == "does_not_fit"
    assert verdicts(told(app, age="", wants_training="open")) == dict.fromkeys(verdicts(drawn(app)), "open")


@pytest.mark.parametrize("typed", ["abc", "-1", "121", "17.5", "9" * 50])
def test_an_age_that_is_none_gets_a_kind_sentence_and_changes_nothing(app: AppTest, typed: str) -> None:
    found = told(app, age=typed)
    assert "verstehen wir nicht" in found["questions"]
    assert 'aria-invalid="true"' in found["questions"]
    assert "age" not in app.session_state["answers"]


@pytest.mark.parametrize("typed", ["2’500", "2'500.–", "CHF 2500", "2 500.00"])
def test_an_amount_is_understood_as_a_person_writes_it(app: AppTest, typed: str) -> None:
    assert "verstehen wir nicht" not in told(app, monthly_income=typed)["questions"]
    assert app.session_state["answers"]["monthly_income"] == 2500


def test_the_recognised_place_stands_there_at_once(app: AppTest) -> None:
    assert "Zuchwil, Kanton Solothurn · " in told(app, postcode="4528")["questions"]


def test_an_unknown_postcode_proposes_a_near_one(app: AppTest) -> None:
    found = told(app, postcode="2450 Grenchen")
    assert 'data-value="2540 Grenchen"' in found["questions"]
    told(app, postcode="2540 Grenchen")
    assert app.session_state["answers"]["postcode"] == "2540"


def test_the_place_is_asked_only_when_a_postcode_has_several(app: AppTest) -> None:
    assert 'name="q-locality"' not in told(app, postcode="4528")["questions"]
    assert 'name="q-locality"' in told(app, postcode="4564")["questions"]
    found = told(app, locality="4564 Zielebach")
    assert app.session_state["answers"]["locality"] == "Zielebach"
    assert "Wohnort Bern" in found["answer"]


def test_the_office_that_comes_first_stands_before_the_kinds(app: AppTest) -> None:
    shown = told(app, unemployment_insurance="yes")["answer"]
    assert shown.index("Zuerst zum RAV") < shown.index('class="matrix"')


def test_the_asylum_decision_is_asked_only_where_it_matters(app: AppTest) -> None:
    for status, asked in (("B", False), (Status.OTHER.value, True)):
        assert ('id="q-final_negative_asylum_decision"' in told(app, status=status)["questions"]) is asked


def test_answers_survive_a_walk_through_the_pages(app: AppTest) -> None:
    told(app, flight_trauma="yes")
    app.switch_page("pages/basics.py").run()
    app.switch_page("pages/advice.py").run()
    assert verdicts(drawn(app))["trauma"] == "fits"


@pytest.mark.parametrize("chosen", [False, True])
def test_sheet_and_text_tell_of_health_only_when_that_was_chosen(app: AppTest, chosen: bool) -> None:
    app.session_state["counsel_sensitive"] = "yes" if chosen else ""
    app.session_state["counsel_print"] = "now"
    found = told(app, postcode="4528", social_assistance="yes", flight_trauma="yes", addiction="yes")
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(b64decode(found["sheet"]["content"]))).pages)
    assert ("checked" in found["foot"].split('id="c-sensitive"')[1].split(">")[0]) is chosen
    for part in (text, found["registration"]):
        assert ("Traumaprogramm" in part or "Suchthilfe" in part) is chosen


def test_every_rule_source_and_contradiction_stands_on_the_page_of_foundations(app: AppTest) -> None:
    from finder.facts.dataset import on_file
    from finder.rules.programme_types import PROGRAMME_TYPES

    app.switch_page("pages/basics.py").run()
    text = "\n".join(str(one.proto.body) for one in app.get("html"))
    assert not app.exception
    for kind in PROGRAMME_TYPES:
        for condition in kind.requires:
            assert condition.citation.passage in text
    for source in on_file().sources.values():
        assert source.publisher in text
    assert "12 von 26 Organisationen" in text
    assert "2450 Grenchen" in text


# ── In a browser ─────────────────────────────────────────────────────────────────


FOCUSED = "name => [document.activeElement.name, document.activeElement.id].includes(name)"


class Keys:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def __call__(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def to(self, name: str) -> None:
        """Presses Tab until the focus is on what bears this name or id."""
        expect(self.page.locator(f'[name="{name}"], #{name}').first).to_be_attached()
        while not self.page.evaluate(FOCUSED, name):
            self("Tab")
            assert self.count < 200, f"{name} cannot be reached with Tab"


CASE = {
    "social_assistance": "2",
    "unemployment_insurance": "2",
    "disability_insurance": "2",
    "german": "AA",  # A1, then A2
    "employability": "2",  # soon
    "work_experience": "2",  # abroad
    "insurers_efforts_failed": "2",
    "attends_reliably": "1",
    "wants_training": "2",
    "status": "F",
}
"""The answers of one client as keys: a digit chooses by place, a letter by name."""


def test_a_caseworker_does_the_whole_job_on_one_page_by_keyboard(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/advice?role=staff")
    expect(page.locator("#q-field-postcode")).to_be_focused()
    key = Keys(page)
    key(*"4500", "Tab", *"25")
    for question, answer in CASE.items():
        key.to(f"q-{question}")
        key(*answer)
        expect(page.locator(f"#q-{question} input:checked")).not_to_have_value("open")
    expect(page.locator('.matrix tr.fits[data-type="qualifizierung"]')).to_have_count(1)
    key("Enter")
    expect(page.locator(".matrix tr.chosen [data-row]")).to_be_focused()
    while not page.evaluate("document.activeElement.dataset.row === 'qualifizierung'"):
        key("ArrowDown")
    expect(page.locator('.answer[data-type="qualifizierung"]')).to_contain_text("CHF 868.00 pro Monat")
    expect(page.locator(".answer .where")).to_contain_text("km")
    key.to("c-print")
    with page.expect_download() as waiting:
        key("Enter")
    assert Path(waiting.value.path()).read_bytes().startswith(b"%PDF")
    assert key.count <= 45


def test_an_answer_given_before_the_last_one_is_drawn_is_not_lost(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/advice?role=staff")
    for name in ("social_assistance", "unemployment_insurance", "disability_insurance", "attends_reliably"):
        page.locator(f'#q-{name} input[value="no"]').check(force=True)
    settled(page)
    for name in ("social_assistance", "unemployment_insurance", "disability_insurance", "attends_reliably"):
        expect(page.locator(f'#q-{name} input[value="no"]')).to_be_checked()
    expect(page.locator('.matrix tr[data-type="teillohn"]')).to_have_attribute("data-fit", "does_not_fit")


@pytest.mark.parametrize("width", [390, 683, 912, 1024])
def test_no_label_collapses_and_nothing_scrolls_sideways(page_at: Visits, width: int) -> None:
    page = page_at(width, 900, path="/advice?role=staff&lang=uk")
    narrowest = page.evaluate(
        "Math.min(...[...document.querySelectorAll('.q-label')].map(one => one.getBoundingClientRect().width))"
    )
    assert narrowest >= 90
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("said", "taken", "new"),
    [
        ({"age": "17"}, {}, [("age", "17")]),
        ({"age": "17"}, {"age": "17"}, []),
        ({"age": "17", "turns": {"age": 3}}, {"age": "17", "turns": {"age": 1}}, [("age", "17")]),
        (
            {"locality": "4564 Zielebach", "postcode": "4564", "turns": {"locality": 3, "postcode": 2}},
            {},
            [("postcode", "4564"), ("locality", "4564 Zielebach")],
        ),
        ({"mount": "a", "turn": 1, "turns": {}}, {}, []),
    ],
)
def test_what_is_new_in_a_record_is_taken_over_in_the_order_in_which_it_was_said(
    said: dict[str, Any], taken: dict[str, Any], new: list[tuple[str, str]]
) -> None:
    assert list(new_in(said, taken)) == new
