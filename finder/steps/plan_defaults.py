"""What a plan looks like before anybody changed it: our own examples for each kind, unless a source is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from finder.facts.keys import TypeKey
from finder.facts.plan import Days
from finder.steps.calendar import NO_DAYS

LONGEST_PHASE_1 = 3
"""Months of the first phase of integration.arbeit (ia-factsheet, «max. drei Monate»)."""
LONGEST_PHASE_2 = 6
"""Months of the second phase (ia-factsheet, «max. sechs Monate»); four is usual."""
LONGEST_EMPLOYMENT = 12
"""Months in an employment programme before AGS must agree to more (shb-employment, «in der Regel»)."""


@dataclass(frozen=True)
class Default:
    """A stay to begin with. Months of the whole stay, hours per day of attendance or of the whole coaching.

    ``phase_1`` are the months of it before the work in a company begins (integration.arbeit only). ``longest`` is the
    number of months a source allows without further ado, ``None`` where none says so.
    """

    months: int
    longest: int | None = None
    hours_per_day: Decimal = Decimal(8)
    coaching_hours: Decimal = Decimal(0)
    internal_days: Days = NO_DAYS
    hours_per_month: Decimal = Decimal(0)
    phase_1: int = 0


_EMPLOYMENT = Default(months=LONGEST_EMPLOYMENT, longest=LONGEST_EMPLOYMENT)

DEFAULTS: Mapping[TypeKey, Default] = {
    "integration_arbeit": Default(
        months=LONGEST_PHASE_1 + 4,
        longest=LONGEST_PHASE_1 + LONGEST_PHASE_2,
        coaching_hours=Decimal(28),
        internal_days=Days(full_days=15),
        phase_1=LONGEST_PHASE_1,
    ),
    "coaching": Default(months=3, coaching_hours=Decimal(6)),
    "qualifizierung": Default(months=6),
    "jugendprogramm": Default(months=12),
    "beschaeftigung_1": _EMPLOYMENT,
    "beschaeftigung_1_r": _EMPLOYMENT,
    "beschaeftigung_2": _EMPLOYMENT,
    "trauma": _EMPLOYMENT,
    "suchthilfe": Default(months=12, longest=LONGEST_EMPLOYMENT, hours_per_month=Decimal(40)),
    "teillohn": _EMPLOYMENT,
}
"""Six coaching hours are those of the brochure's Frau A.; all other lengths and hours without a source are ours."""
