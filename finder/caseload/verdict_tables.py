"""The fast path: verdicts of many cases at once, looked up in the completed decision table of each kind.

A kind's table has one axis per answer that its conditions need, and one place on it for every group of codes that no
condition tells apart («not answered» is a code, too): of 121 ages three or four groups are left. It is filled by asking
the rules themselves, condition by condition: the table of a condition has a few dozen cells, and the table of the kind
is their combination. So there is one set of rules only, and a lookup agrees with ``advise`` by construction.

Everything here is a pure function of the columns it is given: a partition of a larger table is judged as the whole is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.coding import VALUES, Coded
from finder.facts.keys import TypeKey
from finder.facts.sources import Source
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, holding
from finder.rules.verdict import MET, NOT_MET, OPEN
from finder.steps.advise import Fit

Bits = NDArray[np.uint32]
FitCodes = NDArray[np.uint8]

FITS_BY_CODE = (Fit.DOES_NOT_FIT, Fit.OPEN, Fit.FITS)
"""What the codes of a verdict stand for. Their order is Kleene's: the lowest condition decides."""

_CODE = {NOT_MET: 0, OPEN: 1, MET: 2}


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdicts of one kind for all cases.

    Attributes:
        fit: codes of :data:`FITS_BY_CODE`.
        missing: bit ``n`` is set where the n-th of ``needs`` is unanswered and could still turn the verdict.
        failing: bit ``n`` is set where the n-th condition of the kind fails.
        reasons: bit ``n`` is set where the n-th rule that speaks for the kind does.
        needs: the answers the kind asks for.
    """

    fit: FitCodes
    missing: Bits
    failing: Bits
    reasons: Bits
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """Every combination of answers that a kind asks for, and what follows from it; flat, the last answer fastest.

    ``groups`` leads from the code of each needed answer to its place on the axis.
    """

    groups: Mapping[str, NDArray[np.intp]]
    fit: FitCodes
    missing: Bits
    failing: Bits
    reasons: Bits

    def look_up(self, coded: Coded, count: int) -> Answer:
        """The cells of these cases. A question without a column counts as not answered."""
        at = np.zeros(count, dtype=np.intp)
        for need, group in self.groups.items():
            at *= int(group.max()) + 1
            at += group[np.asarray(coded[need])] if need in coded else group[0]
        return Answer(self.fit[at], self.missing[at], self.failing[at], self.reasons[at], tuple(self.groups))


def look_up(coded: Coded, on: date, sources: Mapping[str, Source]) -> dict[TypeKey, Answer]:
    """The verdicts of all ten kinds on a day for every row of ``coded``, in the order of the brochure."""
    count = len(coded[next(iter(coded))]) if len(list(coded)) else 0
    return {kind.key: kind_table(kind, on, sources).look_up(coded, count) for kind in PROGRAMME_TYPES}


def with_verdicts(frame: Any, on: date, sources: Mapping[str, Source]) -> Any:
    """A data frame of codes with a column ``fit_<kind>`` for each kind: the function to map over partitions.

    It asks of the frame only ``assign`` and its columns, so pandas and Dask both serve.
    """
    return frame.assign(**{f"fit_{key}": answer.fit for key, answer in look_up(frame, on, sources).items()})


def kind_table(kind: ProgrammeType, on: date, sources: Mapping[str, Source]) -> DecisionTable:
    """The completed table of one kind, of the conditions that hold on the day."""
    first = kind.first_day(sources)
    day = max(on, first) if first else on
    return _completed(holding(kind.requires, day, sources), holding(kind.speaks_for, day, sources))


@lru_cache(maxsize=100)  # of rules, not of answers: there are as many as the rules have days
def _completed(requires: tuple[Condition, ...], speaks_for: tuple[Condition, ...]) -> DecisionTable:
    asked = (*requires, *speaks_for)
    needs = tuple(dict.fromkeys(need for condition in asked for need in condition.needs))
    cells = {condition: _cells(condition) for condition in asked}
    groups = {need: _alike(need, cells) for need in needs}
    shape = tuple(int(group.max()) + 1 for group in groups.values())
    fit = np.full(shape, _CODE[MET], dtype=np.uint8)
    missing, failing, reasons = (np.zeros(shape, dtype=np.uint32) for _ in range(3))
    for bit, condition in enumerate(requires):
        verdicts, undecided = _spread(condition, cells[condition], groups)
        fit = np.minimum(fit, verdicts)
        failing |= np.where(verdicts == _CODE[NOT_MET], np.uint32(1 << bit), np.uint32(0))
        missing |= _renamed(undecided, condition.needs, needs)
    for bit, rule in enumerate(speaks_for):
        verdicts, _ = _spread(rule, cells[rule], groups)
        reasons |= np.where(verdicts == _CODE[MET], np.uint32(1 << bit), np.uint32(0))
    missing = np.where(fit == _CODE[OPEN], missing, np.uint32(0))
    return DecisionTable(groups, fit.ravel(), missing.ravel(), failing.ravel(), reasons.ravel())


def bits(mask: int) -> Iterator[int]:
    """The places of the set bits, the lowest first."""
    place = 0
    while mask:
        if mask & 1:
            yield place
        mask >>= 1
        place += 1


def _cells(condition: Condition) -> NDArray[np.int64]:
    """What a condition says of every combination of its own codes: its verdict, and the undecided answers as bits.

    The last axis holds the two.
    """
    cells = []
    for values in product(*(VALUES[need] for need in condition.needs)):
        answers = dict(zip(condition.needs, values, strict=True))
        finding = condition.finding(answers)
        cells.append((_CODE[finding.verdict], sum(1 << condition.needs.index(name) for name in finding.missing)))
    return np.array(cells, dtype=np.int64).reshape(*(len(VALUES[need]) for need in condition.needs), 2)


def _alike(need: str, cells: Mapping[Condition, NDArray[np.int64]]) -> NDArray[np.intp]:
    """For each code of an answer the group of those that no condition tells apart."""
    along = [np.moveaxis(cell, one.needs.index(need), 0) for one, cell in cells.items() if need in one.needs]
    seen: dict[bytes, int] = {}
    told = (b"|".join(cell[code].tobytes() for cell in along) for code in range(len(VALUES[need])))
    return np.array([seen.setdefault(one, len(seen)) for one in told], dtype=np.intp)


def _spread(
    condition: Condition, cells: NDArray[np.int64], groups: Mapping[str, NDArray[np.intp]]
) -> tuple[FitCodes, Bits]:
    """A condition's own cells, one for each group, laid along the axes of the kind's table for NumPy to spread."""
    own = sorted(condition.needs, key=list(groups).index)
    laid = cells.transpose(*(condition.needs.index(need) for need in own), len(own))
    for axis, need in enumerate(own):
        laid = laid.take(np.unique(groups[need], return_index=True)[1], axis=axis)
    along = [int(group.max()) + 1 if need in own else 1 for need, group in groups.items()]
    laid = laid.reshape(*along, 2)
    return laid[..., 0].astype(np.uint8), laid[..., 1].astype(np.uint32)


def _renamed(undecided: Bits, own: tuple[str, ...], needs: tuple[str, ...]) -> Bits:
    """Bits that count a condition's answers, as bits that count the kind's."""
    found = np.zeros_like(undecided)
    for bit, name in enumerate(own):
        found |= np.where(undecided & np.uint32(1 << bit), np.uint32(1 << needs.index(name)), np.uint32(0))
    return found
