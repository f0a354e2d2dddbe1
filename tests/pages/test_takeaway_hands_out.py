"""The page Blatt, driven without a browser: discreet in all it hands out, and unmoved by a broken file."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.steps.case_file import save
from finder.steps.handout import Handout
from finder.steps.sites import offer_key
from tests.support.said import given, taken_over
from views.paper import sheet

ROOT = Path(__file__).resolve().parents[2]
PICTURE = (ROOT / "static" / "icon.png").read_bytes()
DRAWN = sheet.png
TODAY = date(2026, 11, 22)
TOLD = Situation.of(
    {"postcode": "4600", "age": 35, "social_assistance": True, "addiction": True, "flight_trauma": True}
)
KEPT = [offer_key(one) for one in on_file().offers if one.type in ("suchthilfe", "trauma", "qualifizierung")]


@pytest.fixture(autouse=True)
def _no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture of the sheet takes longer than the page, and says nothing here."""
    monkeypatch.setattr(sheet, "png", lambda *_: PICTURE)


@pytest.fixture
def handed_out(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the download buttons hold, by their keys."""
    held: dict[str, Any] = {}

    def button(label: str, data: Any, *, key: str, **options: Any) -> bool:
        held[key] = data if key == "download_sheet" else data()  # the sheet takes a tenth of a second
        return False

    monkeypatch.setattr(st, "download_button", button)
    return held


def opened(monkeypatch: pytest.MonkeyPatch, role: str, language: str = "de") -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", TODAY.isoformat())
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    page.query_params["role"], page.query_params["lang"] = role, language
    page.run()
    return page.switch_page("pages/takeaway.py").run()


def load(page: AppTest, text: str) -> AppTest:
    page.text_area(key="case_paste").set_value(text)
    return page.button(key="case_take_over").click().run()


def element(page: AppTest) -> str:
    """The markup of everything but the case file."""
    return str(given(page, "takeaway")["body"])


def shown(page: AppTest) -> str:
    return "\n".join([element(page), *(str(one.proto.body) for one in page.get("html"))])


def choose(page: AppTest, name: str, value: str) -> AppTest:
    """What was chosen in a field of the element, as the browser tells it."""
    assert f'data-choose="{name}"' in element(page), "there is no such field"
    script = f"from pages.parts import sheet_fields\nsheet_fields.take({name!r}, {value!r})"
    taken_over(page, script, name)
    return page.run()


def tells_of_health(page: AppTest, held: dict[str, Any]) -> bool:
    without_the_tick = re.sub(r'<label class="f-tick">.*?</label>', "", shown(page))  # it says what it is about
    read = [without_the_tick, *(str(held.get(key, "")) for key in ("download_text", "download_csv", "download_vcard"))]
    return any(word in text.casefold() for word in ("trauma", "sucht") for text in read)


@pytest.mark.parametrize("role", ["self", "staff"])
def test_without_the_tick_no_text_and_no_list_tells_of_health(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any], role: str
) -> None:
    page = load(opened(monkeypatch, role), save(TOLD, KEPT, TODAY))
    assert not page.exception
    assert "Regiomech" in handed_out["download_csv"], "the other offers put aside are all there"
    assert not tells_of_health(page, handed_out)


def test_with_the_tick_of_a_caseworker_they_are_named(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any]
) -> None:
    page = load(opened(monkeypatch, "staff"), save(TOLD, KEPT, TODAY))
    choose(page, "sheet_sensitive", "yes")
    assert "Suchthilfe Ost" in handed_out["download_vcard"]
    assert "Suchthilfe" in handed_out["download_text"]
    assert "Suchthilfe" in handed_out["download_csv"]


def test_a_newcomer_has_no_such_tick_and_no_registration_text(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any]
) -> None:
    page = opened(monkeypatch, "self")
    assert "sheet_sensitive" not in element(page)
    assert "download_text" not in handed_out


@pytest.mark.parametrize(("language", "beside"), [("de", "de"), ("ar", "ar"), ("uk", "uk")])
def test_the_language_beside_the_german_is_first_the_readers_own(
    monkeypatch: pytest.MonkeyPatch, language: str, beside: str
) -> None:
    page = opened(monkeypatch, "self", language)
    assert f'value="{beside}" selected' in element(page)
    assert 'value="fa" selected' in element(choose(page, "sheet_language", "fa"))


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        ("hallo", "takeaway.refused.not_json"),
        ('{"format": "other"}', "takeaway.refused.format"),
        ('{"format": "ami-case", "version": 99}', "takeaway.refused.version"),
        ('{"format": "ami-case", "version": 2, "answers": {"age": -3}, "shortlist": []}', "takeaway.refused.answer"),
        (
            '{"format": "ami-case", "version": 2, "answers": {}, "shortlist": [], "name": "x"}',
            "takeaway.refused.answer",
        ),
        (" " * 10 + "[" * 17_000, "takeaway.refused.too_large"),
    ],
)
def test_a_broken_file_gets_a_kind_sentence_and_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any], broken: str, sentence: str
) -> None:
    from views.words import words

    page = load(opened(monkeypatch, "self"), save(TOLD, KEPT, TODAY))
    before = json.loads(handed_out["save_case"])
    load(page, broken)
    assert not page.exception
    assert words("de")(sentence, field="?").split("?")[0].rstrip(" (") in shown(page) + str(page.main)
    assert json.loads(handed_out["save_case"]) == before


def test_a_file_that_is_loaded_brings_back_answers_and_shortlist(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any]
) -> None:
    page = load(opened(monkeypatch, "self"), save(TOLD, KEPT, TODAY))
    found = json.loads(handed_out["save_case"])
    assert found == json.loads(save(TOLD, KEPT, TODAY))
    assert "5 Antworten" in shown(page)


def test_the_papers_are_those_of_exactly_this_household_as_the_small_steps_of_its_income_tell(
    monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any]
) -> None:
    """What the household does not draw needs no proof."""
    one = Situation.of(
        {
            "postcode": "4500",
            "age": 30,
            "employability": "soon",
            "social_assistance": False,
            "unemployment_insurance": False,
            "disability_insurance": False,
            "status": "B",
            "household_size": 1,
        }
    )
    asked: list[str] = []

    def pdf(found: Handout, *others: Any) -> bytes:
        asked.extend(found.documents)
        return b"%PDF"

    monkeypatch.setattr(sheet, "pdf", pdf)
    page = load(opened(monkeypatch, "staff"), save(one, [], TODAY))
    handed_out["download_sheet"]()
    assert "pensions_if_drawn" in asked
    asked.clear()
    for key, typed in {"income_steps": True, "income_wage_1": "1000", "income_pensions": "0"}.items():
        page.session_state[key] = typed
    page.run()
    handed_out["download_sheet"]()
    assert "wage_slips" in asked
    assert "pensions_if_drawn" not in asked
    assert "premium_reduction_if_drawn" in asked


def test_nothing_is_written(monkeypatch: pytest.MonkeyPatch, handed_out: dict[str, Any], tmp_path: Path) -> None:
    monkeypatch.setattr(sheet, "png", DRAWN)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    load(opened(monkeypatch, "staff"), save(TOLD, KEPT, TODAY))
    assert handed_out["download_sheet"]().startswith(b"%PDF")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
