"""From a plan to a price: neighbours of every limit, and what holds for every plan there is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import NotOnFile
from finder.facts.dataset import Dataset
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import Days, Plan
from finder.facts.situation import Situation
from finder.rules.funding import Payer
from finder.steps.estimate import WITH_SOZIALHILFE_ONLY, OwnPrice, estimate, most_billed_on_early_end, units
from finder.steps.fund import Funding, Waiver, fund
from tests.support.frozen import DATA
from tests.support.known import known

ON = date(2025, 3, 3)
HALF = {"social_assistance": False, "unemployment_insurance": False, "disability_insurance": False, "postcode": "4500"}
FUNDINGS = {
    "sozialdienst": fund(Situation.of({"social_assistance": True, "postcode": "4500"}), ON),
    "half": fund(Situation.of({**HALF, "status": "swiss"}), ON),
    "waiver_open": fund(Situation.of({**HALF, "status": "B"}), ON),
    "waived": fund(Situation.of({**HALF, "status": "B", "household_size": 1, "monthly_income": 0, "wealth": 0}), ON),
    "partial": fund(
        Situation.of({**HALF, "status": "S", "household_size": 1, "monthly_income": 3000, "wealth": 0}), ON
    ),
    "open": fund(Situation(), ON),
    "rav": fund(Situation.of({**HALF, "unemployment_insurance": True}), ON),
}

days = st.builds(Days, st.integers(0, 15), st.integers(0, 15))
hours = st.decimals(0, 200, places=2)
by_days = st.builds(
    Plan,
    first_month=days,
    whole_months=st.integers(0, 24),
    whole_months_short=st.booleans(),
    days_per_week=st.decimals("0.5", 5, places=1),
    last_month=days,
)
plans = {
    kind: by_days
    if "whole_months" in keys
    else st.builds(Plan, hours_by_month=st.lists(hours, max_size=12).map(tuple))
    if "hours_by_month" in keys
    else st.builds(Plan, coaching_hours=hours, internal_days=days)
    if "internal_days" in keys
    else st.builds(Plan, coaching_hours=hours)
    for kind, keys in ((key, one.billed_by) for key, one in KINDS.items())
}
OPEN_TO_ALL = tuple(kind for kind in TYPE_KEYS if kind not in WITH_SOZIALHILFE_ONLY)


def with_plan(kinds: Sequence[TypeKey]) -> st.SearchStrategy[tuple[TypeKey, Plan]]:
    return st.sampled_from(kinds).flatmap(lambda kind: st.tuples(st.just(kind), plans[kind]))


kinds_and_plans = with_plan(TYPE_KEYS)
fundings = st.sampled_from(list(FUNDINGS.values()))


def total(kind: TypeKey, **plan: object) -> Decimal:
    return estimate(kind, Plan.of(kind, plan), FUNDINGS["half"], ON).total


# ── What holds for every plan ────────────────────────────────────────────────


@given(kinds_and_plans, fundings)
def test_the_parts_add_up_to_the_total_and_no_rappen_is_lost(
    kind_and_plan: tuple[TypeKey, Plan], funding: Funding
) -> None:
    found = estimate(*kind_and_plan, funding, ON)
    assert sum(line.amount for line in found.lines) == found.total
    assert found.total == found.total.quantize(Decimal("0.01"))
    no_split = kind_and_plan[0] in WITH_SOZIALHILFE_ONLY and funding.payer is Payer.PERSON
    if no_split or funding.payer in (Payer.OPEN, Payer.NOT_COFINANCED):
        assert (found.sozialdienst, found.canton, found.person_min, found.person_max) == (None,) * 4
    else:
        assert known(found.sozialdienst) + known(found.canton) + known(found.person_max) == found.total


@given(kinds_and_plans, fundings)
def test_nobody_pays_less_than_nothing_and_the_person_never_more_than_half_and_a_rounding(
    kind_and_plan: tuple[TypeKey, Plan], funding: Funding
) -> None:
    found = estimate(*kind_and_plan, funding, ON)
    if found.canton is not None:
        least, most = known(found.person_min), known(found.person_max)
        assert 0 <= least <= most <= found.total / 2 + Decimal("0.025")
        assert found.canton >= 0
        assert most % Decimal("0.05") == 0 or most == found.total


@given(with_plan(OPEN_TO_ALL))
def test_the_person_who_waits_for_the_waiver_bears_at_most_what_the_person_without_one_bears(
    kind_and_plan: tuple[TypeKey, Plan],
) -> None:
    most = [known(estimate(*kind_and_plan, FUNDINGS[name], ON).person_max) for name in ("waived", "partial", "half")]
    assert most == sorted(most)


@given(
    by_days, st.sampled_from([kind for kind in OPEN_TO_ALL if "whole_months" in KINDS[kind].billed_by]), st.booleans()
)
def test_one_more_day_never_makes_it_cheaper(plan: Plan, kind: TypeKey, short: bool) -> None:
    def more(one: Days) -> Days:
        return Days(one.full_days + (not short), one.short_days + short)

    before = estimate(kind, plan, FUNDINGS["half"], ON)
    first = Plan(**{**vars(plan), "first_month": more(plan.first_month)})
    month = Plan(**{**vars(plan), "whole_months": plan.whole_months + 1})
    for longer in (first, month):
        after = estimate(kind, longer, FUNDINGS["half"], ON)
        assert after.total >= before.total
        assert known(after.person_max) >= known(before.person_max)


@given(by_days)
def test_a_short_day_is_never_dearer_than_a_whole_one(plan: Plan) -> None:
    def swapped(one: Days) -> Days:
        return Days(full_days=one.total)

    whole = Plan(**{**vars(plan), "first_month": swapped(plan.first_month), "last_month": swapped(plan.last_month)})
    assert estimate("trauma", plan, FUNDINGS["half"], ON).total <= estimate("trauma", whole, FUNDINGS["half"], ON).total


@given(st.lists(hours, max_size=12))
def test_suchthilfe_is_capped_in_every_month_for_itself(by_month: list[Decimal]) -> None:
    found = estimate("suchthilfe", Plan(hours_by_month=tuple(by_month)), FUNDINGS["sozialdienst"], ON)
    assert found.total == sum(min(4 * one, Decimal(350)) for one in by_month)


# ── Neighbours of every limit ────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("worked", "amount"),
    [("87.25", "349.00"), ("87.5", "350.00"), ("87.75", "350.00"), ("100", "350.00"), ("744", "350.00")],
)
def test_a_month_of_suchthilfe_costs_at_most_350(worked: str, amount: str) -> None:
    assert str(total("suchthilfe", hours_by_month=[worked])) == amount


def test_the_cap_is_not_shared_between_months() -> None:
    assert total("suchthilfe", hours_by_month=["100", "40"]) == 350 + 160


@pytest.mark.parametrize(
    ("coaching", "amount"),
    [("1", 200), ("1.01", 250), ("1.25", 250), ("1.26", 300), ("0.01", 50), ("0", 0)],
)
def test_a_started_quarter_of_an_hour_counts(coaching: str, amount: int) -> None:
    assert total("coaching", coaching_hours=coaching) == amount


def test_the_quarter_hour_is_named_as_an_assumption_only_where_it_matters() -> None:
    def named(coaching: str) -> tuple[str, ...]:
        return estimate("coaching", Plan.of("coaching", {"coaching_hours": coaching}), FUNDINGS["half"], ON).assumptions

    assert "started_quarter_hour_counts" in named("1.01")
    assert "started_quarter_hour_counts" not in named("1.25")


@pytest.mark.parametrize(
    ("per_week", "quantity", "amount"),
    [("5", "43.4", "3472.00"), ("3", "26.04", "2083.20"), ("2.5", "21.70", "1736.00"), ("0.5", "4.34", "347.20")],
)
def test_fewer_days_a_week_scale_the_month(per_week: str, quantity: str, amount: str) -> None:
    plan = Plan.of("qualifizierung", {"whole_months": 2, "days_per_week": per_week})
    found = estimate("qualifizierung", plan, FUNDINGS["half"], ON)
    assert (found.lines[0].quantity, str(found.total)) == (Decimal(quantity), amount)
    assert ("fewer_days_scale_the_month" in found.assumptions) is (per_week != "5")


@pytest.mark.parametrize(("kind", "short_price"), [("beschaeftigung_1", "24.50"), ("qualifizierung", "56.00")])
def test_a_day_under_four_hours_costs_seventy_percent(kind: TypeKey, short_price: str) -> None:
    assert str(total(kind, first_month={"short_days": 1})) == short_price
    assert total(kind, whole_months=1, whole_months_short=True) == Decimal(short_price) * Decimal("21.7")


@pytest.mark.parametrize(
    ("kind", "plan", "person", "canton"),
    [
        ("beschaeftigung_1", {"first_month": {"short_days": 1}}, "12.25", "12.25"),
        ("beschaeftigung_1", {"whole_months": 1, "days_per_week": "0.7"}, "53.15", "53.18"),
        ("coaching", {"coaching_hours": 1}, "100.00", "100.00"),
    ],
)
def test_the_person_pays_to_the_nearest_five_rappen_and_the_canton_bears_the_difference(
    kind: TypeKey, plan: dict[str, Any], person: str, canton: str
) -> None:
    found = estimate(kind, Plan.of(kind, plan), FUNDINGS["half"], ON)
    assert (str(found.person_max), str(found.canton)) == (person, canton)


def test_an_empty_plan_costs_nothing_and_has_no_lines() -> None:
    for kind in TYPE_KEYS:
        found = estimate(kind, Plan(), FUNDINGS["half"], ON)
        assert (found.lines, found.total) == ((), Decimal(0))
        assert found.person_max == (None if kind in WITH_SOZIALHILFE_ONLY else 0)


@pytest.mark.parametrize("kind", TYPE_KEYS)
def test_a_kind_that_needs_sozialhilfe_has_a_total_and_no_split_for_a_person_without_it(kind: TypeKey) -> None:
    found = estimate(kind, Plan(), FUNDINGS["half"], ON)
    shares = (found.sozialdienst, found.canton, found.person_min, found.person_max)
    assert (shares == (None,) * 4) is (kind in {"suchthilfe", "teillohn"})


# ── Early end ────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("qualifizierung", [("day", 5, 400)]),
        ("coaching", [("coaching_hour", 2, 400)]),
        ("integration_arbeit", [("coaching_hour", 2, 500), ("day", 5, 450)]),
        ("suchthilfe", []),
    ],
)
def test_an_early_end_is_billed_with_five_days_or_two_hours_at_most(
    kind: TypeKey, lines: list[tuple[str, int, int]]
) -> None:
    found = [(one.unit, one.quantity, one.amount) for one in most_billed_on_early_end(kind, ON)]
    assert found == [(unit, Decimal(quantity), Decimal(amount)) for unit, quantity, amount in lines]


# ── Own prices ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("own", "amount", "at_most", "cautions"),
    [
        (None, "1736.00", True, ()),
        ("70.00", "1519.00", False, ()),
        ("80.00", "1736.00", False, ()),
        ("80.05", "1736.00", False, ("own_price_above_the_ceiling",)),
    ],
)
def test_a_provider_s_own_price_is_exact_and_never_above_the_ceiling(
    own: str | None, amount: str, at_most: bool, cautions: tuple[str, ...]
) -> None:
    price = OwnPrice(Decimal(own), "day") if own else None
    found = estimate("qualifizierung", Plan(whole_months=1), FUNDINGS["half"], ON, price)
    assert (str(found.total), found.at_most, found.cautions) == (amount, at_most, cautions)


def test_a_price_per_day_leaves_the_coaching_hour_at_its_ceiling() -> None:
    plan = Plan(coaching_hours=Decimal(1), internal_days=Days(full_days=1))
    found = estimate("integration_arbeit", plan, FUNDINGS["half"], ON, OwnPrice(Decimal(60), "day"))
    assert (found.total, found.at_most) == (Decimal(250 + 60), True)


def test_every_kind_says_what_it_is_billed_by() -> None:
    assert {kind: units(kind) for kind in ("integration_arbeit", "coaching", "suchthilfe", "teillohn")} == {
        "integration_arbeit": ("coaching_hour", "day"),
        "coaching": ("coaching_hour",),
        "suchthilfe": ("hour",),
        "teillohn": ("day",),
    }


# ── Days and editions ────────────────────────────────────────────────────────


@pytest.mark.parametrize(("on", "cautions"), [(date(2025, 12, 31), ()), (date(2026, 1, 1), ("tariff_edition_ended",))])
def test_after_the_last_day_of_the_edition_its_tariff_stays_with_a_caution(on: date, cautions: tuple[str, ...]) -> None:
    found = estimate("trauma", Plan(whole_months=1), FUNDINGS["half"], on)
    assert (found.total, found.cautions) == (Decimal(2604), cautions)


def test_before_the_first_edition_nothing_is_guessed() -> None:
    assert estimate("trauma", Plan(), FUNDINGS["half"], date(2024, 1, 1)).total == 0
    with pytest.raises(NotOnFile, match="trauma per day on 2023-12-31"):
        estimate("trauma", Plan(), FUNDINGS["half"], date(2023, 12, 31))


NEXT_YEAR = b"qualifizierung,day,85.00,,2026/27,2026-01-01,2027-12-31,ami-2024,H\xc3\xb6chsttarife\n"
TARIFFS = {"tariffs.csv": (DATA / "tariffs.csv").read_bytes() + NEXT_YEAR}
"""The tariffs as they are, with one new row."""


@pytest.mark.parametrize(
    ("on", "month", "edition", "cautions"),
    [
        (date(2025, 12, 31), "1736.00", "2024/25", ()),
        (date(2026, 1, 1), "1844.50", "2026/27", ()),
        (date(2027, 12, 31), "1844.50", "2026/27", ()),
        (date(2028, 1, 1), "1844.50", "2026/27", ("tariff_edition_ended",)),
    ],
)
def test_a_tariff_of_next_year_is_a_new_row_and_nothing_else(
    on: date, month: str, edition: str, cautions: tuple[str, ...]
) -> None:
    found = estimate("qualifizierung", Plan(whole_months=1), FUNDINGS["half"], on, data=Dataset(DATA, TARIFFS))
    assert (str(found.total), found.tariffs[0].edition, found.cautions) == (month, edition, cautions)


def test_a_full_waiver_leaves_the_person_nothing_to_pay() -> None:
    found = estimate("trauma", Plan(whole_months=1), FUNDINGS["waived"], ON)
    assert FUNDINGS["waived"].waiver is Waiver.FULL
    assert (found.canton, found.person_max) == (Decimal(2604), Decimal(0))


@pytest.mark.parametrize(
    ("who", "rounded"), [("half", True), ("sozialdienst", False), ("waived", False), ("open", False)]
)
def test_rounding_is_an_assumption_exactly_where_a_person_pays(who: str, rounded: bool) -> None:
    found = estimate("coaching", Plan(coaching_hours=Decimal(1)), FUNDINGS[who], ON)
    assert ("person_share_rounded_to_five_rappen" in found.assumptions) is rounded


@pytest.mark.parametrize(("more", "said"), [("0.00", False), ("0.01", True)])
def test_an_own_price_at_the_ceiling_is_not_above_it(more: str, said: bool) -> None:
    ceiling = estimate("coaching", Plan(coaching_hours=Decimal(1)), FUNDINGS["half"], ON).lines[0].price
    own = OwnPrice(chf=ceiling + Decimal(more), unit="coaching_hour")
    found = estimate("coaching", Plan(coaching_hours=Decimal(1)), FUNDINGS["half"], ON, own)
    assert ("own_price_above_the_ceiling" in found.cautions) is said
    assert found.lines[0].price == ceiling


def test_hours_that_come_to_the_monthly_cap_exactly_are_not_cut() -> None:
    price, cap = Decimal("4.00"), Decimal("350.00")
    exactly = cap / price
    what = [
        estimate("suchthilfe", Plan(hours_by_month=(hours,)), FUNDINGS["sozialdienst"], ON).lines[0].what
        for hours in (exactly, exactly + Decimal("0.25"))
    ]
    assert what == ["month_by_hours", "capped_month"]


def test_an_own_price_is_held_against_the_ceiling_of_its_own_unit_only() -> None:
    """200 an hour lies below the 250 of an hour, and above the 90 of a day."""
    plan = Plan(coaching_hours=Decimal(1), internal_days=Days(full_days=1))
    found = estimate("integration_arbeit", plan, FUNDINGS["half"], ON, OwnPrice(Decimal(200), "coaching_hour"))
    assert (found.total, found.cautions) == (Decimal(200 + 90), ())


@pytest.mark.parametrize(
    ("who", "least", "most"),
    [
        ("sozialdienst", 0, 0),
        ("half", 868, 868),
        ("waiver_open", 0, 868),
        ("partial", 0, 868),
        ("waived", 0, 0),
        ("open", None, None),
        ("rav", None, None),
    ],
)
def test_while_a_waiver_is_open_the_person_bears_nothing_at_least(
    who: str, least: int | None, most: int | None
) -> None:
    found = estimate("qualifizierung", Plan(whole_months=1), FUNDINGS[who], ON)
    assert (found.person_min, found.person_max) == (least, most)
