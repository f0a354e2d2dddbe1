"""Who is let in: our own pages, as many as there is room for, whoever speaks in time."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from threading import Thread
from typing import Any

import pytest
import uvicorn
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp
from uvicorn.server import ServerState
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from operation.settings import Settings
from serve import gate, patience
from serve.gate import FILES_PER_SESSION, MOST_BODY, UPLOADS_IN_ALL, UPLOADS_PER_SESSION, Gate
from tests.support.asking import OWN, Answer, ask, finished
from tests.support.serving import Server

PAGE = {**OWN, "accept": "text/html"}
UPLOAD = "/_stcore/upload_file/session/file"
HELLO = {"type": "websocket.receive", "bytes": b"x"}
BYE = {"type": "websocket.disconnect", "code": 1000}


class Repeated(dict[str, str]):
    """Headers of which some come twice."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        super().__init__(pairs)
        self.pairs = pairs

    def items(self) -> Any:
        return self.pairs


async def inside(scope: Any, receive: Any, send: Any) -> None:
    """Reads all, then says «inside»."""
    if scope["type"] == "websocket":
        assert (await receive())["type"] == "websocket.connect"
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    with contextlib.suppress(ClientDisconnect):
        await Request(scope, receive).body()
        await PlainTextResponse("inside")(scope, receive, send)


def house(most: int = 5, per_address: int = 2, held: tuple[int, int, int] = (0, 0, 0), **settings: Any) -> Gate:
    return Gate(inside, Settings(**settings), most, per_address, lambda _session: held)


def knock(
    app: ASGIApp, headers: dict[str, str] = OWN, client: str = "192.0.2.1", says: tuple[Any, ...] = ()
) -> list[Any]:
    """Opens a websocket; what the server sends. Without further words the visitor stays silent."""
    heard: list[Any] = []
    words = [{"type": "websocket.connect"}, *says]

    async def receive() -> Any:
        if words:
            return words.pop(0)
        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        heard.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "query_string": b"", "client": (client, 1)}
    scope["headers"] = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    async def visit() -> None:
        await app(scope, receive, send)

    finished(visit())
    return heard


def let_in(heard: list[Any]) -> bool:
    return bool(heard[0]["type"] == "websocket.accept")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8501", 200),
        ("localhost:8501", 200),
        ("[::1]:8501", 200),
        ("192.168.1.20:8501", 200),  # a laptop in a room: a number cannot be led elsewhere
        ("finder.example.ch", 200),
        ("other.example.ch", 200),
        ("FINDER.example.ch.", 200),
        ("evil.example", 421),
        ("finder.example.ch.evil.example", 421),
        ("user@finder.example.ch", 421),
        ("finder.example.ch:port", 421),
        ("", 421),
        # an address as it is meant, and as somebody may write it
        ("LOCALHOST:8501", 200),
        ("localhost.:8501", 200),
        ("localhost..:8501", 421),
        ("localhost:99999", 421),
        ("localhost:", 421),
        ("evil.localhost", 421),
        ("[::ffff:127.0.0.1]:8501", 200),
        ("[::1", 421),
        ("[evil.example]:8501", 421),
        ("[fe80::1%evil.example]:8501", 421),
        ("127.0.0.1.evil.example", 421),
        ("127.0.0.1.nip.io", 421),
        ("127.1:8501", 421),
        ("2130706433:8501", 421),
        ("0x7f.0.0.1:8501", 421),
        ("127.0.0.1#evil.example", 421),
        ("127.0.0.1/evil.example", 421),
        ("127.0.0.1?evil.example", 421),
        ("127.0.0.1\\evil.example", 421),
        ("127.0.0.1\t.evil.example", 421),
        ("127.0.0.1, evil.example", 421),
        ("finder.example.ch%00.evil.example", 421),
        ("fınder.example.ch".encode().decode("latin-1"), 421),
    ],
)
def test_only_our_own_names_are_answered(host: str, status: int) -> None:
    app = house(office_url="https://finder.example.ch", hosts=("other.example.ch",))
    assert ask(app, "/", headers={"host": host}).status == status
    assert let_in(knock(app, {"host": host}, says=(HELLO, BYE))) is (status == 200)


