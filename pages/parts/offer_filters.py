"""The filters of Angebote as this tab holds them: preset from the advice, changed by what ``questions.js`` sends."""

from __future__ import annotations

from typing import Any

import streamlit as st

from finder.steps.advise import Advice, Fit
from finder.steps.sites import preset
from pages.parts import state
from views.offer_filters import ANY, BY_KM, KINDS, LIST, OPTIONS, USUAL, Filters


def filters(advice: Advice) -> Filters:
    """The filters as they stand; the kinds and the German are preset as often as the advice changes."""
    _follow("offers_kinds", list(preset(advice)))
    _follow("offers_german", state.answers().get("german", ANY))
    kept = st.session_state
    kinds = tuple(kind for kind in kept["offers_kinds"] if kind in KINDS)
    return Filters(
        kept.get("offers_km", USUAL) or None,
        kinds,
        kept.get("offers_field", ANY),
        kept["offers_german"],
        kept.get("offers_trust", "current"),
        _why_these(advice, kinds),
    )


def chosen(name: str) -> str:
    """What ``order`` or ``view`` is set to."""
    kept: str = st.session_state.get(f"offers_{name}", {"order": BY_KM, "view": LIST}[name])
    return kept


def set_filter(name: str, value: str) -> None:
    """Takes over one choice; what is none of the options changes nothing."""
    if name.startswith("kind:"):
        _set_kind(name.removeprefix("kind:"), bool(value))
    elif value in OPTIONS[name]:
        st.session_state[f"offers_{name}"] = int(value) if name == "km" else value


def _set_kind(kind: str, wanted: bool) -> None:
    if kind in KINDS:
        others = [one for one in st.session_state.get("offers_kinds", ()) if one != kind]
        st.session_state["offers_kinds"] = [*others, kind] if wanted else others


def _follow(key: str, wanted: Any) -> None:
    """Sets a filter as often as what it follows changes; in between a choice of one's own stays."""
    if st.session_state.get(f"{key}_preset") != wanted:
        st.session_state[f"{key}_preset"] = st.session_state[key] = wanted
    st.session_state.setdefault(key, wanted)


def _why_these(advice: Advice, kinds: tuple[str, ...]) -> str:
    if not kinds:
        return "all_kinds"
    if set(kinds) != set(st.session_state["offers_kinds_preset"]):
        return "own_kinds"
    return "fitting_kinds" if advice.of(Fit.FITS) else "open_kinds"
