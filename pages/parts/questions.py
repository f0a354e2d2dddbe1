"""Fields and what follows from them as one element: widgets would take a message for each.

What was chosen and typed comes back as one record that only grows; only what is new in it is taken over. So nothing is
lost when somebody answers faster than the server draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.situation import QUESTIONS
from finder.steps.places import find
from finder.steps.residence import CANTON, Residence, residence
from pages.parts import state
from views.assets import lean
from views.html import Markup, joined, tag
from views.questions import Form, as_text, choose, take
from views.refusals import refusal
from views.verdicts import region_name
from views.words import Words

_SCRIPT = Path(__file__).resolve().parents[1] / "components" / "questions" / "questions.js"
_draw = st.components.v2.component(
    "finder.questions", html='<div class="asks"></div>', js=lean(_SCRIPT.read_text("utf-8")), isolate_styles=False
)

KEY = "counsel"
_TYPED = "counsel_typed"
MOST_LETTERS = 60
OPEN = "open"
MOST_PLACES = 8


Take = Callable[[str, str], None]
"""Takes over one answer: the key of a question, or another name of what was chosen, and the text of the answer."""


def draw(data: Mapping[str, Any], key: str = KEY, take: Take | None = None) -> None:
    """Draws the element. What it sends is taken over before the next run, by :func:`take_over` if by nothing else.

    Args:
        data: what ``questions.js`` draws: the parts of Beratung, or ``body``, the markup of a whole page; ``look``, the
            classes of the element.
    """
    taken = st.session_state.get(f"{key}_taken", {})
    record = {"mount": taken.get("mount", ""), "turn": taken.get("turn", 0)}  # flat: the framework looks long at dicts
    _draw(key=key, data={**data, **record}, on_said_change=partial(_said, key, take or take_over))


def asked_for(name: str) -> str | None:
    """What was chosen beside the questions: ``row``, ``sheet_language``, ``sensitive``, ``print``, ``go``."""
    chosen: str | None = st.session_state.get(f"{KEY}_{name}")
    return chosen


def _said(element: str, take: Take) -> None:
    said = (st.session_state.get(element) or {}).get("said") or {}
    taken = st.session_state.get(f"{element}_taken", {})
    st.session_state[f"{element}_taken"] = dict(said)
    for name, value in new_in(said, taken if said.get("mount") == taken.get("mount") else {}):
        take(name, value[:MOST_LETTERS])


def new_in(said: Mapping[str, Any], taken: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What was said since ``taken``, in its order; an answer given a second time counts, it may have changed since."""
    turns, before = said.get("turns") or {}, taken.get("turns") or {}
    told = {name: value for name, value in said.items() if name not in ("mount", "turn") and isinstance(value, str)}
    for name in sorted(told, key=lambda one: turns.get(one, 0)):
        if taken.get(name) != told[name] or turns.get(name) != before.get(name):
            yield name, told[name]


def take_over(key: str, value: str) -> None:
    """Keeps one answer as it was chosen or typed; what is not understood opens the question again."""
    if key not in QUESTIONS:
        st.session_state[f"{KEY}_{key}"] = value
        return
    typed = st.session_state.setdefault(_TYPED, {})
    typed.pop(key, None)
    if key == "postcode":
        typed.pop("locality", None)
        _take_postcode(value, typed)
    elif key == "locality":
        postcode, _, locality = value.partition(" ")
        state.give("postcode", postcode)
        state.give("locality", locality)
    else:
        try:
            state.give(key, None if value == OPEN else QUESTIONS[key].read(value))
        except BadAnswer:
            state.give(key, None)
            typed[key] = value


def _take_postcode(value: str, typed: dict[str, str]) -> None:
    state.give("postcode", None)
    state.give("locality", None)
    if not value.strip():
        return
    typed["postcode"] = value
    try:
        found = find(value)
    except BadAnswer:
        return
    if len({place.postcode for place in found}) == 1:
        state.give("postcode", found[0].postcode)
    if len(found) == 1 and not any(sign.isdigit() for sign in value):
        state.give("locality", found[0].locality)


def form(say: Words) -> Form:
    """The questions as they stand."""
    answers, typed = state.answers(), st.session_state.setdefault(_TYPED, {})
    notes: dict[str, Markup] = {}
    wrong = set()
    for key, text in list(typed.items()):
        if key == "postcode":
            continue
        try:
            QUESTIONS[key].read(text)
            del typed[key]  # another page has answered it since
        except BadAnswer as error:
            notes[key] = _warning(refusal(say, error))
            wrong.add(key)
    place, fault = _place(say, typed)
    notes["postcode"] = place
    if fault:
        wrong.add("postcode")
    return Form(answers, dict(typed), notes, frozenset(wrong))


def _place(say: Words, typed: dict[str, str]) -> tuple[Markup, bool]:
    """The recognised place, the choice between several, or why it was not understood."""
    answers = state.answers()
    text = typed.get("postcode") or as_text(answers.get("postcode"))
    if not text:
        return Markup(), False
    try:
        found = find(text)
    except BadAnswer as error:
        meant = error.suggestions[:3] if isinstance(error, UnknownPlace) else ()
        buttons = joined(
            take("postcode", f"{code} {name}", say("error.take_suggestion", place=f"{code} {name}"))
            for code, name in meant
        )
        return _warning(refusal(say, error)) + buttons, True
    told = (answers.get("postcode"), answers.get("locality"))
    if told[0] is not None and told[0] not in {place.postcode for place in found}:
        typed.pop("postcode", None)  # another page has answered it since
        return _place(say, typed)
    recognised = _recognised(say, residence(*told)) if told[0] else Markup()
    if len(found) == 1:
        return recognised, False
    names = {f"{place.postcode} {place.locality}": place.locality for place in found[:MOST_PLACES]}
    chosen = f"{told[0]} {told[1]}" if told[1] else None
    question = tag("p", say("question.locality.ask"), class_="q-place")
    return recognised + question + choose("locality", names, chosen), False


def _recognised(say: Words, home: Residence) -> Markup:
    """«Zuchwil, Kanton Solothurn · Sozialregion …», as far as it is clear."""
    if home.home is None or home.canton is None:
        return Markup()
    canton = say("app.canton") if home.canton == CANTON else say("advice.other_canton", canton=home.canton)
    parts = [f"{home.home.locality}, {canton}", region_name(say, home)]
    return tag("p", " · ".join(filter(None, parts)), class_="q-place")


def _warning(sentence: str) -> Markup:
    return tag("p", sentence, class_="field-warning", role="alert")


def forget(name: str) -> None:
    """Takes a wish as fulfilled."""
    st.session_state.pop(f"{KEY}_{name}", None)
