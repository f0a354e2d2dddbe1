"""Where to go, on the hand-out: one table for all languages, for an address is the same in each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from finder.steps.handout import Handout, Site
from views.paper.sketch import sketch
from views.words import Words

MAP_MM = {1: (56.0, 46.0), 2: (56.0, 30.0)}
"""Width and height of the map by the number of languages on the sheet."""

NEAR_KM = 0.75
"""Nearer than this a rounded distance would read «0 km», and the points are no more precise."""

NO_BREAK = "\u00a0"

Json = dict[str, Any]


def tongue(say: Words) -> Json:
    return {"lang": say.language.split("-")[0], "rtl": say.dir == "rtl"}


def short(address: str) -> str:
    """An address as one types it."""
    return address.removeprefix("https://").removeprefix("www.").rstrip("/")


def sites_table(handout: Handout, languages: list[Words]) -> Json:
    """The sites with their map; headings and notes in each language of the sheet."""
    german = languages[0]
    drawn = sketch(handout.home, handout.sites, *MAP_MM[len(languages)])
    if drawn is not None:
        place = "–" if handout.home is None else handout.home.locality
        drawn["alt"] = german("handout.map", count=len(handout.sites), place=place)
    return {
        "kind": "sites",
        "words": [
            {
                **tongue(say),
                "heading": say("handout.chosen" if handout.shortlisted else "handout.providers"),
                "note": _note(say, handout),
                "credit": say("handout.borders"),
            }
            for say in languages
        ],
        "rows": [_site(german, site, handout.sites) for site in handout.sites],
        "map": drawn,
    }


def _note(say: Words, handout: Handout) -> str:
    without = (
        []
        if all(site.offer.phone for site in handout.sites)
        else [say("handout.no_phone", phone=say.ltr(on_file().ags_phone))]
    )
    return " ".join([*without, _where_from(say, handout)])


def _where_from(say: Words, handout: Handout) -> str:
    """What the figures beside the sites mean, and to call first."""
    if handout.home is None:
        return say("handout.call_first")
    place = say.ltr(f"{handout.home.postcode} {handout.home.locality}")
    days = [site.journey.as_of for site in handout.sites if site.journey]
    if not days:
        return say("handout.distance_from", place=place)
    told = say("handout.minutes_from", place=place, day=min(days))
    all_told = all(site.journey or site.km is None for site in handout.sites)
    return f"{told} {say('handout.call_first') if all_told else say('handout.distance_from', place=place)}"


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
        "phone": offer.phone or "",
        "reach": _reach(offer),
        "km": _far(say, site),
    }


def _far(say: Words, site: Site) -> str:
    if site.journey is not None:
        return say("offers.travel.minutes", minutes=site.journey.minutes).replace(" ", NO_BREAK)
    if site.km is None:
        return ""
    return (say.km(site.km) if site.km >= NEAR_KM else "< 1 km").replace(" ", NO_BREAK)


def _reach(offer: Offer) -> list[str]:
    """How to reach them beside the telephone."""
    website = short(offer.website or "").split("/")[0]
    return [part for part in (offer.email, website) if part]
