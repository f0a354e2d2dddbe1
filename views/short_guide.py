"""The guide as plain pages: one screen, or the result, as a whole document without a script.

Everything that was answered travels in hidden fields of the form; a page is a function of what it was sent. No answer
stands in an address, and nothing is kept anywhere between two pages.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.postcodes import Place
from finder.facts.situation import QUESTIONS, Situation
from finder.steps.guide import SCREENS, SCREENS_OF_THE_PATH, boxes_of, remaining
from finder.steps.places import find
from views.answer import answer, headline, whole
from views.guide_screen import option
from views.html import Markup, details, joined, tag
from views.refusals import refusal
from views.words import Words

STYLE = re.sub(r"/\*.*?\*/|\s*([{}:;,])\s*|\n", r"\1", Path(__file__).with_name("short_guide.css").read_text("utf-8"))
"""Sent with every page, without its blanks."""


@dataclass(frozen=True)
class Walk:
    """Where somebody stands on the path: everything a page is made of.

    Attributes:
        skipped: screens left open on purpose.
        done: screens that were shown, in their order, for the way back.
        editing: a screen to show again although it is answered.
    """

    situation: Situation = field(default_factory=Situation)
    skipped: tuple[str, ...] = ()
    done: tuple[str, ...] = ()
    editing: str | None = None


@dataclass(frozen=True)
class Fault:
    """What was not understood on a screen: the field, the sentence, what was typed, what may be meant."""

    field: str
    sentence: str
    typed: Mapping[str, str] = dataclasses.field(default_factory=dict)
    meant: tuple[str, ...] = ()


def document(say: Words, title: str, body: Markup, base: str = "") -> Markup:
    """A whole page in the reader's language and direction."""
    language = "de" if say.is_german else say.language.partition("-")[0]
    head = (
        tag("meta", charset="utf-8")
        + tag("meta", name="viewport", content="width=device-width, initial-scale=1")
        + tag("meta", name="referrer", content="same-origin")
        + tag("title", f"{title} · {say('app.title')}")
        + tag("style", STYLE)
    )
    bar = tag("header", tag("b", say("app.title")) + tag("a", say("short.whole"), href=f"{base}/?lang={say.language}"))
    foot = tag("p", say("app.orientation"), class_="note")
    inner = bar + tag("main", body + foot)
    return Markup("<!doctype html>\n") + tag("html", tag("head", head) + tag("body", inner), lang=language, dir=say.dir)


def welcome(say: Words, action: str, others: Iterable[Words], base: str = "") -> Markup:
    """What this is, that nothing is kept, and the languages."""
    promises = joined(tag("li", say(f"guide.{key}")) for key in ("free", "private", "open"))
    tongues = joined(
        (
            tag("a", other("meta.name"), href=f"{action}?lang={other.language}", lang=_lang(other), dir=other.dir)
            for other in others
        ),
        " · ",
    )
    form = _form(say, action, Walk(), "", tag("button", say("guide.start"), name="go", value="1", class_="go"))
    body = tag("h1", say("guide.title")) + tag("p", say("guide.intro")) + tag("ul", promises) + form
    return document(say, say("guide.title"), body + tag("nav", tongues, aria_label=say("app.language")), base)


def question(
    say: Words, action: str, walk: Walk, screen: str, on: date, fault: Fault | None = None, base: str = ""
) -> Markup:
    """One screen with its answers as buttons or fields; the last of them leaves it open."""
    left = max(1, remaining(walk.situation, walk.skipped, on))
    title = say(f"screen.{screen}.plain")
    inner = [
        tag("button", "‹ " + say("app.back"), name="back", value="1", class_="back") if walk.done else Markup(),
        tag("p", say("guide.progress", number=len(walk.done) + 1, count=len(walk.done) + left), class_="note"),
        tag("h1", title),
        tag("p", say(f"screen.{screen}.example"), class_="note"),
        joined(_answers(say, walk, screen, fault)),
        tag("button", say("short.open"), name="skip", value="1", class_="quiet"),
        details(say("guide.why"), tag("p", say(f"screen.{screen}.why"))),
    ]
    return document(say, title, _form(say, action, walk, screen, joined(inner)), base)


def result(say: Words, action: str, walk: Walk, on: date, base: str = "") -> Markup:
    """The answer cards, the other offices, the sheet, and every answer with a way to change it."""
    found = answer(say, "self", walk.situation, on, brief=True)
    sheet = tag("button", say("answer.print"), name="sheet", value="1", class_="go")
    answers = joined(_changeable(say, walk))
    inner = (
        tag("h1", headline(found))
        + tag("p", say("guide.result_intro"), class_="note")
        + whole(found)
        + sheet
        + tag("h2", say("guide.answers"))
        + answers
        + tag("button", say("app.restart"), name="restart", value="1", class_="quiet")
    )
    return document(say, say("guide.result"), _form(say, action, walk, "", inner), base)


