"""What the records in the program promise, held against the data: without it a page would break or keep silent.

A door leads to offices that are on file; every kind has an example that can be planned; every language can be drawn;
a case table may ask every question by a German heading; every sample person has a name.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from finder.caseload.headings import sheet_words
from finder.errors import BadAnswer, BadData, BadRow, FinderError
from finder.facts import offices, texts
from finder.facts.dataset import Dataset
from finder.facts.kinds import KINDS, Kind
from finder.facts.plan import Plan
from finder.facts.situation import QUESTIONS
from finder.office.samples import samples
from finder.rules.doors import DOORS, LAST_DOOR, SOZIALREGION
from finder.sentences import Sentence, sentence

FONTS = Path(__file__).resolve().parents[2] / "static" / "fonts"
"""The fonts the sheets are set in; no font of the machine is used."""

ENOUGH = 20_000
"""Characters that tell a script."""

FONT_OF = {
    "LATIN": "NotoSans-Regular.ttf",
    "GREEK": "NotoSans-Regular.ttf",
    "CYRILLIC": "NotoSans-Regular.ttf",
    "ARABIC": "NotoSansArabic-Regular.ttf",
    "ETHIOPIC": "NotoSansEthiopic-Regular.ttf",
}
"""The font that draws each script, by the first word of its letters' names in Unicode."""


def faults(data: Dataset) -> Iterator[BadRow]:
    """Every promise of a record that is not kept."""
    yield from _doors_to_nowhere(data)
    yield from _examples_nobody_can_plan()
    yield from _languages_without_a_font(data)
    yield from _questions_no_case_table_may_ask(data)
    yield from _samples_without_a_name(data)


def _doors_to_nowhere(data: Dataset) -> Iterator[BadRow]:
    listed = data.table(offices.table)
    if listed.faults:
        return  # named there
    known = {row.key for _, row in listed.rows} | {SOZIALREGION}
    for door in (*DOORS, LAST_DOOR):
        for key in door.where:
            if key not in known:
                yield BadRow(listed.file, None, "key", key, sentence("office_of_door", door=door.key))


def _examples_nobody_can_plan() -> Iterator[BadRow]:
    for kind in KINDS.values():
        for column, value, demand in _of_example(kind):
            yield BadRow("finder/facts/kinds.py", None, f"{kind.key}.example.{column}", value, demand)


def _of_example(kind: Kind) -> Iterator[tuple[str, object, Sentence]]:
    example = kind.example
    if example.longest is not None and example.months > example.longest:
        yield "months", example.months, sentence("longest_stay", longest=example.longest)
    filled = {
        "coaching_hours": example.coaching_hours,
        "internal_days": example.internal_days,
        "hours_by_month": example.hours_per_month,
    }
    for key, value in filled.items():
        if bool(value) is not (key in kind.billed_by):
            yield key, value, sentence("just_billed_by", units=", ".join(kind.billed_by))
    try:
        Plan.of(kind.key, _planned(kind))
    except BadAnswer as refused:
        yield refused.field, refused.value, refused.demand


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


def _questions_no_case_table_may_ask(data: Dataset) -> Iterator[BadRow]:
    try:
        words = data.once(sheet_words)
    except (BadData, KeyError, TypeError, AttributeError, RecursionError):
        return  # named with the file
    for key in QUESTIONS:
        if key not in words.headings.values():
            yield BadRow("sheet_words.toml", None, "headings", key, sentence("heading_of_question"))
        unknown = {*words.values.get(key, {}).values()} - {str(value) for value in QUESTIONS[key].values}
        for value in sorted(unknown):
            yield BadRow("sheet_words.toml", None, f"values.{key}", value, sentence("answer_of_question"))


def _samples_without_a_name(data: Dataset) -> Iterator[BadRow]:
    if texts.GERMAN not in data.languages or texts.GERMAN in data.unreadable:
        return  # named there
    try:
        known = data.once(samples)
    except (OSError, FinderError, KeyError, TypeError, AttributeError, RecursionError):
        return  # named with the file
    for key in (f"event.person.{one.key}" for one in known):
        if key not in data.texts(texts.GERMAN):
            yield BadRow(f"texts/{texts.GERMAN}.toml", None, key, "", sentence("text_missing"))


def _languages_without_a_font(data: Dataset) -> Iterator[BadRow]:
    for language in data.languages:
        if language in data.unreadable:
            continue  # named there
        script = _script(" ".join(map(str, data.texts(language).values()))[:ENOUGH])
        if script not in FONT_OF or not (FONTS / FONT_OF[script]).is_file():
            yield BadRow(f"texts/{language}.toml", None, "meta.locale", script, sentence("font_for_script"))


@lru_cache(maxsize=32)  # of contents: few of the languages change between two examinations
def _script(text: str) -> str:
    """The script that most letters belong to, as Unicode calls it."""
    scripts: Counter[str] = Counter()
    for letter, times in Counter(text).items():
        if letter.isalpha():
            scripts[unicodedata.name(letter, "").split(" ")[0]] += times
    return scripts.most_common(1)[0][0] if scripts else "LATIN"
