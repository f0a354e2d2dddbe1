"""The page Beratung and the frame around it, driven without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).resolve().parents[2]
TODAY = "2026-11-22"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", TODAY)
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    page.query_params["role"] = "staff"
    return page.run()


def shown(page: AppTest) -> str:
    """Everything written on the page as markup."""
    return "\n".join(str(one.proto.body) for one in page.get("html"))


def cards(page: AppTest) -> dict[str, str]:
    """kind → verdict, as the cards on the page say."""
    import re

    return {kind: fit for fit, kind in re.findall(r'class="card (\w+)" data-type="(\w+)"', shown(page))}


def test_a_page_without_answers_shows_all_ten_kinds_as_open(app: AppTest) -> None:
    assert not app.exception
    assert set(cards(app).values()) == {"open"}
    assert len(cards(app)) == 10


def test_an_answer_changes_the_verdicts_at_once(app: AppTest) -> None:
    app.text_input(key="age").set_value("17")
    app.button_group(key="wants_training").set_value("yes")
    app.run()
    assert cards(app)["jugendprogramm"] == "fits"
    assert cards(app)["integration_arbeit"] == "does_not_fit"
    assert "wenn die Person 18 Jahre alt ist" in shown(app)


def test_an_answer_taken_back_opens_the_verdict_again(app: AppTest) -> None:
    app.button_group(key="flight_trauma").set_value("no").run()
    assert cards(app)["trauma"] == "does_not_fit"
    app.button_group(key="flight_trauma").set_value("unknown").run()
    assert cards(app)["trauma"] == "open"


def test_the_door_comes_before_the_kinds(app: AppTest) -> None:
    app.button_group(key="unemployment_insurance").set_value("yes").run()
    text = shown(app)
    assert text.index("Zuerst zum RAV") < text.index('class="card')


@pytest.mark.parametrize("typed", ["abc", "-1", "121", "17.5", "9" * 50])
def test_an_age_that_is_none_gets_a_kind_sentence_and_changes_nothing(app: AppTest, typed: str) -> None:
    app.text_input(key="age").set_value(typed).run()
    assert not app.exception
    assert "verstehen wir nicht" in shown(app)
    assert set(cards(app).values()) == {"open"}


@pytest.mark.parametrize("typed", ["2’500", "2'500.–", "CHF 2500", "2 500.00"])
def test_an_amount_is_understood_as_a_person_writes_it(app: AppTest, typed: str) -> None:
    app.text_input(key="monthly_income").set_value(typed).run()
    assert "verstehen wir nicht" not in shown(app)


def test_an_unknown_postcode_proposes_a_near_one_and_takes_it_on_a_click(app: AppTest) -> None:
    app.text_input(key="postcode").set_value("2450 Grenchen").run()
    suggestion = next(button for button in app.button if "2540 Grenchen" in button.label)
    suggestion.click().run()
    assert app.text_input(key="postcode").value == "2540 Grenchen"
    assert app.session_state["answers"]["postcode"] == "2540"


def test_the_place_is_asked_only_when_a_postcode_has_several(app: AppTest) -> None:
    app.text_input(key="postcode").set_value("4528").run()
    assert not [box for box in app.selectbox if box.key == "locality"]
    app.text_input(key="postcode").set_value("4564").run()
    app.selectbox(key="locality").set_value("4564 Zielebach").run()
    assert "Wohnort Bern" in shown(app)


def test_answers_survive_a_walk_through_the_pages(app: AppTest) -> None:
    app.button_group(key="flight_trauma").set_value("yes").run()
    app.switch_page("pages/basics.py").run()
    app.switch_page("pages/advice.py").run()
    assert app.button_group(key="flight_trauma").value == "yes"
    assert cards(app)["trauma"] == "fits"


def test_the_asylum_decision_is_asked_only_where_it_matters(app: AppTest) -> None:
    def asked() -> bool:
        return any(one.key == "final_negative_asylum_decision" for one in app.button_group)

    assert not asked()
    app.selectbox(key="status").set_value("B").run()
    assert not asked()
    app.selectbox(key="status").set_value("other").run()
    assert asked()


def test_every_rule_source_and_contradiction_stands_on_the_page_of_foundations(app: AppTest) -> None:
    from finder.facts.dataset import on_file
    from finder.rules.programme_types import PROGRAMME_TYPES

    app.switch_page("pages/basics.py").run()
    text = shown(app)
    assert not app.exception
    for kind in PROGRAMME_TYPES:
        for condition in kind.requires:
            assert condition.citation.passage in text
    for source in on_file().sources.values():
        assert source.publisher in text
    assert "12 von 26 Organisationen" in text
    assert "2450 Grenchen" in text


def test_a_place_chosen_elsewhere_is_still_chosen_here(app: AppTest) -> None:
    app.session_state["answers"] = {"postcode": "4564", "locality": "Zielebach"}
    app.run()
    assert app.selectbox(key="locality").value == "4564 Zielebach"
    assert app.session_state["answers"]["locality"] == "Zielebach"
