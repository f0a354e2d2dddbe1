"""How the server behaves at the door: other spellings, a sub-path, ``HEAD``, what is not there, who hangs up."""

from __future__ import annotations

from collections.abc import Collection

from starlette.datastructures import Headers, QueryParams
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from operation.settings import ROOT
from serve.shelf import File, respond
from serve.shell import shell, spoken
from views.assets import content
from views.html import esc, tag
from views.words import words

PAGES = frozenset(path.stem for path in (ROOT / "pages").glob("*.py"))
START = "guide"
"""The page at the root of the address; under its own name it leads there."""

FRAMEWORK = frozenset({"_stcore", "static", "app", "media", "component"})
CORE = ("/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/_stcore/upload_file/", "/_stcore/bidi-")
"""What pages need of the framework's own addresses; its counters and its interface for programs stay closed."""

ROBOTS = "User-agent: *\nDisallow: /\n"


class Manners:
    """The door before everything else.

    Args:
        base: the sub-path, such as ``/ami``; with a proxy that cuts it off and with one that does not.
        routes: the first words of the addresses that are neither pages nor the framework's.
    """

    def __init__(self, app: ASGIApp, base: str = "", routes: Collection[str] = ()) -> None:
        self.app, self.base = app, base
        self.routes = FRAMEWORK | set(routes)
        self.short = "kurz" if "kurz" in self.routes else ""
        self.icon = File(content("icon.png"), "image/png", "public, max-age=86400")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = self._without_base(scope)
        try:
            if scope["type"] == "websocket":
                await self.app(scope, receive, send)
            elif scope["method"] == "HEAD":
                await self._http({**scope, "method": "GET"}, receive, _without_body(send))
            else:
                await self._http(scope, receive, send)
        except ClientDisconnect:
            return  # whoever hangs up wants no answer, and it is no fault worth a line in the log

    def _without_base(self, scope: Scope) -> Scope:
        path: str = scope["path"]
        if not self.base or not path.startswith(self.base + "/"):
            return scope
        raw = scope.get("raw_path")
        start = self.base.encode()
        raw = raw.removeprefix(start) if raw else raw
        return {**scope, "path": path.removeprefix(self.base), "raw_path": raw}

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer = self._own(scope)
        await (answer or self.app)(scope, receive, send)

    def _own(self, scope: Scope) -> Response | None:
        """What is answered here; ``None``: somebody behind us knows."""
        path: str = scope["path"]
        if self.base and path == self.base:
            return self._lead(scope, "")
        name = path.strip("/")
        first = name.partition("/")[0]
        if path.startswith("/_stcore/") and not path.startswith(CORE):
            return PlainTextResponse("not found", 404)
        if first in self.routes:
            return None
        headers = Headers(scope=scope)
        match name:
            case "robots.txt":
                return PlainTextResponse(ROBOTS)
            case "favicon.ico" | "favicon.png":
                return respond(self.icon, headers)
        if scope["method"] != "GET":
            return PlainTextResponse("use GET", 405, headers={"allow": "GET, HEAD"})
        language = spoken(headers, QueryParams(scope["query_string"]))
        known = name.lower()
        wanted = "" if known == START else known
        if wanted and wanted not in PAGES:
            return _not_there(language, path)
        if path != f"/{wanted}":
            return self._lead(scope, wanted)
        page = respond(shell(language, self.short), headers)
        page.headers["vary"] = "Accept-Encoding, Accept-Language"
        return page

    def _lead(self, scope: Scope, page: str) -> Response:
        """To the spelling that is meant; relative, because only the proxy knows where we hang."""
        path: str = scope["path"]
        if path == self.base:
            target = f"./{path.rpartition('/')[2]}/"
        else:
            target = ("../" * path.lstrip("/").count("/") or "./") + page
        query = scope["query_string"].decode("latin-1")
        answer = RedirectResponse(target + (f"?{query}" if query else ""), 307)
        answer.headers["cache-control"] = "no-cache"
        return answer


def _not_there(language: str, path: str) -> Response:
    say = words(language)
    up = "../" * max(0, path.lstrip("/").count("/")) or "./"
    style = "body{font:1.06rem/1.5 system-ui,sans-serif;color:#1b2733;max-width:40rem;margin:2rem auto;padding:0 1rem}"
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
    head += f"{tag('title', esc(say('app.title')))}<style>{style}</style>"
    body = tag("h1", esc(say("app.title"))) + tag("p", esc(say("shell.not_found")))
    body += tag("p", tag("a", esc(say("shell.to_start")), href=f"{up}?lang={say.language}"))
    written = "de" if say.is_german else say.language.partition("-")[0]
    html = f'<!doctype html><html lang="{written}" dir="{say.dir}">{head}<main>{body}</main></html>'
    return HTMLResponse(html, 404)


def _without_body(send: Send) -> Send:
    """Headers as ``GET`` would have them, no content."""

    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
