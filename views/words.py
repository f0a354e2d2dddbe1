"""Finds the words: one object per language, handed from part to part. A language is a value, never a global."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from finder.facts.dataset import on_file
from finder.facts.situation import QUESTIONS
from finder.facts.texts import DAY, GERMAN, MONEY, Text
from finder.facts.vague_day import exactness

RIGHT_TO_LEFT_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2067", "\u2066", "\u2069"


class Words:
    """The texts of one language, with its numbers, days and plurals."""

    def __init__(self, language: str, entries: Mapping[str, Text]) -> None:
        self.language = language
        self._entries = entries
        self.locale = Locale.parse(str(entries["meta.locale"]))
        self.dir = str(entries["meta.dir"])
        self._day = str(entries.get(DAY, "long"))
        self._money = str(entries.get(MONEY, ""))
        self.is_german = language.startswith(GERMAN)

    def __call__(self, key: str, **values: Any) -> str:
        """The sentence with its placeholders filled; ``count`` picks the plural form."""
        text = self._entries[key]
        if not isinstance(text, str):
            category = self.locale.plural_form(values["count"])
            text = text.get(category) or text["other"]
        return _filled(text, {name: self.value(value) for name, value in values.items()}) if values else text

    def to(self, me: str, key: str, **values: Any) -> str:
        """A sentence in the person of the reader: ``key_self`` or ``key_staff`` where they differ, else ``key``."""
        own = f"{key}_{me}"
        return self(own if own in self else key, **values)

    def __contains__(self, key: str) -> bool:
        return key in self._entries

    def value(self, value: Any) -> str:
        """An answer, an amount or a day as a person reads it."""
        if value is None:
            return self("app.unknown")
        if isinstance(value, bool):
            return self("app.yes" if value else "app.no")
        if isinstance(value, Enum):
            return self(f"question.{_question_of(value)}.option.{value.value}")
        if isinstance(value, Decimal):
            # An amount reads the same in every language; a small quantity has the decimal sign of the reader's.
            return self.number(value) if value < 1000 else self.ltr(_swiss(value).removesuffix(".00"))
        if isinstance(value, date):
            return self.day(value)
        return str(value)

    def chf(self, amount: Decimal) -> str:
        """An amount as it is written in Switzerland: CHF 1'736.00, whatever the direction; in plain German
        «1'736 Franken», as people say it."""
        if self._money:
            return self.ltr(self._money.format(amount=_swiss(amount).removesuffix(".00")))
        return self.ltr(f"CHF\u00a0{_swiss(amount)}")

    def number(self, number: Decimal | float | int) -> str:
        """A number without needless zeros."""
        return format_decimal(number, locale=self.locale, numbering_system="latn")

    def km(self, km: float) -> str:
        """A distance in whole or half kilometres: the points are no more precise."""
        return self.ltr(f"{_halves(round(km * 2), self.locale)} km")

    def day(self, day: date) -> str:
        """No finer than it is known: «5. Oktober 2022», «Oktober 2022», «2022»."""
        match exactness(day):
            case "day":
                return format_date(day, self._day, locale=self.locale)
            case "month":
                return format_skeleton("yMMMM", day, locale=self.locale)
            case "year":
                return f"{day:%Y}"

    def all(self, parts: Iterable[str]) -> str:
        """«a, b und c»"""
        return format_list(list(parts), locale=self.locale)

    def ended(self, text: str) -> str:
        """A text with one full stop at its end, the one that its language writes («።» in Tigrinya)."""
        stop = self("app.orientation")[-1]
        return text.rstrip(stop) + stop

    def ltr(self, text: str) -> str:
        """Telephone numbers, codes and amounts keep their order inside right-to-left text."""
        return f"{LEFT_TO_RIGHT_ISOLATE}{text}{POP_ISOLATE}" if self.dir == "rtl" else text

    def isolate(self, text: str) -> str:
        """A name that begins with a German term keeps to the direction of its language."""
        return f"{RIGHT_TO_LEFT_ISOLATE}{text}{POP_ISOLATE}" if self.dir == "rtl" else text


def _filled(text: str, told: Mapping[str, str]) -> str:
    """The sentence with its placeholders filled; what brings a full stop along («30. 6. 2025.») ends it with one."""
    for name, value in told.items():
        if value.endswith("."):
            text = text.replace(f"{{{name}}}.", f"{{{name}}}")
    return text.format(**told)


def _swiss(amount: Decimal) -> str:
    return f"{amount:,.2f}".replace(",", "'")


@lru_cache(4096)
def _halves(count: int, locale: Locale) -> str:
    """So many halves as a decimal number: a list and a map write thirty of them at every click."""
    return str(format_decimal(count / 2, locale=locale, numbering_system="latn"))


def words(language: str) -> Words:
    """The words of a language on file; German where there is no such file."""
    return _words(language if language in on_file().languages else GERMAN)


@cache  # bounded by the files: what a visitor sends is looked up before
def _words(known: str) -> Words:
    return Words(known, {**on_file().office_texts, **on_file().texts(known)})


@cache
def _questions_by_values() -> dict[type, str]:
    return {type(question.values[0]): key for key, question in QUESTIONS.items() if question.values}


def _question_of(value: Enum) -> str:
    return _questions_by_values()[type(value)]
