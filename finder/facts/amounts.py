"""Reads numbers the way people write them: «2'500.–», «CHF 2 500.50», «4500 francs par mois», «٤٥٠٠ فرنك», «17 Jahre».

What is written beside the number must be known (:mod:`finder.facts.unit_words`) and go with the question; what could be
two numbers («4.500») is refused with both. Nothing is read as a number that a person might not have meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

from finder.errors import BadAnswer
from finder.facts import unit_words
from finder.facts.characters import clean
from finder.sentences import Sentence, sentence

RAPPEN = Decimal("0.01")
FIVE_RAPPEN = Decimal("0.05")
MOST = Decimal(99999999)
LONGEST = 80
"""Characters of a number with everything beside it."""

_ALIKE = str.maketrans({**dict.fromkeys("‐‑‒–—―−⁃", "-"), "٬": "'", "٫": ".", "،": ","})
_NUMBER = re.compile(r"(?P<before>\D*?)(?P<sign>[+-]?)\s?(?P<number>\d(?:[\d'.,\s]*\d)?)(?P<after>\D*)", re.ASCII)
_NO_RAPPEN = re.compile(r"^\s?[.,]\s?-+")
"""«4500.–»: there are no Rappen, so what stands before it is whole francs."""
_CUT_OFF = re.compile(r"(?:^|[^\w]|\d)[.,']$")
"""«.50» and «'500» are the ends of numbers; «Fr.50» is one."""
_HOURS_AND_MINUTES = re.compile(r"(\d{1,3})\s?(:|[^\W\d]+\.?)\s?(\d{1,2})\s?([^\W\d]*)\.?", re.ASCII)
_QUARTERS = {"½": ".5", "¼": ".25", "¾": ".75"}
_YEAR_OF_BIRTH = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)

_BESIDE: dict[str, tuple[str, ...]] = {
    "age": (unit_words.YEARS, unit_words.MY_AGE),
    "household_size": (unit_words.PERSONS,),
    "full_days": (unit_words.DAYS,),
    "short_days": (unit_words.DAYS,),
    "internal_days": (unit_words.DAYS,),
    "days_per_week": (unit_words.DAYS, unit_words.PER_WEEK),
    "whole_months": (unit_words.MONTHS,),
    "coaching_hours": (unit_words.HOURS,),
    "hours_by_month": (unit_words.HOURS, unit_words.PER_MONTH),
    "hours_per_day": (unit_words.HOURS, unit_words.PER_DAY),
    "km": (unit_words.KM,),
}
"""Question → what may stand beside its number. Months in the field for an age make no years."""
_HOURS = frozenset(key for key, groups in _BESIDE.items() if unit_words.HOURS in groups)
_NOT_BY_THE_MONTH = frozenset({"wealth"})
"""«500 pro Monat» is no wealth: somebody is in the wrong field."""


class _TwoNumbers(Exception):
    """What is written may be the one or the other."""

    def __init__(self, first: Decimal, second: Decimal) -> None:
        self.first, self.second = first, second


def amount(key: str, value: Any) -> Decimal:
    """An amount in CHF, zero or more, to the Rappen.

    Raises:
        BadAnswer: neither a number nor a text that a person would read as an amount. ``hint`` is ``two_numbers``
            where it could be two, ``amount_per_year`` or ``other_currency`` where it is another amount.
    """
    demand = sentence("amount_chf")
    by_the_month = () if key in _NOT_BY_THE_MONTH else (unit_words.PER_MONTH,)
    beside = unit_words.phrases(unit_words.FRANCS, unit_words.NET, unit_words.ABOUT, *by_the_month)
    try:
        number = _decimal(value, beside, thousands=True)
    except _TwoNumbers as two:
        raise _refused(key, value, demand, two) from None
    if number is None or not 0 <= number <= MOST or number != number.quantize(RAPPEN):
        raise BadAnswer(key, value, demand, hint=_why_no_amount(key, value))
    return number


def whole_number(least: int, most: int) -> Callable[[str, Any], int]:
    """A reader of whole numbers from ``least`` to ``most``."""

    def understand(key: str, value: Any) -> int:
        demand = sentence("whole_number", least=least, most=most)
        try:
            number = _decimal(value, _beside(key), most=most)
        except _TwoNumbers as two:
            raise _refused(key, value, demand, two) from None
        if number is None or number != number.to_integral_value() or not least <= number <= most:
            if _name(key) == "age" and _is_birth(value):
                raise BadAnswer(key, value, sentence("age_not_year", allowed=demand), hint="year_of_birth")
            raise BadAnswer(key, value, demand, hint="bad_whole_number", least=least, most=most)
        return int(number)

    return understand


