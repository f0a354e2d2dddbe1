"""Is the data sound? Asked once at start; the answer decides between the pages and a page that names the faults."""

from __future__ import annotations

import html
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from finder.facts.dataset import on_file
from finder.office.check import faults

TEMPLATE = Path(__file__).with_name("fault.html")


def data_faults() -> list[str]:
    """Every fault in the data that is served, one line each: what ``python -m finder check`` says."""
    return [str(fault) for fault in faults(on_file())]


def edition() -> str:
    """Which state of the data is served: the newest edition of the tariffs."""
    return max(on_file().tariffs, key=lambda one: one.since).edition


def health_route(found: Sequence[str], edition: str) -> Route:
    """``GET /health``: 200 while the data is sound, else 503, for a supervisor or a proxy."""
    started = datetime.now(UTC).isoformat(timespec="seconds")

    async def health(_request: Request) -> Response:
        state = {"ok": not found, "faults": list(found), "edition": edition, "started": started}
        return JSONResponse(state, 503 if found else 200, headers={"cache-control": "no-store"})

    return Route("/health", health, methods=["GET"])


def fault_app(found: Sequence[str]) -> Starlette:
    """Served instead of the pages while a data file has faults: what is wrong, where, and whose turn it is."""
    items = "\n".join(f"<li><code>{html.escape(fault)}</code></li>" for fault in found)
    page = TEMPLATE.read_text(encoding="utf-8").replace("{faults}", items)

    async def explain(_request: Request) -> Response:
        return HTMLResponse(page, 503, headers={"retry-after": "300"})

    return Starlette(routes=[health_route(found, ""), Route("/{path:path}", explain)])
