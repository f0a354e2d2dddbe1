"""The guide on the screen: one question with its answers as large buttons or fields, the welcome, the result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from finder.errors import BadAnswer
from finder.facts.situation import QUESTIONS, Situation
from finder.steps.guide import SCREENS, SCREENS_OF_THE_PATH, boxes_of
from finder.steps.places import find
from views import answer as answers
from views.guide_form import NONE, UNKNOWN, recognised, shown, suggestions, what_is_wrong
from views.guide_walk import RESULT, WELCOME, Walk
from views.html import Markup, bullets, details, joined, tag
from views.words import Words

DIGITS = {"age": "numeric", "household_size": "numeric", "postcode": "numeric"}
"""Fields with the keyboard of numbers; amounts take that with a point."""

LETTERS = {"swiss": "CH", "B_refugee": "B", "other": "…"}
"""What stands on a permit, where it is not the value itself."""


@dataclass(frozen=True)
class Drawing:
    """What a screen is drawn from besides the words.

    Attributes:
        typed, wrong: what was typed and not taken, and why.
        place: the place that a text was recognised as.
    """

    situation: Situation
    walk: Walk
    on: date
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, BadAnswer | None] = field(default_factory=dict)
    place: str = ""


def title(say: Words, walk: Walk) -> str:
    """The title of the document."""
    if walk.place in SCREENS:
        name = say("guide.page_title", number=walk.number, name=say(f"screen.{walk.place}.name"))
    else:
        name = say("guide.result" if walk.place == RESULT else "guide.title")
    return say("frame.page_title", page=name)


def draw(say: Words, drawing: Drawing) -> Markup:
    """The place where the visitor is."""
    if drawing.walk.place == WELCOME:
        inner = _welcome(say)
    elif drawing.walk.place == RESULT:
        inner = _result(say, drawing)
    else:
        inner = _question(say, drawing)
    return tag("section", inner, class_=f"guide {drawing.walk.place}")


def option(say: Words, screen: str, value: Any) -> str:
    """An answer in plain words."""
    if isinstance(value, bool):
        return say("app.yes" if value else "app.no")
    plain = f"screen.{screen}.option.{value}"
    return say(plain) if plain in say else say.value(value)


def answered(say: Words, screen: str, situation: Situation) -> str:
    """What was answered on a screen; empty where nothing was."""
    if ticks := SCREENS_OF_THE_PATH[screen].ticks:
        if all(getattr(situation, key) is None for key in SCREENS[screen]):
            return ""
        boxes = boxes_of(screen, situation)
        names = [option(say, screen, tick.key) for tick in ticks if tick.key in boxes]
        return say.all(names) if names else say("guide.none_of_these")
    told = [(key, getattr(situation, key)) for key in SCREENS[screen]]
    named = [
        recognised(say, shown(key, situation))
        if key == "postcode"
        else say.chf(value)
        if isinstance(value, Decimal)
        else option(say, key, value)
        for key, value in told
        if value is not None
    ]
    return say.all(named) if named else ""


# ── Welcome ──────────────────────────────────────────────────────────────────


def _welcome(say: Words) -> Markup:
    promises = bullets(say(f"guide.{key}") for key in ("free", "private", "open"))
    start = tag("button", say("guide.start"), type="button", class_="go", id="guide-start", data_send="start")
    heading = tag("h1", say("guide.title"), id="guide-question", tabindex="-1")
    return heading + tag("p", say("guide.intro"), class_="hint") + start + promises


# ── A question ───────────────────────────────────────────────────────────────


def _question(say: Words, drawing: Drawing) -> Markup:
    screen = drawing.walk.place
    # Fields of their own have hints of their own: age and postcode need no example said twice.
    hint = Markup() if screen == "person" else tag("p", say(f"screen.{screen}.example"), class_="hint", id="guide-hint")
    heading = tag("h1", say(f"screen.{screen}.plain"), id="guide-question", tabindex="-1")
    body = tag("form", _answers(say, drawing, screen), data_form="answer", novalidate="novalidate", autocomplete="off")
    why = details(say("guide.why"), tag("p", say(f"screen.{screen}.why")))
    return _top(say, drawing) + heading + hint + body + why


def _top(say: Words, drawing: Drawing) -> Markup:
    walk = drawing.walk
    most = walk.most(drawing.situation, drawing.on)
    share = round(100 * (walk.number - 1) / max(1, most))
    bar = tag("div", tag("span", style=f"inline-size:{share}%"), class_="progress", aria_hidden="true")
    told = tag("p", say("guide.progress", number=walk.number, count=most), class_="progress-text")
    return tag("div", _back(say, walk) + told, class_="guide-top") + bar


def _back(say: Words, walk: Walk) -> Markup:
    if walk.at == 0:
        return Markup()
    arrow = tag("span", "›" if say.dir == "rtl" else "‹", aria_hidden="true")
    return tag("button", arrow + " " + say("app.back"), type="button", class_="back", id="guide-back", data_back="1")


def _answers(say: Words, drawing: Drawing, screen: str) -> Markup:
    left_open = screen in drawing.walk.skipped and not answered(say, screen, drawing.situation)
    unknown = _button(UNKNOWN, "1", say("guide.unknown"), chosen=left_open, class_="unknown")
    if SCREENS_OF_THE_PATH[screen].ticks:
        return _boxes(say, drawing, screen) + unknown
    keys = SCREENS[screen]
    if screen == "locality":
        return _localities(say, drawing) + unknown
    if len(keys) == 1 and QUESTIONS[screen].values:
        return _choices(say, drawing, screen) + unknown
    fields = joined(_field(say, drawing, screen, key) for key in keys)
    return _fault(say, drawing, screen) + fields + _go(say) + unknown


def _choices(say: Words, drawing: Drawing, screen: str) -> Markup:
    told = getattr(drawing.situation, screen)
    values = QUESTIONS[screen].values
    values = values[::-1] if screen == "employability" else values  # the nearest to work first
    if f"screen.{screen}.short.{values[0]}" in say:
        cells = (_cell(say, screen, one, chosen=one == told) for one in values)
        return tag("div", joined(cells), class_="cells")
    return joined(
        _button(screen, _as_text(one), option(say, screen, one), chosen=told is not None and one == told)
        for one in values
    )


def _cell(say: Words, screen: str, value: Any, *, chosen: bool) -> Markup:
    """A permit: its letter large, what it means below."""
    letter = tag("b", say.ltr(LETTERS.get(str(value), str(value))))
    short = tag("span", say(f"screen.{screen}.short.{value}"))
    return _button(screen, str(value), letter + " " + short, chosen=chosen, class_="cell")


def _localities(say: Words, drawing: Drawing) -> Markup:
    places = find(drawing.situation.postcode or "")
    return joined(
        _button(
            "locality",
            one.locality,
            say("guide.place", place=say.isolate(one.locality), canton=one.canton),
            chosen=one.locality == drawing.situation.locality,
        )
        for one in places
    )


def _boxes(say: Words, drawing: Drawing, screen: str) -> Markup:
    known = answered(say, screen, drawing.situation)
    boxes = boxes_of(screen, drawing.situation) if known else frozenset()
    ticks = [one.key for one in SCREENS_OF_THE_PATH[screen].ticks if one.shown(drawing.situation)]
    lines = joined(
        tag(
            "label",
            tag(
                "input",
                type="checkbox",
                id=f"guide-{one}",
                name=one,
                value="yes",
                checked="checked" if one in boxes else "",
            )
            + tag("span", option(say, screen, one)),
            class_="pick box",
        )
        for one in ticks
    )
    none = _button(NONE, "1", say("guide.none_of_these"), chosen=bool(known) and not boxes)
    group = tag("div", lines, role="group", aria_labelledby="guide-question", class_="boxes")
    return _fault(say, drawing, screen) + group + _go(say) + none


def _field(say: Words, drawing: Drawing, screen: str, key: str) -> Markup:
    alone = len(SCREENS[screen]) == 1
    wrong, id_ = key in drawing.wrong, f"guide-{key}"
    said = [f"{id_}-wrong"] if wrong else []
    said += ["guide-hint"] if alone else [f"{id_}-hint"]
    field_ = tag(
        "input",
        id=id_,
        name=key,
        type="text",
        value=drawing.typed.get(key, shown(key, drawing.situation)),
        inputmode=DIGITS.get(key, "decimal"),
        maxlength="60",
        autocomplete="off",
        aria_labelledby="guide-question" if alone else "",
        aria_describedby=" ".join(said),
        aria_invalid="true" if wrong else "",
        data_look=r"^\d{4}$|^\D{4,}$" if key == "postcode" else "",
    )
    label = Markup()
    if not alone:
        hint = tag("small", say(f"screen.{key}.example"), id=f"{id_}-hint")
        label = tag("label", say(f"screen.{key}.plain"), for_=id_) + hint
    below = Markup()
    if key == "postcode":
        letters = tag("button", say("guide.letters"), type="button", class_="quiet", data_letters=id_)
        below = tag("p", drawing.place, class_="recognised", role="status") + letters
    fault = Markup()
    if wrong:
        error = drawing.wrong[key]
        fault = tag("p", what_is_wrong(say, screen, error), class_="field-warning", id=f"{id_}-wrong", role="alert")
        below += suggestions(say, error)
    return tag("div", label + field_ + fault + below, class_="field")


def _fault(say: Words, drawing: Drawing, screen: str) -> Markup:
    if screen not in drawing.wrong or len(SCREENS[screen]) == 1:
        return Markup()
    return tag("p", what_is_wrong(say, screen, None), class_="field-warning", role="alert")


def _go(say: Words) -> Markup:
    return tag("button", say("app.next"), class_="go", name="go", value="1", id="guide-go")


def _button(name: str, value: str, inner: str, *, chosen: bool, class_: str = "") -> Markup:
    return tag(
        "button",
        tag("span", inner) if class_ != "cell" else inner,
        class_=f"pick {class_}".strip(),
        name=name,
        value=value,
        aria_pressed="true" if chosen else "",
    )


def _as_text(value: Any) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


# ── The result ───────────────────────────────────────────────────────────────


def _result(say: Words, drawing: Drawing) -> Markup:
    found = answers.answer(say, "self", drawing.situation, drawing.on)
    top = tag("div", _back(say, drawing.walk), class_="guide-top")
    heading = tag("h1", answers.headline(found), id="guide-question", tabindex="-1")
    onward = tag("nav", joined(_onward(say)), class_="onward", aria_label=say("guide.result"))
    note = tag("p", say("guide.result_intro"), class_="note")
    return top + heading + answers.whole(found) + onward + note + _told(say, drawing)


def _onward(say: Words) -> Iterable[Markup]:
    for key in ("takeaway", "offers", "costs"):
        name = say(f"advice.to_{key}")
        yield tag("button", name, type="button", class_="pick", data_send="page", data_value=key)


def _told(say: Words, drawing: Drawing) -> Markup:
    """What was answered, each with a way to change it that keeps the others."""
    rows = []
    for screen in SCREENS:
        value = answered(say, screen, drawing.situation)
        if not value and screen not in drawing.walk.skipped:
            continue
        name = say(f"screen.{screen}.name")
        change = tag(
            "button",
            say("guide.change", name=name),
            type="button",
            class_="quiet",
            id=f"change-{screen}",
            data_send="change",
            data_value=screen,
        )
        rows.append(tag("li", tag("p", tag("b", name) + ": " + (value or say("guide.left_open"))) + change))
    resume = Markup()
    if drawing.walk.may_resume(drawing.situation, drawing.on):
        resume = tag("button", say("guide.resume"), type="button", class_="pick", data_send="resume")
    inner = tag("summary", say("guide.answers")) + tag("ul", joined(rows), class_="told") + resume
    return tag("details", inner, id="guide-told")
