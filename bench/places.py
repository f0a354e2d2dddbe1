"""The radius search beside the bare formula and beside a loop over geopy."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
from geopy.distance import geodesic

from bench.people import SEED
from bench.rows import Row, seconds, side_by_side
from finder.facts.dataset import on_file
from finder.facts.offers import Offer
from finder.facts.postcodes import Place
from finder.steps.distance import Floats, metres
from finder.steps.nearby import Sites, nearby
from finder.steps.places import find
from finder.steps.sites import sites_of

PART, GROWTH = "Radius search, 50 km", "Growth"
KM = 50.0
SHOWN = 25
LOOPED = 3_000
"""At most so many sites are measured by the loop; more are reckoned from them."""
BARE = "bare NumPy: formula, filter, argsort"


def searches(counts: tuple[int, ...], times: int) -> list[Row]:
    """``nearby`` over prepared sites, for each number of sites."""
    home = find("4528")[0]
    rows = []
    for count in counts:
        offers = invented(count)
        rows += _one(home, offers, f"{_n(count)} sites", times, loop=True)
    many = max(counts)
    rows += _one(home, invented(many, tied=True), f"{_n(many)} sites, all at points of postcodes (ties)", times)
    return rows


def growth(times: int) -> list[Row]:
    """The list of the offers page – searched, ordered, gathered to sites – with ten times the providers."""
    home = find("4528")[0]
    real = on_file().offers
    more = tuple(
        replace(one, provider_id=f"{one.provider_id}-{copy}", provider=f"{one.provider} {copy}")
        for copy in range(10)
        for one in real
    )
    once, tenfold = side_by_side(
        times, lambda: sites_of(nearby(home, KM, real)), lambda: sites_of(nearby(home, KM, more))
    )
    return [
        Row(
            GROWTH,
            f"the list around a home with ten times the offers ({_n(len(more))})",
            tenfold * 1e3,
            "ms",
            f"with the {len(real)} on file",
            once * 1e3,
            "≤ 10 ×",
            tenfold <= 10 * once,
        )
    ]


def invented(count: int, *, tied: bool = False) -> tuple[Offer, ...]:
    """The offers on file again and again, each at a random point of Switzerland (``tied``: of a postcode)."""
    chance = random.Random(SEED)
    real, points = on_file().offers, [(place.lat, place.lon) for place in on_file().places]
    made = []
    for number in range(count):
        lat, lon = chance.choice(points)
        if not tied:
            lat, lon = lat + chance.uniform(-0.05, 0.05), lon + chance.uniform(-0.05, 0.05)
        made.append(replace(real[number % len(real)], provider_id=f"p{number}", lat=lat, lon=lon))
    return tuple(made)


def _one(home: Place, offers: tuple[Offer, ...], what: str, times: int, *, loop: bool = False) -> list[Row]:
    sites = Sites.of(offers)
    ours, bare, looked_at = side_by_side(
        times,
        lambda: nearby(home, KM, sites),
        lambda: _bare(home, sites.lats, sites.lons),
        lambda: nearby(home, KM, sites).hits[:SHOWN],
    )
    fair = Row(PART, f"`nearby`, {what}", ours * 1e3, "ms", BARE, bare * 1e3)
    if len(offers) >= 100_000 and loop:
        fair = replace(fair, aim="≤ 2 ×", reached=ours <= 2 * bare)
    rows = [fair]
    if len(offers) >= 100_000:
        rows.append(
            Row(PART, f"the same, first {SHOWN} hits looked at, numbered", looked_at * 1e3, "ms", BARE, bare * 1e3)
        )
    if loop:
        sample = offers[:LOOPED]
        looped = seconds(lambda: _loop(home, sample)) * len(offers) / len(sample)
        reckoned = f", reckoned from {_n(LOOPED)}" if len(offers) > len(sample) else ""
        many = len(offers) >= 100_000
        rows.append(
            Row(
                PART,
                f"`nearby`, {what}",
                ours * 1e3,
                "ms",
                f"loop over geopy's `geodesic`{reckoned}",
                looped * 1e3,
                "≥ 300 × faster" if many else "",
                looped >= 300 * ours if many else None,
            )
        )
    return rows


def _bare(home: Place, lats: Floats, lons: Floats) -> object:
    far = metres(home.lat, home.lon, lats, lons)
    found = np.flatnonzero(far <= KM * 1000)
    return found[np.argsort(far[found])]


def _loop(home: Place, offers: tuple[Offer, ...]) -> object:
    here = (home.lat, home.lon)
    far = [(geodesic(here, one.point).km, one) for one in offers]
    return sorted((one for one in far if one[0] <= KM), key=lambda one: one[0])


def _n(number: int) -> str:
    return f"{number:,}".replace(",", " ")
