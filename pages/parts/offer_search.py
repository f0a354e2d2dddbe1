"""What is found on Angebote for this tab, and what its element sends: filters, «keep», «more», the comparison."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

import streamlit as st

from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from finder.facts.postcodes import Place
from finder.facts.situation import QUESTIONS
from finder.steps.advise import advice_of
from finder.steps.case import Case
from finder.steps.fund import funding_of
from finder.steps.nearby import Sites, nearby
from finder.steps.sites import Site, Wish, by_minutes, offer_key, short, sites_by_name, sites_of
from pages.parts import offer_compare, offer_filters, questions, state
from views.offer_cards import CardContext
from views.offer_compare import Person
from views.offer_filters import BY_MINUTES, Filters
from views.offer_page import Found
from views.words import Words

AT_ONCE, ON_A_PHONE, MOST = 10, 4, 10_000
"""Sites listed at first, and ever."""

_SHOWN, _LISTED, _WANTED = "offers_shown", "offers_listed", "offers_wanted"
_PERSON, _FOUND = "offers_person", "offers_found"


def person(on: date) -> Person:
    """What the answers lead to: reckoned once for each change of them, not for each click."""
    told = (state.situation(), on, on_file())
    held = st.session_state.get(_PERSON)
    if held is None or held[0] != told:
        case = Case.of(told[0], on)
        held = (told, Person(advice_of(case), funding_of(case)))
        st.session_state[_PERSON] = held
    found: Person = held[1]
    return found


def find(say: Words, on: date, who: Person, asked: Filters) -> Found:
    """What lies near, in the order that is chosen; the same as before where nothing of it has changed."""
    sought = (who, asked, say.language, on, offer_filters.chosen("order"), on_file())
    held = st.session_state.get(_FOUND)
    if held is None or held[0] != sought:
        held = (sought, _find(say, on, who, asked))
        st.session_state[_FOUND] = held
    found: Found = held[1]
    return found


def _find(say: Words, on: date, who: Person, asked: Filters) -> Found:
    home = who.advice.residence.home
    seen = CardContext(say, on, home, {one.type.key: one.fit for one in who.advice.types})
    wanted = _wanted(asked.wish)
    found = nearby(home, asked.km, wanted) if home else None
    sites = sites_of(found) if found else sites_by_name((*wanted.located, *wanted.without_point))
    by_timetable = any(site.journey for site in sites) and offer_filters.chosen("order") == BY_MINUTES
    if by_timetable:
        sites = by_minutes(sites)
    return Found(who, asked, seen, found, sites, by_timetable)


def _wanted(wish: Wish) -> Sites:
    """The offers that the filters let through: the same for most clicks, so prepared for searching once."""
    held = st.session_state.get(_WANTED)
    if held is None or held[0] != wish or held[1] is not on_file().offers:
        offers = on_file().offers
        held = (wish, offers, Sites.of(one for one in offers if wish.holds(one)))
        st.session_state[_WANTED] = held
    sites: Sites = held[2]
    return sites


def everywhere(home: Place | None, offers: Collection[Offer]) -> dict[str, Site]:
    """The site of each of these offers, wherever it is; none while no home is known to measure from."""
    sites = sites_of(nearby(home, None, tuple(offers))) if home and offers else ()
    return {offer_key(one): site for site in sites for one in site.offers}


def shown(found: Found, *, phone: bool) -> int:
    """How many sites are listed; remembers which offers each of them has, for «keep»."""
    st.session_state[_LISTED] = {short(site.key): tuple(map(offer_key, site.offers)) for site in found.sites}
    count: int = st.session_state.get(_SHOWN, ON_A_PHONE if phone else AT_ONCE)
    return count


def take(key: str, value: str) -> None:
    """Takes over what was chosen, typed or pressed; what makes no sense changes nothing."""
    name, _, which = key.partition(":")
    said = value.partition(" ")[0]  # a button adds the moment at which it was pressed
    match name:
        case "keep":
            listed: dict[str, tuple[str, ...]] = st.session_state.get(_LISTED, {})
            offer_compare.keep(tuple(dict.fromkeys(listed.get(which, ()))), said == "yes")
        case "drop":
            offer_compare.drop(which)
        case "compare":
            offer_compare.compare(which, said == "yes")
        case "more":
            if said.isdecimal():
                st.session_state[_SHOWN] = min(int(said), MOST)
        case "kind" | "km" | "field" | "german" | "trust" | "order" | "view":
            offer_filters.set_filter(key, said)
        case _ if key in QUESTIONS:
            questions.take_over(key, value)
