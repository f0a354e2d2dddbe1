"""One who counts in a process of its own, which imports this module and nothing of the pages."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import Barrier

from operation.counts import add

DAY = date(2026, 11, 22)


def write(path: Path, times: int, together: Barrier) -> None:
    """Begins when everybody else is there, too."""
    together.wait()
    for _ in range(times):
        add(path, DAY, "page", ["advice", "costs"])
