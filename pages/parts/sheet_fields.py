"""What is chosen for the sheet: its second language, and whether it may name what tells of health."""

from __future__ import annotations

import streamlit as st

from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN

LANGUAGE, SENSITIVE = "sheet_language", "sheet_sensitive"


def take(name: str, value: str) -> None:
    """Keeps one choice; a language that is not on file is none."""
    if name == SENSITIVE:
        st.session_state[name] = value == "yes"
    elif name == LANGUAGE and value in on_file().languages:
        st.session_state[name] = value


def beside(own: str) -> str | None:
    """The second language of the sheet: the reader's ``own``, or the one chosen for the client; never German."""
    chosen = st.session_state.get(LANGUAGE, own if own in on_file().languages else GERMAN)
    return None if chosen == GERMAN else str(chosen)


def may_name_health() -> bool:
    """Whether somebody chose that sheet, text and lists may name what tells of health."""
    return bool(st.session_state.get(SENSITIVE))
