"""Straight-line distance on the Earth's ellipsoid, for many points at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_AXIS = 6_378_137.0  # metres, WGS 84
_ECCENTRICITY_2 = 6.694_379_990_14e-3  # squared, WGS 84


def metres(lat: float, lon: float, lats: Floats, lons: Floats) -> Floats:
    """Metres from one point to many (degrees WGS 84), by the radii of curvature at the middle latitude.

    Against the geodesic on the same ellipsoid it is exact to less than a metre up to 50 km.
    """
    middle = np.sin(np.radians((lats + lat) / 2)) ** 2
    bend = 1.0 - _ECCENTRICITY_2 * middle
    across = np.sqrt(bend)
    north = (_AXIS * (1.0 - _ECCENTRICITY_2)) * np.radians(lats - lat) / (bend * across)
    east = _AXIS * np.radians(lons - lon) * np.sqrt(1.0 - middle) / across
    return np.hypot(north, east)


def circle(lat: float, lon: float, radius: float, corners: int = 72) -> list[tuple[float, float]]:
    """The points (longitude, latitude) ``radius`` metres around a point, the inverse of :func:`metres`; closed."""
    bearing = np.linspace(0, 2 * np.pi, corners + 1)
    north, east = radius * np.cos(bearing), radius * np.sin(bearing)
    lats = np.full_like(bearing, lat)
    for _ in range(3):  # the radii of curvature belong to the middle latitude, which each round knows better
        bend = 1.0 - _ECCENTRICITY_2 * np.sin(np.radians((lats + lat) / 2)) ** 2
        lats = lat + np.degrees(north * bend**1.5 / (_AXIS * (1.0 - _ECCENTRICITY_2)))
    middle = np.radians((lats + lat) / 2)
    bend = 1.0 - _ECCENTRICITY_2 * np.sin(middle) ** 2
    lons = lon + np.degrees(east * np.sqrt(bend) / (_AXIS * np.cos(middle)))
    return [(float(x), float(y)) for x, y in zip(lons, lats, strict=True)]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two points, each latitude and longitude."""
    return float(metres(*one, np.array([other[0]]), np.array([other[1]]))[0])
