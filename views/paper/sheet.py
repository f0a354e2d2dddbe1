"""The hand-out in words and on paper: one tagged A4 page (PDF/UA-1), German or German beside another language.

It is read at a kitchen table: the outcome is the title, then whom to call, then what it costs. It speaks to the person.

Nothing touches the disk: the content goes in as JSON, the page comes out as bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import segno

from finder.facts.amounts import to_five_rappen
from finder.facts.dataset import on_file
from finder.rules.funding import CANTON_SHARE, Payer
from finder.rules.rule import Finding
from finder.steps.estimate import Estimate
from finder.steps.fund import Funding, Waiver
from finder.steps.handout import Handout, Kind
from finder.steps.next_steps import BESIDES, FIRST_TALK, OTHER_OFFICES
from views.paper.sites_table import short, sites_table, tongue
from views.paper.typesetting import pictures, tagged_pdf
from views.verdicts import region, sentence
from views.words import Words

TEMPLATE = "handout.typ"
PRICES_AT_LEAST = 2
"""So many kinds keep their price however short the room."""

UNDERSTOOD = frozenset({"start", "invoice_to_person", "invoice_to_sozialdienst"})
"""Steps that nobody can miss: dropped where room is short."""

SOURCES_IN_ONE_LINE = 118
"""Letters that fit beside «Quellen:» at the smallest size."""

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
        "title": f"{_title(german, handout)} – {german('app.title')}",
        "publisher": f"{german('app.title')}, {german('app.canton')}",
        "on": {"year": handout.on.year, "month": handout.on.month, "day": handout.on.day},
        "fonts": ["Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic"],
        "heads": [_head(say, handout, first=say is german) for say in languages],
        "qr": _qr(german, address),
        "next": _next(handout, languages),
        "rows": list(_rows(handout, languages)),
        "notes": {**tongue(german), "heading": " / ".join(say("handout.notes") for say in languages)},
        "foot": list(_foot(handout, languages)),
    }


def _head(say: Words, handout: Handout, *, first: bool) -> Json:
    return {
        **tongue(say),
        "first": first,
        "title": _title(say, handout),
        "line": f"{say('app.title')} · {say('handout.day', on=handout.on)}",
        "promise": say("app.orientation"),
    }


def _title(say: Words, handout: Handout) -> str:
    """The outcome in one line: another office first, else the first kind that fits, else the first still open."""
    if handout.elsewhere_first:
        return say(f"door.{next(door.key for door in handout.doors if door.key in OTHER_OFFICES)}.title")
    if handout.fits:
        return say("handout.your_programme", kind=_name(say, handout.fits[0].type.key))
    if handout.open:
        return say("handout.perhaps", kind=_name(say, handout.open[0].type.key))
    return say("handout.no_programme_today")


def _next(handout: Handout, languages: list[Words]) -> Json:
    """The box that is read first: one sentence, one number in large type, and lines to fill in by hand."""
    call = handout.call
    words = []
    for say in languages:
        name = ""
        if call is not None:
            named = say("handout.region", name=call.name) if call.who == "region" else call.name
            name = say("handout.ask_ags") if call.who == "ags" else say("handout.call", name=named)
        words.append(
            {
                **tongue(say),
                "heading": say("handout.next"),
                "text": _first_step(say, handout),
                "call": name,
                "caseworker": say("handout.caseworker"),
                "appointment": say("handout.appointment"),
            }
        )
    return {"words": words, "phone": call.phone if call else ""}


def _first_step(say: Words, handout: Handout) -> str:
    if not handout.elsewhere_first and handout.funding.payer is Payer.SOZIALDIENST:
        return say("handout.next_sozialdienst")
    if not handout.elsewhere_first and handout.call and handout.call.who == "ags" and handout.sites:
        return say("handout.next_ags")
    return say(f"step.{handout.steps[0].key}") if handout.steps else say("handout.none")


def _qr(say: Words, address: str) -> Json | None:
    if not address:
        return None
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", border=1, xmldecl=False, dark="#1b2733")
    return {"svg": drawn.getvalue().decode(), "alt": say("handout.qr", address=address), "text": short(address)}


# ── Sections, in the order in which one reads them ──────────────────────────────


def _rows(handout: Handout, languages: list[Words]) -> Iterable[Json]:
    """Each section in both languages side by side; in one language, two short sections share a row."""
    first = [(_doors,), (_fits, _cost)] if handout.elsewhere_first else [(_fits, _cost)]
    last = [(_open, _contact)] if handout.elsewhere_first else [(_doors, _open), (_contact,)]
    yield from _sections(first, handout, languages)
    if handout.sites:
        yield sites_table(handout, languages)
    yield from _sections([(_steps, _documents), *last], handout, languages)


def _sections(pairs: Iterable[tuple[Any, ...]], handout: Handout, languages: list[Words]) -> Iterable[Json]:
    """Rows of cells; those that only add to the others are dropped where room is short."""
    for pair in pairs:
        together = [pair] if len(languages) == 1 else [(write,) for write in pair]
        for writers in together:
            cells = [made for write in writers for say in languages if (made := write(handout, say))]
            if cells:
                yield {"kind": "cells", "cells": cells, "spare": set(writers) <= {_open, _contact}}


def _section(
    say: Words,
    heading: str,
    items: Iterable[Json] = (),
    lines: Iterable[str] = (),
    *,
    after: Iterable[str] = (),
    style: str = "bullets",
) -> Json:
    """Lines, then items, then what is said after them in quiet type."""
    told = {"lines": list(lines), "items": list(items), "after": list(after)}
    return {**tongue(say), "heading": heading, **told, "style": style}


def _item(bold: str = "", text: str = "", *, extra: str = "", more: str = "", spare: bool = False) -> Json:
    """``extra`` before the text and ``more`` after it are dropped where room is short, later all that is ``spare``."""
    return {"bold": bold, "extra": extra, "text": text, "more": more, "spare": spare}


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
    items = [
        _item(say.ended(say(f"door.{door.key}.title")), more=say(f"door.{door.key}.text")) for door in handout.doors
    ]
    return _section(say, say("door.title"), items)


def _cost(handout: Handout, say: Words) -> Json:
    """What the person pays, in the second person; prices of others are none of this page's business."""
    found = handout.funding
    missing = say.all(say(f"question.{name}.name") for name in found.missing) if found.missing else ""
    prices = handout.prices if found.payer in (Payer.PERSON, Payer.OPEN) else ()
    after = list(_after_the_prices(say, found))
    if prices:
        after.append(say("handout.tariffs", edition=prices[0].tariffs[0].edition))
    return _section(
        say,
        say("handout.you_pay"),
        [_item(text=_price(say, price), spare=place >= PRICES_AT_LEAST) for place, price in enumerate(prices)],
        _who_pays(say, found, missing),
        after=after,
    )


