"""Reads numbers the way people write them, for example «2'500.–» or «CHF 2 500.50»."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from finder.errors import BadAnswer

RAPPEN = Decimal("0.01")
FIVE_RAPPEN = Decimal("0.05")
MOST = Decimal("99999999")

_BETWEEN_THOUSANDS = re.compile(r"(?<=\d)['’‘ʼ`´٬\s](?=\d{3}(?!\d))")
"""An apostrophe or a blank before three digits; anywhere else («12 50») nobody can tell what was meant."""
_NO_RAPPEN = re.compile(r"[.,]\s*[-–—]+$")
_CURRENCY = re.compile(r"^(?:chf|s?fr\.?|franken)\s*|\s*(?:chf|s?fr\.?|franken)$")


def amount(key: str, value: Any) -> Decimal:
    """An amount in CHF, zero or more, to the Rappen.

    Raises:
        BadAnswer: neither a number nor a text that a person would read as an amount.
    """
    allowed = "an amount in CHF, 0 or more, for example 2500 or 2'500.50"
    number = _decimal(value)
    if number is None or not 0 <= number <= MOST or number != number.quantize(RAPPEN):
        raise BadAnswer(key, value, allowed, hint="bad_amount")
    return number


def whole_number(least: int, most: int) -> Callable[[str, Any], int]:
    """A reader of whole numbers from ``least`` to ``most``."""

    def understand(key: str, value: Any) -> int:
        number = _decimal(value)
        if number is None or number != number.to_integral_value() or not least <= number <= most:
            allowed = f"a whole number from {least} to {most}"
            raise BadAnswer(key, value, allowed, hint="bad_whole_number", least=least, most=most)
        return int(number)

    return understand


def quantity(key: str, value: Any, most: int) -> Decimal:
    """A number from 0 to ``most`` with at most four decimals, for example hours («1.25»).

    Raises:
        BadAnswer: anything else.
    """
    number = _decimal(value, decimals=4)
    if number is None or not 0 <= number <= most:
        raise BadAnswer(key, value, f"a number from 0 to {most}", hint="bad_quantity")
    return number


def to_rappen(value: Decimal) -> Decimal:
    """Rounded to CHF 0.01, half up."""
    return value.quantize(RAPPEN, ROUND_HALF_UP)


def to_five_rappen(value: Decimal) -> Decimal:
    """Rounded to CHF 0.05, half up, as cash is paid in Switzerland."""
    return ((value / FIVE_RAPPEN).quantize(Decimal(1), ROUND_HALF_UP) * FIVE_RAPPEN).quantize(RAPPEN)


def _decimal(value: Any, decimals: int = 2) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value) if abs(value) < 10**12 else None
    if isinstance(value, float):
        value = repr(value)
    if isinstance(value, Decimal) and value:
        value = format(value.normalize(), "f") if value.is_finite() and -12 < value.adjusted() < 12 else ""
    if value == 0:
        return Decimal(0)
    if not isinstance(value, str) or len(value) > 40:
        return None
    if any(sign.isdigit() and not sign.isdecimal() for sign in value):  # «25²» is not 252
        return None
    text = western_digits(unicodedata.normalize("NFKC", value)).casefold().replace("٫", ".").strip()
    text = _BETWEEN_THOUSANDS.sub("", _NO_RAPPEN.sub("", _CURRENCY.sub("", text)))
    if not re.fullmatch(rf"[+-]?\d+(?:[.,]\d{{1,{decimals}}})?", text, re.ASCII):
        return None
    number = Decimal(text.replace(",", "."))
    return number if number else abs(number)  # no «-0.00»


def western_digits(text: str) -> str:
    """Arabic and Persian digits as 0–9: a phone keyboard writes them."""
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)
