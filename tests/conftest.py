"""Shared fixtures: the frozen data, the real server, a real browser, and a loud word about all that was skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import expect, sync_playwright

from finder.facts.dataset import put_in_use
from tests.support.browser import FLAGS, PATIENCE, Chromium, Visits, chromium
from tests.support.frozen import FROZEN
from tests.support.serving import Server, serving
from tests.support.warm_start import warm

BROWSER_FIXTURES = {"browser", "page_at"}


def pytest_configure() -> None:
    """Before the first test is collected: many a table of cases is made of what is on file."""
    put_in_use(FROZEN)
    # The same examples on every run and no stop-watch: a busy machine turns no test red.
    settings.register_profile("house", deadline=None, derandomize=True, database=None, max_examples=50)
    settings.load_profile("house")


@pytest.fixture(autouse=True)
def _frozen_data() -> Iterator[None]:
    """Every test begins on the frozen data, whatever the one before put in use."""
    put_in_use(FROZEN)
    yield
    put_in_use(FROZEN)


@pytest.fixture(scope="session")
def app_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The production launcher on a free port, on 22.11.2026: ``.url``, ``.said()``."""
    with serving(tmp_path_factory.mktemp("server"), start=warm) as server:
        yield server


@pytest.fixture(scope="session")
def browser() -> Iterator[Chromium]:
    """One Chromium for all tests; without one they are skipped, with ``BROWSER=required`` they fail."""
    path = chromium()
    if path is None:
        reason = "no Chromium: install one or name it in $CHROMIUM"
        if os.environ.get("BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield Chromium(launched)
        launched.close()


@pytest.fixture
def page_at(browser: Chromium, app_server: Server) -> Iterator[Visits]:
    """``page_at(width, height, locale)`` opens the app; afterwards nothing may have left this machine."""
    visits = Visits(browser, app_server.url)
    yield visits
    visits.close()
    assert visits.outside == [], "a page asked somebody else"
    assert visits.refused == [], "a page needs what the Content-Security-Policy refuses"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons: dict[str, int] = {}
    for report in skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        reasons[reason] = reasons.get(reason, 0) + 1
    terminalreporter.section("NOT TESTED", sep="!", red=True, bold=True)
    for reason, count in reasons.items():
        terminalreporter.line(f"{count} × {reason}", red=True, bold=True)
