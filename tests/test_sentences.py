"""One way from an error to a sentence: key and values, the English line beside the key, the German one on file."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from pydantic import TypeAdapter, ValidationError

from finder.caseload.headings import sheet_words
from finder.errors import BadAnswer
from finder.facts.amounts import amount
from finder.facts.table_files import TABLES
from finder.facts.texts import placeholders
from finder.sentences import PYDANTIC, SENTENCES, Sentence, sentence
from tests.support.frozen import LIVE
from views.refusals import in_german

ROOT = Path(__file__).parents[1]
MADE_FROM_PARTS = {key for key in SENTENCES if key.startswith("personal_")}
TYPED = ("", "abc", "-1", "2.5", "9" * 30, "nan", "inf", "1.234", "2030-13-40", "1.7.2026", "x@y", "Herr Meier", "\x07")


def makers() -> Iterator[tuple[str, set[str]]]:
    """Every key that a maker of faults writes down, and the names of the values it gives."""
    for path in [*sorted((ROOT / "finder").rglob("*.py")), *sorted((ROOT / "tools").glob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id="sentence" | "wrong"), args=[ast.Constant(value=key)], keywords=values):
                    yield str(key), {str(one.arg) for one in values}


def refused_as(column: TypeAdapter[object], typed: str) -> set[str]:
    try:
        column.validate_python(typed)
    except ValidationError as error:
        return {fault["type"] for fault in error.errors()}
    return set()


def test_every_sentence_is_english_and_german_with_the_same_placeholders() -> None:
    german = LIVE.fault_sentences
    assert {key: placeholders(line) for key, line in SENTENCES.items()} == {
        key: placeholders(line) for key, line in german.items()
    }
    assert [key for key in german if "must " in german[key] or " the " in german[key]] == []


def test_every_maker_gives_what_its_sentence_says() -> None:
    assert [(key, given) for key, given in makers() if given != placeholders(SENTENCES.get(key, "{unknown}"))] == []


def test_no_sentence_is_left_without_a_maker() -> None:
    asked = {node.value for path in (ROOT / "finder").rglob("*.py") if path.name != "sentences.py"
             for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}  # fmt: skip
    assert set(SENTENCES) - {key for key, _ in makers()} - MADE_FROM_PARTS - {*PYDANTIC} - asked == set()


def test_whatever_betrays_a_person_can_be_said() -> None:
    assert {f"personal_{reason}" for reason in sheet_words(LIVE).personal} <= SENTENCES.keys()


@pytest.mark.parametrize("row", [one.row for one in TABLES], ids=lambda row: row.__name__)
def test_what_the_library_says_of_a_cell_is_known_as_well(row: type[Any]) -> None:
    kinds = get_type_hints(row, include_extras=True)
    columns = [TypeAdapter(kinds[one.name]) for one in fields(row)]
    said = {key for column in columns for typed in TYPED for key in refused_as(column, typed)}
    assert said - {"none_required"} <= SENTENCES.keys()


@pytest.mark.parametrize(
    ("said", "english", "german"),
    [
        (sentence("differs_from_row", row=7), "must differ from row 7", "etwas anderes als in Zeile 7"),
        (
            sentence("leave_out", why=sentence("personal_name")),
            "this looks like a name; leave it out",
            "das sieht nach einem Namen aus; weglassen",
        ),
        (
            sentence("object_of_days"),
            'an object like {"full_days": 8, "short_days": 2}',
            'ein Objekt wie {"full_days": 8, "short_days": 2}',
        ),
    ],
)
def test_values_are_carried_over_sentences_too(said: Sentence, english: str, german: str) -> None:
    assert (str(said), in_german(said)) == (english, german)


def test_an_answer_of_two_numbers_says_what_is_allowed_and_which_two() -> None:
    with pytest.raises(BadAnswer) as refused:
        amount("wealth", "1.234")
    assert refused.value.allowed == "an amount in CHF, 0 or more, for example 2500 or 2'500.50; 1234 or 1.234?"
    assert in_german(refused.value.demand).endswith("; 1234 oder 1.234?")
