"""A connection whose request does not arrive in time is closed: the library waits for ever."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_WITHIN = 15.0
"""Seconds from the opening of a connection, or the first letter of a further request, to the end of its headers."""
MOST_CONNECTIONS = 1_000


class ImpatientProtocol(HttpToolsProtocol):
    """The library's protocol with a clock."""

    _clock: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._start()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        super().connection_lost(exc)

    def on_message_begin(self) -> None:
        self._start()
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._stop()
        super().on_headers_complete()

    def send_400_response(self, msg: str) -> None:
        self._stop()
        super().send_400_response(msg)

    def _start(self) -> None:
        self._stop()
        loop: Any = self.loop
        self._clock = loop.call_later(HEADERS_WITHIN, self.transport.abort)

    def _stop(self) -> None:
        if self._clock is not None:
            self._clock.cancel()
            self._clock = None
