"""Kosten: who pays and how much at most, one row that says the plan, one table; everything else waits in folds."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from finder.rules.funding import Payer
from finder.steps.advise import advice_of
from finder.steps.case import Case
from finder.steps.fund import funding_of
from pages.parts import questions, state
from pages.parts.costs_fields import preset_kind, take
from pages.parts.frame import WANTED, open_page
from pages.parts.part import part
from views.costs_screen import Asker, screen

frame = open_page("costs")
say = frame.words
KEY, WHO_OPEN = "costs", "costs_who_open"


@part
def _page() -> None:
    if WANTED in st.session_state:
        st.rerun()
    income = state.income()
    if income is not None:
        state.give("monthly_income", income.total)
    case = Case.of(state.situation(), frame.on)
    advice, funding = advice_of(case), funding_of(case)
    preset_kind(advice)
    who_open = st.session_state.setdefault(WHO_OPEN, funding.payer is Payer.OPEN)
    form = replace(questions.form(say), unsure="app.unknown")
    me = "staff" if frame.staff else "self"
    asker = Asker(say, me, case, advice, funding, state.held(), form, income)
    body = screen(asker, who_open=who_open)
    questions.draw({"language": say.language, "look": "stHtml costs", "body": body}, KEY, take)


_page()
