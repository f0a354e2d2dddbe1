"""``python -m bench [--quick]``: everything in one run. The full run writes ``docs/benchmarks.md``."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from bench import core, first_load, load, paper, phones, places, report, server, soak
from bench.rows import Row
from tests.support.serving import ROOT, serving

DOCUMENT = ROOT / "docs" / "benchmarks.md"


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, two minutes, nothing written")
    quick = parser.parse_args().quick
    begun, before = datetime.now(UTC), os.getloadavg()[0]
    rows = []
    for row in measurements(quick):
        print(report.line(row), flush=True)
        rows.append(row)
    if not quick:
        written = report.document(rows, begun, datetime.now(UTC), (before, os.getloadavg()[0]), "make bench")
        DOCUMENT.write_text(written, encoding="utf-8")
    return 0


def measurements(quick: bool) -> Iterator[Row]:
    """Every row of the table, in order."""
    parts: list[Callable[[], list[Row]]] = [
        lambda: core.one_advice(500 if quick else 5_000),
        lambda: core.json_lines(1_000, 10_000) if quick else core.json_lines(10_000, 100_000),
        lambda: core.many_at_once(1_000, 10_000, 500) if quick else core.many_at_once(10_000, 100_000, 2_000),
        lambda: places.searches((30, 3_000, 300_000), 5 if quick else 15),
        lambda: places.growth(5 if quick else 25),
        lambda: paper.sheets(5 if quick else 25),
        lambda: server.cold_start(1 if quick else 5),
    ]
    for part in parts:
        yield from part()
    yield from _served(quick)


def _served(quick: bool) -> Iterator[Row]:
    """What needs servers; all of them run to the end of it."""
    with tempfile.TemporaryDirectory() as folder:
        logs = Path(folder)
        with serving(logs) as one, serving(logs, root=server.EMPTY) as empty:
            yield from server.reruns(one.url, empty.url, server.PAGES, 9 if quick else 41)
        for processes in (1, 2):
            with (
                serving(logs) as first,
                serving(logs) as second,
                serving(logs, root=server.EMPTY) as empty_first,
                serving(logs, root=server.EMPTY) as empty_second,
            ):
                urls = [first.url, second.url][:processes]
                bare = [empty_first.url, empty_second.url][:processes]
                yield from load.sessions(urls, (1, 20) if quick else (1, 50, 100, 200), 4 if quick else 10, bare)
        with serving(logs) as one:
            yield from phones.one_page(one.url, 50 if quick else 500)
            yield from phones.hall(one.url, 50 if quick else 500, 10 if quick else 30)
            yield from first_load.rows(one.url)
            yield from first_load.rows(one.url, "/kurz?lang=de", "main", 25_000)
            yield from soak.soak(one.url, one.process.pid, 10 if quick else 600)


if __name__ == "__main__":
    sys.exit(main())
