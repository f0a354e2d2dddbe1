"""Reads days the way people write them: «1.12.2026», «2026-12-01», «1. Dezember 2026», «1er décembre», «١ ديسمبر ٢٠٢٦».

The names of months and weekdays are those of the Unicode CLDR. One that means two months is refused.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, datetime
from functools import cache

from babel import Locale

from finder.errors import BadAnswer
from finder.facts.characters import clean, folded
from finder.sentences import sentence

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
LONGEST = 60
"""Characters of a day with everything beside it."""
LANGUAGES = tuple("de de_CH de_AT en fr it es pt uk ru ar ar_LB fa tr sq bs hr sr sr_Latn ti".split())  # noqa: SIM905  # a list would fill a screen

_SWISS = re.compile(r"(\d{1,2}) ?[./-] ?(\d{1,2}) ?[./-] ?(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})(?:T00:00(?::00)?Z?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})(?:\.|er|re|ro|st|nd|rd|th|º|°|o|ª|-(?:ше|го|е))? ?(\D+?) ?(\d{4}|\d{2})", re.ASCII)
_MONTH_FIRST = re.compile(r"([^\W\d]\D*?) (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_BETWEEN = frozenset({"de", "del", "di", "do", "da", "of", "the"})
_AFTER = re.compile(r"(?<=\d) ?(?:р|року|г|года|godine|god|г|م|میلادی)\.?$")
_BEFORE = frozenset(folded("am ab den der vom seit on from the since le du il dal el від з من از در od од").split())
_OWN_MONTHS = {"jänner": 1, "feber": 2, "märz": 3, "maerz": 3, "sept": 9, "mrz": 3, "septembar": 9, "decembar": 12}


def day(key: str, value: object) -> date:
    """A day of this century; a year of two digits is one of it too.

    Raises:
        BadAnswer: neither a day nor a text that a person would read as one, or a weekday that it is not.
    """
    if isinstance(value, datetime):
        value = value.date()
    found = value if isinstance(value, date) else _read(value) if isinstance(value, str) else None
    if found is None or not EARLIEST <= found <= LATEST:
        raise BadAnswer(key, value, sentence("a_day"), hint="bad_day")
    return found


def _read(text: str) -> date | None:
    if len(text) > 4 * LONGEST or len(text := clean(text)) > LONGEST:
        return None
    text = text.replace("‐", "-").replace("–", "-").removesuffix(".").strip()
    weekday, text = _without_weekday(text)
    found = _date(_AFTER.sub("", text))
    return found if weekday is None or (found is not None and found.weekday() in weekday) else None


def _date(text: str) -> date | None:
    if swiss := _SWISS.fullmatch(text):
        in_month, month, year = int(swiss[1]), int(swiss[2]), _year(swiss[3])
    elif iso := _ISO.fullmatch(text):
        year, month, in_month = int(iso[1]), int(iso[3]), int(iso[4])
    elif (named := _DAY_FIRST.fullmatch(text)) and (meant := _month(named[2])):
        in_month, month, year = int(named[1]), meant, _year(named[3])
    elif (named := _MONTH_FIRST.fullmatch(text)) and (meant := _month(named[1])):
        in_month, month, year = int(named[2]), meant, int(named[3])
    else:
        return None
    try:
        return date(year, month, in_month)
    except ValueError:
        return None


def _year(digits: str) -> int:
    return int(digits) + (2000 if len(digits) == 2 else 0)


def _month(name: str) -> int | None:
    words = [word.strip(".,'") for word in folded(name).split() if word not in _BETWEEN]
    return _months().get(" ".join(words))


def _without_weekday(text: str) -> tuple[frozenset[int] | None, str]:
    """The weekday that stands before a day (0 = Monday; all it may mean), and the rest: «Di, 1.12.2026»."""
    weekday = None
    while found := re.match(r"([^\W\d]+(?: [^\W\d]+)??)[.,]* (?=.*\d)", text, re.DOTALL):
        word = folded(found[1]).strip(".,")
        if weekday is None and word in _weekdays():
            weekday = _weekdays()[word]
        elif word not in _BEFORE:
            break
        text = text[found.end() :]
    return weekday, text


@cache
def _months() -> dict[str, int]:
    """Every name of a month, folded, that means one month only."""
    meant: dict[str, set[int]] = defaultdict(set)
    for name, month in _OWN_MONTHS.items():
        meant[folded(name)].add(month)
    for language in LANGUAGES:
        for names in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in names.get(width, {}).items():
                    meant[folded(name).strip(".")].add(month)
    return {name: next(iter(months)) for name, months in meant.items() if len(months) == 1 and not name.isdecimal()}


@cache
def _weekdays() -> dict[str, frozenset[int]]:
    meant: dict[str, set[int]] = defaultdict(set)
    for language in LANGUAGES:
        for names in Locale.parse(language).days.values():
            for width in ("wide", "abbreviated", "short"):
                for weekday, name in names.get(width, {}).items():
                    meant[folded(name).strip(".")].add(weekday)
    return {name: frozenset(days) for name, days in meant.items() if name}
