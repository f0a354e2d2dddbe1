"""The fast path: verdicts of many cases at once, looked up in the completed decision table of each kind.

A kind's table has one axis per answer that its conditions need, and one cell for every combination of codes,
«not answered» included. It is filled by asking the rules themselves, condition by condition: the table of a
condition has a few dozen cells, and the table of the kind is their combination. So there is one set of rules only,
and a lookup agrees with ``advise`` by construction.

Everything here is a pure function of the columns it is given: a partition of a larger table is judged as the whole is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.coding import VALUES, Coded
from finder.facts.keys import TypeKey
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, still_matters
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
    """Every combination of answers that a kind asks for, and what follows from it; flat, the last answer fastest."""

    needs: tuple[str, ...]
    shape: tuple[int, ...]
    fit: FitCodes
    missing: Bits
    failing: Bits
    reasons: Bits

    def look_up(self, coded: Coded, count: int) -> Answer:
        """The cells of these cases. A question without a column counts as not answered."""
        at = np.zeros(count, dtype=np.intp)
        for need, size in zip(self.needs, self.shape, strict=True):
            at *= size
            if need in coded:
                at += np.asarray(coded[need])
        return Answer(self.fit[at], self.missing[at], self.failing[at], self.reasons[at], self.needs)


def look_up(coded: Coded) -> dict[TypeKey, Answer]:
    """The verdicts of all ten kinds for every row of ``coded``, in the order of the brochure."""
    count = len(coded[next(iter(coded))]) if len(list(coded)) else 0
    return {kind.key: decision_table(kind).look_up(coded, count) for kind in PROGRAMME_TYPES}


def with_verdicts(frame: Any) -> Any:
    """A data frame of codes with a column ``fit_<kind>`` for each kind: the function to map over partitions.

    It asks of the frame only ``assign`` and its columns, so pandas and Dask both serve.
    """
    return frame.assign(**{f"fit_{key}": answer.fit for key, answer in look_up(frame).items()})


@cache
def decision_table(kind: ProgrammeType) -> DecisionTable:
    """The completed table of one kind."""
    asked: tuple[Condition, ...] = (*kind.requires, *kind.speaks_for)
    needs = tuple(dict.fromkeys(need for condition in asked for need in condition.needs))
    shape = tuple(len(VALUES[need]) for need in needs)
    fit = np.full(shape, _CODE[MET], dtype=np.uint8)
    missing, failing, reasons = (np.zeros(shape, dtype=np.uint32) for _ in range(3))
    for bit, condition in enumerate(kind.requires):
        verdicts = _verdicts(condition, needs)
        fit = np.minimum(fit, verdicts)
        failing |= np.where(verdicts == _CODE[NOT_MET], np.uint32(1 << bit), np.uint32(0))
        missing |= _undecided(condition, needs)
    for bit, rule in enumerate(kind.speaks_for):
        reasons |= np.where(_verdicts(rule, needs) == _CODE[MET], np.uint32(1 << bit), np.uint32(0))
    missing = np.where(fit == _CODE[OPEN], missing, np.uint32(0))
    return DecisionTable(needs, shape, fit.ravel(), missing.ravel(), failing.ravel(), reasons.ravel())


def bits(mask: int) -> Iterator[int]:
    """The places of the set bits, the lowest first."""
    place = 0
    while mask:
        if mask & 1:
            yield place
        mask >>= 1
        place += 1


def _verdicts(condition: Condition, needs: tuple[str, ...]) -> FitCodes:
    """The condition's verdict, along the axes of the kind's table."""
    return _spread(condition, needs, lambda answers: _CODE[condition.verdict(answers)]).astype(np.uint8)


def _undecided(condition: Condition, needs: tuple[str, ...]) -> Bits:
    """The unanswered questions on which the condition still hangs, as bits, along the same axes."""

    def mask(answers: dict[str, Any]) -> int:
        return sum(1 << needs.index(name) for name in still_matters(condition, answers))

    return _spread(condition, needs, mask).astype(np.uint32)


def _spread(condition: Condition, needs: tuple[str, ...], value: Callable[[dict[str, Any]], int]) -> NDArray[np.int64]:
    """A condition's own small table, laid along the axes of the kind's table so that NumPy can spread it."""
    own = tuple(sorted(condition.needs, key=needs.index))
    cells = [value(dict(zip(own, values, strict=True))) for values in product(*(VALUES[need] for need in own))]
    along = [len(VALUES[need]) if need in own else 1 for need in needs]
    return np.array(cells, dtype=np.int64).reshape(along)
