"""A log that cannot hold an answer, and cannot be flooded.

A traceback ends with the message of its error, and that message may quote what a person typed. Whatever this process
says of an error is therefore its kind and the places in the code, never its message – also of an error that nobody
catches: in a thread, in a task, in a destructor.
"""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

LINES_A_MINUTE = 120
"""What goes to standard error; the rest is counted, and the number said when the minute is over."""

LONGEST_LINE = 600
"""Characters; an address or a header that somebody sends could be longer."""

ROOT = str(Path(__file__).resolve().parents[1])

_logger = logging.getLogger("finder")


def silence_answers() -> None:
    """From now on nothing that this process says of an error carries the error's own text."""
    make = logging.getLogRecordFactory()

    def without_message(*args: Any, **kwargs: Any) -> logging.LogRecord:
        record = make(*args, **kwargs)
        if record.exc_info:
            record.exc_text = outline(record.exc_info[1])
            record.exc_info = None
        if isinstance(record.args, tuple):
            record.args = tuple(outline(one) if isinstance(one, BaseException) else one for one in record.args)
        if isinstance(record.msg, BaseException):
            record.msg = outline(record.msg)
        record.stack_info = None
        return record

    logging.setLogRecordFactory(without_message)
    sys.excepthook = lambda _kind, error, _trace: complain("uncaught", error)
    sys.unraisablehook = lambda told: complain("unraisable", told.exc_value)
    threading.excepthook = lambda told: complain("thread", told.exc_value)


def complain(where: str, error: BaseException | None) -> None:
    """One line about an error."""
    if not isinstance(error, (KeyboardInterrupt, SystemExit)):
        _logger.warning("%s: %s", where, outline(error))


def quiet_loop(loop: asyncio.AbstractEventLoop) -> None:
    """An error in a task that nobody awaits is told like any other."""
    loop.set_exception_handler(lambda _loop, context: complain("task", context.get("exception")))


def outline(error: BaseException | None) -> str:
    """Kind of ``error`` and where it arose, without its message: the places in our code, and the innermost of all."""
    if error is None:
        return ""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames[:-1] if frame.filename.startswith(ROOT) and "site-packages" not in frame.filename]
    places = [f"{frame.filename.removeprefix(ROOT)}:{frame.lineno} {frame.name}" for frame in (*ours, *frames[-1:])]
    return " ← ".join([type(error).__name__, *reversed(places)])


class Trickle:
    """Standard error that takes :data:`LINES_A_MINUTE` and counts the others; every line is cut to a length."""

    def __init__(self, out: TextIO, clock: Callable[[], float] = time.monotonic) -> None:
        self._out, self._clock, self._lock = out, clock, threading.RLock()
        self._since, self._written, self._kept_back = clock(), 0, 0

    def write(self, text: str) -> int:
        """Writes what there is room for."""
        with self._lock:
            now = self._clock()
            if now - self._since >= 60:
                if self._kept_back:
                    self._out.write(f"({self._kept_back} lines were kept back)\n")
                self._since, self._written, self._kept_back = now, 0, 0
            for line in text.splitlines(keepends=True):
                if self._written >= LINES_A_MINUTE:
                    self._kept_back += line.endswith("\n")
                    continue
                self._written += line.endswith("\n")
                self._out.write(line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…\n")
        return len(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._out, name)
