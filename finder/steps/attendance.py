"""How many days a week and hours a day a plan begins with, by how much work is possible today."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

LONG_DAY, SHORT_DAY = Decimal(8), Decimal(3)
"""Hours of attendance that stand for «four or more», billed as a full day, and for «under four»."""

_BY_CAPACITY: Mapping[str, tuple[int, Decimal]] = {"short_days": (5, SHORT_DAY), "single_hours": (2, SHORT_DAY)}


def attendance(work_capacity: str) -> tuple[int, Decimal]:
    """Days a week and hours a day to begin with (our assumption); whoever says nothing begins with full days.

    Half days are four hours or more, which is a full day to the tariff.
    """
    return _BY_CAPACITY.get(work_capacity, (5, LONG_DAY))
