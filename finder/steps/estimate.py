"""From a plan to a price, and from the price to what each payer bears. Decimal throughout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from finder.facts.amounts import to_five_rappen, to_rappen
from finder.facts.dataset import Dataset, on_file
from finder.facts.dated import ended
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS, Unit
from finder.facts.plan import FULL_WEEK, Days, Plan
from finder.facts.tariffs import Tariff
from finder.rules.funding import Payer
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.steps.fund import Funding, Waiver

DAYS_PER_MONTH = Decimal("21.7")
"""Days billed for a whole month (ami-2024, «unabhängig von der Anzahl der Arbeitstage»)."""

SHORT_DAY = Decimal("0.70")
"""Part of the day price for a day under four hours (ami-2024, «70%»)."""

QUARTER = Decimal("0.25")
"""Coaching is billed by the quarter hour (ami-2024, «viertelstundenweise»)."""

MOST_DAYS_ON_EARLY_END = Decimal(5)
MOST_HOURS_ON_EARLY_END = Decimal(2)
"""The most that can be billed on an early end or a no-show (ami-2024, «maximal»)."""

NOTHING = Decimal("0.00")

WITH_SOZIALHILFE_ONLY = frozenset(kind.key for kind in PROGRAMME_TYPES if kind.needs_social_assistance)
"""Kinds that are open to nobody without Sozialhilfe (ami-2024): there is no split to show for a person who pays."""


@dataclass(frozen=True)
class OwnPrice:
    """A provider's own price in CHF per ``unit``, as on file."""

    chf: Decimal
    unit: Unit


@dataclass(frozen=True)
class Line:
    """``quantity`` × ``price`` = ``amount``; money in CHF."""

    what: str
    quantity: Decimal
    unit: str
    price: Decimal
    amount: Decimal


@dataclass(frozen=True)
class Estimate:
    """What a plan costs and who bears it. The shares are ``None`` where nobody can be named as payer yet.

    ``at_most`` says that the prices are ceilings; ``canton`` is what is certain; the person bears between
    ``person_min`` and ``person_max``. ``assumptions`` are ours, ``cautions`` concern the day.
    """

    type: TypeKey
    on: date
    at_most: bool
    lines: tuple[Line, ...]
    total: Decimal
    sozialdienst: Decimal | None
    canton: Decimal | None
    person_min: Decimal | None
    person_max: Decimal | None
    assumptions: tuple[str, ...]
    cautions: tuple[str, ...]
    tariffs: tuple[Tariff, ...]


def estimate(
    type_key: TypeKey,
    plan: Plan,
    funding: Funding,
    on: date,
    own_price: OwnPrice | None = None,
    data: Dataset | None = None,
) -> Estimate:
    """The price of a plan, and who bears it.

    Args:
        own_price: a provider's own price, where one is on file; it takes the place of the ceiling of its unit and
            never lies above it. Once every price is the provider's own, the total is exact.

    Raises:
        NotOnFile: no tariff of the kind had begun by that day.
    """
    tariffs = tariffs_of(type_key, on, data)
    lines = tuple(line for line in _lines(plan, tariffs, own_price) if line.quantity)
    total = sum((line.amount for line in lines), NOTHING)
    sozialdienst, canton, person_min, person_max = _shares(type_key, total, funding)
    return Estimate(
        type_key,
        on,
        any(own_price is None or own_price.unit != one.unit for one in tariffs),
        lines,
        total,
        sozialdienst,
        canton,
        person_min,
        person_max,
        tuple(_assumptions(plan, person_max)),
        tuple(sorted({caution for one in tariffs for caution in _cautions(one, own_price, on)})),
        tariffs,
    )


def most_billed_on_early_end(type_key: TypeKey, on: date, data: Dataset | None = None) -> tuple[Line, ...]:
    """The most that can be billed when somebody ends early or does not appear: five days, two coaching hours.

    The brochure names no such limit for hours of Suchthilfe.
    """
    most = {"day": MOST_DAYS_ON_EARLY_END, "coaching_hour": MOST_HOURS_ON_EARLY_END}
    return tuple(
        _line("early_end", most[one.unit], one.unit, one.price)
        for one in tariffs_of(type_key, on, data)
        if one.unit in most
    )


