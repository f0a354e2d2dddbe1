"""How rules are asked and how three values combine."""

from itertools import product

import pytest

from finder.facts.situation import Situation
from finder.facts.sources import cite
from finder.rules.programme_types import german_is_sufficient, person_is_in_the_target_group
from finder.rules.rule import ask, rule, still_matters
from finder.rules.verdict import MET, NOT_MET, OPEN, all_of, any_of

KLEENE = {MET: True, NOT_MET: False, OPEN: None}


@pytest.mark.parametrize("verdicts", list(product((MET, NOT_MET, OPEN), repeat=3)))
def test_three_values_combine_as_kleene_says(verdicts):
    """A combination is certain exactly when every way to close what is open leads to the same."""
    closed = list(product(*([True, False] if KLEENE[one] is None else [KLEENE[one]] for one in verdicts)))
    for combine, classic in ((all_of, all), (any_of, any)):
        outcomes = {classic(ways) for ways in closed}
        assert KLEENE[combine(verdicts)] is (outcomes.pop() if len(outcomes) == 1 else None)


def test_nothing_to_hold_holds_and_no_way_is_none():
    assert all_of(()) is MET
    assert any_of(()) is NOT_MET


@rule(cite("ami-2024", "Probe"))
def age_is_even(age: int) -> bool:
    """«gerade»"""
    return age % 2 == 0


@rule(cite("ami-2024", "Probe"), hears_silence=True, assumption=True)
def age_is_told(age: int | None) -> bool:
    """«angegeben»"""
    return age is not None


def test_a_rule_takes_name_needs_and_quote_from_its_function():
    assert (age_is_even.name, age_is_even.needs, age_is_even.quote) == ("age_is_even", ("age",), "«gerade»")
    assert age_is_even(4) is True
    assert (age_is_even.assumption, age_is_told.assumption) == (False, True)


@pytest.mark.parametrize(("age", "verdict"), [(None, OPEN), (4, MET), (5, NOT_MET)])
def test_an_unanswered_question_leaves_the_finding_open_before_the_rule_is_asked(age, verdict):
    finding = ask(age_is_even, Situation(age=age).answers())
    assert (finding.rule, finding.verdict, finding.facts) == ("age_is_even", verdict, {"age": age})


def test_a_rule_that_hears_silence_is_asked_all_the_same():
    assert ask(age_is_told, Situation().answers()).verdict is NOT_MET


@pytest.mark.parametrize(
    ("told", "matters"),
    [
        ({}, {"work_experience", "employability", "insurers_efforts_failed"}),
        ({"work_experience": "abroad"}, {"employability"}),
        ({"work_experience": "switzerland", "employability": "ready"}, {"insurers_efforts_failed"}),
        ({"employability": "soon"}, {"work_experience"}),
        ({"employability": "ready", "insurers_efforts_failed": True}, set()),
        ({"employability": "not_foreseeable"}, set()),
    ],
)
def test_only_what_could_still_turn_the_verdict_matters(told, matters):
    assert set(still_matters(person_is_in_the_target_group, Situation.of(told).answers())) == matters


def test_where_the_source_leaves_it_open_no_further_answer_matters():
    assert still_matters(german_is_sufficient, Situation.of({"german": "A2"}).answers()) == ()
