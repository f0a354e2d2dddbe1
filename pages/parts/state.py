"""What this browser tab has been told. It lives in the session only and dies with it; nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import streamlit as st

from finder.facts.situation import Situation
from finder.steps.income import Income
from views.income_form import told_income

_ANSWERS, _SHORTLIST = "answers", "shortlist"
KEPT_ON_RESTART = ("today", "language", "role", "mode")


def answers() -> dict[str, Any]:
    """The answers given so far: question → value; what is not in it is open."""
    kept: dict[str, Any] = st.session_state.setdefault(_ANSWERS, {})
    return kept


def give(key: str, value: Any) -> None:
    """Keeps one answer; ``None`` opens the question again."""
    if value is None:
        answers().pop(key, None)
    else:
        answers()[key] = value


def take_over(situation: Situation) -> None:
    """Replaces every answer, for example by those of a case file."""
    forget()
    answers().update(situation.answered())


def situation() -> Situation:
    """The answers as the rules want them."""
    return Situation(**answers())


def income() -> Income | None:
    """The household's income, where it was told step by step."""
    return told_income(held(), answers().get("household_size"))


def held() -> Mapping[str, Any]:
    """What fields of our own hold, under their keys."""
    return cast(Mapping[str, Any], st.session_state)


def shortlist() -> list[str]:
    """Keys of the offers put aside, in the order in which they were."""
    kept: list[str] = st.session_state.setdefault(_SHORTLIST, [])
    return kept


def forget() -> None:
    """Clears everything a person told, at once, on every page."""
    for key in list(st.session_state):
        if key not in KEPT_ON_RESTART:
            del st.session_state[key]
