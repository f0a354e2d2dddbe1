"""From a situation to who pays, and whether the rest can be waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finder.facts.dataset import Dataset
from finder.facts.limits import Limits
from finder.facts.situation import Situation
from finder.rules.funding import (
    CANTON_SHARE,
    PAYER_RULES,
    WAIVED,
    Payer,
    income_is_below_the_limit,
    income_is_just_above_the_limit,
    permit_allows_a_waiver,
    possible_payers,
    undecided,
    wealth_is_below_the_limit,
)
from finder.rules.rule import Answers, Finding, Rule
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of, any_of
from finder.steps.case import Case


class Waiver(StrEnum):
    """Whether the canton takes over the person's half."""

    FULL = "full"
    PARTIAL = "partial"
    NONE = "none"
    OPEN = "open"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Funding:
    """Who pays. ``canton_share`` is the canton's certain share of the price before any waiver, ``None`` where no
    split can be shown; ``missing`` names the unanswered questions that could still decide."""

    payer: Payer
    canton_share: Decimal | None
    waiver: Waiver
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    limits: Limits


@dataclass(frozen=True)
class PublishedExample:
    """One month in CHF of somebody with a partial waiver, as the document tells it."""

    total: Decimal
    canton: Decimal
    waived: Decimal
    person: Decimal


HERR_B = PublishedExample(Decimal(1736), Decimal(868), Decimal(818), Decimal(50))
"""The one published partial waiver (ami-2024, «Beispiel Qualifizierung»). Its formula is not: never computed here."""


def fund(situation: Situation, on: date, edition: str | None = None, data: Dataset | None = None) -> Funding:
    """Who pays for a programme of this person.

    Args:
        edition: the table of waiver limits to judge by; by default the newest that holds on the day.
        data: what is on file, unless another dataset is given.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
        NotOnFile: there is no such edition.
    """
    return funding_of(Case.of(situation, on, data, edition))


def funding_of(case: Case) -> Funding:
    """Who pays for a case.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
        NotOnFile: there is no such edition of the limits.
    """
    answers = {**case.answers, "limits": case.limits}
    owed, missing = answers["payer"], case.residence.missing
    judged = (*PAYER_RULES, *WAIVER_RULES) if owed is Payer.PERSON else PAYER_RULES
    return Funding(
        owed,
        _SHARE[owed],
        _waiver(owed, answers),
        tuple(rule.finding(answers) for rule in judged),
        tuple(dict.fromkeys(missing or name if name == "canton" else name for name in _missing(owed, answers))),
        case.limits,
    )


WAIVER_RULES = (*WAIVED, income_is_just_above_the_limit)
_SHARE = {
    Payer.SOZIALDIENST: Decimal("0.00"),
    Payer.PERSON: CANTON_SHARE,
    Payer.NOT_COFINANCED: None,
    Payer.OPEN: None,
}


def _waiver(owed: Payer, answers: Answers) -> Waiver:
    if owed is Payer.OPEN:
        return Waiver.OPEN
    if owed is not Payer.PERSON:
        return Waiver.NOT_APPLICABLE
    if _waiver_is_out(answers):
        return Waiver.NONE
    if _all((permit_allows_a_waiver, wealth_is_below_the_limit), answers) is OPEN:
        return Waiver.OPEN
    return {MET: Waiver.FULL, OPEN: Waiver.OPEN, NOT_MET: Waiver.PARTIAL}[income_is_below_the_limit.verdict(answers)]


def _waiver_is_out(answers: Answers) -> bool:
    income = any_of(rule.verdict(answers) for rule in (income_is_below_the_limit, income_is_just_above_the_limit))
    return NOT_MET in (permit_allows_a_waiver.verdict(answers), wealth_is_below_the_limit.verdict(answers), income)


def _missing(owed: Payer, answers: Answers) -> Iterator[str]:
    """The unanswered questions that could still decide who pays, and whether the rest is waived."""
    rules = list(undecided(answers))
    if owed is Payer.PERSON or (owed is Payer.OPEN and Payer.PERSON in possible_payers(answers)):
        rules += () if _waiver_is_out(answers) else WAIVED
    for rule in rules:
        yield from rule.finding(answers).missing


def _all(rules: Iterable[Rule], answers: Answers) -> Verdict:
    return all_of(rule.verdict(answers) for rule in rules)
