"""The guided path: one question after the other in plain words, then the answer in cards."""

from __future__ import annotations

import streamlit as st

from pages.parts import guide_steps
from pages.parts.frame import open_page
from pages.parts.live import live
from pages.parts.part import part
from views.guide_screen import draw, title

frame = open_page("guide", intro=False, title=False)


@part
def _guide() -> None:
    """A click draws this element anew, and nothing else."""
    drawing = guide_steps.drawing(frame.words, frame.on)
    live(
        "guide",
        draw(frame.words, drawing),
        guide_steps.taker(frame.on),
        moment=drawing.walk.moment,
        focus="#guide-question",
        step=drawing.walk.at,
        title=title(frame.words, drawing.walk),
    )
    if guide_steps.leaving():
        st.rerun()


_guide()
