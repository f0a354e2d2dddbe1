"""The table: on the screen while it grows, and as ``docs/benchmarks.md`` with the machine and the day."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path

from bench.rows import Row

SHARED = 0.5
"""Load average before the run from which other work must have been there."""
HEADINGS = ("What", "Measured", "Beside", "There", "Ratio", "Aim", "Reached")


def line(row: Row) -> str:
    """A row for the screen."""
    beside = f" | {row.beside}: {amount(row.bare, row.unit)} | {ratio(row)}" if row.bare is not None else ""
    aim = f" | {row.aim}: {reached(row)}" if row.aim else ""
    return f"{row.part} | {row.what}: {amount(row.value, row.unit)}{beside}{aim}"


def document(rows: Sequence[Row], begun: datetime, ended: datetime, load: Sequence[float], command: str) -> str:
    """The whole table as Markdown."""
    lines = [
        "# Benchmarks",
        "",
        f"Written by `{command}` on {begun:%d.%m.%Y}, {begun:%H:%M}–{ended:%H:%M} UTC: do not edit, run it again.",
        "",
        f"- Machine: {machine()}.",
        f"- It was {'shared with other work' if load[0] >= SHARED else 'quiet'}: "
        f"load average {load[0]:.1f} at the beginning, {load[1]:.1f} at the end. "
        "Believe the ratios: both sides are of this one run – in turns for radius search and formula, hand-out, "
        "cold start and pages, one after the other elsewhere.",
        "- «Reached» speaks of the figures of this run. «–»: nothing was aimed at.",
    ]
    for part in dict.fromkeys(row.part for row in rows):
        lines += ["", f"## {part}", "", _row(HEADINGS), _row(["---"] * len(HEADINGS))]
        lines += [_row(_cells(row)) for row in rows if row.part == part]
    missed = [row for row in rows if row.reached is False]
    lines += ["", "## Missed aims", ""]
    lines += [f"- {row.part}: {row.what} – {amount(row.value, row.unit)}, aim {row.aim}" for row in missed] or ["None."]
    lines += ["", *NOTES, ""]
    return "\n".join(lines)


NOTES = (
    "## How to read it",
    "",
    "- *Bare NumPy* is the same formula over all sites, a filter at 50 km and an `argsort`: indexes, no fairness among "
    "ties, no numbers, no offers. `nearby` looks only at a belt of latitudes, so it can be faster. Preparing the sites "
    "(`Sites.of`) happens once per data file and is not counted.",
    "- *geopy's loop* is measured over 3 000 sites at most and reckoned up in proportion.",
    "- *An empty page* is one line of text behind the same launcher: same socket, headers and frozen heap. *As many "
    "messages of plain text* is a page of that launcher with `st.text` only, as many as our page has elements: what "
    "the framework takes to carry a page of this size before any of its widgets, rules or words.",
    "- A rerun is measured over the websocket with the framework's own messages, from the click to the last message. "
    "*A click in a part of a page* asks for that part, as the browser does; everything around it stays as it is.",
    "- *Sessions*: every visitor has the fully answered advice page, chooses an answer there and does so again two "
    "seconds after the last click, or when the answer has come. Visitors and servers share the cores of one machine; "
    "a click that takes more than 15 s counts as an error.",
)


def machine() -> str:
    """Processor, system and Python, without names or paths of this machine."""
    info = Path("/proc/cpuinfo")
    names = re.findall(r"model name\s*:\s*(.+)", info.read_text()) if info.exists() else []
    model = names[0].strip() if names else platform.machine()
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return f"{model}, {cores} cores, {platform.system()}, Python {platform.python_version()}"


def amount(value: float, unit: str) -> str:
    """Three figures that matter."""
    if value != value:  # nothing was measured
        return "–"
    digits = 0 if value >= 100 else 1 if value >= 10 else 2 if value >= 1 else 3
    return f"{value:,.{digits}f}".replace(",", " ") + f" {unit}"


def ratio(row: Row) -> str:
    """How many times the bare thing."""
    if row.ratio is None:
        return "–"
    if row.ratio < 0.5:
        return f"{1 / row.ratio:,.0f} × faster".replace(",", " ")
    return f"{row.ratio:.2f} ×" if row.ratio < 10 else f"{row.ratio:.0f} ×"


def reached(row: Row) -> str:
    return {True: "yes", False: "**no**", None: "–"}[row.reached]


def _cells(row: Row) -> list[str]:
    there = "–" if row.bare is None else amount(row.bare, row.unit)
    return [row.what, amount(row.value, row.unit), row.beside or "–", there, ratio(row), row.aim or "–", reached(row)]


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"
