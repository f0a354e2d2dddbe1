"""One page at a time in each process: under load, who takes turns is served sooner than who pushes.

Threads that draw pages at the same time take the interpreter from each other in the middle of their work, and all of
them end late. So a page waits for the one before it – but not for long: one that reckons for seconds holds nobody up.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

PATIENCE = 0.5
"""Seconds to wait for one's turn before going on all the same."""

_drawing = RLock()  # a part is drawn by itself, or by the page that has the turn


@contextmanager
def turn() -> Iterator[None]:
    """Holds the turn while the page is drawn, if it could be had in time."""
    mine = _drawing.acquire(timeout=PATIENCE)
    try:
        yield
    finally:
        if mine:
            _drawing.release()
