"""What the records in the program promise, held against the data: without it a page would break or keep silent.

A door leads to offices that are on file; every kind has an example that can be planned; every language can be drawn.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from finder.errors import BadAnswer, BadRow
from finder.facts import offices, texts
from finder.facts.dataset import Dataset
from finder.facts.kinds import KINDS, Kind
from finder.facts.plan import Plan
from finder.rules.doors import DOORS, LAST_DOOR, SOZIALREGION

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
"""The fonts the sheets are set in; no font of the machine is used."""

FONT_OF = {
    "LATIN": "NotoSans-Regular.ttf",
    "GREEK": "NotoSans-Regular.ttf",
    "CYRILLIC": "NotoSans-Regular.ttf",
    "ARABIC": "NotoSansArabic-Regular.ttf",
}
"""The font that draws each script, by the first word of its letters' names in Unicode."""


def faults(data: Dataset) -> Iterator[BadRow]:
    """Every promise of a record that is not kept."""
    yield from _doors_to_nowhere(data)
    yield from _examples_nobody_can_plan()
    yield from _languages_without_a_font(data)


def _doors_to_nowhere(data: Dataset) -> Iterator[BadRow]:
    listed = data.table(offices.table)
    if listed.faults:
        return  # named there
    known = {row.key for _, row in listed.rows} | {SOZIALREGION}
    for door in (*DOORS, LAST_DOOR):
        for key in door.where:
            if key not in known:
                yield BadRow(
                    listed.file, None, "key", key, f"the door {door.key} leads to this office: it must be listed"
                )


def _examples_nobody_can_plan() -> Iterator[BadRow]:
    for kind in KINDS.values():
        for column, value, allowed in _of_example(kind):
            yield BadRow("finder/facts/kinds.py", None, f"{kind.key}.example.{column}", value, allowed)


def _of_example(kind: Kind) -> Iterator[tuple[str, object, str]]:
    example = kind.example
    if example.longest is not None and example.months > example.longest:
        yield "months", example.months, f"must not be more than the {example.longest} months that are allowed"
    filled = {
        "coaching_hours": example.coaching_hours,
        "internal_days": example.internal_days,
        "hours_by_month": example.hours_per_month,
    }
    for key, value in filled.items():
        if bool(value) is not (key in kind.billed_by):
            yield key, value, f"billed by {', '.join(kind.billed_by)}: just that must be filled"
    try:
        Plan.of(kind.key, _planned(kind))
    except BadAnswer as refused:
        yield refused.field, refused.value, refused.allowed


def _planned(kind: Kind) -> dict[str, object]:
    """The example as a plan, in the keys the kind is billed by."""
    example = kind.example
    plan: dict[str, object] = {
        "coaching_hours": example.coaching_hours,
        "internal_days": {"full_days": example.internal_days},
        "hours_by_month": [example.hours_per_month] * example.months,
        "whole_months": example.months,
    }
    return {key: value for key, value in plan.items() if key in kind.billed_by}


def _languages_without_a_font(data: Dataset) -> Iterator[BadRow]:
    unread = dict(texts.unreadable(data.path))
    for language in data.languages:
        if language in unread:
            continue  # named there
        script = _script(" ".join(map(str, data.texts(language).values())))
        if script not in FONT_OF or not (FONTS / FONT_OF[script]).is_file():
            yield BadRow(f"texts/{language}.toml", None, "meta.locale", script, "static/fonts must hold its script")


def _script(text: str) -> str:
    """The script that most letters belong to, as Unicode calls it."""
    scripts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "").split(" ")[0]] += times
    return scripts.most_common(1)[0][0] if scripts else "LATIN"
