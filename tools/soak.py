"""Visitors come, answer, download and leave for ten minutes; then nobody comes: what does the server keep of them?

python tools/soak.py [--minutes 10] [--visitors 20] [--write]

It starts the real launcher on a free port of this machine. The start that everything is compared with is the server
after a first minute of visitors and their leaving, when libraries and fonts are in. Exit 1 where a download did not
arrive, a click failed, or something of the visitors stayed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from websockets.exceptions import WebSocketException  # noqa: E402 - the folder must be on the path first

from bench.persona import STAFF, answer  # noqa: E402
from bench.visitor import RunFailure, Visitor  # noqa: E402
from tests.support.serving import Server, serving  # noqa: E402
from tools.attack import fetch  # noqa: E402

DOCUMENT = ROOT / "docs" / "soak.md"
THINKING = 2.0
"""Seconds between two clicks."""
IDLE = 180.0
"""Seconds within which everything has to be as it was."""
AGAIN = {"memory": 32, "threads": 4, "descriptors": 8}
"""More than at the start that still counts as the same: megabytes, and what the libraries keep for the next visitor."""


@dataclass
class Lived:
    """What the visitors lived through."""

    visits: int = 0
    clicks: list[float] = field(default_factory=list)
    downloads: Counter[int] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)

    @property
    def whole(self) -> bool:
        return not self.errors and set(self.downloads) == {200}

    def said(self) -> str:
        p50, p95 = (statistics.median(self.clicks), statistics.quantiles(self.clicks, n=20)[18])
        arrived, wanted = self.downloads[200], self.downloads.total()
        errors = f", errors {dict(self.errors)}" if self.errors else ", no error"
        return (
            f"{self.visits} visits, {len(self.clicks)} clicks (p50 {p50 * 1e3:.0f} ms, p95 {p95 * 1e3:.0f} ms), "
            f"{arrived} of {wanted} downloads arrived{errors}"
        )


def crowd(url: str, visitors: int, seconds: float, look: Callable[[], None] = lambda: None) -> Lived:
    """So many visitors at a time, for so long; ``look`` is called every ten seconds."""
    lived, over = Lived(), Event()

    def live(number: int) -> None:
        chance = random.Random(number)
        over.wait(number / visitors * THINKING)
        while not over.is_set():
            try:
                _visit(url, lived, lambda: over.wait(chance.uniform(0.5, 1.5) * THINKING))
            except (RunFailure, TimeoutError, OSError, WebSocketException) as error:
                lived.errors[type(error).__name__] += 1

    threads = [Thread(target=live, args=(number,), daemon=True) for number in range(visitors)]
    for one in threads:
        one.start()
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        over.wait(min(10.0, left))
        look()
    over.set()
    for one in threads:
        one.join(120)
    return lived


def _visit(url: str, lived: Lived, think: Callable[[], object]) -> None:
    """Comes, answers, looks at offers, takes everything away, leaves."""
    with Visitor(url, "advice", STAFF) as tab:
        answer(tab)
        think()
        links: dict[str, str] = {}  # what is drawn as it was before is not sent again
        for page in ("offers", "takeaway"):
            tab.open(page)
            for _ in range(2):
                lived.clicks.append(tab.run())
                links |= tab.downloads
                think()
        for address in links.values():
            lived.downloads[fetch(f"{url}/{address}", patience=120)] += 1
    lived.visits += 1


def held(server: Server) -> dict[str, int]:
    """Resident megabytes, threads and descriptors of the process, and the visitors' sockets among them."""
    process = Path(f"/proc/{server.process.pid}")
    status = dict(line.split(":", 1) for line in (process / "status").read_text("utf-8").splitlines())
    return {
        "memory": int(status["VmRSS"].split()[0]) // 1024,
        "threads": int(status["Threads"]),
        "descriptors": len(list((process / "fd").iterdir())),
    }


def as_before(now: dict[str, int], start: dict[str, int]) -> bool:
    return all(now[name] - start[name] <= most for name, most in AGAIN.items())


def idle(server: Server, start: dict[str, int], most: float = IDLE) -> tuple[float, dict[str, int]]:
    """Seconds until everything is as at the start, at most so many; and what is held then."""
    begun = time.monotonic()
    while (took := time.monotonic() - begun) < most:
        if as_before(now := held(server), start):
            return took, now
        time.sleep(2)
    return most, held(server)


def main() -> int:
    """One run; exit 1 where something was lost or stayed."""
    parser = argparse.ArgumentParser(description="Visitors come and go: what does the server keep of them?")
    parser.add_argument("--minutes", type=float, default=10.0, help="how long they come (default: 10)")
    parser.add_argument("--visitors", type=int, default=20, help="how many at a time (default: 20)")
    parser.add_argument("--write", action="store_true", help=f"also into {DOCUMENT.relative_to(ROOT)}")
    given = parser.parse_args()
    begun = datetime.now(UTC)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server:
        rows = [("started", fresh := held(server))]
        crowd(server.url, given.visitors, 60)
        idle(server, fresh | {"memory": 0})  # never reached: the whole time, in which every session goes
        rows.append(("**start**: a minute of visitors, three without", start := held(server)))
        print(f"fresh {fresh}, start {start}", flush=True)
        seen: list[dict[str, int]] = []
        lived = crowd(server.url, given.visitors, given.minutes * 60, lambda: seen.append(held(server)))
        for part in (1, 2, 3, 4):
            quarter = seen[len(seen) * (part - 1) // 4 : len(seen) * part // 4]
            most = {name: max(one[name] for one in quarter) for name in start} if quarter else start
            rows.append((f"most in quarter {part}", most))
        took, after = idle(server, start)
        rows.append((f"**after** {took:.0f} s without visitors", after))
        logged, outward = len(server.said()), len(server.outward())
    held_up = as_before(after, start) and lived.whole
    lines = [
        f"{given.minutes:g} minutes, {given.visitors} visitors at a time: {lived.said()}.",
        f"Log {logged} characters, outward connections {outward}, load of the machine {os.getloadavg()[1]:.0f}.",
        "",
        "| when | memory, MB | threads | descriptors |",
        "|---|---|---|---|",
        *(f"| {when} | {now['memory']} | {now['threads']} | {now['descriptors']} |" for when, now in rows),
    ]
    print("\n".join(lines))
    if given.write:
        head = f"# Coming and going\n\nWritten by `python tools/soak.py --write` on {begun:%Y-%m-%d}.\n\n"
        DOCUMENT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0 if held_up else 1


if __name__ == "__main__":
    sys.exit(main())
