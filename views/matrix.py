"""All ten kinds in ten rows: whether it fits, why, what it costs, how far it is. One row is chosen."""

from __future__ import annotations

from finder.facts.keys import TypeKey
from finder.steps.advise import TypeAdvice
from finder.steps.sites import Site
from views.answer import Answer, deciding, official
from views.html import Markup, joined, tag
from views.prices import price_cell
from views.reach import SAME_PLACE_KM
from views.verdicts import FIT_MARK
from views.words import Words

COLUMNS = ("kind", "why", "price", "far")


def matrix(found: Answer, chosen: TypeKey) -> Markup:
    """The table; ``questions.js`` sends the row that is clicked or reached with the arrows."""
    say = found.say
    heads = joined(tag("th", say(f"advice.matrix.{name}"), scope="col", class_=name) for name in COLUMNS)
    mark = tag("th", tag("span", say("advice.matrix.fit"), class_="visually-hidden"), scope="col", class_="fit")
    body = joined(_row(found, kind, kind.type.key == chosen) for kind in found.advice.types)
    caption = tag("caption", say("advice.matrix.caption"), class_="visually-hidden")
    return tag("table", caption + tag("thead", tag("tr", mark + heads)) + tag("tbody", body), class_="matrix")


def _far(say: Words, site: Site) -> str:
    if site.journey is not None:
        return say("offers.travel.minutes", minutes=site.journey.minutes)
    if site.km is None:
        return "–"
    return say.km(site.km) if site.km >= SAME_PLACE_KM else say.ltr("< 1 km")


def _row(found: Answer, kind: TypeAdvice, chosen: bool) -> Markup:
    say, key = found.say, kind.type.key
    sites = found.sites(key)
    far = _far(say, sites[0]) if sites else "–"
    name = tag(
        "button",
        official(say, key),
        type="button",
        id=f"row-{key}",
        data_row=key,
        aria_pressed="true" if chosen else "false",
        tabindex="0" if chosen else "-1",
    )
    word = tag("span", say(f"fit.{kind.fit}.word"), class_="visually-hidden")
    reason = deciding(say, kind)
    cells = [
        tag("td", tag("b", FIT_MARK[kind.fit], aria_hidden="true") + word, class_="fit"),
        tag("th", name, scope="row", class_="kind"),
        tag("td", tag("span", reason, title=reason), class_="why"),
        tag("td", price_cell(say, key, found.funding, found.on), class_="price"),
        tag("td", far, class_="far"),
    ]
    return tag("tr", joined(cells), class_=f"{kind.fit}{' chosen' if chosen else ''}", data_type=key, data_fit=kind.fit)
