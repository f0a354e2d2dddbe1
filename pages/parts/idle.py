"""In a demonstration: a screen that nobody touches starts again by itself, so that nothing a visitor typed stays.

The countdown is always shown and can be stopped (for reading or presenting), for ten minutes at most.
"""

from __future__ import annotations

import time

import streamlit as st

from operation.settings import read
from pages.parts import state
from pages.parts.frame import start_over
from views.html import tag
from views.words import Words

EVENT = "event"
MODE = "mode"
STOPPED_AT_MOST = 600
"""Seconds after which even a stopped countdown starts again."""

_SINCE, _STOPPED, _LANGUAGE = "idle_since", "idle_stopped", "idle_language"
PERSON = "event_person"


def enter(wanted_key: str) -> None:
    """Starts the demonstration when the link asks for it."""
    if MODE not in st.session_state and st.query_params.get(MODE) == EVENT:
        st.session_state[MODE] = EVENT
        st.session_state[wanted_key] = EVENT
        st.session_state[_LANGUAGE] = st.session_state["language"]


def demonstrating() -> bool:
    """Whether this is a public demonstration."""
    return st.session_state.get(MODE) == EVENT


def watch(say: Words, *, at_start: bool) -> None:
    """Draws the countdown; every run of the page is a sign of life and begins it anew.

    Args:
        at_start: the page is the start of the demonstration, where there is nothing to forget.
    """
    st.session_state[_SINCE] = time.monotonic()
    if at_start and not state.answers() and not st.session_state.get(PERSON):
        return
    with st.container(key="idle"):
        _countdown(say, read().idle_seconds)


@st.fragment(run_every=1)
def _countdown(say: Words, seconds: int) -> None:
    idle = time.monotonic() - st.session_state.get(_SINCE, time.monotonic())
    stopped = st.session_state.get(_STOPPED, False)
    left = round((STOPPED_AT_MOST if stopped else seconds) - idle)
    if left <= 0:
        start_over(st.session_state.get(_LANGUAGE))
    said = say("event.stopped") if stopped else say("event.countdown", count=left)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.html(tag("p", said, role="timer", class_="countdown"))
        if st.button(say("event.go_on" if stopped else "event.stop"), key="idle_button"):
            st.session_state[_STOPPED] = not stopped
            st.session_state[_SINCE] = time.monotonic()
            st.rerun(scope="fragment")
