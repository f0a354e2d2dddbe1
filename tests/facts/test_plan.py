"""Plans as programs write them: what a kind is billed by, and what no month can hold."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finder.errors import BadAnswer
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import Days, Plan

SAMPLE = {
    "first_month": {"full_days": 1},
    "whole_months": 1,
    "whole_months_short": True,
    "days_per_week": 3,
    "last_month": {"short_days": 1},
    "coaching_hours": "1.25",
    "internal_days": {"full_days": 15},
    "hours_by_month": ["100", 40],
}


@pytest.mark.parametrize("kind", TYPE_KEYS)
def test_a_plan_holds_only_what_its_kind_is_billed_by(kind: TypeKey) -> None:
    for key, sample in SAMPLE.items():
        if key in KINDS[kind].billed_by:
            assert getattr(Plan.of(kind, {key: sample}), key) != getattr(Plan(), key)
            continue
        with pytest.raises(BadAnswer) as refused:
            Plan.of(kind, {key: sample})
        assert (refused.value.field, refused.value.hint) == (f"plan.{key}", "plan_does_not_go_with_type")


def test_a_key_left_null_goes_with_every_kind() -> None:
    for kind in TYPE_KEYS:
        assert Plan.of(kind, dict.fromkeys(SAMPLE)) == Plan()


@pytest.mark.parametrize(
    ("key", "value", "field"),
    [
        ("first_month", {"full_days": -1}, "plan.first_month.full_days"),
        ("first_month", {"full_days": 32}, "plan.first_month.full_days"),
        ("first_month", {"full_days": 400}, "plan.first_month.full_days"),
        ("first_month", {"full_days": 20, "short_days": 12}, "plan.first_month"),
        ("first_month", {"full_days": 1.5}, "plan.first_month.full_days"),
        ("first_month", {"days": 5}, "plan.first_month.days"),
        ("first_month", 8, "plan.first_month"),
        ("last_month", {"short_days": "viele"}, "plan.last_month.short_days"),
        ("whole_months", -1, "plan.whole_months"),
        ("whole_months", 121, "plan.whole_months"),
        ("whole_months", True, "plan.whole_months"),
        ("whole_months_short", "yes", "plan.whole_months_short"),
        ("days_per_week", 0, "plan.days_per_week"),
        ("days_per_week", "5.01", "plan.days_per_week"),
        ("weeks", 3, "plan.weeks"),
    ],
)
def test_days_that_no_month_holds_are_refused_with_their_place(key: str, value: object, field: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        Plan.of("qualifizierung", {key: value})
    assert refused.value.field == field
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "key", "value", "field"),
    [
        ("coaching", "coaching_hours", "-0.25", "plan.coaching_hours"),
        ("coaching", "coaching_hours", "2000.25", "plan.coaching_hours"),
        ("coaching", "coaching_hours", "sechs", "plan.coaching_hours"),
        ("suchthilfe", "hours_by_month", ["100", "-1"], "plan.hours_by_month[1]"),
        ("suchthilfe", "hours_by_month", ["745"], "plan.hours_by_month[0]"),
        ("suchthilfe", "hours_by_month", "100", "plan.hours_by_month"),
        ("suchthilfe", "hours_by_month", [1] * 121, "plan.hours_by_month"),
        ("integration_arbeit", "internal_days", {"full_days": 367}, "plan.internal_days.full_days"),
    ],
)
def test_hours_nobody_can_work_are_refused_with_their_place(
    kind: TypeKey, key: str, value: str | list[str | int] | dict[str, int], field: str
) -> None:
    with pytest.raises(BadAnswer) as refused:
        Plan.of(kind, {key: value})
    assert refused.value.field == field


def test_a_plan_that_is_no_object_is_refused() -> None:
    sent: Any = ["coaching_hours"]
    with pytest.raises(BadAnswer, match="plan"):
        Plan.of("coaching", sent)


@pytest.mark.parametrize(("full", "short"), [(31, 0), (0, 31), (15, 16)])
def test_a_month_of_31_days_is_the_longest_there_is(full: int, short: int) -> None:
    plan = Plan.of("trauma", {"first_month": {"full_days": full, "short_days": short}})
    assert plan.first_month == Days(full, short)
    assert plan.first_month.total == 31


def test_numbers_are_read_as_people_write_them() -> None:
    plan = Plan.of("qualifizierung", {"first_month": {"full_days": "8"}, "whole_months": "2", "days_per_week": "2,5"})
    assert plan == Plan(first_month=Days(8), whole_months=2, days_per_week=Decimal("2.5"))


def test_every_hint_of_a_plan_has_its_kind_sentence() -> None:
    hints = ["plan_does_not_go_with_type", "too_many_days", "bad_whole_number", "bad_quantity", "bad_day"]
    hints += ["end_before_start", "no_day_planned", "stay_too_long", "bad_weekdays", "bad_hours_per_day"]
    assert [hint for hint in hints if f"error.{hint}" not in on_file().texts("de")] == []
