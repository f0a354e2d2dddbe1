"""The frame: reads the day once, the language and the role, and leads to the pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from finder.facts.texts import GERMAN, languages
from pages.parts.frame import SELF, STAFF, footer, header, language_and_direction
from pages.parts.words import words
from settings import read

PAGES = {
    SELF: ("guide", "offers", "costs", "takeaway", "basics", "accessibility"),
    STAFF: ("advice", "offers", "costs", "takeaway", "basics", "caseload", "changes", "editor", "accessibility"),
}
URLS = {
    "guide": "start",
    "advice": "beratung",
    "offers": "angebote",
    "costs": "kosten",
    "takeaway": "mitnehmen",
    "basics": "grundlagen",
    "caseload": "faelle",
    "changes": "aenderungen",
    "editor": "datenpflege",
    "event": "vorfuehrung",
    "accessibility": "barrierefreiheit",
}


PAGE_DIR = Path(__file__).parent / "pages"


def _guess_language() -> str:
    """The language of the link, else the browser's, else German."""
    wanted = [st.query_params.get("lang", ""), st.context.locale or ""]
    candidates = [one for given in wanted for one in (given, given.split("-")[0]) if one in languages()]
    return candidates[0] if candidates else GERMAN


def _guess_role() -> str:
    wanted = st.query_params.get("role")
    return wanted if wanted in PAGES else SELF


st.session_state["today"] = read().day()
st.session_state.setdefault("language", _guess_language())
st.session_state.setdefault("role", _guess_role())
say = words(st.session_state["language"])
st.set_page_config(page_title=say("app.title"), page_icon="static/icon.png", layout="wide")
st.query_params["lang"] = say.language

page = st.navigation(
    [
        st.Page(f"pages/{key}.py", title=say(f"nav.{key}"), url_path=URLS[key], default=place == 0)
        for place, key in enumerate(key for key in PAGES[st.session_state["role"]] if (PAGE_DIR / f"{key}.py").exists())
    ],
    position="top",
)
language_and_direction(say)
header(say)
page.run()
footer(say)
