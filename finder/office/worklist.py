"""What to mend first: the organisations by what the gaps in their offers do to the people who look for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from finder.facts.offers import Offer
from finder.office.ageing import A_YEAR


class Gap(StrEnum):
    """What is missing, worst first: whom to call, where to go, how far it is, of which kind, whether it is still so."""

    NO_PHONE = "no_phone"
    NO_ADDRESS = "no_address"
    NO_EXACT_POINT = "no_exact_point"
    KIND_UNCONFIRMED = "kind_unconfirmed"
    OLD = "old"
    """Its newest dated evidence is older than a year, still to come, or missing."""


@dataclass(frozen=True, slots=True)
class ProviderGaps:
    """One organisation with current offers: of how many of them each gap holds, worst first."""

    provider_id: str
    provider: str
    offers: int
    gaps: Mapping[Gap, int]


def worklist(offers: Iterable[Offer], on: date) -> tuple[ProviderGaps, ...]:
    """The organisations with a gap in a current offer: the worst gap first, then the more offers of it."""
    own: dict[str, list[Offer]] = {}
    for row in offers:
        if row.current:
            own.setdefault(row.provider_id, []).append(row)
    found = [ProviderGaps(key, rows[0].provider, len(rows), _counted(rows, on)) for key, rows in own.items()]
    return tuple(sorted((one for one in found if one.gaps), key=_harm))


def gaps(row: Offer, on: date) -> tuple[Gap, ...]:
    """What is missing of one offer on the day ``on``, worst first."""
    return tuple(_gaps(row, on))


def _gaps(row: Offer, on: date) -> Iterator[Gap]:
    if row.phone is None:
        yield Gap.NO_PHONE
    if row.street is None or row.postcode is None:
        yield Gap.NO_ADDRESS
    if row.precision != "address":
        yield Gap.NO_EXACT_POINT
    if row.type_evidence != "named":
        yield Gap.KIND_UNCONFIRMED
    if row.last_confirmed is None or not on - A_YEAR <= row.last_confirmed <= on:
        yield Gap.OLD


def _counted(rows: Iterable[Offer], on: date) -> dict[Gap, int]:
    every = [gap for row in rows for gap in gaps(row, on)]
    return {gap: every.count(gap) for gap in Gap if gap in every}


def _harm(one: ProviderGaps) -> tuple[tuple[int, ...], str]:
    return tuple(-one.gaps.get(gap, 0) for gap in Gap), one.provider.casefold()
