"""The fields of one plan: what a person would say of a stay, in the units of its kind.

What was chosen stands under the key of its field and stays; what was not begins with our example.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from babel.dates import get_day_names

from finder.errors import BadAnswer
from finder.facts.amounts import quantity, whole_number
from finder.facts.days import day
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import (
    MOST_COACHING_HOURS,
    MOST_HOURS_IN_A_MONTH,
    MOST_INTERNAL_DAYS,
    Days,
)
from finder.facts.situation import QUESTIONS
from finder.steps.attendance import LONG_DAY, SHORT_DAY, attendance
from finder.steps.calendar import Calendar, Stay, after_months, days_stay, hours_stay, monthly_hours_stay
from views.fields import chosen_from, in_the_open, typed, warning
from views.html import Markup, joined
from views.refusals import refusal
from views.words import Words

UNTIL = 0
"""Stands for «until a certain day» among the numbers of months."""
MONTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24)
WORKING_DAYS = tuple(range(5))
THREE_DAYS = 3
ENDS = ("", "_second")
"""How the keys of the first plan end, and those of the second."""


START = "plan_start"


@dataclass(frozen=True)
class PlanDraft:
    """What one form yields: its fields, the stay, ``None`` while an answer is not understood, its length in months, and
    what is to be said of it in sentences."""

    fields: Markup
    stay: Stay | None
    months: int
    notes: list[str] = field(default_factory=list)


class PlanForm:
    """The fields of a plan, with what is ``held`` under their keys. How much work is possible today (``capacity``)
    presets days and hours. A second plan (``second``) starts on the same day, with less to compare by."""

    def __init__(
        self, say: Words, kind: TypeKey, held: Mapping[str, Any], capacity: str | None = None, *, second: bool = False
    ) -> None:
        self.say, self.kind, self.held, self.second = say, kind, held, second
        self.capacity = "" if capacity is None else str(capacity)
        self.default = KINDS[kind].example
        self.faults = 0
        self.fields: list[Markup] = []
        self.notes: list[str] = []

    def read(self, start: date) -> PlanDraft:
        """The plan as it stands in its fields; what is not understood gets a kind sentence at its place."""
        keys = KINDS[self.kind].billed_by
        try:
            if "whole_months" in keys:
                return self._days(start)
            return self._coaching(start) if "coaching_hours" in keys else self._hours(start)
        except BadAnswer as error:
            self.fields.append(warning(refusal(self.say, error)))
            return self._drawn(None, 0)

    def _drawn(self, stay: Stay | None, months: int) -> PlanDraft:
        return PlanDraft(joined(self.fields), stay, months, self.notes)

    def _days(self, start: date) -> PlanDraft:
        months = self._months("months", (*MONTHS, UNTIL), self._fewer(self.default.months))
        end = after_months(start, months) if months else self._typed("end", "", day)
        days, hours_at_first = attendance(self.capacity)
        weekdays = self._weekdays(min(days, THREE_DAYS) if self.second else days)
        hours = self._hours_a_day(hours_at_first)
        if self.faults or end is None:
            return self._drawn(None, months)
        stay = days_stay(Calendar(start, end, frozenset(weekdays), hours))
        if months:
            self._note("costs.form.end_is", end=end)
        self._note("costs.form.hours_per_day_help")
        length = months or len(stay.so_far)
        self._warn_of_length(length)
        return self._drawn(stay, length)

    def _coaching(self, start: date) -> PlanDraft:
        default, internal = self.default, Days()
        hours_by_default = default.coaching_hours / 2 if self.second else default.coaching_hours
        options = tuple(range(1, default.longest + 1)) if default.longest else MONTHS
        months = self._months("months", options, default.months)
        first = min(default.phase_1, months)
        hours = self._typed("coaching_hours", self._number(hours_by_default), _hours(MOST_COACHING_HOURS))
        if "internal_days" in KINDS[self.kind].billed_by:
            count = self._typed("internal_days", str(default.internal_days), whole_number(0, MOST_INTERNAL_DAYS))
            internal = Days(full_days=count or 0)
        if self.faults:
            return self._drawn(None, months)
        stay = hours_stay(start, months, hours or Decimal(0), internal, first)
        return self._drawn(stay, months)

    def _hours(self, start: date) -> PlanDraft:
        months = self._months("months", MONTHS, self._fewer(self.default.months))
        hours = self._typed(
            "hours_per_month", self._number(self.default.hours_per_month), _hours(MOST_HOURS_IN_A_MONTH)
        )
        if self.faults:
            return self._drawn(None, months)
        self._warn_of_length(months)
        return self._drawn(monthly_hours_stay(start, (hours or Decimal(0),) * months), months)

    def _weekdays(self, by_default: int) -> tuple[int, ...]:
        key, names = self._key(f"weekdays{self.capacity}"), get_day_names("abbreviated", locale=self.say.locale)
        held = "".join(map(str, self.held.get(key, WORKING_DAYS[:by_default])))
        chosen = tuple(one for one in WORKING_DAYS if str(one) in held)
        options = {str(one): names[one] for one in WORKING_DAYS}
        label = self.say("costs.form.weekdays")
        self.fields.append(in_the_open(key, label, options, [str(one) for one in chosen], many=True))
        return chosen

    def _hours_a_day(self, by_default: Decimal) -> Decimal:
        key, label = self._key(f"hours_per_day{self.capacity}"), self.say("costs.form.hours_per_day")
        names = {str(LONG_DAY): "long", str(SHORT_DAY): "short"}
        chosen = str(self.held.get(key, by_default))
        options = {value: self.say(f"costs.form.hours_{name}") for value, name in names.items()}
        self.fields.append(in_the_open(key, label, options, [chosen], many=False))
        return SHORT_DAY if chosen == str(SHORT_DAY) else LONG_DAY

    def _months(self, name: str, options: tuple[int, ...], default: int) -> int:
        key = self._key(name)
        held = str(self.held.get(key, default))
        chosen = next((one for one in options if str(one) == held), default)
        names = {
            str(one): (
                self.say("costs.form.months_count", count=one)
                if one or name != "months"
                else self.say("costs.form.until")
            )
            for one in options
        }
        self.fields.append(chosen_from(key, self.say(f"costs.form.{name}"), names, str(chosen)))
        return chosen

    def _typed(self, name: str, default: str, read: Callable[[str, Any], Any]) -> Any:
        """What was typed, as it is meant; ``None`` where the field is empty or not understood."""
        key, help_key = self._key(name), f"costs.form.{name}_help"
        drawn, meant = _read(self.say, key, name, str(self.held.get(key, default)), read, example=not default)
        self.fields.append(drawn)
        if help_key in self.say:
            self._note(help_key)
        self.faults += meant is None
        return meant

    def _fewer(self, months: int) -> int:
        return max(months // 2, 1) if self.second and not self._by_week else months

    @property
    def _by_week(self) -> bool:
        return "whole_months" in KINDS[self.kind].billed_by

    def _warn_of_length(self, months: int) -> None:
        if self.default.longest and months > self.default.longest:
            self._note("costs.form.longer_than_usual", months=self.default.longest)

    def _note(self, key: str, **values: Any) -> None:
        self.notes.append(self.say(key, **values))

    def _number(self, number: Decimal) -> str:
        return f"{number.normalize():f}"

    def _key(self, name: str) -> str:
        return f"plan_{self.kind}_{name}{ENDS[self.second]}"


def first_day(say: Words, held: Mapping[str, Any], proposed: date) -> tuple[Markup, date | None]:
    """The field for the first day, and the day itself, ``None`` while it is not understood."""
    text = str(held.get(START, f"{proposed.day}.{proposed.month}.{proposed.year}"))
    return _read(say, START, "start", text, day, example=False)


def _read(
    say: Words, key: str, name: str, text: str, read: Callable[[str, Any], Any], *, example: bool
) -> tuple[Markup, Any]:
    fault, meant, help_key = "", None, f"costs.form.{name}_help"
    try:
        meant = read(name, text) if text.strip() else None
    except BadAnswer as error:
        fault = refusal(say, error)
    placeholder = say(help_key) if example and help_key in say else None
    label = say(f"costs.form.{name}")
    return typed(key, label, text, fault=fault, placeholder=placeholder, late=read is day), meant


@cache
def keys_of_fields() -> frozenset[str]:
    """The key of every field that a plan of any kind may have."""
    capacities = ("", *(str(one.value) for one in QUESTIONS["work_capacity"].values))
    names = [f"{name}{one}" for name in ("weekdays", "hours_per_day") for one in capacities]
    names += ["months", "end", "coaching_hours", "internal_days", "hours_per_month"]
    return frozenset({START, *(f"plan_{kind}_{name}{end}" for kind in TYPE_KEYS for name in names for end in ENDS)})


def _hours(most: int) -> Callable[[str, Any], Decimal]:
    return lambda key, value: quantity(key, value, most)


def proposed_start(on: date) -> date:
    """The first of the next month: a registration takes its time (our example)."""
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)
