"""Starts the launcher in a moment: a process that has imported everything splits off a copy of itself for each server.

``serving(folder, start=warm)``, for tests only: a benchmark starts the real thing. The process is
:mod:`tests.support.warm_process`; it ends with the one that asked for it, however that ends, and its servers with it.
"""

from __future__ import annotations

import atexit
import json
import os
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from tests.support.serving import ROOT, Process, cold, watching

ALONE = {"OPENBLAS_NUM_THREADS": "1", "JE_ARROW_MALLOC_CONF": "background_thread:false"}
"""Libraries start no thread of their own: the copy would not have it, and wait for ever for what it held."""


@dataclass(frozen=True)
class Split:
    """A server that was split off; its exit code is not known here. ``handle``: a ``pidfd``, of this very process."""

    pid: int
    handle: int

    def poll(self) -> int | None:
        return 0 if select.select([self.handle], [], [], 0)[0] else None

    def wait(self, timeout: float | None = None) -> int:
        if not select.select([self.handle], [], [], timeout)[0]:
            raise subprocess.TimeoutExpired("server.py", timeout or 0)
        return 0

    def terminate(self) -> None:
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        self._send(signal.SIGKILL)

    def _send(self, number: int) -> None:
        if self.poll() is None:
            signal.pidfd_send_signal(self.handle, number)

    def __del__(self) -> None:
        os.close(self.handle)


def warm(root: Path, port: int, environment: Mapping[str, str], out: BinaryIO) -> Process:
    """As :func:`tests.support.serving.cold`; ``root`` is the project itself, whose modules are imported already."""
    assert root == ROOT, f"{root} would be served by the modules of {ROOT}"
    if sys.platform != "linux":
        return cold(root, port, environment, out)
    asking = _asking(Path(out.name).with_name("warm.log"))
    wanted = {"port": port, "environment": dict(environment)}
    socket.send_fds(asking, [json.dumps(wanted).encode()], [out.fileno()])
    pid, handles, _, _ = socket.recv_fds(asking, 16, 1)
    assert handles, "the process that splits has ended; it may have said why in warm.log of the first test"
    return Split(int(pid), handles[0])


_asked: list[socket.socket] = []


def _asking(log: Path) -> socket.socket:
    """Where to ask for a server. The process behind it is started once, and ends when this socket is closed."""
    if not _asked:
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        environment = {**os.environ, **ALONE, **watching(log), "PYTHONUNBUFFERED": "1"}
        command = [sys.executable, "-m", "tests.support.warm_process", str(there.fileno())]
        with there, log.open("wb") as out:
            process = subprocess.Popen(
                command, cwd=ROOT, env=environment, pass_fds=[there.fileno()], stdout=out, stderr=subprocess.STDOUT
            )
        _asked.append(here)
        atexit.register(_end, here, process)
    return _asked[0]


def _end(asking: socket.socket, process: subprocess.Popen[bytes]) -> None:
    asking.close()
    process.wait(10)
