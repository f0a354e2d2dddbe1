"""Looks up the point of a street address online: for the editor of the data, never during a search.

OpenStreetMap's Nominatim is asked for addresses of organisations only, at most one a second, and told whom to write to.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from geopy.exc import GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim

from finder.errors import FinderError
from finder.steps.distance import metres_between

SECONDS_BETWEEN = 1.5
"""Nominatim allows one request a second; we stay below."""
FARTHEST_KM = 8.0
"""A point further from the one known before is another place of the same name."""

Ask = Callable[[str], Any]


class Unreachable(FinderError, ConnectionError):
    """The service did not answer. Nobody's fault: nothing was changed, try again with a network."""


@dataclass(frozen=True, slots=True)
class AddressPoint:
    """The point of an address, WGS 84 degrees, the service's own words for it, and its postcode where it says so."""

    lat: float
    lon: float
    words: str
    postcode: str | None = None


def nominatim(contact: str) -> Ask:
    """A polite way to ask Nominatim; ``contact`` is the e-mail address its operators may write to."""
    service = Nominatim(user_agent=f"programme-finder-so (editor of the data; {contact})", timeout=10)
    polite = RateLimiter(service.geocode, min_delay_seconds=SECONDS_BETWEEN, max_retries=0, swallow_exceptions=False)
    return lambda query: polite(query, country_codes="ch", addressdetails=True, exactly_one=True)


def locate(
    street: str, postcode: str | None, town: str | None, near: tuple[float, float] | None, ask: Ask
) -> AddressPoint | None:
    """The point of a house, or ``None`` when the service knows only the street, or a house elsewhere.

    Args:
        street: street and house number.
        near: the point known so far (latitude, longitude), to recognise a place of the same name elsewhere.
        ask: how to ask, see :func:`nominatim`.

    Raises:
        Unreachable: the service did not answer.
    """
    try:
        answer = ask(", ".join((street, " ".join(part for part in (postcode, town) if part))))
    except (GeopyError, OSError) as error:
        raise Unreachable(f"the address service did not answer ({type(error).__name__}); nothing was changed") from None
    if answer is None or "house_number" not in answer.raw.get("address", {}):
        return None
    found = AddressPoint(round(answer.latitude, 5), round(answer.longitude, 5), answer.address)
    if near is not None and metres_between(near, (found.lat, found.lon)) > FARTHEST_KM * 1000:
        return None
    return found
