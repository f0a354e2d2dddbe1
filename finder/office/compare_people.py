"""What a new edition of the tables means for people: invented persons, and every household beside its limits.

The verdicts themselves rest on rules, not on tables; what tables decide is who pays, the waiver, the price, the other
doors of a place, and how far the next provider is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.caseload.judge import nearest_km
from finder.caseload.overview import STANDARD_MONTH
from finder.errors import BadAnswer, NotOnFile
from finder.facts.amounts import RAPPEN
from finder.facts.dataset import Dataset
from finder.facts.keys import TypeKey
from finder.facts.limits import LARGEST_LISTED
from finder.facts.situation import Situation, Status
from finder.steps.advise import Fit, advise
from finder.steps.estimate import estimate
from finder.steps.fund import Waiver, fund
from finder.steps.residence import residence


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that reads differently for one person.

    ``what`` is ``place``, ``payer``, ``waiver``, ``doors``, ``price`` (of the standard month), ``person_max`` or
    ``nearest``; the last three name a kind. Amounts in CHF, distances in kilometres, as text.
    """

    person: str
    what: str
    type: TypeKey | None
    before: str
    now: str


@dataclass(frozen=True, slots=True)
class HouseholdBand:
    """Monthly incomes (CHF, both included; ``most`` is ``None`` without an end) for which the waiver differs."""

    persons: int
    least: Decimal
    most: Decimal | None
    before: Waiver
    now: Waiver


def people(old: Dataset, new: Dataset, on: date, who: Mapping[str, Situation]) -> tuple[Difference, ...]:
    """What differs for each of these persons on the day ``on``."""
    return tuple(difference for name, situation in who.items() for difference in _person(name, situation, old, new, on))


def households(old: Dataset, new: Dataset, on: date) -> tuple[HouseholdBand, ...]:
    """The incomes for which a household without wealth or benefits, with permit B, gets another waiver.

    Sizes go one beyond the largest listed. Between two neighbouring limits of either edition nothing can differ, so
    each stretch of incomes is asked once.
    """
    found: list[HouseholdBand] = []
    for persons in range(1, LARGEST_LISTED + 2):
        starts = sorted({Decimal("0.00"), *_limits(old, persons, on), *_limits(new, persons, on)})
        for least, following in zip(starts, [*starts[1:], None], strict=True):
            before, now = (_waiver(folder, persons, least, on) for folder in (old, new))
            most = None if following is None else following - RAPPEN
            last = found[-1] if found else None
            if before is now:
                continue
            if last and (last.persons, last.most, last.before, last.now) == (persons, least - RAPPEN, before, now):
                found[-1] = HouseholdBand(persons, last.least, most, before, now)
            else:
                found.append(HouseholdBand(persons, least, most, before, now))
    return tuple(found)


def _person(name: str, situation: Situation, old: Dataset, new: Dataset, on: date) -> Iterator[Difference]:
    before, now = (_reading(situation, folder, on) for folder in (old, new))
    for what, kind in dict.fromkeys([*before, *now]):
        was, reads = before.get((what, kind), ""), now.get((what, kind), "")
        if was != reads:
            yield Difference(name, what, kind, was, reads)


def _reading(situation: Situation, data: Dataset, on: date) -> dict[tuple[str, TypeKey | None], str]:
    """Everything about a person that the tables decide."""
    try:
        home = residence(situation.postcode, situation.locality, data)
    except BadAnswer:
        return {("place", None): "unknown"}
    funding = fund(situation, on, data=data)
    doors = advise(situation, on, data).doors
    found: dict[tuple[str, TypeKey | None], str] = {
        ("place", None): home.canton or "",
        ("payer", None): funding.payer.value,
        ("waiver", None): funding.waiver.value,
        ("doors", None): ", ".join(door.key for door in doors),
    }
    km = nearest_km([home.home], data)
    for kind in (one.type.key for one in advise(situation, on, data).of(Fit.FITS)):
        near = float(km[kind][0])
        found["nearest", kind] = "" if near != near else f"{near:.1f}"  # NaN: not known
        try:
            month = estimate(kind, STANDARD_MONTH[kind], funding, on, data=data)
        except NotOnFile:
            continue
        found["price", kind] = f"{month.total:.2f}"
        if month.person_max is not None:
            found["person_max", kind] = f"{month.person_max:.2f}"
    return found


def _limits(data: Dataset, persons: int, on: date) -> tuple[Decimal, ...]:
    """Incomes at which the waiver can turn."""
    held = data.limits_on(on)
    limit = held.chf("waiver_income", persons)
    return limit, limit + held.partial_margin + RAPPEN


def _waiver(data: Dataset, persons: int, income: Decimal, on: date) -> Waiver:
    household = Situation(
        postcode=_HERE,
        social_assistance=False,
        unemployment_insurance=False,
        disability_insurance=False,
        status=Status.B,
        household_size=persons,
        monthly_income=income,
        wealth=Decimal(0),
    )
    return fund(household, on, data=data).waiver


_HERE = "4500"
"""A postcode of the canton; which one does not matter to a waiver."""