def quantity(key: str, value: Any, most: int) -> Decimal:
    """A number from 0 to ``most`` with at most four decimals, for example hours («1.25», «1 h 15», «1¼»).

    Raises:
        BadAnswer: anything else.
    """
    demand = sentence("number", most=most)
    try:
        number = _hours(value) if _name(key) in _HOURS else None
        number = number if number is not None else _decimal(_quarters(value), _beside(key), decimals=4, most=most)
    except _TwoNumbers as two:
        raise _refused(key, value, demand, two) from None
    if number is None or not 0 <= number <= most:
        raise BadAnswer(key, value, demand, hint="bad_quantity")
    return number


def to_rappen(value: Decimal) -> Decimal:
    """Rounded to CHF 0.01, half up."""
    return value.quantize(RAPPEN, ROUND_HALF_UP)


def to_five_rappen(value: Decimal) -> Decimal:
    """Rounded to CHF 0.05, half up, as cash is paid in Switzerland."""
    return ((value / FIVE_RAPPEN).quantize(Decimal(1), ROUND_HALF_UP) * FIVE_RAPPEN).quantize(RAPPEN)


# ── What stands beside a number ──────────────────────────────────────────────────


def _name(key: str) -> str:
    """«plan.hours_by_month[2]» → «hours_by_month»."""
    return key.rpartition(".")[2].partition("[")[0]


@cache  # bounded by the keys of our questions
def _phrases_beside(name: str) -> frozenset[tuple[str, ...]]:
    return unit_words.phrases(*_BESIDE[name])


def _beside(key: str) -> frozenset[tuple[str, ...]]:
    name = _name(key)
    return _phrases_beside(name) if name in _BESIDE else frozenset()


def _refused(key: str, value: Any, demand: Sentence, two: _TwoNumbers) -> BadAnswer:
    rappen = two.second == two.second.quantize(RAPPEN)
    first, second = f"{two.first:f}", f"{two.second:.2f}" if rappen else f"{two.second:f}"
    demand = sentence("one_number", allowed=demand, first=first, second=second)
    return BadAnswer(key, value, demand, hint="two_numbers", first=first, second=second)


def _why_no_amount(key: str, value: Any) -> str:
    if isinstance(value, str) and len(value) <= LONGEST:
        if key not in _NOT_BY_THE_MONTH and unit_words.any_of(
            _words_only(value), unit_words.phrases(unit_words.PER_YEAR)
        ):
            return "amount_per_year"
        if unit_words.any_of(_words_only(value), unit_words.phrases(unit_words.OTHER_MONEY)):
            return "other_currency"
    return "bad_amount"


def _words_only(text: str) -> str:
    return re.sub(r"\d+", " ", clean(text))


def _is_birth(value: Any) -> bool:
    if isinstance(value, str) and len(value) <= LONGEST:
        text = clean(value)
        said = unit_words.any_of(_words_only(text), unit_words.phrases(unit_words.BIRTH)) or text.startswith("*")
        return _YEAR_OF_BIRTH.search(text) is not None or (said and any(sign.isdecimal() for sign in text))
    whole = isinstance(value, int | float) or (isinstance(value, Decimal) and value.is_finite())
    return whole and 1900 <= value <= 2099


# ── The number itself ────────────────────────────────────────────────────────────


def _decimal(
    value: Any,
    beside: frozenset[tuple[str, ...]],
    *,
    decimals: int = 2,
    most: int | None = None,
    thousands: bool = False,
) -> Decimal | None:
    if not isinstance(value, str):
        return _plain_number(value, decimals)
    if len(value) > 4 * LONGEST or len(text := clean(value).translate(_ALIKE)) > LONGEST:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or found["sign"] == "-" or set(found["before"]) & set("-("):
        return _zero(text)
    if _CUT_OFF.search(found["before"]) or found["after"].startswith("'"):
        return None
    after, whole = _NO_RAPPEN.subn("", found["after"])
    if after.strip(" -") == "" and "-" in after:  # «4500-» may be the beginning of «4500-5000», or less than nothing
        return None
    number = _written(found["number"], decimals, whole_francs=whole > 0, most=most)
    if number is None:
        return None
    said = f"{found['before']} {after}"
    if unit_words.are_all(said, beside):
        return number
    times = unit_words.phrases(unit_words.THOUSAND)
    if thousands and number < 1000 and unit_words.any_of(after, times) and unit_words.are_all(said, beside | times):
        return (number * 1000).quantize(Decimal(1))
    return None


