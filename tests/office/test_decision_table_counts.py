from math import prod
from pathlib import Path

import pytest

from finder.facts.keys import TYPE_KEYS
from finder.office.decision_report import report
from finder.office.decision_table import KindTable, combinations, decision_table
from finder.steps.advise import Fit
from tests.support import reference

REPORT = Path(__file__).parents[2] / "docs" / "decision-table.md"

every_kind = pytest.mark.parametrize("key", TYPE_KEYS)


def of(key: str) -> KindTable:
    """The table of the kind with this key; all are made with the first test that asks for one."""
    return next(table for table in decision_table() if table.kind.key == key)


def test_the_report_on_file_is_what_the_rules_say_today() -> None:
    assert REPORT.read_text("utf-8") == report("markdown"), "python -m finder table --format markdown > docs/…"


@every_kind
def test_every_combination_is_counted_once(key: str) -> None:
    table = of(key)
    assert table.total == prod(len(values) for values in table.answers.values())


@every_kind
def test_the_counts_are_those_of_the_second_reading(key: str) -> None:
    table = of(key)
    counted = dict.fromkeys(Fit, 0)
    for who in combinations(table.kind):
        counted[Fit(reference.verdict(table.kind.key, who))] += 1
    assert counted == table.situations


@every_kind
def test_every_condition_decides_alone_somewhere(key: str) -> None:
    table = of(key)
    assert set(table.decides) == {condition.name for condition in table.kind.requires}


def test_ages_stand_together_where_a_kind_treats_them_alike() -> None:
    ages = {table.kind.key: table.answers.get("age") for table in decision_table()}
    assert ages["jugendprogramm"] == (None, 0, 16, 31)
    assert ages["teillohn"] == (None, 0, 18)
    assert ages["coaching"] is None


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_report_names_every_condition_with_its_source_and_marks_our_assumptions(form: str) -> None:
    said = report(form)
    assert said.count("unsere Annahme") >= 5
    assert "«16- bis 30-jährige»" in said
    assert "ia-press-2022, «Zielgruppe»" in said
    assert "05.10.2022" in said
    for table in decision_table():
        assert str(table.total) in said