OFFICE = {"host": "finder.example.ch"}
SAME_SITE = {"sec-fetch-site": "same-origin"}


@pytest.mark.parametrize(
    ("sent", "ours"),
    [
        # Programs, links and our own pages
        ({**OWN}, True),
        ({**OWN, "origin": "http://127.0.0.1:8501"}, True),
        ({**OWN, "origin": "HTTP://127.0.0.1:8501"}, True),
        ({"host": "[::1]:8501", "origin": "http://[::1]:8501"}, True),
        ({"host": "LocalHost:8501", "origin": "http://localhost:8501"}, True),
        ({"host": "finder.example.ch.", "origin": "http://finder.example.ch."}, True),
        ({**OFFICE, "origin": "https://finder.example.ch"}, True),
        ({**OWN, "origin": "https://finder.example.ch"}, True),  # a proxy that names us by a number
        # Another page on this machine, another port, another way of writing it
        ({**OWN, "origin": "http://localhost:8501"}, False),
        ({**OWN, "origin": "http://127.0.0.1:3000"}, False),
        ({**OWN, "origin": "http://127.0.0.1"}, False),
        ({**OWN, "origin": "http://[::1]:8501"}, False),
        ({**OWN, "origin": "http://0.0.0.0:8501"}, False),
        # Other websites
        ({**OWN, "origin": "https://evil.example"}, False),
        ({**OWN, "origin": "https://finder.example.ch.evil.example"}, False),
        ({**OWN, "origin": "http://127.0.0.1:8501.evil.example"}, False),
        ({**OWN, "origin": "http://user@127.0.0.1:8501"}, False),
        ({**OWN, "origin": "http://127.0.0.1:8501@evil.example"}, False),
        ({**OWN, "origin": "http://evil.example#@127.0.0.1:8501"}, False),
        ({**OWN, "origin": "http://127.0.0.1:8501/evil"}, False),
        ({**OWN, "origin": "ftp://127.0.0.1:8501"}, False),
        ({**OWN, "origin": "127.0.0.1:8501"}, False),
        ({**OWN, "origin": "http://[evil"}, False),
        ({**OWN, "origin": ""}, False),
        # Our name without TLS, where somebody in between can write the page
        ({**OFFICE, "origin": "http://finder.example.ch"}, False),
        ({**OFFICE, "origin": "https://finder.example.ch:8443"}, False),
        # A frame in a sandbox, a file, a form whose page names no referrer: the browser itself says whose it is
        ({**OWN, "origin": "null"}, False),
        ({**OWN, "origin": "null", "sec-fetch-site": "cross-site"}, False),
        ({**OWN, "origin": "null", "sec-fetch-site": "same-site"}, False),
        ({**OWN, "origin": "null", "sec-fetch-site": "none"}, False),
        ({**OWN, "origin": "null", "sec-fetch-site": "same-origin, cross-site"}, False),
        ({**OWN, "origin": "null", **SAME_SITE}, True),
        # It vouches for nobody who has a name
        ({**OWN, "origin": "https://evil.example", **SAME_SITE}, False),
        ({**OWN, "origin": "http://localhost:3000", **SAME_SITE}, False),
        # What a proxy may add says nothing about the page
        ({**OWN, "origin": "https://evil.example", "x-forwarded-host": "evil.example"}, False),
        ({**OWN, "origin": "https://evil.example", "forwarded": "host=evil.example"}, False),
        ({**OWN, "origin": "https://evil.example", "x-forwarded-for": "127.0.0.1"}, False),
        ({**OWN, "origin": "https://evil.example", "referer": "http://127.0.0.1:8501/"}, False),
    ],
)
def test_no_other_website_speaks_for_a_visitor(sent: dict[str, str], ours: bool) -> None:
    app = house(office_url="https://finder.example.ch")
    assert ask(app, "/api/advise", "POST", headers=sent).status == (200 if ours else 403)
    assert let_in(knock(app, sent, says=(HELLO, BYE))) is ours


