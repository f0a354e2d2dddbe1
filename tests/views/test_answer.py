"""The answer card: what, what one pays, where, what now – and a reason for whatever does not fit."""

from __future__ import annotations

import re
from datetime import date
from itertools import product

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS, Situation
from finder.rules.rule import Hearing
from finder.steps.advise import Fit, judge
from finder.steps.case import Case
from views.answer import Answer, answer, card, closed_reason, deciding, headline, whole
from views.words import words

ON = date(2026, 11, 22)
PERSON = {
    "postcode": "4500",
    "age": 25,
    "german": "A2",
    "status": "F",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "employability": "soon",
    "work_experience": "abroad",
    "attends_reliably": True,
    "wants_training": False,
    "flight_trauma": False,
    "addiction": False,
}


def of(language: str = "de", me: str = "self", **changed: object) -> Answer:
    return answer(words(language), me, Situation.of({**PERSON, **changed}), ON)


def text(markup: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def test_the_card_says_what_then_what_one_pays_then_where_then_what_now() -> None:
    found = of()
    shown = text(card(found, next(one for one in found.advice.of(Fit.FITS) if one.type.key == "qualifizierung")))
    parts = ["Arbeiten und lernen", "Qualifizierung", "CHF 868.00 pro Monat", "km", "Nächster Schritt", "Warum"]
    assert [shown.index(part) for part in parts] == sorted(shown.index(part) for part in parts)


@pytest.mark.parametrize(
    ("me", "helped", "sentence"),
    [
        ("self", False, "Sie bezahlen höchstens"),
        ("staff", False, "Die Person bezahlt höchstens"),
        ("self", True, "Ihr Sozialdienst bezahlt. Sie bezahlen nichts."),
        ("staff", True, "Der Sozialdienst bezahlt. Die Person bezahlt nichts."),
    ],
)
def test_who_looks_for_herself_is_spoken_to(me: str, helped: bool, sentence: str) -> None:
    assert sentence in text(whole(of(me=me, social_assistance=helped)))


def test_every_card_says_whom_to_call() -> None:
    for place in ("4500", "4600", "4226"):
        found = of(postcode=place)
        for kind in found.advice.of(Fit.FITS):
            assert 'href="tel:' in card(found, kind)


@pytest.mark.parametrize("language", on_file().languages)
def test_whatever_does_not_fit_or_is_open_has_a_reason_also_when_the_answer_is_no(language: str) -> None:
    found = of(language)
    for kind in found.advice.types:
        assert deciding(found.say, kind).strip()
    assert "{" not in whole(found)
    trauma = next(one for one in found.advice.types if one.type.key == "trauma")
    assert closed_reason(found.say, trauma) == found.say("rule.trauma_comes_from_flight.not_met")


def test_nothing_told_is_all_open_and_names_what_is_missing() -> None:
    found = answer(words("de"), "self", Situation(), ON)
    assert "10 Programmarten können noch passen" in headline(found)
    assert "Es fehlt" in whole(found)


def test_papers_that_contradict_each_other_are_the_offices_business() -> None:
    told = words("de")("caution.registration_route_differs")
    assert told not in text(whole(of(me="self")))
    assert told in text(whole(of(me="staff")))


def test_the_deciding_reason_is_never_blank() -> None:
    """Every kind, every condition, every answer to it alone: the one line a row has room for says something."""
    say = words("de")
    for asked in Case.of(Situation(), ON).rulebook.kinds:
        for condition in (*asked.requires, *asked.speaks_for):
            tried = [
                (None, *QUESTIONS[name].values) if QUESTIONS[name].values else (None, 0, 17, 40, 120)
                for name in condition.needs
            ]
            for values in product(*tried):
                who = Situation(**dict(zip(condition.needs, values, strict=True)))
                reason = deciding(say, judge(asked, Hearing(who.answers())))
                assert len(reason) > 10, (asked.kind.key, who.answered())
                assert "{" not in reason
                assert "None" not in reason


@pytest.mark.parametrize(
    ("language", "text", "ended"),
    [
        ("de", "Zuerst zum RAV", "Zuerst zum RAV."),
        ("de", "Zuerst zum RAV.", "Zuerst zum RAV."),
        ("ti", "መጀመርታ ናብ RAV", "መጀመርታ ናብ RAV።"),
        ("ti", "መጀመርታ ናብ RAV።", "መጀመርታ ናብ RAV።"),
    ],
)
def test_a_text_ends_with_one_full_stop_of_its_language(language: str, text: str, ended: str) -> None:
    assert words(language).ended(text) == ended
