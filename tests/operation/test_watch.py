"""The watch that every test server stands under: it sees what it is there for, whoever opens the connection."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.serving import assert_asked_nobody, watching

LOOP = """
import asyncio, uvicorn.loops.uvloop, uvloop
async def ask():
    try:
        await asyncio.get_running_loop().{what}
    except (OSError, ValueError):
        pass
uvloop.run(ask())
"""
UNUSABLE = "ssl_handshake_timeout=1"
"""Refused by the loop before it connects: nothing leaves this machine here either."""


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("import socket; socket.socket().connect_ex(('127.0.0.1', 1))", None),
        ("import socket; socket.getaddrinfo('localhost', 1)", None),
        ("import socket; socket.getaddrinfo('192.0.2.1', 1)", "192.0.2.1"),
        ("import sys; sys.audit('socket.connect', None, ('192.0.2.1', 80))", "192.0.2.1"),
        ("import sys; sys.audit('socket.sendto', None, ('192.0.2.1', 80))", "192.0.2.1"),
        ("import sys; sys.audit('socket.getaddrinfo', b'127.0.0.1.example', 80)", "127.0.0.1.example"),
        ("import sys; sys.audit('socket.gethostbyname', 'localhost.example')", "localhost.example"),
        (LOOP.format(what="create_connection(asyncio.Protocol, '127.0.0.1', 1)"), None),
        (LOOP.format(what=f"create_connection(asyncio.Protocol, '192.0.2.1', 1, {UNUSABLE})"), "192.0.2.1"),
        (LOOP.format(what=f"create_connection(asyncio.Protocol, host='192.0.2.1', port=1, {UNUSABLE})"), "192.0.2.1"),
        (LOOP.format(what="getaddrinfo('192.0.2.1', 80)"), "192.0.2.1"),
    ],
)
def test_whoever_is_asked_elsewhere_is_written_down(tmp_path: Path, code: str, seen: str | None) -> None:
    log = tmp_path / "asking.log"
    environment = {"PATH": "/usr/bin:/bin", **watching(log)}
    subprocess.run([sys.executable, "-c", code], env=environment, check=True, capture_output=True)
    if seen is None:
        assert_asked_nobody(log)
    else:
        with pytest.raises(AssertionError, match=re.escape(seen)):
            assert_asked_nobody(log)
