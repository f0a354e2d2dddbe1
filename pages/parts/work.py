"""Work on an upload, as a page shows it: progress, a button to stop it, a kind sentence where it came to no end."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from views.html import esc, tag
from views.words import Words
from workshop.pool import Job, State

EVERY = 0.4
"""Seconds between two looks at the work."""


def result_of(key: str, asked: object, start: Callable[[], Job], say: Words) -> Any | None:
    """The result once it is there; ``None`` until then, with what there is to say on the page.

    Args:
        key: where the session keeps the work.
        asked: what it is about; where that is another than before, new work is begun.
    """
    kept = st.session_state.get(key)
    if not kept or kept[0] != asked:
        drop(key)
        kept = (asked, start())
        st.session_state[key] = kept
    job: Job = kept[1]
    if job.state is State.DONE:
        return job.result
    with st.container(key=f"{key}_work"):
        if job.under_way:
            _watch(key, say)
        else:
            _ended(key, job, say)
    return None


def drop(key: str) -> None:
    """Stops the work and forgets it."""
    kept = st.session_state.pop(key, None)
    if kept:
        kept[1].stop()


@st.fragment(run_every=EVERY)
def _watch(key: str, say: Words) -> None:
    kept = st.session_state.get(key)
    if not kept or not kept[1].under_way:
        st.rerun()
    job: Job = kept[1]
    st.progress(min(job.part, 1.0), say(f"office.work.{job.stage or 'waiting'}"))
    if st.button(say("office.work.stop"), key=f"{key}_stop"):
        job.stop()
        job.wait(2.0)
        st.rerun()


def _ended(key: str, job: Job, say: Words) -> None:
    said = say(f"office.work.{job.state}")
    st.html(tag("p", esc(said), class_="field-warning", role="alert"))
    if st.button(say("office.work.again"), key=f"{key}_again"):
        drop(key)
        st.rerun()
