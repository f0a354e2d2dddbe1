"""Angebote: who offers what near a home – a list and the same on a map, put aside and compared."""

from __future__ import annotations

import streamlit as st

from finder.facts.dataset import on_file
from finder.steps.sites import Site, offers_by_key
from pages.parts import offer_compare, offer_filters, offer_list, offer_search, questions, state
from pages.parts.frame import open_page
from pages.parts.offer_map import draw_map, site_chosen
from pages.parts.part import part
from views import offer_page
from views.html import Markup, joined, tag
from views.offer_compare import shortlist
from views.offer_filters import LIST, MAP, rows
from views.offer_page import Found

frame = open_page("offers")
say = frame.words


def _on_a_phone() -> bool:
    """Whether the browser says so: there the map is drawn only when it is asked for."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


@part
def _page() -> None:
    """Everything below the heading: a filter changes all of it, a click on the map the list as well."""
    form = questions.form(say)
    who = offer_search.person(frame.on)
    asked = offer_filters.filters(who.advice)
    found = offer_search.find(say, frame.on, who, asked)
    view = (offer_filters.chosen("view") if found.home else LIST) if _on_a_phone() else None
    clicked = None if view == LIST else site_chosen(found)
    order = offer_filters.chosen("order") if found.timed else None
    with st.container(key="offers"):
        filters = rows(say, form, asked, order, view if found.home else None, offer_page.nothing_inside(found))
        questions.draw({"language": say.language, "body": filters}, "offers_filters", offer_search.take)
        _found(found, clicked, view)
        if view != LIST:
            draw_map(found, clicked)
    if not offer_list.links_lead_somewhere() and found.sites and found.home:
        offer_list.take_along(say, offer_list.listed(found.sites), frame.on)


@part
def _found(found: Found, clicked: Site | None, view: str | None) -> None:
    """What was put aside, and the list from which it is: «keep» changes both, and nothing else."""
    kept = offers_by_key(state.shortlist(), on_file().offers)
    compared = offer_compare.compared(kept)
    aside = shortlist(found.seen, found.person, kept, compared, offer_search.everywhere(found.home, kept.values()))
    shown = max(offer_search.shown(found, phone=view is not None), clicked.number if clicked else 0)
    cards = offer_page.cards(
        found,
        kept,
        shown,
        clicked,
        offer_list.links(say, offer_list.listed(found.sites), frame.on),
        social_assistance=state.answers().get("social_assistance"),
        folded=view is not None,
    )
    body = [
        tag("p", offer_page.headline(found), class_="visually-hidden", role="status"),
        tag("div", aside, class_="o-aside"),
        Markup() if view == MAP else tag("div", cards, class_="o-list"),
        Markup() if view == LIST else tag("h2", say("offers.map.title"), id="offers-map"),
    ]
    drawn = tag("div", joined(body), class_="o-answer stHtml")
    questions.draw({"language": say.language, "body": drawn}, "offers_list", offer_search.take)


_page()
