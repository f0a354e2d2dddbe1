"""The drawing of the map beside the list: outlines from this server, the radius, home, and the sites as badges."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from math import cos, log2, radians
from typing import Any

import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.distance import circle
from finder.steps.places import likely, matching
from finder.steps.sites import Site, short
from operation.settings import read
from views.map.spread import spread

sys.modules.setdefault("pydeck.widget", None)  # type: ignore[arg-type]  # None: «not there», as Python documents it
"""Every new map looks for its Jupyter widget, and reads ten files in vain where Jupyter is not installed."""

_HALF = 195
"""Pixels from the middle to the edge that even a narrow screen shows."""

_METRES_PER_PIXEL = 78_271.517  # at zoom 0 on the equator, tiles of 512 pixels
_METRES_PER_DEGREE = 111_200.0
DOT = 11
"""Radius of a dot in pixels."""
DIGIT = 8
"""By so many pixels a badge grows with each further digit."""

ALWAYS = ("4500", "4600", "2540", "4710", "4702", "4226", "4143", "5012")
"""Places that are named wherever they lie on the map; a name that would touch a badge steps above or below it."""

TOWNS = (*ALWAYS, "2502", "3000", "4001", "5000", "4900", "3400")
"""Places to find one's bearings by, the important ones first; the map has no other names."""

INK, QUIET, BLUE, WHITE, AMBER = (
    [27, 39, 51],
    [96, 110, 122],
    [11, 90, 138],
    [255, 255, 255],
    [255, 196, 61],
)


