"""Markup of ours that can answer: one element on the page, where Streamlit's widgets would need a dozen.

The markup is made in ``views``; ``pages/components/live/live.js`` says which attributes it may bear.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from views.assets import lean

_SCRIPT = Path(__file__).resolve().parents[1] / "components" / "live" / "live.js"
_draw = st.components.v2.component(
    "finder.live", html='<div class="live"></div>', js=lean(_SCRIPT.read_text("utf-8")), isolate_styles=False
)

Sent = Mapping[str, Any]
"""What a person did: ``verb``, with ``value`` or ``form``, and the ``moment`` of the drawing it was done on."""


def live(
    key: str,
    html: str,
    on_sent: Callable[[Sent], None],
    *,
    moment: str = "",
    focus: str = "",
    step: int | None = None,
    title: str = "",
) -> None:
    """Draws the markup; ``on_sent`` is called before the run that follows.

    Args:
        moment: what is typed, opened and focused is kept as long as this stays the same.
        focus: what takes the focus (a selector) when the moment has changed.
        step: the place in the browser's history; each step further makes an entry.
        title: the title of the document.
    """
    turns = f"{key}_turn"

    def sent() -> None:
        st.session_state[turns] = st.session_state.get(turns, 0) + 1
        told = st.session_state[key].get("sent")
        if told:
            on_sent(told)

    data = {"html": html, "moment": moment, "focus": focus, "step": step, "title": title}
    _draw(key=key, data={**data, "turn": st.session_state.get(turns, 0)}, on_sent_change=sent)
