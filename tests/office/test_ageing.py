"""What is older than a year, undated or not placed is to be checked."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.office.ageing import Reason, to_check

ON = date(2026, 11, 22)
FRESH = replace(on_file().offers[0], last_confirmed=ON, located_on=ON)


def reasons(**cells: Any) -> tuple[Reason, ...]:
    found = to_check([replace(FRESH, **cells)], ON)
    return found[0].reasons if found else ()


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 21), (Reason.OLD,)),
        (date(2025, 11, 22), ()),
        (date(2025, 11, 23), ()),
        (date(2026, 11, 22), ()),
        (date(2026, 11, 23), (Reason.FUTURE,)),
        (None, (Reason.UNDATED,)),
    ],
)
def test_evidence_of_365_days_is_still_good_and_of_366_is_not(day: date | None, expected: tuple[Reason, ...]) -> None:
    assert reasons(last_confirmed=day) == expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 11, 21), (Reason.PLACED_LONG_AGO,)),
        (date(2025, 11, 22), ()),
        (date(2026, 11, 23), (Reason.FUTURE,)),
        (None, (Reason.NOT_PLACED,)),
    ],
)
def test_the_point_ages_as_the_evidence_does(day: date | None, expected: tuple[Reason, ...]) -> None:
    assert reasons(located_on=day) == expected


@pytest.mark.parametrize(("after", "due"), [(29, True), (30, False), (31, False)])
def test_the_editor_may_ask_for_another_age(after: int, due: bool) -> None:
    row = replace(FRESH, last_confirmed=ON - timedelta(days=30))
    assert bool(to_check([row], ON, timedelta(days=after))) == due


def test_former_offers_need_no_check() -> None:
    assert reasons(confidence="former", state="former", last_confirmed=None) == ()


def test_undated_ones_come_first_then_the_oldest() -> None:
    days = [date(2024, 5, 1), None, date(2020, 1, 1), date(2024, 5, 1)]
    rows = [replace(FRESH, location=str(place), last_confirmed=day) for place, day in enumerate(days)]
    found = to_check(rows, ON)
    assert [check.offer.location for check in found] == ["1", "2", "0", "3"]
    assert [check.age for check in found] == [None, ON - date(2020, 1, 1), *[ON - date(2024, 5, 1)] * 2]


def test_on_file_today_all_but_two_offers_are_to_be_checked() -> None:
    due = to_check(on_file().offers, ON)
    fresh = [row.location for row in on_file().offers if row.current and row not in {check.offer for check in due}]
    assert fresh == ["Suchthilfe Ost Olten", "Suchthilfe Ost Dulliken"]
