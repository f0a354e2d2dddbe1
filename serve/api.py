"""The machine interface over HTTP: the same JSON as the command line, for software of other offices.

Nothing of a request is kept or logged: not its body, not its address, not even that it came.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from finder import wire
from finder.errors import FinderError
from finder.facts.plain_json import parse
from operation.settings import ROOT, Settings

LIMIT = 64 * 1024
"""Bytes of one request. A full situation with a plan has about 2 kB."""

METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
"""Taken by every route here: a refused method must not fall through to the pages."""

Answer = Callable[[dict[str, Any], date], dict[str, Any]]
Endpoint = Callable[[Request], Awaitable[Response]]


class TooLarge(Exception):
    """The body is longer than ``LIMIT``."""


class NotJson(Exception):
    """The body is no JSON object; the text says why, without quoting it."""


def routes(settings: Settings) -> list[Route]:
    """The four questions and the document that describes them."""

    def nearby(request: dict[str, Any], _on: date) -> dict[str, Any]:
        return wire.nearby_json(request)

    def place(request: dict[str, Any], _on: date) -> dict[str, Any]:
        return wire.place_json(request)

    return [
        Route("/api/place", _only("POST", _endpoint(place, settings)), methods=METHODS),
        Route("/api/advise", _only("POST", _endpoint(wire.advise_json, settings)), methods=METHODS),
        Route("/api/nearby", _only("POST", _endpoint(nearby, settings)), methods=METHODS),
        Route("/api/estimate", _only("POST", _endpoint(wire.estimate_json, settings)), methods=METHODS),
        Route("/api/openapi.json", _only("GET", _description), methods=METHODS),
        Route("/api/{rest:path}", _unknown, methods=METHODS),
    ]


def _endpoint(answer: Answer, settings: Settings) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            on = _day(request, settings)
            # About a millisecond: a thread of its own would cost more than the work.
            return _json(answer(_object(await read_body(request)), on))
        except TooLarge:
            return _json({"error": f"the request is longer than {LIMIT // 1024} kB"}, 413)
        except (NotJson, FinderError) as error:
            return _json({"error": " ".join(str(error).split())}, 422)

    return endpoint


def _only(method: str, endpoint: Endpoint) -> Endpoint:
    async def guarded(request: Request) -> Response:
        if request.method != method:
            return JSONResponse({"error": f"use {method}"}, 405, headers={"allow": method})
        return await endpoint(request)

    return guarded


async def _unknown(_request: Request) -> Response:
    return _json({"error": "no such address; see /api/openapi.json"}, 404)


async def _description(_request: Request) -> Response:
    return FileResponse(ROOT / "static" / "openapi.json", media_type="application/json")


def _day(request: Request, settings: Settings) -> date:
    names = [name for name, _ in request.query_params.multi_items()]
    if names not in ([], ["on"]):
        raise NotJson("the address may carry nothing but one on=<day>; everything else belongs into the body")
    try:
        return date.fromisoformat(request.query_params["on"]) if "on" in request.query_params else settings.day()
    except ValueError:
        raise NotJson("on: a day such as 2026-11-22") from None


async def read_body(request: Request) -> bytes:
    """The body of a request, as far as it may be.

    Raises:
        TooLarge: it is longer than :data:`LIMIT`.
    """
    parts, length = [], 0
    async for part in request.stream():
        length += len(part)
        if length > LIMIT:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)


def _object(body: bytes) -> dict[str, Any]:
    found = parse(body)
    if not isinstance(found, dict):
        raise NotJson("the request must be one JSON object")
    return found


def _json(content: dict[str, Any], status: int = 200) -> Response:
    return JSONResponse(content, status)
