"""The page Blatt, driven without a browser: loading a case takes over all of it or nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.support.said import given

ROOT = Path(__file__).resolve().parents[2]
CASE = {"format": "ami-case", "version": 2, "on": "2026-11-22", "answers": {"age": 17, "german": "A2"}, "shortlist": []}


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["role"] = "staff"
    app.run()
    app.session_state["answers"] = {"age": 40}
    return app.switch_page("pages/takeaway.py").run()


def shown(page: AppTest) -> str:
    return "\n".join([given(page, "takeaway")["body"], *(str(one.proto.body) for one in page.get("html"))])


def load(page: AppTest, text: str) -> AppTest:
    page.text_area(key="case_paste").set_value(text)
    return page.button(key="case_take_over").click().run()


def test_a_case_that_is_loaded_replaces_every_answer(page: AppTest) -> None:
    load(page, json.dumps(CASE))
    assert not page.exception
    assert page.session_state["answers"] == {"age": 17, "german": "A2"}
    assert "Geladen: 2 Antworten." in shown(page)


@pytest.mark.parametrize(
    "text",
    [
        "Guten Tag",
        "{}",
        json.dumps({**CASE, "version": 9}),
        json.dumps({**CASE, "answers": {"age": 17, "german": "D9"}}),
    ],
)
def test_a_file_that_is_none_gets_a_kind_sentence_and_changes_nothing(page: AppTest, text: str) -> None:
    load(page, text)
    assert not page.exception
    assert 'class="field-warning"' in shown(page)
    assert page.session_state["answers"] == {"age": 40}


def test_the_text_for_the_forms_names_no_health(page: AppTest) -> None:
    page.session_state["answers"] = {"age": 40, "flight_trauma": True, "addiction": True, "social_assistance": True}
    page.run()
    text = shown(page)[shown(page).index("to-copy") :]
    assert "Anmeldung zu einem Programm" in text
    assert "Trauma" not in text
    assert "Sucht" not in text
