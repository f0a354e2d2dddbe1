"""What is taken from a script before it is sent changes nothing of what it does, and style sheets share no name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from views.assets import lean

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "pages" / "components").glob("*/*.js"))


def test_lines_of_comment_and_indentation_go() -> None:
    assert lean("// why\nconst a = 1; // ms\n\n  // more\n  go('// x');\n") == "const a = 1; // ms\ngo('// x');"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_text_of_a_script_runs_over_lines(script: Path) -> None:
    lines = script.read_text("utf-8").splitlines()
    assert [line for line in lines if line.count("`") % 2] == [], "its indentation would be lost"
    assert [line for line in lines if "/*" in line] == [], "a comment over lines may hold what looks like a line of one"


def test_a_class_is_drawn_by_one_style_sheet() -> None:
    """Two that mean different things by one name once laid the bars of the payers flat."""
    drawn: dict[str, set[str]] = {}
    for path in (ROOT / "static" / "style").glob("*.css"):
        if path.stem in ("base", "print", "dark"):  # they change what another sheet draws
            continue
        selectors = re.findall(r"([^{}]+){", re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL))
        for one in ",".join(selectors).split(","):
            if re.fullmatch(r"\.[\w-]+", one.strip()):
                drawn.setdefault(one.strip(), set()).add(path.name)
    assert {name: sheets for name, sheets in drawn.items() if len(sheets) > 1} == {}
