"""The map beside the list as a widget: a click chooses a site, a button takes the choice back.

The widget takes a choice back with the second click on a badge, so a double click would choose nothing; here only what
is chosen counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from finder.steps.sites import Site, short
from operation.settings import read
from pages.parts.live import live
from views.html import Markup, tag
from views.map.layers import DrawnDeck, build
from views.offer_cards import distance, short_card
from views.offer_page import Found
from views.words import Words

KEY = "offers_map"
SHOWN, ROUND, CHOSEN, DRAWN = f"{KEY}_shown", f"{KEY}_round", f"{KEY}_chosen", f"{KEY}_drawn"
HEIGHT = 460
"""Pixels."""


def site_chosen(found: Found) -> Site | None:
    """The site chosen on the map as it is about to be drawn."""
    sites = _located(found)
    content = (found.home, found.asked.km, [site.key for site in sites])
    if st.session_state.get(SHOWN) != content:  # the browser marks a dot by its place in the list
        st.session_state[SHOWN] = content
        _unchoose()
    return next((site for site in sites if short(site.key) == st.session_state.get(CHOSEN)), None)


def draw_map(found: Found, chosen: Site | None) -> None:
    """The map, the site that is chosen, and what the map shows. :func:`site_chosen` comes first."""
    say, home, sites = found.seen.say, found.home, _located(found)
    key = f"{KEY}_{st.session_state.get(ROUND, 0)}"
    with st.container(key="offers_map_column", gap="small"):
        st.pydeck_chart(
            _drawn(found, sites, chosen),
            height=HEIGHT,
            on_select=partial(_choose, key),  # before the page is drawn: the second click may interrupt that
            selection_mode="single-object",
            key=key,
            alt=say("offers.map.alt", count=len(sites), place=home.locality if home else say("app.canton")),
        )
        if chosen:
            live("offers_chosen", _card(found, chosen), lambda _: _unchoose())
        st.html(_legend(say, found.sites))


def _located(found: Found) -> list[Site]:
    return [site for site in found.sites if site.point is not None]


def _drawn(found: Found, sites: Sequence[Site], chosen: Site | None) -> DrawnDeck:
    """The drawing; the one of before where it shows the same. Planned and former sites are hollow."""
    say, home, km = found.seen.say, found.home, found.asked.km
    content = (home, km, found.sites, chosen, say.language, read().basemap)
    held = st.session_state.get(DRAWN)
    if held is None or held[0] != content:
        gone = [site.number for site in sites if all(one.state in ("planned", "former") for one in site.offers)]
        deck = build(home, km, sites, gone, chosen, lambda site: distance(say, home, site.km, site.first))
        held = (content, DrawnDeck(deck))
        st.session_state[DRAWN] = held
    drawn: DrawnDeck = held[1]
    return drawn


def _card(found: Found, chosen: Site) -> Markup:
    """The site that is chosen, and a button to take the choice back."""
    name = found.seen.say("offers.map.close", number=chosen.number)
    close = tag("button", name, type="button", class_="act", data_send="close")
    return tag("div", short_card(found.seen, chosen) + close, class_="stHtml o-chosen", role="status")


def _legend(say: Words, sites: Sequence[Site]) -> Markup:
    """What the map shows and what not, and whose data it is."""
    lines = [say("offers.map.legend"), say("offers.map.moved")]
    if any(site.point is None for site in sites):
        lines.append(say("offers.map.without_point"))
    lines.append(say("offers.map.notice"))
    if read().basemap == "swisstopo":
        lines.append(say("offers.map.swisstopo"))
    return tag("p", " ".join(lines), class_="note")


def _unchoose() -> None:
    """Takes the choice back; a mark in the browser goes with the widget."""
    st.session_state.pop(CHOSEN, None)
    number = st.session_state.get(ROUND, 0)
    if _picked(f"{KEY}_{number}"):
        st.session_state[ROUND] = number + 1


def _choose(key: str) -> None:
    if picked := _picked(key):
        st.session_state[CHOSEN] = picked


def _picked(key: str) -> str | None:
    """The short key of the site marked on the map; none after a second click."""
    picked = (st.session_state.get(key) or {}).get("selection", {}).get("objects", {}).get("sites", [])
    return str(picked[0].get("key")) if picked else None
