"""What is taken from a script before it is sent changes nothing of what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from views.assets import lean

SCRIPTS = sorted((Path(__file__).resolve().parents[2] / "pages" / "components").glob("*/*.js"))


def test_lines_of_comment_and_indentation_go() -> None:
    assert lean("// why\nconst a = 1; // ms\n\n  // more\n  go('// x');\n") == "const a = 1; // ms\ngo('// x');"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_a_script_runs_over_lines(script: Path) -> None:
    lines = script.read_text("utf-8").splitlines()
    assert [line for line in lines if line.count("`") % 2] == [], "its indentation would be lost"
    assert [line for line in lines if "/*" in line] == [], "a comment over lines may hold what looks like a line of one"
