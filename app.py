"""The frame: reads the day once, the language and the role, and leads to the pages."""

from __future__ import annotations

import streamlit as st

from finder.facts.dataset import in_use, on_file, read_on
from finder.facts.texts import GERMAN
from operation import live
from operation.settings import read
from pages.parts import idle
from pages.parts.frame import SELF, STAFF, WANTED, footer, header, language_and_direction
from pages.parts.turn import turn
from views.words import words

PAGES = {
    SELF: ("guide", "offers", "costs", "takeaway", "basics", "accessibility"),
    STAFF: (
        "advice",
        "offers",
        "costs",
        "takeaway",
        "basics",
        "caseload",
        "changes",
        "editor",
        "event",
        "accessibility",
    ),
}
FIRST = {role: keys[0] for role, keys in PAGES.items()}


def _guess_language() -> str:
    """The language of the link, else the browser's, else German."""
    wanted = [st.query_params.get("lang", ""), st.context.locale or ""]
    candidates = [one for given in wanted for one in (given, given.split("-")[0]) if one in on_file().languages]
    return candidates[0] if candidates else GERMAN


def _guess_role() -> str:
    wanted = st.query_params.get("role", SELF)
    return wanted if wanted in PAGES else SELF


def _pages(role: str) -> dict[str, st.Page]:
    """Every page, so that every link works; the menu shows those of the role. The guide is the root of the address."""
    return {
        key: st.Page(
            f"pages/{key}.py",
            title=say(f"nav.{key}"),
            default=key == FIRST[SELF],
            visibility="visible" if key in PAGES[role] or (key == idle.EVENT and idle.demonstrating()) else "hidden",
        )
        for key in dict.fromkeys((FIRST[SELF], *PAGES[STAFF], *PAGES[SELF]))
    }


first_run = "role" not in st.session_state
if first_run and (folder := read().take_over):
    live.refresh(folder)
read_on(st.session_state.setdefault("on_file", in_use()))  # a visit ends on the data it began with
st.session_state["today"] = read().day()
st.session_state.setdefault("language", _guess_language())
st.session_state.setdefault("role", _guess_role())
idle.enter(WANTED)
role = st.session_state["role"]
say = words(st.session_state["language"])
st.set_page_config(page_title=say("app.title"), layout="wide")
st.query_params.from_dict({**st.query_params.to_dict(), "lang": say.language, "role": role})

pages = _pages(role)
page = st.navigation(list(pages.values()), position="top")
wanted = st.session_state.pop(WANTED, None)
other_first = FIRST[SELF if role == STAFF else STAFF]
if wanted in pages and page is not pages[wanted]:
    st.switch_page(pages[wanted])
if first_run and not any(page is pages[key] for key in PAGES[SELF]):
    st.session_state["role"] = STAFF  # whoever opens a page of the office is of the office
    st.rerun()
if page is pages[other_first]:
    st.switch_page(pages[FIRST[role]])
language_and_direction(say, page.url_path or FIRST[SELF])
header(say)
with turn():
    page.run()
if idle.demonstrating():
    idle.watch(say, at_start=page is pages[idle.EVENT])
footer(say)
