"""The household's monthly income, asked in small steps that add themselves up (CHF per month, net)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SUPPORT = ("premium_reduction", "family_benefits", "pensions", "other_support")
"""State support that counts as income beside the wages (waiver-new, «Einkünfte»), by field of ``Income``."""


@dataclass(frozen=True)
class Income:
    """What a household takes in each month; ``None`` where nobody told us.

    Attributes:
        wages: net wage of each person in the household, in the order asked.
        premium_reduction: individual reduction of health-insurance premiums (IPV).
        family_benefits: Familienergänzungsleistungen.
        pensions: pensions of anyone in the household.
        other_support: other support by the state.
    """

    wages: tuple[Decimal | None, ...] = ()
    premium_reduction: Decimal | None = None
    family_benefits: Decimal | None = None
    pensions: Decimal | None = None
    other_support: Decimal | None = None

    @property
    def total(self) -> Decimal | None:
        """The sum of what was told; ``None`` while nothing was. What is left open can only add to it."""
        told = [one for one in (*self.wages, *(self.support(name) for name in SUPPORT)) if one is not None]
        return sum(told, Decimal("0.00")) if told else None

    @property
    def left_open(self) -> tuple[str, ...]:
        """The parts nobody told us, ``wages`` once however many wages are open."""
        wages = ("wages",) if None in self.wages or not self.wages else ()
        return (*wages, *(name for name in SUPPORT if self.support(name) is None))

    def support(self, name: str) -> Decimal | None:
        """The amount of one of ``SUPPORT``."""
        amount: Decimal | None = getattr(self, name)
        return amount
