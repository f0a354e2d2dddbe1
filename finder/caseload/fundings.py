"""Who pays, for many cases at once: ``fund`` is asked once for each combination that can lead to another answer.

Amounts matter only by where they lie beside the limits of their household: below, at most the margin above, beyond.
So every amount is replaced by one of a one-person household that lies in the same place, and ``fund`` judges that.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.coding import CODES, NO_AMOUNT, NOT_ANSWERED, VALUES, Coded
from finder.facts.amounts import RAPPEN
from finder.facts.limits import LimitKey, Limits, limits
from finder.facts.postcodes import places
from finder.facts.situation import Situation
from finder.facts.tables import DATA
from finder.rules.funding import permit_allows_a_waiver
from finder.rules.verdict import MET, NOT_MET, OPEN
from finder.steps.fund import Funding, fund
from finder.steps.residence import CANTON

UNKNOWN_CANTON, HERE, ELSEWHERE = range(3)
"""Codes of a residence."""

_NOT_TOLD, _BELOW, _JUST_ABOVE, _BEYOND = range(4)
_SHAPE = (3, 3, 3, 3, 3, 2, 4, 4)
"""Sozialhilfe, ALV, IV, residence, permit, household told, place of the income, place of the wealth."""


@dataclass(frozen=True, eq=False)
class Fundings:
    """The fundings that occur, and which of them each case has."""

    kinds: tuple[Funding, ...]
    which: NDArray[np.intp]


def fund_many(coded: Coded, cantons: NDArray[Any], on: date, edition: str | None = None, data: Path = DATA) -> Fundings:
    """Who pays, for every row of ``coded``.

    Args:
        coded: columns of codes; a question without a column counts as not answered.
        cantons: for every row, one of the codes of a residence above.

    Raises:
        NotOnFile: there is no such edition of the limits.
    """
    held = limits(on, edition, data)
    count = len(cantons)
    column = _columns(coded, count)
    household = column("household_size")
    index = np.ravel_multi_index(
        (
            column("social_assistance"),
            column("unemployment_insurance"),
            column("disability_insurance"),
            cantons.astype(np.intp),
            _permit_groups()[column("status")],
            (household != NOT_ANSWERED).astype(np.intp),
            _beside(column("monthly_income", NO_AMOUNT), household, "waiver_income", held, held.partial_margin),
            _beside(column("wealth", NO_AMOUNT), household, "waiver_wealth", held, Decimal(0)),
        ),
        _SHAPE,
    )
    found, which = np.unique(index, return_inverse=True)
    return Fundings(tuple(_funding(int(one), on, edition, data) for one in found), which)


def _columns(coded: Coded, count: int) -> Any:
    def column(key: str, absent: int = NOT_ANSWERED) -> NDArray[np.int64]:
        return np.asarray(coded[key], dtype=np.int64) if key in coded else np.full(count, absent, dtype=np.int64)

    return column


def _beside(
    amounts: NDArray[np.int64], household: NDArray[np.int64], key: LimitKey, held: Limits, margin: Decimal
) -> NDArray[np.intp]:
    """Where each amount lies beside the limit; without a household size beside that of one person, the lowest."""
    limit = np.array([int(held.chf(key, size or 1) / RAPPEN) for size in VALUES["household_size"]], dtype=np.int64)
    mine = limit[household]
    above = np.where(amounts <= mine + int(margin / RAPPEN), _JUST_ABOVE, _BEYOND)
    return np.where(amounts == NO_AMOUNT, _NOT_TOLD, np.where(amounts < mine, _BELOW, above)).astype(np.intp)


@cache
def _permit_groups() -> NDArray[np.intp]:
    """For each code of a status, how the rule on permits answers."""
    order = (OPEN, MET, NOT_MET)
    verdicts = [permit_allows_a_waiver.verdict({"status": status}) for status in VALUES["status"]]
    return np.array([order.index(verdict) for verdict in verdicts], dtype=np.intp)


@cache  # bounded by the shape above, for each day and edition asked for
def _funding(index: int, on: date, edition: str | None, data: Path) -> Funding:
    helped, unemployed, disabled, canton, permit, told, income, wealth = (
        int(part) for part in np.unravel_index(index, _SHAPE)
    )
    held = limits(on, edition, data)
    return fund(
        Situation(
            postcode=_postcode(canton, data),
            social_assistance=VALUES["social_assistance"][helped],
            unemployment_insurance=VALUES["unemployment_insurance"][unemployed],
            disability_insurance=VALUES["disability_insurance"][disabled],
            status=_status(permit),
            household_size=1 if told else None,
            monthly_income=_amount(income, held.chf("waiver_income", 1), held.partial_margin),
            wealth=_amount(wealth, held.chf("waiver_wealth", 1), Decimal(0)),
        ),
        on,
        edition,
        data,
    )


def _amount(where: int, limit: Decimal, margin: Decimal) -> Decimal | None:
    return {_NOT_TOLD: None, _BELOW: limit - RAPPEN, _JUST_ABOVE: limit, _BEYOND: limit + margin + RAPPEN}[where]


def _status(group: int) -> Any:
    code = int(np.flatnonzero(_permit_groups() == group)[0])
    assert group or code == CODES["status"][None]
    return VALUES["status"][code]


@cache
def _postcode(canton: int, data: Path) -> str | None:
    """A postcode all of whose places lie here, or elsewhere; ``None`` where the residence is not known."""
    if canton == UNKNOWN_CANTON:
        return None
    cantons: dict[str, set[str]] = {}
    for place in places(data):
        cantons.setdefault(place.postcode, set()).add(place.canton)
    return next(
        postcode
        for postcode, found in cantons.items()
        if (found == {CANTON} if canton == HERE else CANTON not in found and len(found) == 1)
    )
