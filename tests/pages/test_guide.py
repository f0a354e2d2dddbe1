"""The guided path, driven without a browser: one question a screen, every way out of it, the result."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30).run()
    page.button(key="guide_start").click().run()
    return page


def shown(page: AppTest) -> str:
    return "\n".join(str(one.proto.body) for one in page.get("html"))


def left(page: AppTest) -> int:
    """How many questions the page says can still come."""
    found = re.search(r'class="progress-text">\D*\d+\D*(\d+)', shown(page))
    assert found is not None, "a question without its progress"
    return int(found[1])


def typed(page: AppTest, screen: str, text: str) -> AppTest:
    page.text_input(key=f"guide_{screen}").set_value(text)
    return page.button(key=f"guide_next_{screen}").click().run()


def pressed(page: AppTest, *keys: str) -> AppTest:
    for key in keys:
        page.button(key=f"guide_{key}").click().run()
    return page


def to_the_result(page: AppTest) -> AppTest:
    typed(page, "age", "17")
    typed(page, "postcode", "4528")
    pressed(page, "german_A2", "employability_soon", "wants_training_True", "benefits_none", "status_swiss")
    while keys := [one.key for one in page.button if (one.key or "").startswith("guide_unknown_")]:
        page.button(key=keys[0]).click().run()
    return page


def test_a_screen_holds_one_question_and_its_reason(app: AppTest) -> None:
    assert shown(app).count('id="guide-question"') == 1
    assert len(app.text_input) == 1
    assert "<details>" in shown(app)


def test_what_is_left_falls_with_each_answer(app: AppTest) -> None:
    before = left(app)
    typed(app, "age", "17")
    assert left(app) <= before


@pytest.mark.parametrize("way", ["unknown"])
def test_a_question_may_be_left_open_and_is_not_asked_again(app: AppTest, way: str) -> None:
    pressed(app, f"{way}_age")
    assert [one.key for one in app.text_input] == ["guide_postcode"]
    assert app.session_state["answers"] == {}


def test_back_asks_the_last_question_again(app: AppTest) -> None:
    typed(app, "age", "17")
    pressed(app, "back_postcode")
    assert [one.key for one in app.text_input] == ["guide_age"]


def test_what_is_not_understood_gets_a_kind_sentence_and_stays_on_the_question(app: AppTest) -> None:
    typed(app, "age", "siebzehn")
    assert 'class="field-warning"' in shown(app)
    assert [one.key for one in app.text_input] == ["guide_age"]


def test_a_misspelt_place_is_suggested_and_taken_with_one_press(app: AppTest) -> None:
    typed(app, "age", "17")
    typed(app, "postcode", "Solothrun")
    suggested = [one.key for one in app.button if (one.key or "").startswith("guide_meant_")]
    assert suggested[0].endswith("Solothurn")
    app.button(key=suggested[0]).click().run()
    assert app.session_state["answers"]["postcode"] == "4500"


def test_the_result_has_the_verdicts_of_the_office_and_every_answer_can_be_changed_alone(app: AppTest) -> None:
    to_the_result(app)
    assert 'class="card fits" data-type="jugendprogramm"' in shown(app)
    assert len(re.findall(r'class="card \w+" data-type', shown(app))) == 10
    assert not app.text_input

    before = dict(app.session_state["answers"])
    pressed(app, "change_age")
    typed(app, "age", "45")
    kept = dict(app.session_state["answers"])
    assert kept.pop("age") == 45
    assert {key: value for key, value in before.items() if key != "age"}.items() <= kept.items()


def test_nothing_told_reaches_the_address(app: AppTest) -> None:
    to_the_result(app)
    assert set(app.query_params) <= {"lang", "role"}
