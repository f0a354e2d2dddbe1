"""Each condition of the ten kinds, its deciding word, and the neighbours on both sides of it."""

from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS
from finder.facts.kinds import KINDS
from finder.facts.situation import Employability, German, Situation, Status, WorkExperience
from finder.rules import programme_types as rules
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, Either, Rule
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict

Cases = list[tuple[Any, Any]]
CONDITIONS = {condition.name: condition for kind in PROGRAMME_TYPES for condition in (*kind.requires, *kind.speaks_for)}


def verdict(condition: Condition, **told: Any) -> object:
    return condition.finding(Situation.of(told).answers()).verdict


@pytest.mark.parametrize("rule", [rules.person_is_an_adult, rules.age_is_18_or_more], ids=lambda rule: rule.name)
@pytest.mark.parametrize(("age", "expected"), [(0, NOT_MET), (17, NOT_MET), (18, MET), (19, MET), (120, MET)])
def test_the_eighteenth_birthday_is_old_enough(rule: Rule, age: int, expected: Verdict) -> None:
    assert verdict(rule, age=age) is expected


@pytest.mark.parametrize(("age", "expected"), [(15, NOT_MET), (16, MET), (30, MET), (31, NOT_MET)])
def test_the_jugendprogramm_takes_both_sixteen_and_thirty(age: int, expected: Verdict) -> None:
    assert verdict(rules.age_is_between_16_and_30, age=age) is expected


@pytest.mark.parametrize(
    ("german", "expected"), [("none", NOT_MET), ("A1", MET), ("A2", MET), ("B1", MET), ("C2", MET)]
)
def test_a1_is_enough_for_integration_arbeit(german: str, expected: Verdict) -> None:
    assert verdict(rules.german_is_at_least_a1, german=german) is expected


@pytest.mark.parametrize(
    ("german", "expected"),
    [("none", NOT_MET), ("A1", NOT_MET), ("A2", OPEN), ("B1", MET), ("B2", MET), ("C1", MET), ("C2", MET)],
)
def test_genuegend_deutsch_is_undefined_at_a2(german: str, expected: Verdict) -> None:
    assert verdict(rules.german_is_sufficient, german=german) is expected


LADDER = ("not_foreseeable", "later", "soon", "ready")