def _who_pays(say: Words, found: Funding, missing: str) -> Iterable[str]:
    match found.payer:
        case Payer.SOZIALDIENST:
            yield say("costs.headline.sozialdienst_self")
            yield say("costs.below.sozialdienst")
        case Payer.PERSON:
            yield say("handout.waived" if found.waiver is Waiver.FULL else "handout.half")
        case Payer.NOT_COFINANCED:
            yield say("costs.headline.not_cofinanced")
        case Payer.OPEN:
            yield say("costs.headline.open")
            yield say("costs.headline.open_hint")
            if missing:
                yield say("costs.headline.missing", missing=missing)


def _after_the_prices(say: Words, found: Funding) -> Iterable[str]:
    more = {Waiver.OPEN: "open_waiver", Waiver.PARTIAL: "partial", Waiver.FULL: "full"}
    if found.payer is Payer.PERSON and found.waiver in more:
        yield say(f"costs.below.{more[found.waiver]}")


def _price(say: Words, price: Estimate) -> str:
    unit = "month" if price.lines[0].unit == "day" else "hour"
    kind = _name(say, price.type)
    own = _own_share(price)
    if own is None:  # nobody is named as payer yet
        return say(f"handout.{unit}", kind=kind, total=say.chf(price.total))
    return say(f"handout.{unit}_share", kind=kind, person=say.chf(own))


def _own_share(price: Estimate) -> Decimal | None:
    """What the person pays at most, as if no waiver were granted."""
    if price.person_max is None or price.canton is None or price.sozialdienst:
        return None
    return to_five_rappen(price.total * (1 - CANTON_SHARE))


def _contact(handout: Handout, say: Words) -> Json:
    known = region(say, handout.residence)
    items = [_item(text=known)] if known else []
    return _section(
        say, say("handout.contact"), [*items, _item(text=f"{say('region.ags')}, {say.ltr(on_file().ags_phone)}")]
    )


def _steps(handout: Handout, say: Words) -> Json | None:
    in_the_box = _first_step(say, handout)
    beside = {step.key for step in BESIDES.values()}  # the doors say it
    if in_the_box == say("handout.next_ags"):
        beside |= {step.key for step in FIRST_TALK}
    steps = [one for one in handout.steps if one.key not in beside and say(f"step.{one.key}") != in_the_box]
    items = [
        _item(f"{say(f'actor.{one.actor}')}:", say(f"step.{one.key}"), spare=one.key in UNDERSTOOD) for one in steps
    ]
    return _section(say, say("step.title"), items, style="numbers") if items else None


def _documents(handout: Handout, say: Words) -> Json | None:
    items = [_item(text=say(f"document.{key}")) for key in handout.documents]
    return _section(say, say("document.title"), items, style="ticks") if items else None


def _name(say: Words, kind: str) -> str:
    return say.isolate(say(f"type.{kind}.name"))


# ── The foot ─────────────────────────────────────────────────────────────────────


def _foot(handout: Handout, languages: list[Words]) -> Iterable[Json]:
    for say in languages:
        if say("meta.notice"):
            yield {**tongue(say), "text": say("meta.notice")}
    german = languages[0]
    if named := _in_one_line(
        [
            f"{on_file().source(key).document} ({on_file().source(key).vintage})"
            for key in _brochure_first(handout.sources)
        ]
    ):
        yield {**tongue(german), "text": german("handout.sources", sources=named)}


def _brochure_first(sources: Iterable[str]) -> list[str]:
    return sorted(sources, key=lambda one: not one.startswith("ami-"))


def _in_one_line(documents: Sequence[str]) -> str:
    """As many as fit; the others are counted, and all of them stand on the page Grundlagen."""
    shown: list[str] = []
    for one in documents:
        if shown and len("; ".join([*shown, one])) > SOURCES_IN_ONE_LINE:
            break
        shown.append(one)
    rest = len(documents) - len(shown)
    return "; ".join(shown) + (f" (+{rest})" if rest else "")
