"""A small picture of a home and the sites around it: our own outline as SVG, where a map to move would be too much."""

from __future__ import annotations

from collections.abc import Sequence

from finder.facts.postcodes import Place
from finder.steps.handout import Site as Located
from finder.steps.sites import Site
from views.html import Markup, joined, tag
from views.paper.sketch import sketch
from views.words import Words

WIDTH, HEIGHT = 60.0, 44.0
"""In the millimetres of the sheet's sketch, which this is drawn from."""
DOT = 1.9


def picture(say: Words, home: Place | None, sites: Sequence[Site]) -> Markup:
    """The picture; nothing where no site has a point. The list beside it says the same."""
    located = [Located(number, site.first, site.km, ()) for number, site in enumerate(sites, start=1)]
    drawn = sketch(home, located, WIDTH, HEIGHT)
    if drawn is None:
        return Markup()
    outline = Markup(drawn["outline"].partition(">")[2].removesuffix("</svg>"))  # our own drawing, without its frame
    parts = [outline, *(_town(town["name"], *town["at"]) for town in drawn["towns"])]
    if drawn["home"] is not None:
        parts.append(_house(*drawn["home"]))
    parts += [_dot(dot["label"], *dot["at"]) for dot in drawn["dots"]]
    label = say("answer.map", place=home.locality if home else say("app.canton"), count=len(located))
    return tag("svg", joined(parts), class_="picture", viewBox=f"0 0 {WIDTH} {HEIGHT}", role="img", aria_label=label)


def _dot(label: str, x: float, y: float) -> Markup:
    wide = DOT + 0.75 * (len(label) - 1)
    shape = {"x": x - wide, "y": y - DOT, "width": 2 * wide, "height": 2 * DOT, "rx": DOT}
    box = tag("rect", "", class_="site", **{name: f"{value:.2f}" for name, value in shape.items()})
    return box + tag("text", label, x=f"{x:.2f}", y=f"{y + 0.95:.2f}", class_="site-number")


def _house(x: float, y: float) -> Markup:
    points = " ".join(f"{x + right:.2f},{y + down:.2f}" for right, down in _HOUSE)
    return tag("polygon", "", points=points, class_="home")


_HOUSE = ((-1.9, 0.1), (0, -1.9), (1.9, 0.1), (1.3, 0.1), (1.3, 1.8), (-1.3, 1.8), (-1.3, 0.1))


def _town(name: str, x: float, y: float) -> Markup:
    spot = tag("circle", "", cx=f"{x:.2f}", cy=f"{y:.2f}", r="0.45", class_="town")
    return spot + tag("text", name, x=f"{x + 1:.2f}", y=f"{y + 0.8:.2f}", class_="town-name")
