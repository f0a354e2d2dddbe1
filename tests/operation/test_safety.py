"""Each line of safety code is missed when it is gone: what is sent, logged, escaped, forgotten."""

from __future__ import annotations

import io
import logging
import sys
import threading
from typing import Any

import pytest
import streamlit as st
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from operation.settings import Settings
from pages.parts import state
from serve import quiet
from serve.headers import headers
from serve.health import fault_app
from serve.quiet import LINES_A_MINUTE, LONGEST_LINE, Trickle, silence_answers
from server import configured
from tests.support.asking import ask
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
def test_a_page_is_framed_and_opened_by_nobody_else(framed, name, value):
    assert headers(Settings(frame_ancestors=framed)).get(name) == value


def test_requests_are_not_logged_and_messages_are_short():
    config = configured(fault_app([]))
    assert config.access_log is False
    assert config.server_header is False
    assert config.ws_max_size <= 2 * 2**20
    assert (config.ws_ping_interval, config.ws_ping_timeout) == (30, 30)


def test_a_fault_of_the_data_is_text_on_the_page_that_names_it():
    page = ask(fault_app(["tariffs.csv: '<script>alert(1)</script>'"]), "/").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_starting_over_forgets_all_but_day_language_role_and_mode(monkeypatch):
    kept = {"today": 1, "language": "de", "role": "staff", "mode": "event"}
    told = {"answers": {"age": 17}, "shortlist": ["a"], "downloads": {}, "agreed": {}, "caseload": 1}
    monkeypatch.setattr(st, "session_state", {**kept, **told})
    state.forget()
    assert st.session_state == kept


# ── The log ──────────────────────────────────────────────────────────────────────


@pytest.fixture
def silenced(monkeypatch: pytest.MonkeyPatch) -> None:
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
        lambda error: threading.excepthook(threading.ExceptHookArgs((type(error), error, None, None))),  # type: ignore[arg-type]
        lambda error: quiet.complain("here", error),
    ],
    ids=["exc_info", "argument", "message", "uncaught", "thread", "complain"],
)
@pytest.mark.usefixtures("silenced")
def test_no_way_to_log_an_error_tells_its_text(caplog, capsys, say):
    say(broken())
    told = caplog.text + "".join(capsys.readouterr())
    assert SECRET not in told
    assert "Traceback" not in told
    assert "ValueError" in told


@pytest.mark.usefixtures("silenced")
def test_neither_does_an_error_in_a_destructor(caplog, capsys):
    class Box:
        def __del__(self) -> None:
            raise ValueError(SECRET)

    Box()
    told = caplog.text + "".join(capsys.readouterr())
    assert SECRET not in told
    assert "ValueError" in told


@pytest.mark.parametrize(("lines", "written"), [(LINES_A_MINUTE, LINES_A_MINUTE), (LINES_A_MINUTE + 3, LINES_A_MINUTE)])
def test_a_log_takes_so_many_lines_a_minute_and_counts_the_rest(lines, written):
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
def test_a_line_is_cut(length):
    out = io.StringIO()
    Trickle(out).write("x" * length + "\n")
    assert len(out.getvalue()) == LONGEST_LINE + (0 if length < LONGEST_LINE else 2)


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
    with connect(address, subprotocols=["streamlit"], proxy=None, max_size=None) as tab:  # type: ignore[list-item]
        tab.send(message)
        with pytest.raises(ConnectionClosed) as closed:
            listen(tab)
    told = app_server.said()[before:]
    assert "Traceback" not in told
    assert "text frames are not supported" not in told
    if code is not None:
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == code
