"""What a visitor of the guide does, step by step: the way and the answers stay in the session."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from finder.steps.guide import SCREENS
from pages.parts import state
from pages.parts.frame import WANTED
from pages.parts.live import Sent
from views.guide_form import Submission, read, recognised
from views.guide_screen import Drawing
from views.guide_walk import RESULT, WELCOME, Walk
from views.words import Words

WALK = "guide_walk"
_FORM = "guide_form"
"""What was typed on the screen of now and not taken yet."""


def drawing(say: Words, on: date) -> Drawing:
    """What the guide shows now."""
    walk = _walk(on)
    form: dict[str, Any] = st.session_state.get(_FORM, {})
    if form.get("moment") != walk.moment:
        form = {}
    place = recognised(say, form.get("look", ""))
    return Drawing(state.situation(), walk, on, form.get("typed", {}), form.get("wrong", {}), place)


def leaving() -> bool:
    """Whether another page was asked for."""
    return WANTED in st.session_state


def taker(on: date) -> Callable[[Sent], None]:
    """What takes a step when the visitor did something."""

    def take(told: Sent) -> None:
        walk = _walk(on)
        if told["verb"] == "go":
            walk.go(int(told.get("value") or 0))
        elif told.get("moment") == walk.moment:  # else it was meant for what stood there before
            _step(walk, told, on)
        st.session_state[WALK] = walk.kept()

    return take


def _step(walk: Walk, told: Sent, on: date) -> None:
    match told["verb"], told.get("value"):
        case "start", _ if walk.place == WELCOME:
            walk.further(walk.next(state.situation(), on))
        case "change", str(screen) if screen in SCREENS:
            walk.further(screen)
        case "resume", _:
            walk.skipped = []
            walk.further(walk.next(state.situation(), on))
        case "page", str(key):
            st.session_state[WANTED] = key
        case "look", str(typed):
            kept = st.session_state.get(_FORM, {})
            st.session_state[_FORM] = {**kept, "moment": walk.moment, "look": typed[:60]}
        case "answer", _ if walk.place in SCREENS:
            form = {str(name): str(text)[:200] for name, text in told.get("form", {}).items()}
            _answer(walk, read(walk.place, form), on)


def _answer(walk: Walk, given: Submission, on: date) -> None:
    if given.wrong:
        look = given.typed.get("postcode", "")
        st.session_state[_FORM] = {"moment": walk.moment, "typed": given.typed, "wrong": given.wrong, "look": look}
        return
    for key, value in given.answers.items():
        state.give(key, value)
    open_still = given.left_open or any(given.answers.get(key) is None for key in SCREENS[walk.place])
    (walk.leave_open if open_still else walk.take_up)(walk.place)
    walk.further(walk.next(state.situation(), on))


def _walk(on: date) -> Walk:
    kept = st.session_state.get(WALK)
    walk = Walk.of(kept, state.situation(), on)
    if kept is None:
        st.session_state[WALK] = walk.kept()
    elif walk.place == RESULT and not state.answers() and not walk.skipped:
        walk = Walk()  # everything was forgotten meanwhile
    return walk
