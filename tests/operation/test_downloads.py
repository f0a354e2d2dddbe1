"""Every download arrives, whoever else is clicking; its address tells nothing and lives no longer than its session."""

from __future__ import annotations

import asyncio
import gc
import threading
import urllib.error
import urllib.request
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.applications import Starlette

from bench.visitor import Visitor
from serve import downloads
from serve.downloads import MOST_PER_SESSION, DownloadLink, Shelf
from tests.support.asking import ask, asked, finished
from tests.support.serving import Server

VISITORS = 50
STAFF = "role=staff"


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    own = Shelf()
    monkeypatch.setattr(downloads, "SHELF", own)
    return own


@pytest.fixture
def client(shelf: Shelf) -> Starlette:
    return Starlette(routes=[*downloads.routes()])


def offer(
    shelf: Shelf, mine: dict[str, DownloadLink], key: str = "sheet", make: Any = lambda: b"%PDF", **more: Any
) -> str:
    options = {"file": "blatt.pdf", "mime": "application/pdf", "inline": False, **more}
    return f"/download/{shelf.offer(mine, key, make, **options).token}"


def test_a_file_is_made_at_the_click_and_not_before(shelf: Shelf, client: Starlette) -> None:
    made: list[int] = []
    mine: dict[str, DownloadLink] = {}

    def make() -> bytes:
        made.append(1)
        return b"%PDF"

    address = offer(shelf, mine, make=make)
    assert ask(client, address, "HEAD").status == 200
    assert made == []
    assert ask(client, address).content == b"%PDF"
    assert made == [1]


def test_it_bears_our_name_and_stays_in_no_cache(shelf: Shelf, client: Starlette) -> None:
    mine: dict[str, DownloadLink] = {}
    headers = ask(client, offer(shelf, mine, file='fälle "1".csv')).headers
    assert headers["content-disposition"] == (
        "attachment; filename=\"f_lle _1_.csv\"; filename*=UTF-8''f%C3%A4lle%20%221%22.csv"
    )
    assert headers["cache-control"] == "no-store"


def test_the_link_of_a_run_leads_to_what_the_last_run_said(shelf: Shelf, client: Starlette) -> None:
    mine: dict[str, DownloadLink] = {}
    first = offer(shelf, mine, make=lambda: b"old")
    assert offer(shelf, mine, make=lambda: b"new") == first
    assert ask(client, first).content == b"new"


def test_a_picture_of_something_else_has_another_address(shelf: Shelf) -> None:
    mine: dict[str, DownloadLink] = {}
    assert offer(shelf, mine, about=1) == offer(shelf, mine, about=1) != offer(shelf, mine, about=2)


def test_the_same_content_in_two_sessions_has_two_addresses_that_cannot_be_guessed(shelf: Shelf) -> None:
    sessions: list[dict[str, DownloadLink]] = [{} for _ in range(200)]
    tokens = {offer(shelf, mine).rpartition("/")[2] for mine in sessions}
    assert len(tokens) == 200
    assert min(map(len, tokens)) >= 32


def test_a_link_dies_with_its_session(shelf: Shelf, client: Starlette) -> None:
    mine: dict[str, DownloadLink] = {}
    address = offer(shelf, mine)
    mine.clear()
    gc.collect()
    assert ask(client, address).status == 404
    assert len(shelf) == 0


def test_a_session_holds_only_so_many_links_and_the_oldest_goes(shelf: Shelf, client: Starlette) -> None:
    mine: dict[str, DownloadLink] = {}
    addresses = [offer(shelf, mine, key=str(number)) for number in range(MOST_PER_SESSION)]
    offer(shelf, mine, key="0")  # drawn again: now the second is the oldest
    offer(shelf, mine, key="one more")
    gc.collect()
    assert [ask(client, address).status for address in addresses[:3]] == [200, 404, 200]


def test_a_fault_while_making_it_tells_nothing_of_the_answers(
    shelf: Shelf, client: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bytes:
        raise ValueError("addiction: True")

    mine: dict[str, DownloadLink] = {}
    found = ask(client, offer(shelf, mine, make=broken))
    assert found.status == 500
    assert "addiction" not in found.text + caplog.text
    assert "ValueError" in caplog.text


@pytest.mark.parametrize("size", [8, 9])
def test_a_file_beyond_all_bounds_is_refused(
    shelf: Shelf, client: Starlette, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(downloads, "MOST_BYTES", 8)
    mine: dict[str, DownloadLink] = {}
    assert ask(client, offer(shelf, mine, make=lambda: b"x" * size)).status == (200 if size == 8 else 500)


def fetch(url: str) -> bytes:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            content: bytes = answer.read()
            return content
    except urllib.error.HTTPError as refused:
        return str(refused.code).encode()


SHEET = "ami-blatt-de-2026-11-22.pdf"


@pytest.mark.slow
def test_every_download_arrives_while_fifty_others_click(app_server: Server) -> None:
    """Twenty of them answer «weiss ich nicht» and go on; the links of the others were drawn before that."""
    with ExitStack() as leaving, ThreadPoolExecutor(12) as crowd:
        tabs = [leaving.enter_context(Visitor(app_server.url, "takeaway", STAFF)) for _ in range(VISITORS)]
        list(crowd.map(Visitor.run, tabs))
        wanted = [(tab, address) for tab in tabs for file, address in tab.downloads.items() if file != SHEET]
        wanted += [(tab, tab.downloads[SHEET]) for tab in tabs[:10]]
        assert len(wanted) > 2 * VISITORS
        clicks: list[Callable[[], object]] = [tab.run for tab in tabs]
        fetches = [lambda at=address: fetch(f"{app_server.url}/{at}") for _, address in wanted]
        going_on = [crowd.submit(click) for click in clicks]
        got = [future.result() for future in [crowd.submit(one) for one in fetches]]
        assert all(future.result() for future in going_on)
    assert [content for content in got if len(content) < 10] == []
    assert sum(content.startswith(b"%PDF") for content in got) == 10


def test_nobody_waits_for_a_file_that_is_made(shelf: Shelf, client: Starlette) -> None:
    """The event loop, which serves everybody's clicks, goes on while a file is made in a thread."""
    begun, may_end = threading.Event(), threading.Event()
    mine: dict[str, DownloadLink] = {}

    def slow() -> bytes:
        begun.set()
        may_end.wait(30)
        return b"%PDF"

    address = offer(shelf, mine, make=slow)

    async def both() -> tuple[int, bytes]:
        waiting = asyncio.create_task(asked(client, address))
        await asyncio.to_thread(begun.wait, 30)
        meanwhile = await asked(client, "/download/nothing")
        may_end.set()
        return meanwhile.status, (await waiting).content

    assert finished(both()) == (404, b"%PDF")
