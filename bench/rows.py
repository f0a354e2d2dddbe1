"""One line of the table, and how times are taken."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement.

    Attributes:
        part: under which heading it stands.
        value: in ``unit``; a unit that ends with ``/s`` is better when larger.
        bare: the same unit, for what ``beside`` names: something of the same kind without our work.
        aim: in words; ``reached``: whether it was, ``None`` where there is none.
    """

    part: str
    what: str
    value: float
    unit: str
    beside: str = ""
    bare: float | None = None
    aim: str = ""
    reached: bool | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the bare thing this costs."""
        if not self.bare or not self.value:
            return None
        return self.bare / self.value if self.unit.endswith("/s") else self.value / self.bare


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def side_by_side(times: int, *works: Callable[[], object]) -> list[float]:
    """The median seconds of each, taken in turns: whatever else the machine does then falls on all of them alike."""
    for work in works:
        work()  # warm
    gc.collect()
    taken = [[seconds(work) for work in works] for _ in range(times)]
    return [statistics.median(column) for column in zip(*taken, strict=True)]


def share(values: list[float], part: float) -> float:
    """The value below which ``part`` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]
