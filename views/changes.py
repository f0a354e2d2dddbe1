"""A comparison of two editions as a reader sees it: faults, rows, persons, households."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from finder.sentences import Sentence
from views.html import Markup, bullets, details, esc, joined, tag
from views.refusals import in_german
from views.tables import table
from views.words import Words

Json = Mapping[str, Any]

MOST = 60
"""Rows shown of one list: a new postcode table may differ in thousands."""


def faults(say: Words, found: Sequence[Json]) -> Markup:
    """Every fault with file, row, column, what was found and what is allowed."""
    rows = [
        (
            esc(str(one["file"])),
            str(one["row"] or ""),
            esc(str(one["column"] or "")),
            esc(str(one["value"] or "")[:60]),
            esc(in_german(Sentence(**one["demand"]))),
        )
        for one in found[:MOST]
    ]
    heads = [say(f"office.changes.{name}") for name in ("file", "row", "column", "found", "allowed")]
    said = tag("p", esc(say("office.changes.faults", count=len(found))))
    drawn = table(heads, rows, say("office.changes.faults_caption"))
    return tag("div", said + drawn + _more(say, len(found)), class_="field-warning", role="alert")


def tables(say: Words, found: Sequence[Json]) -> Markup:
    """What is new, gone and changed in each table."""
    if not found:
        return tag("p", esc(say("office.changes.no_changes")))
    return joined(_table(say, one) for one in found)


def persons(say: Words, found: Sequence[Json]) -> Markup:
    """Sample persons for whom something reads differently."""
    title = tag("h2", esc(say("office.changes.persons")))
    note = tag("p", esc(say("office.changes.verdicts_note")), class_="note")
    if not found:
        return title + tag("p", esc(say("office.changes.no_persons"))) + note
    rows = [
        (
            esc(say(f"event.person.{one['person']}")),
            esc(_what(say, one)),
            esc(_reading(say, one["what"], one["before"])),
            tag("b", esc(_reading(say, one["what"], one["now"]))),
        )
        for one in found
    ]
    heads = [say(f"office.changes.{name}") for name in ("person", "what", "before", "now")]
    return title + table(heads, rows, say("office.changes.persons")) + note


def households(say: Words, found: Sequence[Json]) -> Markup:
    """Incomes for which the waiver reads differently."""
    title = tag("h2", esc(say("office.changes.households")))
    if not found:
        return title + tag("p", esc(say("office.changes.no_households")))
    rows = [
        (
            esc(say("office.changes.household", count=one["persons"])),
            esc(_band(say, one)),
            esc(say(f"office.caseload.waiver.{one['before']}")),
            tag("b", esc(say(f"office.caseload.waiver.{one['now']}"))),
        )
        for one in found
    ]
    heads = [
        say("question.household_size.name"),
        *(say(f"office.changes.{name}") for name in ("income", "before", "now")),
    ]
    note = tag("p", esc(say("office.changes.households_note")), class_="note")
    return title + note + table(heads, rows, say("office.changes.households"))


def take_over(say: Words) -> Markup:
    """How new tables come into force: by hand, never from here."""
    steps = joined(tag("li", esc(say(f"office.changes.take_over_{number}"))) for number in (1, 2, 3))
    return tag("h2", esc(say("office.changes.take_over"))) + tag("ol", steps)


def day(say: Words, found: Json) -> Markup:
    """For which day people are compared."""
    return tag("p", esc(say("office.changes.day", day=date.fromisoformat(found["on"]))), class_="note")


def _table(say: Words, one: Json) -> Markup:
    summary = say(
        "office.changes.table_summary",
        file=one["file"],
        new=len(one["new"]),
        gone=len(one["gone"]),
        changed=len(one["changed"]),
        before=one["rows_before"],
        now=one["rows_now"],
    )
    inner = ""
    for name in ("new", "gone"):
        if one[name]:
            rows = [esc(_row(row)) for row in one[name][:MOST]]
            inner += tag("h3", esc(say(f"office.changes.{name}"))) + bullets(rows) + _more(say, len(one[name]))
    if one["changed"]:
        heads = [say(f"office.changes.{name}") for name in ("which_row", "column", "before", "now")]
        cells = [
            (esc(_key(cell["key"])), tag("code", esc(cell["column"])), esc(cell["before"]), tag("b", esc(cell["now"])))
            for cell in one["changed"][:MOST]
        ]
        inner += tag("h3", esc(say("office.changes.changed"))) + table(heads, cells, say("office.changes.changed"))
        inner += _more(say, len(one["changed"]))
    fold = details(summary, inner)
    return Markup(str(fold).replace("<details", "<details open", 1))


def _row(row: Mapping[str, str]) -> str:
    return " · ".join(value for value in row.values() if value)


def _key(key: Sequence[str]) -> str:
    return " · ".join(part for part in key if part)


def _more(say: Words, count: int) -> Markup:
    return tag("p", esc(say("office.changes.more", count=count - MOST))) if count > MOST else Markup()


def _what(say: Words, one: Json) -> str:
    kind = say(f"type.{one['type']}.name") if one["type"] else ""
    return say(f"office.changes.what_{one['what']}", kind=kind)


def _reading(say: Words, what: str, text: str) -> str:
    if not text:
        return say("office.changes.nothing")
    match what:
        case "price" | "person_max":
            return say.chf(Decimal(text))
        case "nearest":
            return say.km(float(text))
        case "payer" | "waiver":
            return say(f"office.caseload.{what}.{text}")
        case "doors":
            return say.all(say(f"door.{key}.title") for key in text.split(", "))
    return text


def _band(say: Words, one: Json) -> str:
    least = say.chf(Decimal(one["from"]))
    if one["to"] is None:
        return say("office.changes.band_open", least=least)
    return say("office.changes.band", least=least, most=say.chf(Decimal(one["to"])))
