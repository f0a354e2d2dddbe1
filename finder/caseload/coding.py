"""Answers as small numbers, one column per question, so that many cases can be judged at once.

Code 0 is *not answered*; code ``n`` stands for the n-th of the question's values. Amounts are no choice among values:
they are whole Rappen, and :data:`NO_AMOUNT` where nobody told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.facts.amounts import RAPPEN
from finder.facts.situation import AMOUNTS, PLACE, QUESTIONS, Situation

Codes = NDArray[np.int16]
Rappen = NDArray[np.int64]
Coded = Mapping[str, Any]
"""Question → column of codes: a mapping of arrays, or a data frame."""

NOT_ANSWERED = 0
NO_AMOUNT = -1

VALUES: Mapping[str, tuple[Any, ...]] = {
    **{key: (None, *question.values) for key, question in QUESTIONS.items() if question.values},
    "age": (None, *range(121)),
    "household_size": (None, *range(1, 100)),
}
"""What each code of a question stands for."""

CODES: Mapping[str, Mapping[Any, int]] = {
    key: {value: code for code, value in enumerate(values)} for key, values in VALUES.items()
}


def code(key: str, value: Any) -> int:
    """The number of an answer as :meth:`Question.read` gives it (``None``: not answered)."""
    if key in AMOUNTS:
        return NO_AMOUNT if value is None else int(value / RAPPEN)
    return CODES[key][value]


def meaning(key: str, number: int) -> Any:
    """The answer that a code stands for."""
    if key in AMOUNTS:
        return None if number == NO_AMOUNT else Decimal(int(number)) * RAPPEN
    return VALUES[key][number]


def column(key: str, numbers: Sequence[int] | NDArray[Any]) -> NDArray[Any]:
    """Codes as the smallest array that holds them."""
    return np.asarray(numbers, dtype=np.int64 if key in AMOUNTS else np.int16)


def encode(situations: Iterable[Situation]) -> dict[str, NDArray[Any]]:
    """Every answer of every situation but the place, which is a matter of the place table."""
    told = list(situations)
    return {key: column(key, [code(key, getattr(one, key)) for one in told]) for key in QUESTIONS if key not in PLACE}


def decode(coded: Coded, at: int, postcode: str | None = None, locality: str | None = None) -> Situation:
    """The situation in one row; a question without a column counts as not answered."""
    told = {key: meaning(key, int(coded[key][at])) for key in QUESTIONS if key not in PLACE and key in coded}
    return Situation(postcode=postcode, locality=locality, **told)
