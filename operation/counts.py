"""Totals per day, without persons: how often a page was opened, how often a kind came out as fitting.

The only thing this program ever writes, and only where the operator names a file (``FINDER_COUNTS``); the office owns
it. A line is a day, what was counted, its name, and ten digits. No time of day, no order, no answer, no session.
Small numbers are suppressed wherever totals are shown or exported: see :func:`shown`.
"""

from __future__ import annotations

import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import BinaryIO, NamedTuple

try:
    import fcntl
except ImportError:  # Windows: one process only, and its threads share the lock below
    fcntl = None  # type: ignore[assignment]  # a module or nothing

FEWEST_SHOWN = 5
"""Totals below this could point to a person and are not shown."""

DIGITS = 10


class Key(NamedTuple):
    """What a total is of: ``what`` is ``page`` or ``kind``."""

    day: date
    what: str
    name: str


_threads = threading.Lock()
_said: set[Path] = set()


def add(path: Path | None, day: date, what: str, names: Iterable[str]) -> None:
    """Adds one to the total of each name; nothing where no file is set, and no crash where it cannot be written."""
    if path is None:
        return
    try:
        with _threads, path.open("r+b" if path.exists() else "x+b") as file, _locked(file):
            for name in names:
                _add(file, Key(day, what, name))
    except FileExistsError:  # another process was first to create it
        add(path, day, what, names)
    except OSError as error:
        if path not in _said:  # once: a full disk must not fill the log as well
            _said.add(path)
            print(f"counts: {path.name} cannot be written ({error.strerror})", file=sys.stderr)  # noqa: T201 - the operator's turn


def totals(path: Path | None) -> dict[Key, int]:
    """All totals in the file, in its order; none where it is missing. A line that is none of ours is passed over."""
    if path is None:
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return {}
    return dict(_totals(lines))


def shown(found: Mapping[Key, int]) -> dict[Key, int | None]:
    """The totals as they may be shown: ``None`` where there are some, but fewer than :data:`FEWEST_SHOWN`."""
    return {key: count if count >= FEWEST_SHOWN else None for key, count in found.items()}


def _totals(lines: Iterable[str]) -> Iterator[tuple[Key, int]]:
    for line in lines:
        day, _, rest = line.partition(";")
        what, _, rest = rest.partition(";")
        name, _, count = rest.partition(";")
        try:
            yield Key(date.fromisoformat(day), what, name), int(count)
        except ValueError:
            continue


def _add(file: BinaryIO, key: Key) -> None:
    start = f"{key.day.isoformat()};{key.what};{key.name};".encode()
    file.seek(0)
    content = file.read()
    known = re.search(rb"^" + re.escape(start) + rb"(\d{%d})$" % DIGITS, content, re.MULTILINE)
    if known:
        file.seek(known.start(1))
        file.write(f"{int(known[1]) + 1:0{DIGITS}d}".encode())
    else:
        file.seek(0, os.SEEK_END)
        torn = b"\n" if content and not content.endswith(b"\n") else b""  # a crash or an editor left half a line
        file.write(torn + start + f"{1:0{DIGITS}d}\n".encode())
    file.flush()


@contextmanager
def _locked(file: BinaryIO) -> Iterator[None]:
    """No other process changes the file meanwhile."""
    if fcntl is None:
        yield
        return
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file, fcntl.LOCK_UN)
