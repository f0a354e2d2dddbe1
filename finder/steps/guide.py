"""The guided path: which question comes next, and how many can still come. Nothing here is a hand-written tree.

A screen is asked only while its answer can still turn a verdict, open another door, or decide who pays. So the order
below says *when* a question comes if it comes at all, and the rules say *whether* it does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from itertools import product
from typing import Any

from finder.facts.situation import Employability, Situation, Status
from finder.rules.doors import DOORS
from finder.rules.funding import PERMITS
from finder.rules.verdict import OPEN, all_of
from finder.steps.advise import Advice, advise
from finder.steps.fund import Payer, fund

SCREENS: dict[str, tuple[str, ...]] = {
    "age": ("age",),
    "postcode": ("postcode",),
    "locality": ("locality",),
    "german": ("german",),
    "employability": ("employability",),
    "work_experience": ("work_experience",),
    "insurers_efforts_failed": ("insurers_efforts_failed",),
    "attends_reliably": ("attends_reliably",),
    "wants_training": ("wants_training",),
    "benefits": ("social_assistance", "unemployment_insurance", "disability_insurance"),
    "status": ("status",),
    "monthly_income": ("monthly_income",),
    "wealth": ("wealth",),
    "household_size": ("household_size",),
    "final_negative_asylum_decision": ("final_negative_asylum_decision",),
    "flight_trauma": ("flight_trauma",),
    "addiction": ("addiction",),
}
"""Each screen with the answers it gives, in the order of asking: what is easy to say first, what is delicate last.

Where money comes from is one screen with three answers: a person knows it as one thing, and social assistance makes
the questions behind it needless. Income and wealth come before the size of the household, because small amounts
lie below every limit. ``earns_programme_cost`` is missing on purpose: only a professional can judge it.
"""

MONEY = frozenset({"monthly_income", "wealth", "household_size"})
"""Screens that serve the waiver alone: asked only once a waiver is really possible."""

STAYS_WITHOUT_FLIGHT = frozenset({Status.SWISS, Status.L, Status.G, Status.CI})
"""Citizenship and permits that do not come from flight. A trauma by flight is not asked of these persons unbidden
(our reading); the kind stays open for them, and they can still say it."""

_NO_BENEFITS = dict.fromkeys(SCREENS["benefits"], False)

DECIDING: dict[str, tuple[dict[str, Any], ...]] = {
    "employability": tuple({"employability": value} for value in Employability),
    "benefits": (_NO_BENEFITS, {**_NO_BENEFITS, "social_assistance": True}),
    "status": tuple({"status": value} for value in (Status.SWISS, Status.B, Status.OTHER)),
}
"""Screens whose answers make others needless, with the answers that differ in this: looked through to say truly how
many can still come."""


def open_screens(situation: Situation, skipped: Collection[str], on: date) -> tuple[str, ...]:
    """The screens that could change something if they were asked now, in the order of asking.

    Args:
        skipped: screens that were left open on purpose («weiss ich nicht», «möchte ich nicht sagen»).
        on: the day to judge by.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    wanted = _wanted(situation, on)
    return tuple(
        screen for screen, answers in SCREENS.items() if screen not in skipped and not wanted.isdisjoint(answers)
    )


def next_question(situation: Situation, skipped: Collection[str], on: date) -> str | None:
    """The screen to show next; ``None`` when no further answer would change anything.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    return next(iter(open_screens(situation, skipped, on)), None)


def remaining(situation: Situation, skipped: Collection[str], on: date) -> int:
    """How many screens can still come at most, the next one included. It falls with every answer.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    return max(
        len(_could_come(imagined, skipped, on) - now) + len(now)
        for now, imagined in _ways(situation, open_screens(situation, skipped, on))
    )


def _ways(situation: Situation, now: tuple[str, ...]) -> Iterator[tuple[set[str], Situation]]:
    """The open screens that decide about others, and the situation after every way to answer them."""
    deciding = [screen for screen in DECIDING if screen in now]
    for answers in product(*(DECIDING[screen] for screen in deciding)):
        yield set(deciding), situation.but(**{key: value for given in answers for key, value in given.items()})


def _could_come(situation: Situation, skipped: Collection[str], on: date) -> set[str]:
    wanted = _wanted(situation, on, waiver_at_best=True)
    now = {screen for screen, answers in SCREENS.items() if not wanted.isdisjoint(answers)}
    return (now | ({"locality"} if "postcode" in now else set())) - set(skipped)


def _wanted(situation: Situation, on: date, *, waiver_at_best: bool = False) -> set[str]:
    """The unanswered questions on which something hangs: a verdict, a door, who pays, the waiver.

    Args:
        waiver_at_best: count the questions of the waiver while the payer is still open.
    """
    advice, funding = advise(situation, on), fund(situation, on)
    wanted = {*advice.missing, *_of_doors(situation, advice), *funding.missing}
    payers = (Payer.PERSON, Payer.OPEN) if waiver_at_best else (Payer.PERSON,)
    if situation.status not in PERMITS or funding.payer not in payers:
        wanted -= MONEY
    if situation.status in STAYS_WITHOUT_FLIGHT:
        wanted.discard("flight_trauma")
    return wanted


def _of_doors(situation: Situation, advice: Advice) -> Iterator[str]:
    """What is missing to know whether a door applies."""
    answers = {**situation.answers(), "canton": advice.residence.canton}
    for door in DOORS:
        if all_of(rule.verdict(answers) for rule in door.when) is OPEN:
            for rule in door.when:
                yield from (_asked_as(name, advice) for name in rule.needs if answers[name] is None)


def _asked_as(name: str, advice: Advice) -> str:
    """Nobody is asked for a canton: the postcode or the place tells it."""
    return advice.residence.missing or name if name == "canton" else name
