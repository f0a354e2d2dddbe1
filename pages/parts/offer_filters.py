"""What to look for: home and radius, kinds preset from the advice, and further filters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast, get_args

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finder.facts.keys import TYPE_KEYS
from finder.facts.situation import German
from finder.steps.advise import Advice, Fit
from finder.steps.fields_of_work import FIELDS
from finder.steps.sites import Trust, Wish, preset
from pages.parts import state
from pages.parts.ask import ask
from views.html import tag
from views.words import Words

RADII = (5, 10, 15, 20, 30, 40, 50)
EVERYWHERE = 0
USUAL = 20
UNNAMED = "unnamed"
ANY = "any"
BY_KM, BY_MINUTES = "km", "minutes"
"""Options that stand for «no filter» or «no kind named»."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters as they stand; ``km`` is ``None`` for everywhere."""

    wish: Wish
    km: float | None


def ask_home(say: Words) -> DeltaGenerator:
    """Where from and how far. Drawn before the advice, which depends on it; returns the room for further filters."""
    where, how_far, further = st.columns([4, 3, 3], gap="small")
    with where:
        ask(say, "postcode")
    st.session_state.setdefault("offers_km", USUAL)
    how_far.selectbox(
        say("offers.filter.radius"),
        (*RADII, EVERYWHERE),
        format_func=lambda km: say("offers.filter.everywhere") if km == EVERYWHERE else say("offers.filter.km", km=km),
        key="offers_km",
        filter_mode=None,
        persist_state="session",
    )
    return further.container(key="offers_further")


def ask_order(say: Words) -> bool:
    """Whether the shortest journey comes first rather than the shortest way; asked only where journeys are on file."""
    st.session_state.setdefault("offers_order", BY_KM)
    with st.container(key="offers_order_row"):
        chosen = st.segmented_control(
            say("offers.travel.sort"),
            (BY_KM, BY_MINUTES),
            required=True,
            format_func=lambda one: say(f"offers.travel.sort_{one}"),
            key="offers_order",
            persist_state="session",
        )
    return bool(chosen == BY_MINUTES)


def widen(km: int) -> None:
    """Sets the radius, from a button's callback."""
    st.session_state["offers_km"] = km


def wider(nearest: float) -> int:
    """The smallest radius on offer that reaches ``nearest`` kilometres."""
    return next((km for km in RADII if km >= nearest), EVERYWHERE)


def ask_kinds(say: Words, advice: Advice, further: DeltaGenerator) -> Filters:
    """The kinds, preset from the advice as often as the advice changes, and the further filters."""
    _preset(advice)
    with further, st.popover(say("offers.filter.more", count=_set()), width="stretch"):
        chosen = st.pills(
            say("offers.filter.kinds"),
            (*TYPE_KEYS, UNNAMED),
            selection_mode="multi",
            format_func=lambda kind: say("offers.kind_unnamed") if kind == UNNAMED else say(f"type.{kind}.name"),
            key="offers_kinds",
            persist_state="session",
        )
        field, german, trust = _further(say)
    st.html(tag("p", f"{_why_these(say, advice, chosen)} {_narrowed(say, field, german, trust)}", class_="note"))
    kinds = [next((key for key in TYPE_KEYS if key == kind), None) for kind in chosen]  # none: UNNAMED
    return Filters(Wish(kinds, field, german, trust), st.session_state["offers_km"] or None)


def _preset(advice: Advice) -> None:
    _follow("offers_kinds", list(preset(advice)))
    _follow("offers_german", state.answers().get("german", ANY))


def _follow(key: str, wanted: Any) -> None:
    """Sets a filter as often as what it follows changes; in between a choice of one's own stays."""
    if st.session_state.get(f"{key}_preset") != wanted:
        st.session_state[f"{key}_preset"] = st.session_state[key] = wanted
    st.session_state.setdefault(key, wanted)


def _why_these(say: Words, advice: Advice, chosen: list[str]) -> str:
    if not chosen:
        return say("offers.filter.all_kinds")
    if chosen != st.session_state["offers_kinds_preset"]:
        return say("offers.filter.own_kinds")
    return say("offers.filter.fitting_kinds" if advice.of(Fit.FITS) else "offers.filter.open_kinds")


def _set() -> int:
    """How many filters narrow the list; they stand folded."""
    kept = st.session_state
    narrowed = [bool(kept.get("offers_kinds")), *(kept.get(f"offers_{key}", ANY) != ANY for key in ("field", "german"))]
    return sum((*narrowed, kept.get("offers_trust", "current") != "current"))


def _further(say: Words) -> tuple[str | None, German | None, Trust]:
    field = _select(say, "field", (ANY, *FIELDS), "offers.field")
    german = _select(say, "german", (ANY, *German), "question.german.option")
    trust = _select(say, "trust", get_args(Trust), "offers.trust")
    st.html(tag("p", say("offers.filter.unknown"), class_="note"))
    return None if field == ANY else field, None if german == ANY else German(german), cast(Trust, trust)


def _narrowed(say: Words, field: str | None, german: German | None, trust: Trust) -> str:
    """The further filters that are set: they stand folded."""
    told = []
    if field:
        told.append(say(f"offers.field.{field}"))
    if german:
        told.append(say("offers.filter.with_german", level=german))
    if trust != "current":
        told.append(say(f"offers.trust.{trust}"))
    return say("offers.filter.narrowed", filters=say.all(told)) if told else ""


def _select(say: Words, name: str, options: Sequence[str], texts: str) -> str:
    key = f"offers_{name}"
    st.session_state.setdefault(key, options[0])
    chosen: str = st.selectbox(
        say(f"offers.filter.{name}"),
        options,
        format_func=lambda one: say("offers.filter.any") if one == ANY else say(f"{texts}.{one}"),
        key=key,
        filter_mode=None,
        persist_state="session",
    )
    return chosen
