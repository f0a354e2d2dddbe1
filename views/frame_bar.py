"""The row on top of every page and the lines below it: name, menu, language, role, «Neu beginnen»."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from finder.facts.dataset import on_file
from views.html import Markup, joined, tag
from views.words import Words, words

SELF, STAFF = "self", "staff"

MENU = {
    SELF: (("guide", "offers", "costs", "takeaway", "basics"),),
    STAFF: (("advice", "offers", "costs", "takeaway"), ("caseload", "changes", "editor", "event"), ("basics",)),
}
"""The pages of each role, in groups. The second group of the staff folds under «Amt»: rarely used, four at once."""

IN_GERMAN = ("caseload", "changes", "editor")
"""Pages of the office, which are German in every language; the row on top and the footer stay in the visitor's."""

BELOW = ("about", "accessibility")
"""Pages that are linked under every page, and so from the start and the result."""

FIRST = {SELF: "guide", STAFF: "advice"}
OFFICE_ONLY = frozenset({"advice", *MENU[STAFF][1]})
"""Whoever opens one of these is of the office."""

GLOBE = Markup(
    '<svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" fill="none" stroke="currentColor" '
    'stroke-width="1.8"><circle cx="12" cy="12" r="9"/><ellipse cx="12" cy="12" rx="4" ry="9"/><path d="M3 12h18"/>'
    "</svg>"
)
BARS = Markup(
    '<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" fill="none" stroke="currentColor" '
    'stroke-width="2.2"><path d="M4 6.5h16M4 12h16M4 17.5h16"/></svg>'
)


@dataclass(frozen=True)
class Place:
    """Where a visitor is: the page, the role, and whether this is a public demonstration."""

    page: str
    role: str
    demonstration: bool = False

    def query(self, say: Words) -> dict[str, str]:
        """What every address says: never an answer."""
        mode = {"mode": "event"} if self.demonstration else {}
        return {"lang": say.language, "role": self.role, **mode}

    def address(self, say: Words) -> str:
        """The query as it is written."""
        return urlencode(self.query(say))


MOST_ROWS = 512
"""Pages times roles times languages of which the row on top is kept: it is the same for everybody."""


def bar(say: Words, place: Place, *, asked_to_restart: bool) -> Markup:
    """The row on top. A demonstration has neither menu nor role."""
    row = _bar(say, place, tuple(on_file().languages))
    return row + _question(say) if asked_to_restart else row


@lru_cache(MOST_ROWS)
def _bar(say: Words, place: Place, languages: tuple[str, ...]) -> Markup:
    brand = tag("strong", say("app.title")) + tag("span", say("app.canton"))
    if place.demonstration:
        parts = tag("p", brand, class_="brand") + tag("div", _restart(say), class_="aside")
    else:
        parts = _link(say, place, FIRST[place.role], brand, class_="brand") + _menu(say, place)
    row = tag("div", parts + _language(say, languages), class_="bar", data_fit="1")
    skip = tag("a", say("frame.skip"), href="#stMain", class_="skip", data_skip="1")
    return tag("header", skip + row, **_tongue(say))


@lru_cache(MOST_ROWS)
def foot(say: Words, place: Place, kept: Markup) -> Markup:
    """The promise and its limits with what is ``kept``, the other role, «Neu beginnen», how accessible this is."""
    lines = [say("app.orientation"), say("app.privacy"), *([say("meta.notice")] if say("meta.notice") else [])]
    links = [] if place.demonstration else [_role(say, place, role) for role in MENU if role != place.role]
    links += [_restart(say)]
    if not place.demonstration:
        links += [_link(say, place, key, say(f"nav.{key}")) for key in BELOW]
    inner = joined(tag("p", line) for line in lines) + kept + tag("div", joined(links), class_="foot-links")
    return tag("footer", inner, class_="foot", **_tongue(say))


