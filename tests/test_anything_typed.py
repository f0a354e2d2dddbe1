"""Ten thousand texts that nobody meant: each is understood or refused, and no refusal is more than a line."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from finder.caseload.case_table import sheet
from finder.errors import FinderError
from finder.facts.amounts import amount, quantity, whole_number
from finder.facts.characters import clean, seen, visible
from finder.facts.days import day
from finder.facts.plain_json import parse
from finder.facts.situation import QUESTIONS, Situation
from finder.steps.case_file import load, save
from finder.steps.places import find
from finder.steps.residence import residence
from finder.wire import advise_json, place_json

ON = date(2026, 11, 22)
SCRAPS = [
    *"0123456789٤۵४４²½①.,'’´-–+*/()[]{}\"“”«»:;|",
    *"#%&=<>@\\ \n\t\x00\x85\u00a0\u202f\u200b\u200f\u202e\ufeff\u00ad\ud800💧",
    *("4528", "CH-", "Zuchwil", "Wangen", "Hauptstrasse 5, ", "CHF", "Fr.", ".–", "pro Monat", "Jahre", "Jg. ", "1990"),
    *(
        "Dezember",
        "2026",
        "null",
        "NaN",
        "1e9",
        "true",
        "SO",
        " b. ",
        "ä",
        "ü",
        "İ",
        "ß",
        "Золотурн",
        "فرنك",
        "ሕ",
        "a" * 90,
    ),
]


def texts(count: int, seed: int) -> list[str]:
    """Texts put together from scraps of what people type, the same ones for the same ``seed``."""
    chance = random.Random(seed)
    return ["".join(chance.choices(SCRAPS, k=chance.randint(0, 9))) for _ in range(count)]


READERS: dict[str, Callable[[str], object]] = {
    "amount": lambda text: amount("monthly_income", text),
    "age": lambda text: whole_number(0, 120)("age", text),
    "hours": lambda text: quantity("plan.coaching_hours", text, 1000),
    "day": lambda text: day("start", text),
    "place": find,
    "postcode": lambda text: residence(text),
    "locality": lambda text: residence(None, text),
    "json": parse,
    "characters": lambda text: (clean(text), seen(text), visible(text)),
}


def refusal(ask: Callable[[str], object], text: str) -> str:
    """The line with which a text is refused; empty where it is understood. Any other error goes through."""
    try:
        ask(text)
    except FinderError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("name", READERS)
def test_every_reader_understands_or_refuses(name: str) -> None:
    for text in texts(1_000, seed=len(name)):
        line = refusal(READERS[name], text)
        assert len(line) < 500, text
        assert "\n" not in line, text


def test_every_question_understands_or_refuses() -> None:
    for number, text in enumerate(texts(1_000, seed=11)):
        key = list(QUESTIONS)[number % len(QUESTIONS)]
        try:
            answer = Situation.of({key: text})
        except FinderError:
            continue
        assert Situation.of({key: text}) == answer


@pytest.mark.parametrize(
    "ask",
    [lambda text: place_json({"text": text}), lambda text: advise_json({"locality": text, "age": text}, ON)],
    ids=["place", "advise"],
)
def test_the_interface_answers_or_refuses(ask: Callable[[str], dict[str, Any]]) -> None:
    for text in texts(150, seed=12):
        assert "\n" not in refusal(lambda text: json.dumps(ask(text)), text)


def test_a_case_file_with_anything_in_it_is_read_whole_or_refused() -> None:
    saved = save(Situation.of({"postcode": "4528", "age": 25}), ["a|b|c"], ON)
    chance = random.Random(13)
    for text in texts(500, seed=13):
        at = chance.randrange(len(saved))
        try:
            case = load(saved[:at] + text + saved[at:])
        except FinderError:
            continue
        assert load(save(case.situation, case.shortlist, ON)).situation == case.situation


def test_a_table_with_anything_in_it_is_read_or_refused() -> None:
    chance = random.Random(14)
    for text in texts(150, seed=14):
        content = f"PLZ;Alter;Einkommen\n4528;25;4500\n{text};{text[::-1]};{text}\n".encode("utf-8", "replace")
        at = chance.randrange(len(content))
        for given in (content, content[:at] + bytes([chance.randrange(256)]) + content[at:]):
            try:
                sheet(given, "cases.csv")
            except FinderError:
                continue
