"""The decision table, complete: each kind asks so few questions that every combination of their answers can be tried.

Ages are tried on both sides of every limit; «not answered» is an answer like any other. What is too large to
enumerate – all questions at once, places, money – is tried with situations that Hypothesis makes up.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.situation import QUESTIONS, Situation
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Either, Hearing
from finder.rules.verdict import MET, NOT_MET, OPEN
from finder.steps.advise import Fit, TypeAdvice, advise, judge
from finder.steps.case import Case
from finder.steps.fund import fund
from finder.steps.nearby import nearby
from finder.steps.places import find
from finder.steps.residence import residence
from finder.wire import advise_json
from tests.support import reference

ON = date(2026, 11, 22)
UNPUBLISHED = "criteria_of_the_pilot_are_met"
ASYLUM = "final_negative_asylum_decision"
PLACES = ("4500", "4528", "4564", "4600", "5000", "3000", "4410", "2540", "4556", "4501", "6340")

Key = tuple[Any, ...]

ALIKE: dict[str, tuple[Any, ...]] = {
    "german": ("none", "A1", "A2", "B1"),
    "status": ("B", "other"),
    "health_limits": ("none", "both"),
}
"""Where many answers are alike to every condition of a kind, some that stand for all (all are tried further down)."""
OWN = {
    ("jugendprogramm", "age"): (15, 16, 30, 31),
    ("integration_arbeit", "german"): ("none", "A1"),
}
"""What is tried for one kind only."""
ADULT_OR_NOT = (17, 18)
IN_DOUBT = {"2747", "2827", "3254", "5017"}
"""At least every twentieth address lies across the canton's border: the municipality must be said."""
NAMED_AFTER_NONE = ("5017", "Barmelweid")
"""The other three of them have a place that is called as its municipality: to name it settles it."""
STAYS = {(None, None), ("B", True), ("other", None), ("other", False)}
"""Status and decision: those that stand for all to the one condition that asks for both; a neighbour is worked out
when it is asked for."""


def answers_to(kind: ProgrammeType, name: str) -> tuple[Any, ...]:
    """The answers that are tried for one kind."""
    common = ADULT_OR_NOT if name == "age" else ALIKE.get(name, reference.ANSWERS[name])
    return OWN.get((kind.key, name), common)


every_kind = pytest.mark.parametrize("kind", PROGRAMME_TYPES, ids=lambda kind: kind.key)
on_random_situations = settings(max_examples=40)


def questions(kind: ProgrammeType) -> tuple[str, ...]:
    """What the kind hangs on: its conditions, and what speaks for it."""
    rules = (*kind.requires, *kind.speaks_for)
    return tuple(dict.fromkeys(name for rule in rules for name in rule.needs))


@cache
def table(kind: ProgrammeType) -> dict[Key, TypeAdvice]:
    """Every combination of answers to the kind's questions, with what the kind says to it."""
    names = questions(kind)
    choices = [(None, *answers_to(kind, name)) for name in names]
    at = [names.index(name) for name in ("status", ASYLUM)]
    return {values: said(kind, values) for values in product(*choices) if tuple(values[place] for place in at) in STAYS}


@cache
def said(kind: ProgrammeType, values: Key) -> TypeAdvice:
    """What the kind says to these answers, in the order of its questions."""
    asked = next(one for one in Case.of(Situation(), ON).rulebook.kinds if one.kind is kind)
    return judge(asked, Hearing(Situation(**dict(zip(questions(kind), values, strict=True))).answers()))


def rows(kind: ProgrammeType) -> Iterator[tuple[dict[str, Any], TypeAdvice]]:
    names = questions(kind)
    for values, one in table(kind).items():
        yield dict(zip(names, values, strict=True)), one


def judged(kind: ProgrammeType, who: dict[str, Any]) -> TypeAdvice:
    return said(kind, tuple(who[name] for name in questions(kind)))


# ── Each kind, every combination ─────────────────────────────────────────────


