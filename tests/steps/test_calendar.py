"""From a calendar to a plan: entry and exit by days, whole months between, and months that add up."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadAnswer
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import Days, Plan
from finder.facts.situation import Situation
from finder.steps.calendar import Calendar, after_months, days_stay, hours_stay, monthly_hours_stay
from finder.steps.estimate import estimate
from finder.steps.fund import Funding, fund
from finder.steps.months import SHARES, by_month, most_in_a_month

ON = date(2026, 11, 22)
HALF = {"social_assistance": False, "unemployment_insurance": False, "disability_insurance": False, "postcode": "4500"}
FUNDINGS = [
    fund(Situation.of(told), ON)
    for told in (
        {},
        {"social_assistance": True},
        {**HALF, "status": "swiss"},
        {**HALF, "status": "B"},
        {**HALF, "status": "B", "household_size": 1, "monthly_income": 3000, "wealth": 0},
    )
]
calendars = st.builds(
    lambda start, length, weekdays, hours: Calendar(start, start + timedelta(days=length), weekdays, hours),
    st.dates(date(2024, 1, 1), date(2027, 12, 31)),
    st.integers(7, 800),
    st.frozensets(st.integers(0, 6), min_size=1, max_size=5),
    st.decimals("0.5", 12, places=2),
)


def stay(start: date, end: date, **more: Any) -> Plan:
    return days_stay(Calendar(start, end, **more)).plan


# ── Days ─────────────────────────────────────────────────────────────────────


def test_entry_and_exit_are_billed_by_days_and_the_months_between_are_whole() -> None:
    plan = stay(date(2026, 12, 16), date(2027, 3, 5))
    assert (plan.first_month, plan.whole_months, plan.last_month) == (Days(12), 2, Days(5))


@pytest.mark.parametrize(
    ("start", "end", "first", "whole", "last"),
    [
        ((2026, 10, 30), (2026, 12, 31), 1, 1, 23),  # a Friday: October counts
        ((2026, 10, 31), (2026, 12, 31), 21, 0, 23),  # a Saturday: entry is Monday, 2 November
        ((2026, 11, 1), (2026, 12, 31), 21, 0, 23),
        ((2026, 11, 2), (2026, 12, 31), 21, 0, 23),
        ((2026, 11, 3), (2026, 12, 31), 20, 0, 23),
        ((2026, 11, 2), (2027, 1, 1), 21, 1, 1),
        ((2026, 11, 2), (2027, 1, 3), 21, 1, 1),  # a Sunday: the last day attended is Friday
    ],
)
def test_a_stay_begins_and_ends_with_a_planned_weekday(
    start: tuple[int, int, int], end: tuple[int, int, int], first: int, whole: int, last: int
) -> None:
    plan = stay(date(*start), date(*end))
    assert (plan.first_month.total, plan.whole_months, plan.last_month.total) == (first, whole, last)


def test_a_stay_within_one_month_has_an_entry_month_only() -> None:
    plan = stay(date(2026, 12, 1), date(2026, 12, 31))
    assert (plan.first_month, plan.whole_months, plan.last_month) == (Days(23), 0, Days())


def test_an_entry_month_attended_from_its_first_to_its_last_weekday_is_still_billed_by_days() -> None:
    found = days_stay(Calendar(date(2026, 12, 1), date(2027, 1, 29)))
    assert (found.plan.first_month, found.plan.whole_months, found.plan.last_month) == (Days(23), 0, Days(21))
    assert "entry_and_exit_month_by_days" in found.assumptions


@pytest.mark.parametrize(
    ("hours", "full", "short"), [("3.99", 0, 23), ("4", 23, 0), ("4.00", 23, 0), ("4.01", 23, 0), ("0.5", 0, 23)]
)
def test_four_hours_are_a_whole_day_and_a_minute_less_is_not(hours: str, full: int, short: int) -> None:
    plan = stay(date(2026, 12, 1), date(2026, 12, 31), hours_per_day=Decimal(hours))
    assert plan.first_month == Days(full, short)


def test_short_days_make_the_whole_months_short_too() -> None:
    plan = stay(date(2026, 12, 1), date(2027, 2, 28), hours_per_day=Decimal("3.99"))
    assert plan.whole_months_short
    assert not stay(date(2026, 12, 1), date(2027, 2, 28)).whole_months_short


def test_three_days_a_week_are_counted_and_scale_the_month() -> None:
    plan = stay(date(2026, 12, 1), date(2027, 2, 28), weekdays=frozenset({0, 2, 4}))
    assert (plan.first_month, plan.days_per_week, plan.last_month) == (Days(13), Decimal(3), Days(12))


@pytest.mark.parametrize(
    ("calendar", "field", "hint"),
    [
        (Calendar(date(2026, 12, 2), date(2026, 12, 1)), "end", "end_before_start"),
        (Calendar(date(2026, 12, 5), date(2026, 12, 6)), "end", "no_day_planned"),
        (Calendar(date(2026, 12, 1), date(2036, 12, 31)), "end", "stay_too_long"),
        (Calendar(date(2026, 12, 1), date(2099, 12, 31)), "end", "stay_too_long"),
        (Calendar(date(2026, 12, 1), date(2027, 1, 1), frozenset()), "weekdays", "bad_weekdays"),
        (Calendar(date(2026, 12, 1), date(2027, 1, 1), frozenset(range(6))), "weekdays", "bad_weekdays"),
        (Calendar(date(2026, 12, 1), date(2027, 1, 1), frozenset({7})), "weekdays", "bad_weekdays"),
        (Calendar(date(2026, 12, 1), date(2027, 1, 1), hours_per_day=Decimal(0)), "hours_per_day", "bad_hours_per_day"),
        (
            Calendar(date(2026, 12, 1), date(2027, 1, 1), hours_per_day=Decimal("24.01")),
            "hours_per_day",
            "bad_hours_per_day",
        ),
    ],
)
def test_a_calendar_nobody_can_keep_is_refused_with_its_field(calendar: Calendar, field: str, hint: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        days_stay(calendar)
    assert (refused.value.field, refused.value.hint) == (field, hint)


@pytest.mark.parametrize(
    ("calendar", "months"),
    [
        (Calendar(date(2026, 12, 1), date(2036, 11, 30)), 120),  # ten years to the day
        (Calendar(date(2026, 12, 1), date(2026, 12, 1)), 1),
        (Calendar(date(2026, 12, 1), date(2026, 12, 31), hours_per_day=Decimal(24)), 1),
        (Calendar(date(2026, 12, 1), date(2026, 12, 31), frozenset({6})), 1),
        (Calendar(date(2026, 12, 1), date(2026, 12, 31), hours_per_day=Decimal("0.01")), 1),
    ],
)
def test_what_is_just_possible_is_taken(calendar: Calendar, months: int) -> None:
    assert len(days_stay(calendar).so_far) == months


def test_the_plan_grows_by_one_month_after_the_other() -> None:
    found = days_stay(Calendar(date(2026, 12, 16), date(2027, 3, 5), hours_per_day=Decimal(2)))
    entry: dict[str, Any] = {"first_month": Days(short_days=12), "days_per_week": Decimal(5)}
    assert found.start == date(2026, 12, 16)
    assert found.assumptions == ("attended_days_are_planned_weekdays", "entry_and_exit_month_by_days")
    assert found.so_far == (
        (date(2026, 12, 1), Plan(**entry)),
        (date(2027, 1, 1), Plan(**entry, whole_months=1, whole_months_short=True)),
        (date(2027, 2, 1), Plan(**entry, whole_months=2, whole_months_short=True)),
        (date(2027, 3, 1), Plan(**entry, whole_months=2, whole_months_short=True, last_month=Days(short_days=5))),
    )


@pytest.mark.parametrize(("end", "short"), [(date(2027, 1, 29), False), (date(2027, 2, 1), True)])
def test_only_whole_months_are_short_ones(end: date, short: bool) -> None:
    assert stay(date(2026, 12, 1), end, hours_per_day=Decimal(2)).whole_months_short is short


@given(calendars)
def test_no_planned_day_outside_the_whole_months_is_lost(calendar: Calendar) -> None:
    found = days_stay(calendar)
    length = (calendar.end - calendar.start).days + 1
    attended = [calendar.start + timedelta(days=one) for one in range(length)]
    attended = [one for one in attended if one.weekday() in calendar.weekdays]
    edges = {(attended[0].year, attended[0].month), (attended[-1].year, attended[-1].month)}
    at_the_edges = sum((one.year, one.month) in edges for one in attended)
    assert found.plan.first_month.total + found.plan.last_month.total == at_the_edges
    assert len(found.so_far) == found.plan.whole_months + len(edges)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 12, 1), 6, (2027, 5, 31)),
        ((2026, 12, 15), 1, (2027, 1, 14)),
        ((2026, 1, 31), 1, (2026, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2026, 1, 30), 2, (2026, 3, 29)),
        ((2026, 12, 31), 12, (2027, 12, 30)),
    ],
)
def test_so_many_months_end_the_day_before_the_same_day(
    start: tuple[int, int, int], months: int, end: tuple[int, int, int]
) -> None:
    assert after_months(date(*start), months) == date(*end)


# ── Hours ────────────────────────────────────────────────────────────────────


def test_coaching_hours_are_spread_evenly_in_quarters_and_all_are_there_at_the_end() -> None:
    found = hours_stay(date(2026, 12, 14), 4, Decimal(6))
    assert [plan.coaching_hours for _, plan in found.so_far] == [Decimal(one) for one in ("1.5", "3", "4.5", "6")]
    assert [start for start, _ in found.so_far][:2] == [date(2026, 12, 1), date(2027, 1, 1)]


@pytest.mark.parametrize(
    ("hours", "months", "so_far", "assumptions"),
    [
        ("6.1", 1, ["6.1"], ()),
        ("6.1", 2, ["3", "6.1"], ("hours_spread_evenly",)),
        ("6.1", 4, ["1.5", "3", "4.5", "6.1"], ("hours_spread_evenly",)),  # whole quarters until the last
    ],
)
def test_hours_of_one_month_are_spread_over_none(
    hours: str, months: int, so_far: list[str], assumptions: tuple[str, ...]
) -> None:
    found = hours_stay(date(2026, 12, 14), months, Decimal(hours))
    assert [plan.coaching_hours for _, plan in found.so_far] == [Decimal(one) for one in so_far]
    assert (found.start, found.assumptions) == (date(2026, 12, 1), assumptions)
    assert found.plan == Plan(coaching_hours=Decimal(hours))


def test_without_a_phase_1_internal_days_are_spread_over_the_whole_stay() -> None:
    found = hours_stay(date(2026, 12, 1), 4, Decimal(8), Days(full_days=10, short_days=6))
    assert [plan.internal_days for _, plan in found.so_far] == [Days(2, 1), Days(5, 3), Days(7, 4), Days(10, 6)]


def test_ten_years_of_months_are_the_most() -> None:
    assert len(hours_stay(date(2026, 12, 1), 120, Decimal(6)).so_far) == 120


def test_internal_days_of_integration_arbeit_lie_in_phase_1() -> None:
    found = hours_stay(date(2026, 12, 1), 7, Decimal(28), Days(full_days=16), phase_1=3)
    assert [plan.internal_days.full_days for _, plan in found.so_far] == [5, 10, 16, 16, 16, 16, 16]


def test_hours_of_suchthilfe_stay_in_their_month() -> None:
    found = monthly_hours_stay(date(2026, 12, 1), [Decimal(100), Decimal(40)])
    assert found.plan.hours_by_month == (Decimal(100), Decimal(40))
    assert [plan.hours_by_month for _, plan in found.so_far] == [(Decimal(100),), (Decimal(100), Decimal(40))]
    assert (found.start, found.assumptions) == (date(2026, 12, 1), ())


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_stay_of_no_month_or_of_more_than_ten_years_is_refused(months: int) -> None:
    with pytest.raises(BadAnswer, match="months") as refused:
        hours_stay(date(2026, 12, 1), months, Decimal(6))
    assert refused.value.demand.values == {"least": 1, "most": 120}


def test_every_kind_has_an_example_that_goes_with_it() -> None:
    for kind in TYPE_KEYS:
        default, keys = KINDS[kind].example, KINDS[kind].billed_by
        assert bool(default.coaching_hours) is ("coaching_hours" in keys)
        assert bool(default.internal_days) is ("internal_days" in keys)
        assert bool(default.hours_per_month) is ("hours_by_month" in keys)
        assert default.longest is None or default.months <= default.longest


# ── Months ───────────────────────────────────────────────────────────────────


@given(calendars, st.sampled_from(FUNDINGS), st.sampled_from(["qualifizierung", "beschaeftigung_1", "trauma"]))
def test_the_months_of_every_payer_add_up_to_the_stay(calendar: Calendar, funding: Funding, kind: TypeKey) -> None:
    found = days_stay(calendar)
    whole = estimate(kind, found.plan, funding, ON)
    months = by_month(kind, found, funding, ON)
    assert sum(one.total for one in months) == whole.total
    assert most_in_a_month(months).total == max(one.total for one in months)
    for share in SHARES:
        parts = [getattr(one, share) for one in months]
        assert (sum(parts) if None not in parts else None) == getattr(whole, share)
    assert all(one.total > 0 for one in months)


@pytest.mark.parametrize("kind", ["coaching", "integration_arbeit"])
@given(hours=st.decimals(0, 300, places=2), months=st.integers(1, 12), funding=st.sampled_from(FUNDINGS))
def test_the_months_of_a_coaching_add_up_too(kind: TypeKey, hours: Decimal, months: int, funding: Funding) -> None:
    found = hours_stay(date(2026, 12, 1), months, hours)
    parts = by_month(kind, found, funding, ON)
    assert sum(one.total for one in parts) == estimate(kind, found.plan, funding, ON).total
    assert min(one.total for one in parts) >= 0
