"""Every fact of the five documents has a place, and every place that ``docs/facts.md`` names exists."""

from __future__ import annotations

import re
from pathlib import Path

from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN

ROOT = Path(__file__).parents[1]
ROWS = [line for line in (ROOT / "docs" / "facts.md").read_text("utf-8").splitlines() if line.startswith("| ")][1:]
PLACES = sorted({place for row in ROWS for place in re.findall(r"`([^`]+)`", row.split("|")[3])})


def test_every_row_names_a_place() -> None:
    assert len(PLACES) > 50
    assert [row for row in ROWS if "`" not in row] == []


def test_every_place_exists() -> None:
    texts = on_file().texts(GERMAN)
    for place in PLACES:
        if "/" in place:
            assert (ROOT / place).is_file(), place
            continue
        assert place in on_file().sources or any(key == place or key.startswith(f"{place}.") for key in texts), place
