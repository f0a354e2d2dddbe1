"""The guide without a browser: where a visitor is, what a form says, how a question is drawn."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from finder.errors import SeveralPlaces
from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.steps.guide import SCREENS
from finder.steps.places import find
from views.guide_form import read, recognised, suggestions
from views.guide_screen import Drawing, draw
from views.guide_walk import RESULT, Walk
from views.words import words

ON = date(2026, 11, 22)


def test_a_step_further_cuts_off_what_was_ahead() -> None:
    walk = Walk(["welcome", "person", "german", "employability"], at=1)
    walk.further("status")
    assert (walk.trail, walk.at) == (["welcome", "person", "status"], 2)


@pytest.mark.parametrize(("step", "at"), [(-1, 0), (0, 0), (2, 2), (3, 2)])
def test_the_browser_leads_to_no_place_that_was_not_visited(step: int, at: int) -> None:
    walk = Walk(["welcome", "person", "german"], at=1)
    walk.go(step)
    assert walk.at == at


def test_who_answered_elsewhere_begins_at_what_is_open() -> None:
    assert Walk.of(None, Situation(age=25, postcode="4528"), ON).place == "german"
    assert Walk.of(None, Situation(), ON).place == "welcome"


def test_the_number_of_questions_at_most_never_rises_on_the_way() -> None:
    told = {"german": "A2", "employability": "soon", "work_experience": "abroad", "status": "S"}
    walk, situation, most = Walk(["person"]), Situation(), 99
    while walk.place != RESULT:
        now = walk.most(situation, ON)
        assert walk.number <= now <= most
        most = now
        answers = read(walk.place, {key: told[key] for key in SCREENS[walk.place] if key in told} or {"unknown": "1"})
        if answers.left_open:
            walk.leave_open(walk.place)
        situation = situation.but(**answers.answers)
        walk.further(walk.next(situation, ON))
    assert walk.number > 5


@pytest.mark.parametrize(
    ("screen", "form", "answers"),
    [
        ("person", {"age": "25", "postcode": "4528"}, {"age": 25, "postcode": "4528", "locality": None}),
        ("person", {"age": "25", "postcode": ""}, {"age": 25, "postcode": None, "locality": None}),
        ("person", {"age": "٢٥", "postcode": "Zuchwil"}, {"age": 25, "postcode": "4528", "locality": "Zuchwil"}),
        (
            "goals",
            {"attends_reliably": "yes", "go": "1"},
            {"attends_reliably": True, "wants_training": False, "insurers_efforts_failed": False},
        ),
        ("goals", {"unknown": "1"}, dict.fromkeys(SCREENS["goals"])),
    ],
)
def test_a_form_gives_the_answers_of_its_screen(screen: str, form: dict[str, str], answers: dict[str, Any]) -> None:
    given = read(screen, form)
    assert (given.answers, given.wrong) == (answers, {})


@pytest.mark.parametrize(
    ("screen", "form", "wrong"),
    [
        ("person", {"age": "x", "postcode": "4528"}, {"age"}),
        ("person", {"age": "x", "postcode": "Nirgendwo am Rand"}, {"age", "postcode"}),
        ("person", {"age": " ", "postcode": ""}, {"person"}),
        ("benefits", {"go": "1"}, {"benefits"}),
    ],
)
def test_what_is_not_understood_is_said_at_its_field(screen: str, form: dict[str, str], wrong: set[str]) -> None:
    assert set(read(screen, form).wrong) == wrong


def test_nothing_of_it_is_an_answer_and_a_box_another() -> None:
    assert not any(read("benefits", {"none": "1"}).answers.values())
    assert read("benefits", {"social_assistance": "yes"}).answers["social_assistance"] is True


def test_a_place_is_recognised_with_its_canton() -> None:
    assert recognised(words("de"), "4528") == "4528 Zuchwil, Kanton SO"
    assert recognised(words("de"), "45") == ""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("language", ["de", "ar"])
def test_every_screen_can_be_drawn_and_left_open(screen: str, language: str) -> None:
    situation = Situation(postcode="4566") if screen == "locality" else Situation()
    html = str(draw(words(language), Drawing(situation, Walk([screen]), ON)))
    assert html.count("<h1") == 1
    assert 'name="unknown"' in html
    assert on_file().languages


@pytest.mark.parametrize("typed", ["Wangen", "Kyburg", "Lohn"])
def test_a_name_of_several_places_is_a_choice_with_solothurn_first(typed: str) -> None:
    given = read("person", {"age": "30", "postcode": typed, "go": "1"})
    assert isinstance(given.wrong["postcode"], SeveralPlaces)
    assert "postcode" not in given.answers
    offered = suggestions(words("de"), given.wrong["postcode"])
    first = re.findall(r'value="(\d{4}) ', offered)[0]
    assert {place.canton for place in find(first)} == {"SO"}
    assert read("person", {"postcode": f"{first} ", "go": "1"}).answers["postcode"] == first
