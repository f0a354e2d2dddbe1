"""Random persons, always the same ones: every question answered, or left open, by chance."""

from __future__ import annotations

import csv
import io
import random
from typing import Any

from finder.facts.situation import QUESTIONS, Situation
from finder.wire import plain

SEED = 20_261_122
OPEN = 0.25
"""Share of the questions that are left open."""
POSTCODES = ("4500", "4528", "4600", "4710", "4143", "2540", "4566", "5000", "3000", "4410", "4226", "4702")
NOT_ASKED = {"locality"}
"""Which localities there are depends on the postcode."""


def person(chance: random.Random) -> dict[str, Any]:
    """The answers of one person, as the machine interface takes them."""
    answers = {key: _answer(chance, key) for key in QUESTIONS if key not in NOT_ASKED}
    return {key: value for key, value in answers.items() if chance.random() >= OPEN}


def people(count: int) -> list[dict[str, Any]]:
    """So many persons."""
    chance = random.Random(SEED)
    return [person(chance) for _ in range(count)]


def situations(count: int) -> list[Situation]:
    """The same persons as the rules want them."""
    return [Situation.of(one) for one in people(count)]


def table(count: int) -> bytes:
    """The same persons as a table of cases."""
    keys = [key for key in QUESTIONS if key not in NOT_ASKED]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(keys)
    words = {True: "yes", False: "no", None: ""}
    for one in people(count):
        writer.writerow([words[value] if isinstance(value, bool | None) else value for value in map(one.get, keys)])
    return text.getvalue().encode()


def _answer(chance: random.Random, key: str) -> Any:
    if values := QUESTIONS[key].values:
        return plain(chance.choice(values))
    match key:
        case "postcode":
            return chance.choice(POSTCODES)
        case "age":
            return chance.randint(14, 66)
        case "household_size":
            return chance.randint(1, 7)
        case "wealth":
            return chance.choice((0, 1_500, 2_500, 8_000, 30_000))
    return chance.randrange(0, 8_000, 50)