def _tongue(say: Words) -> dict[str, str]:
    """The visitor's language and direction, also on a page that is German."""
    return {"lang": say.language.partition("-")[0], "dir": say.dir}


def _menu(say: Words, place: Place) -> Markup:
    groups = MENU[place.role]
    items = [_item(say, place, key) for key in groups[0]]
    if len(groups) > 1:
        items.append(_fold("menu-office", say("frame.office"), [_item(say, place, key) for key in groups[1]]))
        items += [_item(say, place, key, class_="apart") for key in groups[2]]
    others = [tag("li", _role(say, place, role)) for role in MENU]
    items.append(_fold("menu-role", say(f"app.role_{place.role}"), [*others, tag("li", _restart(say))]))
    items.append(tag("li", _aloud(say)))
    button = tag(
        "button",
        BARS + tag("span", say("frame.menu")),
        type="button",
        class_="menu-button",
        id="menu-button",
        data_toggle="menu",
        aria_expanded="false",
        aria_controls="menu",
    )
    return tag("nav", button + tag("ul", joined(items), id="menu", class_="menu"), aria_label=say("frame.menu"))


def _fold(id_: str, name: str, items: Iterable[Markup]) -> Markup:
    """A group that folds in the row and stands open under its name in the menu of a phone."""
    button = tag(
        "button", name, type="button", id=f"{id_}-button", data_toggle=id_, aria_expanded="false", aria_controls=id_
    )
    title = tag("span", name, class_="group-name", aria_hidden="true")
    return tag("li", button + title + tag("ul", joined(items), id=id_, aria_label=name), class_="group")


def _item(say: Words, place: Place, key: str, class_: str = "") -> Markup:
    return tag("li", _link(say, place, key, say(f"nav.{key}")), class_=class_)


def _link(say: Words, place: Place, key: str, inner: str, class_: str = "") -> Markup:
    path = "./" if key == FIRST[SELF] else key
    return tag(
        "a",
        inner,
        href=f"{path}?{place.address(say)}",
        data_send="page",
        data_value=key,
        class_=class_,
        aria_current="page" if key == place.page else "",
    )


def _role(say: Words, place: Place, role: str) -> Markup:
    there = Place(FIRST[role], role)
    path = "./" if role == SELF else FIRST[role]
    return tag(
        "a",
        say(f"app.role_{role}"),
        href=f"{path}?{there.address(say)}",
        data_send="role",
        data_value=role,
        aria_current="true" if role == place.role else "",
    )


def _restart(say: Words) -> Markup:
    return tag("button", say("app.restart"), type="button", class_="restart", data_send="restart")


def _aloud(say: Words) -> Markup:
    """Reading aloud; ``page.js`` shows it where the browser has a voice of the language."""
    return tag(
        "button",
        say("aloud.read"),
        type="button",
        id="finder-aloud",
        hidden="hidden",
        data_lang=say.language.partition("-")[0],
        data_read=say("aloud.read"),
        data_stop=say("aloud.stop"),
    )


def _language(say: Words, languages: Iterable[str]) -> Markup:
    options = joined(
        tag(
            "option",
            words(one)("meta.name"),
            value=one,
            lang=one.partition("-")[0],
            selected="selected" if one == say.language else "",
        )
        for one in languages
    )
    name = tag("span", say("app.language"), class_="visually-hidden")
    return tag("label", GLOBE + name + tag("select", options, id="language", data_send="language"), class_="language")


def _question(say: Words) -> Markup:
    """Asked once, when there is something to lose."""
    keep = tag("button", say("frame.keep"), type="button", data_send="keep", class_="second")
    drop = tag("button", say("frame.drop"), type="button", data_send="forget", class_="first")
    inner = tag("p", say("frame.restart_ask"), id="restart-ask") + tag("div", keep + drop, class_="choice")
    return tag("dialog", inner, data_open="1", data_cancel="keep", aria_labelledby="restart-ask", class_="ask")
