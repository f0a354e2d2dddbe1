"""Every sentence the interface may need exists in German, can be filled, and is used; other languages match it."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS, Situation
from finder.facts.texts import GERMAN, faults, placeholders
from finder.office.check import conditions, wanted_texts
from finder.office.decision_table import combinations
from finder.rules.funding import Payer
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.rules.verdict import OPEN
from finder.steps.advise import Fit, advise
from finder.steps.fund import Waiver
from views.words import words

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 22)
SPOKEN = on_file().texts(GERMAN)
EXTRA = {
    "income_is_below_the_limit": {"limit"},
    "wealth_is_below_the_limit": {"limit"},
    "income_is_just_above_the_limit": {"margin"},
}
"""What a page adds to the facts of a finding."""
BETTERED = [key for key, question in QUESTIONS.items() if any(map(question.better, (*question.values, 15)))]


@pytest.mark.parametrize("key", list(wanted_texts()))
def test_every_rule_kind_door_and_caution_can_be_said(key):
    assert key in SPOKEN
    assert str(SPOKEN[key]).strip()


@pytest.mark.parametrize("condition", conditions(), ids=lambda condition: condition.name)
def test_a_finding_speaks_only_of_the_facts_it_has(condition):
    told = {*condition.needs, *EXTRA.get(condition.name, ())}
    for part in ("met", "not_met", "open"):
        assert placeholders(SPOKEN[f"rule.{condition.name}.{part}"]) <= told, part
    assert not placeholders(SPOKEN[f"rule.{condition.name}.claim"])


@pytest.mark.parametrize("kind", PROGRAMME_TYPES, ids=lambda kind: kind.key)
def test_every_finding_of_every_combination_makes_a_whole_sentence(kind):
    say = words(GERMAN)
    said = set()
    for who in combinations(kind):
        for one in advise(Situation.of(who), ON).types:
            if one.type is kind:
                said |= {(finding.condition.name, finding.verdict, *finding.facts.items()) for finding in one.findings}
    assert said
    for rule, verdict, *facts in said:
        sentence = say(f"rule.{rule}.{verdict}", **dict(facts))
        assert sentence.endswith((".", "?", "!")), sentence
        assert "{" not in sentence
        assert "None" not in sentence
        if verdict is OPEN:
            assert say("app.unknown") not in sentence


@pytest.mark.parametrize("key", QUESTIONS)
def test_every_question_says_what_it_asks_what_is_meant_and_who_can_clarify_it(key):
    for part in ("ask", "help", "who", "name"):
        assert SPOKEN[f"question.{key}.{part}"]
    for value in QUESTIONS[key].values:
        assert isinstance(value, bool) or SPOKEN[f"question.{key}.option.{value}"]


@pytest.mark.parametrize(
    "key",
    [
        *(f"fit.{fit}.{part}" for fit in Fit for part in ("word", "summary")),
        *(f"payer.{payer}" for payer in Payer),
        *(f"waiver.{waiver}" for waiver in Waiver),
        *(f"change.{answer}" for answer in BETTERED),
        *dict.fromkeys(f"group.{kind.group}" for kind in PROGRAMME_TYPES),
    ],
)
def test_every_outcome_has_its_words(key):
    assert SPOKEN[key]


def test_the_texts_of_all_languages_match_german():
    assert GERMAN in on_file().languages
    assert [str(fault) for fault in faults(on_file().path)] == []


@pytest.mark.parametrize("key", [key for key in SPOKEN if not key.startswith("meta.")])
def test_german_is_written_as_in_switzerland(key):
    written = " ".join([SPOKEN[key]] if isinstance(SPOKEN[key], str) else SPOKEN[key].values())
    assert "ß" not in written
    assert '"' not in written
    assert "„" not in written
    assert written == written.strip(" ")


# ── Nothing lies idle ────────────────────────────────────────────────────────

WHOLE = ("meta.", "contradiction.", "ours.", "not_modelled.", "offers.field.", "offers.trust.", "office.sheet.")
"""Sections that a page reads as a whole, or by the values of a table."""


def sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    for room in ("finder", "views", "pages", "serve"):
        yield from sorted((ROOT / room).rglob("*.py"))


def patterns() -> Iterator[str]:
    """What a text key may look like, by the strings of the program: «advice.title», «door.{…}.title»."""
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 80:
                yield re.escape(node.value)
            if isinstance(node, ast.JoinedStr):
                parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
                if any(part and re.search(r"[a-z_]", part) and "." in part for part in parts):
                    yield "".join(r"[\w.]+" if part is None else re.escape(part) for part in parts)


def test_every_text_is_used_somewhere():
    used = re.compile("|".join(f"(?:{pattern})" for pattern in set(patterns())))
    spoken = {*SPOKEN, *on_file().office_texts} - set(wanted_texts())
    idle = [key for key in sorted(spoken) if not key.startswith(WHOLE) and not used.fullmatch(key)]
    assert idle == []
