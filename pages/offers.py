"""Angebote: who offers what near a home – a list and the same on a map, put aside and compared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finder.errors import BadAnswer
from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.advise import Advice, advice_of
from finder.steps.case import Case
from finder.steps.fund import funding_of
from finder.steps.nearby import Nearby, nearby
from finder.steps.residence import residence
from finder.steps.sites import Site, by_minutes, offer_key, offers_by_key, sites_by_name, sites_of
from pages.parts import state
from pages.parts.frame import open_page
from pages.parts.offer_compare import Person, shortlist, toggle_site
from pages.parts.offer_filters import Filters, ask_home, ask_kinds, ask_order, widen, wider
from pages.parts.offer_list import listed, take_along
from pages.parts.offer_map import legend, offer_map, unchoose
from pages.parts.part import part
from views import verdicts
from views.html import Markup, bullets, details, esc, joined, tag
from views.offer_cards import CardContext, card, distance, kind_name, short_card

AT_ONCE, ON_A_PHONE, MORE = 10, 4, 15
"""Sites listed at first, and as many more with each «more»."""

frame = open_page("offers")
say = frame.words


def _headline(seen: CardContext, asked: Filters, sites: tuple[Site, ...]) -> str:
    """How many sites, how far, from where; those without a point are told of apart."""
    home = seen.home
    count = len(sites) if home is None else sum(site.point is not None for site in sites)
    if home is None:
        return say("offers.found.no_home", count=count)
    where = say.ltr(f"{home.postcode} {home.locality}")
    if asked.km is None:
        return say("offers.found.everywhere", count=count, place=where)
    return say("offers.found.within", count=count, km=int(asked.km), place=where)


def _about_the_list(home: Place | None, sites: tuple[Site, ...]) -> str:
    known = on_file().organisations
    told = [say("offers.on_file", known=known.current, all=known.in_all)]
    if home and (unplaced := sum(site.point is None for site in sites)):
        told.append(say("offers.found.without_point", count=unplaced))
    return " ".join(told)


def _how(advice: Advice) -> Markup:
    """How to go on: through the Sozialregion with Sozialhilfe, straight to the provider without; both while unknown."""
    told = state.answers().get("social_assistance")
    region = verdicts.region(say, advice.residence)
    lines = []
    if told is not True:
        lines.append(say("offers.how.without_social_assistance"))
    if told is not False:
        lines.append(" ".join(part for part in (say("offers.how.with_social_assistance"), region) if part))
    told = joined(tag("p", line) for line in lines)
    return details(say("step.title"), told, class_="how") if _on_a_phone() else tag("div", told, class_="how")


def _nothing_inside(seen: CardContext, found: Nearby) -> None:
    nearest = found.nearest_outside
    if not nearest:
        st.html(tag("p", esc(say("offers.nothing.at_all")), class_="note"))
        return
    lines = [
        tag("span", esc(say.isolate(hit.offer.location or hit.offer.provider)), lang="de")
        + esc(f" ({kind_name(say, hit.offer)}): {distance(say, seen.home, hit.km, hit.offer)}")
        for hit in nearest
    ]
    st.html(tag("div", tag("p", esc(say("offers.nothing.nearest"))) + bullets(lines), class_="note", role="status"))
    km = wider(nearest[0].km or 0)
    label = say("offers.nothing.widen", km=km) if km else say("offers.nothing.widen_everywhere")
    st.button(label, key="widen", on_click=widen, args=(km,), type="primary")


@dataclass(frozen=True)
class Found:
    """What the filters let through, for whom, and what a card needs to know."""

    person: Person
    asked: Filters
    seen: CardContext
    nearby: Nearby | None
    sites: tuple[Site, ...]
    by_timetable: bool

    @property
    def home(self) -> Place | None:
        return self.seen.home


def _find(case: Case, advice: Advice, asked: Filters) -> Found:
    """Looks for them; asks for their order where journeys are on file."""
    home = advice.residence.home
    seen = CardContext(say, frame.on, home, {one.type.key: one.fit for one in advice.types})
    wanted = [offer for offer in on_file().offers if asked.wish.holds(offer)]
    found = nearby(home, asked.km, wanted) if home else None
    sites = sites_of(found) if found else sites_by_name(wanted)
    by_timetable = any(site.journey for site in sites) and ask_order(say)
    if by_timetable:
        sites = by_minutes(sites)
    return Found(Person(advice, funding_of(case)), asked, seen, found, sites, by_timetable)


def _listed(seen: CardContext, site: Site, kept: set[str], chosen: bool) -> None:
    aside = any(offer_key(one) in kept for one in site.offers)
    with st.container(key=f"site_{site.number}", gap=None):
        st.html(card(seen, site, chosen))
        st.button(
            say("offers.kept" if aside else "offers.keep", number=site.number),
            key=f"keep_{site.key}",
            type="primary" if aside else "secondary",
            on_click=toggle_site,
            args=(tuple(dict.fromkeys(map(offer_key, site.offers))),),
        )


def _order(found: Found) -> str:
    """What comes first, and as of when the journeys are."""
    days = [site.journey.as_of for site in found.sites if site.journey]
    told = [say("offers.travel.order" if found.by_timetable else "offers.order")]
    return " ".join([*told, say("offers.travel.as_of", day=min(days))] if days else told)


def _more() -> None:
    st.session_state["offers_shown"] = _shown() + MORE


def _shown() -> int:
    shown: int = st.session_state.get("offers_shown", ON_A_PHONE if _on_a_phone() else AT_ONCE)
    return shown


def _by_region(sites: tuple[Site, ...]) -> Markup:
    """How many sites each region has, while no home is known to measure from."""
    counted = Counter(_region(site) for site in sites)
    rows = (
        joined([tag("bdi", name or say("offers.card.no_point"), lang="de"), ": ", tag("b", str(count))])
        for name, count in counted.most_common()
    )
    return tag("div", tag("p", say("offers.regions")) + bullets(rows, class_="regions"), class_="note")


def _region(site: Site) -> str:
    """The Sozialregion in which a site lies, the canton outside of ours; empty where its place is not known."""
    one = site.first
    try:
        home = residence(one.postcode, None if one.postcode else one.town)
    except BadAnswer:
        return one.town or ""
    if home.region is not None:
        return home.region.name
    return say("advice.other_canton", canton=home.canton) if home.canton else ""


def _on_a_phone() -> bool:
    """Whether the browser says so: there the map is drawn only when it is asked for."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


