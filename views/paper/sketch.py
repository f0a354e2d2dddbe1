"""A small map for paper: outlines around home and sites, simplified, in millimetres from the top left corner.

The outlines are one drawing (SVG), which the typesetter places ten times faster than their points one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, log, radians
from pathlib import Path
from typing import Any

from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.handout import Site

OUTLINE = Path(__file__).resolve().parents[2] / "static" / "outline.json"
KM_PER_DEGREE = 111.2
LEAST_KM = 14.0
"""A map narrower than this shows no outline that anybody would recognise."""

APART = 4.2
"""Millimetres between two labels; nearer ones share one («1, 3»)."""

HALF_A_HOUSE = 2.1
"""Millimetres from the middle of the mark for home to its edge."""

HALF_A_DOT = 1.8
EDGE = 1.0
"""Millimetres kept free between a dot and the edge of the map."""

PENS = {
    "canton": 'fill="none" stroke="#93a3af" stroke-width=".18"',
    "so": 'fill="#ffffff" stroke="#5d6f7c" stroke-width=".32"',
    "district": 'fill="none" stroke="#c3cdd5" stroke-width=".11"',
    "lake": 'fill="#d5e4ee"',
}
"""How each kind of outline is drawn; widths in millimetres."""

SCALE_MM = (7.0, 8.5)
"""Room around the bar of the scale: beside it and above the lower edge."""

LETTER_MM = 1.1
"""What one letter of a town's name takes."""

TOWNS = ("4500", "2540", "4600", "4710", "4702", "4226", "4143", "4562", "5012", "3400", "4900", "5000", "3000", "4001")
"""Places to find one's bearings by, the important ones first."""

STEP = 1.15
"""Outlines are drawn once for each step of enlargement and stretched between: no pen changes by a tenth."""

MOST_PATHS = 2_048
WEST, NORTH = 7.0, 47.6
"""Where the outlines are counted from, in degrees, so that their numbers stay short."""
NARROWER = cos(radians(47.3))
"""A degree of longitude beside one of latitude, in the middle of the canton."""

Point = tuple[float, float]


@dataclass(frozen=True)
class Frame:
    """What the sketch shows: the corner in degrees, and millimetres per degree."""

    west: float
    north: float
    per_lon: float
    per_lat: float
    width: float
    height: float

    def at(self, lat: float, lon: float) -> Point:
        return round((lon - self.west) * self.per_lon, 2), round((self.north - lat) * self.per_lat, 2)

    def shows(self, point: Point, margin: float = 0.0) -> bool:
        return margin <= point[0] <= self.width - margin and margin <= point[1] <= self.height - margin


def sketch(home: Place | None, sites: Sequence[Site], width: float, height: float) -> dict[str, Any] | None:
    """Outlines, dots, towns and a scale for a map of ``width`` × ``height`` mm; ``None`` where no site has a point."""
    located = [(site, site.offer.point) for site in sites]
    points = [point for _, point in located if point is not None]
    if not points:
        return None
    if home is not None:
        points.append((home.lat, home.lon))
    frame = _frame(points, width, height)
    dots = _labels([(str(site.number), frame.at(*point)) for site, point in located if point is not None])
    at_home = None if home is None else frame.at(home.lat, home.lon)
    if at_home is not None:
        dots = [(label, _beside(label, at, at_home, frame)) for label, at in dots]
    dots = [(label, _inside(label, at, frame)) for label, at in dots]
    taken = [at for _, at in dots] + ([at_home] if at_home else [])
    return {
        "width": width,
        "height": height,
        "outline": _drawing(frame),
        "dots": [{"label": label, "at": at} for label, at in dots],
        "home": at_home,
        "scale": _scale(frame, taken),
        "towns": list(_towns(frame, [*taken])),
    }


def _frame(points: Sequence[Point], width: float, height: float) -> Frame:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    km_per_lon = KM_PER_DEGREE * cos(radians(middle_lat))
    border = 7.0  # millimetres around the outermost dot
    wide = max((max(lons) - min(lons)) * km_per_lon, LEAST_KM)
    high = max((max(lats) - min(lats)) * KM_PER_DEGREE, LEAST_KM * height / width)
    mm_per_km = min((width - 2 * border) / wide, (height - 2 * border) / high)
    per_lon, per_lat = mm_per_km * km_per_lon, mm_per_km * KM_PER_DEGREE
    return Frame(middle_lon - width / 2 / per_lon, middle_lat + height / 2 / per_lat, per_lon, per_lat, width, height)


def _drawing(frame: Frame) -> str:
    """What of the outlines lies inside the frame, as SVG."""
    box = f"{frame.width} {frame.height}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {box}">{_shapes(frame)}</svg>'


def _shapes(frame: Frame) -> str:
    """The outlines as they lie ready for the step of enlargement nearest to the frame's, moved and stretched to it."""
    step = round(log(frame.per_lat, STEP))
    ready = STEP**step
    right, down = frame.per_lon / (ready * NARROWER), frame.per_lat / ready
    left, top = (WEST - frame.west) * frame.per_lon, (frame.north - NORTH) * frame.per_lat
    found = []
    for number, (west, south, east, north) in enumerate(_boxes()):
        if (
            (west - frame.west) * frame.per_lon <= frame.width
            and east >= frame.west
            and (frame.north - north) * frame.per_lat <= frame.height
            and south <= frame.north
        ):
            found.append(_path(step, number))
    return f'<g transform="matrix({right:.5f} 0 0 {down:.5f} {left:.2f} {top:.2f})">{"".join(found)}</g>'