@pytest.mark.parametrize(
    ("twice", "status"),
    [
        ([("host", "127.0.0.1:8501"), ("host", "evil.example")], 421),
        ([("host", "127.0.0.1:8501"), ("host", "127.0.0.1:8501")], 421),
        ([("host", "127.0.0.1:8501"), ("origin", "http://127.0.0.1:8501"), ("origin", "https://evil.example")], 403),
        ([("host", "127.0.0.1:8501"), ("origin", "null"), ("origin", "null"), ("sec-fetch-site", "same-origin")], 403),
        ([("host", "127.0.0.1:8501"), ("origin", "null"), *[("sec-fetch-site", "same-origin")] * 2], 403),
    ],
)
def test_of_two_words_neither_is_believed(twice: list[tuple[str, str]], status: int) -> None:
    sent = Repeated(twice)
    assert ask(house(), "/api/advise", "POST", headers=sent).status == status
    assert not let_in(knock(house(), sent, says=(HELLO, BYE)))


def test_a_name_that_was_led_to_this_machine_is_refused_whatever_the_browser_says() -> None:
    """DNS rebinding: to the browser the page and we are one website; only the name in ``Host`` tells."""
    led = {"host": "evil.example:8501", "origin": "http://evil.example:8501", **SAME_SITE}
    assert ask(house(), "/api/advise", "POST", headers=led).status == 421
    assert not let_in(knock(house(), led, says=(HELLO, BYE)))


def test_the_framework_never_sees_an_origin_that_it_would_ask_the_network_about() -> None:
    seen: list[Any] = []

    async def framework(scope: Any, _receive: Any, _send: Any) -> None:
        seen.extend(name for name, _ in scope["headers"])

    app = Gate(framework, Settings(office_url="https://finder.example.ch"), 5, 5, lambda _session: (0, 0, 0))
    knock(app, {**OWN, "origin": "https://finder.example.ch"})
    assert seen == [b"host"]


def test_a_full_house_tells_a_newcomer_and_disturbs_nobody_inside() -> None:
    app = house(most=2)
    app.sessions.update({"192.0.2.1": 1, "192.0.2.2": 1})
    newcomer = ask(app, "/", headers={**PAGE, "accept-language": "fr"}, client="192.0.2.3")
    assert (newcomer.status, newcomer.headers["retry-after"]) == (503, "30")
    assert "beaucoup de monde" in newcomer.text
    assert knock(app, client="192.0.2.3") == [{"type": "websocket.close", "code": 1013}]
    assert ask(app, "/", headers=PAGE, client="192.0.2.1").status == 200
    assert ask(app, "/health", client="192.0.2.3").status == 200
    del app.sessions["192.0.2.2"]
    assert let_in(knock(app, client="192.0.2.3", says=(HELLO, BYE)))


@pytest.mark.parametrize(("client", "open_ones", "room"), [("192.0.2.1", 1, True), ("192.0.2.1", 2, False)])
def test_nobody_takes_the_room_of_all(client: str, open_ones: int, room: bool) -> None:
    app = house(most=9, per_address=2)
    app.sessions[client] = open_ones
    assert let_in(knock(app, client=client, says=(HELLO, BYE))) is room
    assert let_in(knock(app, client="192.0.2.2", says=(HELLO, BYE)))


def test_a_proxy_on_this_machine_speaks_for_many() -> None:
    app = house(most=9, per_address=2)
    app.sessions["127.0.0.1"] = 5
    assert let_in(knock(app, client="127.0.0.1", says=(HELLO, BYE)))


def test_a_place_is_given_back() -> None:
    app = house(most=1)
    for _ in range(3):
        assert let_in(knock(app, says=(HELLO, BYE)))
    assert app.sessions == {}


def test_a_visitor_who_never_speaks_is_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "FIRST_MESSAGE_WITHIN", 0.01)
    assert knock(house())[-1] == {"type": "websocket.close", "code": 1008}


