"""What would change it: few answers before many, small steps before large, and nothing that mends itself on the way."""

from __future__ import annotations

from typing import Any

import pytest

from finder.facts.situation import German, Situation
from finder.facts.sources import cite
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.rules.rule import Rule, every, rule
from finder.rules.verdict import NOT_MET
from finder.steps.change import _changes, _mend, _mended, smallest_change


@rule(cite("ami-2024", "Probe"))
def german_alone_or_two_others(german: German, attends_reliably: bool, wants_training: bool) -> bool:
    """«oder»"""
    return german >= German.C1 or (attends_reliably and wants_training)


@rule(cite("ami-2024", "Probe"))
def two_at_once(attends_reliably: bool, wants_training: bool) -> bool:
    """«beide»"""
    return attends_reliably and wants_training


@rule(cite("ami-2024", "Probe"))
def german_begun(german: German) -> bool:
    """«mindestens»"""
    return german >= German.A2


@rule(cite("ami-2024", "Probe"))
def reliable_or_german_begun(german: German, attends_reliably: bool) -> bool:
    """«sonst»"""
    return attends_reliably or german >= German.A2


@rule(cite("ami-2024", "Probe"))
def reliable_or_german_far_on(attends_reliably: bool, german: German) -> bool:
    """«sonst»"""
    return attends_reliably or german >= German.C1


@rule(cite("ami-2024", "Probe"))
def of_age_with_german(age: int, german: German) -> bool:
    """«volljährig»"""
    return age >= 18 and german >= German.A2


@rule(cite("ami-2024", "Probe"))
def no_addiction(addiction: bool) -> bool:
    """«keine»"""
    return not addiction


NEITHER = {"attends_reliably": False, "wants_training": False}


@pytest.mark.parametrize(
    ("conditions", "told", "change"),
    [
        ((german_begun,), {"german": "A2"}, {}),
        ((german_begun,), {}, {}),  # open is no failure
        ((german_begun,), {"german": "none"}, {"german": "A2"}),
        ((two_at_once,), NEITHER, {"attends_reliably": True, "wants_training": True}),
        ((two_at_once,), {**NEITHER, "wants_training": True}, {"attends_reliably": True}),
        ((german_alone_or_two_others,), {**NEITHER, "german": "A1"}, {"german": "C1"}),  # four steps, but one answer
        ((german_alone_or_two_others,), {"german": "B1", "attends_reliably": False, "wants_training": True},
         {"attends_reliably": True}),  # one step before two
        ((of_age_with_german,), {"age": 16, "german": "B1"}, {"age": 18}),
        ((of_age_with_german,), {"age": 17, "german": "A1"}, {"age": 18, "german": "A2"}),
        ((reliable_or_german_far_on,), {"attends_reliably": False, "german": "B1"}, {"attends_reliably": True}),
        ((reliable_or_german_far_on,), {"attends_reliably": False, "german": "B2"}, {"german": "C1"}),  # as near
        ((no_addiction,), {"addiction": True}, None),
        ((german_begun, no_addiction), {"german": "A1", "addiction": True}, None),
        ((reliable_or_german_begun,), {"german": "A1", "attends_reliably": False}, {"attends_reliably": True}),
        # What another change has mended already needs none of its own.
        ((german_begun, reliable_or_german_begun), {"german": "A1", "attends_reliably": False}, {"german": "A2"}),
        ((german_begun, two_at_once), {"german": "A1", **NEITHER, "wants_training": True},
         {"german": "A2", "attends_reliably": True}),
    ],
)  # fmt: skip
def test_few_answers_before_many_and_small_steps_before_large(
    conditions: tuple[Rule, ...], told: dict[str, Any], change: dict[str, Any] | None
) -> None:
    answers = Situation.of(told).answers()
    assert smallest_change(tuple(one.finding(answers) for one in conditions)) == change


@pytest.mark.parametrize(
    ("names", "answers", "first", "count"),
    [
        (("german",), {"german": German.B2}, [{}, {"german": "C1"}, {"german": "C2"}], 3),
        (("german",), {"german": None}, [{}], 1),  # nothing is bettered that nobody told
        (("canton",), {"canton": "BE"}, [{}], 1),
        (("age", "german"), {"age": 16, "german": German.C1},
         [{}, {"german": "C2"}, {"age": 17}, {"age": 18}, {"age": 17, "german": "C2"}], 6),
    ],
)  # fmt: skip
def test_every_way_to_better_an_answer_comes_once_the_smallest_first(
    names: tuple[str, ...], answers: dict[str, Any], first: list[dict[str, Any]], count: int
) -> None:
    ways = [*_changes(names, answers)]
    assert (ways[: len(first)], len(ways)) == (first, count)


def test_a_change_made_beforehand_is_the_one_that_would_be_made_anew() -> None:
    conditions = dict.fromkeys(one for kind in PROGRAMME_TYPES for one in kind.requires)
    for condition in conditions:
        for answers in every(condition.needs):
            change = _mended(condition, answers)
            assert change == _mend(condition, answers), (condition.name, answers)
            if change is not None:
                assert condition.verdict({**answers, **change}) is not NOT_MET
