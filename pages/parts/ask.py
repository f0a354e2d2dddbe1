"""One widget for each question, under the question's key. What is typed and not understood gets a kind sentence."""

from __future__ import annotations

from typing import Any

import streamlit as st

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.postcodes import Place
from finder.facts.situation import QUESTIONS, Question
from finder.steps.places import find
from pages.parts import state
from views.html import esc, tag
from views.refusals import refusal
from views.words import Words


class _AsText(dict[Any, str]):
    """Shows numbers in text fields as a person would type them."""

    def get(self, value: Any, default: Any = None) -> str:  # noqa: ARG002 - a dictionary's own way to be asked
        return f"{value:f}".removesuffix(".00") if hasattr(value, "quantize") else str(value)


AS_TEXT = _AsText()
SHOWN = {True: "yes", False: "no"}
MOST_IN_THE_OPEN = 7
MEANT = {"yes": True, "no": False, state.UNKNOWN: None}


def ask(say: Words, key: str) -> None:
    """Draws the widget of one question and keeps its answer."""
    question = QUESTIONS[key]
    if key in ("postcode", "locality"):
        _postcode(say)
    elif question.values == (True, False):
        _yes_or_no(say, question)
    elif question.values:
        _choice(say, question)
    else:
        _typed(say, question)


def _yes_or_no(say: Words, question: Question) -> None:
    key = question.key
    state.seed(key, key, SHOWN)
    chosen = st.segmented_control(
        say(f"question.{key}.ask"),
        list(MEANT),
        format_func=lambda one: say(f"app.{one}"),
        key=key,
        required=True,  # a double click would take the answer back again
        width="stretch",
        persist_state="session",
    )
    state.keep(key, MEANT.get(chosen) if chosen else None)


def _choice(say: Words, question: Question) -> None:
    """Few values stand open to be clicked at once; a long list folds."""
    key = question.key
    state.seed(key, key)
    values = question.values[::-1] if key == "employability" else question.values  # the nearest to work first
    label, options = say(f"question.{key}.ask"), [*values, state.UNKNOWN]

    def name(one: str) -> str:
        return say("app.unknown") if one == state.UNKNOWN else say(f"question.{key}.option.{one}")

    if len(question.values) <= MOST_IN_THE_OPEN:
        chosen = st.pills(label, options, required=True, format_func=name, key=key, persist_state="session")
        state.keep(key, question.read(None if chosen == state.UNKNOWN else chosen))
        return
    chosen = st.selectbox(
        label,
        options,
        index=None,
        format_func=name,
        key=key,
        placeholder=say("app.choose"),
        filter_mode=None,
        persist_state="session",
    )
    state.keep(key, question.read(None if chosen == state.UNKNOWN else chosen))


def _typed(say: Words, question: Question) -> None:
    key = question.key
    state.seed(key, key, AS_TEXT, blank="")
    typed = st.text_input(
        say(f"question.{key}.ask"),
        key=key,
        autocomplete="off",
        max_chars=60,
        persist_state="session",
    )
    try:
        state.keep(key, question.read(typed))
    except BadAnswer as error:
        state.keep(key, None)
        warn(refusal(say, error))


def _postcode(say: Words) -> None:
    state.seed("postcode", "postcode", blank="")
    if "postcode_meant" in st.session_state:  # a suggestion was taken in the last run
        st.session_state["postcode"] = st.session_state.pop("postcode_meant")
    typed = st.text_input(
        say("question.postcode.ask"),
        key="postcode",
        autocomplete="off",
        max_chars=60,
        persist_state="session",
    )
    before = state.answers().get("locality")
    state.keep("postcode", None)
    state.give("locality", None)
    if not typed or not typed.strip():
        return
    try:
        found = find(typed)
    except BadAnswer as error:
        warn(refusal(say, error))
        if isinstance(error, UnknownPlace):
            _suggest(say, error)
        return
    place = found[0] if len(found) == 1 else _which(say, found, before)
    state.keep("postcode", place.postcode if place else _common_postcode(found))
    if place and (len(found) > 1 or not any(sign.isdigit() for sign in typed)):
        state.give("locality", place.locality)


def _which(say: Words, found: tuple[Place, ...], before: str | None) -> Place | None:
    """The one place the person means; asked only where there are several. ``before``: the locality told so far."""
    by_name = {f"{place.postcode} {place.locality}": place for place in found}
    if st.session_state.get("locality") not in by_name:
        st.session_state.pop("locality", None)
        told = next((name for name, place in by_name.items() if place.locality == before), None)
        if told is not None:
            st.session_state["locality"] = told
    chosen = st.selectbox(
        say("question.locality.ask"),
        list(by_name),
        index=None,
        key="locality",
        placeholder=say("app.choose"),
        filter_mode=None,
        persist_state="session",
    )
    return by_name.get(chosen or "")


def _common_postcode(found: tuple[Place, ...]) -> str | None:
    postcodes = {place.postcode for place in found}
    return postcodes.pop() if len(postcodes) == 1 else None


def _suggest(say: Words, error: UnknownPlace) -> None:
    for postcode, locality in error.suggestions[:3]:
        if st.button(say("error.take_suggestion", place=f"{postcode} {locality}"), key=f"meant_{postcode}_{locality}"):
            st.session_state["postcode_meant"] = f"{postcode} {locality}"
            st.rerun()


def warn(sentence: str) -> None:
    """A kind sentence at a field, announced to screen readers."""
    st.html(tag("p", esc(sentence), class_="field-warning", role="alert"))
