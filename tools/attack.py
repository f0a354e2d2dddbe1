"""Attacks a server of its own on this machine, within bounds, and says what held.

python tools/attack.py [--seconds 20]

It starts the real launcher on a free port, puts a handful of ordinary visitors into it, and attacks while they click:
workbooks made to be heavy, foreign origins and hosts, silent websockets, slow requests, uploads without end, hostile
messages, downloads under load. One line each; exit 1 where something did not hold. Never point it at anything else.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import socket
import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from websockets.exceptions import ConnectionClosed, InvalidStatus  # noqa: E402 - the folder must be on the path first
from websockets.sync.client import connect  # noqa: E402
from websockets.typing import Origin  # noqa: E402

from bench.visitor import PROTOCOL, Visitor, stream  # noqa: E402
from tests.support.hostile import tables, workbooks  # noqa: E402
from tests.support.serving import Server, serving  # noqa: E402
from workshop.pool import Job  # noqa: E402

VISITORS = 20
PAGE = "takeaway"
DAY = date(2026, 11, 22)


@dataclass
class Clicks:
    """What ordinary visitors live through meanwhile, in milliseconds."""

    took: list[float] = field(default_factory=list)
    failed: int = 0

    def said(self) -> str:
        if len(self.took) < 2:
            return "no click"
        cuts = statistics.quantiles(self.took, n=20)
        return f"{len(self.took)} clicks, p50 {statistics.median(self.took):.0f} ms, p95 {cuts[18]:.0f} ms"


@contextmanager
def visitors(server: Server, count: int = VISITORS) -> Iterator[Clicks]:
    """Ordinary visitors who click every two seconds for as long as the context lasts."""
    clicks, over = Clicks(), Event()

    def click(number: int) -> None:
        try:
            with Visitor(server.url, PAGE, "role=staff") as tab:
                over.wait(number / count * 2)
                while not over.is_set():
                    clicks.took.append(tab.run() * 1e3)
                    over.wait(2)
        except (OSError, RuntimeError, TimeoutError, ConnectionClosed, InvalidStatus):
            clicks.failed += 1

    crowd = [Thread(target=click, args=(number,), daemon=True) for number in range(count)]
    for one in crowd:
        one.start()
    try:
        yield clicks
    finally:
        over.set()
        for one in crowd:
            one.join(30)


def descriptors(server: Server) -> int:
    return len(os.listdir(f"/proc/{server.process.pid}/fd"))  # noqa: PTH208 - names are enough


def memory(server: Server) -> int:
    """Resident megabytes."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def fetch(url: str, headers: dict[str, str] | None = None, *, patience: float = 60) -> int:
    """The status, or 0 where there was no answer. ``patience``: seconds to wait for it."""
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers or {}), timeout=patience) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code
    except OSError:
        return 0


# ── The attacks ──────────────────────────────────────────────────────────────────


def foreign(server: Server) -> tuple[bool, str]:
    """Other websites and other names."""
    held = 0
    origins = ("https://evil.example", "http://localhost:3000", "null")
    for origin in origins:
        with contextlib.suppress(InvalidStatus):
            connect(stream(server.url), subprotocols=[PROTOCOL], origin=Origin(origin), proxy=None).close()
            continue
        held += 1
    status = fetch(f"{server.url}/health", {"Host": "evil.example"})
    asked = server.outward()
    return (
        held == 3 and status == 421 and not asked,
        f"{held} of 3 origins refused, host {status}, outward {len(asked)}",
    )


def silent(server: Server, count: int = 400) -> tuple[bool, str]:
    """Websockets that say nothing; whoever comes meanwhile is served."""
    before = descriptors(server)
    with ExitStack() as leaving:
        opened = 0
        for _ in range(count):
            try:
                leaving.enter_context(connect(stream(server.url), subprotocols=[PROTOCOL], proxy=None, close_timeout=1))
                opened += 1
            except (OSError, InvalidStatus, TimeoutError):
                break
        most = descriptors(server)
        health = fetch(f"{server.url}/health")
    return (
        health == 200 and opened < count,
        f"{opened} of {count} let in, descriptors {before} → {most}, health {health}",
    )


def slow(server: Server, count: int = 60, patience: float = 25.0) -> tuple[bool, str]:
    """Requests whose headers come a letter at a time."""
    host, port = server.url.removeprefix("http://").split(":")
    until, closed = time.monotonic() + patience, 0
    with ExitStack() as leaving:
        lines = [leaving.enter_context(socket.create_connection((host, int(port)), 5)) for _ in range(count)]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            line.settimeout(0.2)
        while lines and time.monotonic() < until:
            for line in [*lines]:
                try:
                    line.sendall(b"a")
                    gone = line.recv(1) == b""
                except TimeoutError:
                    gone = False
                except OSError:
                    gone = True
                if gone:
                    closed += 1
                    lines.remove(line)
    return closed == count, f"{closed} of {count} hung up on within {patience:.0f} s"


