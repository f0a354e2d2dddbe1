"""Beratung: every question in view, and beside them what follows – the whole job on one page."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import streamlit as st

from finder.facts.dataset import on_file
from finder.facts.kinds import HEALTH_KINDS
from finder.facts.texts import GERMAN
from finder.steps.handout import handout
from finder.steps.registration import registration
from finder.steps.sites import offers_by_key
from operation.settings import read
from pages.parts import questions, state
from pages.parts.frame import WANTED, open_page
from pages.parts.part import part
from views import counsel
from views.answer import Answer, Near, answer, headline
from views.paper import sheet
from views.paper.names import file_name
from views.questions import rows
from views.registration_text import registration_text
from views.words import words

frame = open_page("advice", intro=False)
say, german = frame.words, words(GERMAN)
PRINTED, NEAR = "counsel_printed", "counsel_near"
PAGES = ("costs", "offers", "takeaway")


def _second_language() -> str:
    """The language of the sheet beside German: the one chosen, else the reader's own."""
    chosen = questions.asked_for("sheet_language")
    return chosen if chosen in on_file().languages else frame.words.language


def _may_tell_of_health() -> bool:
    """Whether sheet and text may name what tells of health: only where somebody of the staff chose it."""
    return frame.staff and questions.asked_for("sensitive") == "yes"


def _printed(found: Answer) -> dict[str, Any] | None:
    """The sheet as it was last asked for; made on that click, kept nowhere."""
    turn = questions.asked_for("print")
    if turn is None or st.session_state.get(PRINTED) == turn:
        return None
    st.session_state[PRINTED] = turn
    other = _second_language()
    kept = offers_by_key(state.shortlist(), on_file().offers)
    made = handout(
        state.situation(),
        found.advice,
        found.funding,
        on_file().offers,
        shortlist=tuple(kept.values()),
        income=state.income(),
        sensitive=_may_tell_of_health(),
    )
    content = sheet.pdf(made, german, words(other) if other != GERMAN else None, read().office_url)
    name = file_name("blatt", "pdf", frame.on, GERMAN, *([other] if other != GERMAN else []))
    return {"turn": turn, "name": name, "content": b64encode(content).decode()}


def _near() -> Near:
    """What has been sought around the person's home: it stays while other answers change, ten searches a click."""
    around = state.answers().get("postcode"), state.answers().get("locality"), st.session_state.get("on_file")
    if st.session_state.get(NEAR, (None,))[0] != around:
        st.session_state[NEAR] = around, {}
    found: Near = st.session_state[NEAR][1]
    return found


def _registration(found: Answer) -> str:
    """The text for the provider's form; no kind and no offer in it tells of health unless that was chosen."""
    sensitive = _may_tell_of_health()
    kept = offers_by_key(state.shortlist(), on_file().offers).values()
    sites = [one for one in kept if sensitive or one.type not in HEALTH_KINDS]
    told = registration(state.situation(), found.advice, found.funding, sensitive=sensitive)
    return registration_text(german, told, state.situation(), sites, frame.on)


@part
def _page() -> None:
    wanted, _, _ = (questions.asked_for("go") or "").partition(" ")
    if wanted in PAGES:
        questions.forget("go")
        st.session_state[WANTED] = wanted
        st.rerun()
    form = questions.form(say)
    found = answer(say, "staff" if frame.staff else "self", state.situation(), frame.on, near=_near())
    kinds = [one.type.key for one in found.advice.types]
    row = questions.asked_for("row")
    questions.draw(
        {
            "language": say.language,
            "frame": counsel.frame(say),
            "questions": rows(say, form),
            "answer": counsel.results(found, row if row in kinds else kinds[0]),
            "headline": headline(found),
            "foot": counsel.foot(say, _second_language(), _may_tell_of_health() if frame.staff else None),
            "registration": _registration(found),
            "sheet": _printed(found),
            "focus": "" if state.answers() else "#q-field-postcode",
        }
    )


_page()
