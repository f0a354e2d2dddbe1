"""The shortlist, and up to three of its offers side by side with their price for this person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from finder.errors import NotOnFile
from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS
from finder.facts.offers import Offer
from finder.facts.plan import Plan
from finder.rules.funding import Payer
from finder.steps.advise import Advice, TypeAdvice
from finder.steps.estimate import Estimate, OwnPrice, estimate, units
from finder.steps.fund import Funding
from finder.steps.sites import Site, offer_key, short
from views.html import Markup, esc, joined, tag
from views.offer_cards import (
    CardContext,
    activities,
    conditions,
    distance,
    is_to_confirm,
    kind_name,
    seen_on,
    source_links,
)
from views.tables import table
from views.words import Words

MOST = 3

UNIT_PLANS: Mapping[str, Mapping[str, object]] = {
    "whole_months": {"whole_months": 1},
    "coaching_hours": {"coaching_hours": 1},
    "hours_by_month": {"hours_by_month": ["1"]},
}
"""What is compared: one whole month, one hour of coaching, one hour worked – whatever the kind is billed by."""


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """What the price of an offer depends on."""

    advice: Advice
    funding: Funding


def shortlist(
    seen: CardContext,
    person: Person,
    kept: Mapping[str, Offer],
    compared: Sequence[str],
    sites: Mapping[str, Site],
) -> Markup:
    """What was put aside, to take back, to choose for the comparison, and compared; nothing while nothing is."""
    if not kept:
        return Markup()
    say = seen.say
    offers = [kept[key] for key in compared]
    drop = joined(
        tag(
            "button",
            say("offers.shortlist.remove", offer=_name(say, offer)),
            type="button",
            class_="act",
            id=f"drop-{short(key)}",
            data_ask=f"drop:{short(key)}",
            data_else="offers-shortlist-title" if len(kept) > 1 else "offers-found",
        )
        for key, offer in kept.items()
    )
    inside = [
        tag("summary", say("offers.shortlist.title", count=len(kept)), id="offers-shortlist-title"),
        tag("p", say("offers.shortlist.why"), class_="note"),
        _choice(say, kept, compared) if len(kept) > MOST else Markup(),
        comparison(seen, person, offers, sites) if offers else Markup(),
        tag("div", drop, class_="acts"),
    ]
    return tag("details", joined(inside), class_="shortlist", id="offers-shortlist")


def _choice(say: Words, kept: Mapping[str, Offer], compared: Sequence[str]) -> Markup:
    """Which to compare, where there are more than go side by side."""
    chips = joined(
        tag(
            "label",
            tag(
                "input",
                type="checkbox",
                id=f"compare-{short(key)}",
                value="yes",
                data_choose=f"compare:{short(key)}",
                checked="checked" if key in compared else None,
            )
            + tag("span", _name(say, offer)),
            class_="q-chip",
        )
        for key, offer in kept.items()
    )
    label = tag("p", say("offers.compare.choose"), class_="label", id="offers-compare")
    return label + tag("div", chips, class_="q-chips", role="group", aria_labelledby="offers-compare")


def comparison(seen: CardContext, person: Person, offers: Sequence[Offer], sites: Mapping[str, Site]) -> Markup:
    """A table with an offer in each column."""
    say = seen.say
    none = esc(say("offers.compare.unknown"))
    priced = [price(offer, person.funding, seen) for offer in offers]
    advised = {one.type.key: one for one in person.advice.types}
    kinds = [advised.get(one.type) if one.type else None for one in offers]
    site = [sites.get(offer_key(offer)) for offer in offers]

    def row(name: str, cells: Sequence[str]) -> tuple[str, ...]:
        return (esc(say(f"offers.compare.{name}")), *(cell or none for cell in cells))

    rows = [
        row("kind", [esc(kind_name(say, one)) for one in offers]),
        row("fit", [esc(say(f"fit.{kind.fit}.word")) if kind else "" for kind in kinds]),
        row(
            "distance",
            [
                esc(distance(say, seen.home, here.km, one)) if here else ""
                for here, one in zip(site, offers, strict=True)
            ],
        ),
        row("activities", [activities(say, one) if one.activities else "" for one in offers]),
        row("conditions", [esc(say.all(conditions(say, one))) if conditions(say, one) else "" for one in offers]),
        row("price", [_price(say, one, found) for one, found in zip(offers, priced, strict=True)]),
        row("share", [esc(_share(say, *one, person.funding)) for one in zip(kinds, priced, strict=True)]),
        row("known", [esc(_known(seen, one)) for one in offers]),
        row("source", [tag("small", joined(source_links(say, one), ", ")) for one in offers]),
    ]
    heads = [say("offers.compare.what"), *(say.isolate(one.location or one.provider) for one in offers)]
    note = tag("p", esc(say("offers.compare.note")), class_="note")
    return table(heads, rows, say("offers.compare.title")) + note


def price(offer: Offer, funding: Funding, seen: CardContext) -> Estimate | None:
    """The price of the unit plan; ``None`` where the kind or its tariff is not known."""
    if offer.type is None:
        return None
    own = None
    if offer.price is not None and offer.price_unit in units(offer.type):
        own = OwnPrice(offer.price, offer.price_unit)
    try:
        return estimate(offer.type, Plan.of(offer.type, UNIT_PLANS[_unit(offer.type)]), funding, seen.on, own)
    except NotOnFile:
        return None


def _unit(kind: TypeKey) -> str:
    return next(name for name in UNIT_PLANS if name in KINDS[kind].billed_by)


def _price(say: Words, offer: Offer, found: Estimate | None) -> Markup:
    if found is None or offer.type is None:
        return Markup()
    total = say(f"offers.price.{'at_most' if found.at_most else 'own'}", amount=say.chf(found.total))
    line, tariff = found.lines[0], found.tariffs[0]
    told = (
        [say("costs.calculation", quantity=line.quantity, price=say.chf(line.price)) + "."]
        if line.quantity != 1
        else []
    )
    if len(found.tariffs) > 1:
        told.append(say("offers.price.internal_days", amount=say.chf(_day_price(found))))
    known = on_file().source(tariff.source)
    cited = tag("span", esc(f"{known.document}, {tariff.passage} ({tariff.edition})"), lang="de")
    return esc(f"{say(f'offers.price.{_unit(offer.type)}')}: {total}") + tag(
        "small", esc(" ".join(told)) + " " + esc(say("app.source")) + ": " + cited
    )


def _day_price(found: Estimate) -> Decimal:
    return next(one.price for one in found.tariffs if one.unit == "day")


def _share(say: Words, kind: TypeAdvice | None, found: Estimate | None, funding: Funding) -> str:
    """What the person bears of the unit price, or why nobody can say."""
    if found is None or kind is None:
        return ""
    if funding.payer is Payer.SOZIALDIENST:
        return say("offers.share.sozialdienst")
    if kind.type.needs_social_assistance:
        return say("offers.share.only_with_social_assistance")
    if funding.payer is not Payer.PERSON or found.person_min is None or found.person_max is None:
        return say(f"offers.share.{funding.payer}")
    least, most = say.chf(found.person_min), say.chf(found.person_max)
    return say(f"offers.share.{'at_most' if least == most else 'band'}", least=least, most=most)


def _known(seen: CardContext, offer: Offer) -> str:
    say = seen.say
    told = seen_on(say, offer)
    if offer.current and is_to_confirm(offer, seen.on):
        told = say("offers.mark.check", seen=told)
    return f"{say(f'offers.confidence.{offer.confidence}')} ({told})"


def _name(say: Words, offer: Offer) -> str:
    return say("offers.shortlist.name", site=say.isolate(offer.location or offer.provider), kind=kind_name(say, offer))
