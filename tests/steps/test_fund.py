"""Who pays, for every household there is: the waiver falls with the income, and what is open stays open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import NotOnFile
from finder.facts.dataset import on_file
from finder.facts.situation import Situation, Status
from finder.rules.funding import Payer
from finder.steps.fund import Waiver, fund

ON = date(2026, 11, 22)
EDITIONS = tuple(one.edition for one in on_file().limits)
PAYS = Situation.of(
    {
        "postcode": "4500",
        "social_assistance": False,
        "unemployment_insurance": False,
        "disability_insurance": False,
        "status": "B",
    }
)
BETTER_FIRST = [Waiver.FULL, Waiver.PARTIAL, Waiver.NONE]

sizes = st.integers(1, 12)
incomes = st.decimals(0, 12_000, places=2)
some_editions = st.sampled_from(EDITIONS)


def waiver(edition: str | None = None, **answers: Any) -> Waiver:
    return fund(replace(PAYS, **answers), ON, edition).waiver


@given(some_editions, sizes, incomes, incomes)
def test_a_higher_income_never_brings_a_better_waiver(edition: str, size: int, one: Decimal, other: Decimal) -> None:
    found = [
        waiver(edition, household_size=size, monthly_income=income, wealth=Decimal(0))
        for income in sorted((one, other))
    ]
    assert BETTER_FIRST.index(found[0]) <= BETTER_FIRST.index(found[1])


@given(some_editions, sizes, incomes)
def test_a_larger_household_never_brings_a_worse_waiver(edition: str, size: int, income: Decimal) -> None:
    found = [
        waiver(edition, household_size=persons, monthly_income=income, wealth=Decimal(0))
        for persons in (size, size + 1)
    ]
    assert BETTER_FIRST.index(found[1]) <= BETTER_FIRST.index(found[0])


@given(sizes, incomes, st.decimals(0, 20_000, places=2))
def test_the_newer_table_is_never_worse_for_a_household(size: int, income: Decimal, wealth: Decimal) -> None:
    new, old = (
        waiver(edition, household_size=size, monthly_income=income, wealth=wealth)
        for edition in ("waiver-new", "waiver-old")
    )
    assert BETTER_FIRST.index(new) <= BETTER_FIRST.index(old)


@given(some_editions, incomes, st.decimals(0, 20_000, places=2))
def test_an_unknown_household_leaves_open_exactly_what_its_size_would_decide(
    edition: str, income: Decimal, wealth: Decimal
) -> None:
    each = {waiver(edition, household_size=size, monthly_income=income, wealth=wealth) for size in range(1, 40)}
    unknown = waiver(edition, monthly_income=income, wealth=wealth)
    assert unknown is (each.pop() if len(each) == 1 else Waiver.OPEN)


@pytest.mark.parametrize(
    ("edition", "income", "found"),
    [
        ("waiver-new", "2979.99", Waiver.FULL),
        ("waiver-new", "2980", Waiver.OPEN),
        ("waiver-old", "2829.99", Waiver.FULL),
        ("waiver-old", "2830", Waiver.OPEN),
    ],
)
def test_below_the_smallest_limit_nobody_needs_to_know_the_household(edition: str, income: str, found: Waiver) -> None:
    assert waiver(edition, monthly_income=Decimal(income), wealth=Decimal("2499.99")) is found
    assert waiver(edition, monthly_income=Decimal(income), wealth=Decimal(2500)) is Waiver.OPEN


@pytest.mark.parametrize(
    ("edition", "income_of_eight", "wealth_of_eight"), [("waiver-new", 7580, 11_000), ("waiver-old", 7350, 11_000)]
)
def test_the_household_of_eight_has_three_further_persons(
    edition: str, income_of_eight: int, wealth_of_eight: int
) -> None:
    found = on_file().limits_on(ON, edition)
    assert found.chf("waiver_income", 8) == income_of_eight
    assert found.chf("waiver_wealth", 8) == wealth_of_eight


@pytest.mark.parametrize("status", [Status.SWISS, Status.L, Status.CI, Status.OTHER])
def test_without_a_listed_permit_the_half_stays_and_nothing_more_is_asked(status: Status) -> None:
    found = fund(replace(PAYS, status=status, final_negative_asylum_decision=False), ON)
    assert (found.payer, found.canton_share, found.waiver, found.missing) == (
        Payer.PERSON,
        Decimal("0.50"),
        Waiver.NONE,
        (),
    )


def test_an_edition_nobody_published_is_not_on_file() -> None:
    with pytest.raises(NotOnFile, match="waiver-2019"):
        fund(PAYS, ON, "waiver-2019")
