"""The frame: reads the day once, the language and the role, and leads to the pages."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from finder.facts.dataset import in_use, on_file, read_on
from finder.facts.texts import GERMAN
from operation import live
from operation.settings import read
from pages.parts import guide_steps, idle, kept, unknown
from pages.parts.frame import WANTED, footer, header
from pages.parts.turn import turn
from views.frame_bar import BELOW, FIRST, MENU, OFFICE_ONLY, SELF, STAFF, Place
from views.guide_screen import title
from views.words import words

KEYS = tuple(dict.fromkeys((FIRST[SELF], *(key for groups in MENU.values() for keys in groups for key in keys))))
PAGES = (*KEYS, *BELOW)


def _guess_language() -> str:
    """The language of the link, else the browser's, else German."""
    wanted = [st.query_params.get("lang", ""), st.context.locale or ""]
    return next((known for given in wanted if (known := on_file().language_for(given))), GERMAN)


def _guess_role() -> str:
    wanted = st.query_params.get("role", SELF)
    return wanted if wanted in MENU else SELF


def _strange_path() -> str:
    """The last part of an address that leads to no page; empty where there is none."""
    path = urlsplit(st.context.url or "").path.rstrip("/").rpartition("/")[2]
    base = (st.get_option("server.baseUrlPath") or "").rstrip("/").rpartition("/")[2]
    return "" if path in {"", base, *PAGES} else path


def _pages() -> dict[str, st.Page]:
    """Every page, so that every link works. The guide is the root of the address.

    Made once for each language of a visit: the framework looks each file up on the disk, a fifth of a whole rerun.
    """
    held: tuple[str, dict[str, st.Page]] = st.session_state.get("pages", ("", {}))
    if held[0] == say.language:
        return held[1]
    made = {
        key: st.Page(f"pages/{key}.py", title=say(f"nav.{key}"), default=key == FIRST[SELF], visibility="hidden")
        for key in PAGES
    }
    if strange := st.session_state.setdefault("strange_path", _strange_path()):
        made[unknown.KEY] = st.Page(unknown.draw, title=say("frame.unknown_title"), url_path=strange)
    st.session_state["pages"] = (say.language, made)
    return made


first_run = "role" not in st.session_state
if first_run and (folder := read().take_over):
    live.refresh(folder)
read_on(st.session_state.setdefault("on_file", in_use()))  # a visit ends on the data it began with
st.session_state["today"] = read().day()
st.session_state.setdefault("language", _guess_language())
st.session_state.setdefault("role", _guess_role())
idle.enter(WANTED)
kept.arrive()
say = words(st.session_state["language"])

pages = _pages()
page = st.navigation(list(pages.values()), position="hidden")
key = next(name for name, one in pages.items() if one is page)
wanted = st.session_state.pop(WANTED, None)
if first_run and wanted is None and key == FIRST[SELF] and st.session_state["role"] == STAFF:
    wanted = FIRST[STAFF]
if wanted in pages and key != wanted:
    # With the query that the address has already: any other would make a second entry in the browser's history.
    st.switch_page(pages[wanted], query_params=st.session_state.get("query", dict(st.query_params)))
# The page tells the role: whoever opens a page of the office is of the office, whoever opens the guide is not.
if not idle.demonstrating() and (key in OFFICE_ONLY or key == FIRST[SELF]):
    st.session_state["role"] = STAFF if key in OFFICE_ONLY else SELF

place = Place(key, st.session_state["role"], idle.demonstrating())
st.session_state["query"] = place.query(say)
st.set_page_config(
    page_title=title(say, guide_steps.drawing(say, st.session_state["today"]).walk)
    if key == FIRST[SELF]
    else say("frame.page_title", page=page.title),
    layout="wide",
)
header(say, place, kept.mark(say))
with st.container(key="kept"):  # always there: an element that comes and goes would move the fragments behind it
    kept.way_back()
if first_run and "new" in st.query_params:
    st.toast(say("app.restarted"))
with turn():
    page.run()
if idle.demonstrating():
    idle.watch(say, at_start=key == idle.EVENT)
footer(say, place, kept.promise(say))
