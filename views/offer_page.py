"""The screen of Angebote beside its map: filters, and what is found – two elements for ``questions.js``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field

from finder.errors import BadAnswer
from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.nearby import Nearby
from finder.steps.residence import residence
from finder.steps.sites import Site, offer_key, short
from views import verdicts
from views.html import Markup, bullets, details, joined, tag
from views.offer_cards import CardContext, card, distance, kind_name
from views.offer_compare import Person
from views.offer_filters import Filters, wider
from views.words import Words

MORE = 15
"""So many more sites with each «more»."""


@dataclass(frozen=True)
class Found:
    """What the filters let through, for whom, and what a card needs to know; the cards drawn of it so far."""

    person: Person
    asked: Filters
    seen: CardContext
    nearby: Nearby | None
    sites: tuple[Site, ...]
    by_timetable: bool
    drawn: dict[int, Markup] = field(default_factory=dict, repr=False)

    @property
    def home(self) -> Place | None:
        return self.seen.home

    @property
    def timed(self) -> bool:
        """Whether a journey is on file, so that there is an order to choose."""
        return any(site.journey for site in self.sites)


def headline(found: Found) -> str:
    """How many sites, how far, from where; those without a point are told of apart."""
    say, home, sites = found.seen.say, found.home, found.sites
    count = len(sites) if home is None else sum(site.point is not None for site in sites)
    if home is None:
        return say("offers.found.no_home", count=count)
    where = say.ltr(f"{home.postcode} {home.locality}")
    if found.asked.km is None:
        return say("offers.found.everywhere", count=count, place=where)
    return say("offers.found.within", count=count, km=found.asked.km, place=where)


def cards(
    found: Found,
    kept: Collection[str],
    shown: int,
    chosen: Site | None,
    links: Markup,
    *,
    social_assistance: bool | None,
    folded: bool,
) -> Markup:
    """The list.

    Args:
        kept: keys of the offers put aside.
        shown: how many sites are listed at most.
        chosen: the site to stand out.
        links: to take the list along.
        social_assistance: whether the person draws it; ``None`` while that is not known.
        folded: how to go on stands folded, on a small screen.
    """
    say, sites = found.seen.say, found.sites
    parts = [
        tag("h2", headline(found), id="offers-found", tabindex="-1"),
        tag("p", _about_the_list(found), class_="note"),
    ]
    if found.home is None:
        return joined([*parts, _by_region(say, sites)])
    parts.append(_how(found, social_assistance, folded=folded))
    parts += [_listed(found, site, kept, site is chosen) for site in sites[:shown]]
    if len(sites) > shown:
        parts.append(_more(say, sites, shown))
    parts.append(tag("p", _order(found), class_="note"))
    if sites and links:
        parts += [tag("h3", say("offers.list.take")), tag("div", links, class_="acts")]
    return joined(parts)


def _about_the_list(found: Found) -> str:
    say, known = found.seen.say, on_file().organisations
    told = [say("offers.on_file", known=known.current, all=known.in_all)]
    if found.home and (unplaced := sum(site.point is None for site in found.sites)):
        told.append(say("offers.found.without_point", count=unplaced))
    return " ".join(told)


def _how(found: Found, social_assistance: bool | None, *, folded: bool) -> Markup:
    """How to go on: through the Sozialregion with Sozialhilfe, straight to the provider without; both while unknown."""
    say = found.seen.say
    region = verdicts.region(say, found.person.advice.residence)
    lines = []
    if social_assistance is not True:
        lines.append(say("offers.how.without_social_assistance"))
    if social_assistance is not False:
        lines.append(" ".join(part for part in (say("offers.how.with_social_assistance"), region) if part))
    told = joined(tag("p", line) for line in lines)
    if folded:
        return details(say("step.title"), told, class_="how", id="offers-how")
    return tag("div", told, class_="how")


def nothing_inside(found: Found) -> Markup:
    """The nearest outside, and the radius that reaches them; nothing where something lies inside."""
    if found.nearby is None or found.nearby.hits:
        return Markup()
    say, nearest = found.seen.say, found.nearby.nearest_outside
    if not nearest:
        return tag("p", say("offers.nothing.at_all"), class_="note")
    lines = [
        tag("span", say.isolate(hit.offer.location or hit.offer.provider), lang="de")
        + f" ({kind_name(say, hit.offer)}): {distance(say, found.home, hit.km, hit.offer)}"
        for hit in nearest
    ]
    km = wider(nearest[0].km or 0)
    label = say("offers.nothing.widen", km=km) if km else say("offers.nothing.widen_everywhere")
    widen = tag(
        "button",
        label,
        type="button",
        class_="act primary",
        data_take="km",
        data_value=str(km),
    )
    return tag("div", tag("p", say("offers.nothing.nearest")) + bullets(lines), class_="note", role="status") + widen


def _listed(found: Found, site: Site, kept: Collection[str], chosen: bool) -> Markup:
    """The card of a site and, in its lower corner, the button that puts it aside."""
    say, key = found.seen.say, short(site.key)
    if site.number not in found.drawn:
        found.drawn[site.number] = card(found.seen, site)
    shown = card(found.seen, site, chosen) if chosen else found.drawn[site.number]
    aside = any(offer_key(one) in kept for one in site.offers)
    button = tag(
        "button",
        say("offers.kept" if aside else "offers.keep", number=site.number),
        type="button",
        class_="act keep primary" if aside else "act keep",
        id=f"keep-{key}",
        data_ask=f"keep:{key}",
        data_value="no" if aside else "yes",
    )
    return tag("div", shown + button, class_="listed", id=f"listed-{key}")


def _more(say: Words, sites: tuple[Site, ...], shown: int) -> Markup:
    return tag(
        "button",
        say("offers.more", count=min(MORE, len(sites) - shown)),
        type="button",
        class_="act",
        id="offers-more",
        data_ask="more",
        data_value=str(shown + MORE),
        data_else=f"keep-{short(sites[shown].key)}",
    )


def _order(found: Found) -> str:
    """What comes first, and as of when the journeys are."""
    say = found.seen.say
    days = [site.journey.as_of for site in found.sites if site.journey]
    told = [say("offers.travel.order" if found.by_timetable else "offers.order")]
    return " ".join([*told, say("offers.travel.as_of", day=min(days))] if days else told)


def _by_region(say: Words, sites: tuple[Site, ...]) -> Markup:
    """How many sites each region has, while no home is known to measure from."""
    counted = Counter(_region(say, site) for site in sites)
    rows = (
        joined([tag("bdi", name or say("offers.card.no_point"), lang="de"), ": ", tag("b", str(count))])
        for name, count in counted.most_common()
    )
    return tag("div", tag("p", say("offers.regions")) + bullets(rows, class_="regions"), class_="note")


def _region(say: Words, site: Site) -> str:
    """The Sozialregion in which a site lies, the canton outside of ours; empty where its place is not known."""
    one = site.first
    try:
        home = residence(one.postcode, None if one.postcode else one.town)
    except BadAnswer:
        return one.town or ""
    if home.region is not None:
        return home.region.name
    return say("advice.other_canton", canton=home.canton) if home.canton else ""
