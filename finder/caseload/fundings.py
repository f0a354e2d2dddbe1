"""Who pays, for many cases at once: ``fund`` is asked once for each combination that can lead to another answer.

Amounts matter only by where they lie beside the limits of their household: below, at most the margin above, beyond.
So every amount is replaced by one of a one-person household that lies in the same place, and ``fund`` judges that.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.coding import CODES, NO_AMOUNT, NOT_ANSWERED, VALUES, Coded
from finder.facts.amounts import RAPPEN
from finder.facts.dataset import Dataset, on_file
from finder.facts.limits import LimitKey, Limits
from finder.facts.situation import Situation
from finder.rules.funding import permit_allows_a_waiver, residence_is_not_abroad
from finder.rules.programme_types import stay_allows_a_placement
from finder.steps.fund import Funding, fund
from finder.steps.residence import CANTON

UNKNOWN_CANTON, HERE, ELSEWHERE = range(3)
"""Codes of a residence."""

_NOT_TOLD, _BELOW, _JUST_ABOVE, _BEYOND = range(4)


@dataclass(frozen=True, eq=False)
class Fundings:
    """The fundings that occur, and which of them each case has."""

    kinds: tuple[Funding, ...]
    which: NDArray[np.intp]


def fund_many(
    coded: Coded, cantons: NDArray[Any], on: date, edition: str | None = None, data: Dataset | None = None
) -> Fundings:
    """Who pays, for every row of ``coded``.

    Args:
        coded: columns of codes; a question without a column counts as not answered.
        cantons: for every row, one of the codes of a residence above.

    Raises:
        NotOnFile: there is no such edition of the limits.
    """
    known = data or on_file()
    held = known.limits_on(on, edition)
    column = _columns(coded, len(cantons))
    household = column("household_size")
    stays, shape = _stays(), _shape()
    benefits = [column(key) for key in ("social_assistance", "unemployment_insurance", "disability_insurance")]
    elsewhere = cantons == ELSEWHERE
    # Whose Sozialdienst, insurer or own canton is in charge, of them no amount is asked.
    without_waiver = elsewhere | np.any([codes == CODES["social_assistance"][True] for codes in benefits], axis=0)
    index = np.ravel_multi_index(
        (
            *(np.where(elsewhere, 0, codes) for codes in benefits),
            cantons.astype(np.intp),
            np.where(elsewhere, 0, stays.group[column("status"), column("final_negative_asylum_decision")]),
            np.where(without_waiver, 0, household != NOT_ANSWERED).astype(np.intp),
            np.where(
                without_waiver,
                0,
                _beside(column("monthly_income", NO_AMOUNT), household, "waiver_income", held, held.partial_margin),
            ),
            np.where(
                without_waiver, 0, _beside(column("wealth", NO_AMOUNT), household, "waiver_wealth", held, Decimal(0))
            ),
        ),
        shape,
    )
    found, which = np.unique(index, return_inverse=True)
    places = known.once(_postcodes)
    fundings = [fund(_person(int(one), held, places), on, edition, known) for one in found]
    alike: dict[tuple[Any, ...], int] = {}
    first = [alike.setdefault((one.payer, one.waiver, one.missing), at) for at, one in enumerate(fundings)]
    kept, number = np.unique(np.array(first, dtype=np.intp), return_inverse=True)
    return Fundings(tuple(fundings[at] for at in kept), number[which])


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


@dataclass(frozen=True, eq=False)
class _Stays:
    """Permits and asylum decisions that no rule about money tells apart.

    Attributes:
        group: for the codes of a status and of a decision, their group.
        first: of each group the status and the decision that stand for it.
    """

    group: NDArray[np.intp]
    first: tuple[tuple[Any, Any], ...]


@cache
def _stays() -> _Stays:
    """The groups; there are as many as the rules make."""
    seen: dict[tuple[Any, ...], int] = {}
    first: list[tuple[Any, Any]] = []
    statuses, decisions = VALUES["status"], VALUES["final_negative_asylum_decision"]
    group = np.zeros((len(statuses), len(decisions)), dtype=np.intp)
    for at, status in enumerate(statuses):
        for other, decision in enumerate(decisions):
            said = _said_of(status, decision)
            if said not in seen:
                seen[said] = len(first)
                first.append((status, decision))
            group[at, other] = seen[said]
    return _Stays(group, tuple(first))


def _said_of(status: Any, decision: Any) -> tuple[Any, ...]:
    answers = {"status": status, "final_negative_asylum_decision": decision}
    findings = [
        rule.finding(answers) for rule in (permit_allows_a_waiver, residence_is_not_abroad, stay_allows_a_placement)
    ]
    return tuple((finding.verdict, finding.missing) for finding in findings)


def _shape() -> tuple[int, ...]:
    """Sozialhilfe, ALV, IV, residence, stay, household told, place of the income, place of the wealth."""
    return 3, 3, 3, 3, len(_stays().first), 2, 4, 4


def _person(index: int, held: Limits, places: Mapping[int, str | None]) -> Situation:
    """Somebody who stands for all persons of this index."""
    helped, unemployed, disabled, canton, stay, told, income, wealth = (
        int(part) for part in np.unravel_index(index, _shape())
    )
    status, decision = _stays().first[stay]
    return Situation(
        postcode=places[canton],
        social_assistance=VALUES["social_assistance"][helped],
        unemployment_insurance=VALUES["unemployment_insurance"][unemployed],
        disability_insurance=VALUES["disability_insurance"][disabled],
        status=status,
        final_negative_asylum_decision=decision,
        household_size=1 if told else None,
        monthly_income=_amount(income, held.chf("waiver_income", 1), held.partial_margin),
        wealth=_amount(wealth, held.chf("waiver_wealth", 1), Decimal(0)),
    )


def _amount(where: int, limit: Decimal, margin: Decimal) -> Decimal | None:
    return {_NOT_TOLD: None, _BELOW: limit - RAPPEN, _JUST_ABOVE: limit, _BEYOND: limit + margin + RAPPEN}[where]


def _postcodes(data: Dataset) -> Mapping[int, str | None]:
    """For each code of a residence a postcode all of whose places lie there; ``None`` where it is not known."""
    cantons: dict[str, set[str]] = {}
    for place in data.places:
        cantons.setdefault(place.postcode, set()).add(place.canton)
    here = next(postcode for postcode, found in cantons.items() if found == {CANTON})
    elsewhere = next(postcode for postcode, found in cantons.items() if CANTON not in found and len(found) == 1)
    return {UNKNOWN_CANTON: None, HERE: here, ELSEWHERE: elsewhere}
