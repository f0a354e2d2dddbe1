"""The process itself: bounds first, then one piece of work, then the end."""

from __future__ import annotations

import contextlib
import os
import pickle
import resource
import struct
import sys
from pathlib import Path
from threading import Thread
from typing import Any

MEMORY = 2 * 2**30
"""Bytes of address space; a hundred thousand cases need half of it."""
PROCESSOR = 60
"""Seconds of processor time; a hundred thousand cases need about eight."""
NICENESS = 5
"""Behind those who click."""
FILE_BYTES = 0
"""Of any file it writes: none."""

_LENGTH = struct.Struct(">Q")


def main() -> None:
    """Reads one request, answers with progress and a result."""
    bound()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # a stray print must not come between the answers
    ears = os.fdopen(os.dup(0), "rb")
    name, given, folder = pickle.loads(_whole(ears))  # noqa: S301 - only the parent speaks into this pipe
    Thread(target=_end_with_the_parent, args=(ears,), daemon=True).start()

    def tell(*said: Any) -> None:
        packed = pickle.dumps(said, protocol=pickle.HIGHEST_PROTOCOL)
        answers.write(_LENGTH.pack(len(packed)) + packed)
        answers.flush()

    try:
        from finder.facts.dataset import Dataset, put_in_use
        from workshop.jobs import JOBS

        put_in_use(Dataset(folder))
        tell("done", JOBS[name](*given, lambda stage, part: tell("progress", stage, part)))
    except BaseException as error:
        with contextlib.suppress(BaseException):
            tell("failed", type(error).__name__)


def bound() -> None:
    """Puts the bounds on this process."""
    with contextlib.suppress(OSError):
        os.nice(NICENESS)
        Path("/proc/self/oom_score_adj").write_text("1000")  # where memory runs short, this process is the one to go
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, PROCESSOR),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        least = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (least, least))


def _whole(ears: Any) -> bytes:
    (length,) = _LENGTH.unpack(ears.read(_LENGTH.size))
    found: bytes = ears.read(length)
    return found


def _end_with_the_parent(ears: Any) -> None:
    ears.read(1)
    os._exit(1)


if __name__ == "__main__":
    main()
    sys.exit(0)