def tariffs_of(type_key: TypeKey, on: date, data: Dataset | None = None) -> tuple[Tariff, ...]:
    """The ceilings a kind is billed by, one for each unit.

    Raises:
        NotOnFile: no tariff of the kind had begun by that day.
    """
    return tuple((data or on_file()).tariff(type_key, unit, on) for unit in KINDS[type_key].units)


def units(type_key: TypeKey) -> tuple[Unit, ...]:
    """What a kind is billed by."""
    return KINDS[type_key].units


def _cautions(one: Tariff, own_price: OwnPrice | None, on: date) -> Iterator[str]:
    if ended(one, on):
        yield "tariff_edition_ended"
    if own_price and own_price.unit == one.unit and own_price.chf > one.price:
        yield "own_price_above_the_ceiling"


def _lines(plan: Plan, tariffs: tuple[Tariff, ...], own_price: OwnPrice | None) -> Iterator[Line]:
    for one in tariffs:
        price = min(own_price.chf, one.price) if own_price and own_price.unit == one.unit else one.price
        match one.unit:
            case "coaching_hour":
                yield _line("coaching", _started_quarters(plan.coaching_hours), one.unit, price)
            case "hour":
                yield from (_capped_month(hours, price, one.monthly_cap) for hours in plan.hours_by_month)
            case "day":
                yield from _day_lines(plan, price)


def _day_lines(plan: Plan, price: Decimal) -> Iterator[Line]:
    short_price = to_rappen(price * SHORT_DAY)
    yield from _days("first_month", plan.first_month, price, short_price)
    month = plan.whole_months * DAYS_PER_MONTH * plan.days_per_week / FULL_WEEK
    if plan.whole_months_short:
        yield _line("whole_month_short", month, "day", short_price)
    else:
        yield _line("whole_month", month, "day", price)
    yield from _days("last_month", plan.last_month, price, short_price)
    yield from _days("internal_day", plan.internal_days, price, short_price)


def _days(what: str, days: Days, price: Decimal, short_price: Decimal) -> Iterator[Line]:
    yield _line(what, Decimal(days.full_days), "day", price)
    yield _line(f"{what}_short", Decimal(days.short_days), "day", short_price)


def _capped_month(hours: Decimal, price: Decimal, cap: Decimal | None) -> Line:
    if cap is not None and hours * price > cap:
        return _line("capped_month", Decimal(1), "month", cap)
    return _line("month_by_hours", hours, "hour", price)


def _line(what: str, quantity: Decimal, unit: str, price: Decimal) -> Line:
    return Line(what, quantity, unit, price, to_rappen(quantity * price))


def _started_quarters(hours: Decimal) -> Decimal:
    return (hours / QUARTER).to_integral_value(ROUND_CEILING) * QUARTER


def _shares(
    type_key: TypeKey, total: Decimal, funding: Funding
) -> tuple[Decimal, Decimal, Decimal, Decimal] | tuple[None, None, None, None]:
    """Sozialdienst, canton, the person at least and at most; the parts at most add up to the total."""
    if funding.payer is Payer.SOZIALDIENST:
        return total, NOTHING, NOTHING, NOTHING
    if funding.payer is not Payer.PERSON or funding.canton_share is None or type_key in WITH_SOZIALHILFE_ONLY:
        return None, None, None, None
    if funding.waiver is Waiver.FULL:
        return NOTHING, total, NOTHING, NOTHING
    person = min(total, to_five_rappen(total * (1 - funding.canton_share)))
    least = person if funding.waiver is Waiver.NONE else NOTHING
    return NOTHING, total - person, least, person


def _assumptions(plan: Plan, person: Decimal | None) -> Iterator[str]:
    if plan.whole_months and plan.days_per_week != FULL_WEEK:
        yield "fewer_days_scale_the_month"
    if plan.coaching_hours != _started_quarters(plan.coaching_hours):
        yield "started_quarter_hour_counts"
    if person:
        yield "person_share_rounded_to_five_rappen"
