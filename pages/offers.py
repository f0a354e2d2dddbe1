"""Angebote: who offers what near a home – a list and the same on a map, put aside and compared."""

from __future__ import annotations

import streamlit as st

from finder.facts.dataset import on_file
from finder.steps.advise import Advice, advise
from finder.steps.fund import fund
from finder.steps.nearby import Nearby, nearby
from finder.steps.sites import Site, offer_key, offers_by_key, sites_by_name, sites_of
from pages.parts import state
from pages.parts.frame import open_page
from pages.parts.offer_compare import Person, shortlist, toggle
from pages.parts.offer_filters import Asked, ask_home, ask_kinds, widen, wider
from pages.parts.offer_list import listed, take_along
from pages.parts.offer_map import legend, offer_map
from views import verdicts
from views.html import bullets, esc, joined, tag
from views.offer_cards import Seen, card, distance, kind_name, short_card

AT_ONCE = 25
"""Sites listed before «more» is asked for."""

frame = open_page("offers")
say = frame.words


def _headline(seen: Seen, asked: Asked, sites: tuple[Site, ...]) -> str:
    """How many sites, how far, from where; those without a point are told of apart."""
    home = seen.home
    count = len(sites) if home is None else sum(site.point is not None for site in sites)
    if home is None:
        return say("offers.found.no_home", count=count)
    where = f"{home.postcode} {home.locality}"
    if asked.km is None:
        return say("offers.found.everywhere", count=count, place=where)
    return say("offers.found.within", count=count, km=int(asked.km), place=where)


def _about_the_list(sites: tuple[Site, ...]) -> str:
    known = on_file().organisations
    told = [say("offers.on_file", known=known.current, all=known.in_all)]
    if home and (unplaced := sum(site.point is None for site in sites)):
        told.append(say("offers.found.without_point", count=unplaced))
    return " ".join(told)


def _how(advice: Advice) -> str:
    """How to go on: through the Sozialregion with Sozialhilfe, straight to the provider without; both while unknown."""
    told = state.answers().get("social_assistance")
    region = verdicts.region(say, advice.residence)
    lines = []
    if told is not True:
        lines.append(say("offers.how.without_social_assistance"))
    if told is not False:
        lines.append(" ".join(part for part in (say("offers.how.with_social_assistance"), region) if part))
    return tag("div", joined(tag("p", esc(line)) for line in lines), class_="how")


def _nothing_inside(seen: Seen, found: Nearby) -> None:
    nearest = found.nearest_outside
    if not nearest:
        st.html(tag("p", esc(say("offers.nothing.at_all")), class_="note"))
        return
    lines = [
        tag("span", esc(say.isolate(hit.programme.location or hit.programme.provider)), lang="de")
        + esc(f" ({kind_name(say, hit.programme)}): {distance(seen, hit.km, hit.programme)}")
        for hit in nearest
    ]
    st.html(tag("div", tag("p", esc(say("offers.nothing.nearest"))) + bullets(lines), class_="note", role="status"))
    km = wider(nearest[0].km or 0)
    label = say("offers.nothing.widen", km=km) if km else say("offers.nothing.widen_everywhere")
    st.button(label, key="widen", on_click=widen, args=(km,), type="primary")


def _listed(seen: Seen, site: Site, kept: set[str], chosen: bool) -> None:
    with st.container(key=f"site_{site.number}", gap=None):
        st.html(card(seen, site, chosen))
        with st.container(horizontal=True, gap="small", key=f"keep_row_{site.number}"):
            for key, offer in {offer_key(one): one for one in site.offers}.items():
                aside = key in kept
                st.button(
                    say("offers.kept" if aside else "offers.keep", kind=kind_name(say, offer)),
                    key=f"keep_{key}",
                    type="primary" if aside else "secondary",
                    on_click=toggle,
                    args=(key,),
                )


def _more() -> None:
    st.session_state["offers_shown"] = st.session_state.get("offers_shown", AT_ONCE) + AT_ONCE


with st.container(key="offers_filters", gap="small"):
    further = ask_home(say)
    situation = state.situation()
    advice, funding = advise(situation, frame.on), fund(situation, frame.on)
    asked = ask_kinds(say, advice, further)

home = advice.residence.home
seen = Seen(say, frame.on, home, {one.type.key: one.fit for one in advice.types})
wanted = [offer for offer in on_file().offers if asked.wish.holds(offer)]
found = nearby(home, asked.km, wanted) if home else None
sites = sites_of(found) if found else sites_by_name(wanted)
everywhere = sites_of(nearby(home, None, on_file().offers)) if home else ()
kept = offers_by_key(state.shortlist(), on_file().offers)

shortlist(seen, Person(advice, funding), kept, {offer_key(one): site for site in everywhere for one in site.offers})

listing, mapping = st.columns([7, 6], gap="medium")
with mapping, st.container(key="offers_map_column", gap="small"):
    st.html(tag("h2", esc(say("offers.map.title")), id="offers-map"))
    gone = [site.number for site in sites if all(one.state in ("planned", "former") for one in site.offers)]
    clicked = offer_map(say, home, asked.km, sites, gone)
    st.html((tag("div", short_card(seen, clicked), role="status") if clicked else "") + legend(say, sites))
with listing, st.container(key="offers_list", gap="small"):
    st.html(
        tag("h2", esc(_headline(seen, asked, sites)))
        + tag("p", esc(_about_the_list(sites)), class_="note")
        + tag("p", tag("a", esc(say("offers.map.jump")), href="#offers-map"), class_="only-narrow")
    )
    if found is not None and not found.hits:
        _nothing_inside(seen, found)
    elif not sites:
        st.html(tag("p", esc(say("offers.nothing.at_all")), class_="note"))
    st.html(_how(advice))
    shown = st.session_state.get("offers_shown", AT_ONCE)
    for site in sites[:shown]:
        _listed(seen, site, set(kept), site is clicked)
    if len(sites) > shown:
        st.button(say("offers.more", count=len(sites) - shown), key="offers_more_sites", on_click=_more)
    st.html(tag("p", esc(say("offers.order" if home else "offers.order_by_name")), class_="note"))
    if sites:
        st.html(tag("h3", esc(say("offers.list.take"))))
        take_along(say, listed(sites), frame.on)
