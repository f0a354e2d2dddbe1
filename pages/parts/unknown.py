"""An address that leads nowhere, in our words instead of the framework's."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import current
from views.frame_bar import FIRST
from views.html import tag

KEY = "unknown"


def draw() -> None:
    """The page for an unknown address: says so, and where to go on."""
    frame = current()
    st.title(frame.words("frame.unknown_title"), anchor=False)
    st.html(tag("p", frame.words("frame.unknown"), class_="intro"))
    first = FIRST[frame.role]
    st.page_link(f"pages/{first}.py", label=frame.words(f"nav.{first}"))
