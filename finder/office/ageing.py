"""Which offers the editor of the data should confirm again («zu prüfen»)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from finder.facts.offers import Offer

A_YEAR = timedelta(days=365)


class Reason(StrEnum):
    """Why an offer is to be checked."""

    UNDATED = "undated"
    """No dated source shows it."""
    OLD = "old"
    """Its newest dated source is older than allowed."""
    FUTURE = "future"
    """It claims to be confirmed, or placed, on a day still to come."""
    NOT_PLACED = "not_placed"
    """It has no point on the map."""
    PLACED_LONG_AGO = "placed_long_ago"
    """Its point was set longer ago than allowed."""


@dataclass(frozen=True, slots=True)
class DueCheck:
    """An offer to confirm, why, and the age of its newest evidence (``None`` where undated or still to come)."""

    offer: Offer
    reasons: tuple[Reason, ...]
    age: timedelta | None


def to_check(offers: Iterable[Offer], on: date, after: timedelta = A_YEAR) -> tuple[DueCheck, ...]:
    """The offers whose evidence or point is older than ``after`` on the day ``on``, or unknown.

    Former offers need no check. Undated ones come first, then the oldest evidence; ties keep the order given.
    """
    found = [
        DueCheck(offer, reasons, _age(offer.last_confirmed, on))
        for offer in offers
        if offer.current and (reasons := tuple(_reasons(offer, on, after)))
    ]
    return tuple(sorted(found, key=lambda check: check.offer.last_confirmed or date.min))


def _reasons(offer: Offer, on: date, after: timedelta) -> Iterator[Reason]:
    confirmed, located = offer.last_confirmed, offer.located_on
    if confirmed is None:
        yield Reason.UNDATED
    elif on - confirmed > after:
        yield Reason.OLD
    if any(day is not None and day > on for day in (confirmed, located)):
        yield Reason.FUTURE
    if located is None:
        yield Reason.NOT_PLACED
    elif on - located > after:
        yield Reason.PLACED_LONG_AGO


def _age(confirmed: date | None, on: date) -> timedelta | None:
    return None if confirmed is None or confirmed > on else on - confirmed
