"""The hand-out in words and on paper: one tagged A4 page (PDF/UA-1), German or German beside another language.

Nothing touches the disk: the content goes in as JSON, the page comes out as bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import segno

from finder.facts.offers import Programme
from finder.facts.sources import source
from finder.rules.rule import Finding
from finder.steps.estimate import Estimate
from finder.steps.fund import Payer
from finder.steps.handout import Handout, Kind, Site
from views.paper.sketch import sketch
from views.paper.typesetting import pictures, tagged_pdf
from views.verdicts import region, sentence
from views.words import Words

TEMPLATE = "handout.typ"
MAP_MM = {1: (56.0, 46.0), 2: (56.0, 34.0)}
"""Width and height of the map by the number of languages on the sheet."""

NEAR_KM = 0.75
"""Nearer than this a rounded distance would read «0 km», and the points are no more precise."""

NO_BREAK = "\u00a0"

Json = dict[str, Any]


def pdf(handout: Handout, german: Words, other: Words | None = None, address: str = "") -> bytes:
    """The sheet as PDF/UA-1.

    Args:
        german: the words of the first language.
        other: the words of a second language, printed beside the German.
        address: where the QR code leads, the start page of the office's own installation; none is drawn without it.
    """
    return tagged_pdf(TEMPLATE, content(handout, german, other, address))


def png(handout: Handout, german: Words, other: Words | None = None, address: str = "") -> bytes:
    """The same sheet as a picture for the screen."""
    (page,) = pictures(TEMPLATE, content(handout, german, other, address))  # the template ends with its smallest type
    return page


def content(handout: Handout, german: Words, other: Words | None = None, address: str = "") -> Json:
    """Everything the template draws, in words."""
    languages = [german] if other is None else [german, other]
    return {
        "title": f"{german('handout.title')} – {german('app.title')}",
        "publisher": f"{german('app.title')}, {german('app.canton')}",
        "on": {"year": handout.on.year, "month": handout.on.month, "day": handout.on.day},
        "fonts": ["Noto Sans", "Noto Sans Arabic"],
        "heads": [_head(say, handout, first=say is german) for say in languages],
        "qr": _qr(german, address),
        "rows": list(_rows(handout, languages)),
        "notes": {**_tongue(german), "heading": " / ".join(say("handout.notes") for say in languages)},
        "foot": list(_foot(handout, languages)),
    }


def _tongue(say: Words) -> Json:
    return {"lang": say.language.split("-")[0], "rtl": say.dir == "rtl"}


def _head(say: Words, handout: Handout, *, first: bool) -> Json:
    return {
        **_tongue(say),
        "first": first,
        "title": say("handout.title"),
        "line": f"{say('app.title')} · {say('handout.day', on=handout.on)}",
        "promise": say("app.orientation"),
    }


def _short(address: str) -> str:
    """An address as one types it."""
    return address.removeprefix("https://").removeprefix("www.").rstrip("/")


def _qr(say: Words, address: str) -> Json | None:
    if not address:
        return None
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=1, xmldecl=False, dark="#1b2733")
    return {"svg": drawn.getvalue().decode(), "alt": say("handout.qr", address=address), "text": _short(address)}


# ── Sections, in the order in which one reads them ──────────────────────────────


def _rows(handout: Handout, languages: list[Words]) -> Iterable[Json]:
    """Each section in both languages side by side; in one language, two short sections share a row."""
    above = [(_doors,), (_fits, _open)] if handout.elsewhere_first else [(_fits, _open), (_doors,)]
    below = [(_cost, _contact), (_steps, _documents)]
    yield from _sections(above, handout, languages)
    if handout.sites:
        yield _sites(handout, languages)
    yield from _sections(below, handout, languages)


def _sections(pairs: Iterable[tuple[Any, ...]], handout: Handout, languages: list[Words]) -> Iterable[Json]:
    for pair in pairs:
        if len(languages) == 1:
            cells = [made for write in pair if (made := write(handout, languages[0]))]
            if cells:
                yield {"kind": "cells", "cells": cells}
            continue
        for write in pair:
            cells = [made for say in languages if (made := write(handout, say))]
            if cells:
                yield {"kind": "cells", "cells": cells}


def _section(
    say: Words, heading: str, items: Iterable[Json] = (), lines: Iterable[str] = (), style: str = "bullets"
) -> Json:
    return {**_tongue(say), "heading": heading, "lines": list(lines), "items": list(items), "style": style}


def _item(bold: str = "", text: str = "", *, extra: str = "", more: str = "") -> Json:
    """``extra`` before the text and ``more`` after it are dropped where room is short."""
    return {"bold": bold, "extra": extra, "text": text, "more": more}


def _fits(handout: Handout, say: Words) -> Json | None:
    if handout.fits:
        return _section(say, say("handout.fits"), [_fitting(say, kind) for kind in handout.fits])
    if handout.open:
        return None
    return _section(say, say("handout.fits"), lines=[say("handout.none")])


def _fitting(say: Words, kind: Kind) -> Json:
    reason = " ".join(sentence(say, finding) for finding in kind.deciding)
    about = say(f"type.{kind.type.key}.for_whom")
    bold = f"{_name(say, kind.type.key)}:"
    return _item(bold, say("handout.why", reason=reason), extra=about) if reason else _item(bold, about)


def _open(handout: Handout, say: Words) -> Json | None:
    if not handout.open:
        return None
    names = say.all(_name(say, kind.type.key) for kind in handout.open)
    items = [_question(say, name) for name in handout.to_clarify]
    items += [
        _item(f"{_name(say, kind.type.key)}:", sentence(say, finding))
        for kind in handout.open
        for finding in kind.deciding
        if _settled_by_nobody(finding)
    ]
    return _section(say, say("handout.open"), items, [say("handout.open_kinds", kinds=names, count=len(handout.open))])


def _question(say: Words, name: str) -> Json:
    return _item(say(f"question.{name}.name"), "– " + say("handout.clarify", who=say(f"question.{name}.who")))


def _settled_by_nobody(finding: Finding) -> bool:
    """Open although every answer is there: the papers leave it undefined."""
    return None not in finding.facts.values()


def _doors(handout: Handout, say: Words) -> Json | None:
    if not handout.doors:
        return None
    items = [_item(f"{say(f'door.{door.key}.title')}.", more=say(f"door.{door.key}.text")) for door in handout.doors]
    return _section(say, say("door.title"), items)


def _cost(handout: Handout, say: Words) -> Json:
    found = handout.funding
    missing = say.all(say(f"question.{name}.name") for name in found.missing) if found.missing else ""
    lines = [say(f"payer.{found.payer}", missing=missing)]
    if found.payer is Payer.PERSON:
        lines.append(f"{say('waiver.title')}: {say(f'waiver.{found.waiver}', missing=missing)}")
    prices = handout.prices if found.payer in (Payer.PERSON, Payer.OPEN) else ()
    items = [_item(text=_price(say, price)) for price in prices]
    if prices:
        items.append(_item(text=say("handout.tariffs", edition=prices[0].tariffs[0].edition)))
    return _section(say, say("payer.title"), items, lines)


def _price(say: Words, price: Estimate) -> str:
    unit = "month" if price.lines[0].unit == "day" else "hour"
    named = {"kind": _name(say, price.type), "total": say.chf(price.total)}
    if not price.person_max:  # nobody is named as payer yet, or nothing is left to pay
        return say(f"handout.{unit}", **named)
    return say(f"handout.{unit}_share", person=say.chf(price.person_max), **named)


def _contact(handout: Handout, say: Words) -> Json:
    known = region(say, handout.residence)
    items = [_item(text=known)] if known else []
    return _section(say, say("handout.contact"), [*items, _item(text=say("region.ags"))])


def _steps(handout: Handout, say: Words) -> Json | None:
    items = [_item(f"{say(f'actor.{step.actor}')}:", say(f"step.{step.key}")) for step in handout.steps]
    return _section(say, say("step.title"), items, style="numbers") if items else None


def _documents(handout: Handout, say: Words) -> Json | None:
    items = [_item(text=say(f"document.{key}")) for key in handout.documents]
    return _section(say, say("document.title"), items, style="ticks") if items else None


def _name(say: Words, kind: str) -> str:
    return say.isolate(say(f"type.{kind}.name"))


# ── Where to go: one table for all languages, for an address is the same in each ────


def _sites(handout: Handout, languages: list[Words]) -> Json:
    german = languages[0]
    drawn = sketch(handout.home, handout.sites, *MAP_MM[len(languages)])
    if drawn is not None:
        place = "–" if handout.home is None else handout.home.locality
        drawn["alt"] = german("handout.map", count=len(handout.sites), place=place)
    return {
        "kind": "sites",
        "words": [
            {
                **_tongue(say),
                "heading": say("handout.chosen" if handout.shortlisted else "handout.providers"),
                "provider": say("handout.provider"),
                "reach": say("handout.reach"),
                "distance": say("handout.distance"),
                "note": _note(say, handout),
            }
            for say in languages
        ],
        "rows": [_site(german, site, handout.sites) for site in handout.sites],
        "map": drawn,
    }


def _note(say: Words, handout: Handout) -> str:
    if handout.home is None:
        return say("handout.call_first")
    return say("handout.distance_from", place=say.ltr(f"{handout.home.postcode} {handout.home.locality}"))


def _site(say: Words, site: Site, all_sites: Sequence[Site]) -> Json:
    offer = site.offer
    town = NO_BREAK.join(part for part in (offer.postcode, offer.town) if part)
    twice = sum(other.offer.provider_id == offer.provider_id for other in all_sites) > 1
    return {
        "number": site.number,
        "name": offer.provider,
        "location": offer.location if twice and offer.location else "",
        "address": ", ".join(part for part in (offer.street, town) if part),
        "kinds": ", ".join(say(f"type.{kind}.name") for kind in site.kinds),
        "reach": _reach(offer) or [say("handout.no_contact")],
        "km": _far(say, site.km),
    }


def _far(say: Words, km: float | None) -> str:
    if km is None:
        return ""
    return say.km(km) if km >= NEAR_KM else "< 1 km"


def _reach(offer: Programme) -> list[str]:
    website = _short(offer.website or "").split("/")[0]
    return [part for part in (offer.phone, offer.email, website) if part]


def _foot(handout: Handout, languages: list[Words]) -> Iterable[Json]:
    for say in languages:
        if say("meta.notice"):
            yield {**_tongue(say), "text": say("meta.notice")}
    german = languages[0]
    named = "; ".join(f"{source(key).document} ({source(key).vintage})" for key in handout.sources)
    parts = [german("handout.sources", sources=named)] if named else []
    yield {**_tongue(german), "text": " ".join([*parts, german("handout.borders") if handout.sites else ""])}
