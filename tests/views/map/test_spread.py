"""Dots that lie too close together move apart, the others stay."""

from __future__ import annotations

from itertools import combinations
from math import dist, hypot

import pytest

from views.map.spread import spread

GAP = 25.0


@pytest.mark.parametrize("count", [2, 3, 9, 24])
def test_points_at_one_spot_come_apart_and_stay_near(count: int) -> None:
    moved = spread([(0.0, 0.0)] * count, GAP)
    assert min(dist(one, other) for one, other in combinations(moved, 2)) > 0.9 * GAP
    assert max(hypot(*one) for one in moved) < GAP * count**0.5 + GAP


def test_points_with_room_enough_stay() -> None:
    points = [(0.0, 0.0), (GAP, 0.0), (0.0, 3 * GAP)]
    assert spread(points, GAP) == points


def test_what_is_fixed_is_kept_clear() -> None:
    (moved,) = spread([(1.0, 0.0)], GAP, [(0.0, 0.0)])
    assert dist(moved, (0.0, 0.0)) > 0.9 * GAP


def test_the_same_points_always_move_alike() -> None:
    points = [(0.0, 0.0)] * 5 + [(10.0, 3.0)]
    assert spread(points, GAP) == spread(points, GAP)


@pytest.mark.parametrize("points", [[], [(3.0, 4.0)]])
def test_none_or_one_need_no_room(points: list[tuple[float, float]]) -> None:
    assert spread(points, GAP) == points