def refused(say: Words, sentence: str, action: str, base: str = "") -> Markup:
    """A page that cannot be read, said kindly, with a way back to the start."""
    again = tag("p", tag("a", say("app.restart"), href=f"{action}?lang={say.language}"))
    return document(say, say("guide.title"), tag("h1", say("guide.title")) + _wrong(sentence) + again, base)


# ── Parts ────────────────────────────────────────────────────────────────────


def _form(say: Words, action: str, walk: Walk, screen: str, inner: Markup) -> Markup:
    hidden = [("lang", say.language), ("screen", screen)]
    hidden += [(f"a.{key}", _plain(value)) for key, value in walk.situation.answered().items()]
    hidden += [("skipped", name) for name in walk.skipped] + [("done", name) for name in walk.done]
    fields = joined(tag("input", type="hidden", name=name, value=value) for name, value in hidden if value)
    return tag("form", fields + inner, method="post", action=action, autocomplete="off", novalidate="novalidate")


def _answers(say: Words, walk: Walk, screen: str, fault: Fault | None) -> Iterator[Markup]:
    if fault and fault.field not in SCREENS[screen]:
        yield _wrong(fault.sentence)
    if ticks := SCREENS_OF_THE_PATH[screen].ticks:
        already = boxes_of(screen, walk.situation) if walk.editing == screen else frozenset()
        for tick in ticks:
            if tick.shown(walk.situation):
                box = tag(
                    "input",
                    type="checkbox",
                    name="box",
                    value=tick.key,
                    checked="checked" if tick.key in already else None,
                )
                yield tag("label", box + tag("span", option(say, screen, tick.key)), class_="box")
        yield tag("button", say("app.next"), name="go", value="1", class_="go")
        yield tag("button", say("guide.none_of_these"), name="none", value="1")
    elif screen == "locality":
        for place in find(str(walk.situation.postcode)):
            yield tag("button", place.locality, name="choice", value=place.locality, lang="de")
    elif values := QUESTIONS[SCREENS[screen][0]].values:
        for value in reversed(values) if screen == "employability" else values:
            yield tag("button", option(say, screen, value), name="choice", value=_plain(value))
    else:
        yield from (_field(say, walk, key, fault) for key in SCREENS[screen])
        yield tag("button", say("app.next"), name="go", value="1", class_="go")


def _field(say: Words, walk: Walk, key: str, fault: Fault | None) -> Markup:
    """A labelled field with its fault beside it, and the places that may be meant."""
    mine = fault if fault and fault.field == key else None
    known = getattr(walk.situation, key)
    typed = fault.typed.get(key, "") if fault else _plain(known) if known is not None else ""
    wrong = f"wrong-{key}"
    entry = tag(
        "input",
        type="text",
        name=f"t.{key}",
        value=typed or None,
        inputmode=None if key == "postcode" else "decimal" if QUESTIONS[key].money else "numeric",
        maxlength="80",
        aria_invalid="true" if mine else None,
        aria_describedby=wrong if mine else None,
    )
    said = tag("p", mine.sentence, class_="wrong", id=wrong, role="alert") if mine else Markup()
    meant = joined(tag("button", one, name="meant", value=one, lang="de") for one in mine.meant) if mine else Markup()
    return tag("label", tag("span", say(f"screen.{key}.plain")) + entry) + said + meant


def _changeable(say: Words, walk: Walk) -> Iterator[Markup]:
    for screen, keys in SCREENS.items():
        told = [(key, getattr(walk.situation, key)) for key in keys if getattr(walk.situation, key) is not None]
        if not told and screen not in walk.skipped:
            continue
        name = say(f"screen.{screen}.name")
        shown = _told(say, walk, screen, told) if told else say("guide.left_open")
        change = tag("button", say("guide.change", name=name), name="edit", value=screen, class_="quiet")
        yield tag("p", tag("b", name + ": ") + shown) + change


def _told(say: Words, walk: Walk, screen: str, told: Sequence[tuple[str, Any]]) -> str:
    if ticks := SCREENS_OF_THE_PATH[screen].ticks:
        boxes = boxes_of(screen, walk.situation)
        drawn = [option(say, screen, tick.key) for tick in ticks if tick.key in boxes]
        return say.all(drawn) if drawn else say("guide.none_of_these")
    return say.all(say.chf(value) if isinstance(value, Decimal) else option(say, key, value) for key, value in told)


def _wrong(sentence: str) -> Markup:
    return tag("p", sentence, class_="wrong", role="alert")


def _plain(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _lang(say: Words) -> str:
    return "de" if say.is_german else say.language.partition("-")[0]


def fault_of(say: Words, error: BadAnswer, key: str, typed: Mapping[str, str]) -> Fault:
    """What to say at a field whose content was not understood."""
    near = error.suggestions if isinstance(error, UnknownPlace) else ()
    return Fault(key, refusal(say, error), typed, tuple(f"{postcode} {name}" for postcode, name in near[:3]))


def choice_of(say: Words, found: Sequence[Place], typed: Mapping[str, str]) -> Fault:
    """Several places of one name: the person chooses."""
    meant = tuple(f"{place.postcode} {place.locality}" for place in found[:8])
    return Fault("postcode", say("short.which_place"), typed, meant)
