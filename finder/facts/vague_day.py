"""A day that a source states only as a month or a year: reckoned with by its first day, shown no finer than it is."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal, Self

Exactness = Literal["day", "month", "year"]

_FORM = re.compile(r"(?!0000)(\d{4})(?:-(0[1-9]|1[0-2]))?", re.ASCII)


class VagueDay(date):
    """The first day of a month or a year; ``exact_to`` says which. As text it is «2019-10» or «2019»."""

    exact_to: Exactness

    @classmethod
    def read(cls, text: str) -> Self:
        """From «YYYY-MM» or «YYYY».

        Raises:
            ValueError: it is neither.
        """
        found = _FORM.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is neither a month nor a year")
        made = cls(int(found[1]), int(found[2] or 1), 1)
        made.exact_to = "month" if found[2] else "year"
        return made

    def __str__(self) -> str:
        return f"{self:%Y-%m}" if self.exact_to == "month" else f"{self:%Y}"

    def __reduce__(self) -> tuple[object, ...]:
        return VagueDay.read, (str(self),)


def exactness(day: date) -> Exactness:
    """How exact a day is known to be."""
    return day.exact_to if isinstance(day, VagueDay) else "day"
