"""Asks an application in this process, without a socket: what a client sends in, what it gets back."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

from starlette.types import ASGIApp

OWN = {"host": "127.0.0.1:8501"}


T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """``status`` of HTTP, or the code with which a websocket was closed."""

    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


async def asked(
    app: ASGIApp,
    path: str,
    method: str = "GET",
    headers: Mapping[str, str] = OWN,
    body: Iterable[bytes] = (),
    client: str = "127.0.0.1",
) -> Answer:
    """One request."""
    sent: list[Any] = []
    parts = [*body]
    path, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in headers.items()],
        "client": (client, 50_000),
        "server": ("127.0.0.1", 8501),
        "scheme": "http",
        "http_version": "1.1",
    }

    async def receive() -> dict[str, Any]:
        if parts:
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    found = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], found, b"".join(one.get("body", b"") for one in sent[1:]))


async def unasked(*_: Any) -> Any:
    """Stands where nothing is received or sent."""
    raise AssertionError("nobody was to ask")


def ask(app: ASGIApp, path: str, method: str = "GET", **options: Any) -> Answer:
    """One request, from any test."""
    return finished(asked(app, path, method, **options))


def finished(work: Coroutine[Any, Any, T]) -> T:
    """What comes of ``work``, in a loop of its own: the browser of other tests keeps one in this thread."""
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(asyncio.run, work).result()
