"""Angebote: who offers what near a home – a list and the same on a map, put aside and compared."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from finder.errors import BadAnswer
from finder.facts.dataset import on_file
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


def _about_the_list(sites: tuple[Site, ...]) -> str:
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


def _order() -> str:
    """What comes first, and as of when the journeys are."""
    days = [site.journey.as_of for site in sites if site.journey]
    told = [say("offers.travel.order" if by_timetable else "offers.order")]
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


with st.container(key="offers_filters", gap="small"):
    further = ask_home(say)
    situation = state.situation()
    case = Case.of(situation, frame.on)
    advice, funding = advice_of(case), funding_of(case)
    asked = ask_kinds(say, advice, further)

home = advice.residence.home
seen = CardContext(say, frame.on, home, {one.type.key: one.fit for one in advice.types})
wanted = [offer for offer in on_file().offers if asked.wish.holds(offer)]
found = nearby(home, asked.km, wanted) if home else None
sites = sites_of(found) if found else sites_by_name(wanted)
by_timetable = any(site.journey for site in sites) and ask_order(say)
if by_timetable:
    sites = by_minutes(sites)
everywhere = sites_of(nearby(home, None, on_file().offers)) if home else ()
kept = offers_by_key(state.shortlist(), on_file().offers)

shortlist(seen, Person(advice, funding), kept, {offer_key(one): site for site in everywhere for one in site.offers})

LIST, MAP = "list", "map"
phone, view = _on_a_phone(), LIST
if phone and home:
    view = st.segmented_control(
        say("offers.view"),
        (LIST, MAP),
        default=LIST,
        required=True,
        format_func=lambda one: say(f"offers.views.{one}"),
        key="offers_view",
        label_visibility="collapsed",
        width="stretch",
    )


def _map() -> Site | None:
    st.html(tag("h2", say("offers.map.title"), id="offers-map"))
    gone = [site.number for site in sites if all(one.state in ("planned", "former") for one in site.offers)]
    clicked = offer_map(seen, asked.km, sites, gone)
    if clicked:
        with st.container(key="offers_chosen", gap=None):
            st.html(tag("div", short_card(seen, clicked), role="status"))
            st.button(say("offers.map.close", number=clicked.number), key="offers_unchoose", on_click=unchoose)
    st.html(legend(say, sites))
    return clicked


def _list(clicked: Site | None) -> None:
    st.html(tag("h2", _headline(seen, asked, sites)) + tag("p", _about_the_list(sites), class_="note"))
    if home is None:
        st.html(_by_region(sites))
        return
    if found is not None and not found.hits:
        _nothing_inside(seen, found)
    elif not sites:
        st.html(tag("p", say("offers.nothing.at_all"), class_="note"))
    st.html(_how(advice))
    shown = max(_shown(), clicked.number if clicked else 0)
    for site in sites[:shown]:
        _listed(seen, site, set(kept), site is clicked)
    if len(sites) > shown:
        st.button(say("offers.more", count=min(MORE, len(sites) - shown)), key="offers_more_sites", on_click=_more)
    st.html(tag("p", _order(), class_="note"))
    if sites:
        st.html(tag("h3", say("offers.list.take")))
        take_along(say, listed(sites), frame.on)


clicked = None
if phone:
    with st.container(key="offers_map_column" if view == MAP else "offers_list", gap="small"):
        if view == MAP:
            _map()
        else:
            _list(None)
else:
    listing, mapping = st.columns([7, 6], gap="medium")
    with mapping, st.container(key="offers_map_column", gap="small"):
        clicked = _map()
    with listing, st.container(key="offers_list", gap="small"):
        _list(clicked)
