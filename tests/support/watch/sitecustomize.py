"""Writes down every connection that leaves this machine, every question for a name, and every file that is written.

Python imports this module before everything else in each process that has this folder on its path.
"""

import os
import re
import sys
from collections.abc import Callable

_LOCAL = re.compile(r"(?i)localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|::1?|::ffff:127\.\d+\.\d+\.\d+")
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_TRUNC
_PASSED_OVER = ("/dev/", "/proc/")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
        address = arguments[1]
        _outward(event, address[0] if isinstance(address, tuple) else None)
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        _outward(event, arguments[0])
    elif event == "import" and arguments[0] == "uvicorn.loops.uvloop":
        _watch_the_loop()
    elif event in ("tempfile.mkstemp", "tempfile.mkdtemp"):
        _note("WRITTEN_LOG", f"{event} {arguments[0]}")
    elif event == "open":
        path, _mode, flags = arguments
        if isinstance(path, (str, bytes)) and isinstance(flags, int) and flags & _WRITES:
            name = os.fsdecode(path)
            if not name.startswith(_PASSED_OVER) and "__pycache__" not in name and name not in _ours():
                _note("WRITTEN_LOG", f"open {name}")


def _watch_the_loop() -> None:
    """The server's own event loop connects without asking the interpreter, which therefore tells nobody."""
    import uvloop

    for name, at in (("getaddrinfo", 0), ("create_connection", 1), ("create_datagram_endpoint", None)):
        setattr(uvloop.Loop, name, _told(name, getattr(uvloop.Loop, name), at))


def _told(name: str, method: Callable[..., object], at: int | None) -> object:
    def told(loop: object, *given: object, **named: object) -> object:
        host = given[at] if at is not None and len(given) > at else named.get("host") or named.get("remote_addr")
        _outward(f"uvloop.{name}", host[0] if isinstance(host, tuple) else host)
        return method(loop, *given, **named)

    return told


def _outward(event: str, host: object) -> None:
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else host
    if isinstance(name, str) and name and not _LOCAL.fullmatch(name):
        _note("OUTWARD_LOG", f"{event} {name}")


def _note(log: str, line: str) -> None:
    with open(os.environ[log], "ab") as out:  # noqa: PTH123 - imported before everything else
        out.write(f"{line}\n".encode())


def _ours() -> tuple[str, str]:
    """The logs of this process, which may be a copy of one that had others."""
    return os.environ["OUTWARD_LOG"], os.environ["WRITTEN_LOG"]


if "OUTWARD_LOG" in os.environ:
    sys.addaudithook(_watch)
