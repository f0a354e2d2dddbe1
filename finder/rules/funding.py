"""Who pays, and when the canton waives the rest (Kostenerlass)."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from finder.facts.limits import Limits
from finder.facts.situation import Status
from finder.facts.sources import cite
from finder.rules.rule import rule

CANTON_SHARE = Decimal("0.50")
"""«die Hälfte» (ami-2024, «Ohne Sozialhilfe»)."""

PERMITS = frozenset({Status.B, Status.B_REFUGEE, Status.C, Status.F, Status.N, Status.S})
"""«B, C, F, N, S»; a recognised refugee holds permit B."""


# ── Who pays ─────────────────────────────────────────────────────────────────


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


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"))
def residence_is_in_the_canton(canton: str) -> bool:
    """«Wohnhaft im Kanton Solothurn»"""
    return canton == "SO"


COFINANCED = (no_unemployment_benefits_are_drawn, no_disability_benefits_are_drawn, residence_is_in_the_canton)
"""What must hold, without Sozialhilfe, for the canton to pay its half."""


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


WAIVED = (permit_allows_a_waiver, wealth_is_below_the_limit, income_is_below_the_limit)
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
