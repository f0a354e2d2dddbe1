"""Beratung: every question on one screen, and beside it what follows from the answers."""

from __future__ import annotations

import streamlit as st

from finder.facts.situation import Status
from finder.steps.advise import Fit, advise
from finder.steps.fund import fund
from pages.parts import state
from pages.parts.ask import ask
from pages.parts.frame import open_page
from views import verdicts
from views.html import bullets, details, esc, tag

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

SIDE_BY_SIDE = ("residence", "household")

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


def _section(section: str, keys: tuple[str, ...]) -> None:
    if not any(_asked(key) for key in keys):
        return
    with st.container(border=True, key=f"section_{section}", gap="small"):
        st.html(tag("h3", esc(say(f"section.{section}")), class_="section-title"))
        with st.container(horizontal=section in SIDE_BY_SIDE, gap="small"):
            for key in keys:
                if _asked(key):  # one question may raise the next
                    ask(say, key)
        st.html(details(say("advice.what_is_meant"), _explained([key for key in keys if _asked(key)])))


def _explained(keys: list[str]) -> str:
    return bullets(
        [tag("b", esc(say(f"question.{key}.name"))) + ": " + esc(say(f"question.{key}.help")) for key in keys]
    )


left, right = st.columns([5, 7], gap="medium")
with left, st.container(key="questions", gap="small"):
    st.html(tag("h2", esc(say("advice.questions")), class_="visually-hidden"))
    for section, keys in SECTIONS.items():
        _section(section, keys)

situation = state.situation()
advice, funding = advise(situation, frame.on), fund(situation, frame.on)
with right, st.container(key="results"):
    st.html(
        tag("div", verdicts.overview(say, advice) + verdicts.next_questions(say, advice), aria_live="polite")
        + verdicts.doors(say, advice.doors)
        + verdicts.group(say, advice, Fit.FITS, funding)
        + verdicts.funding(say, funding, advice.residence)
    )
    with st.container(horizontal=True, key="onward"):
        for key in ("offers", "costs", "takeaway"):
            st.page_link(f"pages/{key}.py", label=say(f"advice.to_{key}"))
    st.html(
        verdicts.group(say, advice, Fit.OPEN, funding)
        + verdicts.group(say, advice, Fit.DOES_NOT_FIT, funding)
        + verdicts.notes(say, advice)
    )
