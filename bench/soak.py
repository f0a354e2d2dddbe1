"""Visitors come and go: does the process keep anything of them? Memory, threads and descriptors, from ``/proc``."""

from __future__ import annotations

import time
from pathlib import Path

from bench.persona import STAFF, answer
from bench.rows import Row
from bench.visitor import Visitor

PART = "Coming and going"


def soak(url: str, process: int, lasting: float) -> list[Row]:
    """Growth over ``lasting`` seconds, after as many visitors as warm the process; rows only where there is /proc."""
    if not Path(f"/proc/{process}/status").exists():
        return []
    _come_and_go(url, lasting / 5)
    before, begun = _held(process), time.perf_counter()
    visitors = _come_and_go(url, lasting)
    after = _held(process)
    span = f"{visitors} visitors in {time.perf_counter() - begun:.0f} s"
    aims = {"memory": ("MB", 30.0), "threads": ("", 8.0), "descriptors": ("", 30.0)}
    return [
        Row(PART, f"{span}: more {name}", after[name] - before[name], unit, aim=f"≤ {most:.0f}", reached=grown <= most)
        for name, (unit, most) in aims.items()
        for grown in [after[name] - before[name]]
    ]


def _come_and_go(url: str, lasting: float) -> int:
    visitors, until = 0, time.perf_counter() + lasting
    while time.perf_counter() < until:
        with Visitor(url, "advice", STAFF) as visitor:
            answer(visitor)
        visitors += 1
    return visitors


def _held(process: int) -> dict[str, float]:
    status = dict(line.split(":", 1) for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines())
    descriptors = len(list(Path(f"/proc/{process}/fd").iterdir()))
    memory = int(status["VmRSS"].split()[0]) / 1024
    return {"memory": memory, "threads": int(status["Threads"]), "descriptors": descriptors}
