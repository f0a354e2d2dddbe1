"""The first HTML: our name, the visitor's language and «wird geladen», before any script has arrived.

It is the framework's own page with other words, so that its scripts find what they expect. Where that page looks
different from what is expected here, the server says so at start instead of serving half of it.
"""

from __future__ import annotations

import re
from functools import cache

from starlette.datastructures import Headers, QueryParams

from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN
from serve.shelf import ASK, FRONTEND_FILES, File, Frontend
from views.assets import STYLE as SHEET
from views.assets import address
from views.html import esc, tag
from views.words import Words, words

STYLE = (
    "body{margin:0}#shell{font:1.06rem/1.5 system-ui,sans-serif;color:#1b2733;padding:1.5rem;"
    "max-width:40rem;margin:auto}#shell h1{font-size:1.5rem;margin:.2rem 0}#shell a{color:#0b5a8a}"
    "@media screen and (prefers-color-scheme:dark){body{background:#131c24}"
    "#shell{color:#e8eef3}#shell a{color:#8ccbf2}}"
)
Change = tuple[str | re.Pattern[str], str]
"""What is replaced in the framework's page, and by what."""
PRELOADED = re.compile(r'\s*<link rel="modulepreload"[^>]*>')
SCRIPT = re.compile(r'<script type="module"[^>]*></script>')
STYLES = re.compile(r'<link rel="stylesheet"[^>]*>')
ASKED_FIRST = ("health", "host-config")
FONT = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')


class OtherFramework(RuntimeError):
    """The framework's page is not the one this was written for. Whose turn: whoever raised its release."""


def spoken(scope_headers: Headers, query: QueryParams) -> str:
    """The language of the address, else the first the browser asks for that we have, else German."""
    asked = [part.partition(";")[0].strip() for part in scope_headers.get("accept-language", "").split(",")]
    for given in [query.get("lang", ""), *asked]:
        if known := on_file().language_for(given):
            return known
    return GERMAN


@cache
def shell(language: str, short: str = "") -> File:
    """The page for one language; ``short`` is the address of the guide without scripts, where there is one."""
    return File(page(words(language), short).encode(), "text/html", ASK)


def page(say: Words, short: str = "", frontend: Frontend = FRONTEND_FILES) -> str:
    """The framework's page with our words.

    Raises:
        OtherFramework: a part that is replaced here is not there.
    """
    language = "de" if say.is_german else say.language.partition("-")[0]
    slow = tag("p", tag("a", esc(say("shell.slow")), href=f"{short}?lang={say.language}")) if short else ""
    waiting = tag(
        "div",
        tag("h1", esc(say("app.title"))) + tag("p", esc(f"{say('app.canton')} · {say('shell.loading')}")) + slow,
        id="shell",
    )
    without = tag("div", tag("p", esc(say("shell.no_script"))) + slow, id="shell")
    ours = f'<link rel="stylesheet" href="./{address(SHEET)}"><script defer src="./{address("keep.js")}"></script>'
    changes: list[Change] = [
        (r'<html lang="en">', f'<html lang="{language}" dir="{say.dir}">'),
        (r"<title>Streamlit</title>", f"{tag('title', esc(say('app.title')))}<style>{STYLE}</style>"),
        (r'<link rel="shortcut icon" href="[^"]*" />', '<link rel="shortcut icon" href="./favicon.png">'),
        (r'<link rel="service-desc"[^>]*>', ""),
        (r"(?s)<noscript>.*</noscript>", f"<noscript>{without}</noscript>"),
        (r'<div id="root"></div>', f'<div id="root">{waiting}</div>{ours}'),
    ]
    found = re.sub(r"(?s)<!--.*?-->\s*", "", frontend.page)
    for pattern, text in [*_assets(frontend), *changes]:
        found, count = re.subn(pattern, str(text).replace("\\", r"\\"), found)
        if not count:
            raise OtherFramework(f"the framework's page has no {pattern}")
    return found


def _assets(frontend: Frontend) -> list[Change]:
    """What the page loads: the bundle in place of the framework's scripts; the fonts come when there is text."""
    if not frontend.bundled:
        return []
    bundle = f"./static/js/{frontend.bundle}"
    early = [f'<link rel="preload" href="./{address("page.js")}" as="script">']
    # The framework asks these two before it speaks: meanwhile its scripts arrive, and a slow line is crossed once less.
    early += [f'<link rel="preload" href="./_stcore/{asked}" as="fetch" crossorigin>' for asked in ASKED_FIRST]
    return [
        (PRELOADED, ""),
        (
            SCRIPT,
            f'<link rel="modulepreload" crossorigin href="{bundle}">'
            f'<script type="module" crossorigin src="{bundle}"></script>',
        ),
        (STYLES, f'<link rel="stylesheet" crossorigin href="./{frontend.address(frontend.named("css/index.*.css"))}">'),
        (FONT, "".join(early)),
    ]
