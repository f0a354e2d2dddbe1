"""One question per screen: draws it, and says what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import streamlit as st

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.situation import QUESTIONS
from finder.steps.guide import SCREENS, SCREENS_OF_THE_PATH, boxes_of, ticked
from finder.steps.places import find
from pages.parts import state
from pages.parts.ask import AS_TEXT, warn
from views.refusals import refusal
from views.words import Words

Given = Mapping[str, Any] | None
"""The answers of one screen; ``None`` while the person has not chosen yet."""


def draw(say: Words, screen: str) -> Given:
    """Draws the answers one can give, as large buttons or a field, and returns what was chosen in this run."""
    if SCREENS_OF_THE_PATH[screen].ticks:
        return _boxes(say, screen)
    if screen == "person":
        return _person(say)
    if screen == "household":
        return _household(say)
    if screen == "locality":
        return _locality(say)
    values = QUESTIONS[screen].values
    return (
        _buttons(say, screen, values[::-1] if screen == "employability" else values) if values else _typed(say, screen)
    )


def option(say: Words, screen: str, value: Any) -> str:
    """An answer in plain words."""
    if isinstance(value, bool):
        return say("app.yes" if value else "app.no")
    plain = f"screen.{screen}.option.{value}"
    return say(plain) if plain in say else say.value(screen, value)


def answered(say: Words, screen: str) -> str:
    """What was answered on a screen, for the list of answers."""
    if ticks := SCREENS_OF_THE_PATH[screen].ticks:
        boxes = boxes_of(screen, state.situation())
        drawn = [option(say, screen, tick.key) for tick in ticks if tick.key in boxes]
        return say.all(drawn) if drawn else say("guide.none_of_these")
    told = [(key, state.answers()[key]) for key in SCREENS[screen] if key in state.answers()]
    return say.all(say.chf(value) if isinstance(value, Decimal) else option(say, key, value) for key, value in told)


def _buttons(say: Words, screen: str, values: tuple[Any, ...]) -> Given:
    for value in values:
        if st.button(option(say, screen, value), key=f"guide_{screen}_{value}", width="stretch"):
            return {screen: value}
    return None


def _typed(say: Words, screen: str) -> Given:
    typed = _field(say, screen)
    if not _go_on(say, screen):
        return None
    try:
        value = QUESTIONS[screen].read(typed)
    except BadAnswer as error:
        warn(refusal(say, error))
        return None
    return None if value is None else {screen: value}


def _place(say: Words, typed: str) -> Given:
    if not typed:
        return {}
    try:
        found = find(typed)
    except BadAnswer as error:
        warn(refusal(say, error))
        for postcode, locality in error.suggestions[:3] if isinstance(error, UnknownPlace) else ():
            meant = f"{postcode} {locality}"
            st.button(
                say("error.take_suggestion", place=meant),
                key=f"guide_meant_{meant}",
                on_click=_take,
                args=(meant,),
                width="stretch",
            )
        return None
    one = len(found) == 1
    named = one and not any(sign.isdigit() for sign in typed)
    return {"postcode": found[0].postcode, "locality": found[0].locality if named else None}


def _take(meant: str) -> None:
    st.session_state["guide_meant"] = meant
    st.session_state["guide_take"] = True


def _locality(say: Words) -> Given:
    for place in find(state.answers()["postcode"]):
        if st.button(say.isolate(place.locality), key=f"guide_locality_{place.locality}", width="stretch"):
            return {"locality": place.locality}
    return None


def _boxes(say: Words, screen: str) -> Given:
    """Several things may be true at once; none of them is an answer, too."""
    ticks = [tick for tick in SCREENS_OF_THE_PATH[screen].ticks if tick.shown(state.situation())]
    boxes = {tick.key for tick in ticks if st.checkbox(option(say, screen, tick.key), key=f"guide_{screen}_{tick.key}")}
    if st.button(say("guide.none_of_these"), key=f"guide_{screen}_none", width="stretch"):
        return ticked(screen, ())
    return ticked(screen, boxes) if _go_on(say, screen, disabled=not boxes) else None


def _person(say: Words) -> Given:
    if "guide_meant" in st.session_state:
        st.session_state["guide_postcode"] = st.session_state.pop("guide_meant")
    age, place = _labelled(say, "age"), _labelled(say, "postcode")
    if not _go_on(say, "person") and not st.session_state.pop("guide_take", False):
        return None
    found = _read(say, "age", age)
    where = _place(say, place)
    return {**found, **where} if found is not None and where is not None and (found or where) else None


def _household(say: Words) -> Given:
    typed = {key: _labelled(say, key) for key in SCREENS["household"]}
    if not _go_on(say, "household"):
        return None
    given = [_read(say, key, value) for key, value in typed.items()]
    if None in given or not any(given):
        return None
    return {key: value for one in given if one for key, value in one.items()}


def _read(say: Words, key: str, typed: str) -> Given:
    """The answer in a field, nothing where it is empty, ``None`` where it is not understood (and said so)."""
    try:
        value = QUESTIONS[key].read(typed)
    except BadAnswer as error:
        warn(refusal(say, error))
        return None
    return {} if value is None else {key: value}


def _labelled(say: Words, key: str) -> str:
    state.seed(key, f"guide_{key}", AS_TEXT)
    return st.text_input(say(f"screen.{key}.plain"), key=f"guide_{key}", autocomplete="off", max_chars=60).strip()


def _field(say: Words, screen: str) -> str:
    state.seed(screen, f"guide_{screen}", AS_TEXT)
    return st.text_input(
        say(f"screen.{screen}.plain"),
        key=f"guide_{screen}",
        label_visibility="collapsed",
        autocomplete="off",
        max_chars=60,
    ).strip()


def _go_on(say: Words, screen: str, *, disabled: bool = False) -> bool:
    return st.button(say("app.next"), key=f"guide_next_{screen}", type="primary", width="stretch", disabled=disabled)
