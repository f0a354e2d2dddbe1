"""No sentence of another language stands on a page: every public page in every language, as it is drawn."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.facts.texts import GERMAN
from views.paper import sheet

ROOT = Path(__file__).resolve().parents[2]
PICTURE = (ROOT / "static" / "icon.png").read_bytes()
PAGES = ("guide", "advice", "offers", "costs", "takeaway", "basics", "about", "accessibility", "event")
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
WHOLE = TOLD | {
    "literate": False,
    "unemployment_registered": False,
    "disability_application": True,
    "final_negative_asylum_decision": False,
    "work_capacity": "half_days",
    "work_experience": "none",
    "insurers_efforts_failed": False,
    "attends_reliably": True,
    "wants_training": True,
    "health_limits": "both",
    "flight_trauma": True,
    "addiction": True,
    "earns_programme_cost": False,
}
"""Nothing left to ask: the guide shows its result."""
ELSEWHERE = WHOLE | {"postcode": "5000", "age": 17, "german": "none", "unemployment_insurance": True, "status": "N"}
SEEN = (
    *((page, TOLD) for page in PAGES),
    ("guide", WHOLE),
    ("advice", WHOLE),
    ("guide", ELSEWHERE),
    ("costs", ELSEWHERE),
)
LONG = 16
"""Letters from which on a text is a sentence of one language, not a name that all share."""
MARKED = re.compile(r'<(\w+)[^>]*\slang="de"[^>]*>.*?</\1>', re.DOTALL)
"""What says of itself that it is German: names, documents, text for German forms."""


SILENT = frozenset(
    {"id", "default", "value", "registration", "jsContent", "cssContent", "language", "mapStyle", "data"}
)
"""Fields of a message that nobody reads, or, like the text for German forms, that are German on purpose."""


@cache
def sentences(language: str) -> frozenset[str]:
    """The pieces of the texts between their placeholders, long enough to tell one language from another."""
    found: set[str] = set()
    for text in (*on_file().texts(language).values(), *(on_file().office_texts.values() if language == GERMAN else ())):
        for form in [text] if isinstance(text, str) else text.values():
            found |= {part.strip() for part in re.split(r"\{\w*\}", form) if len(part.strip()) >= LONG}
    return frozenset(found)


@cache
def foreign(language: str) -> frozenset[str]:
    """German sentences that this language says differently, and that are no quotation within its own texts."""
    own = "\n".join(sentences(language))
    return frozenset(one for one in sentences(GERMAN) if one not in own and " " in one)


def said(part: Any) -> Iterator[str]:
    """Every text within an element's own message, whatever kind it is of; a component carries its texts as JSON."""
    match part:
        case dict():
            for name, inner in part.items():
                if name not in SILENT:
                    yield from said(json.loads(inner) if name == "json" else inner)
        case list():
            for inner in part:
                yield from said(inner)
        case str():
            yield part


def drawn(page: AppTest) -> str:
    """All words of the page, without what is marked as German."""
    messages = (one.proto for one in page._tree if isinstance(getattr(one, "proto", None), Message))
    words = "\n".join(text for message in messages for text in said(MessageToDict(message)))
    return re.sub(r"<[^>]+>", "\n", MARKED.sub(" ", words))


@pytest.mark.parametrize("language", [one for one in on_file().languages if not one.startswith(GERMAN)])
@pytest.mark.parametrize("role", ["self", "staff"])
def test_no_page_speaks_another_language(monkeypatch: pytest.MonkeyPatch, language: str, role: str) -> None:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")
    monkeypatch.setattr(sheet, "png", lambda *_: PICTURE)  # the picture of the sheet holds no text
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    app.query_params["lang"], app.query_params["role"] = language, role
    app.session_state["costs_folds"] = "calculated,months,waiver,papers,steps,early-end"  # what they hold is read, too
    app.run()
    strange = {}
    for number, (key, told) in enumerate(SEEN):
        app.session_state["answers"] = Situation.of(told).answered()
        app.switch_page(f"pages/{key}.py").run()
        assert not app.exception, key
        words = drawn(app)
        assert len(words) > LONG, "an empty page holds no foreign word"
        begun = {words[at : at + LONG] for at in range(len(words))}  # far fewer are then sought in full
        if found := sorted(one for one in foreign(language) if one[:LONG] in begun and one in words):
            strange[number, key] = found
    assert strange == {}
