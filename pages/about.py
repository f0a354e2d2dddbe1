"""Was ist ein AMI-Programm? For people who have never heard of it, and for caseworkers as a reminder."""

from __future__ import annotations

import streamlit as st

from finder.facts.sources import cite
from pages.parts.frame import open_page
from views.documents import editions
from views.html import Markup, bullets, joined, tag
from views.verdicts import sources_line

ORDERED = "runs"
"""The one part whose lines are steps."""
PARTS = {
    "why": ("able", "skills", "team", "network"),
    "parts": ("differs", "talks", "workshop", "language", "training", "search", "placement"),
    "runs": ("before", "first", "profile", "goals", "plan", "doing", "review", "end"),
    "who": ("canton", "open", "brochure"),
    "pilot": ("what", "phases", "concept", "since", "change", "after"),
    "cost": ("time", "prices"),
}
SOURCES = (
    cite("ami-2024", "Arbeitsmarktintegrationsprogramme"),
    cite("ia-factsheet", "Pilotprogramm"),
    cite("ia-release", "Medienmitteilung"),
    cite("so-2025-12", "integration.arbeit"),
)

frame = open_page("about")
say = frame.words


def _line(part: str, name: str) -> str:
    return say(f"about.{part}.{name}", **editions())


def _part(part: str, names: tuple[str, ...]) -> Markup:
    lines = [_line(part, name) for name in names]
    listed = tag("ol", joined(tag("li", line) for line in lines)) if part == ORDERED else bullets(lines)
    return tag("section", tag("h2", say(f"about.{part}.title")) + listed)


parts = joined(_part(part, names) for part, names in PARTS.items())
st.html(tag("div", parts, class_="about-programmes") + sources_line(say, SOURCES))
with st.container(key="about_onward"):
    st.page_link("pages/guide.py", label=say("about.to_guide"))
