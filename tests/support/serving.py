"""Starts the real launcher in a process of its own, for tests and benchmarks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

ROOT = Path(__file__).resolve().parents[2]

WATCH = Path(__file__).with_name("watch")
"""Holds ``sitecustomize.py``, which every Python imports first: it writes down each connection to elsewhere."""

TODAY = "2026-11-22"
"""The day of every browser test, so that no result changes by waiting."""

PATIENCE = 60.0
"""Seconds a start may take on a busy machine; no test measures it."""


class Process(Protocol):
    """What is asked of a running launcher. ``poll`` says None while it runs."""

    @property
    def pid(self) -> int: ...
    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...


Start = Callable[[Path, int, Mapping[str, str], BinaryIO], Process]
"""Starts the launcher of a folder: its port, its whole environment, and where its output goes."""


@dataclass(frozen=True)
class Server:
    """A running launcher: ``url`` without a slash at its end, ``log`` with everything it said, its folder ``temp``."""

    url: str
    log: Path
    temp: Path
    process: Process

    def outward(self) -> list[str]:
        """Every attempt of the process to speak to anybody but this machine; must stay empty."""
        return _lines(self.log.with_suffix(".outward"))

    def written(self) -> list[str]:
        """Every file that the process opened for writing or made in the temporary folder."""
        return _lines(self.log.with_suffix(".written"))

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")


def cold(root: Path, port: int, environment: Mapping[str, str], out: BinaryIO) -> Process:
    """The launcher as an operator starts it."""
    command = [sys.executable, str(root / "server.py"), "--port", str(port)]
    return subprocess.Popen(command, cwd=root, env=environment, stdout=out, stderr=subprocess.STDOUT)


@contextmanager
def serving(
    folder: Path,
    *,
    root: Path = ROOT,
    port: int = 0,
    environment: Mapping[str, str] | None = None,
    start: Start = cold,
) -> Iterator[Server]:
    """The launcher of ``root`` on a free port, its log and its temporary files in ``folder``; stopped at the end.

    Raises:
        AssertionError: at the end, where it had asked anybody but this machine.
        RuntimeError: it ended or did not say its address in time; the message holds what it said.
    """
    log = folder / f"server-{time.monotonic_ns()}.log"
    variables = {"FINDER_TODAY": TODAY, "PYTHONUNBUFFERED": "1", "TMPDIR": str(folder), **(environment or {})}
    variables |= watching(log)
    with log.open("wb") as out:
        process = start(root, port, {**os.environ, **variables}, out)
        try:
            yield Server(_address(process, log), log, Path(variables["TMPDIR"]), process)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    assert_asked_nobody(log)


def watching(log: Path) -> dict[str, str]:
    """The environment of a process that shall write down beside ``log`` whom it asks and what it writes."""
    return {
        "PYTHONPATH": str(WATCH),
        "OUTWARD_LOG": str(log.with_suffix(".outward")),
        "WRITTEN_LOG": str(log.with_suffix(".written")),
    }


def assert_asked_nobody(log: Path) -> None:
    """No process watched beside ``log`` has spoken to anybody but this machine."""
    asked = _lines(log.with_suffix(".outward"))
    assert asked == [], f"the server asked somebody else: {asked}"


def _lines(log: Path) -> list[str]:
    return log.read_text("utf-8").splitlines() if log.exists() else []


def _address(process: Process, log: Path) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        said = log.read_text(encoding="utf-8")
        if found := re.search(r"http://\S+", said):
            return found[0].replace("localhost", "127.0.0.1")
        if process.poll() is not None:
            break
        time.sleep(0.05)
    raise RuntimeError(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
