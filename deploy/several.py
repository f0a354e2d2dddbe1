"""Processes of the server and an nginx in front of them, as ``nginx-compose.conf`` says, on one machine."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = Path(__file__).with_name("nginx-compose.conf")
PATIENCE = 60.0
"""Seconds until every process must have answered."""

AROUND = """\
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log crit;
events {{ worker_connections 4096; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{site}
}}
"""


class NoProxy(RuntimeError):
    """There is no nginx, or it did not start. Whose turn: the operator."""


def nginx() -> str | None:
    """The path of nginx, or ``None``."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


class Several:
    """``count`` processes that share a secret made now, and the proxy; all end with the context.

    Args:
        folder: where nginx keeps its own files and its log of errors.
        port: 0 takes any free one.
        environment: further settings of the processes.
    """

    def __init__(
        self,
        folder: Path,
        count: int = 2,
        host: str = "127.0.0.1",
        port: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.folder, self.host = folder, host
        self.port = port or _free()
        self.ports = [_free() for _ in range(count)]
        self._environment = {**os.environ, "FINDER_KEY": secrets.token_hex(32), **(environment or {})}
        self.processes: list[subprocess.Popen[bytes]] = []
        self._proxy: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def __enter__(self) -> Self:
        program = nginx()
        if program is None:
            raise NoProxy("no nginx: apt-get install nginx")
        try:
            self.processes = [self._start(port) for port in self.ports]
            conf = self.folder / "nginx.conf"
            conf.write_text(AROUND.format(folder=self.folder, site=self.site()), "utf-8")
            self._proxy = subprocess.Popen([program, "-p", str(self.folder), "-c", str(conf)])
            for port in [*self.ports, self.port]:
                until_it_answers(f"http://127.0.0.1:{port}/health")
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def site(self) -> str:
        """``nginx-compose.conf`` with the ports of this machine."""
        servers = "\n".join(f"    server 127.0.0.1:{port} max_fails=0;" for port in self.ports)
        text = re.sub(r"(?m)(^    server \w+:8501 .*\n)+", lambda _: servers + "\n", TEMPLATE.read_text("utf-8"))
        text = text.replace("listen 8080;", f"listen {self.host}:{self.port};")
        return text.replace("error_log /dev/stderr crit;", "")

    def restart(self, at: int) -> None:
        """Kills one process and starts another in its place; returns at once."""
        self.processes[at].kill()
        self.processes[at].wait()
        self.processes[at] = self._start(self.ports[at])

    def mend(self) -> None:
        """Starts again whatever has ended."""
        for at, process in enumerate(self.processes):
            if process.poll() is not None:
                self.processes[at] = self._start(self.ports[at])

    def stop(self) -> None:
        """Ends the proxy and every process."""
        running = [one for one in [self._proxy, *self.processes] if one is not None and one.poll() is None]
        for one in running:
            one.terminate()
        for one in running:
            try:
                one.wait(10)
            except subprocess.TimeoutExpired:
                one.kill()
                one.wait()

    def _start(self, port: int) -> subprocess.Popen[bytes]:
        program = [sys.executable, str(ROOT / "server.py"), "--port", str(port)]
        return subprocess.Popen(program, cwd=ROOT, env=self._environment, stdout=subprocess.DEVNULL)


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def until_it_answers(url: str) -> None:
    """Waits for the first answer.

    Raises:
        NoProxy: there was none in time.
    """
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise NoProxy(f"{url} did not answer in time")
