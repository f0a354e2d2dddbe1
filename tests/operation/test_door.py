"""What stands at the door of the server: the first HTML, other spellings, a sub-path, what stays closed."""

from __future__ import annotations

import asyncio
import gzip
import json
import re
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import Any

import brotli
import pytest
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from serve.manners import Manners
from serve.shelf import ASK, CUT, FRONTEND_FILES, INSTALLED, SMALL, File, Frontend, Shelf
from serve.shell import page
from tests.support.asking import unasked
from tests.support.known import known
from tools.cut_fonts import icons
from views.assets import STATIC, STYLE, version
from views.words import words


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse(f"behind: {scope['path']}")(scope, receive, send)


def ask(
    path: str, method: str = "GET", base: str = "", app: Any = behind, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and content of an answer, without a network."""
    told: list[Message] = []

    async def send(message: Message) -> None:
        told.append(message)

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    address, _, query = path.partition("?")
    scope = {
        "type": "http",
        "method": method,
        "path": address,
        "raw_path": address.encode(),
        "query_string": query.encode(),
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
    }
    answering = Manners(Shelf(app), base, {"api", "health"})(scope, receive, send)
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests keeps an event loop in the main thread
        apart.submit(asyncio.run, answering).result()
    if not told:
        return 0, {}, b""
    found = {name.decode(): value.decode() for name, value in told[0]["headers"]}
    return told[0]["status"], found, b"".join(message.get("body", b"") for message in told[1:])


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/guide", "./"),
        ("/Guide/?lang=fr", "../?lang=fr"),
        ("/Offers", "./offers"),
        ("/offers/", "../offers"),
        ("/OFFERS?lang=ar&role=self", "./offers?lang=ar&role=self"),
    ],
)
def test_another_spelling_leads_to_the_page(path: str, target: str) -> None:
    status, headers, _ = ask(path)
    assert (status, headers["location"]) == (307, target)


@pytest.mark.parametrize("path", ["/offer", "/wp-login.php", "/offers/x", "/parts"])
def test_what_is_not_there_is_said_in_the_visitors_language(path: str) -> None:
    status, _, body = ask(path, accept_language="fr-CH,fr;q=0.9,de;q=0.8")
    assert status == 404
    assert words("fr")("shell.not_found") in body.decode()


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/script-health-check"])
def test_the_frameworks_own_doors_stay_closed(path: str) -> None:
    assert ask(path)[0] == 404


@pytest.mark.parametrize("path", ["/_stcore/health", "/media/x.png", "/api/advise", "/health"])
def test_everything_else_is_passed_on(path: str) -> None:
    assert ask(path)[2].decode() == f"behind: {path}"


@pytest.mark.parametrize(
    ("query", "accepted", "language", "direction"),
    [
        ("", "", "de", "ltr"),
        ("", "xx,fr-CH;q=0.9", "fr", "ltr"),
        ("?lang=ar", "fr", "ar", "rtl"),
        ("?lang=de-leicht", "fr", "de", "ltr"),
        ("?lang=xx", "tr", "tr", "ltr"),
        ("", "hr-HR,de;q=0.8", "bs", "ltr"),
        ("", "sr-Latn-RS,de;q=0.8", "bs", "ltr"),
        ("?lang=sh", "fr", "bs", "ltr"),
        ("", "sl,de;q=0.8", "de", "ltr"),
        ("", "sq-XK,de;q=0.8", "sq", "ltr"),
    ],
)
def test_the_first_html_speaks_the_visitors_language(query: str, accepted: str, language: str, direction: str) -> None:
    _, headers, body = ask(f"/{query}", accept_language=accepted)
    text = body.decode()
    assert f'<html lang="{language}" dir="{direction}">' in text
    assert "Streamlit" not in text
    assert "Accept-Language" in headers["vary"]


def test_head_answers_like_get_without_content() -> None:
    for path in ("/", "/robots.txt", "/favicon.ico", "/health", f"/app/static/{STYLE}"):
        get, head = ask(path), ask(path, "HEAD")
        assert (head[0], head[2]) == (200, b"")
        assert head[1].get("content-length") == get[1].get("content-length")


@pytest.mark.parametrize(
    ("path", "status", "told"),
    [
        ("/ami", 307, "./ami/"),
        ("/ami/", 200, None),
        ("/ami/offers", 200, None),
        ("/ami/Offers", 307, "./offers"),
        ("/ami/api/x", 200, None),
        ("/", 200, None),  # a proxy that cuts the sub-path off
        ("/amiable", 404, None),
    ],
)
def test_a_sub_path_works_with_and_without_its_slash(path: str, status: int, told: str | None) -> None:
    found, headers, _ = ask(path, base="/ami")
    assert (found, headers.get("location")) == (status, told)


def test_a_client_that_hangs_up_is_no_fault() -> None:
    async def hung_up(scope: Scope, receive: Receive, send: Send) -> None:
        raise ClientDisconnect

    assert ask("/api/advise", "POST", app=hung_up) == (0, {}, b"")


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (f"/static/js/{FRONTEND_FILES.bundle}", True),
        # What stands under the name of a bundled script leads to the bundle of today.
        (f"/static/{FRONTEND_FILES.named('js/protobuf.*.js')}", False),
        (f"/app/static/page.js?v={version('page.js')}", True),
        ("/app/static/page.js?v=older", False),
        ("/app/static/outline.json", False),
    ],
)
def test_a_name_that_holds_its_digest_is_kept_for_a_year(path: str, kept: bool) -> None:
    status, headers, _ = ask(path, accept_encoding="gzip, br")
    assert status == 200
    assert headers.get("content-encoding") == ("br" if int(headers["content-length"]) > SMALL else None)
    assert ("immutable" in headers["cache-control"]) == kept
    assert ask(path, accept_encoding="gzip, br", if_none_match=headers["etag"])[0] == 304


def test_hashed_names_of_ours_are_true() -> None:
    named = [path for path in STATIC.rglob("*.*") if len(path.suffixes) == 2]
    assert named
    for path in named:
        assert path.suffixes[0] == "." + sha256(path.read_bytes()).hexdigest()[:8]


def test_the_bundle_belongs_to_the_installed_framework() -> None:
    assert FRONTEND_FILES.bundled, "run tools/bundle_frontend.py and tools/cut_fonts.py for this release"
    shelf = json.loads((FRONTEND_FILES._frontend / "shelf.json").read_text("utf-8"))
    assert set(shelf["order"]) == set(shelf["exports"])
    assert icons() <= set(shelf["icons"])


def test_another_framework_is_served_as_it_is_installed(tmp_path: Path) -> None:
    (tmp_path / "static" / "js").mkdir(parents=True)
    (tmp_path / "index.html").write_text(FRONTEND_FILES.page + " ", "utf-8")
    (tmp_path / "static" / "js" / "index.0.js").write_text("export{}", "utf-8")
    other = Frontend(tmp_path)
    assert not other.bundled
    assert known(other.find("js/index.0.js")).body == b"export{}"
    assert other.find(f"js/{other.bundle}") is None
    assert other._exports == {}
    assert "modulepreload" in page(words("de"), frontend=other)


# ── What no visitor should notice ────────────────────────────────────────────


@pytest.mark.parametrize(
    ("path", "lang", "written", "start"),
    [
        ("/offer", "fr", "fr", "./?lang=fr"),
        ("/offers/x", "fr", "fr", "../?lang=fr"),
        ("/a/b/c", "de-leicht", "de", "../../?lang=de-leicht"),
        ("/offer", "ar", "ar", "./?lang=ar"),
    ],
)
def test_from_what_is_not_there_a_link_leads_to_the_start(path: str, lang: str, written: str, start: str) -> None:
    status, _, body = ask(f"{path}?lang={lang}")
    assert status == 404
    assert f'<html lang="{written}"' in body.decode()
    assert f'href="{start}"' in body.decode()


@pytest.mark.parametrize(
    ("method", "path", "status"), [("POST", "/offers", 405), ("PUT", "/", 405), ("POST", "/x", 405)]
)
def test_a_page_is_only_read(method: str, path: str, status: int) -> None:
    found, headers, _ = ask(path, method)
    assert (found, headers["allow"]) == (status, "GET, HEAD")


def test_behind_a_sub_path_the_address_is_the_same_in_both_its_forms() -> None:
    seen: list[tuple[str, bytes | None]] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append((scope["path"], scope.get("raw_path")))
        await behind(scope, receive, send)

    ask("/ami/api/x", base="/ami", app=app)
    ask("/api/x", base="/ami", app=app)
    assert seen == [("/api/x", b"/api/x")] * 2


def test_what_is_no_request_is_passed_on() -> None:
    seen: list[str] = []

    async def app(scope: Scope, _receive: Receive, _send: Send) -> None:
        seen.append(scope["type"] + scope.get("path", ""))

    for scope in ({"type": "lifespan"}, {"type": "websocket", "path": "/ami/_stcore/stream", "method": "GET"}):
        with ThreadPoolExecutor(1) as apart:
            apart.submit(asyncio.run, Manners(Shelf(app), "/ami")(scope, unasked, unasked)).result()
    assert seen == ["lifespan", "websocket/_stcore/stream"]


def test_the_guide_without_scripts_is_named_where_there_is_one() -> None:
    assert (Manners(behind, "", {"kurz"}).short, Manners(behind, "", {"api"}).short) == ("kurz", "")
    assert 'href="kurz?lang=fr"' in page(words("fr"), "kurz")
    assert "?lang=fr" not in page(words("fr"))


@pytest.mark.parametrize(
    ("path", "method"), [("/page.js", "GET"), ("/app/static/nothing.js", "GET"), ("/app/static/page.js", "POST")]
)
def test_only_our_own_files_stand_on_the_shelf(path: str, method: str) -> None:
    told: list[Any] = []

    async def send(message: Any) -> None:
        told.append(message)

    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": []}
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, Shelf(behind)(scope, unasked, send)).result()
    assert told[1]["body"] == f"behind: {path}".encode()


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("br;q=0, gzip", "gzip"), ("deflate", None), ("", None)],
)
def test_each_form_of_a_file_has_a_name_of_its_own(accepted: str, encoding: str | None) -> None:
    status, headers, body = ask(f"/app/static/{STYLE}", accept_encoding=accepted)
    assert (status, headers.get("content-encoding"), headers["vary"]) == (200, encoding, "Accept-Encoding")
    assert headers["etag"].strip('"').partition("-")[2] == (encoding or "")
    plain = {"br": brotli.decompress, "gzip": gzip.decompress}.get(encoding or "", bytes)(body)
    assert plain == ask(f"/app/static/{STYLE}")[2]


def test_a_small_file_is_sent_as_it_is() -> None:
    for size, packed in ((SMALL - 1, ""), (SMALL, "br")):
        assert File(b"a" * size, "text/plain", ASK).form("br")[1] == packed
    assert File(b"a" * SMALL, "image/png", ASK).form("br")[1] == ""


@pytest.mark.parametrize(
    ("pattern", "media"),
    [
        ("css/index.*.css", "text/css"),
        ("media/MaterialSymbols-Rounded.*.woff2", "font/woff2"),
        (None, "text/javascript"),
    ],
)
def test_a_file_of_the_framework_says_what_it_is(pattern: str | None, media: str) -> None:
    name = FRONTEND_FILES.named(pattern) if pattern else f"js/{FRONTEND_FILES.bundle}"
    assert ask(f"/static/{name}")[1]["content-type"].partition(";")[0] == media


def test_the_framework_s_style_names_the_fonts_that_were_cut_by_their_content() -> None:
    style = known(FRONTEND_FILES.find(FRONTEND_FILES.named("css/index.*.css"))).body.decode()
    fonts = re.findall(r"url\(\.\./(media/[^)?]+)(\?v=\w+)?\)", style)
    assert {bool(versioned) for name, versioned in fonts if name.partition("/")[2].startswith(tuple(CUT))} == {True}
    assert {bool(versioned) for name, versioned in fonts if not name.partition("/")[2].startswith(tuple(CUT))} <= {
        False
    }
    installed = (INSTALLED / "static" / FRONTEND_FILES.named("css/index.*.css")).read_text("utf-8")
    assert style.count("url(") == installed.count("url("), "none is lost"
    assert "@font-face{font-display:swap;font-family:Source Sans;" in style
    for name, versioned in fonts:
        assert not versioned or FRONTEND_FILES.address(name) == f"static/{name}{versioned}"
    assert FRONTEND_FILES.address("js/no such file") == "static/js/no such file"


def test_a_bundled_script_leads_to_the_bundle_with_all_it_gave() -> None:
    with_names = next(name for name, exports in FRONTEND_FILES._exports.items() if exports)
    body = known(FRONTEND_FILES.find(f"js/{with_names}")).body.decode()
    assert re.fullmatch(rf'export\{{m\d+_.*\}}from"\./{re.escape(FRONTEND_FILES.bundle)}";', body)
    for name in [name for name, exports in FRONTEND_FILES._exports.items() if not exports][:1]:
        assert known(FRONTEND_FILES.find(f"js/{name}")).body.decode() == f'import"./{FRONTEND_FILES.bundle}";'


def test_the_first_html_holds_our_words_and_loads_nothing_twice() -> None:
    say = words("de")
    text = page(say)
    assert f"<title>{say('app.title')}</title>" in text
    assert '<div id="root"><div id="shell"><h1>' in text
    assert f'<noscript><div id="shell"><p>{say("shell.no_script")}</p></div></noscript>' in text
    assert '<link rel="shortcut icon" href="./favicon.png">' in text
    assert "service-desc" not in text
    assert text.count('rel="modulepreload"') == text.count('<script type="module"') == 1
    for asked in ("health", "host-config"):  # by the framework before it speaks; on a slow line each way is two seconds
        assert f'<link rel="preload" href="./_stcore/{asked}" as="fetch" crossorigin>' in text
    assert text.count('rel="stylesheet"') == 2, "the framework's and ours"
    style = FRONTEND_FILES.address(FRONTEND_FILES.named("css/index.*.css"))
    assert f'<link rel="stylesheet" crossorigin href="./{style}">' in text
    assert 'as="font"' not in text
    assert 'as="script"' in text
    assert "<!--" not in text
