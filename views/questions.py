"""Every question as a flat row in the group of its topic: label, answers, help. Made for ``questions.js`` to send."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, get_args

from finder.facts.situation import QUESTIONS, Question, Situation, Topic
from views.html import Markup, joined, tag
from views.words import Words

TOPICS: tuple[Topic, ...] = get_args(Topic)
IN_NOTES = frozenset({"locality"})
"""Asked below another question, and only where its answer leaves a choice."""

NUMBERS = frozenset({"age", "household_size"})
BESIDE = 20
"""Answers of so many letters in all stand beside their question; longer ones take a line of their own."""


@dataclass(frozen=True)
class Form:
    """What the rows show.

    Attributes:
        answers: what has been told.
        typed: what stands in a field, where it is not simply the answer.
        notes: what is said below a row, such as the recognised place or why a text was not understood.
        wrong: the fields whose text was not understood.
        unsure: the text of the answer that leaves a question open.
    """

    answers: Mapping[str, Any]
    typed: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, Markup] = field(default_factory=dict)
    wrong: frozenset[str] = frozenset()
    unsure: str = "fit.open.word"


def rows(say: Words, form: Form) -> Markup:
    """The groups with those questions that have to do with the person, after what was told so far."""
    told = Situation(**form.answers)
    return joined(_group(say, form, told, topic) for topic in TOPICS)


def _group(say: Words, form: Form, told: Situation, topic: Topic) -> Markup:
    here = [one for one in QUESTIONS.values() if one.topic == topic and one.key not in IN_NOTES]
    shown = joined(row(say, form, question) for question in here if question.is_asked(told))
    return (
        tag("section", tag("h3", say(f"section.{topic}")) + shown, class_="q-group", id=f"q-group-{topic}")
        if (shown)
        else Markup()
    )


def row(say: Words, form: Form, question: Question) -> Markup:
    """A question with its help, and with what is said about its answer."""
    key = question.key
    note = tag("div", form.notes.get(key, Markup()), class_="q-note", id=f"q-note-{key}", aria_live="polite")
    field_ = _choice(say, form, question) if question.values else _typed(say, form, question)
    look = _look(say, key, form.unsure)
    return tag("div", joined((field_, _help(say, key), note)), class_=look, id=f"q-{key}", data_key=key)


MOST_WORDINGS = 512
"""Questions times languages of which the markup that is the same for everybody is kept."""


@lru_cache(MOST_WORDINGS)
def _help(say: Words, key: str) -> Markup:
    about = tag(
        "button",
        "?",
        type="button",
        class_="q-help",
        tabindex="-1",
        aria_label=say("advice.help_on", question=say(f"question.{key}.name")),
        aria_expanded="false",
        aria_controls=f"q-help-{key}",
    )
    return about + tag("p", say(f"question.{key}.help"), class_="q-help-text", id=f"q-help-{key}", hidden="hidden")


@lru_cache(MOST_WORDINGS)
def _look(say: Words, key: str, unsure: str) -> str:
    question = QUESTIONS[key]
    wide = question.values and sum(len(name) for _, _, name in _options(say, question, unsure)) > BESIDE
    return "q-row wide" if wide else "q-row"


def _typed(say: Words, form: Form, question: Question) -> Markup:
    key = question.key
    label = tag("label", say(f"question.{key}.ask"), for_=f"q-field-{key}", class_="q-label")
    attributes = {
        "type": "text",
        "id": f"q-field-{key}",
        "value": form.typed.get(key) or as_text(form.answers.get(key)),
        "autocomplete": "off",
        "maxlength": "60",
        "inputmode": "numeric" if key in NUMBERS else None,
        "aria_describedby": f"q-help-{key} q-note-{key}",
        "aria_invalid": "true" if key in form.wrong else None,
    }
    return label + tag("input", **attributes)


def _choice(say: Words, form: Form, question: Question) -> Markup:
    key = question.key
    chosen = form.answers.get(key)
    chips = joined(
        checked if _same(value, chosen) else plain for value, plain, checked in _chips(say, key, form.unsure)
    )
    label = tag("span", say(f"question.{key}.ask"), class_="q-label", id=f"q-label-{key}")
    return label + tag(
        "div",
        chips,
        class_="q-chips",
        role="radiogroup",
        aria_labelledby=f"q-label-{key}",
        aria_describedby=f"q-help-{key}",
    )


def _same(value: Any, chosen: Any) -> bool:
    return value is chosen or (value is not None and value == chosen and type(value) is type(chosen))


def _options(say: Words, question: Question, unsure: str) -> Iterator[tuple[str, Any, str]]:
    """Value on the wire, answer, and its name; the last one leaves the question open."""
    values = question.values
    if values == (True, False):
        yield "yes", True, say("app.yes")
        yield "no", False, say("app.no")
    else:
        for value in values[::-1] if question.key == "employability" else values:  # the nearest to work first
            yield str(value.value), value, say(f"question.{question.key}.option.{value.value}")
    yield "", None, say(unsure)


@lru_cache(MOST_WORDINGS)
def _chips(say: Words, key: str, unsure: str) -> tuple[tuple[Any, Markup, Markup], ...]:
    """Each answer of a question as it stands there, and as it does where it is chosen."""
    return tuple(
        (value, _chip(key, wire, name, None), _chip(key, wire, name, "checked"))
        for wire, value, name in _options(say, QUESTIONS[key], unsure)
    )


def _chip(key: str, wire: str, name: str, checked: str | None) -> Markup:
    radio = tag("input", type="radio", name=f"q-{key}", value=wire or "open", checked=checked)
    return tag("label", radio + tag("span", name), class_="q-chip" if wire else "q-chip q-open")


def choose(key: str, options: Mapping[str, str], chosen: str | None) -> Markup:
    """Answers that stand in a note below a row: the places a postcode may mean."""
    chips = joined(
        tag(
            "label",
            tag("input", type="radio", name=f"q-{key}", value=value, checked="checked" if value == chosen else None)
            + tag("span", name),
            class_="q-chip",
        )
        for value, name in options.items()
    )
    return tag("div", chips, class_="q-chips", role="radiogroup", data_key=key)


def take(key: str, value: str, label: str) -> Markup:
    """A button that answers with what was probably meant."""
    return tag("button", label, type="button", class_="q-take", data_take=key, data_value=value)


def as_text(value: Any) -> str:
    """A number or an amount as a person would type it."""
    if value is None:
        return ""
    return f"{value:f}".removesuffix(".00") if hasattr(value, "quantize") else str(value)