def put(app: ASGIApp, length: int) -> Answer:
    return ask(app, UPLOAD, "PUT", headers={**OWN, "content-length": str(length)})


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ((FILES_PER_SESSION - 1, 0, 0), 200),
        ((FILES_PER_SESSION, 0, 0), 413),
        ((1, UPLOADS_PER_SESSION - 100, 0), 200),
        ((1, UPLOADS_PER_SESSION - 99, 0), 413),
        ((0, 0, UPLOADS_IN_ALL - 100), 200),
        ((0, 0, UPLOADS_IN_ALL - 99), 413),
    ],
)
def test_a_session_uploads_so_much_and_no_more(held: tuple[int, int, int], status: int) -> None:
    assert put(house(held=held), 100).status == status


@pytest.mark.parametrize(("size", "status"), [(MOST_BODY, 200), (MOST_BODY + 1, 413)])
def test_a_body_is_so_long_and_no_longer(size: int, status: int) -> None:
    assert ask(house(), "/", "POST", body=[b"x" * size]).status == status


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "BODY_WITHIN", -1.0)
    assert ask(house(), "/", "POST", body=[b"x", b"y"]).status == 408


@pytest.mark.parametrize(
    ("method", "path", "accept", "status"),
    [
        ("GET", "/", "text/html,*/*", 503),
        ("GET", "/offers", "text/html", 503),
        ("POST", "/", "text/html", 200),
        ("GET", "/", "*/*", 200),
        ("GET", "/api/advise", "text/html", 200),
        ("GET", "/download/token", "text/html", 200),
    ],
)
def test_a_full_house_is_told_to_whoever_asks_for_a_page(method: str, path: str, accept: str, status: int) -> None:
    app = house(most=1)
    app.sessions["192.0.2.1"] = 1
    answer = ask(app, path, method, headers={**OWN, "accept": accept}, client="192.0.2.3")
    assert answer.status == status
    assert answer.headers.get("cache-control") == ("no-store" if status == 503 else None)


@pytest.mark.parametrize(("lang", "said"), [("de", "de"), ("fr", "fr"), ("de-easy", "de")])
def test_the_sentence_names_its_language(lang: str, said: str) -> None:
    app = house(most=0)
    assert f'<html lang="{said}" dir="ltr">' in ask(app, f"/?lang={lang}", headers=PAGE, client="192.0.2.3").text


def test_there_is_room_while_there_is_room() -> None:
    app = house(most=2)
    app.sessions["192.0.2.1"] = 1
    assert ask(app, "/", headers=PAGE, client="192.0.2.3").status == 200


@pytest.mark.parametrize(
    ("options", "status", "again"),
    [
        ({"headers": {"host": "evil.example"}}, 421, None),
        ({"headers": {**OWN, "origin": "https://evil.example"}}, 403, None),
        ({"client": "192.0.2.1"}, 503, "5"),
    ],
)
def test_a_refusal_ends_the_connection_and_is_kept_nowhere(
    options: dict[str, Any], status: int, again: str | None
) -> None:
    app = house()
    app.requests["192.0.2.1"] = gate.REQUESTS_PER_ADDRESS
    told = ask(app, "/", **options)
    assert (told.status, told.headers["connection"], told.headers["cache-control"]) == (status, "close", "no-store")
    assert told.headers.get("retry-after") == again


def test_a_refused_websocket_is_closed_with_its_reason() -> None:
    assert knock(house(), {**OWN, "origin": "https://evil.example"}) == [{"type": "websocket.close", "code": 1008}]


@pytest.mark.parametrize(("port", "status"), [("0", 200), ("65535", 200), ("65536", 421), ("", 200)])
def test_a_port_is_a_number_that_there_is(port: str, status: int) -> None:
    assert ask(house(), "/", headers={"host": f"127.0.0.1:{port}".rstrip(":")}).status == status


def test_an_application_that_is_told_of_a_hang_up_learns_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "FIRST_MESSAGE_WITHIN", 0.01)
    heard: list[Any] = []

    async def listens(_scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "websocket.accept"})
        heard.append(await receive())  # the handshake
        heard.append(await receive())

    knock(Gate(listens, Settings(), 5, 5, lambda _session: (0, 0, 0)))
    assert heard[-1] == {"type": "websocket.disconnect", "code": 1008}


