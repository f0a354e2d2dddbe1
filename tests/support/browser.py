"""A real Chromium for tests: it may speak with this machine only, and everything it asks for is written down."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Error, Page

FLAGS = [
    "--no-sandbox",
    "--js-flags=--no-opt,--no-maglev,--min-semi-space-size=64",  # no tab lives long enough to earn it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",  # the map draws with WebGL, here without a graphics card
    "--enable-unsafe-swiftshader",
    "--process-per-site",  # every tab draws in the process that has our scripts compiled already
    # In place of Playwright's own list, of which the middle is kept; what is compiled already is not read ahead again.
    "--disable-features=ScriptStreaming,PaintHolding,HttpsUpgrades,MediaRouter,OptimizationHints,LensOverlay",
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


def leave(page: Page) -> None:
    """A blank page in its place, whatever way the tab was on: who closes one on its way waits for ever."""
    for _ in range(5):
        try:
            page.goto("about:blank")
        except Error:  # another navigation was quicker
            continue
        return


@dataclass
class Chromium:
    """A browser whose contexts one test after another uses: half of opening a page is compiling its scripts.

    A test gets a context without cookies that no other page of the same test stands in, and new tabs in it (what our
    pages keep goes with the tab). Only scripts and files that never change stay from one test to the next.
    """

    engine: Browser
    free: dict[str, BrowserContext] = field(default_factory=dict)

    def lend(self, **options: Any) -> BrowserContext:
        """A context of these options of Playwright's; a tab of it keeps the process with the compiled scripts."""
        if kept := self.free.pop(self._key(options), None):
            return kept
        made = self.engine.new_context(timezone_id="Europe/Zurich", **options)
        made.set_default_timeout(PATIENCE)
        keeper = made.new_page()
        keeper.route("**/*", lambda route: route.fulfill(body="<!doctype html>", content_type="text/html"))
        keeper.goto("http://127.0.0.1/")
        keeper.unroute_all()
        return made

    def take_back(self, context: BrowserContext, **options: Any) -> None:
        """Closes every tab but the first; the context serves the next test, unless another one waits already."""
        if (key := self._key(options)) in self.free:
            context.close()
            return
        for page in context.pages[1:]:
            leave(page)
            page.close()
        context.clear_cookies()
        self.free[key] = context

    @staticmethod
    def _key(options: dict[str, Any]) -> str:
        return repr(sorted(options.items()))


@dataclass
class Visits:
    """Opens pages and keeps a log: call it for a new page in a context of its own.

    ``outside``: requests beyond this machine; must stay empty, checked after every test.
    ``refused``: what the Content-Security-Policy refused; the same.
    ``problems``: errors of the console and of scripts. ``urls``: every address asked for, in order.
    """

    browser: Chromium
    url: str
    urls: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    lent: list[tuple[BrowserContext, dict[str, Any]]] = field(default_factory=list)

    def __call__(
        self,
        width: int = 1280,
        height: int = 900,
        locale: str = "de-CH",
        path: str | None = "/",
        *,
        painted: bool = False,
        color_scheme: Literal["light", "dark"] | None = None,
        forced_colors: Literal["active"] | None = None,
        **options: Any,
    ) -> Page:
        """A page of this size and language, settled at ``path`` of the app (None: not opened at all).

        Args:
            painted: whether a map is painted as well; without a graphics card that takes seconds.

        Further arguments go to Playwright's ``new_context`` (``user_agent``, ``has_touch`` …).
        """
        options["locale"] = locale
        context = self.browser.lend(**options)
        self.lent.append((context, options))
        for event, heard in self._ears.items():
            context.on(event, heard)
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=color_scheme, forced_colors=forced_colors)
        if not painted:
            page.add_init_script(NO_PAINT)
        if path is not None:
            page.goto(self.url + path)
            settled(page)
        return page

    def close(self) -> None:
        for context, options in self.lent:
            for event, heard in self._ears.items():
                context.remove_listener(event, heard)
            self.browser.take_back(context, **options)
        self.lent.clear()

    @cached_property
    def _ears(self) -> dict[Any, Callable[[Any], None]]:
        """Of every event that is written down: what does so, the same objects each time."""
        return {
            "request": lambda request: self._asked(request.url),
            "console": self._console,
            "page": lambda page: page.on("websocket", lambda socket: self._asked(socket.url)),
            "weberror": lambda error: self.problems.append(str(error.error)),
        }

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
