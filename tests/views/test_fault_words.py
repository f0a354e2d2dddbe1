"""Whatever the checker says of a table, the page «Was sich ändert» says in German."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from finder.office.overlay import COMPARED
from tests.office.test_check import WAYS, after
from views.fault_words import in_german

ROOT = Path(__file__).resolve().parents[2]
SPEAKING = [*(ROOT / "finder" / "facts").glob("*.py"), *(ROOT / "finder" / "office").glob("check*.py")]
ENGLISH = ("must ", "should ", "Input ", " the ")
NOT_OF_TABLES = {
    "must be TOML in UTF-8",
    "must be a text, or one for each plural category",
    "must hold answers as a situation may",
    "must hold what the file of this name held before",
}


def sentences() -> Iterator[str]:
    """Every demand in the checker's source, with a number wherever it fills something in."""
    for path in SPEAKING:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.JoinedStr(values=parts):
                    said = "".join(part.value if isinstance(part, ast.Constant) else "7" for part in parts)
                case ast.Constant(value=str() as said):
                    pass
                case _:
                    continue
            if said.startswith("must ") and said not in NOT_OF_TABLES and not said.endswith(" "):
                yield said


def test_every_demand_of_the_checker_has_its_german_sentence():
    said = set(sentences())
    assert len(said) > 40
    assert {one for one in said if in_german(one) is None} == set()


@pytest.mark.parametrize("way", WAYS)
def test_whatever_breaks_a_table_is_said_in_german(way):
    for fault in after(WAYS[way][0]):
        if fault.file in COMPARED:
            german = in_german(fault.allowed)
            assert german is not None, fault.allowed
            assert not any(word in german for word in ENGLISH), german


@pytest.mark.parametrize(
    ("said", "german"),
    [
        ("must differ from row 7", "etwas anderes als in Zeile 7"),
        (
            "must be more than the 2980.00 of 1 in edition waiver-new",
            "mehr als die 2980.00 für 1 in der Ausgabe waiver-new",
        ),
        ("something nobody translated", None),
    ],
)
def test_what_the_checker_fills_in_is_carried_over(said, german):
    assert in_german(said) == german
