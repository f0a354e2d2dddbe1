"""Every sentence the interface may need exists in German, can be filled, and is used; other languages match it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS
from finder.facts.table_files import TABLES
from finder.facts.texts import GERMAN, faults, placeholders
from finder.office.check import conditions, wanted_texts
from finder.office.samples import samples
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, Either, Finding, Rule
from finder.rules.verdict import OPEN
from views.words import words

ROOT = Path(__file__).parents[2]
SPOKEN = on_file().texts(GERMAN)
EXTRA = {
    "income_is_below_the_limit": {"limit"},
    "wealth_is_below_the_limit": {"limit"},
    "income_is_just_above_the_limit": {"margin"},
}
"""What a page adds to the facts of a finding."""
BETTERED = [key for key, question in QUESTIONS.items() if any(map(question.better, (*question.values, 15)))]


def test_every_rule_kind_door_and_caution_can_be_said() -> None:
    assert [key for key in wanted_texts() if not str(SPOKEN.get(key, "")).strip()] == []


@pytest.mark.parametrize("condition", conditions(), ids=lambda condition: condition.name)
def test_a_finding_speaks_only_of_the_facts_it_has(condition: Rule | Either) -> None:
    told = {*condition.needs, *EXTRA.get(condition.name, ())}
    for part in ("met", "not_met", "open"):
        assert placeholders(SPOKEN[f"rule.{condition.name}.{part}"]) <= told, part
    assert not placeholders(SPOKEN[f"rule.{condition.name}.claim"])


def findings(condition: Condition) -> Iterator[Finding]:
    """What a condition of a kind says to every combination of answers to its questions."""
    some_ages = (None, 0, 15, 16, 17, 18, 30, 31, 120)
    tried = ((None, *QUESTIONS[name].values) if QUESTIONS[name].values else some_ages for name in condition.needs)
    for values in product(*tried):
        yield condition.finding(dict(zip(condition.needs, values, strict=True)))


@pytest.mark.parametrize("kind", PROGRAMME_TYPES, ids=lambda kind: kind.key)
def test_every_finding_of_every_combination_makes_a_whole_sentence(kind: ProgrammeType) -> None:
    say = words(GERMAN)
    for finding in [one for condition in kind.requires for one in findings(condition)]:
        part = "borderline" if finding.borderline else finding.verdict
        sentence = say(f"rule.{finding.rule}.{part}", **finding.facts)
        assert sentence.endswith((".", "?", "!")), sentence
        assert "{" not in sentence
        assert "None" not in sentence
        if finding.verdict is OPEN:
            assert say("app.unknown") not in sentence


def test_the_texts_of_all_languages_match_german() -> None:
    assert GERMAN in on_file().languages
    assert [str(fault) for fault in faults(on_file().path)] == []


def test_german_is_written_as_in_switzerland() -> None:
    for key, text in SPOKEN.items():
        for written in [text] if isinstance(text, str) else text.values():
            assert not set(written) & set('ß"„“'), key
            assert written == written.strip(" ") or key.startswith("meta."), key


# ── Nothing lies idle ────────────────────────────────────────────────────────


def sources() -> Iterator[Path]:
    yield ROOT / "app.py"
    for room in ("finder", "views", "pages", "serve", "workshop"):
        yield from sorted((ROOT / room).rglob("*.py"))


class Vocabulary:
    """What the program writes: its strings, the names of its fields, and the words and keys it puts together."""

    def __init__(self) -> None:
        self.words = {sample.key for sample in samples(on_file())}
        self.sections: set[str] = set()
        self.made: set[str] = set()
        for path in sources():
            nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
            parts = {part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
            for node in nodes:
                if node not in parts:
                    self._add(node)

    def _add(self, node: ast.AST) -> None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            self.words.add(node.value)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            self.words.add(node.target.id)
        elif isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if any(parts):
                self.made.add("".join("(.+?)" if part is None else re.escape(str(part)) for part in parts))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_listed":
            self.sections |= {f"{name.value!s}." for name in node.args if isinstance(name, ast.Constant)}

    def speaks(self, key: str) -> bool:
        """Whether the key stands in the program, in a section that is listed as a whole, or is put together of a
        pattern and of words each of which stands somewhere in the program; perhaps in the person of the reader."""
        if key in self.words or key.startswith(tuple(self.sections)) or self._is_made(key, "."):
            return True
        plain = re.sub("_(self|staff)$", "", key)
        return plain != key and self.speaks(plain)

    def _is_made(self, key: str, of: str) -> bool:
        matches = (re.fullmatch(pattern, key) for pattern in self.made if of in pattern.replace("\\", ""))
        return any(all(map(self._is_word, found.groups())) for found in matches if found)

    def _is_word(self, word: str) -> bool:
        """A word of the program, or one with a beginning or an end that the program puts to it."""
        return word in self.words or self._is_made(word, "_") or self._is_made(word, "fault.")


vocabulary = cache(Vocabulary)


def test_every_text_is_used_somewhere() -> None:
    spoken = {*SPOKEN, *on_file().office_texts} - set(wanted_texts())
    assert sorted(key for key in spoken if not vocabulary().speaks(key)) == []


@pytest.mark.parametrize(
    "key", ["advice.never_shown", "costs.headline.nobody_says_so", "app.role_of_nobody", "zz.title"]
)
def test_a_text_that_no_page_shows_is_found(key: str) -> None:
    assert not vocabulary().speaks(key)


# ── Editions, days and counts stand in tables ────────────────────────────────

SPOKEN_YEARS = {
    "contradiction.pilot": "the words of a document, quoted: «bis Juni 2025»",
    "costs.form.start_help": "an example of how a day is typed",
    "error.bad_day": "an example of how a day is typed",
}


def test_no_sentence_says_a_year_that_a_table_says() -> None:
    """A new edition is rows in tables; a sentence with its year would go on saying the old one."""
    tables = "".join((on_file().path / one.file).read_text("utf-8-sig") for one in TABLES)
    years = set(re.findall(r"\b20\d\d\b", tables))
    said = {key for key, text in SPOKEN.items() if years & set(re.findall(r"\b20\d\d\b", str(text)))}
    assert {"2024", "2025", "2026"} <= years
    assert said == SPOKEN_YEARS.keys()
