"""Starts the processes, follows them, and ends those that take too long."""

from __future__ import annotations

import os
import pickle
import select
import struct
import subprocess
import sys
import time
from enum import StrEnum
from pathlib import Path
from threading import BoundedSemaphore, Event, Lock, Thread
from typing import Any

from finder.facts.dataset import in_use

ROOT = Path(__file__).resolve().parents[1]


def _at_once(cores: int | None) -> int:
    """So many pieces at the same time: one core stays for those who click."""
    return max(1, min(4, (cores or 2) - 1))


AT_ONCE = _at_once(os.cpu_count())
"""Pieces worked on at the same time."""
MOST_WAITING = 12
DEADLINE = 120.0
"""Seconds one piece may take, from its start."""
MOST_RESULT = 256 * 2**20
"""Bytes of one answer of a process."""
LENGTH = struct.Struct(">Q")

_room, _places, _lock = BoundedSemaphore(AT_ONCE), {"taken": 0}, Lock()


class State(StrEnum):
    """How far a piece of work is. The last four are endings without a result."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    STOPPED = "stopped"
    TOO_LONG = "too_long"
    TOO_MUCH = "too_much"
    BUSY = "busy"


class Job:
    """One piece of work. It is stopped when nobody holds it any more: when its session is gone."""

    def __init__(self, name: str, *given: Any, deadline: float = DEADLINE) -> None:
        self._work = _Work(name, given, deadline)
        with _lock:
            if _places["taken"] >= AT_ONCE + MOST_WAITING:
                self._work.state = State.BUSY
                return
            _places["taken"] += 1
        Thread(target=self._work.follow, name=f"workshop-{name}", daemon=True).start()

    def __del__(self) -> None:
        self.stop()

    @property
    def state(self) -> State:
        return self._work.state

    @property
    def under_way(self) -> bool:
        return self._work.state in (State.WAITING, State.WORKING)

    @property
    def stage(self) -> str:
        """What is being done, by its key."""
        return self._work.stage

    @property
    def part(self) -> float:
        """The part of the stage that is done, from 0 to 1."""
        return self._work.part

    @property
    def result(self) -> Any:
        """What the work gave, once it is done."""
        return self._work.result

    def stop(self) -> None:
        """Ends it, if it is still under way."""
        self._work.stopped.set()

    def wait(self, seconds: float) -> State:
        """Its state, at the latest after so many seconds."""
        self._work.over.wait(seconds)
        return self.state


class _Work:
    """What the following thread knows; apart from the job, so that the thread does not keep the job alive."""

    def __init__(self, name: str, given: tuple[Any, ...], deadline: float) -> None:
        self.name, self.given, self.deadline = name, given, deadline
        self.state, self.stage, self.part, self.result = State.WAITING, "", 0.0, None
        self.stopped, self.over = Event(), Event()

    def follow(self) -> None:
        """From the waiting line to the end; whatever happens, the place is given back."""
        try:
            while not _room.acquire(timeout=0.2):
                if self.stopped.is_set():
                    self.state = State.STOPPED
                    return
            try:
                if not self.stopped.is_set():
                    self._run()
            finally:
                _room.release()
        except (OSError, MemoryError, pickle.PickleError, EOFError):
            self.state = State.TOO_MUCH
        finally:
            if self.state in (State.WAITING, State.WORKING):
                self.state = State.STOPPED
            self.given = ()
            with _lock:
                _places["taken"] -= 1
            self.over.set()

    def _run(self) -> None:
        self.state = State.WORKING
        with subprocess.Popen(
            [sys.executable, "-s", "-m", "workshop"],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            try:
                self._talk(process)
            finally:
                process.kill()

    def _talk(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None  # noqa: S101 - pipes, as asked for above
        assert process.stdout is not None  # noqa: S101
        until = time.monotonic() + self.deadline
        asked = pickle.dumps((self.name, self.given, in_use().path))
        process.stdin.write(LENGTH.pack(len(asked)) + asked)
        process.stdin.flush()
        out, held = process.stdout.fileno(), bytearray()
        while True:
            if self.stopped.is_set():
                self.state = State.STOPPED
                return
            if time.monotonic() > until:
                self.state = State.TOO_LONG
                return
            if not select.select([out], [], [], 0.2)[0]:
                continue
            more = os.read(out, 1 << 20)
            if not more:  # it ended without a result: too much memory, or too much time of the processor
                self.state = State.TOO_MUCH
                return
            held += more
            if self._understood(held):
                return

    def _understood(self, held: bytearray) -> bool:
        """Takes every whole message out of what has come; whether the last one was among them."""
        while len(held) >= LENGTH.size:
            (length,) = LENGTH.unpack(held[: LENGTH.size])
            if length > MOST_RESULT:
                self.state = State.TOO_MUCH
                return True
            if len(held) < LENGTH.size + length:
                return False
            with memoryview(held) as whole, whole[LENGTH.size : LENGTH.size + length] as message:
                kind, *said = pickle.loads(message)  # noqa: S301 - our own code wrote it
            del held[: LENGTH.size + length]
            if kind == "progress":
                self.stage, self.part = said
                continue
            self.state, (self.result,) = State.DONE if kind == "done" else State.TOO_MUCH, said
            return True
        return False


def _environment() -> dict[str, str]:
    """What the process needs; nothing of the operator's settings."""
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
