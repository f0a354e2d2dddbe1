"""The map beside the list as a widget: a click chooses a site, a button takes the choice back.

The widget takes a choice back with the second click on a badge, so a double click would choose nothing; here only what
is chosen counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from finder.steps.sites import Site
from operation.settings import read
from views.html import Markup, esc, tag
from views.map.layers import build, short_key
from views.offer_cards import CardContext, distance
from views.words import Words

KEY = "offers_map"
SHOWN, ROUND, CHOSEN = f"{KEY}_shown", f"{KEY}_round", f"{KEY}_chosen"
HEIGHT = 460
"""Pixels."""


def offer_map(seen: CardContext, km: float | None, sites: Sequence[Site], gone: Sequence[int]) -> Site | None:
    """Draws the map; returns the site that is chosen.

    Args:
        gone: numbers of sites whose offers are planned or have ended; they are drawn hollow.
    """
    say, home = seen.say, seen.home
    located = [site for site in sites if site.point is not None]
    key = _widget_key((home, km, [site.key for site in located]))
    chosen = next((site for site in located if short_key(site) == st.session_state.get(CHOSEN)), None)
    st.pydeck_chart(
        build(home, km, located, gone, chosen, lambda site: distance(say, home, site.km, site.first)),
        height=HEIGHT,
        on_select=partial(_choose, key),  # before the page is drawn: the second click may interrupt that
        selection_mode="single-object",
        key=key,
        alt=say("offers.map.alt", count=len(located), place=home.locality if home else say("app.canton")),
    )
    return chosen


def unchoose() -> None:
    """Takes the choice back, from a button's callback; a mark in the browser goes with the widget."""
    st.session_state.pop(CHOSEN, None)
    number = st.session_state.get(ROUND, 0)
    if _picked(f"{KEY}_{number}"):
        st.session_state[ROUND] = number + 1


def _choose(key: str) -> None:
    if picked := _picked(key):
        st.session_state[CHOSEN] = picked


def legend(say: Words, sites: Sequence[Site]) -> Markup:
    """What the map shows and what not, and whose data it is."""
    lines = [say("offers.map.legend"), say("offers.map.moved")]
    if any(site.point is None for site in sites):
        lines.append(say("offers.map.without_point"))
    lines.append(say("offers.map.notice"))
    if read().basemap == "swisstopo":
        lines.append(say("offers.map.swisstopo"))
    return tag("p", esc(" ".join(lines)), class_="note")


def _widget_key(content: object) -> str:
    """A new widget once other sites are shown while one is chosen: the browser marks a dot by its place in the list."""
    if st.session_state.get(SHOWN) != content:
        st.session_state[SHOWN] = content
        unchoose()
    return f"{KEY}_{st.session_state.get(ROUND, 0)}"


def _picked(key: str) -> str | None:
    """The short key of the site marked on the map; none after a second click."""
    picked = (st.session_state.get(key) or {}).get("selection", {}).get("objects", {}).get("sites", [])
    return str(picked[0].get("key")) if picked else None