LABEL = {"width": "11rem", "marginLeft": "-5.5rem", "marginTop": "0.9rem", "padding": "0.4rem", "textAlign": "center"}
"""The style of what the pointer brings up: below it, in lines, so that the edge of the map cuts nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """What the map shows at first."""

    lat: float
    lon: float
    zoom: float

    @property
    def metres_per_pixel(self) -> float:
        return _METRES_PER_PIXEL * cos(radians(self.lat)) / 2**self.zoom

    def pixels(self, point: tuple[float, float]) -> tuple[float, float]:
        """Right and down from the middle."""
        lat, lon = point
        wide = (lon - self.lon) * _METRES_PER_DEGREE * cos(radians(self.lat))
        return wide / self.metres_per_pixel, (self.lat - lat) * _METRES_PER_DEGREE / self.metres_per_pixel

    def lon_lat(self, pixels: tuple[float, float]) -> list[float]:
        right, down = (one * self.metres_per_pixel / _METRES_PER_DEGREE for one in pixels)
        return [round(self.lon + right / cos(radians(self.lat)), 5), round(self.lat - down, 5)]


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # the library comes without types
    """A map whose message to the browser holds no blanks for the eye: a third of the size."""

    def to_json(self) -> str:
        # Not by way of the library's own text: with line breaks in it the encoder in C cannot be used.
        return json.dumps(self, sort_keys=True, default=default_serialize, separators=(",", ":"), ensure_ascii=False)


class DrawnDeck:
    """A map as it is sent, to be sent again: to write the same one anew takes a millisecond at every click."""

    layers: tuple[pdk.Layer, ...] = ()

    def __init__(self, deck: pdk.Deck) -> None:
        self._json: str = deck.to_json()
        self._tooltip = deck._tooltip  # where the framework looks for it

    def to_json(self) -> str:
        return self._json


def build(
    home: Place | None,
    km: float | None,
    located: Sequence[Site],
    gone: Sequence[int],
    chosen: Site | None = None,
    far: Callable[[Site], str] | None = None,
) -> pdk.Deck:
    """The map.

    Args:
        located: sites with a point.
        gone: numbers of sites that are planned or have ended; they are drawn hollow.
        chosen: the site to stand out.
        far: how far a site is, in words, for the label that a pointer brings up.
    """
    view = _view(home, km, [site.point for site in located if site.point])
    at_home = [view.pixels((home.lat, home.lon))] if home else []
    at_home += [(right + step, down + 18) for right, down in at_home for step in (-22, 0, 22)]  # its name below it
    dots = _dots(view, located, gone, at_home, far)
    for dot in dots:
        if chosen is not None and dot["key"] == short(chosen.key):
            dot["chosen"] = True
    layers = [_outlines()]
    if home is not None and km is not None:
        layers.append(_radius(home, km))
    layers += [
        pdk.Layer(
            "LineLayer",
            [{"at": dot["at"], "from": dot["from"]} for dot in dots if "from" in dot],
            get_source_position="from",
            get_target_position="at",
            get_color=QUIET,
            get_width=1.5,
        ),
        pdk.Layer(
            "ScatterplotLayer",
            [{"at": dot["from"]} for dot in dots if "from" in dot],
            id="true_places",
            get_position="at",
            get_fill_color=QUIET,
            get_radius=3,
            radius_units=pdk.types.String("pixels"),
        ),
        pdk.Layer(
            "ScatterplotLayer",
            dots,
            id="sites",
            get_position="at",
            get_fill_color=BLUE,
            get_radius=DOT - 1,
            radius_units=pdk.types.String("pixels"),
            pickable=True,
        ),
        _numbers([dot for dot in dots if "hollow" not in dot], WHITE, BLUE),
        _numbers([dot for dot in dots if "hollow" in dot], BLUE, WHITE),
        *_home(home),
        _towns(view, home, [*at_home, *(view.pixels((dot["at"][1], dot["at"][0])) for dot in dots)]),
    ]
    style = "style_swisstopo.json" if read().basemap == "swisstopo" else "style_blank.json"
    return CompactDeck(
        layers,
        initial_view_state=pdk.ViewState(
            latitude=view.lat, longitude=view.lon, zoom=view.zoom, max_zoom=15, min_zoom=view.zoom
        ),
        # Farther out nothing more is shown, and the badges, which are apart at this zoom, would overlap.
        # The wheel belongs to the page; the map has buttons, a double click and two fingers.
        views=[pdk.View(type="MapView", controller={"scrollZoom": False})],
        map_provider="maplibre",
        map_style=f"app/static/{style}",
        tooltip={"text": "{number}: {name}\n{far}", "style": LABEL},
    )


def _view(home: Place | None, km: float | None, points: Sequence[tuple[float, float]]) -> View:
    """The whole radius, or everything where there is none."""
    if home is not None and km is not None:
        return _fitting(home.lat, home.lon, km * 1000)
    seen = [*points, *([(home.lat, home.lon)] if home else [])] or [(47.3, 7.65)]
    lats, lons = [lat for lat, _ in seen], [lon for _, lon in seen]
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    high = (max(lats) - min(lats)) / 2 * _METRES_PER_DEGREE
    wide = (max(lons) - min(lons)) / 2 * _METRES_PER_DEGREE * cos(radians(lat))
    return _fitting(lat, lon, max(high, wide, 5_000.0))


def _fitting(lat: float, lon: float, metres: float) -> View:
    metres_per_pixel = metres * 1.1 / _HALF
    return View(round(lat, 5), round(lon, 5), round(log2(_METRES_PER_PIXEL * cos(radians(lat)) / metres_per_pixel), 2))


def _dots(
    view: View,
    located: Sequence[Site],
    gone: Sequence[int],
    keep_clear: Sequence[tuple[float, float]],
    far: Callable[[Site], str] | None,
) -> list[dict[str, Any]]:
    true = [view.pixels(site.point) for site in located if site.point]
    apart = spread(true, 2 * DOT + 3, keep_clear, [DIGIT * (len(str(site.number)) - 1) for site in located])
    dots = []
    for site, was, now in zip(located, true, apart, strict=True):
        stays = abs(was[0] - now[0]) + abs(was[1] - now[1]) < 1
        dot: dict[str, Any] = {
            "number": str(site.number),
            "key": short(site.key),
            "name": site.first.location or site.first.provider,
            "far": far(site) if far else "",
        }
        dot["at"] = view.lon_lat(was if stays else now)
        if not stays:
            dot["from"] = view.lon_lat(was)
        if site.number in gone:
            dot["hollow"] = True
        dots.append(dot)
    return dots


def _outlines() -> pdk.Layer:
    """Fetched by the browser from this server: 2 kB in the message instead of 600."""
    kind = "properties.k"
    ours = f"{kind} == 'canton' && properties.n == 'SO'"
    return pdk.Layer(
        "GeoJsonLayer",
        "app/static/outline.json",
        id="outline",
        stroked=True,
        filled=True,
        get_fill_color=f"{kind} == 'lake' ? [206, 222, 233] : ({ours} ? [255, 255, 255] : [255, 255, 255, 0])",
        get_line_color=f"{ours} ? [70, 84, 96] : ({kind} == 'canton' ? [150, 162, 171] : "
        f"({kind} == 'district' ? [150, 162, 171] : [218, 225, 230]))",
        get_line_width=f"{ours} ? 2 : ({kind} == 'municipality' ? 0.7 : 1.2)",
        line_width_units=pdk.types.String("pixels"),
    )


def _radius(home: Place, km: float) -> pdk.Layer:
    ring = [[round(lon, 4), round(lat, 4)] for lon, lat in circle(home.lat, home.lon, km * 1000)]
    return pdk.Layer(
        "PolygonLayer",
        [{"ring": ring}],
        id="radius",
        get_polygon="ring",
        get_fill_color=[*BLUE, 14],
        get_line_color=[*BLUE, 190],
        line_width_units=pdk.types.String("pixels"),
        get_line_width=1.5,
        stroked=True,
    )


def _home(home: Place | None) -> list[pdk.Layer]:
    if home is None:
        return []
    here = [{"at": [round(home.lon, 5), round(home.lat, 5)], "name": home.locality}]
    dot = pdk.Layer(
        "ScatterplotLayer",
        here,
        id="home",
        get_position="at",
        get_fill_color=AMBER,
        get_line_color=INK,
        stroked=True,
        get_radius=6,
        radius_units=pdk.types.String("pixels"),
        line_width_units=pdk.types.String("pixels"),
        get_line_width=3,
    )
    return [dot, _names(here, "name", INK, size=14, bold=True, below=17)]


STEPS = (0, 22, -22, 44, -44, 66, -66, 88, -88)
"""Pixels by which a name steps down or up, the nearest first."""
EDGE = 150
"""Pixels right of the middle from which a name stands before its place, so that no edge cuts it."""


def _towns(view: View, home: Place | None, taken: Sequence[tuple[float, float]]) -> pdk.Layer:
    """Names to find one's bearings by. They step aside in pixels, so at every zoom they stand at their place.

    The home has a name of its own.
    """
    shown: list[dict[str, Any]] = []
    names = list(taken)
    for code, town in _known_towns():
        if home is not None and town.locality == home.locality:
            continue
        right, down = view.pixels((town.lat, town.lon))
        free = (step for step in STEPS if all(abs(right - x) > 45 or abs(down + step - y) > 20 for x, y in names))
        step = next(free, STEPS[1] if code in ALWAYS else None)
        if step is None or (step and code not in ALWAYS):
            continue
        names.append((right, down + step))
        aside = -4 * len(town.locality) if right > EDGE else 0
        at = [round(town.lon, 4), round(town.lat, 4)]
        shown.append(
            {"at": at, "name": town.locality.split("/")[0], **({"by": [aside, step]} if step or aside else {})}
        )
    return _names(shown, "name", QUIET, size=13, moved="by || [0, 0]")


@cache
def _known_towns() -> tuple[tuple[str, Place], ...]:
    """Those that are on file: a table without a foreign town is no fault."""
    known = {place.postcode for place in on_file().places}
    return tuple((postcode, likely(matching(postcode, None))) for postcode in TOWNS if postcode in known)


def _numbers(dots: list[dict[str, Any]], ink: list[int], fill: list[int]) -> pdk.Layer:
    """The badges. Once a dot is chosen the framework fades every layer by its main colour; these keep theirs."""
    return pdk.Layer(
        "TextLayer",
        dots,
        get_position="at",
        get_text="number",
        get_size=14,
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=700,
        background=True,
        get_background_color=fill,
        get_border_color=f"chosen ? {AMBER} : {BLUE}",
        get_border_width="chosen ? 4 : 2",
        background_padding=[5, 4],
        background_border_radius=DOT,
        _subLayerProps={"characters": {"getColor": ink}},
    )


def _names(
    data: list[dict[str, Any]],
    text: str,
    ink: str | list[int],
    *,
    size: int,
    bold: bool = False,
    below: int = 0,
    moved: str = "",
) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        data,
        get_position="at",
        get_text=text,
        get_color=ink,
        get_size=size,
        get_pixel_offset=moved or [0, below],
        font_family=pdk.types.String("Source Sans, sans-serif"),
        font_weight=700 if bold else 400,
        background=below > 0,
        get_background_color=[*WHITE, 205],
        background_padding=[3, 0],
        character_set=pdk.types.String("auto"),  # umlauts
    )
