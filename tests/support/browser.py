"""A real Chromium for tests: it may speak with this machine only, and everything it asks for is written down."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",  # the map draws with WebGL, here without a graphics card
    "--enable-unsafe-swiftshader",
    # Whatever is not this machine has no address: a third-party request is logged and fails.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]

PATIENCE = 60_000
"""Milliseconds to wait for the page on a busy machine; no test measures it."""

SETTLED = '[data-testid="stApp"][data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'

HEADING = '[data-testid="stMain"] h1'
"""Every page has one; the frame alone, on its way to another page, has none."""

NO_PAINT = Path(__file__).with_name("no_paint.js").read_text("utf-8")

LOOPBACK = ("127.0.0.1", "localhost", "[::1]", "::1")


def chromium() -> str | None:
    """The path of a Chromium: ``$CHROMIUM`` or the usual places; None where there is none.

    Debian's build without a window of its own is the same engine and takes half the work, so it comes first.
    """
    named = os.environ.get("CHROMIUM")
    usual = ["chromium-headless-shell", "/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome"]
    candidates = [named] if named else usual
    return next((found for name in candidates if (found := shutil.which(name))), None)


def settled(page: Page) -> Page:
    """Wait until the page has its heading and nothing left to do, twice in a row: a rerun may follow a rerun."""
    page.wait_for_selector(HEADING, state="attached", timeout=PATIENCE)
    for _ in range(2):
        page.wait_for_selector(SETTLED, state="attached", timeout=PATIENCE)
        page.wait_for_timeout(150)
    page.wait_for_selector(SETTLED, state="attached", timeout=PATIENCE)
    return page


@dataclass
class Visits:
    """Opens pages and keeps a log: call it for a new page in a context of its own.

    ``outside``: requests beyond this machine; must stay empty, checked after every test.
    ``refused``: what the Content-Security-Policy refused; the same.
    ``problems``: errors of the console and of scripts. ``urls``: every address asked for, in order.
    """

    browser: Browser
    url: str
    urls: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def __call__(
        self,
        width: int = 1280,
        height: int = 900,
        locale: str = "de-CH",
        path: str | None = "/",
        *,
        painted: bool = False,
        **context: Any,
    ) -> Page:
        """A page of this size and language, settled at ``path`` of the app (None: not opened at all).

        Args:
            painted: whether a map is painted as well; without a graphics card that takes seconds.

        Further arguments go to Playwright's ``new_context`` (``accept_downloads``, ``has_touch`` …).
        """
        made = self.browser.new_context(
            viewport={"width": width, "height": height}, locale=locale, timezone_id="Europe/Zurich", **context
        )
        made.set_default_timeout(PATIENCE)
        if not painted:
            made.add_init_script(NO_PAINT)
        made.on("request", lambda request: self._asked(request.url))
        made.on("console", self._console)
        made.on("page", lambda page: page.on("websocket", lambda socket: self._asked(socket.url)))
        made.on("weberror", lambda error: self.problems.append(str(error.error)))
        self.contexts.append(made)
        page = made.new_page()
        if path is not None:
            page.goto(self.url + path)
            settled(page)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _asked(self, url: str) -> None:
        self.urls.append(url)
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in LOOPBACK:
            self.outside.append(url)

    def _console(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            self.refused.append(message.text)
        if message.type == "error":
            self.problems.append(message.text)
