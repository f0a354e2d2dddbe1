"""The widgets of one plan, in one row: what a person would say of a stay, in the units of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import streamlit as st
from babel.dates import get_day_names

from finder.errors import BadAnswer
from finder.facts.amounts import quantity, whole_number
from finder.facts.days import day
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import (
    MOST_COACHING_HOURS,
    MOST_HOURS_IN_A_MONTH,
    MOST_INTERNAL_DAYS,
    Days,
)
from finder.steps.attendance import LONG_DAY, SHORT_DAY, attendance
from finder.steps.calendar import Calendar, Stay, after_months, days_stay, hours_stay, monthly_hours_stay
from pages.parts.ask import warn
from views.refusals import refusal
from views.words import Words

UNTIL = 0
"""Stands for «until a certain day» among the numbers of months."""
MONTHS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24)
WORKING_DAYS = tuple(range(5))
THREE_DAYS = 3


@dataclass(frozen=True)
class PlanDraft:
    """What one form yields: the stay, ``None`` while an answer is not understood, its length in months, and what is to
    be said of it in sentences."""

    stay: Stay | None
    months: int
    notes: list[str] = field(default_factory=list)


class PlanForm:
    """The widgets of a plan. How much work is possible today (``capacity``) presets days and hours. A second plan
    (``second``) starts on the same day, with less to compare by."""

    def __init__(self, say: Words, kind: TypeKey, capacity: str | None = None, *, second: bool = False) -> None:
        self.say, self.kind, self.second = say, kind, second
        self.capacity = "" if capacity is None else str(capacity)
        self.default = KINDS[kind].example
        self.faults = 0
        self.notes: list[str] = []

    def draw(self, start: date) -> PlanDraft:
        """Draws the widgets and reads them; what is not understood gets a kind sentence at its place."""
        keys = KINDS[self.kind].billed_by
        try:
            if "whole_months" in keys:
                return self._days(start)
            return self._coaching(start) if "coaching_hours" in keys else self._hours(start)
        except BadAnswer as error:
            warn(refusal(self.say, error))
            return PlanDraft(None, 0)

    def _drawn(self, stay: Stay | None, months: int) -> PlanDraft:
        return PlanDraft(stay, months, self.notes)

    def start(self, proposed: date) -> date | None:
        """The first day, ``None`` while it is not understood."""
        start = self._typed("start", f"{proposed.day}.{proposed.month}.{proposed.year}", day, of_kind=False)
        return start if isinstance(start, date) else None

    def _days(self, start: date) -> PlanDraft:
        months = self._months("months", (*MONTHS, UNTIL), self._fewer(self.default.months))
        end = after_months(start, months) if months else self._typed("end", "", day)
        days, hours_at_first = attendance(self.capacity)
        short_names = get_day_names("abbreviated", locale=self.say.locale)
        weekdays = st.pills(
            self.say("costs.form.weekdays"),
            list(WORKING_DAYS),
            selection_mode="multi",
            default=WORKING_DAYS[: min(days, THREE_DAYS) if self.second else days],
            format_func=lambda one: short_names[one],
            key=self._key(f"weekdays{self.capacity}"),
            persist_state="session",
        )
        hours = st.segmented_control(
            self.say("costs.form.hours_per_day"),
            [LONG_DAY, SHORT_DAY],
            default=hours_at_first,
            required=True,
            format_func=lambda one: self.say(f"costs.form.hours_{'long' if one == LONG_DAY else 'short'}"),
            key=self._key(f"hours_per_day{self.capacity}"),
            persist_state="session",
        )
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

    def _months(self, name: str, options: tuple[int, ...], default: int) -> int:
        chosen: int = st.selectbox(
            self.say(f"costs.form.{name}"),
            options,
            index=options.index(default),
            format_func=lambda one: (
                self.say("costs.form.months_count", count=one)
                if one or name != "months"
                else self.say("costs.form.until")
            ),
            key=self._key(name),
            filter_mode=None,
            persist_state="session",
        )
        return chosen

    def _typed(self, name: str, default: str, read: Callable[[str, Any], Any], *, of_kind: bool = True) -> Any:
        """What was typed, as it is meant; ``None`` where the field is empty or not understood."""
        help_key = f"costs.form.{name}_help"
        typed = st.text_input(
            self.say(f"costs.form.{name}"),
            value=default,
            key=self._key(name) if of_kind else f"plan_{name}",
            placeholder=self.say(help_key) if help_key in self.say and not default else None,
            autocomplete="off",
            max_chars=40,
            persist_state="session",
        )
        if help_key in self.say and of_kind:
            self._note(help_key)
        try:
            if typed and typed.strip():
                return read(name, typed)
        except BadAnswer as error:
            warn(refusal(self.say, error))
        self.faults += 1
        return None

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
        return f"plan_{self.kind}_{name}{'_second' if self.second else ''}"


def _hours(most: int) -> Callable[[str, Any], Decimal]:
    return lambda key, value: quantity(key, value, most)


def proposed_start(on: date) -> date:
    """The first of the next month: a registration takes its time (our example)."""
    return date(on.year + on.month // 12, on.month % 12 + 1, 1)