LIST, MAP = "list", "map"


@part
def _offers() -> None:
    """Everything below the heading. A filter changes all of it; the offers themselves are a part of their own in it."""
    with st.container(key="offers_filters", gap="small"):
        further = ask_home(say)
        case = Case.of(state.situation(), frame.on)
        advice = advice_of(case)
        asked = ask_kinds(say, advice, further)
    aside = st.container(key="offers_aside")  # here: a part may write into what the part around it made, no further
    _map_and_list(_find(case, advice, asked), aside)


@part
def _map_and_list(found: Found, aside: DeltaGenerator) -> None:
    """A click on the map changes the list as well, but no filter."""
    if _on_a_phone():
        view = _choose_view() if found.home else LIST
        with st.container(key="offers_map_column" if view == MAP else "offers_list", gap="small"):
            if view == MAP:
                _map(found)
            _list(found, None, aside, cards=view == LIST)
        return
    listing, mapping = st.columns([7, 6], gap="medium")
    with mapping, st.container(key="offers_map_column", gap="small"):
        clicked = _map(found)
    with listing, st.container(key="offers_list", gap="small"):
        _list(found, clicked, aside)


def _choose_view() -> str:
    chosen: str = st.segmented_control(
        say("offers.view"),
        (LIST, MAP),
        default=LIST,
        required=True,
        format_func=lambda one: say(f"offers.views.{one}"),
        key="offers_view",
        label_visibility="collapsed",
        width="stretch",
    )
    return chosen


def _map(found: Found) -> Site | None:
    sites = found.sites
    st.html(tag("h2", say("offers.map.title"), id="offers-map"))
    gone = [site.number for site in sites if all(one.state in ("planned", "former") for one in site.offers)]
    clicked = offer_map(found.seen, found.asked.km, sites, gone)
    if clicked:
        with st.container(key="offers_chosen", gap=None):
            st.html(tag("div", short_card(found.seen, clicked), role="status"))
            st.button(say("offers.map.close", number=clicked.number), key="offers_unchoose", on_click=unchoose)
    st.html(legend(say, sites))
    return clicked


@part
def _list(found: Found, clicked: Site | None, aside: DeltaGenerator, *, cards: bool = True) -> None:
    """What was put aside, and the list from which it is: «keep» changes both, and nothing else."""
    kept = offers_by_key(state.shortlist(), on_file().offers)
    with aside.container():  # also while nothing is put aside: the room of a part is reserved when it is first drawn
        shortlist(found.seen, found.person, kept, _everywhere(found.home) if kept else {})
    if cards:
        _cards(found, clicked, set(kept))


def _everywhere(home: Place | None) -> dict[str, Site]:
    """The site of each offer on file, wherever it is; none while no home is known to measure from."""
    sites = sites_of(nearby(home, None, on_file().offers)) if home else ()
    return {offer_key(one): site for site in sites for one in site.offers}


def _cards(found: Found, clicked: Site | None, kept: set[str]) -> None:
    seen, sites = found.seen, found.sites
    st.html(
        tag("h2", _headline(seen, found.asked, sites)) + tag("p", _about_the_list(found.home, sites), class_="note")
    )
    if found.home is None:
        st.html(_by_region(sites))
        return
    if found.nearby is not None and not found.nearby.hits:
        _nothing_inside(seen, found.nearby)
    elif not sites:
        st.html(tag("p", say("offers.nothing.at_all"), class_="note"))
    st.html(_how(found.person.advice))
    shown = max(_shown(), clicked.number if clicked else 0)
    for site in sites[:shown]:
        _listed(seen, site, kept, site is clicked)
    if len(sites) > shown:
        st.button(say("offers.more", count=min(MORE, len(sites) - shown)), key="offers_more_sites", on_click=_more)
    st.html(tag("p", _order(found), class_="note"))
    if sites:
        st.html(tag("h3", say("offers.list.take")))
        take_along(say, listed(sites), frame.on)


_offers()
