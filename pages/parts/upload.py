"""A file field in the reader's language: the framework's own English words are hidden, ours take their place."""

from __future__ import annotations

import json

import streamlit as st

from views.html import Markup


def upload(label: str, button: str, key: str, kinds: list[str], most_mb: int = 1) -> bytes | None:
    """The content of the chosen file, ``None`` until there is one. It stays in memory."""
    st.html(in_words(key, button))
    return field(label, key, kinds, most_mb)


def field(label: str, key: str, kinds: list[str], most_mb: int = 1) -> bytes | None:
    """The file field alone, where :func:`in_words` stands in other markup of the page."""
    chosen = st.file_uploader(label, type=kinds, key=key, max_upload_size=most_mb)
    return chosen.getvalue() if chosen else None


def in_words(key: str, button: str) -> Markup:
    """A style that puts our word on the button of the file field with this key; ``page.js`` names it so, too."""
    shown = json.dumps(button, ensure_ascii=False).replace("<", "")
    # The button that removes a chosen file is no button to choose one: it keeps its sign, page.js names it.
    choose = f".st-key-{key} section button:not([data-testid='stFileChipDeleteBtn'] button)"
    return Markup(
        f"<style>.st-key-{key} [data-testid='stFileUploaderDropzoneInstructions'] {{ display: none; }}"
        f"{choose} {{ font-size: 0; min-height: 2.75rem; }}"
        f"{choose} > * {{ display: none; }}"
        f"{choose}::after {{ content: {shown}; font-size: 1rem; }}</style>"
    )
