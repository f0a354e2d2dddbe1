"""Barrierefreiheit: what works, what does not yet, and how to report a barrier."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import open_page
from views.html import Markup, bullets, esc, tag

frame = open_page("accessibility")
say = frame.words


def _part(heading: str, *keys: str) -> Markup:
    lines = [esc(say(f"accessibility.{key}", address=say.ltr("/kurz"))) for key in keys]
    return tag("h2", esc(say(f"accessibility.{heading}"))) + bullets(lines)


st.html(
    tag("p", esc(say("accessibility.standard")))
    + _part("works", "keyboard", "reader", "colour", "zoom", "dark", "print", "kept", "short", "map", "plain")
    + tag("p", esc(say("accessibility.tested")), class_="note")
    + _part("limits", "framework", "drawn_map", "translations")
    + tag("h2", esc(say("accessibility.report")))
    + tag("p", esc(say("accessibility.report_text")))
)