@every_kind
def test_verdict_missing_and_change_agree_with_the_second_reading(kind: ProgrammeType) -> None:
    for who, one in rows(kind):
        assert one.fit == reference.verdict(kind.key, who), who
        assert set(one.missing) == reference.missing(kind.key, who), who
        assert len(one.missing) == len(set(one.missing)), who
        assert one.change == reference.smallest_change(kind.key, who), who
        assert bool(one.reasons) == reference.speaks_for(kind.key, who), who


@every_kind
def test_verdict_missing_and_change_do_not_contradict_each_other(kind: ProgrammeType) -> None:
    for who, one in rows(kind):
        if one.fit is Fit.OPEN:
            assert one.missing or any(finding.borderline for finding in one.findings), who
        else:
            assert not one.missing, who
        assert one.change is None or one.fit is Fit.DOES_NOT_FIT, who


@every_kind
def test_every_condition_alone_can_decide(kind: ProgrammeType) -> None:
    """For each condition there is a person who meets all others, and whose verdict it turns."""
    decisive = set()
    for _, one in rows(kind):
        in_the_way = [finding.rule for finding in one.findings if finding.verdict is not MET]
        if len(in_the_way) > 1:
            in_the_way = [rule for rule in in_the_way if rule != UNPUBLISHED]
        if len(in_the_way) == 1:
            decisive.update(in_the_way)
    assert decisive == {condition.name for condition in kind.requires}


@every_kind
def test_every_way_to_meet_a_condition_alone_can_meet_it(kind: ProgrammeType) -> None:
    for condition in kind.requires:
        if not isinstance(condition, Either):
            continue
        choices = [(None, *reference.ANSWERS[name]) for name in condition.needs]
        given = (dict(zip(condition.needs, values, strict=True)) for values in product(*choices))
        answers = [Situation.of(one).answers() for one in given]
        for way in condition.ways:
            others = [other for other in condition.ways if other is not way]
            assert any(
                all(rule.verdict(who) is MET for rule in way)
                and all(any(rule.verdict(who) is NOT_MET for rule in other) for other in others)
                for who in answers
            )
            for rule in way:
                assert any(
                    rule.verdict(who) is not MET
                    and all(other.verdict(who) is MET for other in way if other is not rule)
                    for who in answers
                )


@every_kind
def test_the_failing_facts_named_suffice_whatever_else_is_told(kind: ProgrammeType) -> None:
    """A reason against a kind holds by itself: whoever shares the facts it names is refused as well."""
    failing: set[Key] = set()
    told: dict[Key, set[Fit]] = {}
    for _, one in rows(kind):
        for finding in one.findings:
            facts = (finding.rule, *finding.facts.values())
            told.setdefault(facts, set()).add(one.fit)
            if finding.verdict is NOT_MET:
                failing.add(facts)
    assert failing
    assert all(told[facts] == {Fit.DOES_NOT_FIT} for facts in failing)


@every_kind
def test_whoever_is_refused_is_told_a_failing_fact(kind: ProgrammeType) -> None:
    for who, one in rows(kind):
        failing = any(finding.verdict is NOT_MET for finding in one.findings)
        assert failing is (one.fit is Fit.DOES_NOT_FIT), who


@every_kind
def test_every_fact_that_carries_a_fit_could_have_spoiled_it(kind: ProgrammeType) -> None:
    """A kind fits on facts; for each there is another answer to the same questions with which it would not fit."""
    for who, one in rows(kind):
        if one.fit is not Fit.FITS:
            continue
        for finding in one.findings:
            asked = finding.condition.needs
            others = product(*(answers_to(kind, name) for name in asked))
            assert any(
                judged(kind, {**who, **dict(zip(asked, values, strict=True))}).fit is not Fit.FITS for values in others
            ), (who, finding.rule)


@every_kind
def test_a_change_turns_the_verdict_and_no_part_of_it_is_enough(kind: ProgrammeType) -> None:
    turned = 0
    for who, one in rows(kind):
        if one.change is None:
            continue
        assert judged(kind, {**who, **one.change}).fit is not Fit.DOES_NOT_FIT, who
        for left_out in one.change:
            part = {name: value for name, value in one.change.items() if name != left_out}
            assert judged(kind, {**who, **part}).fit is Fit.DOES_NOT_FIT, (who, part)
        turned += 1
    assert (turned == 0) is (kind.key in {"beschaeftigung_2", "trauma", "suchthilfe"})  # nothing a person could change


