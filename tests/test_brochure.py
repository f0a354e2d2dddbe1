"""The worked figures of the official papers, by name."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.facts.keys import TypeKey
from finder.facts.plan import Plan
from finder.facts.situation import Situation
from finder.rules.funding import Payer
from finder.steps.estimate import Estimate, estimate
from finder.steps.fund import HERR_B, Waiver, fund

ON = date(2025, 3, 3)
PAYS_THE_HALF = {
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "postcode": "4500",
}
FRAU_A = {**PAYS_THE_HALF, "status": "swiss"}
HERR_B_AND_HIS_WIFE = {**PAYS_THE_HALF, "status": "B", "household_size": 2, "wealth": 0}
WITH_SOZIALHILFE = {"social_assistance": True, "postcode": "4500"}


def chf(*amounts: int) -> tuple[Decimal, ...]:
    return tuple(Decimal(one) for one in amounts)


def priced(kind: TypeKey, plan: dict[str, Any], answers: dict[str, Any]) -> Estimate:
    return estimate(kind, Plan.of(kind, plan), fund(Situation.of(answers), ON), ON)


def test_frau_a_and_the_canton_pay_600_each_for_six_hours_of_coaching() -> None:
    found = priced("coaching", {"coaching_hours": "6"}, FRAU_A)
    assert [(line.quantity, line.price, line.amount) for line in found.lines] == [chf(6, 200, 1200)]
    assert (found.total, found.canton, found.person_min, found.person_max) == chf(1200, 600, 600, 600)


def test_a_whole_month_of_herr_b_costs_1736_of_which_the_canton_bears_868_in_any_case() -> None:
    found = priced("qualifizierung", {"whole_months": 1}, {**HERR_B_AND_HIS_WIFE, "monthly_income": "4500"})
    assert (found.total, found.canton) == (HERR_B.total, HERR_B.canton)


def test_what_herr_b_really_paid_lies_in_the_band_and_is_never_computed() -> None:
    situation = Situation.of({**HERR_B_AND_HIS_WIFE, "monthly_income": "4500"})
    found = priced("qualifizierung", {"whole_months": 1}, {**HERR_B_AND_HIS_WIFE, "monthly_income": "4500"})
    assert fund(situation, ON).waiver is Waiver.PARTIAL
    assert (found.person_min, found.person_max) == chf(0, 868)
    assert found.person_min is not None
    assert found.person_max is not None
    assert found.person_min < HERR_B.person < found.person_max


def test_the_published_parts_of_herr_b_add_up() -> None:
    assert HERR_B.canton + HERR_B.waived + HERR_B.person == HERR_B.total == 1736


@pytest.mark.parametrize(
    ("kind", "plan", "amounts"),
    [
        (
            "qualifizierung",
            {"first_month": {"full_days": 8}, "whole_months": 2, "last_month": {"full_days": 5}},
            ["640.00", "3472.00", "400.00"],
        ),
        ("beschaeftigung_2", {"first_month": {"full_days": 6, "short_days": 4}}, ["300.00", "140.00"]),
        ("trauma", {"whole_months": 1}, ["2604.00"]),
        ("integration_arbeit", {"coaching_hours": 32, "internal_days": {"full_days": 15}}, ["8000.00", "1350.00"]),
        ("coaching", {"coaching_hours": "1.25"}, ["250.00"]),
        ("suchthilfe", {"hours_by_month": ["100"]}, ["350.00"]),
        ("teillohn", {"whole_months": 3}, ["0.00"]),
    ],
)
def test_with_sozialhilfe_the_sozialdienst_bears_every_worked_figure(
    kind: TypeKey, plan: dict[str, Any], amounts: list[str]
) -> None:
    found = priced(kind, plan, WITH_SOZIALHILFE)
    assert [str(line.amount) for line in found.lines] == amounts
    assert found.sozialdienst == found.total == sum(Decimal(one) for one in amounts)
    assert (found.canton, found.person_min, found.person_max) == chf(0, 0, 0)


@pytest.mark.parametrize(
    ("kind", "unit_plan", "price"),
    [
        ("integration_arbeit", {"coaching_hours": 1}, "250.00"),
        ("integration_arbeit", {"internal_days": {"full_days": 1}}, "90.00"),
        ("coaching", {"coaching_hours": 1}, "200.00"),
        ("qualifizierung", {"first_month": {"full_days": 1}}, "80.00"),
        ("jugendprogramm", {"first_month": {"full_days": 1}}, "100.00"),
        ("beschaeftigung_1", {"first_month": {"full_days": 1}}, "35.00"),
        ("beschaeftigung_1_r", {"first_month": {"full_days": 1}}, "50.00"),
        ("beschaeftigung_2", {"first_month": {"full_days": 1}}, "50.00"),
        ("trauma", {"first_month": {"full_days": 1}}, "120.00"),
        ("suchthilfe", {"hours_by_month": [1]}, "4.00"),
    ],
)
def test_one_unit_of_each_kind_costs_its_ceiling_of_2024_25(
    kind: TypeKey, unit_plan: dict[str, Any], price: str
) -> None:
    assert str(priced(kind, unit_plan, WITH_SOZIALHILFE).total) == price


def test_frau_a_has_no_claim_to_a_waiver_as_a_swiss_citizen_would_not() -> None:
    funding = fund(Situation.of(FRAU_A), ON)
    assert (funding.payer, funding.waiver, funding.missing) == (Payer.PERSON, Waiver.NONE, ())
