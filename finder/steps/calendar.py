"""From a calendar to a plan, month by month.

The month of entry and the month of exit are billed by the days attended, each month between them by 21.7 days
(ami-2024, «Ein- und Austrittsmonat effektiv»). Entry is the first planned weekday, not the first day of the contract:
a stay from Saturday the 31st begins in the month after. An entry or exit month that is attended from its first to its
last weekday is still billed by days, because the document makes no exception for it; this reading is ours and named
among the assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal

from finder.errors import BadAnswer
from finder.facts.plan import FULL_WEEK, MOST_MONTHS, Days, Plan
from finder.sentences import sentence

MONDAY_TO_FRIDAY = frozenset(range(5))
FULL_DAY = Decimal(4)
"""Hours from which a day counts as a whole one (ami-2024, «weniger als vier Stunden»)."""
MOST_HOURS_A_DAY = Decimal(24)
QUARTER = Decimal("0.25")
NO_DAYS = Days()


@dataclass(frozen=True)
class Calendar:
    """Planned attendance: both days included, weekdays from Monday = 0, hours on each of those weekdays."""

    start: date
    end: date
    weekdays: frozenset[int] = MONDAY_TO_FRIDAY
    hours_per_day: Decimal = Decimal(8)


@dataclass(frozen=True)
class Stay:
    """A plan with its calendar months.

    Attributes:
        plan: the whole stay.
        start: the first day attended, or the first of the first month where only hours are planned.
        so_far: for each calendar month its first day, and the plan up to and including this month.
        assumptions: ours, by key.
    """

    plan: Plan
    start: date
    so_far: tuple[tuple[date, Plan], ...]
    assumptions: tuple[str, ...]


def days_stay(calendar: Calendar) -> Stay:
    """The stay in a programme that is billed by the day.

    Raises:
        BadAnswer: the end lies before the start, no day or too many days are planned, or hours nobody can attend.
    """
    _check(calendar)
    attended = _attended(calendar)
    if not attended:
        raise BadAnswer("end", calendar.end.isoformat(), sentence("after_first_weekday"), hint="no_day_planned")
    months = _months(attended[0], attended[-1])
    if len(months) > MOST_MONTHS:
        raise BadAnswer(
            "end", calendar.end.isoformat(), sentence("months_at_most", most=MOST_MONTHS), hint="stay_too_long"
        )
    whole = Plan(
        first_month=_days(calendar, attended, months[0]),
        whole_months=max(len(months) - 2, 0),
        whole_months_short=_is_short(calendar) and len(months) > 2,
        days_per_week=Decimal(len(calendar.weekdays)),
        last_month=_days(calendar, attended, months[-1]) if len(months) > 1 else Days(),
    )
    return Stay(whole, attended[0], tuple(zip(months, _growing(whole, len(months)), strict=True)), _BY_CALENDAR)


def hours_stay(
    start: date, months: int, coaching_hours: Decimal, internal_days: Days = NO_DAYS, phase_1: int = 0
) -> Stay:
    """The stay in a programme that is billed by the coaching hour, spread evenly over its months.

    Args:
        internal_days: days in the second labour market (integration.arbeit), spread over the first ``phase_1`` months.

    Raises:
        BadAnswer: no month, or more than ten years of them.
    """
    firsts = _months_from(start, months)
    plans = []
    for done in range(1, months + 1):
        hours = coaching_hours if done == months else _quarters(coaching_hours * done / months)
        plans.append(Plan(coaching_hours=hours, internal_days=_part(internal_days, done, phase_1 or months)))
    assumptions = ("hours_spread_evenly",) if months > 1 else ()
    return Stay(plans[-1], firsts[0], tuple(zip(firsts, plans, strict=True)), assumptions)


def monthly_hours_stay(start: date, hours_by_month: Sequence[Decimal]) -> Stay:
    """The stay in a programme that is billed by the hours of each month (Suchthilfe).

    Raises:
        BadAnswer: no month, or more than ten years of them.
    """
    firsts = _months_from(start, len(hours_by_month))
    plans = [Plan(hours_by_month=tuple(hours_by_month[:done])) for done in range(1, len(firsts) + 1)]
    return Stay(plans[-1], firsts[0], tuple(zip(firsts, plans, strict=True)), ())


def after_months(start: date, months: int) -> date:
    """The last day of a stay of so many months: one day before the same day of the month that follows them."""
    first = _later(start.replace(day=1), months)
    following = _later(first, 1)
    return min(first + timedelta(days=start.day - 1), following) - timedelta(days=1)


_BY_CALENDAR = ("attended_days_are_planned_weekdays", "entry_and_exit_month_by_days")


def _check(calendar: Calendar) -> None:
    if calendar.end < calendar.start:
        raise BadAnswer("end", calendar.end.isoformat(), sentence("not_before_start"), hint="end_before_start")
    if not calendar.weekdays or len(calendar.weekdays) > FULL_WEEK or not calendar.weekdays <= set(range(7)):
        raise BadAnswer("weekdays", sorted(calendar.weekdays), sentence("weekdays"), hint="bad_weekdays")
    if not 0 < calendar.hours_per_day <= MOST_HOURS_A_DAY:
        demand = sentence("hours_per_day", most=MOST_HOURS_A_DAY)
        raise BadAnswer("hours_per_day", calendar.hours_per_day, demand, hint="bad_hours_per_day")
    if (calendar.end - calendar.start).days > 31 * (MOST_MONTHS + 1):
        raise BadAnswer(
            "end", calendar.end.isoformat(), sentence("months_at_most", most=MOST_MONTHS), hint="stay_too_long"
        )


def _attended(calendar: Calendar) -> tuple[date, ...]:
    length = (calendar.end - calendar.start).days + 1
    every = (calendar.start + timedelta(days=one) for one in range(length))
    return tuple(day for day in every if day.weekday() in calendar.weekdays)


def _is_short(calendar: Calendar) -> bool:
    return calendar.hours_per_day < FULL_DAY


def _days(calendar: Calendar, attended: Sequence[date], month: date) -> Days:
    count = sum((day.year, day.month) == (month.year, month.month) for day in attended)
    return Days(short_days=count) if _is_short(calendar) else Days(full_days=count)


def _growing(whole: Plan, months: int) -> Iterator[Plan]:
    """The plan after each month: the entry month, one whole month more each time, everything."""
    for between in range(months - 1):
        short = whole.whole_months_short and between > 0
        yield replace(whole, whole_months=between, whole_months_short=short, last_month=Days())
    yield whole


def _part(days: Days, done: int, months: int) -> Days:
    share = min(done, months)
    return Days(days.full_days * share // months, days.short_days * share // months)


def _quarters(hours: Decimal) -> Decimal:
    return (hours / QUARTER).to_integral_value(ROUND_FLOOR) * QUARTER


def _months_from(start: date, months: int) -> tuple[date, ...]:
    if not 1 <= months <= MOST_MONTHS:
        raise BadAnswer("months", months, sentence("whole_number", least=1, most=MOST_MONTHS), hint="stay_too_long")
    return tuple(_later(start.replace(day=1), one) for one in range(months))


def _months(first: date, last: date) -> tuple[date, ...]:
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    return tuple(_later(first.replace(day=1), one) for one in range(count))


def _later(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 + months, 12)
    return date(year, month + 1, 1)