SENSIBLE = {name for name, question in QUESTIONS.items() if any(map(question.better, question.values or (0,)))}


def test_what_a_person_can_better_is_no_permit_no_illness_and_no_benefit() -> None:
    assert {
        "german",
        "age",
        "employability",
        "work_experience",
        "insurers_efforts_failed",
        "attends_reliably",
        "wants_training",
        "earns_programme_cost",
    } == SENSIBLE


@every_kind
def test_a_change_is_one_a_person_can_make_or_wait_for(kind: ProgrammeType) -> None:
    for who, one in rows(kind):
        for name, value in (one.change or {}).items():
            assert name in SENSIBLE, who
            assert who[name] is not None, "what nobody told us is asked, not changed"
            if isinstance(who[name], bool):
                assert (who[name], value) == (False, True), who
            elif name == "work_experience":
                assert (who[name], value) == ("none", "short"), who
            elif name == "age":
                assert who["age"] < value <= 18, who
            else:
                order = reference.LEVELS if name == "german" else reference.CLOSER_TO_WORK
                assert order.index(value) > order.index(who[name]), who


@every_kind
def test_answering_an_open_question_keeps_what_was_certain(kind: ProgrammeType) -> None:
    """One exception, by the source: with status «other» the asylum decision has to be known."""
    for who, one in rows(kind):
        if one.fit is Fit.OPEN:
            continue
        for name in (name for name, value in who.items() if value is None):
            for value in answers_to(kind, name):
                if name == "status" and value == "other" and who[ASYLUM] is None:
                    continue
                if name == ASYLUM and who["status"] != "other":
                    continue  # unanswered it counts as «no», so «yes» is news
                assert judged(kind, {**who, name: value}).fit is one.fit, (who, name, value)


@every_kind
def test_an_answer_never_makes_an_open_verdict_hang_on_more(kind: ProgrammeType) -> None:
    for who, one in rows(kind):
        for name in one.missing:
            for value in answers_to(kind, name):
                after = judged(kind, {**who, name: value})
                assert set(after.missing) < set(one.missing), (who, name, value)


@pytest.mark.parametrize(
    "kind", [one for one in PROGRAMME_TYPES if one.group == "qualifying"], ids=lambda kind: kind.key
)
def test_more_german_never_loses_a_qualifying_kind(kind: ProgrammeType) -> None:
    better = [Fit.DOES_NOT_FIT, Fit.OPEN, Fit.FITS]
    if "german" not in questions(kind):
        assert not any("german" in rule.needs for rule in (*kind.requires, *kind.speaks_for))
        return
    for who, one in rows(kind):
        level, tried = who["german"], answers_to(kind, "german")
        if level not in tried[:-1]:
            continue
        higher = tried[tried.index(level) + 1]
        assert better.index(judged(kind, {**who, "german": higher}).fit) >= better.index(one.fit), who


def test_a_kind_whose_criteria_are_not_published_never_reads_fits() -> None:
    kind = next(one for one in PROGRAMME_TYPES if one.key == "beschaeftigung_1_r")
    assert {one.fit for one in table(kind).values()} == {Fit.OPEN, Fit.DOES_NOT_FIT}
    for _, one in rows(kind):
        assert one.findings[-1].verdict is OPEN


# ── All questions at once ────────────────────────────────────────────────────


EDGES = [limit + step for limits in reference.LIMITS.values() for limit in limits for step in (-1, 0, 1, 1500, 1501)]
AMOUNTS = ("monthly_income", "wealth")


def somebody(chance: Random) -> dict[str, Any]:
    """A person who answers few or many questions; ages and amounts lie beside the limits."""
    answers = {**{name: chance.choice(values) for name, values in reference.ANSWERS.items()}}
    answers |= {"postcode": chance.choice(PLACES), "household_size": chance.randint(1, 7)}
    answers |= {name: str(chance.choice(EDGES)) for name in AMOUNTS}
    silent = chance.choice((0, 0.2, 0.5, 0.8))
    return {name: value for name, value in answers.items() if chance.random() >= silent}


