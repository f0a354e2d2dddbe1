"""The guided path asks few questions, only those that matter, the delicate ones last."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from itertools import combinations, pairwise, product
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from finder.facts.situation import QUESTIONS, Situation, Status, WorkExperience
from finder.steps.advise import Fit, advise
from finder.steps.case import Case
from finder.steps.fund import fund
from finder.steps.guide import (
    SCREENS,
    SCREENS_OF_THE_PATH,
    STAYS_WITHOUT_FLIGHT,
    _could_still,
    _wanted,
    boxes_of,
    next_question,
    open_screens,
    remaining,
    ticked,
)

ON = date(2026, 11, 22)
FILES = sorted((Path(__file__).parents[1] / "personas").glob("*.toml"))
TOLD = {path.stem: Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"]).answered() for path in FILES}
SENSITIVE = ("final_negative_asylum_decision", "household", "health")
SAMPLES = {"age": (15, 17, 25, 31), "household_size": (1, 6), "monthly_income": (0, 4000, 9000), "wealth": (0, 90000)}
HOMES = ({"postcode": "4500"}, {"postcode": "5000"}, {"postcode": "3000"})
"""In the canton, and in two others that have a door of their own."""
LARGE_FAMILY = {"household_size": 8, "monthly_income": 3000, "wealth": 2000}
"""Nobody on file has so many at home, and the limits rise with them."""
SILENCE_SETTLES = ("status", "final_negative_asylum_decision")
"""Nobody is taken for somebody with a final negative decision as long as nothing is said of it."""


@pytest.fixture(params=list(TOLD)[::4])
def some(request: pytest.FixtureRequest) -> dict[str, Any]:
    """Every fourth person: for what tries out all that they could still say."""
    return TOLD[request.param]


@pytest.fixture(params=list(TOLD))
def told(request: pytest.FixtureRequest) -> dict[str, Any]:
    return TOLD[request.param]


Walk = tuple[tuple[str, Situation, tuple[str, ...]], ...]
"""Each screen asked of a person, with what was known before; the last has no name: nothing is left."""


def walk(told: dict[str, Any]) -> Walk:
    """The path of a person; what they do not say they leave open."""
    return tuple(_walk(told))


def _walk(told: dict[str, Any]) -> Iterator[tuple[str, Situation, tuple[str, ...]]]:
    known = Situation()
    skipped: tuple[str, ...] = ()
    while screen := next_question(known, skipped, ON):
        yield screen, known, skipped
        known = known.but(**{key: told[key] for key in SCREENS[screen] if key in told})
        if not all(key in told for key in SCREENS[screen]):
            skipped += (screen,)
    yield "", known, skipped


def asked(told: dict[str, Any]) -> list[str]:
    return screens(walk(told))


def screens(walked: Walk) -> list[str]:
    return [screen for screen, *_ in walked if screen]


def outcome(situation: Situation) -> tuple[Any, ...]:
    """What a person would read: each verdict, the doors, who pays, the waiver."""
    advice, funding = advise(situation, ON), fund(situation, ON)
    verdicts = {fit: sorted(one.type.key for one in advice.of(fit) if one.type.key != "teillohn") for fit in Fit}
    return verdicts, sorted((door.key, door.variants) for door in advice.doors), funding.payer, funding.waiver


def answers_to(screen: str, known: Situation) -> list[dict[str, Any]]:
    if screen == "person":
        return [{**home, "age": age} for home in HOMES for age in SAMPLES["age"]]
    if screen == "locality":
        names = {
            one["locality"] for one in TOLD.values() if one.get("postcode") == known.postcode and "locality" in one
        }
        return [{"locality": name} for name in names]
    if ticks := [tick.key for tick in SCREENS_OF_THE_PATH[screen].ticks if tick.shown(known)]:
        several = range(len(ticks) + 1) if screen == "goals" else (0, 1)  # of these one matters only beside another
        return [ticked(screen, boxes, known) for count in several for boxes in combinations(ticks, count)]
    keys = SCREENS[screen]
    return [dict(zip(keys, values, strict=True)) for values in product(*(values_of(key) for key in keys))]


def values_of(key: str) -> tuple[Any, ...]:
    return SAMPLES.get(key) or QUESTIONS[key].values


def completions(known: Situation, but: tuple[str, ...] = ()) -> Iterator[Situation]:
    """The person, with what they have not said yet taken from every other person on file.

    A question that has nothing to do with such a person stays open: whoever speaks A2 is not asked for letters.
    """
    mine = known.answered()
    free = [key for key in QUESTIONS if key not in mine and key not in but and key not in ("postcode", "locality")]
    for other in (*TOLD.values(), LARGE_FAMILY):
        everything = known.but(**{key: other[key] for key in free if key in other})
        yield everything.but(**{key: None for key in free if not QUESTIONS[key].is_asked(everything)})


def test_a_typical_person_answers_nine_screens_or_fewer() -> None:
    assert median(len(asked(one)) for one in TOLD.values()) <= 9


def test_nobody_is_asked_more_than_twelve_nor_anything_twice_and_the_delicate_last(told: dict[str, Any]) -> None:
    walked = walk(told)
    order = screens(walked)
    assert len(order) <= 12
    assert len(order) <= remaining(Situation(), (), ON), "the first word of how many can come is never too low"
    assert len(set(order)) == len(order)
    delicate = [screen for screen in order if screen in SENSITIVE]
    assert order[len(order) - len(delicate) :] == delicate
    assert "health" not in order[:-1]
    if told.get("social_assistance"):
        assert "household" not in order, "nobody asks them for income or wealth"
    left = [remaining(known, skipped, ON) for screen, known, skipped in walked if screen]
    assert all(later <= sooner for sooner, later in pairwise(left)), left
    assert left[-1] >= 1
    _, known, skipped = walked[-1]
    assert open_screens(known, skipped, ON) == ()


def test_each_screen_asked_could_still_change_what_the_person_reads(some: dict[str, Any]) -> None:
    idle = []
    for screen, known, _ in walk(some):
        if not screen:
            continue
        choices = answers_to(screen, known)
        futures = [known, *completions(known, SCREENS[screen])]
        if all(len({str(outcome(one.but(**choice))) for choice in choices}) == 1 for one in futures):
            idle.append(screen)
    assert idle == []


def test_what_was_not_asked_would_have_changed_nothing(some: dict[str, Any]) -> None:
    """Whatever else could be true of a person who left nothing open, they read the same."""
    *_, (_, known, skipped) = walk(some)
    silent = {*SILENCE_SETTLES, *(("flight_trauma",) if known.status in STAYS_WITHOUT_FLIGHT else ())}
    left_open = {key for screen in skipped for key in SCREENS[screen]}
    for other in completions(known, tuple(silent | left_open)):
        assert outcome(other) == outcome(known)


def test_only_a_professional_can_say_that_somebody_earns_the_cost() -> None:
    assert "earns_programme_cost" not in [key for keys in SCREENS.values() for key in keys]
    assert set(QUESTIONS) - {key for keys in SCREENS.values() for key in keys} == {"earns_programme_cost"}


def boxes(screen: str, known: Situation) -> set[str]:
    return {tick.key for tick in SCREENS_OF_THE_PATH[screen].ticks if tick.shown(known)}


def test_a_trauma_by_flight_is_not_asked_of_those_whose_stay_has_nothing_to_do_with_flight() -> None:
    assert "flight_trauma" not in boxes("health", Situation(status=Status.SWISS))
    assert "flight_trauma" in boxes("health", Situation(status=Status.F))


def test_reading_and_writing_is_asked_only_of_those_who_begin_with_german() -> None:
    assert "literate" in asked({**TOLD["status_s_employable_newcomer"], "german": "A1"})
    assert "literate" not in asked({**TOLD["status_s_employable_newcomer"], "german": "A2"})


@pytest.mark.parametrize(
    ("screen", "chosen", "answers"),
    [
        ("benefits", (), dict.fromkeys(SCREENS["benefits"], False)),
        ("benefits", ("unemployment_registered",), {"unemployment_registered": True, "unemployment_insurance": False}),
        ("goals", (), dict.fromkeys(SCREENS["goals"], False)),
        ("goals", ("wants_training",), {"wants_training": True, "attends_reliably": False}),
        ("health", (), {"health_limits": "none", "work_capacity": None, "flight_trauma": False, "addiction": False}),
        ("health", ("physical",), {"health_limits": "physical"}),
        ("health", ("physical", "psychological"), {"health_limits": "both"}),
        ("health", ("flight_trauma",), {"health_limits": "none", "flight_trauma": True, "addiction": False}),
        ("health", ("psychological", "addiction"), {"health_limits": "psychological", "addiction": True}),
        ("health", ("short_days",), {"work_capacity": "short_days", "health_limits": "none"}),
        ("health", ("short_days", "none_now"), {"work_capacity": "none_now"}),
    ],
)
def test_ticked_boxes_mean_answers_and_answers_the_boxes(
    screen: str, chosen: tuple[str, ...], answers: dict[str, Any]
) -> None:
    given = ticked(screen, chosen)
    assert given | answers == given
    assert boxes_of(screen, Situation.of(given)) == set(chosen) - ({"short_days"} if "none_now" in chosen else set())


def test_a_postcode_of_one_canton_needs_no_locality_and_a_divided_one_does() -> None:
    assert "locality" in asked(TOLD["canton_in_doubt"])
    assert "locality" not in asked(TOLD["status_s_employable_newcomer"])


def test_an_answer_changed_later_keeps_the_others() -> None:
    *_, (_, known, skipped) = walk(TOLD["youth_with_a_training_goal"])
    older = known.but(age=40)
    assert {key: value for key, value in older.answered().items() if key != "age"} == {
        key: value for key, value in known.answered().items() if key != "age"
    }
    assert next_question(older, skipped, ON) not in {None, "person"}


def test_a_box_that_has_nothing_to_do_with_somebody_leaves_the_answer_as_it_is() -> None:
    older = Situation(age=50, wants_training=None, work_experience=WorkExperience.ABROAD)
    assert ticked("goals", ("attends_reliably",), older) == {
        "attends_reliably": True,
        "wants_training": None,
        "insurers_efforts_failed": None,
    }


@pytest.mark.parametrize(
    ("screen", "box", "told", "shown"),
    [
        ("goals", "wants_training", {}, True),
        ("goals", "wants_training", {"age": 15}, False),
        ("goals", "wants_training", {"age": 16}, True),
        ("goals", "wants_training", {"age": 35}, True),
        ("goals", "wants_training", {"age": 36}, False),
        ("goals", "insurers_efforts_failed", {}, True),
        ("goals", "insurers_efforts_failed", {"employability": "ready", "work_experience": "switzerland"}, True),
        ("goals", "insurers_efforts_failed", {"employability": "ready", "work_experience": "short"}, True),
        ("goals", "insurers_efforts_failed", {"employability": "ready", "work_experience": "abroad"}, False),
        ("goals", "insurers_efforts_failed", {"employability": "soon", "work_experience": "switzerland"}, False),
        ("goals", "attends_reliably", {"age": 60}, True),
        *(
            ("health", "flight_trauma", {"status": status}, status not in ("swiss", "L", "G", "Ci"))
            for status in Status
        ),
        ("health", "flight_trauma", {}, True),
        ("health", "addiction", {"status": "swiss"}, True),
    ],
)
def test_a_box_is_shown_to_those_it_has_to_do_with(screen: str, box: str, told: dict[str, Any], shown: bool) -> None:
    assert (box in boxes(screen, Situation.of(told))) is shown


def test_each_answer_of_a_screen_with_boxes_has_its_box() -> None:
    assert {name: [tick.key for tick in one.ticks] for name, one in SCREENS_OF_THE_PATH.items() if one.ticks} == {
        "benefits": [*SCREENS["benefits"]],
        "goals": [*SCREENS["goals"]],
        "health": ["physical", "psychological", "short_days", "none_now", "flight_trauma", "addiction"],
    }
    assert SCREENS["health"] == ("health_limits", "work_capacity", "flight_trauma", "addiction")


@pytest.mark.parametrize(
    ("screen", "told", "can_come"),
    [
        ("locality", {}, False),
        ("locality", {"postcode": "4500"}, True),
        ("literate", {}, True),
        ("literate", {"german": "none"}, True),
        ("literate", {"german": "A1"}, True),
        ("literate", {"german": "A2"}, False),
        ("final_negative_asylum_decision", {}, True),
        ("final_negative_asylum_decision", {"status": "other"}, True),
        ("final_negative_asylum_decision", {"status": "B"}, False),
        ("household", {}, True),
        ("household", {"status": "B", "social_assistance": False}, True),
        ("household", {"status": "swiss"}, False),
        ("household", {"social_assistance": True}, False),
        ("household", {"unemployment_insurance": True}, False),
        ("household", {"disability_insurance": True}, False),
        ("household", {"disability_application": True}, True),
        ("german", {}, True),
    ],
)
def test_a_screen_can_come_only_for_those_it_is_meant_for(screen: str, told: dict[str, Any], can_come: bool) -> None:
    assert SCREENS_OF_THE_PATH[screen].can_come(Situation.of(told)) is can_come


@pytest.mark.parametrize(
    ("screen", "after"),
    [
        ("household", {"benefits", "status"}),
        ("literate", {"german"}),
        ("final_negative_asylum_decision", {"status"}),
        ("goals", {"person", "employability", "work_experience", "status"}),
        ("health", set()),
        ("locality", set()),
    ],
)
def test_a_screen_can_still_come_only_behind_those_that_lead_to_it(screen: str, after: set[str]) -> None:
    assert {name for name in SCREENS if _could_still(screen, {name})} == after


@pytest.mark.parametrize(
    ("told", "skipped", "left"),
    [
        ({}, (), 8 + 3),  # letters, the household and a negative decision may come
        ({}, ("benefits",), 7 + 3),
        ({}, ("benefits", "status"), 6 + 1),  # nothing leads to the household any more, nor to a decision
        ({}, ("household",), 8 + 2),
        ({"german": "A2"}, (), 7 + 2),
        ({"german": "A1"}, (), 8 + 2),
        ({"status": "swiss"}, (), 7 + 1),
        ({"status": "other"}, (), 8 + 1),
        ({"social_assistance": True}, (), 8 + 2),
        ({"german": "A1", "literate": True}, (), 7 + 2),
        ({"household_size": 2}, (), 8 + 2),  # whoever has begun with the household is not told of it again
    ],
)
def test_as_many_screens_are_left_as_are_open_and_as_may_come_behind_them(
    told: dict[str, Any], skipped: tuple[str, ...], left: int
) -> None:
    assert remaining(Situation.of(told), skipped, ON) == left


@pytest.mark.parametrize("status", [None, *Status])
def test_of_a_trauma_by_flight_and_of_a_negative_decision_nothing_hangs_for_others(status: Status | None) -> None:
    wanted = _wanted(Case.of(Situation(status=status), ON))
    assert ("flight_trauma" in wanted) is (status not in STAYS_WITHOUT_FLIGHT)
    assert ("final_negative_asylum_decision" in wanted) is (status is Status.OTHER)


@pytest.mark.parametrize("screen", ["benefits", "goals", "health"])
def test_who_has_said_nothing_has_ticked_nothing(screen: str) -> None:
    assert boxes_of(screen, Situation()) == frozenset()


@pytest.mark.parametrize(
    ("told", "asked_for"),
    [
        ({"status": "B"}, True),
        ({"status": "swiss"}, False),  # the waiver is for others
        ({"status": None}, False),
        ({"status": "B", "social_assistance": True}, False),  # others pay
        ({"status": "swiss", "social_assistance": True}, False),
    ],
)
def test_income_and_wealth_are_asked_for_where_a_waiver_hangs_on_them(told: dict[str, Any], asked_for: bool) -> None:
    who = {"social_assistance": False, "unemployment_insurance": False, "disability_insurance": False, **told}
    wanted = _wanted(Case.of(Situation.of({"postcode": "4500", **who}), ON))
    assert ({*SCREENS["household"]} <= wanted) is asked_for
    assert wanted.isdisjoint(SCREENS["household"]) is not asked_for
