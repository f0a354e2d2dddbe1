"""From a situation to who pays, and whether the rest can be waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from finder.facts.limits import Limits, limits
from finder.facts.situation import Situation
from finder.facts.tables import DATA
from finder.rules.funding import (
    CANTON_SHARE,
    COFINANCED,
    WAIVED,
    income_is_below_the_limit,
    income_is_just_above_the_limit,
    permit_allows_a_waiver,
    social_assistance_is_drawn,
    wealth_is_below_the_limit,
)
from finder.rules.rule import Answers, Finding, Rule, ask
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of, any_of
from finder.steps.residence import residence


class Payer(StrEnum):
    """Who owes the provider's invoice."""

    SOZIALDIENST = "sozialdienst"
    PERSON = "person"
    NOT_COFINANCED = "not_cofinanced"
    OPEN = "open"


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


def fund(situation: Situation, on: date, edition: str | None = None, data: Path = DATA) -> Funding:
    """Who pays for a programme of this person.

    Args:
        edition: the table of waiver limits to judge by; by default the newest that holds on the day.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
        NotOnFile: there is no such edition.
    """
    home = residence(situation.postcode, situation.locality, data)
    answers = {**situation.answers(), "canton": home.canton, "limits": limits(on, edition, data)}
    payer = _payer(answers)
    judged = (*PAYER_RULES, *WAIVER_RULES) if payer is Payer.PERSON else PAYER_RULES
    return Funding(
        payer,
        _SHARE[payer],
        _waiver(payer, answers),
        tuple(ask(rule, answers) for rule in judged),
        tuple(dict.fromkeys(home.missing or name if name == "canton" else name for name in _missing(answers))),
        answers["limits"],
    )


PAYER_RULES = (social_assistance_is_drawn, *COFINANCED)
WAIVER_RULES = (*WAIVED, income_is_just_above_the_limit)
_SHARE = {
    Payer.SOZIALDIENST: Decimal("0.00"),
    Payer.PERSON: CANTON_SHARE,
    Payer.NOT_COFINANCED: None,
    Payer.OPEN: None,
}


def _payer(answers: Answers) -> Payer:
    helped, cofinanced = social_assistance_is_drawn.verdict(answers), _all(COFINANCED, answers)
    if helped is not NOT_MET:
        return Payer.SOZIALDIENST if helped is MET else Payer.OPEN
    return {MET: Payer.PERSON, NOT_MET: Payer.NOT_COFINANCED, OPEN: Payer.OPEN}[cofinanced]


def _waiver(payer: Payer, answers: Answers) -> Waiver:
    if payer is Payer.OPEN:
        return Waiver.OPEN
    if payer is not Payer.PERSON:
        return Waiver.NOT_APPLICABLE
    if _waiver_is_out(answers):
        return Waiver.NONE
    if _all((permit_allows_a_waiver, wealth_is_below_the_limit), answers) is OPEN:
        return Waiver.OPEN
    return {MET: Waiver.FULL, OPEN: Waiver.OPEN, NOT_MET: Waiver.PARTIAL}[income_is_below_the_limit.verdict(answers)]


def _waiver_is_out(answers: Answers) -> bool:
    income = any_of(rule.verdict(answers) for rule in (income_is_below_the_limit, income_is_just_above_the_limit))
    return NOT_MET in (permit_allows_a_waiver.verdict(answers), wealth_is_below_the_limit.verdict(answers), income)


def _missing(answers: Answers) -> Iterator[str]:
    helped, cofinanced = social_assistance_is_drawn.verdict(answers), _all(COFINANCED, answers)
    if helped is MET:
        return
    undecided = [social_assistance_is_drawn]
    if cofinanced is OPEN:
        undecided += COFINANCED
    if cofinanced is not NOT_MET and not _waiver_is_out(answers):
        undecided += WAIVED
    for rule in undecided:
        if rule.verdict(answers) is OPEN:
            yield from (name for name in rule.needs if answers[name] is None)


def _all(rules: Iterable[Rule], answers: Answers) -> Verdict:
    return all_of(rule.verdict(answers) for rule in rules)
