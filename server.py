"""Starts the pages for real use: ``python server.py [--host 127.0.0.1] [--port 8501]``.

Three measured things make a click four times faster than under ``streamlit run``: a listening socket with TCP_NODELAY
(no wait for a delayed acknowledgement), imports done before the first visitor, and a frozen heap (the collector does
not walk the libraries again and again).
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import importlib
import os
import pkgutil
import resource
import socket
import sys
from collections.abc import AsyncIterator, Sequence

import uvicorn
from starlette.types import ASGIApp

from operation import live
from operation import settings as environment
from operation.settings import ROOT, BadSetting, Settings
from serve.patience import ImpatientProtocol
from serve.quiet import Trickle, quiet_loop, silence_answers

HEAVY = ("pandas", "pyarrow", "pydeck", "typst", "segno", "babel.numbers", "babel.dates", "streamlit")
"""Libraries that the pages import late; whoever came first would wait for them.

Not among them: what draws the framework's charts (we have none), and what reads workbooks (its own process does).
"""


DESCRIPTORS_PER_SESSION = 5
"""A socket and the three of its event loop, and one to spare."""
DESCRIPTORS_BESIDE = 256
ENOUGH_DESCRIPTORS = 16_384


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until stopped. Returns 2 where a setting or the port cannot be used, with one line on standard error."""
    try:
        settings = environment.read()
        given = _arguments(settings, arguments)
        listening = listen(given.host, given.port)
    except BadSetting as error:
        return _refuse(str(error))
    except OSError as error:
        return _refuse(f"cannot listen on {given.host}:{given.port}: {error.strerror}")

    os.environ.pop("STREAMLIT_SERVER_BASE_URL_PATH", None)  # read above; serve/manners.py takes it off the address
    try:
        if settings.take_over:
            live.start(settings.take_over)
    except OSError as error:
        return _refuse(f"FINDER_TAKE_OVER={str(settings.take_over)!r}: {error.strerror or error}")

    os.chdir(ROOT)  # the framework looks for its configuration where the process stands
    sys.stderr = Trickle(sys.stderr)  # everything a log needs of a stream
    silence_answers()
    application = build(settings)
    host, port = listening.getsockname()[:2]
    reachable = "localhost" if host in ("0.0.0.0", "::", "127.0.0.1") else host  # noqa: S104 - only compared
    print(f"Programmfinder: http://{reachable}:{port}", flush=True)  # noqa: T201 - the operator asks for it
    server = uvicorn.Server(configured(application))
    with contextlib.suppress(KeyboardInterrupt):
        server.run(sockets=[listening])
    return 0


def configured(application: ASGIApp) -> uvicorn.Config:
    """How requests are taken: no line for each, no name of the server, short messages only."""
    return uvicorn.Config(
        application,
        http=ImpatientProtocol,
        access_log=False,
        log_level="warning",
        server_header=False,
        ws="websockets-sansio",
        ws_max_size=2 * 1024 * 1024,  # what a browser sends: answers, never more than a few kB
        ws_ping_interval=30,
        ws_ping_timeout=30,
        timeout_graceful_shutdown=5,
    )


def listen(host: str, port: int) -> socket.socket:
    """A listening socket whose connections send at once; port 0 takes any free one."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # accepted connections inherit it
        listening.bind((host, port))
        listening.listen(2048)
    except OSError:
        listening.close()
        raise
    listening.setblocking(False)
    return listening


def build(settings: Settings) -> ASGIApp:
    """The pages with health, machine interface and headers around them, or the page of faults."""
    from serve.headers import Headers, headers
    from serve.health import data_faults, edition, fault_app, health_route

    faults = data_faults()
    for fault in faults:
        print(fault, file=sys.stderr)  # noqa: T201 - whose turn it is: the editor of the data
    if faults:
        return Headers(fault_app(faults), headers(settings))

    import streamlit as st

    from serve import api, downloads, embed, keeping, short_guide
    from serve.gate import Gate
    from serve.manners import Manners
    from serve.pages import explain_fault
    from serve.sessions import held, keep_inside, nothing_installed, purge_by_the_clock, send_at_once, theme_once
    from serve.shelf import Shelf
    from serve.warm import warm_data
    from views.assets import DELIVERY

    @contextlib.asynccontextmanager
    async def warm(_app: st.App) -> AsyncIterator[None]:
        quiet_loop(asyncio.get_running_loop())
        warm_imports()
        warm_data(settings.day())
        gc.collect()
        gc.freeze()
        purging = asyncio.create_task(purge_by_the_clock())
        yield
        purging.cancel()

    routes = [
        health_route(faults, edition()),
        *api.routes(settings),
        *embed.routes(settings),
        *downloads.routes(),
        *short_guide.routes(settings),
        *keeping.routes(settings.key),
    ]
    pages = st.App(ROOT / "app.py", routes=routes, lifespan=warm, on_script_error=explain_fault)
    DELIVERY.shell = True
    beside = {route.path.strip("/").partition("/")[0] for route in routes}
    keep_inside()
    nothing_installed()
    theme_once()
    send_at_once()
    inside = Manners(Shelf(pages), settings.base_path, beside)
    room = max(10, (descriptors() - DESCRIPTORS_BESIDE) // DESCRIPTORS_PER_SESSION)
    gate = Gate(inside, settings, min(settings.sessions, room), settings.sessions_per_address, held)
    return Headers(gate, headers(settings))


def descriptors() -> int:
    """How many files and sockets this process may hold, after asking for as many as it may have."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = ENOUGH_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_DESCRIPTORS)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def warm_imports() -> None:
    """Import what the pages will need, so that the first visitor waits for nothing."""
    for name in HEAVY:
        importlib.import_module(name)
    for folder in ("finder", "views", "pages/parts"):
        package = folder.replace("/", ".")
        for module in pkgutil.walk_packages([str(ROOT / folder)], f"{package}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def _arguments(settings: Settings, arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="server.py", description="Serves the programme finder.")
    parser.add_argument("--host", default=settings.host, help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", default=settings.port, type=int, help="port; 0: any (default: %(default)s)")
    return parser.parse_args(arguments)


def _refuse(line: str) -> int:
    print(line, file=sys.stderr)  # noqa: T201 - the operator's turn
    return 2


if __name__ == "__main__":
    sys.exit(main())
