"""Which offers a person wants to see, and the sites that a list and a map show under one number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from zlib import crc32

from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Offer
from finder.facts.postcodes import Place
from finder.facts.situation import German
from finder.facts.travel_minutes import TravelTime
from finder.steps.advise import Advice, Fit
from finder.steps.fields_of_work import fields_of
from finder.steps.nearby import Hit, Nearby

Trust = Literal["current", "confirmed", "all"]
"""``current``: not known to have ended; ``confirmed``: its organisation's part is evidenced; ``all``: former too."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What to look for; empty and ``None`` mean: everything.

    ``kinds`` may hold ``None`` for places of work whose kind no source names. ``german`` is the person's level.
    """

    kinds: Collection[TypeKey | None] = ()
    field: str | None = None
    german: German | None = None
    trust: Trust = "current"

    def holds(self, offer: Offer) -> bool:
        """Whether the offer is wanted. An unknown German level keeps it; an unknown field of work does not."""
        return (
            (not self.kinds or offer.type in self.kinds)
            and (self.field is None or self.field in fields_of(offer))
            and (self.german is None or offer.min_german is None or offer.min_german <= self.german)
            and (self.trust == "all" or offer.current)
            and (self.trust != "confirmed" or offer.confidence == "confirmed")
        )


@dataclass(frozen=True, slots=True)
class Site:
    """A location with its offers under one ``number``; ``km`` in a straight line, ``None`` where a point is missing.

    ``journey`` is the time by public transport from the same home, where it is on file.
    """

    number: int
    offers: tuple[Offer, ...]
    km: float | None
    journey: TravelTime | None = None

    @property
    def first(self) -> Offer:
        """The offer that tells most about how to reach the site."""
        return fullest(self.offers)

    @property
    def key(self) -> str:
        """The same for the same site in every search."""
        return f"{self.offers[0].provider_id}|{self.offers[0].location or ''}"

    @property
    def point(self) -> tuple[float, float] | None:
        return self.offers[0].point


def fullest(offers: Sequence[Offer]) -> Offer:
    """The offer that tells most about how to reach its site."""
    return max(offers, key=lambda one: sum(map(bool, (one.phone, one.email, one.street))))


def preset(advice: Advice) -> tuple[TypeKey, ...]:
    """The kinds to begin with: those that fit, else the open ones; empty (all) where nothing has been told apart."""
    chosen = advice.of(Fit.FITS) or advice.of(Fit.OPEN)
    keys = tuple(one.type.key for one in chosen)
    return () if len(keys) == len(TYPE_KEYS) else keys


def sites_of(found: Nearby) -> tuple[Site, ...]:
    """The sites of a search as numbered on the map, then those without a point, which go on counting."""
    return _sites((*found.hits, *found.without_point), found.home)


def by_minutes(sites: Iterable[Site]) -> tuple[Site, ...]:
    """The same, the shortest journey first, numbered anew; those without one follow in the order they had."""
    ordered = sorted(sites, key=lambda site: site.journey.minutes if site.journey else _LONGER_THAN_ANY)
    return tuple(replace(site, number=number) for number, site in enumerate(ordered, start=1))


def journey(home: Place | None, offer: Offer) -> TravelTime | None:
    """The time by public transport from home to an offer; ``None`` where it is not on file."""
    return None if home is None else on_file().travel_time(home.postcode, offer.location)


_LONGER_THAN_ANY = 10_000


def sites_by_name(offers: Iterable[Offer]) -> tuple[Site, ...]:
    """The sites where no home is known to measure from: by the provider's name, then by location."""
    ordered = sorted(offers, key=lambda one: (one.provider.casefold(), (one.location or "").casefold()))
    return _sites(Hit(one, None, None) for one in ordered)


def offer_key(offer: Offer) -> str:
    """What a shortlist keeps of an offer; rows that differ only in the programme's name share it."""
    return f"{offer.provider_id}|{offer.location or ''}|{offer.type or ''}"


def short(key: str) -> str:
    """The key of a site or an offer in eight signs: names of elements and dots on a map are made of it."""
    return f"{crc32(key.encode()):08x}"


def offers_by_key(keys: Iterable[str], offers: Sequence[Offer]) -> dict[str, Offer]:
    """The offers behind the keys, in the order of the keys; a key that is not on file any more is left out."""
    on_file: dict[str, Offer] = {}
    for offer in offers:
        on_file.setdefault(offer_key(offer), offer)
    return {key: on_file[key] for key in keys if key in on_file}


def _sites(hits: Iterable[Hit], home: Place | None = None) -> tuple[Site, ...]:
    gathered: dict[tuple[str, str | None], list[Hit]] = {}
    for hit in hits:
        gathered.setdefault((hit.offer.provider_id, hit.offer.location), []).append(hit)
    return tuple(
        Site(number, tuple(hit.offer for hit in here), here[0].km, journey(home, here[0].offer))
        for number, here in enumerate(gathered.values(), start=1)
    )
