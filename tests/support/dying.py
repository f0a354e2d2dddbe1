"""Processes that die while they put a table into force: from a small process, which is copied in a moment."""

from __future__ import annotations

import os
import random
import resource
import shutil
import signal
import sys
import time
from datetime import date
from pathlib import Path

from finder.office.take_over import FORMER, put

ON = date(2026, 11, 22)
STEPS = 30


def deaths(within: Path, times: int, old: bytes, new: bytes) -> list[tuple[bytes, bytes | None]]:
    """After each death: the table in force and the former one, if any.

    The first death is in the middle of writing ``new``, which is longer. Of the others half are at each step of the
    writing in turn, half at any moment of it.
    """
    chance = random.Random(20261122)
    left: list[tuple[bytes, bytes | None]] = []
    for attempt in range(times):
        folder = within / str(attempt)
        folder.mkdir()
        (folder / "programmes.csv").write_bytes(old)
        begun, begin = os.pipe()
        child = os.fork()
        if child == 0:
            if attempt == 0:
                _die_beyond((len(old) + len(new)) // 2)
            elif attempt % 2:
                _die_at(attempt // 2 % STEPS)
            os.write(begin, b"!")
            put(folder, "programmes.csv", new, ON)
            os._exit(0)
        os.read(begun, 1)
        if attempt and not attempt % 2:
            time.sleep(chance.uniform(0, 0.004))
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(begun)
        os.close(begin)
        kept = folder / FORMER / f"programmes-{ON}.csv"
        left.append(((folder / "programmes.csv").read_bytes(), kept.read_bytes() if kept.exists() else None))
        shutil.rmtree(folder)
    return left


def _die_beyond(length: int) -> None:
    """This process is ended by the system as soon as a file of its would be longer."""
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, length))


def _die_at(step: int) -> None:
    """This process ends itself, without a word, at the given step that the system hears of."""
    steps = iter(range(step + 1))

    def hear(event: str, _arguments: object) -> None:
        if event in {"open", "os.mkdir", "os.rename", "os.chmod", "tempfile.mkstemp"} and next(steps, None) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
