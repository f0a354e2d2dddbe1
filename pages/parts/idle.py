"""In a demonstration: a screen that nobody touches starts again by itself, so that nothing a visitor typed stays.

The countdown is always shown, any input holds it, and it can be stopped (for reading or presenting), for ten minutes at
most. It counts in the browser, where a moving pointer is seen as well as a click; the server only forgets.
"""

from __future__ import annotations

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

_LANGUAGE = "idle_language"
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
    """Draws the countdown; ``page.js`` counts it down and presses the button at its end.

    Args:
        at_start: the page is the start of the demonstration, where there is nothing to forget.
    """
    if at_start and not state.answers() and not st.session_state.get(PERSON):
        return
    with st.container(key="idle"):
        st.html(
            tag(
                "div",
                tag("p", "", role="timer", class_="countdown") + tag("button", "", type="button", class_="download"),
                id="finder-idle",
                data_seconds=str(read().idle_seconds),
                data_longest=str(STOPPED_AT_MOST),
                data_said=say("event.countdown", time="{time}"),
                data_stopped=say("event.stopped"),
                data_stop=say("event.stop"),
                data_go=say("event.go_on"),
            )
        )
        if st.button(say("app.restart"), key="idle_restart"):  # never shown
            start_over(st.session_state.get(_LANGUAGE))