def large(server: Server) -> tuple[bool, str]:
    """Bodies beyond every bound."""
    found = []
    for path, size in (("/api/advise", 70_000), ("/api/advise", 7 * 2**20), ("/_stcore/upload_file/x/y", 7 * 2**20)):
        method = "PUT" if "upload" in path else "POST"
        request = urllib.request.Request(server.url + path, b"x" * size, method=method)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                found.append(answer.status)
        except urllib.error.HTTPError as refused:
            found.append(refused.code)
        except OSError:
            found.append(0)
    return all(status == 0 or 400 <= status < 500 for status in found), f"answered {found}"


def messages(server: Server) -> tuple[bool, str]:
    """Messages that no browser sends."""
    before = len(server.said())
    for message in ("text", b"\xff\xff", b"x" * (3 * 2**20)):
        with (
            contextlib.suppress(ConnectionClosed, OSError),
            connect(stream(server.url), subprotocols=[PROTOCOL], proxy=None) as tab,
        ):
            tab.send(message)
            tab.recv(5)
    said = server.said()[before:]
    return "Traceback" not in said, f"{len(said)} characters of log, no stack"


def heavy(_: Server) -> tuple[bool, str]:
    """Tables made to take for ever, each where the pages would have it judged."""
    slowest = ("", 0.0)
    for name, content in {**workbooks(), **tables()}.items():
        ending = "xlsx" if content.startswith(b"PK") else "csv"
        begun = time.monotonic()
        Job("judge", content, f"faelle.{ending}", DAY).wait(150)
        took = time.monotonic() - begun
        slowest = max(slowest, (name, took), key=lambda one: one[1])
    return slowest[1] < 120, f"the slowest of {len(workbooks()) + len(tables())}: {slowest[0]}, {slowest[1]:.1f} s"


def many(server: Server) -> tuple[bool, str]:
    """A hundred thousand cases while others click."""
    rows = b"".join(b"%d;%d;%d;ja\n" % (at, (4500, 4528, 4600, 2540)[at % 4], 16 + at % 49) for at in range(100_000))
    with visitors(server) as clicks:
        time.sleep(4)
        clicks.took.clear()
        begun = time.monotonic()
        job = Job("judge", b"Fall;PLZ;Alter;Sozialhilfe\n" + rows, "faelle.csv", DAY)
        job.wait(150)
        took = time.monotonic() - begun
    return job.result is not None and not clicks.failed, f"{took:.1f} s; meanwhile {clicks.said()}"


def downloads(server: Server, seconds: float) -> tuple[bool, str]:
    """Everything there is to download, while others click."""
    wanted = arrived = 0
    with visitors(server) as clicks, Visitor(server.url, PAGE, "role=staff") as tab, ThreadPoolExecutor(4) as crowd:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            tab.run()
            found = list(crowd.map(fetch, [f"{server.url}/{address}" for address in tab.downloads.values()]))
            wanted, arrived = wanted + len(found), arrived + found.count(200)
    return arrived == wanted > 0, f"{arrived} of {wanted} arrived; meanwhile {clicks.said()}"


def main() -> int:
    """Every attack, one line each. Exit 1 where one of them did not hold."""
    parser = argparse.ArgumentParser(description="Attacks a server of its own on this machine.")
    parser.add_argument("--seconds", type=float, default=20.0, help="for the downloads under load (default: 20)")
    seconds = parser.parse_args().seconds
    attacks: dict[str, Callable[[Server], tuple[bool, str]]] = {
        "foreign origins and hosts": foreign,
        "hostile messages": messages,
        "bodies too large": large,
        "slow requests": slow,
        "silent websockets": silent,
        "tables made to be heavy": heavy,
        "a hundred thousand cases": many,
        "downloads under load": lambda server: downloads(server, seconds),
    }
    failed = 0
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        fetch(f"{server.url}/health")  # answered once it is warm
        start = (memory(server), descriptors(server))
        for name, attack in attacks.items():
            held, said = attack(server)
            failed += not held
            print(f"{'held  ' if held else 'FAILED'} {name}: {said}", flush=True)
        said = server.said()
        print(f"memory {start[0]} → {memory(server)} MB, descriptors {start[1]} → {descriptors(server)}")
        print(f"log: {len(said)} characters; written: {len(server.written())} files; outward: {len(server.outward())}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
