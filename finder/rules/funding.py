"""Who pays, and when the canton waives the rest (Kostenerlass)."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from finder.facts.limits import Limits
from finder.facts.situation import Status
from finder.facts.sources import cite
from finder.rules.programme_types import stay_allows_a_placement
from finder.rules.rule import Answers, Rule, rule
from finder.rules.verdict import MET, NOT_MET, OPEN, all_of

CANTON = "SO"


class Payer(StrEnum):
    """Who owes the provider's invoice."""

    SOZIALDIENST = "sozialdienst"
    PERSON = "person"
    NOT_COFINANCED = "not_cofinanced"
    OPEN = "open"


CANTON_SHARE = Decimal("0.50")
"""«die Hälfte» (ami-2024, «Ohne Sozialhilfe»)."""

PERMITS = frozenset({Status.B, Status.B_REFUGEE, Status.C, Status.F, Status.N, Status.S})
"""«B, C, F, N, S»; a recognised refugee holds permit B."""


# ── Who pays ─────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"))
def residence_is_in_the_canton(canton: str) -> bool:
    """«Wohnhaft im Kanton Solothurn»"""
    return canton == CANTON


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"), assumption=True, hears_silence=True)
def residence_is_not_abroad(status: Status | None) -> bool:
    """Whoever holds permit G lives abroad (our reading)."""
    return status is not Status.G


@rule(cite("ami-2024", "Mit Sozialhilfe"))
def social_assistance_is_drawn(social_assistance: bool) -> bool:
    """«gehen die Rechnungen an den Sozialdienst»"""
    return social_assistance


@rule(cite("ami-2024", "Ohne Sozialhilfe"))
def no_unemployment_benefits_are_drawn(unemployment_insurance: bool) -> bool:
    """«keine … ALV- … Gelder»"""
    return not unemployment_insurance


@rule(cite("ami-2024", "Ohne Sozialhilfe"))
def no_disability_benefits_are_drawn(disability_insurance: bool) -> bool:
    """«keine … IV-Gelder»"""
    return not disability_insurance


UNINSURED = (no_unemployment_benefits_are_drawn, no_disability_benefits_are_drawn)
"""What must hold, without Sozialhilfe, for the canton to pay its half; and the stay must allow a placement."""

INSIDE = (residence_is_not_abroad, residence_is_in_the_canton)
"""What must hold for Solothurn's law to apply: residence comes first."""

PAYER_RULES: tuple[Rule, ...] = (
    *INSIDE,
    social_assistance_is_drawn,
    *UNINSURED,
    stay_allows_a_placement,
)


def payer(answers: Answers) -> Payer:
    """Who pays; open as long as an unanswered question, or the authorities, could still decide it."""
    possible = possible_payers(answers)
    return possible.pop() if len(possible) == 1 else Payer.OPEN


def possible_payers(answers: Answers) -> set[Payer]:
    """Everybody who could still turn out to pay.

    Residence first: that social assistance need not be repaid, and the canton's half, are Solothurn's law.
    """
    return set(_possible(answers))


def _possible(answers: Answers) -> Iterator[Payer]:
    inside = all_of(one.verdict(answers) for one in INSIDE)
    helped = social_assistance_is_drawn.verdict(answers)
    uninsured = all_of(one.verdict(answers) for one in UNINSURED)
    if inside is not MET:
        yield Payer.NOT_COFINANCED
    if inside is NOT_MET:
        return
    if helped is not NOT_MET:
        yield Payer.SOZIALDIENST
    if helped is not MET and uninsured is not MET:
        yield Payer.NOT_COFINANCED
    if helped is not MET and uninsured is not NOT_MET:
        yield Payer.PERSON if stay_allows_a_placement.verdict(answers) is MET else Payer.OPEN


def undecided(answers: Answers) -> tuple[Rule, ...]:
    """The rules about the payer on whose unanswered questions it still hangs."""
    if payer(answers) is not Payer.OPEN:
        return ()
    rules: list[Rule] = [*INSIDE, social_assistance_is_drawn]
    if social_assistance_is_drawn.verdict(answers) is not MET:
        rules += UNINSURED if all_of(one.verdict(answers) for one in UNINSURED) is OPEN else ()
        if all_of(one.verdict(answers) for one in UNINSURED) is not NOT_MET:
            rules.append(stay_allows_a_placement)
    return tuple(one for one in rules if one.verdict(answers) is OPEN)


# ── Waiver ───────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"))
def permit_allows_a_waiver(status: Status) -> bool:
    """«B, C, F, N, S»"""
    return status in PERMITS


@rule(cite("waiver-new", "Vorbedingungen"), hears_silence=True)
def income_is_below_the_limit(
    monthly_income: Decimal | None, household_size: int | None, limits: Limits
) -> bool | None:
    """«kleiner als»"""
    return _below(monthly_income, household_size, "waiver_income", limits)


@rule(cite("waiver-new", "Vorbedingungen"), hears_silence=True)
def wealth_is_below_the_limit(wealth: Decimal | None, household_size: int | None, limits: Limits) -> bool | None:
    """«kleiner als»"""
    return _below(wealth, household_size, "waiver_wealth", limits)


@rule(cite("waiver-new", "Teilerlass"))
def income_is_just_above_the_limit(monthly_income: Decimal, household_size: int, limits: Limits) -> bool:
    """«unter Umständen»: up to the margin above the limit, inclusive."""
    limit = limits.chf("waiver_income", household_size)
    return limit <= monthly_income <= limit + limits.partial_margin


WAIVED: tuple[Rule, ...] = (permit_allows_a_waiver, wealth_is_below_the_limit, income_is_below_the_limit)
"""What must hold for a full waiver, for a person whose half the canton pays."""


def _below(
    amount: Decimal | None,
    household_size: int | None,
    key: Literal["waiver_income", "waiver_wealth"],
    limits: Limits,
) -> bool | None:
    """Limits only rise with the household: what lies below the smallest lies below every one."""
    if amount is None:
        return None
    below = amount < limits.chf(key, household_size or 1)
    return below if household_size is not None else below or None
