"""What happens next and who does it, and the papers and the income that go with it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.steps.advise import advise
from finder.steps.documents import documents
from finder.steps.fund import fund
from finder.steps.income import SUPPORT, Income
from finder.steps.next_steps import Actor, next_steps

ON = date(2026, 11, 22)
HALF: dict[str, Any] = {
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "postcode": "4500",
}
FOREIGNER: dict[str, Any] = {**HALF, "status": "B", "household_size": 2, "monthly_income": 3000, "wealth": 0}


def steps(**told: object) -> list[tuple[str, Actor]]:
    situation = Situation.of(told)
    return [(one.key, one.actor) for one in next_steps(situation, advise(situation, ON), fund(situation, ON))]


def keys(**told: object) -> list[str]:
    return [key for key, _ in steps(**told)]


def papers(income: Income | None = None, **told: Any) -> tuple[str, ...]:
    situation = Situation.of(told)
    return documents(situation, fund(situation, ON), income)


def test_with_sozialhilfe_the_cost_approval_comes_before_the_registration_and_the_start() -> None:
    found = keys(social_assistance=True, postcode="4500")
    wanted = ["cost_approval", "registration_by_sozialdienst", "start", "invoice_to_sozialdienst"]
    assert [key for key in found if key in wanted] == wanted
    assert not {"contact_provider", "waiver_request", "invoice_to_person"} & set(found)


def test_without_sozialhilfe_the_person_calls_first_and_asks_for_the_waiver_before_the_start() -> None:
    assert keys(**FOREIGNER)[:6] == [
        "contact_provider",
        "free_first_talk",
        "registration",
        "waiver_request",
        "waiver_decision",
        "start",
    ]


def test_the_waiver_is_decided_by_ags_and_never_by_the_provider() -> None:
    assert ("waiver_decision", Actor.AGS) in steps(**FOREIGNER)


def test_a_swiss_citizen_is_not_sent_to_ask_for_a_waiver() -> None:
    assert not {"waiver_request", "waiver_decision"} & set(keys(**HALF, status="swiss"))


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({**HALF, "unemployment_insurance": True}, "go_to_rav"),
        ({**HALF, "disability_insurance": True}, "go_to_iv"),
        ({**HALF, "postcode": "5000"}, "go_to_own_canton"),
        ({"social_assistance": True, "postcode": "5000"}, "go_to_own_canton"),
        ({"age": 15, **HALF}, "go_to_school"),
        ({}, "clarify_social_assistance"),
        ({"social_assistance": False}, "clarify_who_pays"),
    ],
)
def test_the_office_in_charge_comes_first(told: dict[str, Any], first: str) -> None:
    assert keys(**told)[0] == first


def test_sozialhilfe_of_another_canton_is_not_asked_for_a_solothurn_approval() -> None:
    assert "cost_approval" not in keys(social_assistance=True, postcode="5000")


def test_a_german_course_comes_beside_the_programme_and_not_before_it() -> None:
    found = keys(**HALF, german="A1")
    assert found.index("german_course") > found.index("start")


# ── Papers ───────────────────────────────────────────────────────────────────


def test_a_request_needs_the_papers_of_everyone_in_the_household() -> None:
    assert papers(**FOREIGNER) == (
        "waiver_form",
        "wage_slips_of_everyone",
        "account_statements_of_everyone",
        "identity_card",
        "permit",
        "premium_reduction_if_drawn",
        "family_benefits_if_drawn",
        "pensions_if_drawn",
    )


def test_what_the_household_does_not_draw_needs_no_proof() -> None:
    income = Income((Decimal(0),), Decimal(200), Decimal(0), Decimal(0), Decimal(0))
    alone = {**FOREIGNER, "household_size": 1, "monthly_income": 200}
    assert papers(income, **alone) == (
        "waiver_form",
        "account_statements",
        "identity_card",
        "permit",
        "premium_reduction",
    )


def test_family_benefits_bring_the_health_insurance_policies_along() -> None:
    income = Income((Decimal(2000), None), family_benefits=Decimal(300))
    assert {"wage_slips_of_everyone", "family_benefits", "health_insurance_policies"} <= set(
        papers(income, **FOREIGNER)
    )


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"social_assistance": True},
        {**HALF, "status": "swiss"},
        {**FOREIGNER, "wealth": 5000},
        {**FOREIGNER, "monthly_income": "5920.05"},
    ],
)
def test_no_papers_are_asked_where_no_request_makes_sense(told: dict[str, Any]) -> None:
    assert papers(**told) == ()


# ── Income ───────────────────────────────────────────────────────────────────


def test_the_small_steps_add_themselves_up() -> None:
    income = Income(
        (Decimal("4100.00"), Decimal("350.50")), Decimal("120.25"), Decimal(300), Decimal(0), Decimal("0.05")
    )
    assert income.total == Decimal("4870.80")
    assert income.left_open == ()


def test_an_income_of_nothing_is_told_and_an_untold_one_is_open() -> None:
    assert Income((Decimal(0),)).total == 0
    assert Income((None, None)).total is None
    assert Income().left_open == ("wages", *SUPPORT)


def test_every_step_actor_and_paper_has_its_words() -> None:
    words = on_file().texts("de")
    told = [{}, FOREIGNER, {**HALF, "german": "A1", "status": "S", "employability": "ready"}, {"age": 15}]
    told += [{"social_assistance": True, "postcode": one} for one in ("4500", "5000", "3000", "8000")]
    told += [{**HALF, "unemployment_insurance": True}, {**HALF, "disability_insurance": True}]
    for answers in told:
        for key, actor in steps(**answers):
            assert f"step.{key}" in words
            assert f"actor.{actor}" in words
        assert all(f"document.{key}" in words for key in papers(**answers))
