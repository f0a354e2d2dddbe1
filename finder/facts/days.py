"""Reads days the way people write them, for example «1.12.2026» or «2026-12-01»."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from finder.errors import BadAnswer
from finder.facts.amounts import western_digits

_SWISS = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)


def day(key: str, value: object) -> date:
    """A day of this century; a year of two digits is one of it too.

    Raises:
        BadAnswer: neither a day nor a text that a person would read as one.
    """
    found = value if isinstance(value, date) else _read(value) if isinstance(value, str) else None
    if found is None or not EARLIEST <= found <= LATEST:
        raise BadAnswer(key, value, "a day like 1.12.2026 or 2026-12-01", hint="bad_day")
    return found


def _read(text: str) -> date | None:
    text = western_digits(unicodedata.normalize("NFKC", text[:40])).strip().removesuffix(".")
    if swiss := _SWISS.fullmatch(text):
        in_month, month, year = (int(part) for part in swiss.groups())
        year += 2000 if year < 100 else 0
    elif iso := _ISO.fullmatch(text):
        year, month, in_month = (int(part) for part in iso.groups())
    else:
        return None
    try:
        return date(year, month, in_month)
    except ValueError:
        return None