@lru_cache(MOST_PATHS)
def _path(step: int, number: int) -> str:
    """One ring at one step of enlargement: the same for everybody who lives near it."""
    kind, name, ring = _outlines()[number]
    high = STEP**step
    wide = high * NARROWER
    line = [(round((lon - WEST) * wide, 2), round((NORTH - lat) * high, 2)) for lon, lat in ring]
    pen = PENS["so" if (kind, name) == ("canton", "SO") else kind]
    return f'<path {pen} d="M{" ".join(f"{x},{y}" for x, y in _thinned(line))}Z"/>'


@cache
def _boxes() -> tuple[tuple[float, float, float, float], ...]:
    """West, south, east and north of each ring."""
    found = []
    for _, _, ring in _outlines():
        lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
        found.append((min(lons), min(lats), max(lons), max(lats)))
    return tuple(found)


@cache
def _outlines() -> tuple[tuple[str, str, tuple[Point, ...]], ...]:
    """The rings of cantons, lakes and districts, in the order in which they are drawn."""
    features = json.loads(OUTLINE.read_text("utf-8"))["features"]
    order = {"canton": 0, "lake": 1, "district": 2}
    drawn = [one for one in features if one["properties"]["k"] in order]
    drawn.sort(key=lambda one: (order[one["properties"]["k"]], one["properties"]["n"] == "SO"))
    return tuple(
        (one["properties"]["k"], one["properties"]["n"], tuple((lon, lat) for lon, lat in polygon[0]))
        for one in drawn
        for polygon in _polygons(one["geometry"])
    )


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    found: list[Any] = geometry["coordinates"]
    return [found] if geometry["type"] == "Polygon" else found


def _thinned(line: list[Point], least: float = 0.35) -> list[Point]:
    """Drops corners nearer to their neighbour than a pen is wide."""
    kept = line[:1]
    for point in line[1:]:
        if hypot(point[0] - kept[-1][0], point[1] - kept[-1][1]) >= least:
            kept.append(point)
    return kept


def _labels(dots: Sequence[tuple[str, Point]]) -> list[tuple[str, Point]]:
    """One label per spot: sites at the same postcode have the same point, and their numbers must stay readable."""
    spots: list[tuple[list[str], Point]] = []
    for label, at in dots:
        for labels, spot in spots:
            if hypot(at[0] - spot[0], at[1] - spot[1]) < APART:
                labels.append(label)
                break
        else:
            spots.append(([label], at))
    return [(", ".join(labels), at) for labels, at in spots]


def _beside(label: str, at: Point, home: Point, frame: Frame) -> Point:
    """A dot that would hide the house steps aside: sites in the same postcode stand on the very same point."""
    half = half_of(label)
    near = abs(at[0] - home[0]) < half + HALF_A_HOUSE and abs(at[1] - home[1]) < 2 * HALF_A_HOUSE
    if not near:
        return at
    step = half + HALF_A_HOUSE
    room_to_the_right = home[0] + step + half + EDGE <= frame.width
    return round(home[0] + (step if room_to_the_right else -step), 2), at[1]


def half_of(label: str) -> float:
    """Half the width of a dot in millimetres, as the template draws it."""
    return 1.1 + 0.7 * len(label)


def _inside(label: str, at: Point, frame: Frame) -> Point:
    """A dot is never cut by the edge, however many numbers it bears."""
    x, y = half_of(label) + EDGE, HALF_A_DOT + EDGE
    return min(max(at[0], x), frame.width - x), min(max(at[1], y), frame.height - y)


def _towns(frame: Frame, taken: list[Point]) -> Iterator[dict[str, Any]]:
    for name, lat, lon in _known_towns():
        at = frame.at(lat, lon)
        free = all(abs(at[0] - x) > 9 or abs(at[1] - y) > 3 for x, y in taken)
        if frame.shows(at, margin=3) and at[0] + 2 + len(name) * LETTER_MM < frame.width and free:
            taken.append(at)
            yield {"name": name, "at": at}


@cache
def _known_towns() -> tuple[tuple[str, float, float], ...]:
    first = {place.postcode: place for place in reversed(on_file().places)}
    return tuple((first[code].locality, first[code].lat, first[code].lon) for code in TOWNS if code in first)


def _scale(frame: Frame, taken: Sequence[Point]) -> dict[str, Any]:
    """The longest round bar that takes at most a third of the width, in a lower corner where it hides nothing."""
    mm_per_km = frame.per_lat / KM_PER_DEGREE
    km = next((km for km in (50, 20, 10, 5, 2) if km * mm_per_km <= frame.width / 3), 1)
    mm = round(km * mm_per_km, 2)
    in_the_way = any(x < mm + SCALE_MM[0] and y > frame.height - SCALE_MM[1] for x, y in taken)
    return {"km": km, "mm": mm, "right": in_the_way}
