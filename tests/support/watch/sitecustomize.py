"""Writes down every connection that leaves this machine, and every question for a name, whoever makes it."""

import os
import sys

_LOCAL = ("127.", "::1", "localhost", "0.0.0.0", "::")


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect":
        address = arguments[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        host = arguments[0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode("ascii", "replace")
    if isinstance(host, str) and host and not host.startswith(_LOCAL):
        line = f"{event} {host}\n".encode()
        with open(os.environ["OUTWARD_LOG"], "ab") as log:  # noqa: PTH123 - imported before everything else
            log.write(line)


if "OUTWARD_LOG" in os.environ:
    sys.addaudithook(_watch)
