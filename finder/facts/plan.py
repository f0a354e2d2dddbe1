"""What is planned: days, months and hours of one stay in a programme, as the provider will bill them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any

from finder.errors import BadAnswer
from finder.facts.amounts import quantity, whole_number
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS
from finder.sentences import sentence

MOST_DAYS_IN_A_MONTH = 31
MOST_INTERNAL_DAYS = 366
MOST_MONTHS = 120
MOST_COACHING_HOURS = 2_000
MOST_HOURS_IN_A_MONTH = 744
FULL_WEEK = Decimal(5)


@dataclass(frozen=True)
class Days:
    """Days attended; a short day lasts less than four hours."""

    full_days: int = 0
    short_days: int = 0

    @property
    def total(self) -> int:
        return self.full_days + self.short_days


@dataclass(frozen=True)
class Plan:
    """One stay. First and last month in days attended, whole months between them, hours in hours."""

    first_month: Days = field(default_factory=Days)
    whole_months: int = 0
    whole_months_short: bool = False
    days_per_week: Decimal = FULL_WEEK
    last_month: Days = field(default_factory=Days)
    coaching_hours: Decimal = Decimal(0)
    internal_days: Days = field(default_factory=Days)
    hours_by_month: tuple[Decimal, ...] = ()

    @classmethod
    def of(cls, type_key: TypeKey, given: Mapping[str, object]) -> Plan:
        """The plan for a kind, from keys and values as a person or program writes them.

        Raises:
            BadAnswer: an unknown key, a value that is not allowed, or a key that does not go with the kind.
        """
        if not isinstance(given, Mapping):
            raise BadAnswer("plan", given, sentence("object_of_plan"))
        names = [one.name for one in fields(cls)]
        for key, value in given.items():
            if key not in names:
                raise BadAnswer(f"plan.{key}", value, sentence("no_such_key", keys=", ".join(names)))
            billed_by = KINDS[type_key].billed_by
            if key not in billed_by and value is not None:
                demand = sentence("goes_with_kind", units=", ".join(billed_by), unit=key, kind=type_key)
                raise BadAnswer(f"plan.{key}", value, demand, hint="plan_does_not_go_with_type")
        return cls(**{key: _READ[key](f"plan.{key}", value) for key, value in given.items() if value is not None})


def _days(most: int) -> Any:
    def understand(key: str, value: Any) -> Days:
        if not isinstance(value, Mapping):
            raise BadAnswer(key, value, sentence("object_of_days"))
        for name in value:
            if name not in ("full_days", "short_days"):
                raise BadAnswer(f"{key}.{name}", value[name], sentence("no_such_key", keys="full_days, short_days"))
        read = whole_number(0, most)
        days = Days(**{name: read(f"{key}.{name}", count) for name, count in value.items() if count is not None})
        if days.total > most:
            raise BadAnswer(key, days.total, sentence("days_together", most=most), hint="too_many_days")
        return days

    return understand


def _days_per_week(key: str, value: Any) -> Decimal:
    days = quantity(key, value, most=5)
    if not days:
        raise BadAnswer(key, value, sentence("days_per_week"))
    return days


def _flag(key: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise BadAnswer(key, value, sentence("true_or_false"))
    return value


def _hours_by_month(key: str, value: Any) -> tuple[Decimal, ...]:
    if not isinstance(value, (list, tuple)) or len(value) > MOST_MONTHS:
        raise BadAnswer(key, value, sentence("hours_by_month", most=MOST_MONTHS))
    return tuple(quantity(f"{key}[{place}]", hours, MOST_HOURS_IN_A_MONTH) for place, hours in enumerate(value))


_READ = {
    "first_month": _days(MOST_DAYS_IN_A_MONTH),
    "whole_months": whole_number(0, MOST_MONTHS),
    "whole_months_short": _flag,
    "days_per_week": _days_per_week,
    "last_month": _days(MOST_DAYS_IN_A_MONTH),
    "coaching_hours": lambda key, value: quantity(key, value, MOST_COACHING_HOURS),
    "internal_days": _days(MOST_INTERNAL_DAYS),
    "hours_by_month": _hours_by_month,
}
