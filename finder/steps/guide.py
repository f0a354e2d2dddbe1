"""The guided path: which question comes next, and how many can still come. Nothing here is a hand-written tree.

A screen is asked only while its answer can still turn a verdict, open another door, or decide who pays. So the order
below says *when* a question comes if it comes at all, and the rules say *whether* it does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from finder.facts.dataset import Dataset
from finder.facts.situation import (
    QUESTIONS,
    Employability,
    German,
    HealthLimits,
    Situation,
    Status,
    WorkCapacity,
    WorkExperience,
)
from finder.rules.doors import DOORS, Door
from finder.rules.funding import PERMITS, Payer
from finder.rules.rule import Hearing, Rule
from finder.rules.verdict import MET
from finder.steps.advise import advice_of
from finder.steps.case import Case
from finder.steps.fund import funding_of

STAYS_WITHOUT_FLIGHT = frozenset({Status.SWISS, Status.L, Status.G, Status.CI})
"""Citizenship and permits that do not come from flight. A trauma by flight is not asked of these persons unbidden
(our reading); the kind stays open for them, and they can still say it."""


NOBODY = Situation()
"""Somebody who has answered nothing yet."""


@dataclass(frozen=True, slots=True)
class Tick:
    """One box of a screen on which several things may be true at once. Who ticks nothing has answered, too.

    ``shown`` says whether the box has to do with a person of these answers.
    """

    key: str
    shown: Callable[[Situation], bool] = lambda _: True


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen: the answers it gives, and whether it can come at all for a person of these answers.

    ``can_come`` never turns from no to yes by a further answer, so a count of what can come only falls.
    """

    answers: tuple[str, ...]
    can_come: Callable[[Situation], bool] = lambda _: True
    ticks: tuple[Tick, ...] = ()


def _may_be_waived(situation: Situation) -> bool:
    draws = (situation.social_assistance, situation.unemployment_insurance, situation.disability_insurance)
    return True not in draws and (situation.status is None or situation.status in PERMITS)


def _may_train(situation: Situation) -> bool:
    return situation.age is None or 16 <= situation.age <= 35


def _may_have_been_sought_for(situation: Situation) -> bool:
    """RAV or IV count where somebody is ready for work and has worked here, so that «noch nie» does not hold."""
    return situation.employability in (None, Employability.READY) and situation.work_experience in (
        None,
        WorkExperience.SWITZERLAND,
        WorkExperience.SHORT,
    )


SCREENS_OF_THE_PATH: Mapping[str, Screen] = {
    "person": Screen(answers=("age", "postcode")),
    "locality": Screen(answers=("locality",), can_come=lambda situation: situation.postcode is not None),
    "german": Screen(answers=("german",)),
    "literate": Screen(
        answers=("literate",), can_come=lambda situation: situation.german in (None, German.NONE, German.A1)
    ),
    "employability": Screen(answers=("employability",)),
    "work_experience": Screen(answers=("work_experience",)),
    "benefits": Screen(
        answers=(
            "social_assistance",
            "unemployment_insurance",
            "unemployment_registered",
            "disability_insurance",
            "disability_application",
        ),
        ticks=tuple(
            Tick(key)
            for key in (
                "social_assistance",
                "unemployment_insurance",
                "unemployment_registered",
                "disability_insurance",
                "disability_application",
            )
        ),
    ),
    "status": Screen(answers=("status",)),
    "goals": Screen(
        answers=("attends_reliably", "wants_training", "insurers_efforts_failed"),
        ticks=(
            Tick("attends_reliably"),
            Tick("wants_training", _may_train),
            Tick("insurers_efforts_failed", _may_have_been_sought_for),
        ),
    ),
    "final_negative_asylum_decision": Screen(
        answers=("final_negative_asylum_decision",), can_come=lambda situation: situation.status in (None, Status.OTHER)
    ),
    "household": Screen(answers=("household_size", "monthly_income", "wealth"), can_come=_may_be_waived),
    "health": Screen(
        answers=("health_limits", "work_capacity", "flight_trauma", "addiction"),
        ticks=(
            Tick("physical"),
            Tick("psychological"),
            Tick("short_days"),
            Tick("none_now"),
            Tick("flight_trauma", lambda situation: situation.status not in STAYS_WITHOUT_FLIGHT),
            Tick("addiction"),
        ),
    ),
}
"""Each screen in the order of asking: what is easy to say first, health last.

What a person knows as one thing is one screen: who one is, where money comes from, what one brings and wants, the
household, health. Money from
one office makes the questions behind it needless. ``earns_programme_cost`` is missing on purpose: only a professional
can judge it.
"""

SCREENS: Mapping[str, tuple[str, ...]] = {name: screen.answers for name, screen in SCREENS_OF_THE_PATH.items()}
"""Each screen with the answers it gives."""


