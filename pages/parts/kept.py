"""What a tab keeps over a reload: which parts of a session, how they come back, and what the page says about it.

Where answers come to stand is said in ``serve/keeping.py``. A key of the session that a person would miss after a
reload belongs into :data:`KEPT` or has one of :data:`PREFIXES`; a button's key never does (it cannot be given back).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from finder.errors import BadAnswer
from finder.facts.situation import Situation
from finder.wire import plain
from operation.settings import read
from pages.parts import state
from serve.keeping import TABS, Tab
from views.html import Markup, tag
from views.words import Words

KEPT = frozenset(
    {
        *("shortlist", "guide_walk", "income_steps"),
        *("costs_kind", "costs_preset", "costs_dated", "costs_dated_day", "costs_dated_edition", "costs_compare"),
        *("offers_km", "offers_kinds", "offers_kinds_preset"),
    }
)
PREFIXES = ("plan_", "second_", "costs_provider_", "document_", "income_")
_TAB, _BACK = "kept_tab", "kept_back"
ANSWERS = "answers"


def allowed() -> bool:
    """Whether this tab may keep its answers: never in a demonstration, never where the operator forbids it."""
    wanted = read().keep
    roles = {"on": ("self", "staff"), "self": ("self",), "off": ()}[wanted]
    return TABS.served and "mode" not in st.session_state and st.session_state.get("role") in roles


def arrive() -> None:
    """Takes what the tab brought back, before any widget is drawn."""
    tab: Tab | None = st.session_state.get(_TAB)
    if tab is None or tab.waiting is None:
        return
    waiting, tab.waiting = tab.waiting, None
    if allowed():
        give_back(waiting)


def mark(say: Words) -> dict[str, str]:
    """What the page's script needs to know, as attributes of the frame's marker."""
    if not allowed():
        return {}
    tab = _tab()
    return {"data_tab": tab.token, "data_fresh": "" if tab.met else "yes", "data_lost": say("keep.lost")}


def way_back() -> None:
    """The button that the script presses once it has handed over what it kept; nobody sees it.

    A quick browser hands it over while this run still draws: then the tab has spoken, and what it brought waits.
    """
    if not allowed():
        return
    tab = _tab()
    if not tab.met or tab.waiting is not None:
        st.button("↺", key=_BACK)


def promise(say: Words) -> Markup:
    """What is kept where and how long, or that nothing is; the script changes it where the browser keeps nothing."""
    if not allowed():
        return tag("p", say("keep.not_kept"))
    return tag("p", say("keep.kept"), id="finder-kept", data_otherwise=say("keep.not_kept"))


def snapshot(held: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a session that come back, as JSON holds them; nothing while nothing was told."""
    if not held.get(ANSWERS) and not held.get("shortlist"):
        return {}
    found = {key: _written(held[key]) for key in held if key in KEPT or key.startswith(PREFIXES)}
    answers = {key: plain(value) for key, value in held.get(ANSWERS, {}).items()}
    return {ANSWERS: answers, "state": {key: value for key, value in found.items() if value is not None}}


def give_back(content: Mapping[str, Any]) -> None:
    """Adds a snapshot to this session; answers that are not allowed any more stay open.

    An answer that the session holds already is newer: a browser that finds its server again brings what stood in its
    fields.
    """
    held = set(state.answers())
    for key, value in content.get(ANSWERS, {}).items():
        if key in held:
            continue
        try:
            state.give(key, Situation.of({key: value}).answered().get(key))
        except BadAnswer:
            continue
    for key, value in content.get("state", {}).items():
        if key in KEPT or key.startswith(PREFIXES):
            st.session_state[key] = _meant(value)


def _tab() -> Tab:
    kept: Tab | None = st.session_state.get(_TAB)
    if kept is None:
        context = get_script_run_ctx()
        held = context.session_state if context else None
        kept = TABS.enter(Tab(lambda: _read(held)))
        st.session_state[_TAB] = kept
    return kept


def _read(held: Any) -> Mapping[str, Any]:
    state_of_all = held.filtered_state if held is not None else {}
    return {} if "mode" in state_of_all else snapshot(state_of_all)


def _written(value: Any) -> Any:
    """``value`` as JSON, days and amounts marked; ``None`` for what JSON does not hold."""
    match value:
        case Decimal():
            return {"amount": str(value)}
        case date():
            return {"day": value.isoformat()}
        case list() | tuple():
            return [_written(one) for one in value]
        case dict():
            return {"of": {str(key): _written(one) for key, one in value.items()}}
        case str() | int() | float() | bool():
            return plain(value)
    return None


def _meant(value: Any) -> Any:
    match value:
        case {"amount": str(text)}:
            return Decimal(text)
        case {"day": str(text)}:
            return date.fromisoformat(text)
        case {"of": dict(inner)}:
            return {key: _meant(one) for key, one in inner.items()}
        case list():
            return [_meant(one) for one in value]
    return value
