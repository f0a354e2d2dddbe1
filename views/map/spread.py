"""Keeps dots on a map tellable apart: what lies too close together moves aside, as little as needed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

ROUNDS, LEAST_ROUNDS = 200, 10
PAIRS = 320_000
"""Pairs looked at in all: where very many dots crowd, they come apart less well rather than slowly."""

Point = tuple[float, float]
Floats = NDArray[np.float64]


def spread(
    points: Sequence[Point], gap: float, fixed: Sequence[Point] = (), wider: Sequence[float] = ()
) -> list[Point]:
    """The same points in pixels, each pair at least about ``gap`` apart; those with room enough stay where they are.

    Points at one spot open into a small fan, in the order given, clockwise from the top. What is ``fixed`` stays, and
    the others keep away from it. ``wider``: by how much each is wider than it is high; sideways it needs as much more.
    """
    if not points:
        return []
    count = len(points)
    true = np.array([*points, *fixed], dtype=np.float64)
    turn = 2 * np.pi * np.arange(len(true)) / len(true)
    half = np.zeros(len(true))
    half[: len(wider)] = np.asarray(wider, dtype=np.float64) / 2
    one, other = np.triu_indices(len(true), 1)
    one, other = one[one < count], other[one < count]  # what is fixed does not move
    both = half[one] + half[other]
    x, y = true.T.copy()

    def apart() -> tuple[Floats, Floats, Floats]:
        """The squared distance of each pair, less what both are wider than high; and the way from one to the other."""
        right, down = x[one] - x[other], y[one] - y[other]
        return np.maximum(np.abs(right) - both, 0.0) ** 2 + down**2, right, down

    crowded = apart()[0] < gap * gap
    some = np.zeros(len(true), dtype=np.bool_)
    some[one[crowded]] = some[other[crowded]] = True
    some[count:] = False
    x[some] += 0.5 * np.sin(turn[some])  # tells equal points apart, always alike
    y[some] -= 0.5 * np.cos(turn[some])
    for _ in range(max(LEAST_ROUNDS, min(ROUNDS, PAIRS // len(true) ** 2))):
        squared, right, down = apart()
        close = np.flatnonzero(squared < gap * gap * 0.99)
        if not len(close):
            break
        right, down, first, second = right[close], down[close], one[close], other[close]
        push = 0.3 * (gap - np.sqrt(squared[close])) / np.sqrt(np.maximum(right**2 + down**2, 1e-9))
        for moved, way in ((x, push * right), (y, push * down)):
            step = np.bincount(first, way, len(true)) - np.bincount(second, way, len(true))
            moved[:count] += step[:count]
    return list(zip(x[:count].tolist(), y[:count].tolist(), strict=True))
