"""No sentence of another language stands on a page: every public page in every language, as it is drawn."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.facts.texts import GERMAN

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("guide", "offers", "costs", "takeaway", "basics", "about", "accessibility", "event")
TOLD = {
    "postcode": "4528",
    "age": 25,
    "german": "A2",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "S",
    "employability": "soon",
    "household_size": 2,
    "monthly_income": 4300,
    "wealth": 0,
}
LONG = 16
"""Letters from which on a text is a sentence of one language, not a name that all share."""
MARKED = re.compile(r'<(\w+)[^>]*\slang="de"[^>]*>.*?</\1>', re.DOTALL)
"""What says of itself that it is German: names, documents, text for German forms."""


@cache
def sentences(language: str) -> frozenset[str]:
    """The pieces of the texts between their placeholders, long enough to tell one language from another."""
    found: set[str] = set()
    for text in (*on_file().texts(language).values(), *(on_file().office_texts.values() if language == GERMAN else ())):
        for form in [text] if isinstance(text, str) else text.values():
            found |= {part.strip() for part in re.split(r"\{\w*\}", form) if len(part.strip()) >= LONG}
    return frozenset(found)


def foreign(language: str) -> set[str]:
    """German sentences that this language says differently, and that are no quotation within its own texts."""
    own = "\n".join(sentences(language))
    return {one for one in sentences(GERMAN) if one not in own and " " in one}


def drawn(page: AppTest) -> str:
    """All words of the page: markup without what is marked as German, and the names of the controls."""
    markup = MARKED.sub(" ", "\n".join(str(one.proto.body) for one in page.get("html")))
    names = [
        str(getattr(one.proto, name, ""))
        for kind in ("button", "checkbox", "selectbox", "text_input", "expander", "tab", "toggle", "text_area", "title")
        for one in page.get(kind)
        for name in ("label", "body", "placeholder", "options")
    ]
    return re.sub(r"<[^>]+>", "\n", markup) + "\n".join(names)


@pytest.mark.parametrize("language", [one for one in on_file().languages if not one.startswith(GERMAN)])
@pytest.mark.parametrize("role", ["self", "staff"])
def test_no_page_speaks_another_language(monkeypatch: pytest.MonkeyPatch, language: str, role: str) -> None:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"], app.query_params["role"] = language, role
    app.session_state["answers"] = Situation.of(TOLD).answered()
    app.run()
    strange = {}
    for key in PAGES:
        app.switch_page(f"pages/{key}.py").run()
        assert not app.exception, key
        words = drawn(app)
        if found := sorted(one for one in foreign(language) if one in words):
            strange[key] = found
    assert strange == {}
