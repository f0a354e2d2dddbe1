"""Offers to take along: a table for a spreadsheet, and contacts for an address book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from finder.exports.spreadsheet import csv_lines
from finder.exports.vcard import vcards
from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from finder.facts.travel_minutes import TravelTime
from finder.steps.sites import Site
from pages.parts.download import download, download_link
from serve.downloads import SHELF, Make
from views.html import Markup, joined, tag
from views.offer_cards import conditions
from views.words import Words

FOR_EXCEL = "\ufeff"
"""Tells the office programs of this country that the letters are UTF-8; they expect a semicolon between cells."""


@dataclass(frozen=True)
class OfferLine:
    """An offer under the ``number`` it has on the page; ``km`` in a straight line where both points are known.

    ``journey``: the time by public transport, where it is on file.
    """

    number: int
    offer: Offer
    km: float | None
    journey: TravelTime | None = None


def listed(sites: Iterable[Site]) -> list[OfferLine]:
    """Every offer of the sites, in their order."""
    return [OfferLine(site.number, offer, site.km, site.journey) for site in sites for offer in site.offers]


def take_along(say: Words, lines: Sequence[OfferLine], on: date) -> None:
    """Draws the two downloads; they are made when somebody asks for them."""
    with st.container(horizontal=True):
        for file in _files(say, lines, on):
            download(*file)


def links(say: Words, lines: Sequence[OfferLine], on: date) -> Markup:
    """The two downloads as markup; nothing where this process does not answer at their address."""
    return joined(download_link(*file) for file in _files(say, lines, on)) if SHELF.served else Markup()


def links_to(say: Words, lines: Sequence[OfferLine], on: date) -> Markup:
    """The two downloads side by side; where they would lead nowhere, the framework's buttons are drawn instead."""
    if SHELF.served:
        return tag("div", links(say, lines, on), class_="downloads")
    take_along(say, lines, on)
    return Markup()


def links_lead_somewhere() -> bool:
    return SHELF.served


def _files(say: Words, lines: Sequence[OfferLine], on: date) -> Iterator[tuple[str, Make, str, str, str]]:
    """Label, content, name, media type and key of each."""
    for key, name, mime, made in (
        ("csv", f"ami-angebote-{say.language}-{on.isoformat()}.csv", "text/csv", lambda: table(say, lines)),
        ("vcard", f"ami-angebote-{on.isoformat()}.vcf", "text/vcard", lambda: vcards(line.offer for line in lines)),
    ):
        yield say(f"takeaway.download_{key}"), made, name, mime, f"download_{key}"


def table(say: Words, lines: Iterable[OfferLine]) -> str:
    """The lines with headings in the reader's language; no cell becomes a formula."""
    found = tuple(lines)
    timed = any(line.journey for line in found)
    first, *others = (list(_cells(say, line, timed)) for line in found)
    heads = [head for head, _ in first]
    return FOR_EXCEL + csv_lines([heads, *([cell for _, cell in row] for row in (first, *others))], ";")


def _cells(say: Words, line: OfferLine, timed: bool) -> Iterator[tuple[str, str]]:
    """Heading and cell, in the order of the columns; those of the journey only where a line has one (``timed``)."""
    offer = line.offer
    yield say("offers.list.number"), str(line.number)
    for name in ("provider", "location", "street", "postcode", "town"):
        yield say(f"offers.list.{name}"), getattr(offer, name) or ""
    yield say("offers.list.km"), "" if line.km is None else f"{line.km:.1f}"
    if timed:
        there = line.journey
        yield say("offers.list.minutes"), "" if there is None else str(there.minutes)
        yield say("offers.list.minutes_as_of"), "" if there is None else say.day(there.as_of)
    for name in ("phone", "email", "website"):
        yield say(f"offers.list.{name}"), getattr(offer, name) or ""
    yield say("offers.compare.kind"), say(f"type.{offer.type}.name" if offer.type else "offers.kind_unnamed")
    yield say("offers.list.programme"), offer.programme_name or ""
    yield say("offers.compare.activities"), ", ".join(offer.activity_list)
    yield say("offers.compare.conditions"), ", ".join(conditions(say, offer))
    yield say("offers.compare.known"), say(f"offers.confidence_word.{offer.confidence}")
    yield say("offers.list.seen"), "" if offer.last_confirmed is None else say.day(offer.last_confirmed)
    yield say("offers.compare.source"), "; ".join(map(on_file().spoken, offer.sources))
