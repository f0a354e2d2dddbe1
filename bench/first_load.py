"""The first load of a page in a cold browser on a slow connection: bytes, requests, time to the first question.

``python -m bench.first_load [URL-PATH …]`` prints a line for each connection; the benchmark takes the same rows.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from bench.rows import Row
from tests.support.browser import FLAGS, chromium
from tests.support.serving import serving

PART = "First load, cold browser, processor ÷ 4"
PATIENCE = 120_000
GUIDE, QUESTION = "/", "#guide-start"


@dataclass(frozen=True)
class Connection:
    """What a phone has: bytes per second down and milliseconds before each answer; ``None`` for no limit."""

    name: str
    down: float | None
    latency: int
    aim: float


CONNECTIONS = (
    Connection("no limit", None, 0, 4.0),
    Connection("fast 3G", 180_000, 562, 8.0),
    Connection("slow 3G", 50_000, 2_000, 20.0),
)
"""Speeds and latencies of the browser's own developer tools."""


@dataclass
class Load:
    """What one load took: seconds to ``first`` paint of ours and to the question; bytes over the wire by address."""

    shell: float = 0.0
    question: float = 0.0
    by_address: dict[str, int] = field(default_factory=dict)
    stream: int = 0

    @property
    def bytes(self) -> int:
        return sum(self.by_address.values()) + self.stream


def load(browser: Browser, url: str, wanted: str, connection: Connection, slower: int = 4) -> Load:
    """Opens ``url`` in a new context until ``wanted`` is to be seen."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="de-CH")
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        if connection.down:
            limits = {"latency": connection.latency, "downloadThroughput": connection.down}
            session.send(
                "Network.emulateNetworkConditions",
                {"offline": False, "uploadThroughput": connection.down, **limits},
            )
        found, addresses = Load(), dict[str, str]()

        def finished(event: dict[str, Any]) -> None:
            address = addresses.get(event["requestId"], "?")
            found.by_address[address] = found.by_address.get(address, 0) + int(event["encodedDataLength"])

        def frame(event: dict[str, Any]) -> None:
            found.stream += len(event["response"]["payloadData"]) * 3 // 4  # base64

        session.on("Network.requestWillBeSent", lambda e: addresses.__setitem__(e["requestId"], e["request"]["url"]))
        session.on("Network.loadingFinished", finished)
        session.on("Network.webSocketFrameReceived", frame)
        begun = perf_counter()
        page.goto(url, wait_until="commit", timeout=PATIENCE)
        found.shell = perf_counter() - begun
        page.wait_for_selector(wanted, timeout=PATIENCE)
        found.question = perf_counter() - begun
        page.wait_for_timeout(1_000)
        return found
    finally:
        context.close()


def rows(url: str, path: str = GUIDE, wanted: str = QUESTION, most: int = 1_000_000) -> list[Row]:
    """The measurements of the address ``path`` on every connection."""
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for connection in CONNECTIONS:
            one = load(browser, url + path, wanted, connection)
            what = f"{path}, {connection.name}"
            if connection.down is None:
                met = one.bytes <= most
                found.append(
                    Row(PART, f"{path}, bytes", one.bytes / 1e3, "kB", aim=f"≤ {most // 1000} kB", reached=met)
                )
            met = one.question <= connection.aim
            found.append(Row(PART, what, one.question, "s", aim=f"≤ {connection.aim:.0f} s", reached=met))
        browser.close()
    return found


def main() -> int:
    """Every request of one load, the largest first, then the times."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            one = load(browser, server.url + GUIDE, QUESTION, CONNECTIONS[0])
            for address, size in sorted(one.by_address.items(), key=lambda item: -item[1]):
                print(f"{size / 1e3:9.1f} kB  {address.removeprefix(server.url)}")
            print(f"{one.stream / 1e3:9.1f} kB  websocket; {len(one.by_address)} requests")
            browser.close()
        for row in rows(server.url):
            print(row.what, round(row.value, 2), row.unit, row.aim, row.reached)
    return 0


if __name__ == "__main__":
    sys.exit(main())
