"""What each month of a stay costs, and who bears it. The months of every payer add up to the estimate of the stay."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.facts.dataset import Dataset
from finder.facts.keys import TypeKey
from finder.steps.calendar import Stay
from finder.steps.estimate import NOTHING, Estimate, OwnPrice, estimate
from finder.steps.fund import Funding

SHARES = ("sozialdienst", "canton", "person_min", "person_max")


@dataclass(frozen=True)
class Month:
    """One calendar month in CHF; shares as in ``Estimate``, ``None`` where no payer can be named."""

    start: date
    total: Decimal
    sozialdienst: Decimal | None
    canton: Decimal | None
    person_min: Decimal | None
    person_max: Decimal | None


def by_month(
    type_key: TypeKey,
    stay: Stay,
    funding: Funding,
    on: date,
    own_price: OwnPrice | None = None,
    data: Dataset | None = None,
) -> tuple[Month, ...]:
    """The months of a stay: each is what the stay costs up to it, less what it cost up to the month before.

    Raises:
        NotOnFile: no tariff of the kind had begun by that day.
    """
    estimates = [estimate(type_key, plan, funding, on, own_price, data) for _, plan in stay.so_far]
    return tuple(_differences(stay, estimates))


def most_in_a_month(months: tuple[Month, ...]) -> Month:
    """The dearest month; for the person it is the one to reckon with."""
    return max(months, key=lambda one: one.total)


def _differences(stay: Stay, estimates: list[Estimate]) -> Iterator[Month]:
    for place, ((start, _), now) in enumerate(zip(stay.so_far, estimates, strict=True)):
        before = estimates[place - 1] if place else None
        shares = {name: _less(getattr(now, name), getattr(before, name, None)) for name in SHARES}
        yield Month(start, now.total - (before.total if before else NOTHING), **shares)


def _less(now: Decimal | None, before: Decimal | None) -> Decimal | None:
    return None if now is None else now - (before or NOTHING)
