"""The rules of a day: which are asked at all, and what of them is known before anybody is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.rules import rule as rules
from finder.rules.rule import Answers, Condition, Finding, found
from finder.rules.rulebook import Rulebook
from finder.steps.advise import advise

ON = date(2026, 11, 22)


def test_an_advice_asks_only_what_no_single_answer_settles(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Condition] = []

    def finding(condition: Condition, answers: Answers) -> Finding:
        asked.append(condition)
        return found(condition, answers)

    monkeypatch.setattr(rules._Asked, "finding", finding)
    for told in ({}, {"age": 17, "employability": "soon", "flight_trauma": True, "addiction": True, "german": "A1"}):
        advise(Situation.of(told), ON)
    assert asked
    assert {one.name for one in asked if len(one.needs) == 1 and one.known} == set()


def test_before_its_documents_a_kind_is_judged_by_the_first_of_them() -> None:
    sources = on_file().sources
    for today in Rulebook.of(ON, sources).kinds:
        first = today.kind.first_day(sources)
        assert first is not None
        days = (first - timedelta(days=4_000), first - timedelta(days=1), first)
        of_days = [next(one for one in Rulebook.of(day, sources).kinds if one.kind is today.kind) for day in days]
        assert of_days[0].requires == of_days[1].requires == of_days[2].requires != ()
        assert {*of_days[0].cautions} > {*of_days[2].cautions}, "and it says so"
