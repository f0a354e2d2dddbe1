"""How rules are asked and how three values combine."""

from datetime import date
from itertools import product
from typing import Any

import pytest

from finder.facts.situation import QUESTIONS, German, Situation
from finder.facts.sources import Source, cite
from finder.rules.programme_types import (
    criteria_of_the_pilot_are_met,
    german_is_sufficient,
    person_is_in_the_target_group,
    stay_allows_a_placement,
)
from finder.rules.rule import Condition, Either, Finding, Hearing, Rule, every, found, holding, rule, settled
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of, any_of

KLEENE = {MET: True, NOT_MET: False, OPEN: None}


@pytest.mark.parametrize("verdicts", list(product((MET, NOT_MET, OPEN), repeat=3)))
def test_three_values_combine_as_kleene_says(verdicts: tuple[Verdict, Verdict, Verdict]) -> None:
    """A combination is certain exactly when every way to close what is open leads to the same."""
    closed = list(product(*([True, False] if KLEENE[one] is None else [KLEENE[one]] for one in verdicts)))
    for combine, classic in ((all_of, all), (any_of, any)):
        outcomes = {classic(ways) for ways in closed}
        assert KLEENE[combine(verdicts)] is (outcomes.pop() if len(outcomes) == 1 else None)


def test_nothing_to_hold_holds_and_no_way_is_none() -> None:
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


@rule(cite("ami-2024", "Probe"))
def never(german: German) -> bool:
    """«nie»"""
    return german is None


@rule(cite("ami-2024", "Probe"))
def never_with_age(german: German, age: int) -> bool:
    """«nie», as far as can be tried"""
    return german is None and age is None


@rule(cite("ami-2024", "Probe"))
def german_is_told_sufficient(german: German) -> bool:
    """«genügend»"""
    return german >= German.B1


@rule(cite("ami-2024", "Probe"))
def addiction_is_told_no(addiction: bool) -> bool:
    """«keine»"""
    return not addiction


@rule(cite("ami-2024", "Probe"))
def wants_training_is_told(wants_training: bool) -> bool:
    """«Ausbildung»"""
    return wants_training


def test_a_rule_takes_name_needs_and_quote_from_its_function() -> None:
    assert (age_is_even.name, age_is_even.needs, age_is_even.quote) == ("age_is_even", ("age",), "«gerade»")
    assert age_is_even(4) is True
    assert (age_is_even.assumption, age_is_told.assumption) == (False, True)


@pytest.mark.parametrize(("age", "verdict"), [(None, OPEN), (4, MET), (5, NOT_MET)])
def test_an_unanswered_question_leaves_the_finding_open_before_the_rule_is_asked(
    age: int | None, verdict: Verdict
) -> None:
    finding = age_is_even.finding(Situation(age=age).answers())
    assert (finding.rule, finding.verdict, finding.facts) == ("age_is_even", verdict, {"age": age})


def test_a_rule_that_hears_silence_is_asked_all_the_same() -> None:
    assert age_is_told.finding(Situation().answers()).verdict is NOT_MET


@pytest.mark.parametrize(
    ("answers", "matters"),
    [
        ({}, {"work_experience", "employability", "insurers_efforts_failed"}),
        ({"work_experience": "abroad"}, {"employability"}),
        ({"work_experience": "switzerland", "employability": "ready"}, {"insurers_efforts_failed"}),
        ({"work_experience": "short", "employability": "ready"}, {"insurers_efforts_failed"}),
        ({"work_experience": "short", "employability": "soon"}, set()),
        ({"work_experience": "abroad", "employability": "later"}, set()),
        ({"employability": "soon"}, {"work_experience"}),
        ({"employability": "ready", "insurers_efforts_failed": True}, set()),
        ({"employability": "not_foreseeable"}, set()),
    ],
)
def test_only_what_could_still_turn_the_verdict_matters(answers: dict[str, Any], matters: set[str]) -> None:
    assert set(person_is_in_the_target_group.finding(Situation.of(answers).answers()).missing) == matters


