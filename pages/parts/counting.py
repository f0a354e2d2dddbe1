"""Tells the counter what happened, at most once per visit and person; does nothing unless the operator set a file."""

from __future__ import annotations

from datetime import date

import streamlit as st

from finder.steps.advise import Fit, advise
from operation import counts
from operation.settings import read
from pages.parts import state

AFTER_THE_ADVICE = ("offers", "costs", "takeaway")
"""Whoever opens one of these has seen the advice; only then do the kinds count."""

_PAGE, _PERSON = "counted_page", "counted_person"


def visited(page: str, on: date) -> None:
    """Counts that ``page`` was opened and, on the way on from the advice, which kinds fit. Never a demonstration."""
    path = read().counts
    if path is None or "mode" in st.session_state:
        return
    if st.session_state.get(_PAGE) == page:
        return
    st.session_state[_PAGE] = page
    counts.add(path, on, "page", [page])
    if page in AFTER_THE_ADVICE and state.answers() and _PERSON not in st.session_state:
        st.session_state[_PERSON] = True
        fitting = [one.type.key for one in advise(state.situation(), on).of(Fit.FITS)]
        counts.add(path, on, "kind", fitting)
