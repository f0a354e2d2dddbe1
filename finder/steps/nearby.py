"""Which offers are near a place, nearest first, by the straight line («Luftlinie»).

Offers at the very same distance – most providers' addresses are only known by their postcode – are ordered fairly and
always alike: providers by name, but starting at another one from place to place. The start is the digit sum of the
home's postcode, counted through the tied providers; so no name is first everywhere. Within a provider: by location,
then in the brochure's order of the kinds.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from threading import Lock
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

from finder.facts.keys import TYPE_KEYS
from finder.facts.offers import Offer
from finder.facts.postcodes import Place
from finder.steps.distance import Floats, metres

Whole = NDArray[np.int64]

OUTSIDE = 3
"""How many sites are named when nothing lies inside the radius."""

_METRES_PER_DEGREE = 110_500.0  # of latitude, a little less than anywhere in Switzerland
_ORDER: dict[str | None, int] = {key: number for number, key in enumerate(TYPE_KEYS)}
_NO_KIND = len(TYPE_KEYS)


@dataclass(frozen=True, slots=True)
class Hit:
    """An offer and its distance in kilometres; ``None`` where it has no point.

    ``number`` counts the sites of a list from 1, for the map beside it; all offers of a site share it.
    """

    offer: Offer
    km: float | None
    number: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """Offers prepared for searching: the located ones by rising latitude, in arrays; the others as they are.

    ``order`` is the place of an offer in the order of names, ``providers`` and ``sites`` count providers and sites
    in that order, ``kinds`` is the place of its type in the brochure.
    """

    located: tuple[Offer, ...]
    lats: Floats
    lons: Floats
    order: Whole
    providers: Whole
    sites: Whole
    kinds: Whole
    without_point: tuple[Offer, ...]

    @classmethod
    def of(cls, offers: Iterable[Offer]) -> Sites:
        """Prepare ``offers``. Do it once for many: a search then costs little more than the formula."""
        by_name = sorted(offers, key=_by_name)
        everywhere = [one for one in by_name if one.lat is not None and one.lon is not None]
        lats = np.array([one.lat for one in everywhere], dtype=np.float64)
        rising = np.argsort(lats, kind="stable")
        located = tuple(everywhere[at] for at in rising.tolist())
        return cls(
            located,
            lats[rising],
            np.array([one.lon for one in located], dtype=np.float64),
            rising,
            _counted(one.provider_id for one in everywhere)[rising],
            _counted((one.provider_id, one.location, one.lat, one.lon) for one in everywhere)[rising],
            np.array([_ORDER.get(one.type, _NO_KIND) for one in located], dtype=np.int64),
            tuple(one for one in by_name if one.lat is None or one.lon is None),
        )


class Hits(Sequence[Hit]):
    """Hits in their order. Each comes into being when it is looked at: a list may hold very many of them."""

    def __init__(self, sites: Sites, found: Whole, far: Floats) -> None:
        self._sites, self._found, self._far = sites, found, far

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, at: int) -> Hit: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, at: int | slice) -> Hit | tuple[Hit, ...]:
        places = range(len(self))[at]
        return self._hit(places) if isinstance(places, int) else tuple(map(self._hit, places))

    def _hit(self, at: int) -> Hit:
        offer = self._sites.located[self._found[at]]
        return Hit(offer, float(self._far[at]) / 1000, int(self._numbers[at]))

    @cached_property
    def _numbers(self) -> Whole:
        """The sites, numbered from 1 as they appear."""
        _, first, which = np.unique(self._sites.sites[self._found], return_index=True, return_inverse=True)
        number = np.empty(len(first), dtype=np.int64)
        number[np.argsort(first)] = np.arange(1, len(first) + 1)
        return number[which]


@dataclass(frozen=True, slots=True, eq=False)
class Nearby:
    """Offers around ``home``: inside the radius ``km`` (``None``: however far), or else the nearest outside."""

    home: Place
    km: float | None
    hits: Sequence[Hit]
    nearest_outside: tuple[Hit, ...]
    without_point: tuple[Hit, ...]


def nearby(home: Place, km: float | None, offers: Sequence[Offer] | Sites, types: Collection[str] = ()) -> Nearby:
    """The offers of these ``types`` (none given: of all, and places of work without one) around ``home``.

    ``km`` includes the radius itself, on unrounded metres. An offer whose kind no source names is listed only where
    no type is asked for.
    """
    sites = offers if isinstance(offers, Sites) else _prepared(offers)
    kinds = [_ORDER[kind] for kind in types if kind in _ORDER] if types else None
    turn = sum(map(int, home.postcode))
    found, far = _all(home, sites, kinds) if km is None else _within(home, km * 1000, sites, kinds)
    hits = Hits(sites, *_fair(found, far, sites, turn))
    outside: tuple[Hit, ...] = ()
    if not hits and km is not None:
        found, far = _fair(*_all(home, sites, kinds), sites, turn)
        _, first_offers = np.unique(sites.sites[found], return_index=True)
        nearest = np.sort(first_offers)[:OUTSIDE]
        outside = tuple(Hits(sites, found[nearest], far[nearest]))
    return Nearby(home, km, hits, outside, _without_point(sites, types, turn))


# ── Searching ───────────────────────────────────────────────────────────────────

Positions = NDArray[np.int64]


def _within(home: Place, radius: float, sites: Sites, kinds: list[int] | None) -> tuple[Whole, Floats]:
    """Positions and metres of the offers at most ``radius`` away; only a belt of latitudes is looked at."""
    belt = radius / _METRES_PER_DEGREE
    first = int(np.searchsorted(sites.lats, home.lat - belt, side="left"))
    last = int(np.searchsorted(sites.lats, home.lat + belt, side="right"))
    far = metres(home.lat, home.lon, sites.lats[first:last], sites.lons[first:last])
    inside = far <= radius
    if kinds is not None:
        inside &= np.isin(sites.kinds[first:last], kinds)
    found = np.flatnonzero(inside)
    return found + first, far[found]


def _all(home: Place, sites: Sites, kinds: list[int] | None) -> tuple[Whole, Floats]:
    far = metres(home.lat, home.lon, sites.lats, sites.lons)
    found = np.arange(len(far)) if kinds is None else np.flatnonzero(np.isin(sites.kinds, kinds))
    return found, far[found]


def _fair(found: Whole, far: Floats, sites: Sites, turn: int) -> tuple[Whole, Floats]:
    """The same, nearest first; tied providers by name, begun at the one that ``turn`` counts to."""
    ranked = np.argsort(far)
    found, far = found[ranked], far[ranked]
    same = far[1:] == far[:-1]
    if same.any():  # only the tied ones are put in order again: among very many offers they are few
        tied = np.zeros(len(far), dtype=bool)
        tied[1:] |= same
        tied[:-1] |= same
        at = np.flatnonzero(tied)
        found[at] = _turned(found[at], _runs(far[at]), sites, turn)
    return found, far


def _turned(found: Whole, tie: Whole, sites: Sites, turn: int) -> Whole:
    """Offers numbered by their ties (rising), with the order within each tie made fair."""
    found = found[np.argsort(tie * len(sites.order) + sites.order[found])]
    provider = _runs(tie, sites.providers[found])
    of_tie = np.bincount(tie[np.flatnonzero(np.diff(provider, prepend=-1))])  # providers in each tie
    first = np.cumsum(of_tie) - of_tie
    turned = (provider - first[tie] - turn) % of_tie[tie]
    return found[np.argsort(first[tie] + turned, kind="stable")]  # stable: offers of a provider keep their order


def _runs(*columns: NDArray[Any]) -> Whole:
    """Numbers the runs of equal rows from 0."""
    changed = np.zeros(len(columns[0]), dtype=bool)
    for column in columns:
        changed[1:] |= column[1:] != column[:-1]
    return np.cumsum(changed)


def _without_point(sites: Sites, types: Collection[str], turn: int) -> tuple[Hit, ...]:
    rows = [one for one in sites.without_point if not types or one.type in types]
    groups = [list(group) for _, group in groupby(rows, key=lambda one: one.provider_id)]
    start = turn % len(groups) if groups else 0
    return tuple(Hit(one, None, None) for group in groups[start:] + groups[:start] for one in group)


def _by_name(one: Offer) -> tuple[str, str, str, int]:
    return one.provider.casefold(), one.provider_id, (one.location or "").casefold(), _ORDER.get(one.type, _NO_KIND)


def _counted(values: Iterable[Hashable]) -> Whole:
    """Each value as the number of its first appearance."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


# ── Preparing once ──────────────────────────────────────────────────────────────

_KEPT = 4
_kept: dict[int, tuple[tuple[Offer, ...], Sites]] = {}
_keeping = Lock()


def _prepared(offers: Sequence[Offer]) -> Sites:
    """The sites of a tuple that was searched before are not prepared again: the same object, the same content."""
    if not isinstance(offers, tuple):
        return Sites.of(offers)
    before = _kept.get(id(offers))
    if before is not None and before[0] is offers:
        return before[1]
    sites = Sites.of(offers)
    with _keeping:  # many visitors search at the same time
        while len(_kept) >= _KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[id(offers)] = (offers, sites)  # holding the tuple keeps its id from being given away
    return sites
