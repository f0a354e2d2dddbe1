"""Many visitors at once, each with a click every two seconds, on one process and on two."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from bench.people import SEED
from bench.persona import QUESTIONS, STAFF, answer
from bench.rows import Row, share
from bench.visitor import BIGGEST, PROTOCOL, RunFailure, Visitor, finished, stream

PART = "Sessions, a click every 2 s"
EVERY = 2.0
CLICK = 15.0
"""Seconds after which a click counts as failed."""
ARRIVING = 8
"""So many visitors draw their first page at the same time, before the measurement begins."""
AIMS = {(1, 50): 100.0, (2, 100): 100.0, (2, 200): 1_000.0}
"""Processes and visitors → milliseconds within which 19 of 20 clicks shall be answered."""
EMPTY = Visitor.asking("")
FAILED = (RunFailure, TimeoutError, OSError, WebSocketException)


@dataclass
class Experience:
    """What the visitors lived through: seconds of each click, and what went wrong how often."""

    clicks: list[float] = field(default_factory=list)
    errors: Counter[str] = field(default_factory=Counter)


def sessions(processes: Sequence[str], counts: Sequence[int], lasting: float, bare: Sequence[str] = ()) -> list[Row]:
    """So many visitors on the answered advice page, shared out among the processes as a sticky proxy would.

    Args:
        processes: the addresses of the servers.
        lasting: seconds.
        bare: as many servers of an empty page, asked in the same way right afterwards.
    """
    with Visitor(processes[0], "advice", STAFF) as visitor:
        answer(visitor)
        first, click = visitor.request(), visitor.request(QUESTIONS)
    rows = []
    many = "one process" if len(processes) == 1 else f"{len(processes)} processes"
    for count in counts:
        seen = asyncio.run(_crowd([processes[at % len(processes)] for at in range(count)], first, click, lasting))
        kinds = f" ({', '.join(sorted(seen.errors))})" if seen.errors else ""
        what = f"{count} on {many}, {len(seen.clicks)} clicks, {seen.errors.total()} errors{kinds}"
        empty = Experience()
        if bare:
            empty = asyncio.run(_crowd([bare[at % len(bare)] for at in range(count)], EMPTY, EMPTY, lasting))
        aim = AIMS.get((len(processes), count))
        for name, part in (("p50", 0.5), ("p95", 0.95)):
            value = share(seen.clicks, part) * 1e3 if seen.clicks else float("nan")
            beside = share(empty.clicks, part) * 1e3 if empty.clicks else None
            told: dict[str, Any] = {}
            if aim is not None and name == "p95":
                told = {"aim": f"≤ {aim:.0f} ms, no error", "reached": value <= aim and not seen.errors}
            rows.append(
                Row(PART, f"{what}: {name}", value, "ms", "an empty page" if empty.clicks else "", beside, **told)
            )
    return rows


async def _crowd(urls: Sequence[str], first: bytes, click: bytes, lasting: float) -> Experience:
    """``first`` draws the whole page, ``click`` what a click on it asks for."""
    seen, chance = Experience(), random.Random(SEED)
    door = asyncio.Semaphore(ARRIVING)
    arrived = await asyncio.gather(*(_arrive(url, first, door, seen) for url in urls))
    tabs = [socket for socket in arrived if socket is not None]
    await asyncio.gather(
        *(_click_on(socket, click, chance.uniform(0, min(EVERY, lasting)), lasting, seen) for socket in tabs)
    )
    await asyncio.gather(*(socket.close() for socket in tabs))
    return seen


async def _arrive(url: str, first: bytes, door: asyncio.Semaphore, seen: Experience) -> ClientConnection | None:
    """A tab with its first page drawn."""
    async with door:
        try:
            socket = await connect(
                stream(url),
                subprotocols=[PROTOCOL],
                max_size=BIGGEST,
                compression=None,
                proxy=None,
                ping_interval=None,
                close_timeout=2,
            )
            await _run(socket, first)
        except FAILED as error:
            seen.errors[type(error).__name__] += 1
            return None
        return socket


async def _click_on(socket: ClientConnection, click: bytes, wait: float, lasting: float, seen: Experience) -> None:
    until = time.perf_counter() + lasting
    await asyncio.sleep(wait)
    while True:
        try:
            took = await _run(socket, click)
        except FAILED as error:
            seen.errors[type(error).__name__] += 1
            return
        seen.clicks.append(took)
        if time.perf_counter() + EVERY - took >= until:
            return
        await asyncio.sleep(max(0.0, EVERY - took))


async def _run(socket: ClientConnection, click: bytes) -> float:
    begun = time.perf_counter()
    async with asyncio.timeout(CLICK):
        await socket.send(click)
        while True:
            raw = await socket.recv()
            if finished(raw if isinstance(raw, bytes) else raw.encode()):
                return time.perf_counter() - begun
