"""Beratung: every question on one screen, and beside it what follows from the answers."""

from __future__ import annotations

import streamlit as st

from finder.facts.situation import Status
from finder.steps.advise import Fit, advise
from finder.steps.fund import fund
from pages.parts import state, verdicts
from pages.parts.ask import ask
from pages.parts.frame import open_page
from pages.parts.html import esc, tag

SECTIONS = {
    "residence": ("postcode", "age"),
    "money": ("social_assistance", "unemployment_insurance", "disability_insurance"),
    "work": (
        "german",
        "employability",
        "work_experience",
        "attends_reliably",
        "insurers_efforts_failed",
        "wants_training",
    ),
    "permit": ("status", "final_negative_asylum_decision"),
    "health": ("flight_trauma", "addiction", "earns_programme_cost"),
    "household": ("household_size", "monthly_income", "wealth"),
}

frame = open_page("advice")
say = frame.words


def _asked(key: str) -> bool:
    """Whether this question has anything to do with the person, after what was told so far."""
    told = state.answers()
    match key:
        case "final_negative_asylum_decision":
            return told.get("status") in (Status.OTHER, Status.N)
        case "earns_programme_cost":
            return told.get("social_assistance") is True
        case "household_size" | "monthly_income" | "wealth":
            return told.get("social_assistance") is not True
    return True


left, right = st.columns([5, 7], gap="large")
with left:
    st.html(tag("h2", esc(say("advice.questions")), class_="visually-hidden"))
    for section, keys in SECTIONS.items():
        asked = [key for key in keys if _asked(key)]
        if asked:
            with st.container(border=True, key=f"section_{section}"):
                st.html(tag("h3", esc(say(f"section.{section}")), class_="section-title"))
                for key in asked:
                    ask(say, key)

situation = state.situation()
advice, funding = advise(situation, frame.on), fund(situation, frame.on)
with right, st.container(key="results"):
    first = [
        verdicts.overview(say, advice),
        tag(
            "p",
            esc(
                say(
                    "advice.next_questions",
                    questions=say.all(say(f"question.{name}.name") for name in advice.missing[:3]),
                )
            ),
            class_="next",
        )
        if advice.missing
        else "",
        verdicts.doors(say, advice.doors),
        verdicts.funding(say, funding, advice.residence),
    ]
    st.html(tag("div", "".join(first), aria_live="polite"))
    with st.container(horizontal=True, key="onward"):
        for key in ("offers", "costs", "takeaway"):
            st.page_link(f"pages/{key}.py", label=say(f"advice.to_{key}"))
    for fit in Fit:
        kinds = advice.of(fit)
        if kinds:
            st.html(tag("h2", esc(say(f"fit.{fit}.summary", count=len(kinds)))) + verdicts.cards(say, kinds))
    st.html(verdicts.notes(say, advice))
