"""A provider's own entries on paper (PDF/UA-1), to confirm or correct and send back to the office."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from views.paper.typesetting import tagged_pdf
from views.words import Words

ROWS = (
    "programme_name",
    "address",
    "phone",
    "email",
    "website",
    "activities",
    "min_german",
    "ages",
    "price",
    "state",
)


def pdf(offers: Iterable[Offer], say: Words, on: date) -> bytes:
    """The sheet of one organisation as PDF/UA-1."""
    return tagged_pdf("provider.typ", content(list(offers), say, on))


def content(offers: list[Offer], say: Words, on: date) -> dict[str, Any]:
    """Everything the template draws, in words."""
    text = "office.sheet."
    return {
        "title": say(f"{text}title", provider=offers[0].provider),
        "publisher": f"{say('app.title')}, {say('app.canton')}",
        "on": {"year": on.year, "month": on.month, "day": on.day},
        "fonts": ["Noto Sans"],
        "line": say(f"{text}line", day=on),
        "intro": [say(f"{text}intro"), say(f"{text}no_persons")],
        "heads": [say(f"{text}{name}") for name in ("field", "on_file", "correction")],
        "ticks": [say(f"{text}{name}") for name in ("right", "wrong", "ended")],
        "offers": [_offer(offer, say) for offer in offers],
        "missing": {"title": say(f"{text}missing"), "text": say(f"{text}missing_text")},
        "back": say(f"{text}back"),
    }


def _offer(offer: Offer, say: Words) -> dict[str, Any]:
    kind = say(f"type.{offer.type}.name") if offer.type else say("offers.kind_unnamed")
    confirmed = (
        say("office.sheet.confirmed", day=say.day(offer.last_confirmed))
        if offer.last_confirmed
        else say("office.sheet.never_confirmed")
    )
    named = "; ".join(map(on_file().spoken, offer.sources))
    return {
        "title": " – ".join(part for part in (kind, offer.location or offer.town) if part),
        "rows": [[say(f"office.sheet.field_{name}"), _cell(offer, name, say)] for name in ROWS],
        "evidence": f"{confirmed} {say('app.source')}: {named}",
    }


def _cell(offer: Offer, name: str, say: Words) -> str:
    match name:
        case "address":
            value = ", ".join(
                part for part in (offer.street, " ".join(filter(None, (offer.postcode, offer.town)))) if part
            )
        case "ages":
            least, most = offer.age_min, offer.age_max
            value = (
                ""
                if least is None and most is None
                else f"{'' if least is None else least} – {'' if most is None else most}"
            )
        case "price":
            value = (
                ""
                if offer.price is None
                else f"{say.chf(offer.price)} / {say(f'office.sheet.unit_{offer.price_unit}')}"
            )
        case "state":
            value = say(f"office.editor.choice.state.{offer.state}")
        case "min_german":
            value = "" if offer.min_german is None else say.value(offer.min_german)
        case _:
            value = getattr(offer, name) or ""
    return value or say("office.sheet.unknown")
