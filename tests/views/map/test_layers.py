"""The drawing of the map: at its first zoom no badge covers another, and each line leads to the true place."""

from __future__ import annotations

import json
from itertools import combinations
from math import dist, hypot

import pytest

from finder.facts.dataset import on_file
from finder.steps.nearby import nearby
from finder.steps.places import likely, matching
from finder.steps.sites import Wish, sites_of
from tests.support.known import known
from views.map.layers import View, build

HIGH, DIGIT, PADDING = 22.0, 7.5, 5.0
"""A badge in pixels: its height, the width of a digit, and what stands beside the digits."""
ROUND = DIGIT / 2 + PADDING
"""The radius to which its corners are rounded, at least."""

Badge = tuple[float, float, str]


def between(one: Badge, other: Badge) -> float:
    """Pixels from the edge of a badge to the edge of another; below zero they overlap."""
    wide = (len(one[2]) + len(other[2])) * DIGIT / 2 + 2 * PADDING - 2 * ROUND
    beside, below = abs(one[0] - other[0]) - wide, abs(one[1] - other[1]) - (HIGH - 2 * ROUND)
    return hypot(max(beside, 0.0), max(below, 0.0)) - 2 * ROUND


@pytest.mark.parametrize("postcode", ["4500", "4528", "4600", "2540", "4632"])
@pytest.mark.parametrize("km", [10, 20, 50, None])
def test_at_the_first_zoom_no_badge_covers_another_and_lines_lead_home(postcode: str, km: int | None) -> None:
    wanted = [one for one in on_file().offers if Wish().holds(one)]
    home = likely(matching(postcode, None))
    located = [site for site in sites_of(nearby(home, km, wanted)) if site.point]
    deck = json.loads(build(home, km, located, []).to_json())
    start, layers = deck["initialViewState"], {one["id"]: one["data"] for one in deck["layers"]}
    assert start["minZoom"] == start["zoom"], "farther out they would overlap"
    view = View(start["latitude"], start["longitude"], start["zoom"])
    badges = [(*view.pixels(dot["at"][::-1]), dot["number"]) for dot in layers["sites"]]
    assert min((between(one, other) for one, other in combinations(badges, 2)), default=1.0) > 1
    points = {str(site.number): known(site.point) for site in located}
    for dot in layers["sites"]:
        assert dist(view.pixels(dot.get("from", dot["at"])[::-1]), view.pixels(points[dot["number"]])) < 1
    assert [one["at"] for one in layers["true_places"]] == [one["from"] for one in layers["sites"] if "from" in one]
