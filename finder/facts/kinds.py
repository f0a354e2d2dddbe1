"""The ten kinds of programme: what they are billed by, what their name betrays, and an example of a stay in each.

Their conditions stand in :mod:`finder.rules.programme_types`; here is what has nothing to do with a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from finder.facts.keys import TypeKey

Group = Literal["qualifying", "employment"]
Unit = Literal["coaching_hour", "day", "hour"]
"""What a tariff is counted in."""

LONGEST_PHASE_1 = 3
"""Months of the first phase of integration.arbeit (ia-factsheet, «max. drei Monate»)."""
LONGEST_PHASE_2 = 6
"""Months of the second phase (ia-factsheet, «max. sechs Monate»); four is usual."""
LONGEST_EMPLOYMENT = 12
"""Months in an employment programme before AGS must agree to more (shb-employment, «in der Regel»)."""

PRICED: Mapping[str, Unit] = {
    "coaching_hours": "coaching_hour",
    "hours_by_month": "hour",
    "internal_days": "day",
    "whole_months": "day",
}
"""Key of a plan → unit of the tariff that prices it."""

_BY_MONTHS = ("first_month", "whole_months", "whole_months_short", "days_per_week", "last_month")


@dataclass(frozen=True, kw_only=True)
class Example:
    """A stay to begin with: our own example wherever no source is named. Months of the whole stay.

    Attributes:
        longest: months a source allows without further ado, ``None`` where none says so.
        coaching_hours: of the whole stay.
        internal_days: whole days inside the programme (integration.arbeit only).
        hours_per_month: hours worked in a month (Suchthilfe only).
        phase_1: months before the work in a company begins (integration.arbeit only).
    """

    months: int
    longest: int | None = None
    coaching_hours: Decimal = Decimal(0)
    internal_days: int = 0
    hours_per_month: Decimal = Decimal(0)
    phase_1: int = 0


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of programme.

    Attributes:
        billed_by: the keys of a :class:`~finder.facts.plan.Plan` that go with it.
        health: its very name tells of health: it stands on no paper unless the person chooses so.
        example: a stay to begin with.
    """

    key: TypeKey
    group: Group
    billed_by: tuple[str, ...]
    health: bool
    example: Example

    @property
    def units(self) -> tuple[Unit, ...]:
        """What it is billed by, each unit once."""
        return tuple(dict.fromkeys(unit for key, unit in PRICED.items() if key in self.billed_by))


_YEAR = Example(months=LONGEST_EMPLOYMENT, longest=LONGEST_EMPLOYMENT)


def _employment(key: TypeKey, *, health: bool, example: Example = _YEAR, by: tuple[str, ...] = _BY_MONTHS) -> Kind:
    return Kind(key=key, group="employment", billed_by=by, health=health, example=example)


def _qualifying(key: TypeKey, example: Example, by: tuple[str, ...] = _BY_MONTHS) -> Kind:
    return Kind(key=key, group="qualifying", billed_by=by, health=False, example=example)


KINDS: Mapping[TypeKey, Kind] = {
    kind.key: kind
    for kind in (
        _qualifying(
            "integration_arbeit",
            Example(
                months=LONGEST_PHASE_1 + 4,
                longest=LONGEST_PHASE_1 + LONGEST_PHASE_2,
                coaching_hours=Decimal(28),
                internal_days=15,
                phase_1=LONGEST_PHASE_1,
            ),
            by=("coaching_hours", "internal_days"),
        ),
        # Six coaching hours are those of the brochure's Frau A.
        _qualifying("coaching", Example(months=3, coaching_hours=Decimal(6)), by=("coaching_hours",)),
        _qualifying("qualifizierung", Example(months=6)),
        _qualifying("jugendprogramm", Example(months=12)),
        _employment("beschaeftigung_1", health=False),
        _employment("beschaeftigung_1_r", health=False),
        _employment("beschaeftigung_2", health=False),
        _employment("trauma", health=True),
        _employment(
            "suchthilfe",
            health=True,
            example=Example(months=12, longest=LONGEST_EMPLOYMENT, hours_per_month=Decimal(40)),
            by=("hours_by_month",),
        ),
        _employment("teillohn", health=False),
    )
}
"""Every kind by its key, in the order of the brochure."""

HEALTH_KINDS = frozenset(key for key, kind in KINDS.items() if kind.health)
"""Kinds whose very name tells of health."""