def test_everything_agrees_with_the_second_reading_on_random_situations() -> None:
    """Order, verdicts, what is missing, changes, cautions, doors in their order, who pays, the waiver."""
    chance = Random(20261122)
    for _ in range(500):
        who = somebody(chance)
        answer, wanted = advise_json(who, ON), reference.advise(who, reference.canton_of(who), ON)
        assert answer["doors"] == wanted["doors"], who
        assert [readable(one) for one in answer["types"]] == [readable(one) for one in wanted["types"]], who
        assert readable(answer["funding"]) == readable(wanted["funding"]), who


def readable(part: dict[str, Any]) -> dict[str, Any]:
    """What both readings tell of a kind or of the money, sets where the order says nothing."""
    known = ("type", "verdict", "change", "payer", "waiver", "canton_share")
    sets = {name: set(part[name]) for name in ("missing", "cautions") if name in part}
    return {name: part[name] for name in known if name in part} | sets


def amounts(limits: list[int]) -> st.SearchStrategy[str]:
    near = [limit + step for limit in limits for step in (-1, 0, 1, 1499, 1500, 1501)]
    return st.sampled_from(near).map(str) | st.decimals(0, 12_000, places=2).map(str)


SITUATIONS = st.fixed_dictionaries(
    {},
    optional={
        **{name: st.sampled_from(values) for name, values in reference.ANSWERS.items() if name != "age"},
        "age": st.integers(0, 120),
        "postcode": st.sampled_from(PLACES),
        "household_size": st.integers(1, 12),
        "monthly_income": amounts([income for income, _ in reference.LIMITS.values()]),
        "wealth": amounts([wealth for _, wealth in reference.LIMITS.values()]),
    },
)


@on_random_situations
@given(SITUATIONS)
def test_nobody_is_left_without_a_verdict_or_a_door(who: dict[str, Any]) -> None:
    advice = advise(Situation.of(who), ON)
    assert len({one.type.key for one in advice.types}) == len(PROGRAMME_TYPES)
    assert advice.of(Fit.FITS) or advice.of(Fit.OPEN) or advice.doors


@on_random_situations
@given(SITUATIONS, st.data())
def test_answering_an_open_question_never_changes_who_pays_once_that_is_certain(
    who: dict[str, Any], data: st.DataObject
) -> None:
    asked = ["social_assistance", "unemployment_insurance", "disability_insurance", "status", "postcode"]
    unanswered = [name for name in asked if name not in who]
    before = fund(Situation.of(who), ON)
    for name in unanswered:
        values = PLACES if name == "postcode" else reference.ANSWERS[name]
        after = fund(Situation.of({**who, name: data.draw(st.sampled_from(values))}), ON)
        if before.payer != "open":
            assert after.payer == before.payer
        if before.waiver not in ("open", "not_applicable"):
            assert after.waiver == before.waiver


@on_random_situations
@given(st.sampled_from(PLACES), st.floats(0, 150), st.floats(0, 150), st.sampled_from([(), ("trauma",), ("coaching",)]))
def test_a_wider_radius_never_loses_a_hit(postcode: str, one: float, other: float, kinds: tuple[TypeKey, ...]) -> None:
    near, far = sorted((one, other))
    home = find(postcode)[0]
    inside = [hit.offer for hit in nearby(home, near, on_file().offers, kinds).hits]
    outside = [hit.offer for hit in nearby(home, far, on_file().offers, kinds).hits]
    assert outside[: len(inside)] == inside


def test_every_place_on_file_lies_in_the_canton_its_row_says() -> None:
    for place in on_file().places:
        who = {"postcode": place.postcode, "locality": place.locality}
        in_doubt = (place.postcode, place.locality) == NAMED_AFTER_NONE
        assert {residence(place.postcode, place.locality).canton} == ({None} if in_doubt else reference.cantons(who)), (
            who
        )


def test_a_postcode_decides_the_canton_exactly_when_all_its_places_lie_in_one() -> None:
    for postcode in {place.postcode for place in on_file().places}:
        lives = reference.cantons({"postcode": postcode})
        certain = len(lives) == 1 and postcode not in IN_DOUBT
        assert residence(postcode).canton == (lives.pop() if certain else None), postcode