def ticked(screen: str, boxes: Collection[str], situation: Situation = NOBODY) -> dict[str, Any]:
    """The answers that a screen with boxes gives, once the ticked ones are told; what stays open is ``None``.

    Args:
        situation: who is asked; of a box that has nothing to do with them the answer stays as it is.
    """
    shown = {tick.key for tick in SCREENS_OF_THE_PATH[screen].ticks if tick.shown(situation)}
    if screen != "health":
        return {key: key in boxes if key in shown else getattr(situation, key) for key in SCREENS[screen]}
    limits = {"physical", "psychological"} & set(boxes)
    return {
        "health_limits": HealthLimits.BOTH if len(limits) == 2 else HealthLimits(next(iter(limits), "none")),
        "work_capacity": next(
            (WorkCapacity(one) for one in ("none_now", "short_days") if one in boxes), None
        ),  # how much more than that is possible a box cannot say
        "flight_trauma": "flight_trauma" in boxes,
        "addiction": "addiction" in boxes,
    }


def boxes_of(screen: str, situation: Situation) -> frozenset[str]:
    """The boxes that these answers mean: the other way round."""
    if screen != "health":
        return frozenset(key for key in SCREENS[screen] if getattr(situation, key) is True)
    limits = {"both": {"physical", "psychological"}, "none": set(), None: set()}.get(
        situation.health_limits, {situation.health_limits}
    )
    told = {key for key in ("flight_trauma", "addiction") if getattr(situation, key) is True}
    return frozenset({*map(str, limits), *told, *filter(None, [situation.work_capacity])})


def open_screens(
    situation: Situation, skipped: Collection[str], on: date, data: Dataset | None = None
) -> tuple[str, ...]:
    """The screens that could change something if they were asked now, in the order of asking.

    Args:
        skipped: screens that were left open on purpose («weiss ich nicht», «möchte ich nicht sagen»).
        on: the day to judge by.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    wanted = _wanted(Case.of(situation, on, data))
    return tuple(name for name, answers in SCREENS.items() if name not in skipped and not wanted.isdisjoint(answers))


def next_question(situation: Situation, skipped: Collection[str], on: date, data: Dataset | None = None) -> str | None:
    """The screen to show next; ``None`` when no further answer would change anything.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    return next(iter(open_screens(situation, skipped, on, data)), None)


def remaining(situation: Situation, skipped: Collection[str], on: date, data: Dataset | None = None) -> int:
    """How many screens can still come at most, the next one included. It never rises with an answer.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    now = open_screens(situation, skipped, on, data)
    later = (
        name
        for name, screen in SCREENS_OF_THE_PATH.items()
        if name not in now and name not in skipped and screen.can_come(situation) and _unanswered(screen, situation)
    )
    return len(now) + sum(1 for name in later if _could_still(name, now))


def _unanswered(screen: Screen, situation: Situation) -> bool:
    return all(getattr(situation, key) is None for key in screen.answers)


def _could_still(name: str, now: Collection[str]) -> bool:
    """Whether a screen that is not wanted now can become so by an answer that is still to come."""
    if name == "household":
        return "benefits" in now or "status" in now
    if name == "literate":
        return "german" in now
    if name == "final_negative_asylum_decision":
        return "status" in now
    return name == "goals" and not {"person", "employability", "work_experience", "status"}.isdisjoint(now)


def _wanted(case: Case) -> set[str]:
    """The unanswered questions on which something hangs: a verdict, a door, who pays, the waiver."""
    situation, advice, funding = case.situation, advice_of(case), funding_of(case)
    wanted = {*advice.missing, *_of_doors(case), *funding.missing}
    if situation.status not in PERMITS or funding.payer is not Payer.PERSON:
        wanted -= {*SCREENS["household"]}
    if situation.status in STAYS_WITHOUT_FLIGHT:
        wanted.discard("flight_trauma")
    if situation.status is not Status.OTHER:  # everybody else is asked by a professional, if at all
        wanted.discard("final_negative_asylum_decision")
    return {name for name in wanted if QUESTIONS[name].is_asked(situation)}


def _of_doors(case: Case) -> Iterator[str]:
    """What is missing to know whether a door applies, or one of the things it says to some."""
    for door in DOORS:
        yield from (
            case.residence.missing or name if name == "canton" else name for name in _undecided(door, case.hearing)
        )


def _undecided(door: Door, hearing: Hearing) -> Iterator[str]:
    if _can_open(door.when, hearing):
        yield from _unanswered_of(door.when, hearing)
        for variant in door.variants:
            if _can_open(variant.when, hearing):
                yield from _unanswered_of(variant.when, hearing)


def _can_open(rules: tuple[Rule, ...], hearing: Hearing) -> bool:
    return all(hearing.verdict(rule) is MET or rule.can_be_met(hearing.answers) for rule in rules)


def _unanswered_of(rules: tuple[Rule, ...], hearing: Hearing) -> Iterator[str]:
    for rule in rules:
        if hearing.verdict(rule) is not MET:
            yield from rule.missing(hearing.answers)
