"""The decision table as a report to read and to sign, in Markdown or plain text. Its words are the office's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS
from finder.facts.sources import Citation
from finder.facts.texts import GERMAN, Text
from finder.office.decision_table import KindTable, decision_table
from finder.rules.cautions import CAUTIONS
from finder.rules.doors import DOORS, LAST_DOOR
from finder.rules.funding import PAYER_RULES
from finder.rules.rule import Condition
from finder.steps.advise import Fit
from finder.steps.fund import WAIVER_RULES

Row = tuple[str, ...]

_QUOTED = re.compile(r"«[^»]*»")


class _Text:
    """Plain text: for a terminal."""

    def heading(self, text: str, level: int) -> str:
        return f"\n{text}\n{'=-'[level > 1] * len(text)}\n"

    def table(self, head: Row, rows: list[Row]) -> str:
        widths = [max(len(cell) for cell in column) for column in zip(head, *rows, strict=True)]
        lines = [
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
            for row in (head, *rows)
        ]
        return "\n".join(lines) + "\n"


class _Markdown(_Text):
    """Markdown: for a file."""

    def heading(self, text: str, level: int) -> str:
        return f"\n{'#' * level} {text}\n"

    def table(self, head: Row, rows: list[Row]) -> str:
        return "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *rows)) + "\n"


FORMATS: Mapping[str, _Text] = {"text": _Text(), "markdown": _Markdown()}


def report(form: str) -> str:
    """The whole report in one of ``FORMATS``."""
    return "\n".join(_parts(FORMATS[form])).strip() + "\n"


def _parts(form: _Text) -> Iterator[str]:
    yield form.heading(_say("office.table.title"), 1)
    yield _say("office.table.intro") + "\n"
    yield form.table(
        (_say("office.table.kind"), *(_say(f"fit.{fit}.word") for fit in Fit), _say("office.table.tried")),
        [
            (_say(f"type.{one.kind.key}.name"), *(str(one.situations[fit]) for fit in Fit), str(one.total))
            for one in decision_table()
        ],
    )
    for one in decision_table():
        yield from _kind(form, one)
    yield form.heading(_say("payer.title"), 2)
    yield _conditions(form, [(rule, "") for rule in (*PAYER_RULES, *WAIVER_RULES)])
    yield form.heading(_say("office.table.doors"), 2)
    yield form.table(
        (_say("office.table.door"), _say("app.source")),
        [
            (_say(f"door.{door.key}.title"), "; ".join(_cited(citation) for citation in door.citations))
            for door in (*DOORS, LAST_DOOR)
        ],
    )
    yield form.heading(_say("office.table.cautions"), 2)
    yield form.table(
        (_say("office.table.caution"), _say("app.source")),
        [(_say(f"caution.{caution.key}"), _cited(caution.citation)) for caution in CAUTIONS],
    )
    yield form.heading(_say("office.table.sources"), 2)
    yield form.table(
        tuple(_say(f"office.table.{name}") for name in ("id", "document", "publisher", "vintage")),
        [(one.id, one.document, one.publisher, one.vintage) for one in on_file().sources.values()],
    )
    yield _say("office.table.signature")


def _kind(form: _Text, one: KindTable) -> Iterator[str]:
    yield form.heading(f"{_say(f'type.{one.kind.key}.name')} ({_say(f'group.{one.kind.group}')})", 2)
    yield _conditions(form, [(condition, str(one.decides.get(condition.name, 0))) for condition in one.kind.requires])
    if one.kind.speaks_for:
        speaks_for = [_say(f"rule.{rule.name}.claim") for rule in one.kind.speaks_for]
        yield _say("office.table.speaks_for").format(claims="; ".join(speaks_for)) + "\n"
    asked = [f"{_say(f'question.{name}.name')} ({_tried(name, values)})" for name, values in one.answers.items()]
    yield _say("office.table.answers").format(answers="; ".join(asked)) + "\n"


def _tried(name: str, values: tuple[Any, ...]) -> str:
    if QUESTIONS[name].values:
        return str(len(values) - 1)
    firsts = values[1:]
    stretches = [f"{first}–{following - 1}" for first, following in pairwise(firsts)]
    return ", ".join([*stretches, f"{firsts[-1]}+"])


def _conditions(form: _Text, rows: list[tuple[Condition, str]]) -> str:
    head = ["condition", "quote", "source", "ours"] + ["decides"] * any(count for _, count in rows)
    return form.table(
        tuple(_say(f"office.table.{name}") for name in head),
        [
            (
                _say(f"rule.{condition.name}.claim"),
                " … ".join(_QUOTED.findall(condition.quote)),
                _cited(condition.citation),
                _say("app.assumption") if condition.assumption else "",
                *((count,) if count else ()),
            )
            for condition, count in rows
        ],
    )


def _cited(citation: Citation) -> str:
    return f"{citation.source}, «{citation.passage}»"


def _say(key: str) -> str:
    words: Text = on_file().office_texts[key] if key.startswith("office.") else on_file().texts(GERMAN)[key]
    return words if isinstance(words, str) else words["other"]