@pytest.mark.parametrize(
    ("path", "method", "length", "asked_for", "status"),
    [
        (UPLOAD, "PUT", "100", "session", 413),
        ("/base" + UPLOAD, "PUT", "100", "session", 413),
        ("/_stcore/upload_file/other/session", "PUT", "100", "other", 200),
        (UPLOAD, "DELETE", "100", None, 200),
        ("/api/advise", "PUT", "100", None, 200),
        ("/_stcore/upload_file/empty/x", "PUT", "no number", "empty", 413),  # counted as the largest there may be
        ("/_stcore/upload_file/empty/x", "PUT", "²", "empty", 413),
        ("/_stcore/upload_file/empty/x", "PUT", "9" * 5000, "empty", 413),
        ("/_stcore/upload_file/empty/x", "PUT", "", "empty", 413),
    ],
)
def test_an_upload_is_counted_for_its_session(
    path: str, method: str, length: str, asked_for: str | None, status: int
) -> None:
    asked: list[str] = []
    free = UPLOADS_PER_SESSION - MOST_BODY + 1

    def held(session: str) -> tuple[int, int, int]:
        asked.append(session)
        return {"session": (FILES_PER_SESSION, 0, 0), "empty": (0, free, 0)}.get(session, (0, 0, 0))

    app = Gate(inside, Settings(), 5, 5, held)
    assert ask(app, path, method, headers={**OWN, "content-length": length}).status == status
    assert asked == ([asked_for] if asked_for else [])


def test_what_was_answered_is_not_answered_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """An application that answers and reads on: the rest that does not come is no second answer."""
    monkeypatch.setattr(gate, "BODY_WITHIN", -1.0)

    async def answers_first(scope: Any, receive: Any, send: Any) -> None:
        await PlainTextResponse("first")(scope, receive, send)
        assert (await receive())["type"] == "http.disconnect"

    app = Gate(answers_first, Settings(), 5, 5, lambda _session: (0, 0, 0))
    assert ask(app, "/", "POST", body=[b"x"]).text == "first"


def test_an_application_that_says_nothing_is_not_spoken_for() -> None:
    async def silent(_scope: Any, _receive: Any, _send: Any) -> None:
        pass

    app = Gate(silent, Settings(), 5, 5, lambda _session: (0, 0, 0))
    with pytest.raises(IndexError):  # nothing was sent
        ask(app, "/")


def test_so_many_requests_at_once_and_no_more() -> None:
    app = house()
    app.requests.update({"192.0.2.1": gate.REQUESTS_PER_ADDRESS, "127.0.0.1": gate.REQUESTS_PER_ADDRESS})
    assert [ask(app, "/", client=one).status for one in ("192.0.2.1", "192.0.2.2", "127.0.0.1")] == [503, 200, 200]
    for others, status in ((1, 200), (0, 503)):
        app.requests["192.0.2.9"] = gate.REQUESTS - 2 * gate.REQUESTS_PER_ADDRESS - others
        assert ask(app, "/", client="192.0.2.2").status == status


