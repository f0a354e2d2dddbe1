"""What is chosen on Kosten: kept in the session under the keys of its fields, from which every page reads it."""

from __future__ import annotations

import streamlit as st

from finder.facts.situation import QUESTIONS
from finder.steps.advise import Advice
from pages.parts import questions
from pages.parts.frame import WANTED
from views import income_form, plan_form
from views.costs_screen import COMPARE, DATED, DATED_DAY, DATED_EDITION, FOLDS, KIND, ONWARD, provider_keys
from views.income_form import STEPS

_PRESET = "costs_preset"
_TICKED = frozenset({STEPS, COMPARE, DATED})
_HELD = frozenset({KIND, FOLDS, DATED_DAY, DATED_EDITION}).union(
    provider_keys(), plan_form.keys_of_fields(), income_form.keys_of_fields()
)


def take(name: str, value: str) -> None:
    """Keeps what was chosen or typed in one field; a name that no field has is nobody's."""
    if name in QUESTIONS:
        questions.take_over(name, value)
    elif name in _TICKED:
        st.session_state[name] = value == "yes"
    elif name in _HELD:
        st.session_state[name] = value
    elif name == "go" and value.startswith(ONWARD):
        st.session_state[WANTED] = ONWARD


def preset_kind(advice: Advice) -> None:
    """The kind is at first the first of the advice's order; a choice of one's own stays."""
    first = advice.types[0].type.key
    if st.session_state.get(_PRESET) != first:
        if st.session_state.get(KIND) in (None, st.session_state.get(_PRESET)):
            st.session_state[KIND] = first
        st.session_state[_PRESET] = first