@pytest.mark.parametrize(
    ("rule", "met", "borderline"),
    [
        (rules.employability_is_reachable, {"soon", "ready"}, {"later"}),
        (rules.person_is_employable, {"ready"}, set()),
        (rules.work_is_close, {"soon", "ready"}, set()),
        (rules.employability_is_given, {"ready"}, set()),
        (rules.person_is_able_to_work, {"soon", "ready"}, {"later"}),
        (rules.skills_lead_to_work, {"soon"}, set()),
        (rules.work_is_not_foreseeable, {"not_foreseeable"}, {"later"}),
        (rules.work_comes_later, {"later"}, {"soon", "not_foreseeable"}),
        (rules.primary_market_is_out_of_reach, {"not_foreseeable", "later"}, {"soon"}),
        (rules.integration_fails_for_now, {"not_foreseeable", "later"}, {"soon"}),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_when_work_is_realistic_decides_step_by_step(rule: Rule, met: set[str], borderline: set[str]) -> None:
    said = {step: verdict(rule, employability=step) for step in LADDER}
    assert {step for step in LADDER if said[step] is MET} == met
    assert {step for step in LADDER if said[step] is OPEN} == borderline
    assert verdict(rule) is OPEN


@pytest.mark.parametrize(
    ("rule", "met", "borderline"),
    [
        (rules.some_work_experience_exists, {"switzerland", "abroad", "short"}, set()),
        (rules.work_in_switzerland_is_new, {"abroad", "none"}, {"short"}),
        (rules.work_experience_in_switzerland_exists, {"switzerland"}, set()),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_where_somebody_has_worked(rule: Rule, met: set[str], borderline: set[str]) -> None:
    assert {place for place in WorkExperience if verdict(rule, work_experience=place) is MET} == met
    assert {place for place in WorkExperience if verdict(rule, work_experience=place) is OPEN} == borderline
    assert verdict(rule) is OPEN


@pytest.mark.parametrize(
    ("limits", "speaks"), [("none", False), ("physical", True), ("psychological", True), ("both", True)]
)
def test_health_to_be_stabilised_speaks_for_employment_and_never_against_it(limits: str, speaks: bool) -> None:
    assert verdict(rules.health_is_to_be_stabilised, health_limits=limits) is (MET if speaks else NOT_MET)
    for kind in PROGRAMME_TYPES:
        assert not {"health_limits", "work_capacity"} & {name for one in kind.requires for name in one.needs}


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        (rules.person_draws_social_assistance, "social_assistance"),
        (rules.efforts_of_the_insurers_failed, "insurers_efforts_failed"),
        (rules.attendance_is_reliable, "attends_reliably"),
        (rules.training_is_the_goal, "wants_training"),
        (rules.trauma_comes_from_flight, "flight_trauma"),
        (rules.addiction_is_present, "addiction"),
        (rules.work_pays_for_the_programme, "earns_programme_cost"),
    ],
    ids=lambda value: getattr(value, "name", value),
)
def test_yes_meets_no_does_not_and_silence_stays_open(rule: Rule, answer: str) -> None:
    assert [verdict(rule, **{answer: told}) for told in (True, False, None)] == [MET, NOT_MET, OPEN]


# ── The two conditions that are more than one question ───────────────────────


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        # «noch nie» in Switzerland, and reachable
        ({"work_experience": "abroad", "employability": "soon"}, MET),
        ({"work_experience": "none", "employability": "soon"}, MET),
        ({"work_experience": "none", "employability": "later"}, OPEN),
        # days in a programme are the second labour market: a borderline
        ({"work_experience": "short", "employability": "ready"}, OPEN),
        ({"work_experience": "short", "employability": "ready", "insurers_efforts_failed": True}, MET),
        ({"work_experience": "short", "employability": "ready", "insurers_efforts_failed": False}, OPEN),
        ({"work_experience": "short", "employability": "not_foreseeable"}, NOT_MET),
        ({"work_experience": "abroad", "employability": "not_foreseeable"}, NOT_MET),
        # worked here: only ready, and after the insurers' efforts
        ({"work_experience": "switzerland", "employability": "ready", "insurers_efforts_failed": True}, MET),
        ({"work_experience": "switzerland", "employability": "ready", "insurers_efforts_failed": False}, NOT_MET),
        ({"work_experience": "switzerland", "employability": "soon", "insurers_efforts_failed": True}, NOT_MET),
        ({"work_experience": "switzerland", "employability": "ready"}, OPEN),
        # what is open does not matter where the other way suffices, or none can
        ({"employability": "ready", "insurers_efforts_failed": True}, MET),
        ({"employability": "not_foreseeable"}, NOT_MET),
        ({"work_experience": "switzerland", "insurers_efforts_failed": False}, NOT_MET),
        ({"work_experience": "abroad"}, OPEN),
        ({}, OPEN),
    ],
)
def test_the_target_group_has_two_ways_in(told: dict[str, Any], expected: Verdict) -> None:
    assert verdict(rules.person_is_in_the_target_group, **told) is expected


@pytest.mark.parametrize("status", [None, *Status])
def test_a_final_negative_decision_closes_whatever_the_status(status: Status | None) -> None:
    rule = rules.no_final_negative_asylum_decision
    assert verdict(rule, status=status, final_negative_asylum_decision=True) is NOT_MET
    assert verdict(rule, status=status, final_negative_asylum_decision=False) is MET


@pytest.mark.parametrize("status", [None, *Status])
def test_silence_about_the_asylum_decision_is_open_only_with_status_other(status: Status | None) -> None:
    expected = OPEN if status is Status.OTHER else MET
    assert verdict(rules.no_final_negative_asylum_decision, status=status) is expected


