"""The process that imports everything once and splits off a copy of itself for each server a test asks for.

What a start *reads* it still reads: the environment, the data, the configuration. Before the split there is nothing but
modules, what a library keeps of itself, and what our functions keep of the very content they were given: a text that
was parsed, a name and its spellings.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import json
import os
import pkgutil
import random
import runpy
import signal
import socket
import sys
from datetime import date
from typing import Any

from tests.support.serving import ROOT

DIE_WITH_PARENT = 1
"""``PR_SET_PDEATHSIG`` of ``<linux/prctl.h>``."""


def _warm_up() -> None:
    """Imports everything, and does once what depends on content alone; nothing is put in use."""
    import server

    server.warm_imports()
    for module in pkgutil.walk_packages([str(ROOT / "serve")], "serve."):
        importlib.import_module(module.name)
    from finder.facts.dataset import Dataset
    from finder.office.check import faults
    from finder.steps.place_index import index
    from views.words import Words

    data = Dataset()
    list(faults(data))
    index(data)
    for language in data.languages:
        Words(language, data.texts(language)).day(date.min)
    gc.collect()
    gc.freeze()
    threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208 - a count is enough
    assert threads == 1, f"{threads} threads: no copy of this process would be whole"


def _split(asked: socket.socket) -> bool:
    """Splits off each server that is asked for. Returns True in such a server, False at the end of the one who asks."""
    ours = os.getpid()
    while True:
        message, handles, _, _ = socket.recv_fds(asked, 2**18, 1)
        if not message:
            return False
        if not (pid := os.fork()):
            asked.close()
            _become(json.loads(message), handles[0])
            return os.getppid() == ours
        handle = os.pidfd_open(pid)
        socket.send_fds(asked, [str(pid).encode()], [handle])
        for one in (handle, *handles):
            os.close(one)


def _become(wanted: dict[str, Any], out: int) -> None:
    """What a process is born with: environment, output, arguments, signals, and chance of its own."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGKILL)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.close(out)
    os.environ.clear()
    os.environ.update(wanted["environment"])
    sys.dont_write_bytecode = bool(os.environ.get("PYTHONDONTWRITEBYTECODE"))
    sys.argv = [str(ROOT / "server.py"), "--port", str(wanted["port"])]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed()


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel buries them
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks decides
    _warm_up()
    if _split(socket.socket(fileno=int(sys.argv[1]))):
        runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    main()
