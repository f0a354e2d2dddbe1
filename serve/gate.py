"""Who may come in, and how much at once: foreign hosts and origins, sessions, slow and large requests.

It stands before the framework, because the framework answers a foreign origin by asking a public service for its own
address, and lets in any number of visitors until the process has no descriptors left. Whoever is inside is not
disturbed when the house is full; whoever comes then reads a sentence.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, QueryParams
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from operation.settings import Settings
from serve.shell import spoken
from views.html import Markup, tag
from views.words import words

FIRST_MESSAGE_WITHIN = 30.0
"""Seconds a websocket may stay silent after it was opened: a browser asks for its page at once."""
BODY_WITHIN = 20.0
UPLOAD_WITHIN = 120.0
"""Seconds for the whole body of a request; an upload over a slow line needs more."""
MOST_BODY = 6 * 2**20
"""Bytes of one body: an upload of 5 MB with its frame."""
REQUESTS = 400
REQUESTS_PER_ADDRESS = 60
"""Requests that are being answered at the same time; a browser opens a handful."""
UPLOADS_PER_SESSION = 12 * 2**20
UPLOADS_IN_ALL = 400 * 2**20
FILES_PER_SESSION = 10
UPLOAD = "/_stcore/upload_file/"

HOST = re.compile(r"(?P<name>\[[0-9A-Fa-f:.]+\]|[0-9A-Za-z_.-]+)(:(?P<port>[0-9]{1,5}))?")
ORIGIN = re.compile(r"(?P<scheme>https?)://(?P<host>[^/?#@\s\\]+)")
"""As browsers write them; whatever can be read in two ways is not ours."""

Held = Callable[[str], tuple[int, int, int]]
"""Session → files it has uploaded, their bytes, and the bytes of all sessions."""


class Gate:
    """Lets in what is ours and what there is room for.

    Args:
        most: sessions in all; ``per_address`` from one address, this machine's own excepted (a proxy speaks from it).
        held: what a session has uploaded already.
    """

    def __init__(self, app: ASGIApp, settings: Settings, most: int, per_address: int, held: Held) -> None:
        self.app, self.most, self.per_address, self.held = app, most, per_address, held
        own = urlsplit(settings.office_url)
        machine = socket.gethostname().lower()
        self.names = {"localhost", machine, f"{machine}.local", *settings.hosts}
        self.names |= {own.hostname} if own.hostname else set()
        self.origins = {f"{own.scheme}://{own.netloc}".lower()} if own.netloc else set()
        self.secure = {own.netloc.lower()} if own.scheme == "https" else set()
        self.sessions: Counter[str] = Counter()
        self.requests: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host, origin = ",".join(hosts), ",".join(origins) if origins else None  # of two neither is believed
        if not self.known(host):
            await _refuse(scope, receive, send, 421, "this host is not served here; see FINDER_HOSTS")
        elif not self.own(origin, host, headers.getlist("sec-fetch-site")):
            await _refuse(scope, receive, send, 403, "not from another website")
        elif scope["type"] == "websocket":
            await self._websocket(_without_origin(scope), receive, send)
        else:
            await self._http(scope, receive, send)

    def known(self, host: str) -> bool:
        """Whether the name in ``Host`` is ours: set by the operator, this machine, or a bare address.

        A page elsewhere can make its own *name* lead to this machine; it cannot do so with a number.
        """
        found = HOST.fullmatch(host)
        if not found or int(found["port"] or 0) > 65535:
            return False
        name = found["name"].lower()
        if name.removesuffix(".") in self.names:
            return True
        try:
            ipaddress.ip_address(name.strip("[]"))
        except ValueError:
            return False
        return True

    def own(self, origin: str | None, host: str, site: Sequence[str] = ()) -> bool:
        """Whether a request comes from our own pages; programs and plain links name no origin.

        Args:
            site: what a browser says of itself in ``Sec-Fetch-Site``, which no script can set. It counts only beside
                an origin that says nothing («null», of a form on a page that names no referrer): a name counts itself.
        """
        if origin is None:
            return True
        if origin == "null":
            return [*site] == ["same-origin"]
        found = ORIGIN.fullmatch(origin.lower())
        if not found:
            return False
        if found["host"] in self.secure:
            return found["scheme"] == "https"  # what stands at the same name without TLS may be somebody in between
        return found["host"] == host.lower() or origin.lower() in self.origins

    @property
    def full(self) -> bool:
        return self.sessions.total() >= self.most

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = _address(scope)
        crowded = not _loopback(address) and self.sessions[address] >= self.per_address
        if self.full or crowded:
            await send({"type": "websocket.close", "code": 1013})
            return
        with _Seat(self.sessions, address):
            await self.app(scope, _not_silent(receive, send), send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = _address(scope)
        crowded = not _loopback(address) and self.requests[address] >= REQUESTS_PER_ADDRESS
        if crowded or self.requests.total() >= REQUESTS:
            await _refuse(scope, receive, send, 503, "too many requests at once")
            return
        if self.full and not self.sessions[address] and _is_page(scope):
            await _full(scope)(scope, receive, send)
            return
        if self._too_much_uploaded(scope):
            await _refuse(scope, receive, send, 413, "too much uploaded")
            return
        with _Seat(self.requests, address):
            body = _Body(receive, send, UPLOAD_WITHIN if UPLOAD in scope["path"] else BODY_WITHIN)
            try:
                await self.app(scope, body.receive, body.send)
            finally:
                if body.refused and not body.answered:
                    await _refuse(scope, receive, send, body.refused, "too slow or too large")

    def _too_much_uploaded(self, scope: Scope) -> bool:
        if scope["method"] != "PUT" or UPLOAD not in scope["path"]:
            return False
        session = scope["path"].partition(UPLOAD)[2].partition("/")[0]
        length = Headers(scope=scope).get("content-length", "")
        coming = int(length) if length.isdecimal() and len(length) < 12 else MOST_BODY
        files, own, in_all = self.held(session)
        return files >= FILES_PER_SESSION or own + coming > UPLOADS_PER_SESSION or in_all + coming > UPLOADS_IN_ALL


class _Body:
    """A request body that comes in time and is not too large; past either, the application sees a hang-up."""

    def __init__(self, receive: Receive, send: Send, within: float) -> None:
        self._receive, self._send, self._until = receive, send, time.monotonic() + within
        self._bytes, self._whole = 0, False
        self.refused, self.answered = 0, False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        try:
            message = await asyncio.wait_for(self._receive(), max(0.0, self._until - time.monotonic()))
        except TimeoutError:
            self.refused = 408
            return {"type": "http.disconnect"}
        self._bytes += len(message.get("body", b""))
        self._whole = not message.get("more_body", False)
        if self._bytes > MOST_BODY:
            self.refused = 413
            return {"type": "http.disconnect"}
        return message

    async def send(self, message: Message) -> None:
        self.answered = True
        await self._send(message)


class _Seat:
    def __init__(self, counter: Counter[str], key: str) -> None:
        self._counter, self._key = counter, key

    def __enter__(self) -> None:
        self._counter[self._key] += 1

    def __exit__(self, *_: object) -> None:
        self._counter[self._key] -= 1
        if not self._counter[self._key]:
            del self._counter[self._key]


def _not_silent(receive: Receive, send: Send) -> Receive:
    """The same, but for a visitor who opens a websocket and never says anything: that one is sent away."""
    spoke = False

    async def first_in_time() -> Message:
        nonlocal spoke
        if spoke:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), FIRST_MESSAGE_WITHIN)
        except TimeoutError:
            await send({"type": "websocket.close", "code": 1008})
            return {"type": "websocket.disconnect", "code": 1008}
        spoke = message["type"] == "websocket.receive"
        return message

    return first_in_time


def _without_origin(scope: Scope) -> Scope:
    """What has been judged here the framework need not judge again: it would ask the network."""
    return {**scope, "headers": [(name, value) for name, value in scope["headers"] if name != b"origin"]}


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False


def _is_page(scope: Scope) -> bool:
    accepted = Headers(scope=scope).get("accept", "")
    return (
        scope["method"] == "GET" and "text/html" in accepted and not scope["path"].startswith(("/api/", "/download/"))
    )


def _full(scope: Scope) -> Response:
    """The sentence for whoever comes when there is no room; the page tries again by itself."""
    say = words(spoken(Headers(scope=scope), QueryParams(scope["query_string"])))
    style = "body{font:1.06rem/1.5 system-ui,sans-serif;color:#1b2733;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    head = Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
    head += Markup('<meta http-equiv="refresh" content="30">') + tag("title", say("app.title"))
    head += Markup("<style>{}</style>").format(Markup(style))
    body = tag("main", tag("h1", say("app.title")) + tag("p", say("full.text")))
    lang = "de" if say.is_german else say.language.partition("-")[0]
    html = tag("html", tag("head", head) + tag("body", body), lang=lang, dir=say.dir)
    return HTMLResponse(f"<!doctype html>{html}", 503, headers={"retry-after": "30", "cache-control": "no-store"})


async def _refuse(scope: Scope, receive: Receive, send: Send, status: int, why: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = {"connection": "close", "cache-control": "no-store"} | ({"retry-after": "5"} if status == 503 else {})
    await PlainTextResponse(why, status, headers=headers)(scope, receive, send)
