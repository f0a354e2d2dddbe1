"""Who pays, and when the rest is waived: every limit with its neighbours."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation, Status
from finder.rules.funding import CANTON_SHARE, PERMITS, Payer, undecided
from finder.steps.case import Case
from finder.steps.fund import Funding, Waiver, fund
from tests.support import reference

ON = date(2026, 11, 22)
ALONE = {
    "postcode": "4528",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "B",
    "household_size": 1,
    "monthly_income": "2000",
    "wealth": "0",
}


def funding(edition: str | None = None, **told: Any) -> Funding:
    return fund(Situation.of(ALONE | told), ON, edition)


@pytest.mark.parametrize(
    ("told", "payer", "share"),
    [
        ({"social_assistance": True}, Payer.SOZIALDIENST, Decimal("0.00")),
        ({"social_assistance": True, "unemployment_insurance": True}, Payer.SOZIALDIENST, Decimal("0.00")),
        # residence first: not having to repay, and the canton's half, are Solothurn's law
        ({"social_assistance": True, "postcode": "5000"}, Payer.NOT_COFINANCED, None),
        ({"social_assistance": True, "status": "G"}, Payer.NOT_COFINANCED, None),
        ({"status": "G"}, Payer.NOT_COFINANCED, None),
        ({"status": "G", "postcode": None, "social_assistance": None}, Payer.NOT_COFINANCED, None),
        ({"postcode": "5000", "social_assistance": None, "unemployment_insurance": None}, Payer.NOT_COFINANCED, None),
        ({}, Payer.PERSON, CANTON_SHARE),
        ({"unemployment_insurance": True}, Payer.NOT_COFINANCED, None),
        ({"disability_insurance": True}, Payer.NOT_COFINANCED, None),
        ({"postcode": "5000"}, Payer.NOT_COFINANCED, None),
        ({"social_assistance": None}, Payer.OPEN, None),
        ({"disability_insurance": None}, Payer.OPEN, None),
        ({"postcode": None}, Payer.OPEN, None),
        ({"postcode": "4564"}, Payer.OPEN, None),
        # what is open cannot decide any more
        ({"social_assistance": True, "unemployment_insurance": None, "status": None}, Payer.SOZIALDIENST, Decimal(0)),
        ({"social_assistance": True, "postcode": None}, Payer.OPEN, None),
        ({"social_assistance": True, "postcode": "4564"}, Payer.OPEN, None),
        ({"unemployment_insurance": True, "disability_insurance": None, "postcode": None}, Payer.NOT_COFINANCED, None),
        ({"social_assistance": None, "unemployment_insurance": True}, Payer.OPEN, None),
        # who may not work cannot be placed: the authorities clarify, with Sozialhilfe it is paid all the same
        ({"final_negative_asylum_decision": True}, Payer.OPEN, None),
        ({"status": "other"}, Payer.OPEN, None),
        ({"status": "other", "final_negative_asylum_decision": False}, Payer.PERSON, CANTON_SHARE),
        ({"final_negative_asylum_decision": True, "social_assistance": True}, Payer.SOZIALDIENST, Decimal(0)),
        ({"final_negative_asylum_decision": True, "unemployment_insurance": True}, Payer.NOT_COFINANCED, None),
    ],
)  # fmt: skip
def test_who_pays(told: dict[str, Any], payer: Payer, share: Decimal | None) -> None:
    found = funding(**told)
    assert (found.payer, found.canton_share) == (payer, share)


@pytest.mark.parametrize("status", Status)
def test_the_waiver_is_for_five_permits_and_a_refugees_b_counts_as_b(status: Status) -> None:
    allowed = status in {"B", "B_refugee", "C", "F", "N", "S"}
    inside = Waiver.FULL if allowed else Waiver.NONE
    found = funding(status=status, final_negative_asylum_decision=False)
    assert found.waiver is (Waiver.NOT_APPLICABLE if status is Status.G else inside), "G lives abroad"
    assert (status in PERMITS) is allowed


@pytest.mark.parametrize(
    ("edition", "household", "income"),
    [
        *(("waiver-new", size, limit) for size, limit in enumerate((2980, 4420, 5270, 6050, 6500, 6860, 7220), 1)),
        *(("waiver-old", size, limit) for size, limit in enumerate((2830, 4200, 5000, 5880, 6300, 6650, 7000), 1)),
    ],
)
def test_the_income_limit_itself_is_too_much_and_the_margin_is_inclusive(
    edition: str, household: int, income: int
) -> None:
    """«kleiner als»"""
    for more, waiver in [
        ("-0.05", Waiver.FULL),
        ("0", Waiver.PARTIAL),
        ("0.05", Waiver.PARTIAL),
        ("1500", Waiver.PARTIAL),
        ("1500.05", Waiver.NONE),
    ]:
        told = {"household_size": household, "monthly_income": str(income + Decimal(more))}
        assert funding(edition, **told).waiver is waiver, more


@pytest.mark.parametrize("edition", ["waiver-new", "waiver-old"])
@pytest.mark.parametrize(("household", "wealth"), list(enumerate((2500, 5000, 6000, 7000, 8000, 9000, 10000), 1)))
def test_wealth_at_the_limit_leaves_no_waiver_whatever_the_income(edition: str, household: int, wealth: int) -> None:
    for income in ("0", "3000", None):
        told = {"household_size": household, "monthly_income": income}
        assert funding(edition, **told, wealth=str(wealth)).waiver is Waiver.NONE
    assert funding(edition, household_size=household, wealth=str(wealth - Decimal("0.05"))).waiver is Waiver.FULL


@pytest.mark.parametrize(
    ("told", "waiver", "missing"),
    [
        ({"status": None}, Waiver.OPEN, {"status"}),
        ({"monthly_income": None}, Waiver.OPEN, {"monthly_income"}),
        ({"wealth": None}, Waiver.OPEN, {"wealth"}),
        ({"household_size": None, "monthly_income": "3000"}, Waiver.OPEN, {"household_size"}),
        ({"household_size": None}, Waiver.FULL, set()),  # below the smallest limit is below every limit
        ({"status": None, "monthly_income": "4480.05"}, Waiver.NONE, set()),
        ({"status": "swiss", "household_size": None, "monthly_income": None, "wealth": None}, Waiver.NONE, set()),
        ({"wealth": "2500", "monthly_income": None, "status": None}, Waiver.NONE, set()),
        ({"monthly_income": "2980", "wealth": None}, Waiver.OPEN, {"wealth"}),
    ],
)
def test_the_waiver_stays_open_only_while_an_answer_can_still_decide_it(
    told: dict[str, Any], waiver: Waiver, missing: set[str]
) -> None:
    found = funding(**told)
    assert (found.waiver, set(found.missing)) == (waiver, missing)


INSURED, HELPED = "no_unemployment_benefits_are_drawn", "social_assistance_is_drawn"


@pytest.mark.parametrize(
    ("told", "rules"),
    [
        ({}, []),
        ({"social_assistance": None}, [HELPED]),
        ({"unemployment_insurance": None}, [INSURED]),
        ({"social_assistance": None, "unemployment_insurance": None}, [HELPED, INSURED]),
        ({"social_assistance": None, "unemployment_insurance": True}, [HELPED]),
        ({"social_assistance": True, "unemployment_insurance": None}, []),
        ({"unemployment_insurance": None, "disability_insurance": True}, []),
        ({"postcode": None}, ["residence_is_in_the_canton"]),
        ({"postcode": "4564"}, ["residence_is_in_the_canton"]),
        ({"status": "other"}, ["stay_allows_a_placement"]),
        ({"status": "other", "unemployment_insurance": True}, []),
        ({"status": "other", "unemployment_insurance": None}, [INSURED, "stay_allows_a_placement"]),
    ],
)
def test_only_the_rules_that_still_decide_who_pays_are_undecided(told: dict[str, Any], rules: list[str]) -> None:
    assert [one.name for one in undecided(Case.of(Situation.of(ALONE | told), ON).answers)] == rules


@pytest.mark.parametrize(
    ("told", "waiver"),
    [
        ({"social_assistance": True}, Waiver.NOT_APPLICABLE),
        ({"unemployment_insurance": True}, Waiver.NOT_APPLICABLE),
        ({"postcode": "3000"}, Waiver.NOT_APPLICABLE),
        ({"social_assistance": None}, Waiver.OPEN),
        ({"social_assistance": None, "status": "swiss"}, Waiver.OPEN),
    ],
)
def test_a_waiver_is_judged_only_where_the_person_pays(told: dict[str, Any], waiver: Waiver) -> None:
    assert funding(**told).waiver is waiver


def test_the_missing_residence_is_asked_by_the_question_that_would_settle_it() -> None:
    assert funding(postcode=None).missing == ("postcode",)
    assert funding(postcode="4564").missing == ("locality",)


def test_the_newer_table_is_the_default_and_both_are_undated() -> None:
    assert funding().limits.edition == "waiver-new"
    for edition in ("waiver-new", "waiver-old"):
        found = on_file().limits_on(ON, edition)
        assert (found.since, found.until) == (None, None)


@pytest.mark.parametrize("persons", [1, 2, 5, 6, 12])
def test_the_limits_on_file_are_those_of_the_second_reading(persons: int) -> None:
    income, wealth = reference.limits(persons)
    found = on_file().limits_on(ON)
    assert (found.chf("waiver_income", persons), found.chf("waiver_wealth", persons)) == (income, wealth)
    assert found.partial_margin == 1500


def test_the_conditions_of_the_waiver_are_named_only_where_it_is_judged() -> None:
    always = [
        "residence_is_not_abroad",
        "residence_is_in_the_canton",
        "social_assistance_is_drawn",
        "no_unemployment_benefits_are_drawn",
        "no_disability_benefits_are_drawn",
        "stay_allows_a_placement",
    ]
    waiver = ["permit_allows_a_waiver", "wealth_is_below_the_limit", "income_is_below_the_limit"]
    assert [one.rule for one in funding().findings] == [*always, *waiver, "income_is_just_above_the_limit"]
    for told in ({"social_assistance": True}, {"disability_insurance": True}, {"postcode": None}):
        assert [one.rule for one in funding(**told).findings] == always


NOTHING_OF_THE_WAIVER = {"household_size": None, "monthly_income": None, "wealth": None}


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ({"social_assistance": True}, set()),
        ({"social_assistance": None}, {"social_assistance", "wealth", "monthly_income"}),
        ({"social_assistance": None, "unemployment_insurance": True}, {"social_assistance"}),
        ({"unemployment_insurance": None}, {"unemployment_insurance", "wealth", "monthly_income"}),
        ({"unemployment_insurance": True}, set()),
        ({}, {"wealth", "monthly_income"}),
    ],
)
def test_the_waiver_is_asked_about_only_where_the_person_could_pay(told: dict[str, Any], missing: set[str]) -> None:
    assert set(funding(**NOTHING_OF_THE_WAIVER, **told).missing) - {"household_size"} == missing
