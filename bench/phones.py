"""``/kurz``: what one page costs the server, and a full hall of phones on one process."""

from __future__ import annotations

import asyncio
import http.client
import statistics
import time
from collections import Counter
from urllib.parse import urlsplit

from bench.rows import Row, seconds, share

PART = "The guide without scripts"
ADDRESS = "/kurz?lang=de"
EVERY = 5.0
"""Seconds between two pages of one phone."""
PATIENCE = 15.0


def one_page(url: str, times: int) -> list[Row]:
    """The median time of a page over one connection, beside that of ``/health``; and its bytes."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    sizes = [0]

    def ask(path: str) -> None:
        connection.request("GET", path, headers={"accept-encoding": "gzip"})
        sizes[0] = len(connection.getresponse().read())

    taken = [(seconds(lambda: ask("/health")), seconds(lambda: ask(ADDRESS))) for _ in range(times)]
    connection.close()
    bare, ours = (statistics.median(column) * 1e3 for column in zip(*taken, strict=True))
    size = sizes[0] / 1e3
    return [
        Row(PART, "one page", ours, "ms", "/health", bare, "≤ 5 ms", ours <= 5),
        Row(PART, "its bytes, compressed", size, "kB", aim="≤ 25 kB", reached=size <= 25),
    ]


def hall(url: str, phones: int, lasting: float) -> list[Row]:
    """So many phones, each asking for a page every five seconds, on one process."""
    taken, errors = asyncio.run(_hall(url, phones, lasting))
    kinds = f" ({', '.join(sorted(errors))})" if errors else ""
    what = f"{phones} phones, a page every {EVERY:.0f} s, {len(taken)} pages, {errors.total()} errors{kinds}: p95"
    value = share(taken, 0.95) * 1e3 if taken else float("nan")
    return [Row(PART, what, value, "ms", aim="≤ 100 ms, no error", reached=value <= 100 and not errors)]


async def _hall(url: str, phones: int, lasting: float) -> tuple[list[float], Counter[str]]:
    taken: list[float] = []
    errors: Counter[str] = Counter()
    parts = urlsplit(url)

    async def phone(at: int) -> None:
        await asyncio.sleep(EVERY * at / phones)
        until = time.perf_counter() + lasting
        while time.perf_counter() < until:
            begun = time.perf_counter()
            try:
                async with asyncio.timeout(PATIENCE):
                    await _ask(parts.hostname or "", parts.port or 80)
                taken.append(time.perf_counter() - begun)
            except (OSError, TimeoutError, ValueError) as error:
                errors[type(error).__name__] += 1
            await asyncio.sleep(max(0.0, EVERY - (time.perf_counter() - begun)))

    await asyncio.gather(*(phone(at) for at in range(phones)))
    return taken, errors


async def _ask(host: str, port: int) -> None:
    reader, writer = await asyncio.open_connection(host, port)
    try:
        writer.write(f"GET {ADDRESS} HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode())
        answer = await reader.read()
    finally:
        writer.close()
    if not answer.startswith(b"HTTP/1.1 200"):
        raise ValueError(answer[:30])
