"""What the server tells the browser it may do: as little as the pages can live with.

Measured in Chromium with every page, the map and the downloads:
``style-src 'unsafe-inline'`` is needed because the framework writes its styles while running; ``blob:`` because the map
starts its workers from blobs and components arrive as blobs; ``'wasm-unsafe-eval'`` for the map alone (it allows
WebAssembly, not ``eval``). ``script-src`` holds no ``'unsafe-inline'``: the inline
scripts of the framework's own page are named by their digests, read from the installed copy at start.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

import streamlit
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from operation.settings import Settings

SWISSTOPO = "https://vectortiles.geo.admin.ch https://wmts.geo.admin.ch"

INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def headers(settings: Settings, inline: Iterable[str] = ()) -> dict[str, str]:
    """The headers of every response; ``inline`` are further inline scripts that a page may run, word for word."""
    framed = settings.frame_ancestors
    found = {
        "content-security-policy": policy(settings, [*_frame_scripts(), *inline]),
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "cross-origin" if framed else "same-origin",
        "x-robots-tag": "noindex",
    }
    if not framed:
        found["x-frame-options"] = "DENY"
    return found


def policy(settings: Settings, inline: Iterable[str]) -> str:
    """The Content-Security-Policy; ``'self'`` also covers the page's own websocket."""
    map_tiles = f" {SWISSTOPO}" if settings.basemap == "swisstopo" else ""
    framed = " ".join(settings.frame_ancestors) or "'none'"
    digests = " ".join(sorted({_digest(script) for script in inline}))
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval' blob: {digests}".rstrip(),
            "worker-src 'self' blob:",
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{map_tiles}",
            f"connect-src 'self' data: blob:{map_tiles}",
            "font-src 'self' data:",
            "media-src 'self' blob:",
            "manifest-src 'self'",
            "frame-src 'self'",
            f"frame-ancestors {framed}",
            "form-action 'self'",
            "base-uri 'none'",
            "object-src 'none'",
        ]
    )


class Headers:
    """Sets ``fixed`` on every HTTP response, whoever made it; what a person made is never kept in a cache."""

    def __init__(self, app: ASGIApp, fixed: dict[str, str]) -> None:
        self.app, self.fixed = app, fixed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = MutableHeaders(scope=message)
                for name, value in self.fixed.items():
                    given[name] = value
                # A downloaded sheet or case file must not stay in a shared computer's cache.
                if scope["path"].startswith(("/media/", "/api/", "/download/")):
                    given["cache-control"] = "no-store"
                given.setdefault("cache-control", "no-cache")  # kept, but asked about before each use
                del given["server"]
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _frame_scripts() -> list[str]:
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    return INLINE_SCRIPT.findall(page.read_text(encoding="utf-8"))


def _digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"
