"""Each line of safety code is missed when it is gone: what is sent, logged, escaped, forgotten."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit as st
import uvicorn
from starlette.responses import PlainTextResponse
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

import server
from operation.settings import Settings
from pages.parts import state
from serve import quiet
from serve.headers import Headers, _digest, _frame_scripts, headers
from serve.health import fault_app
from serve.quiet import LINES_A_MINUTE, LONGEST_LINE, Trickle, silence_answers
from server import configured
from tests.support.asking import ask, finished, unasked
from tests.support.serving import Server


@pytest.mark.parametrize(
    ("framed", "name", "value"),
    [
        ((), "x-frame-options", "DENY"),
        (("https://www.example.ch",), "x-frame-options", None),
        ((), "cross-origin-opener-policy", "same-origin"),
        ((), "cross-origin-resource-policy", "same-origin"),
        (("https://www.example.ch",), "cross-origin-resource-policy", "cross-origin"),
        ((), "referrer-policy", "same-origin"),
        ((), "x-content-type-options", "nosniff"),
    ],
)
def test_a_page_is_framed_and_opened_by_nobody_else(framed: tuple[str, ...], name: str, value: str | None) -> None:
    assert headers(Settings(frame_ancestors=framed)).get(name) == value


POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' blob: {scripts}; worker-src 'self' blob:; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:{tiles}; connect-src 'self' data: blob:{tiles}; "
    "font-src 'self' data:; media-src 'self' blob:; manifest-src 'self'; frame-src 'self'; "
    "frame-ancestors {ancestors}; form-action 'self'; base-uri 'none'; object-src 'none'"
)
"""Word for word: each was measured to be needed, and nothing else is."""


@pytest.mark.parametrize(
    ("settings", "tiles", "ancestors"),
    [
        (Settings(), "", "'none'"),
        (Settings(basemap="swisstopo"), " https://vectortiles.geo.admin.ch https://wmts.geo.admin.ch", "'none'"),
        (Settings(frame_ancestors=("https://a.ch", "https://b.ch")), "", "https://a.ch https://b.ch"),
    ],
)
def test_the_browser_is_told_what_a_page_may_do(settings: Settings, tiles: str, ancestors: str) -> None:
    scripts = " ".join(sorted(map(_digest, [*_frame_scripts(), "x()"])))
    assert len(_frame_scripts()) == 1
    told = headers(settings, ["x()"])
    assert told["content-security-policy"] == POLICY.format(scripts=scripts, tiles=tiles, ancestors=ancestors)
    assert told["permissions-policy"].split(", ") == [
        f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort")
    ]
    assert told["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(
    ("path", "own", "told"),
    [
        ("/", {}, "no-cache"),
        ("/static/js/index.js", {"cache-control": "public"}, "public"),
        ("/media/a.pdf", {"cache-control": "public"}, "no-store"),
        ("/api/advise", {}, "no-store"),
        ("/download/token", {}, "no-store"),
        ("/apis", {}, "no-cache"),
    ],
)
def test_what_a_person_made_stays_in_no_cache(path: str, own: dict[str, str], told: str) -> None:
    sent = {**own, "server": "a name", "x-frame-options": "ALLOW"}
    answer = ask(Headers(PlainTextResponse("text", headers=sent), {"x-frame-options": "DENY"}), path)
    assert (answer.headers["cache-control"], answer.headers["x-frame-options"]) == (told, "DENY")
    assert "server" not in answer.headers
    assert answer.text == "text"


def test_what_is_no_request_passes_the_headers_untouched() -> None:
    seen: list[Any] = []

    async def app(scope: Any, _receive: Any, send: Any) -> None:
        seen.append(scope["type"])
        await send({"type": "websocket.http.response.start", "headers": []})

    async def send(message: Any) -> None:
        seen.append(message)

    for kind in ("websocket", "lifespan"):
        finished(Headers(app, {"x": "y"})({"type": kind}, unasked, send))
    untouched = {"type": "websocket.http.response.start", "headers": []}
    assert seen == ["websocket", untouched, "lifespan", untouched]


def test_requests_are_not_logged_and_messages_are_short() -> None:
    config = configured(fault_app([]))
    assert config.access_log is False
    assert config.server_header is False
    assert config.ws_max_size <= 2 * 2**20
    assert (config.ws_ping_interval, config.ws_ping_timeout) == (30, 30)


def test_a_fault_of_the_data_is_text_on_the_page_that_names_it() -> None:
    page = ask(fault_app(["tariffs.csv: '<script>alert(1)</script>'"]), "/").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_starting_over_forgets_all_but_day_language_role_and_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {"today": 1, "language": "de", "role": "staff", "mode": "event"}
    told = {"answers": {"age": 17}, "shortlist": ["a"], "downloads": {}, "agreed": {}, "caseload": 1}
    monkeypatch.setattr(st, "session_state", {**kept, **told})
    state.forget()
    assert st.session_state == kept


# ── The log ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def silenced(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As the server does it, and undone afterwards."""
    factory = logging.getLogRecordFactory()
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    silence_answers()
    yield
    logging.setLogRecordFactory(factory)