@pytest.mark.parametrize(
    ("condition", "answers", "missing", "borderline"),
    [
        (german_is_sufficient, {}, ("german",), False),
        (german_is_sufficient, {"german": "A2"}, (), True),
        (german_is_sufficient, {"german": "B1"}, (), False),
        (person_is_in_the_target_group, {"work_experience": "abroad", "employability": "later"}, (), True),
        (stay_allows_a_placement, {"final_negative_asylum_decision": True}, (), True),
        (stay_allows_a_placement, {"status": "other"}, ("final_negative_asylum_decision",), False),
        (stay_allows_a_placement, {"status": "B"}, (), False),
        (criteria_of_the_pilot_are_met, {}, (), True),
    ],
)
def test_open_although_answered_is_a_borderline_and_misses_nothing(
    condition: Rule | Either, answers: dict[str, Any], missing: tuple[str, ...], borderline: bool
) -> None:
    finding = condition.finding(Situation.of(answers).answers())
    assert (finding.missing, finding.borderline) == (missing, borderline)


def test_a_rule_that_asks_for_what_nobody_can_answer_is_refused_when_it_is_made() -> None:
    with pytest.raises(TypeError, match=r"shoe_size.*age"):

        @rule(cite("ami-2024", "Probe"))
        def shoes_fit(shoe_size: int) -> bool:
            """«passt»"""
            return shoe_size > 40


BROCHURE = Source("ami-2024", "Broschüre", "AGS", "2024/25", since=date(2024, 1, 1), until=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("day", "asked"),
    [
        (date(2023, 12, 31), set()),
        (date(2024, 1, 1), {"age_is_even"}),
        (date(2026, 6, 1), {"age_is_even"}),  # its document has ended: it stays, and a caution says so
        (date(2026, 12, 31), {"age_is_even"}),
        (date(2027, 1, 1), {"age_is_even", "age_is_odd"}),
        (date(2028, 1, 1), {"age_is_even"}),
    ],
)
def test_a_rule_is_asked_on_its_days_and_else_from_the_first_day_of_its_document(day: date, asked: set[str]) -> None:
    @rule(cite("ami-2024", "Probe"), since=date(2027, 1, 1), until=date(2027, 12, 31))
    def age_is_odd(age: int) -> bool:
        """«ungerade»"""
        return age % 2 == 1

    held = holding((age_is_even, age_is_odd), day, {BROCHURE.id: BROCHURE})
    assert {condition.name for condition in held} == asked


@pytest.mark.parametrize(
    ("since", "until", "asked"),
    [
        (None, None, [False, True, True]),
        (date(2025, 1, 1), None, [False, False, True]),
        (None, date(2024, 6, 30), [True, True, False]),  # its own day: its document's does not count then
    ],
)
def test_one_day_of_its_own_is_enough(since: date | None, until: date | None, asked: list[bool]) -> None:
    @rule(cite("ami-2024", "Probe"), since=since, until=until)
    def age_is_odd(age: int) -> bool:
        """«ungerade»"""
        return age % 2 == 1

    days = (date(2023, 12, 31), date(2024, 6, 30), date(2025, 1, 1))
    assert [bool(holding((age_is_odd,), day, {BROCHURE.id: BROCHURE})) for day in days] == asked


def test_every_condition_is_asked_once_in_a_hearing() -> None:
    times = []

    @rule(cite("ami-2024", "Probe"))
    def age_is_counted(age: int) -> bool:
        """«gezählt»"""
        times.append(age)
        return True

    hearing = Hearing(Situation(age=30).answers())
    assert hearing.all_met((age_is_counted, age_is_counted))
    assert hearing.finding(age_is_counted).verdict is MET
    assert times == [30]


@pytest.mark.parametrize(
    ("needs", "combinations"),
    [
        ((), [{}]),
        (("addiction",), [{"addiction": None}, {"addiction": True}, {"addiction": False}]),
        (("age",), []),  # a number
        (("addiction", "age"), []),
        (("canton",), []),  # no question, but what follows from one
    ],
)
def test_combinations_are_counted_where_every_answer_is_one_of_a_few(
    needs: tuple[str, ...], combinations: list[dict[str, bool | None]]
) -> None:
    assert [*every(needs)] == combinations
    assert len([*every(("german", *needs))]) == (1 + len(German)) * len(combinations)


@rule(cite("ami-2024", "Probe"), hears_silence=True)
def nobody_is_asked() -> bool:
    """«immer»"""
    return True


