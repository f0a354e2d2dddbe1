"""What may survive a mutation is listed with a reason, and only while its line is there."""

from __future__ import annotations

import ast

import pytest

from tools.mutate import TESTS, reasons
from tools.mutations import ROOT, mutated, mutations


def test_every_survivor_on_the_list_is_still_a_mutation_of_ours() -> None:
    listed = reasons()
    assert all(reason.endswith(".") for reason in listed.values())
    files = {key.partition(":")[0] for key in listed}
    assert files <= set(TESTS)
    assert set(listed) <= {one.key for file in files for one in mutations(file)}


def test_what_is_to_be_broken_and_what_is_to_notice_exists() -> None:
    assert [
        path for path in {*TESTS, *(test for tests in TESTS.values() for test in tests)} if not (ROOT / path).exists()
    ] == []


@pytest.mark.parametrize("file", ["finder/exports/spreadsheet.py", "serve/patience.py"])
def test_a_mutation_changes_its_file_and_is_found_by_its_key(file: str) -> None:
    before = ast.unparse(ast.parse((ROOT / file).read_text("utf-8")))
    found = mutations(file)
    assert len({one.key for one in found}) == len(found) > 5
    assert all(ast.unparse(mutated(one)) != before for one in found)
