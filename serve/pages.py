"""What to show when one of the pages fails."""

from __future__ import annotations

import streamlit as st

from pages.parts.frame import current


def explain_fault(_error: Exception) -> bool:
    """A fault of ours, said kindly; its message stays unspoken, for it may quote an answer."""
    st.error(current().words("error.ours"))
    return True