@pytest.mark.parametrize(
    ("decision", "status", "expected"),
    [
        *((False, status, MET) for status in (None, "N", "other")),
        *((True, status, OPEN) for status in (None, "swiss", "N", "other")),
        (None, "other", OPEN),
        *((None, status, MET) for status in (None, "swiss", "F", "N")),
    ],
)
def test_the_stay_holds_open_and_never_closes(decision: bool | None, status: str | None, expected: Verdict) -> None:
    answers = {"final_negative_asylum_decision": decision, "status": status}
    assert verdict(rules.stay_allows_a_placement, **answers) is expected


def test_criteria_that_are_not_published_stay_open_for_everybody() -> None:
    everything = {"age": 40, "employability": "not_foreseeable", "status": "swiss"}
    assert verdict(rules.criteria_of_the_pilot_are_met, **everything) is OPEN


# ── The kinds as a whole ─────────────────────────────────────────────────────


def test_the_kinds_stand_in_the_order_of_the_brochure() -> None:
    assert tuple(kind.key for kind in PROGRAMME_TYPES) == TYPE_KEYS
    assert tuple(KINDS) == TYPE_KEYS


def test_four_kinds_qualify_and_six_employ() -> None:
    assert [kind.group for kind in PROGRAMME_TYPES] == ["qualifying"] * 4 + ["employment"] * 6


@pytest.mark.parametrize("kind", PROGRAMME_TYPES, ids=lambda kind: kind.key)
def test_a_final_negative_decision_closes_all_employment_measures_and_nothing_else(kind: ProgrammeType) -> None:
    closes = rules.no_final_negative_asylum_decision in kind.requires
    assert closes is (kind.group == "employment")


@pytest.mark.parametrize("kind", PROGRAMME_TYPES, ids=lambda kind: kind.key)
def test_two_kinds_are_open_only_with_sozialhilfe(kind: ProgrammeType) -> None:
    assert kind.needs_social_assistance is (kind.key in {"suchthilfe", "teillohn"})


def test_programm_r_asks_all_that_beschaeftigung_1_asks() -> None:
    assert set(rules.BESCHAEFTIGUNG_1.requires) < set(rules.BESCHAEFTIGUNG_1_R.requires)


def test_our_own_readings_are_marked_as_ours() -> None:
    """Every reading of a source's word as a rung of employability, and four others."""
    rungs = {name for name, condition in CONDITIONS.items() if "employability" in condition.needs}
    others = {
        "person_is_an_adult",
        "german_is_sufficient",
        "stay_allows_a_placement",
        "work_experience_in_switzerland_exists",
    }
    ours = {name for name, condition in CONDITIONS.items() if condition.assumption}
    assert ours == rungs | others
    parts = [rule for way in rules.person_is_in_the_target_group.ways for rule in way]
    assert all(rule.assumption for rule in parts if "employability" in rule.needs)


PARAPHRASED = {rules.no_final_negative_asylum_decision, rules.stay_allows_a_placement}
"""Told in our words: the first sums up a sentence of its source, the second is ours altogether and says so."""


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_every_condition_cites_a_listed_document_and_quotes_it(condition: Rule | Either) -> None:
    assert condition.citation.source in on_file().sources
    assert condition.citation.passage
    if condition not in PARAPHRASED:
        assert "«" in condition.quote, "the deciding word stands above the code that means it"


@pytest.mark.parametrize("condition", CONDITIONS.values(), ids=CONDITIONS)
def test_a_rule_asks_for_answers_by_the_names_of_the_questions(condition: Rule | Either) -> None:
    assert set(condition.needs) <= set(Situation().answers())
    parts = [rule for way in condition.ways for rule in way] if isinstance(condition, Either) else [condition]
    for rule in parts:
        assert isinstance(rule, Rule)
        assert rule.since is None or rule.since >= date(2022, 10, 15)


def test_ladders_rise_in_the_order_they_are_written() -> None:
    assert list(German) == sorted(German, key=lambda level: level.rung)
    assert German.NONE < German.A1 < German.C2
    assert Employability.NOT_FORESEEABLE < Employability.LATER < Employability.SOON < Employability.READY
    assert Employability.SOON.higher() == (Employability.READY,)
