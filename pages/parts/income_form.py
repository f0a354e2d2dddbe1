"""The income of a household in small steps that add themselves up."""

from __future__ import annotations

from decimal import Decimal

import streamlit as st

from finder.errors import BadAnswer
from finder.facts.amounts import amount
from finder.steps.income import SUPPORT, Income
from pages.parts import state
from pages.parts.ask import ask, warn
from views.html import esc, joined, tag
from views.refusals import refusal
from views.words import Words

MOST_WAGES = 8
"""Fields for wages; a larger household adds up the rest by hand."""


def ask_income(say: Words) -> Income | None:
    """Asks for the income in one figure or step by step; the sum becomes the answer ``monthly_income``.

    Returns:
        The steps, where they were chosen.
    """
    if not st.checkbox(say("income.toggle"), key="income_steps", persist_state="session"):
        ask(say, "monthly_income")
        return None
    st.html(tag("p", esc(say("income.help")), class_="note"))
    income = Income(
        tuple(_amount(say, f"income_wage_{one}", say("income.wages", number=one)) for one in _earners()),
        **{name: _amount(say, f"income_{name}", say(f"income.{name}")) for name in SUPPORT},
    )
    state.give("monthly_income", income.total)
    st.session_state.pop("monthly_income", None)  # the one-figure field shows the new sum when it comes back
    lines = [say("income.nothing_yet") if income.total is None else say("income.sum", amount=say.chf(income.total))]
    if income.total is not None and income.left_open:
        lines.append(say("income.left_open", parts=say.all(say(f"income.part.{name}") for name in income.left_open)))
    st.html(tag("div", joined(tag("p", esc(line)) for line in lines), class_="sum", aria_live="polite"))
    return income


def told_income() -> Income | None:
    """The steps as they stand in the fields, for another page; what was not understood counts as open."""
    if not st.session_state.get("income_steps"):
        return None
    return Income(
        tuple(_told(f"income_wage_{one}") for one in _earners()), **{name: _told(f"income_{name}") for name in SUPPORT}
    )


def _earners() -> range:
    return range(1, min(state.answers().get("household_size") or 1, MOST_WAGES) + 1)


def _told(key: str) -> Decimal | None:
    try:
        return _read(key, st.session_state.get(key))
    except BadAnswer:
        return None


def _amount(say: Words, key: str, label: str) -> Decimal | None:
    typed = st.text_input(label, key=key, autocomplete="off", max_chars=40, persist_state="session")
    try:
        return _read(key, typed)
    except BadAnswer as error:
        warn(refusal(say, error))
        return None


def _read(key: str, typed: str | None) -> Decimal | None:
    return amount(key, typed) if typed and typed.strip() else None
