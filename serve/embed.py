"""``GET /embed``: the directory as a plain list for another website, without scripts, cookies or questions.

``?lang=fr`` picks the language, ``?type=coaching`` one kind, ``?postcode=4528`` the place of the website that embeds
it: the nearest first, with the distance, or the minutes by public transport where they are on file. Which websites may
embed it says ``FINDER_FRAME_ANCESTORS``.
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from finder.errors import BadAnswer
from finder.exports.open_data import LICENCE
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.postcodes import Place
from finder.facts.texts import GERMAN
from finder.steps.nearby import nearby
from finder.steps.places import likely, matching
from finder.steps.sites import Site, sites_by_name, sites_of
from operation.settings import Settings
from views.html import Markup, bullets, esc, joined, tag
from views.offer_cards import distance, seen_on
from views.reach import reach
from views.words import Words, words

STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;color:#1b2733;background:#fff;margin:1rem}h1{font-size:1.3rem}"
    "h2{font-size:1.1rem;margin:1.2rem 0 .3rem}ul{padding-inline-start:1.2rem}li{margin:.4rem 0}"
    "small,.official{color:#4a5a68;display:block;margin:0}a{color:#0b5a8a}.reach{margin:.1rem 0}"
    ".reach a{display:inline-block;padding:.5rem .75rem .5rem 0}"
)


def routes(settings: Settings) -> list[Route]:
    """The one route."""

    async def embed(request: Request) -> Response:
        say = words(on_file().language_for(request.query_params.get("lang", GERMAN)) or GERMAN)
        kind = request.query_params.get("type")
        kinds = tuple(key for key in TYPE_KEYS if key == kind) or TYPE_KEYS
        return HTMLResponse(page(say, kinds, settings.office_url, _place_of(request.query_params.get("postcode"))))

    return [Route("/embed", embed, methods=["GET"])]


def _place_of(postcode: str | None) -> Place | None:
    """The place to measure from; ``None`` where none is named or none is known."""
    try:
        return likely(matching(postcode, None)) if postcode else None
    except BadAnswer:
        return None


def page(say: Words, kinds: Sequence[TypeKey], address: str = "", home: Place | None = None) -> str:
    """The list as one document."""
    known = on_file().organisations
    intro = say("offers.on_file", known=known.current, all=known.in_all)
    sections = joined(_kind(say, kind, home) for kind in kinds)
    more = tag("p", tag("a", esc(say("embed.more")), href=address, target="_blank", rel="noopener")) if address else ""
    foot = tag("small", esc(say("embed.licence", licence=LICENCE.id, attribution=LICENCE.attribution)))
    body = tag("h1", esc(say("embed.title"))) + tag("p", esc(intro)) + sections + more
    body += tag("p", esc(say("app.orientation"))) + foot
    head = Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">')
    head += tag("title", esc(say("embed.title"))) + tag("style", STYLE)
    language = "de" if say.is_german else say.language
    return Markup("<!doctype html>") + tag(
        "html", tag("head", head) + tag("body", tag("main", body)), lang=language, dir=say.dir
    )


def _kind(say: Words, kind: TypeKey, home: Place | None) -> Markup:
    offers = tuple(one for one in on_file().offers if one.current and one.type == kind)
    sites = sites_of(nearby(home, None, offers)) if home else sites_by_name(offers)
    heads = tag("h2", say(f"type.{kind}.plain")) + tag("p", say(f"type.{kind}.name"), class_="official")
    return heads + bullets(_site(say, one, home) for one in sites) if sites else Markup()


def _site(say: Words, site: Site, home: Place | None) -> Markup:
    one = site.first
    place = ", ".join(part for part in (one.street, " ".join(filter(None, (one.postcode, one.town)))) if part)
    name = tag("strong", esc(one.provider)) + (f", {one.location}" if one.location else "")
    far = distance(say, home, site.km, one) if home else ""
    told = (tag("div", esc(part)) for part in (place, far) if part)
    return name + joined(told) + reach(say, one) + tag("small", seen_on(say, one))