def _zero(text: str) -> Decimal | None:
    """«-0» is nothing, as 0 is; anything else below zero is no answer."""
    return Decimal(0) if re.fullmatch(r"-\s?0+(?:[.,]0{1,2})?", text, re.ASCII) else None


def _plain_number(value: Any, decimals: int) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**12 else None
    number = Decimal(repr(value)) if isinstance(value, float) else value
    if not number.is_finite() or (number and not -12 < number.adjusted() < 12):
        return None
    exact = number.normalize()
    return (exact + 0 if exact else Decimal(0)) if -int(exact.as_tuple().exponent) <= decimals else None


_APOSTROPHES = re.compile(r"[1-9]\d{0,2}(?:\s?'\s?\d{3})+", re.ASCII)
_BLANKS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+", re.ASCII)
_POINTS = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+", re.ASCII)
_COMMAS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)


def _written(text: str, decimals: int, *, whole_francs: bool, most: int | None) -> Decimal | None:
    """The number written as ``text``.

    Raises:
        _TwoNumbers: a sign before three digits may part thousands or decimals, and both are allowed.
    """
    if text.isdecimal() or _APOSTROPHES.fullmatch(text) or _BLANKS.fullmatch(text):
        return Decimal(re.sub(r"[' ]", "", text))
    if _POINTS.fullmatch(text) or _COMMAS.fullmatch(text):
        by_thousands = Decimal(re.sub(r"[.,]", "", text))
        if whole_francs or text.count(".") + text.count(",") > 1:
            return by_thousands
        as_decimals = Decimal(text.replace(",", "."))
        if most is None or by_thousands <= most:
            raise _TwoNumbers(by_thousands, as_decimals.normalize())
        return as_decimals if decimals >= 3 else None
    whole, mark, part = re.fullmatch(r"(.*?)([.,]?)(\d*)", text, re.ASCII | re.DOTALL).groups()  # type: ignore[union-attr]  # fits any text
    if whole_francs or not mark or not 1 <= len(part) <= decimals:
        return None
    if not (whole.isdecimal() or _APOSTROPHES.fullmatch(whole) or _BLANKS.fullmatch(whole)):
        other = _COMMAS if mark == "." else _POINTS
        if not other.fullmatch(whole):
            return None
    digits = re.sub(r"[' .,]", "", whole)
    return Decimal(f"{digits}.{part}")


def _quarters(value: Any) -> Any:
    """«1½» → «1.5»."""
    if not isinstance(value, str) or not set(value) & set(_QUARTERS):
        return value
    found = re.fullmatch(r"(\d*) ?([½¼¾])(\D*)", clean(value), re.ASCII)
    return f"{found[1] or 0}{_QUARTERS[found[2]]}{found[3]}" if found else value


def _hours(value: Any) -> Decimal | None:
    """«1:30», «1 h 30», «1 Std. 30 Min.» and «90 Minuten» as hours, ``None`` where it is none of these."""
    if not isinstance(value, str) or len(value) > LONGEST:
        return None
    text = clean(value)
    minutes = unit_words.phrases(unit_words.MINUTES)
    if found := _HOURS_AND_MINUTES.fullmatch(text):
        whole, hour, part, minute = found.groups()
        named = hour == ":" or unit_words.are_all(hour, unit_words.phrases(unit_words.HOURS))
        if not named or int(part) >= 60 or not unit_words.are_all(minute, minutes):
            return None
        return (Decimal(whole) + Decimal(part) / 60).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    if found := re.fullmatch(r"(\d{1,4})\s?(\D+)", text, re.ASCII):
        only_minutes = unit_words.words(found[2]) and unit_words.are_all(found[2], minutes)
        return (Decimal(found[1]) / 60).quantize(Decimal("0.0001"), ROUND_HALF_UP) if only_minutes else None
    return None
