"""What a kind costs at most, and what of it this person bears: in one line, in one sentence, in one cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from finder.errors import NotOnFile
from finder.facts.amounts import to_five_rappen
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import Plan
from finder.facts.tariffs import Tariff
from finder.rules.funding import Payer
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.steps.estimate import estimate, tariffs_of
from finder.steps.fund import Funding, Waiver
from views.words import Words

HALF = 2
"""The canton bears the other part."""

NEED_SOCIAL_ASSISTANCE = frozenset(kind.key for kind in PROGRAMME_TYPES if kind.needs_social_assistance)


def price_line(say: Words, kind: TypeKey, funding: Funding, on: date) -> str:
    """«Kosten: höchstens CHF 80.00 pro Tag (2024/25). Davon trägt die Person höchstens CHF 40.00 pro Tag.»"""
    try:
        tariffs = tariffs_of(kind, on)
    except NotOnFile:
        return say("error.not_on_file")
    if not any(one.price for one in tariffs):
        return say("advice.price.free")
    whole = say("advice.price.at_most", prices=_rates(say, tariffs, 1), edition=tariffs[0].edition)
    match funding.payer, funding.waiver:
        case Payer.SOZIALDIENST, _:
            return f"{whole} {say('advice.price.sozialdienst')}"
        case Payer.PERSON, Waiver.FULL:
            return f"{whole} {say('advice.price.waived')}"
        case Payer.PERSON, _:
            return f"{whole} {say('advice.price.person', prices=_rates(say, tariffs, HALF))}"
    return whole


def what_is_paid(say: Words, me: str, kind: TypeKey, funding: Funding, on: date) -> str:
    """«Sie bezahlen höchstens CHF 868.00 pro Monat.» – the sentences of the page Kosten, for a whole month of a kind
    billed by days, by the hour for one billed by hours.

    Args:
        me: ``self`` or ``staff``: whom the sentence speaks to.
    """
    try:
        tariffs = tariffs_of(kind, on)
    except NotOnFile:
        return say("error.not_on_file")
    if not any(one.price for one in tariffs):
        return say("costs.headline.free")
    match funding.payer:
        case Payer.SOZIALDIENST:
            return say(f"costs.headline.sozialdienst_{me}")
        case Payer.PERSON:
            waived = funding.waiver is Waiver.FULL
            most = month_of_the_person(kind, funding, on)
            if most is None:
                key = f"answer.{'waived_rate' if waived else 'rate'}_{me}"
                return say(key, prices=_rates(say, tariffs, HALF))
            return say(f"costs.headline.{'waived' if waived else 'person'}_{me}", amount=say.chf(most))
        case Payer.NOT_COFINANCED:
            return say("costs.headline.not_cofinanced")
    return f"{say('costs.headline.open')} {say('costs.headline.open_hint')}"


def month_of_the_person(kind: TypeKey, funding: Funding, on: date) -> Decimal | None:
    """The most a whole month costs the person in CHF, before any waiver; ``None`` where hours are billed or another
    payer is in charge.

    Raises:
        NotOnFile: no tariff of the kind had begun by that day.
    """
    if (
        funding.payer is not Payer.PERSON
        or "internal_days" in KINDS[kind].billed_by
        or "whole_months" not in KINDS[kind].billed_by
    ):
        return None
    month = Plan.of(kind, {"whole_months": 1})
    return estimate(kind, month, replace(funding, waiver=Waiver.NONE), on).person_max


def price_cell(say: Words, kind: TypeKey, funding: Funding, on: date) -> str:
    """What the person pays in CHF, short: «0», «868», «100 / h», «?» while the payer is open, «–» where no part of
    the person's can be named."""
    if kind in NEED_SOCIAL_ASSISTANCE and funding.payer is not Payer.SOZIALDIENST:
        return "?" if funding.payer is Payer.OPEN else "–"
    try:
        tariffs = tariffs_of(kind, on)
    except NotOnFile:
        return "–"
    if funding.payer is Payer.SOZIALDIENST or not any(one.price for one in tariffs):
        return "0"
    if funding.payer is not Payer.PERSON:
        return "?" if funding.payer is Payer.OPEN else "–"
    most = month_of_the_person(kind, funding, on)
    if most is not None:
        shown = say.ltr(_short(most))
    else:
        hourly = next(one for one in tariffs if one.unit != "day")
        shown = say.ltr(f"{_short(to_five_rappen(hourly.price / HALF))} / h")
    return f"0 – {shown}" if funding.waiver in (Waiver.FULL, Waiver.PARTIAL) else shown


def _short(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", "'").removesuffix(".00")


def _rates(say: Words, tariffs: Iterable[Tariff], part: int) -> str:
    """«CHF 100.00 pro Coachingstunde und CHF 45.00 pro Einsatztag»"""
    return say.all(
        say("advice.price.per_unit", price=say.chf(to_five_rappen(one.price / part)), unit=say(f"unit.name.{one.unit}"))
        for one in tariffs
    )
