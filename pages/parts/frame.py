"""What every page has around it: the guard, the language, the header with its two switches, and the footer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NoReturn
from urllib.parse import urlencode

import streamlit as st

from finder.facts.dataset import on_file
from pages.parts import counting, state
from views.assets import DELIVERY, address, style_sheet
from views.html import Markup, esc, joined, tag
from views.words import Words, words

SELF, STAFF = "self", "staff"
WANTED = "wanted"
"""Where the page is kept that a visitor wanted while the frame had not run yet."""


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


def open_page(key: str, *, intro: bool = True) -> Frame:
    """The first line of every page: sends a visitor who came past the frame to it, and writes the heading.

    Args:
        key: the section of the texts that holds ``title`` and, with ``intro``, ``intro``.
    """
    if "today" not in st.session_state:  # a deep link into a cold server runs the page without app.py
        st.session_state[WANTED] = key.rpartition(".")[2]
        st.switch_page("app.py", query_params=dict(st.query_params))
    frame = current()
    counting.visited(key.rpartition(".")[2], frame.on)
    st.title(frame.words(f"{key}.title"), anchor=False)
    if intro:
        st.html(tag("p", esc(frame.words(f"{key}.intro")), class_="intro"))
    return frame


def language_and_direction(say: Words, page: str) -> None:
    """Tells the document its language and direction, and puts our words in place of the framework's English ones.

    Args:
        page: the page about to be drawn; when it changes, the focus moves to the new heading.
    """
    language = say.language.partition("-")[0]
    _run(
        tag(
            "span",
            "",
            id="finder-frame",
            data_lang=language,
            data_dir=say.dir,
            data_page=page,
            data_menu=say("frame.menu"),
            data_open_list=say("frame.open_list"),
            data_close=say("frame.close"),
            data_choose=say("app.choose"),
            data_offline=say("shell.offline"),
        )
        + tag(
            "button",
            say("aloud.read"),
            id="finder-aloud",
            type="button",
            hidden="hidden",
            data_lang=language,
            data_read=say("aloud.read"),
            data_stop=say("aloud.stop"),
        )
    )


def header(say: Words) -> None:
    """Name, role switch, language switch and «Neu beginnen», on every page."""
    if not DELIVERY.shell:  # otherwise it came with the first HTML, once instead of with every click
        st.html(tag("style", Markup(style_sheet())))
    with st.container(key="header", horizontal=True, vertical_alignment="center", gap="small"):
        st.html(
            tag("p", tag("strong", esc(say("app.title"))) + tag("span", esc(say("app.canton"))), class_="brand"),
            width="stretch",
        )
        st.segmented_control(
            say("app.role"),
            [SELF, STAFF],
            format_func=lambda role: say(f"app.role_{role}"),
            key="role",
            required=True,
            label_visibility="collapsed",
            persist_state="session",
        )
        st.selectbox(
            say("app.language"),
            on_file().languages,
            format_func=lambda language: words(language)("meta.name"),
            key="language",
            label_visibility="collapsed",
            width=170,
            persist_state="session",
        )
        if st.button(say("app.restart"), key="restart"):
            start_over()
    if st.query_params.pop("new", None):
        st.toast(say("app.restarted"))


def start_over(language: str | None = None) -> NoReturn:
    """Forgets everything here and loads the page anew: the browser, too, keeps what was typed until then.

    A demonstration goes back to its start, in the ``language`` in which it began.
    """
    mode = {"mode": st.session_state["mode"]} if "mode" in st.session_state else {}
    language = language or st.session_state["language"]
    kept = urlencode({"lang": language, "role": st.session_state["role"], "new": 1, **mode})
    state.forget()
    _run(tag("span", "", id="finder-anew", data_query=kept))
    st.stop()


def announce(element: str, moment: str) -> None:
    """Moves the focus to an element of this page, once for each ``moment``: screen readers then read it."""
    _run(tag("span", "", class_="finder-focus", data_element=element, data_moment=moment))


def _run(marker: str) -> None:
    """Runs our one script with what the marker says; a file, because the server's policy refuses inline scripts."""
    st.html(marker + tag("script", src=address("page.js")), unsafe_allow_javascript=True)


def footer(say: Words) -> None:
    """The promise and its limits, under every page."""
    notice = [say("meta.notice")] if say("meta.notice") else []
    lines = [say("app.orientation"), say("app.privacy"), *notice]
    st.html(tag("footer", joined(tag("p", esc(line)) for line in lines), class_="foot"))
