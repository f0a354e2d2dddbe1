"""How to reach a site or an office: a line with its name, and links to call, write and look."""

from __future__ import annotations

from urllib.parse import urlsplit

from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from finder.facts.travel_minutes import TravelTime
from finder.steps.sites import Site
from views.html import Markup, esc, joined, tag
from views.words import Words

SAME_PLACE_KM = 0.25
"""Nearer than this a distance would read «0 km»: both points are the middle of the same place."""


def site_line(say: Words, site: Site) -> Markup:
    """Name, town and distance of a site, and what one can do: call, write, look."""
    one = site.first
    name = tag("b", tag("bdi", one.location or one.provider, lang="de"))
    there = [tag("bdi", one.town, lang="de")] if one.town and one.town not in (one.location or one.provider) else []
    far = [esc(travel_time(say, site.journey))] if site.journey else []
    if not far and site.km is not None:
        far = [esc(say.km(site.km) if site.km >= SAME_PLACE_KM else say("offers.card.same_place"))]
    return tag(
        "div", tag("p", joined([name, *there, *far], " · "), class_="site-name") + reach(say, one), class_="place"
    )


def travel_time(say: Words, one: TravelTime) -> str:
    """«23 Minuten mit Bahn und Bus (Stand 1. November 2026)»."""
    return say("offers.card.minutes", minutes=one.minutes, day=one.as_of)


def reach(say: Words, one: Offer) -> Markup:
    """Telephone, e-mail and website as links; without a telephone the number of the office that knows everybody."""
    ways = [phone_link(say, one.phone)] if one.phone else []
    if one.email:
        ways.append(tag("a", say("answer.write"), href=f"mailto:{one.email}", title=one.email))
    if one.website:
        ways.append(website_link(say, one.website))
    if not one.phone:
        ways.append(tag("span", with_ags_phone(say, "answer.no_phone")))
    return tag("p", joined(ways, " "), class_="reach")


def website_link(say: Words, address: str) -> Markup:
    """The host as a link that opens beside."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return tag("a", say.ltr(host), href=address, target="_blank", rel="noopener noreferrer")


def phone_link(say: Words, phone: str) -> Markup:
    """«Anrufen: 032 …» as a link that dials."""
    return tag("a", say("answer.call", phone=say.ltr(phone)), href=f"tel:{_digits(phone)}", class_="call")


def with_ags_phone(say: Words, key: str) -> Markup:
    """A sentence with the telephone of AGS as a link."""
    phone = on_file().ags_phone
    number = tag("a", say.ltr(phone), href=f"tel:{_digits(phone)}")
    return esc(say(key)).format(phone=number)


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign in "+0123456789")
