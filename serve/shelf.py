"""Files that never change while the server runs, answered from memory: compressed once, kept by browsers for a year.

Three things make the first visit small: one bundle in place of ninety scripts of the framework
(``tools/bundle_frontend.py``), fonts cut to what is drawn (``tools/cut_fonts.py``), and brotli or gzip for text. The
bundle was made from one release of the framework; with another one everything is served as it is installed.
"""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

import brotli
import streamlit
from anyio import to_thread
from starlette.datastructures import Headers, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from views.assets import STATIC, STYLE, content, version

INSTALLED = Path(streamlit.__file__).parent / "static"
FRONTEND = Path(__file__).with_name("frontend")

YEAR = "public, max-age=31536000, immutable"
ASK = "no-cache"
"""Kept by the browser, which asks before each use whether it is still the same."""

HASHED = re.compile(r"\.[0-9a-f]{8}\.\w+$")
"""A name of ours that holds a digest of its content."""
TEXT = ("text/", "application/json", "application/javascript", "image/svg")
SMALL = 600
"""Bytes below which compressing saves no packet."""
CUT = {
    "MaterialSymbols-Rounded.": "icons.woff2",
    "SourceSansVF-Upright.": "sans.woff2",
    "SourceSansVF-Italic.": "sans-italic.woff2",
}


@dataclass
class File:
    """One answer: what it holds, what it is, how long a browser may keep it, and its compressed forms once made."""

    body: bytes
    media: str
    keep: str
    packed: dict[str, bytes] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        return sha256(self.body).hexdigest()[:16]

    def form(self, accepted: str) -> tuple[bytes, str]:
        """The content for a browser that accepts these encodings, and the name of the encoding used."""
        if not self.media.startswith(TEXT) or len(self.body) < SMALL:
            return self.body, ""
        names = {part.partition(";")[0].strip() for part in accepted.split(",") if not part.endswith(";q=0")}
        for name, pack in (("br", _brotli), ("gzip", _gzip)):
            if name in names:
                if name not in self.packed:
                    self.packed[name] = pack(self.body)
                return self.packed[name], name
        return self.body, ""


def _brotli(body: bytes) -> bytes:
    return bytes(brotli.compress(body, quality=5))


def _gzip(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def respond(file: File, headers: Headers) -> Response:
    """``file`` in the form this browser takes, or 304 where it has it already."""
    body, encoding = file.form(headers.get("accept-encoding", ""))
    tag = f'"{file.digest}{"-" + encoding if encoding else ""}"'
    said = {"cache-control": file.keep, "etag": tag, "vary": "Accept-Encoding"}
    if encoding:
        said["content-encoding"] = encoding
    if tag in [one.strip().removeprefix("W/") for one in headers.get("if-none-match", "").split(",")]:
        return Response(status_code=304, headers=said)
    return Response(body, media_type=file.media, headers=said)


class Frontend:
    """What the installed framework and the files in ``frontend/`` hold for a browser."""

    def __init__(self, installed: Path = INSTALLED, frontend: Path = FRONTEND) -> None:
        self.page = (installed / "index.html").read_text("utf-8")
        shelf = json.loads((frontend / "shelf.json").read_text("utf-8"))
        self.bundled = shelf["page"] == sha256(self.page.encode()).hexdigest()
        self.bundle: str = shelf["bundle"]
        self._exports: dict[str, list[str]] = shelf["exports"] if self.bundled else {}
        self._numbers = {name: number for number, name in enumerate(shelf["order"])}
        self._frontend, self._installed = frontend, installed / "static"
        self._files = {path.relative_to(self._installed).as_posix() for path in self._installed.rglob("*.*")}
        self._found: dict[str, File] = {}

    def find(self, name: str) -> File | None:
        """The file at ``static/<name>`` of the framework."""
        if name not in self._found:
            made = self._make(name)
            if made is None:
                return None
            self._found[name] = made
        return self._found[name]

    def address(self, name: str) -> str:
        """The address of a file whose content is ours under the framework's name: it changes with the content."""
        file = self.find(name)
        return f"static/{name}?v={file.digest}" if file else f"static/{name}"

    def named(self, pattern: str) -> str:
        """The one file of the framework that matches, such as ``css/index.*.css``."""
        (path,) = self._installed.glob(pattern)
        return path.relative_to(self._installed).as_posix()

    def _make(self, name: str) -> File | None:
        folder, _, base = name.partition("/")
        if self.bundled and base == self.bundle:
            packed = (self._frontend / "bundle.js.br").read_bytes()
            return File(brotli.decompress(packed), "text/javascript", YEAR, {"br": packed})
        if name not in self._files:
            return None
        if base in self._exports and folder == "js":
            return File(self._stub(base).encode(), "text/javascript", ASK)
        for start, cut in CUT.items():
            if base.startswith(start) and self.bundled:
                return File((self._frontend / cut).read_bytes(), "font/woff2", YEAR)
        body = (self._installed / name).read_bytes()
        if folder == "css" and self.bundled:
            body = re.sub(rb"url\(\.\./(media/[^)?]+)\)", self._versioned, body)
            # Words are read before their font has come; an icon would be a word without it, so that one waits.
            body = body.replace(
                b"@font-face{font-family:Source Sans;", b"@font-face{font-display:swap;font-family:Source Sans;"
            )
        return File(body, guess_type(name)[0] or "application/octet-stream", YEAR)

    def _stub(self, base: str) -> str:
        """Stands where a bundled script stood, for what loads later: everything there is comes from the bundle."""
        number = self._numbers[base]
        names = ",".join(f"m{number}_{one} as {one}" for one in self._exports[base])
        return f'export{{{names}}}from"./{self.bundle}";' if names else f'import"./{self.bundle}";'

    def _versioned(self, found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        if not name.partition("/")[2].startswith(tuple(CUT)):
            return found[0]
        return f"url(../{self.address(name).removeprefix('static/')})".encode()


FRONTEND_FILES = Frontend()


class Shelf:
    """Answers ``/static/…`` (the framework's) and ``/app/static/…`` (ours) from memory, passes on everything else."""

    def __init__(self, app: ASGIApp, frontend: Frontend = FRONTEND_FILES) -> None:
        self.app, self.frontend = app, frontend
        self._ours = {STYLE, *(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*.*"))}
        self._found: dict[str, File] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        file = self._asked(scope) if scope["type"] == "http" and scope["method"] == "GET" else None
        if file is None:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        await to_thread.run_sync(file.form, headers.get("accept-encoding", ""))  # compressing holds up no click
        await respond(file, headers)(scope, receive, send)

    def _asked(self, scope: Scope) -> File | None:
        path: str = scope["path"]
        if path.startswith("/static/"):
            return self.frontend.find(path.removeprefix("/static/"))
        name = path.removeprefix("/app/static/")
        if name == path or name not in self._ours:
            return None
        wanted = QueryParams(scope["query_string"]).get("v")
        return self._of_ours(name, wanted)

    def _of_ours(self, name: str, wanted: str | None) -> File:
        key = f"{name}?{wanted}" if wanted == version(name) else name
        if key not in self._found:
            keep = YEAR if key != name or HASHED.search(name) else ASK
            media = guess_type(name)[0] or "application/octet-stream"
            self._found[key] = File(content(name), media, keep)
        return self._found[key]
