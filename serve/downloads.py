"""``GET /download/<token>``: what a person takes away, made at the moment of the click and kept nowhere.

The framework's own download button is not enough: what it makes at the click lies unreferenced in a store that the end
of anybody's run clears, so under load most downloads were lost; what it makes beforehand costs 95 ms a page; and its
addresses are digests of the content, so whoever guesses an answer sheet finds it.

Here an address is a random token. It holds nothing but a function that makes the file, and it lives exactly as long as
the session that drew the link: the session's own state holds the only strong reference.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from urllib.parse import quote
from weakref import WeakValueDictionary

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from serve.quiet import complain

PATH = "download"
MOST_PER_SESSION = 40
"""Links of one session; the page with most of them has five. Beyond it the oldest goes."""
MOST_BYTES = 64 * 2**20
"""The largest file handed out; the result of a hundred thousand cases has half of it."""
AT_THE_SAME_TIME = 2
"""Files made at once; whoever comes third waits, and the pages go on being drawn."""

Make = Callable[[], bytes | str]


@dataclass(eq=False)
class DownloadLink:
    """One link: ``make`` gives the content, ``file`` is its name on the person's device."""

    token: str
    make: Make
    file: str
    mime: str
    about: Any = None
    inline: bool = False


@dataclass(eq=False)
class Shelf:
    """Every link of every session, found by its token and held by its session only."""

    served: bool = False
    """Whether this process answers at :data:`PATH`; ``streamlit run`` does not."""
    _links: WeakValueDictionary[str, DownloadLink] = field(default_factory=WeakValueDictionary)
    _lock: Lock = field(default_factory=Lock)

    def offer(
        self,
        mine: dict[str, DownloadLink],
        key: str,
        make: Make,
        file: str,
        mime: str,
        about: Any = None,
        *,
        inline: bool,
    ) -> DownloadLink:
        """The link ``key`` of a session, with what it leads to now.

        Args:
            mine: the links of this session, by key; it alone keeps them alive.
            about: where it differs from the last time, the address is a new one (a picture on the page must change).
            inline: shown on the page rather than saved.
        """
        link = mine.get(key)
        if link is None or link.about != about:
            link = DownloadLink(secrets.token_urlsafe(24), make, file, mime, about, inline)
        mine.pop(key, None)
        mine[key] = link  # the last one drawn is the youngest
        link.make, link.file, link.mime = make, file, mime
        while len(mine) > MOST_PER_SESSION:
            del mine[next(iter(mine))]
        with self._lock:
            self._links[link.token] = link
        return link

    def find(self, token: str) -> DownloadLink | None:
        """What a token leads to; ``None`` once its session is gone."""
        with self._lock:
            return self._links.get(token)

    def __len__(self) -> int:
        return len(self._links)


SHELF = Shelf()


def routes() -> list[Route]:
    """The one route; from now on pages draw links to it."""
    SHELF.served = True
    limiter = CapacityLimiter(AT_THE_SAME_TIME)

    async def download(request: Request) -> Response:
        link = SHELF.find(request.path_params["token"])
        if link is None:
            return PlainTextResponse("gone", 404, headers={"cache-control": "no-store"})
        headers = {"cache-control": "no-store", "content-disposition": _disposition(link)}
        if request.method == "HEAD":
            return Response(media_type=link.mime, headers=headers)
        try:
            content = await to_thread.run_sync(link.make, limiter=limiter)
        except Exception as error:  # whatever goes wrong while making it: its message may quote an answer
            complain("download", error)
            return PlainTextResponse("failed", 500, headers={"cache-control": "no-store"})
        found = content.encode() if isinstance(content, str) else content
        if len(found) > MOST_BYTES:
            return PlainTextResponse("too large", 500, headers={"cache-control": "no-store"})
        return Response(found, media_type=link.mime, headers=headers)

    return [Route(f"/{PATH}/{{token}}", download, methods=["GET"])]


def _disposition(link: DownloadLink) -> str:
    """Our name of the file; RFC 6266 with the plain form for old programs beside it."""
    kind = "inline" if link.inline else "attachment"
    plain = link.file.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_").replace("\\", "_")
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(link.file, safe='')}"
