"""Advice: one, very many through the command line, very many at once."""

from __future__ import annotations

import io
import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

from bench.people import people, situations, table
from bench.rows import Row, seconds, side_by_side
from finder.caseload.case_table import sheet
from finder.caseload.judge import caseload
from finder.caseload.overview import overview
from finder.caseload.verdict_tables import kind_table, look_up
from finder.facts.dataset import on_file
from finder.facts.plain_json import parse
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.rules.rulebook import Rulebook
from finder.steps.advise import advise
from finder.steps.case import Case
from finder.wire import advise_json
from tests.support import reference

ROOT = Path(__file__).resolve().parents[1]
ON = date(2026, 11, 22)
ONE, STREAM, MANY, GROWTH = "One advice", "JSON lines", "Caseload", "Growth"


def one_advice(count: int) -> list[Row]:
    """One ``advise`` beside the second reading's ten bare verdicts, each person timed singly; and with ten times the
    kinds."""
    who = situations(count)
    for one in who:
        advise(one, ON)
    taken = [seconds(partial(advise, one, ON)) for one in who]
    plainly = [_verdicts_of(one) for one in people(count)]
    chain = [seconds(verdicts) for verdicts in plainly]
    book = Rulebook.of(ON, on_file().sources)
    with patch.object(Case, "rulebook", Rulebook(book.kinds * 10, book.doors)):
        tenfold = [seconds(partial(advise, one, ON)) for one in who]
    median, plain = statistics.median(taken) * 1e6, statistics.median(chain) * 1e6
    return [
        Row(
            ONE,
            f"`advise`, all reasons and changes, median of {count} random persons",
            median,
            "µs",
            "ten verdicts of the second reading (a test's)",
            plain,
            "< 300 µs",
            median < 300,
        ),
        Row(
            GROWTH,
            "`advise` with ten times the kinds and conditions",
            statistics.median(tenfold) * 1e6,
            "µs",
            "with the ten kinds",
            median,
            "≤ 10 ×",
            statistics.median(tenfold) * 1e6 <= 10 * median,
        ),
    ]


def _verdicts_of(who: dict[str, Any]) -> Callable[[], list[str]]:
    return lambda: [reference.verdict(kind, who) for kind in reference.ASKS]


def json_lines(few: int, many: int) -> list[Row]:
    """Rows a second and peak memory of the command line; two sizes, to see whether memory grows."""
    lines = [json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in people(many)]
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "few.jsonl", Path(folder) / "many.jsonl"
        small.write_bytes(b"".join(lines[:few]))
        large.write_bytes(b"".join(lines))
        time_few, peak_few = _through_the_command_line(small)
        time_many, peak_many = _through_the_command_line(large)
    answer = advise_json(parse(lines[0]), ON)
    only_json = seconds(lambda: _only_json(lines[:few], answer)) / few
    rate = many / time_many
    return [
        Row(
            STREAM,
            f"{_n(many)} rows through `python -m finder advise --jsonl`, start included",
            rate,
            "rows/s",
            "only reading and writing the same JSON",
            1 / only_json,
            "≥ 3 000 rows/s",
            rate >= 3000,
        ),
        Row(
            STREAM,
            f"peak memory at {_n(many)} rows",
            peak_many,
            "MB",
            f"at {_n(few)} rows",
            peak_few,
            "flat (≤ 1.1 ×)",
            peak_many <= 1.1 * peak_few,
        ),
        Row(
            GROWTH,
            f"`--jsonl` with {_n(many)} rows",
            time_many,
            "s",
            f"with {_n(few)} rows",
            time_few,
            f"≤ {many / few:.0f} ×",
            time_many <= many / few * time_few,
        ),
    ]


def many_at_once(few: int, many: int, sample: int) -> list[Row]:
    """A table of cases by the fast path, beside ``advise`` on a sample, reckoned up to all of them."""
    for kind in PROGRAMME_TYPES:
        kind_table(kind, ON, on_file().sources)
    content = table(many)
    small, cases = sheet(table(few), "cases.csv"), sheet(content, "cases.csv")
    judged = caseload(cases, ON)
    found, found_few, verdicts_only, reading, summed = side_by_side(
        3,
        lambda: caseload(cases, ON),
        lambda: caseload(small, ON),
        lambda: look_up(cases.coded, ON, on_file().sources),
        lambda: sheet(content, "cases.csv"),
        lambda: overview(judged),
    )
    who = situations(sample)
    one_by_one = seconds(lambda: [advise(one, ON) for one in who]) / sample * many
    beside = f"`advise` one by one, reckoned from {_n(sample)}"
    return [
        Row(MANY, f"ten verdicts of {_n(many)} cases, looked up", verdicts_only, "s", beside, one_by_one),
        Row(
            MANY,
            f"verdicts, payer and nearest provider of {_n(many)} cases",
            found,
            "s",
            beside,
            one_by_one,
            "about 1 s",
            found <= 1.2 * many / 100_000,
        ),
        Row(MANY, f"reading and checking their table (CSV, {len(content) / 1e6:.0f} MB)", reading, "s"),
        Row(MANY, "summing them up for the overview", summed, "s"),
        Row(
            GROWTH,
            f"caseload of {_n(many)} cases",
            found,
            "s",
            f"of {_n(few)} cases",
            found_few,
            f"≤ {many / few:.0f} ×",
            found <= many / few * found_few,
        ),
    ]


def _through_the_command_line(path: Path) -> tuple[float, float]:
    """Seconds, and megabytes at the peak."""
    command = [sys.executable, "-m", "finder", "advise", "--jsonl", "--on", ON.isoformat()]
    peak = 0.0
    with path.open("rb") as lines:
        begun = time.perf_counter()
        process = subprocess.Popen(command, stdin=lines, stdout=subprocess.DEVNULL, cwd=ROOT)
        while process.poll() is None:
            peak = max(peak, _peak(process.pid))
            time.sleep(0.02)
        took = time.perf_counter() - begun
    if process.returncode != 0:
        raise RuntimeError(f"the command line ended with {process.returncode}")
    return took, peak


def _peak(process: int) -> float:
    """Megabytes at the peak so far, as the kernel counts them for this very program.

    What ``wait4`` tells would not do: it begins with the size of the process that started it.
    """
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:  # it has ended, or this is no Linux
        return 0.0
    found = re.search(r"VmHWM:\s*(\d+) kB", status)
    return int(found[1]) / 1024 if found else 0.0


def _only_json(lines: list[bytes], answer: object) -> None:
    away = io.StringIO()
    for line in lines:
        json.loads(line)
        away.write(json.dumps(answer, ensure_ascii=False) + "\n")


def _n(number: int) -> str:
    return f"{number:,}".replace(",", " ")