@pytest.mark.parametrize("client", ["", "no address", "10.0.0.1"])
def test_only_this_machine_may_speak_for_many(client: str) -> None:
    app = house(most=9, per_address=1)
    app.sessions[client] = 1
    assert not let_in(knock(app, client=client, says=(HELLO, BYE)))


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nA: "])
def test_a_request_whose_headers_do_not_come_is_hung_up_on(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    monkeypatch.setattr(patience, "HEADERS_WITHIN", 0.05)
    server = uvicorn.Server(
        uvicorn.Config(inside, port=0, http=patience.ImpatientProtocol, lifespan="off", log_level="error")
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        try:
            with socket.create_connection(listening.getsockname(), timeout=30) as slow:
                slow.sendall(sent)
                with contextlib.suppress(ConnectionResetError):
                    assert slow.recv(100) == b""
        finally:
            server.should_exit = True
            thread.join(30)


class Line(asyncio.Transport):
    """Stands in for a connection."""

    def __init__(self) -> None:
        super().__init__()
        self.sent, self.aborted, self.closing = b"", False, False

    def write(self, data: Any) -> None:
        self.sent += data

    def abort(self) -> None:
        self.aborted = True

    def close(self) -> None:
        self.closing = True

    def is_closing(self) -> bool:
        return self.closing


async def served(spoken: list[bytes]) -> tuple[list[bool], list[Line]]:
    """Whether the clock of a connection runs after each piece that comes; a second one is opened at the end."""
    config = uvicorn.Config(inside, lifespan="off", log_level="critical")
    config.load()
    state, lines = ServerState(), [Line(), Line()]
    first, second = (patience.ImpatientProtocol(config, state, {}) for _ in lines)
    first.connection_made(lines[0])
    running = [first._clock is not None]
    for piece in spoken:
        before = first._clock
        first.data_received(piece)
        running.append(first._clock is not None)
        assert before is None or first._clock is before or before.cancelled(), "a clock that nobody holds still rings"
        for _ in range(20):
            await asyncio.sleep(0)
    second.connection_made(lines[1])
    clock = first._clock
    first.connection_lost(None)
    second.connection_lost(None)
    assert clock is None or clock.cancelled()
    assert first._clock is None
    return running, lines


HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


@pytest.mark.parametrize(
    ("spoken", "running", "answered"),
    [
        ([HEAD], [True, True], b""),
        ([HEAD, b"\r\n"], [True, True, False], b"HTTP/1.1 200"),
        ([HEAD + b"\r\n", HEAD], [True, False, True], b"HTTP/1.1 200"),
        ([b"GET / HT", b"TP/1.1\r\nHost: x\r\n\r\n"], [True, True, False], b"HTTP/1.1 200"),
        ([b"no request\r\n\r\n"], [True, False], b"HTTP/1.1 400"),
    ],
)
def test_the_clock_of_a_connection_runs_while_it_owes_us_headers(
    spoken: list[bytes], running: list[bool], answered: bytes
) -> None:
    found, (line, _) = finished(served(spoken))
    assert found == running
    assert line.sent.startswith(answered)
    assert bool(line.sent) is bool(answered)


@pytest.mark.parametrize(("most", "aborted"), [(1, True), (2, False)])
def test_there_are_so_many_connections_and_no_more(monkeypatch: pytest.MonkeyPatch, most: int, aborted: bool) -> None:
    monkeypatch.setattr(patience, "MOST_CONNECTIONS", most)
    _, (first, second) = finished(served([]))
    assert (first.aborted, second.aborted) == (False, aborted)


def test_a_foreign_handshake_is_refused_at_once_and_asks_nobody(app_server: Server) -> None:
    address = app_server.url.replace("http", "ws") + "/_stcore/stream"
    before = app_server.said()
    for origin in ("https://evil.example", "http://localhost:3000"):
        with pytest.raises(InvalidStatus) as refused:
            connect(address, origin=Origin(origin), subprotocols=[Subprotocol("streamlit")], proxy=None)
        assert refused.value.response.status_code == 403
    assert app_server.outward() == []
    assert app_server.said() == before, "and the log holds neither origin nor host"


@pytest.mark.parametrize(
    ("office", "origin", "ours"),
    [
        ("http://finder.example.ch", "http://finder.example.ch", True),
        ("http://finder.example.ch", "https://finder.example.ch", False),
        ("http://finder.example.ch", "http://finder.example.ch:8501", False),
        ("http://finder.example.ch:8080", "http://finder.example.ch:8080", True),
        ("", "http://finder.example.ch", False),
        ("", "://", False),
    ],
)
def test_the_office_s_own_address_may_stand_before_a_proxy_that_names_us_otherwise(
    office: str, origin: str, ours: bool
) -> None:
    assert house(office_url=office).own(origin, "127.0.0.1:8501") is ours


@pytest.mark.parametrize(("name", "ours"), [("{}", True), ("{}.local", True), ("{}.example", False)])
def test_this_machine_has_a_name(name: str, ours: bool) -> None:
    assert house().known(name.format(socket.gethostname())) is ours
