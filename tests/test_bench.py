"""The benchmark measures what it says it does. No test here judges a time."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bench import core, load, paper, phones, places, report, server, soak
from bench.rows import Row
from tests.support.serving import Server, serving


@pytest.fixture(scope="module")
def empty_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("empty"), root=server.EMPTY) as running:
        yield running


def is_measured(rows: list[Row]) -> bool:
    return bool(rows) and all(
        math.isfinite(row.value) and row.value >= 0 and (row.bare is None or row.bare > 0) for row in rows
    )


@pytest.mark.parametrize(
    "measure",
    [
        lambda: core.one_advice(5),
        lambda: core.json_lines(2, 4),
        lambda: core.many_at_once(2, 4, 2),
        lambda: places.searches((3, 30), 1),
        lambda: places.growth(1),
        lambda: paper.sheets(1),
        lambda: server.cold_start(1, root=server.EMPTY),
    ],
    ids=["advice", "lines", "caseload", "radius", "growth", "sheet", "cold start"],
)
def test_every_measurement_yields_numbers(measure: Callable[[], list[Row]]) -> None:
    assert is_measured(measure())


def test_pages_are_measured_over_their_own_protocol(app_server: Server, empty_server: Server) -> None:
    pages = {key: server.PAGES[key] for key in (server.GUIDE, "advice")}
    assert is_measured(server.reruns(app_server.url, empty_server.url, pages, 1))


def test_phones_and_comings_and_goings_are_measured(app_server: Server) -> None:
    with ThreadPoolExecutor(1) as apart:
        rows = [
            *apart.submit(phones.one_page, app_server.url, 2).result(),
            *apart.submit(phones.hall, app_server.url, 2, 0.1).result(),
            *apart.submit(soak.soak, app_server.url, app_server.process.pid, 0.5).result(),
        ]
    assert {row.part for row in rows} >= {phones.PART, soak.PART}
    assert all(math.isfinite(row.value) for row in rows)
    assert any("2 pages, 0 errors" in row.what for row in rows)


@pytest.mark.parametrize("processes", [1, 2])
def test_visitors_click_without_an_error(app_server: Server, processes: int) -> None:
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps an event loop in the main thread
        rows = apart.submit(load.sessions, [app_server.url] * processes, [2], 0.1).result()
    assert is_measured(rows)
    assert all("2 clicks, 0 errors" in row.what for row in rows)


def test_a_page_of_as_many_messages_is_really_that_long(empty_server: Server) -> None:
    from bench.visitor import Visitor

    with Visitor(empty_server.url) as empty, Visitor(empty_server.url, query="lines=12") as plain:
        empty.run()
        plain.run()
        assert plain.messages - empty.messages == 11


def test_the_report_tells_misses_apart() -> None:
    rows = [
        Row("A", "met", 1.0, "ms", "bare", 1.0, "≤ 2 ×", True),
        Row("A", "missed", 9.0, "ms", "bare", 1.0, "≤ 2 ×", False),
        Row("B", "rows", 500.0, "rows/s", "bare", 1000.0),
    ]
    now = datetime(2026, 11, 22, tzinfo=UTC)
    written = report.document(rows, now, now, (1.0, 2.0), "make bench")
    missed = written.split("## Missed aims")[1].split("##")[0]
    assert "missed" in missed
    assert "met –" not in missed
    assert "| rows | 500 rows/s | bare | 1 000 rows/s | 2.00 × | – | – |" in written
