"""What every page has around it: the guard, the language, the row with menu and language on top, and the footer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NoReturn

import streamlit as st

from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN
from pages.parts import counting, state
from pages.parts.live import Sent, live
from views.assets import DELIVERY, address, style_sheet
from views.frame_bar import FIRST, IN_GERMAN, SELF, STAFF, Place, bar, foot
from views.html import Markup, tag
from views.words import Words, words

WANTED = "wanted"
"""Where the page is kept that a visitor wants: chosen from the menu, or asked for before the frame had run."""

_ASKED = "asked_to_restart"
_ANEW = "start_anew"


@dataclass(frozen=True)
class Frame:
    """What a page needs to know about its visitor: the words of the language, the day, the role."""

    words: Words
    on: date
    role: str

    @property
    def staff(self) -> bool:
        return self.role == STAFF


def current() -> Frame:
    """The frame of this run."""
    return Frame(words(st.session_state["language"]), st.session_state["today"], st.session_state.get("role", SELF))


def open_page(key: str, *, intro: bool = True, title: bool = True) -> Frame:
    """The first line of every page: sends a visitor who came past the frame to it, and writes the heading.

    Args:
        key: the section of the texts that holds ``title`` and, with ``intro``, ``intro``.
        title: the page has the usual heading; without, it draws an ``h1`` of its own.
    """
    if "today" not in st.session_state:  # a deep link into a cold server runs the page without app.py
        st.session_state[WANTED] = key.rpartition(".")[2]
        st.switch_page("app.py", query_params=dict(st.query_params))
    frame = current()
    counting.visited(key.rpartition(".")[2], frame.on)
    if title:
        st.title(frame.words(f"{key}.title"), anchor=False)
    if intro:
        st.html(tag("p", frame.words(f"{key}.intro"), class_="intro"))
    return frame


def header(say: Words, place: Place, kept: Mapping[str, str]) -> None:
    """Language, direction and address of the document, its style, and the row on top.

    Args:
        kept: what the browser needs to keep the answers over a reload, see :mod:`pages.parts.kept`.
    """
    if not DELIVERY.shell:  # otherwise it came with the first HTML, once instead of with every click
        st.html(tag("style", Markup(style_sheet())))
    here = words(GERMAN) if place.page in IN_GERMAN else say
    _run(
        tag(
            "span",
            "",
            id="finder-frame",
            data_lang=say.language.partition("-")[0],
            data_dir=say.dir,
            data_page=place.page,
            data_only=GERMAN if place.page in IN_GERMAN else None,
            data_query=place.address(say),
            data_open_list=here("frame.open_list"),
            data_close=here("frame.close"),
            data_choose=here("app.choose"),
            data_clear=here("frame.clear"),
            data_remove=here("frame.remove_file"),
            data_help=here("frame.help"),
            data_offline=say("shell.offline"),
            **kept,
        )
    )
    if st.session_state.pop(_ANEW, False):
        start_over()
    with st.container(key="frame"):
        live("frame_bar", bar(say, place, asked_to_restart=st.session_state.get(_ASKED, False)), _sent)


def footer(say: Words, place: Place, kept: Markup) -> None:
    """The promise and its limits, under every page; ``kept``: what is kept where."""
    live("frame_foot", foot(say, place, kept), _sent)


def _sent(told: Sent) -> None:
    match told["verb"], told.get("value"):
        case "page", str(key):
            st.session_state[WANTED] = key
        case "role", (("self" | "staff") as role):
            st.session_state["role"] = role
            st.session_state[WANTED] = FIRST[role]
        case "language", str(language) if language in on_file().languages:
            st.session_state["language"] = language
        case "restart", _ if state.answers() or state.shortlist():
            st.session_state[_ASKED] = True
        case "keep", _:
            st.session_state[_ASKED] = False
        case (("restart" | "forget"), _):
            st.session_state[_ANEW] = True


def start_over(language: str | None = None) -> NoReturn:
    """Forgets everything here and loads the page anew: the browser, too, keeps what was typed until then.

    A demonstration goes back to its start, in the ``language`` in which it began.
    """
    say = words(language or st.session_state["language"])
    role, demonstration = st.session_state["role"], "mode" in st.session_state
    query = Place(FIRST[role], role, demonstration).address(say)
    state.forget()
    _run(tag("span", "", id="finder-anew", data_query=f"{query}&new=1"))
    st.stop()


def _run(marker: Markup) -> None:
    """Runs our one script with what the marker says; a file, because the server's policy refuses inline scripts."""
    st.html(marker + tag("script", src=address("page.js")), unsafe_allow_javascript=True)
