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
Marks = NDArray[np.bool_]


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
    moved = true.copy()
    half = np.zeros(len(true))
    half[: len(wider)] = np.asarray(wider, dtype=np.float64) / 2
    both = half[:, None] + half[None, :]
    crowded = _apart(true, both)[0] < gap * gap
    np.fill_diagonal(crowded, False)
    some: Marks = np.any(crowded, axis=1)
    some[count:] = False
    moved[some] += 0.5 * np.column_stack((np.sin(turn), -np.cos(turn)))[some]  # tells equal points apart, always alike
    for _ in range(max(LEAST_ROUNDS, min(ROUNDS, PAIRS // len(true) ** 2))):
        squared, along = _apart(moved, both)
        close: Marks = squared < gap * gap * 0.99
        np.fill_diagonal(close, False)
        close[count:, count:] = False
        if not close.any():
            break
        away = np.sqrt(np.maximum(squared, 1e-9))
        push = np.where(close, (gap - away) / 2 / np.sqrt(np.maximum((along**2).sum(axis=2), 1e-9)), 0.0)
        moved[:count] += 0.6 * (push[..., None] * along).sum(axis=1)[:count]
    return [(float(x), float(y)) for x, y in moved[:count]]


def _apart(points: Floats, wider: Floats) -> tuple[Floats, Floats]:
    """The squared distance of each pair, less what both are wider than high; and the way from one to the other."""
    along = points[:, None, :] - points[None, :, :]
    beside = np.maximum(np.abs(along[..., 0]) - wider, 0.0)
    return beside**2 + along[..., 1] ** 2, along
