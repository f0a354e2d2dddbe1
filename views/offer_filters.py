"""What to look for, as rows for ``questions.js``: home and radius in view, kinds and further filters folded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.situation import QUESTIONS, German
from finder.steps.fields_of_work import FIELDS
from finder.steps.sites import Trust, Wish
from views.html import Markup, joined, tag
from views.questions import Form, row
from views.words import Words

RADII = (5, 10, 15, 20, 30, 40, 50)
EVERYWHERE = 0
USUAL = 20
UNNAMED = "unnamed"
ANY = "any"
BY_KM, BY_MINUTES = "km", "minutes"
LIST, MAP = "list", "map"
"""Options that stand for «no filter» or «no kind named», the orders, and what a phone shows."""

OPTIONS: Mapping[str, Sequence[str]] = {
    "km": tuple(map(str, (*RADII, EVERYWHERE))),
    "field": (ANY, *FIELDS),
    "german": (ANY, *German),
    "trust": get_args(Trust),
    "order": (BY_KM, BY_MINUTES),
    "view": (LIST, MAP),
}
"""What each filter may be set to, the first one where nothing else is preset; the radius begins at :data:`USUAL`."""

KINDS: tuple[TypeKey | str, ...] = (*TYPE_KEYS, UNNAMED)


NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters as they stand.

    Attributes:
        km: ``None`` for everywhere.
        kinds: keys of kinds and :data:`UNNAMED`; none for all.
        why: the key of the sentence that says why these kinds are chosen.
    """

    km: int | None
    kinds: tuple[str, ...] = ()
    field: str = ANY
    german: str = ANY
    trust: Trust = "current"
    why: str = "all_kinds"

    @property
    def wish(self) -> Wish:
        kinds = tuple(next((key for key in TYPE_KEYS if key == kind), None) for kind in self.kinds)  # none: UNNAMED
        field = None if self.field == ANY else self.field
        return Wish(kinds, field, None if self.german == ANY else German(self.german), self.trust)

    @property
    def folded(self) -> int:
        """How many of the folded filters narrow the list."""
        return sum((bool(self.kinds), self.field != ANY, self.german != ANY, self.trust != "current"))


def wider(nearest: float) -> int:
    """The smallest radius on offer that reaches ``nearest`` kilometres."""
    return next((km for km in RADII if km >= nearest), EVERYWHERE)


def rows(
    say: Words, form: Form, chosen: Filters, order: str | None, view: str | None, nothing: Markup = NOTHING
) -> Markup:
    """All filters. They have the look of all markup of ours, whose class they bear.

    Args:
        form: the answers, for the question about the home.
        order: what comes first; ``None`` where no journeys are on file, so that there is nothing to choose.
        view: list or map, where only one of them is shown; else ``None``.
        nothing: what is said and proposed where nothing is found.
    """
    km = str(chosen.km or EVERYWHERE)
    where = [row(say, form, QUESTIONS["postcode"]), _list(say, "km", km)]
    where += [_radios(say, "order", say("offers.travel.sort"), order)] if order else []
    where += [_radios(say, "view", say("offers.view"), view)] if view else []
    further = [
        tag("summary", say("offers.filter.more", count=chosen.folded)),
        _kinds(say, chosen.kinds),
        *(_list(say, name, getattr(chosen, name)) for name in ("field", "german", "trust")),
        tag("div", tag("p", say("offers.filter.unknown"), class_="note"), class_="q-row wide", id="q-unknown"),
    ]
    why = tag("p", _told(say, chosen), class_="note")
    groups = joined(
        (
            tag("section", joined(where), class_="q-group o-where", id="q-group-where"),
            tag("details", joined(further), class_="q-group o-more", id="q-group-more"),
            tag("section", why + nothing, class_="q-group o-why", id="q-group-why"),
        )
    )
    return tag("div", groups, class_="o-filters stHtml")


def _told(say: Words, chosen: Filters) -> str:
    """Why these kinds, and the further filters that are set: they stand folded."""
    told = []
    if chosen.field != ANY:
        told.append(say(f"offers.field.{chosen.field}"))
    if chosen.german != ANY:
        told.append(say("offers.filter.with_german", level=chosen.german))
    if chosen.trust != "current":
        told.append(say(f"offers.trust.{chosen.trust}"))
    why = say(f"offers.filter.{chosen.why}")
    return f"{why} {say('offers.filter.narrowed', filters=say.all(told))}" if told else why


def _kinds(say: Words, chosen: Iterable[str]) -> Markup:
    chosen = frozenset(chosen)
    chips = joined(_kind(say, kind, kind in chosen) for kind in KINDS)
    return _chips("kinds", say("offers.filter.kinds"), chips, "group")


MOST_WORDINGS = 1024
"""Options times languages, chosen and not, of which the markup is kept: it is the same for everybody."""


@lru_cache(MOST_WORDINGS)
def _kind(say: Words, kind: str, checked: bool) -> Markup:
    box = tag(
        "input",
        type="checkbox",
        id=f"q-kind-{kind}",
        value=kind,
        data_choose=f"kind:{kind}",
        checked="checked" if checked else None,
    )
    name = say("offers.kind_unnamed" if kind == UNNAMED else f"type.{kind}.name")
    return tag("label", box + tag("span", name), class_="q-chip")


def _radios(say: Words, name: str, label: str, chosen: str) -> Markup:
    def called(one: str) -> str:
        return say(f"offers.travel.sort_{one}" if name == "order" else f"offers.views.{one}")

    chips = joined(
        tag(
            "label",
            tag("input", type="radio", name=f"q-{name}", value=one, checked="checked" if one == chosen else None)
            + tag("span", called(one)),
            class_="q-chip",
        )
        for one in OPTIONS[name]
    )
    return _chips(name, label, chips, "radiogroup")


def _chips(key: str, label: str, chips: Markup, role: str) -> Markup:
    head = tag("span", label, class_="q-label", id=f"q-label-{key}")
    box = tag("div", chips, class_="q-chips", role=role, aria_labelledby=f"q-label-{key}")
    return tag("div", head + box, class_="q-row wide", id=f"q-{key}", data_key=key)


def _list(say: Words, name: str, chosen: str) -> Markup:
    label = tag(
        "label", say("offers.filter.radius" if name == "km" else f"offers.filter.{name}"), for_=f"q-field-{name}"
    )
    options = joined(_option(say, name, one, one == chosen) for one in OPTIONS[name])
    field = tag("select", options, id=f"q-field-{name}", data_choose=name)
    return tag("div", label + field, class_="q-row", id=f"q-{name}", data_key=name)


@lru_cache(MOST_WORDINGS)
def _option(say: Words, name: str, value: str, selected: bool) -> Markup:
    if name == "km":
        text = say("offers.filter.km", km=int(value)) if int(value) else say("offers.filter.everywhere")
    else:
        texts = {"field": "offers.field", "german": "question.german.option", "trust": "offers.trust"}[name]
        text = say("offers.filter.any") if value == ANY else say(f"{texts}.{value}")
    return tag("option", text, value=str(value), selected="selected" if selected else None)