@pytest.mark.parametrize(
    ("condition", "known"),
    [
        (nobody_is_asked, 1),
        (german_is_told_sufficient, 1 + len(German)),
        (person_is_in_the_target_group, 5 * 5 * 3),
        (age_is_even, 0),
        (never_with_age, 0),
    ],
)
def test_a_finding_made_beforehand_is_the_one_that_would_be_made_anew(condition: Rule | Either, known: int) -> None:
    assert len(condition.known) == known
    for answers in every(condition.needs):
        person = {**Situation(age=30).answers(), **answers}
        assert (
            condition.finding(person)
            is condition.finding({**person, "age": 40})
            is condition.known[condition.given(person)]
        )
        assert condition.finding(person) == found(condition, person)
        assert condition.finding(person).facts == answers


def test_of_an_answer_that_cannot_be_counted_nothing_is_kept() -> None:
    first = age_is_even.finding(Situation(age=30).answers())
    assert (first.facts, first.verdict) == ({"age": 30}, MET)
    assert age_is_even.finding(Situation(age=30).answers()) is not first


def test_an_answer_settles_the_conditions_that_need_it_alone() -> None:
    told = settled((german_is_told_sufficient, addiction_is_told_no, person_is_in_the_target_group, age_is_even))
    assert {name: [*by_value] for name, by_value in told.items()} == {
        name: [None, *QUESTIONS[name].values] for name in ("german", "addiction")
    }
    assert told["german"][German.B1] == {
        german_is_told_sufficient: Finding(german_is_told_sufficient, MET, {"german": German.B1}, ())
    }
    assert told["addiction"][True][addiction_is_told_no].verdict is NOT_MET
    assert told["addiction"][None][addiction_is_told_no].missing == ("addiction",)


def test_what_an_answer_settles_is_taken_over_and_the_rest_is_asked() -> None:
    made: tuple[Condition, ...] = (never, age_is_even)
    beforehand = {condition: Finding(condition, OPEN, {}, ("addiction",)) for condition in made}
    told = {**beforehand}
    hearing = Hearing(Situation(german=German.A1, age=4).answers(), {"german": {German.A1: told, None: {}}})
    assert [hearing.finding(one) for one in beforehand] == [*beforehand.values()]
    assert hearing.verdict(german_is_told_sufficient) is NOT_MET
    assert Hearing(Situation(age=4).answers(), {"german": {German.A1: told, None: {}}}).verdict(age_is_even) is MET
    assert told == beforehand, "what is settled for everybody is written by nobody"


@pytest.mark.parametrize(
    ("conditions", "all_met"),
    [
        ((), True),
        ((age_is_even,), True),
        ((age_is_even, german_is_told_sufficient), False),
        ((wants_training_is_told, age_is_even), False),  # open opens nothing
    ],
)
def test_all_are_met_when_none_fails_and_none_is_open(conditions: tuple[Rule, ...], all_met: bool) -> None:
    assert Hearing(Situation(age=4, german=German.A1).answers()).all_met(conditions) is all_met


@pytest.mark.parametrize(
    ("condition", "told", "possible"),
    [
        (german_is_sufficient, {}, True),
        (german_is_sufficient, {"german": "none"}, False),  # answered: nothing is open any more
        (age_is_even, {}, True),  # a number: one of them could
        (age_is_even, {"age": 5}, False),
        (never, {}, False),
        (never_with_age, {}, True),
    ],
)
def test_a_rule_can_be_met_while_an_answer_is_missing_that_meets_it(
    condition: Rule, told: dict[str, Any], possible: bool
) -> None:
    assert condition.can_be_met(Situation.of(told).answers()) is possible


WAYS = Either(
    "ways",
    ((german_is_told_sufficient, addiction_is_told_no), (wants_training_is_told,)),
    cite("ami-2024", "Probe"),
    "«oder»",
)


@pytest.mark.parametrize(
    ("told", "verdict", "missing"),
    [
        ({}, OPEN, {"german", "addiction", "wants_training"}),
        ({"wants_training": True}, MET, set()),
        ({"wants_training": False}, OPEN, {"german", "addiction"}),
        ({"wants_training": False, "addiction": True}, NOT_MET, set()),
        ({"wants_training": False, "addiction": False}, OPEN, {"german"}),
        ({"german": "C1"}, OPEN, {"addiction", "wants_training"}),
        ({"german": "C1", "addiction": False}, MET, set()),
        ({"german": "none"}, OPEN, {"wants_training"}),
    ],
)
def test_of_several_ways_only_what_can_still_turn_it_is_missing(
    told: dict[str, Any], verdict: Verdict, missing: set[str]
) -> None:
    answers = Situation.of(told).answers()
    assert (WAYS.verdict(answers), set(WAYS.missing(answers))) == (verdict, missing)