SECRET = "addiction: True"


def broken() -> BaseException:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    "say",
    [
        lambda error: logging.getLogger("x").error("failed", exc_info=error),
        lambda error: logging.getLogger("x").error("failed: %s", error),
        lambda error: logging.getLogger("x").error(error),
        lambda error: sys.excepthook(type(error), error, error.__traceback__),
        lambda error: threading.excepthook(threading.ExceptHookArgs((type(error), error, None, None))),
        lambda error: quiet.complain("here", error),
    ],
    ids=["exc_info", "argument", "message", "uncaught", "thread", "complain"],
)
@pytest.mark.usefixtures("silenced")
def test_no_way_to_log_an_error_tells_its_text(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str], say: Callable[[BaseException], object]
) -> None:
    say(broken())
    told = caplog.text + "".join(capsys.readouterr())
    assert SECRET not in told
    assert "Traceback" not in told
    assert "ValueError" in told


@pytest.mark.usefixtures("silenced")
def test_neither_does_an_error_in_a_destructor(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    class Box:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Box()
    told = caplog.text + "".join(capsys.readouterr())
    assert SECRET not in told
    assert "ValueError" in told


@pytest.mark.parametrize(("lines", "written"), [(LINES_A_MINUTE, LINES_A_MINUTE), (LINES_A_MINUTE + 3, LINES_A_MINUTE)])
def test_a_log_takes_so_many_lines_a_minute_and_counts_the_rest(lines: int, written: int) -> None:
    now = [0.0]
    out = io.StringIO()
    log = Trickle(out, lambda: now[0])
    for number in range(lines):
        log.write(f"line {number}\n")
    assert out.getvalue().count("\n") == written
    now[0] = 60.0
    log.write("later\n")
    assert ("(3 lines were kept back)" in out.getvalue()) is (lines > LINES_A_MINUTE)
    assert out.getvalue().endswith("later\n")


@pytest.mark.parametrize("length", [LONGEST_LINE - 1, LONGEST_LINE])
def test_a_line_is_cut(length: int) -> None:
    out = io.StringIO()
    Trickle(out).write("x" * length + "\n")
    assert len(out.getvalue()) == LONGEST_LINE + (0 if length < LONGEST_LINE else 2)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), SystemExit(1)])
def test_who_ends_the_server_is_no_fault(caplog: pytest.LogCaptureFixture, error: BaseException) -> None:
    quiet.complain("here", error)
    assert caplog.text == ""


