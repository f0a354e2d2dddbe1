"""A part of a page: a click inside it draws that part anew, and nothing around it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st

from finder.facts.dataset import in_use, read_on
from pages.parts.turn import turn

P = ParamSpec("P")


def part(draw: Callable[P, None]) -> Callable[P, None]:
    """``draw`` as a part of its page. What it needs of the frame – words, day, role – is that of the last whole run,
    and so is what it is called with: the part around it gives that anew when it is drawn itself."""

    @st.fragment
    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        read_on(st.session_state.get("on_file") or in_use())  # the frame has not run in this thread
        with turn():
            draw(*args, **kwargs)

    return drawn
