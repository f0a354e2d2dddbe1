"""What a situation accepts: a plain word becomes the answer it means, and anything else is refused."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.errors import BadAnswer
from finder.facts.situation import (
    HEALTH,
    QUESTIONS,
    Employability,
    German,
    HealthLimits,
    Question,
    Situation,
    Status,
    WorkCapacity,
    WorkExperience,
)
from finder.wire import advise_json

ON = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("key", "given", "answer"),
    [
        ("german", "none", German.NONE),
        ("german", German.NONE, German.NONE),
        ("status", "B_refugee", Status.B_REFUGEE),
        ("employability", "not_foreseeable", Employability.NOT_FORESEEABLE),
        ("work_capacity", "none_now", WorkCapacity.NONE_NOW),
        ("work_experience", "none", WorkExperience.NONE),
        ("health_limits", "none", HealthLimits.NONE),
        ("social_assistance", "yes", True),
        ("addiction", "no", False),
        ("age", "17", 17),
        ("age", 17.0, 17),
        ("postcode", 4528, "4528"),
        ("monthly_income", "4'500", Decimal(4500)),
        ("wealth", 0, Decimal(0)),
        ("german", "", None),
        ("age", " ", None),
    ],
)
def test_a_plain_word_becomes_the_answer_it_means(key: str, given: Any, answer: object) -> None:
    found = getattr(Situation(**{key: given}), key)
    assert (type(found), found) == (type(answer), answer)


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("age", True),
        ("age", 17.5),
        ("age", "x"),
        ("age", Decimal("NaN")),
        ("age", [17]),
        ("household_size", False),
        ("monthly_income", True),
        ("monthly_income", float("inf")),
        ("wealth", -1),
        ("social_assistance", 1),
        ("social_assistance", 0),
        ("social_assistance", "x"),
        ("addiction", German.NONE),
        ("german", Status.B),
        ("german", WorkExperience.NONE),
        ("german", "x"),
        ("german", 1),
        ("german", True),
        ("status", German.B1),
        ("health_limits", WorkExperience.NONE),
        ("work_experience", HealthLimits.NONE),
        ("work_capacity", "none"),
        ("postcode", True),
        ("postcode", 45.28),
        ("locality", ["Olten"]),
    ],
)
def test_a_value_of_a_wrong_type_is_refused_by_the_name_of_its_question(key: str, given: Any) -> None:
    with pytest.raises(BadAnswer) as refused:
        Situation(**{key: given})
    assert refused.value.field == key


@pytest.mark.parametrize("key", QUESTIONS)
def test_nothing_strange_ever_reaches_a_rule(key: str) -> None:
    """Whatever is given, the situation holds what the question reads, or there is none."""
    strange: Any
    for strange in (object(), b"x", {}, (), 10**30, float("nan"), "\x00", "ٱ", Status.N, lambda: None):
        try:
            answer = getattr(Situation(**{key: strange}), key)
        except BadAnswer:
            continue
        assert answer is None or answer == QUESTIONS[key].read(answer)


EQUAL_BUT_NOT_THE_SAME: list[dict[str, Any]] = [
    {"age": 1, "social_assistance": True},
    {"age": 1.0, "social_assistance": "yes"},
    {"age": Decimal(1), "social_assistance": True},
    {"household_size": 1, "monthly_income": 2980, "wealth": 0},
    {"household_size": "1", "monthly_income": "2980.00", "wealth": "0.00"},
    {"household_size": 1, "monthly_income": Decimal("2980.0"), "wealth": 0.0},
    {"german": "B1", "status": "B", "work_experience": "none"},
    {"german": German.B1, "status": Status.B, "work_experience": WorkExperience.NONE},
    {"unemployment_insurance": False, "disability_insurance": False, "wealth": 0, "age": 0},
]
"""``True == 1 == 1.0 == Decimal(1)``, and a word equals the value of its own name: to a cache they would be one."""


def told(answers: dict[str, Any]) -> str:
    return repr(advise_json(Situation.of(answers).answered(), ON))


def test_the_answer_of_the_next_caller_never_depends_on_the_one_before() -> None:
    there = [told(one) for one in EQUAL_BUT_NOT_THE_SAME]
    back = [told(one) for one in reversed(EQUAL_BUT_NOT_THE_SAME)][::-1]
    assert there == back
    for refused in ({"age": True}, {"social_assistance": 1}, {"german": Status.B}):
        with pytest.raises(BadAnswer):
            Situation.of(refused)
    assert [told(one) for one in EQUAL_BUT_NOT_THE_SAME] == there


# ── The record of a question ─────────────────────────────────────────────────


def test_whether_a_question_tells_of_health_cannot_be_forgotten() -> None:
    said: dict[str, Any] = {"key": "x", "values": (), "understand": lambda key, value: value, "topic": "work"}
    with pytest.raises(TypeError, match="health"):
        Question(**said)
    assert Question(**said, health=True).health


def test_what_tells_of_health() -> None:
    assert {"health_limits", "work_capacity", "flight_trauma", "addiction", "disability_application"} == HEALTH


def test_every_field_of_a_situation_is_a_question_in_the_same_order() -> None:
    assert list(QUESTIONS) == list(Situation.__slots__)
    assert all(question.key == key for key, question in QUESTIONS.items())


@pytest.mark.parametrize(
    ("key", "answers", "asked"),
    [
        ("literate", {"german": "A1"}, True),
        ("literate", {"german": "none"}, True),
        ("literate", {"german": "A2"}, False),
        ("literate", {}, False),
        ("unemployment_registered", {"unemployment_insurance": False}, True),
        ("unemployment_registered", {"unemployment_insurance": True}, False),
        ("unemployment_registered", {}, False),
        ("disability_application", {"disability_insurance": False}, True),
        ("disability_application", {"disability_insurance": True}, False),
        ("final_negative_asylum_decision", {"status": "other"}, True),
        ("final_negative_asylum_decision", {"status": "N"}, True),
        ("final_negative_asylum_decision", {"status": "F"}, False),
        ("earns_programme_cost", {"social_assistance": True}, True),
        ("earns_programme_cost", {"social_assistance": False}, False),
        ("wealth", {"social_assistance": True}, False),
        ("wealth", {}, True),
        ("age", {}, True),
    ],
)
def test_a_question_is_asked_only_of_whom_it_has_to_do_with(key: str, answers: dict[str, Any], asked: bool) -> None:
    assert QUESTIONS[key].is_asked(Situation.of(answers)) is asked


def test_only_a_professional_can_judge_what_somebody_earns_for_the_programme() -> None:
    assert [key for key, question in QUESTIONS.items() if question.staff_only] == ["earns_programme_cost"]