def test_a_line_about_an_error_names_its_kind_and_places_and_nothing_else() -> None:
    """The innermost place of all, then those in our own code outwards; what lies between of others is left out."""

    kept_name = "test_a_line_about_an_error_names_its_kind_and_places_and_nothing_else"

    def broken_at_once() -> None:
        raise LookupError(SECRET)

    def raises() -> None:
        json.loads(SECRET)

    try:
        (lambda: raises())()
    except ValueError as error:
        line = quiet.outline(error)
    kind, innermost, *ours = line.split(" ← ")
    assert kind == "JSONDecodeError"
    assert re.fullmatch(r"\S*/json/decoder\.py:\d+ raw_decode", innermost)
    assert [re.sub(r":\d+", "", one) for one in ours] == [
        f"/tests/operation/test_safety.py {name}"
        for name in ("raises", "<lambda>", "test_a_line_about_an_error_names_its_kind_and_places_and_nothing_else")
    ]
    try:
        broken_at_once()
    except LookupError as error:
        places = [one.rpartition(" ")[2] for one in quiet.outline(error).split(" ← ")]
    assert places == ["LookupError", "broken_at_once", kept_name]
    assert quiet.outline(None) == ""
    assert quiet.outline(ValueError(SECRET)) == "ValueError"


def test_an_error_of_a_library_in_our_folder_is_not_called_ours() -> None:
    """``.venv`` lies there."""
    inside: dict[str, Any] = {}
    text = "def fails(): raise LookupError\ndef calls(): fails()"
    exec(compile(text, f"{quiet.ROOT}/.venv/site-packages/x.py", "exec"), inside)
    with pytest.raises(LookupError) as raised:
        inside["calls"]()
    assert [one.rpartition(" ")[2] for one in quiet.outline(raised.value).split(" ← ")][1:2] == ["fails"]
    assert "calls" not in quiet.outline(raised.value)


def test_an_error_in_a_task_is_told_like_any_other(caplog: pytest.LogCaptureFixture) -> None:
    loop = asyncio.new_event_loop()
    try:
        quiet.quiet_loop(loop)
        loop.call_exception_handler({"message": SECRET, "exception": ValueError(SECRET)})
    finally:
        loop.close()
    assert "task: ValueError" in caplog.text
    assert SECRET not in caplog.text


def test_every_minute_has_the_same_room() -> None:
    now, out = [0.0], io.StringIO()
    log = Trickle(out, lambda: now[0])
    for minute in (0.0, 60.0, 119.0, 120.0):
        now[0] = minute
        log.write("x\n" * (LINES_A_MINUTE + 1))
    kept_back = [int(number) for number in re.findall(r"\((\d+) lines", out.getvalue())]
    assert kept_back == [1, LINES_A_MINUTE + 2]
    assert out.getvalue().count("x\n") == 3 * LINES_A_MINUTE


def listen(tab: ClientConnection) -> None:
    """Until the other side closes."""
    while True:
        tab.recv(30)


@pytest.mark.parametrize(
    ("message", "code"),
    [("a text, which the framework does not take", None), (b"\xff\xff no message", 1002), (b"x" * (3 * 2**20), 1009)],
    ids=["text", "no message", "too long"],
)
def test_a_hostile_message_ends_the_connection_and_logs_no_stack(app_server: Server, message: Any, code: int) -> None:
    before = len(app_server.said())
    address = app_server.url.replace("http", "ws") + "/_stcore/stream"
    with connect(address, subprotocols=[Subprotocol("streamlit")], proxy=None, max_size=None) as tab:
        tab.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            listen(tab)
    told = app_server.said()[before:]
    assert "Traceback" not in told
    assert "text frames are not supported" not in told
    if code is not None:
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code


def test_a_server_that_starts_is_silent_about_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the first request, and with standard error behind the trickle."""
    factory = logging.getLogRecordFactory()
    for owner, name in ((sys, "excepthook"), (sys, "unraisablehook"), (sys, "stderr"), (threading, "excepthook")):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    monkeypatch.chdir(".")
    monkeypatch.setattr(server, "build", lambda _settings: fault_app([]))
    seen: list[Any] = []

    def run(_server: Any, sockets: Any) -> None:
        seen.append((logging.getLogRecordFactory() is not factory, type(sys.stderr)))
        sockets[0].close()

    monkeypatch.setattr(uvicorn.Server, "run", run)
    try:
        assert server.main(["--port", "0"]) == 0
    finally:
        logging.setLogRecordFactory(factory)
    assert seen == [(True, Trickle)]
