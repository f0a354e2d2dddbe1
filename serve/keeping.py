"""A reload, a phone that slept, a lost server: the browser's tab keeps the answers, and only we can read them.

What a tab keeps is encrypted with a key that lives in the memory of the server and nowhere else. It lies in the tab's
``sessionStorage`` and goes with the tab; after :data:`HOURS`, with a new start, or once the server has forgotten its
key it opens to nobody. The server itself keeps nothing: it encrypts what the session holds when the tab asks
(``POST /keep/out``), and gives it back to a new session of the same tab (``POST /keep/in``).

No cookie and nothing in an address: a tab proves itself by a random token that only its own page holds.
"""

from __future__ import annotations

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from weakref import WeakValueDictionary
from zlib import compress, decompressobj

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

HOURS = 8
"""Hours after which kept answers cannot be read any more: a working day."""
MOST = 32 * 1024
"""Bytes that a tab may send or keep; a full case with plans has about three thousand."""
PATH = "keep"
NEVER_CACHED = {"cache-control": "no-store"}


class Unreadable(ValueError):
    """Too old, of a server that is gone, or never ours."""


class Keys:
    """Encrypts with the key of this period; reads that of the one before, too.

    Args:
        secret: shared by several processes; without one this process makes its own.
        clock: seconds; a test turns it.
    """

    def __init__(self, secret: str = "", clock: Callable[[], float] = time.time) -> None:
        self._secret = secret.encode() or secrets.token_bytes(32)
        self._clock = clock

    def seal(self, content: Mapping[str, Any]) -> bytes:
        """``content`` as a text that only a holder of the secret reads."""
        packed = compress(json.dumps(content, ensure_ascii=False).encode(), 6)
        # Padded, so that its length tells nobody how many questions were answered.
        padded = len(packed).to_bytes(4, "big") + packed + bytes(-(len(packed) + 4) % 1024)
        return self._fernets().encrypt_at_time(padded, int(self._clock()))

    def open(self, sealed: bytes) -> dict[str, Any]:
        """What was sealed.

        Raises:
            Unreadable: it cannot be read, or not any more.
        """
        try:
            padded = self._fernets().decrypt_at_time(sealed, HOURS * 3600, int(self._clock()))
            packed = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
            found = json.loads(decompressobj().decompress(packed, 8 * MOST))
        except (InvalidToken, ValueError) as error:
            raise Unreadable from error
        if not isinstance(found, dict):
            raise Unreadable
        return found

    def _fernets(self) -> MultiFernet:
        now = int(self._clock() // (HOURS * 3600))
        return MultiFernet([self._fernet(period) for period in (now, now - 1)])

    def _fernet(self, period: int) -> Fernet:
        return Fernet(urlsafe_b64encode(hmac.digest(self._secret, f"kept answers {period}".encode(), sha256)))


@dataclass(eq=False)
class Tab:
    """One session, as its tab knows it. The session holds it; here it is only found.

    Attributes:
        read: what is to be kept now; nothing where there is nothing.
        waiting: what the tab brought back, until the page takes it.
        met: whether the tab has spoken with us; from then on what it keeps is this session's own.
    """

    read: Callable[[], Mapping[str, Any]]
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))
    waiting: dict[str, Any] | None = None
    met: bool = False


@dataclass
class Tabs:
    """Every tab whose session lives, found by its token."""

    keys: Keys = field(default_factory=Keys)
    served: bool = False
    """Whether this process answers at :data:`PATH`; ``streamlit run`` does not."""
    _tabs: WeakValueDictionary[str, Tab] = field(default_factory=WeakValueDictionary)

    def enter(self, tab: Tab) -> Tab:
        self._tabs[tab.token] = tab
        return tab

    def find(self, token: str) -> Tab | None:
        return self._tabs.get(token)


TABS = Tabs()


def routes(secret: str = "") -> list[Route]:
    """The two routes; from now on pages ask their tabs to keep the answers."""
    TABS.keys, TABS.served = Keys(secret), True
    return [
        Route(f"/{PATH}/out", _out, methods=["POST"]),
        Route(f"/{PATH}/in", _in, methods=["POST"]),
    ]


async def _out(request: Request) -> Response:
    """What the tab shall keep; 204: nothing; 404: there is no such session here."""
    tab = TABS.find((await _body(request)).decode("ascii", "replace"))
    if tab is None:
        return PlainTextResponse("unknown", 404, headers=NEVER_CACHED)
    tab.met, content = True, tab.read()
    if not content:
        return Response(status_code=204, headers=NEVER_CACHED)
    return Response(TABS.keys.seal(content), media_type="text/plain", headers=NEVER_CACHED)


async def _in(request: Request) -> Response:
    """What the tab kept, for its new session; 410: it cannot be read any more."""
    token, _, sealed = (await _body(request)).partition(b"\n")
    tab = TABS.find(token.decode("ascii", "replace"))
    if tab is None:
        return PlainTextResponse("unknown", 404, headers=NEVER_CACHED)
    tab.met = True
    try:
        tab.waiting = TABS.keys.open(sealed)
    except Unreadable:
        return PlainTextResponse("gone", 410, headers=NEVER_CACHED)
    return Response(status_code=204, headers=NEVER_CACHED)


async def _body(request: Request) -> bytes:
    """The request's content; what is longer than :data:`MOST` is cut and cannot be read then."""
    found = b""
    async for part in request.stream():
        found += part[: MOST - len(found)]
        if len(found) >= MOST:
            break
    return found
