"""The income of a household in small steps that add themselves up."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from finder.errors import BadAnswer
from finder.facts.amounts import amount
from finder.steps.income import SUPPORT, Income
from views.fields import typed
from views.html import Markup, esc, joined, tag
from views.refusals import refusal
from views.words import Words

MOST_WAGES = 8
"""Fields for wages; a larger household adds up the rest by hand."""
STEPS = "income_steps"
"""Under this key stands whether the income is told step by step."""


def told_income(held: Mapping[str, Any], household_size: int | None) -> Income | None:
    """The steps as they are ``held`` under the keys of their fields; what was not understood counts as open.

    Returns:
        ``None`` where the income was told in one figure.
    """
    if not held.get(STEPS):
        return None
    return Income(
        tuple(_told(held, key) for key in _wages(household_size)),
        **{name: _told(held, f"income_{name}") for name in SUPPORT},
    )


def income_fields(say: Words, held: Mapping[str, Any], household_size: int | None, income: Income) -> Markup:
    """A field for each step, and their sum."""
    labels = {key: say("income.wages", number=one) for one, key in enumerate(_wages(household_size), 1)}
    labels |= {f"income_{name}": say(f"income.{name}") for name in SUPPORT}
    fields = [
        typed(key, label, str(held.get(key) or ""), fault=_fault(say, held, key)) for key, label in labels.items()
    ]
    lines = [say("income.nothing_yet") if income.total is None else say("income.sum", amount=say.chf(income.total))]
    if income.total is not None and income.left_open:
        lines.append(say("income.left_open", parts=say.all(say(f"income.part.{name}") for name in income.left_open)))
    total = tag("div", joined(tag("p", esc(line)) for line in lines), class_="sum", aria_live="polite")
    return tag("p", esc(say("income.help")), class_="note") + tag("div", joined(fields), class_="fields") + total


def keys_of_fields() -> frozenset[str]:
    """The key of every step there may be."""
    return frozenset({*_wages(MOST_WAGES), *(f"income_{name}" for name in SUPPORT)})


def _wages(household_size: int | None) -> list[str]:
    return [f"income_wage_{one}" for one in range(1, min(household_size or 1, MOST_WAGES) + 1)]


def _told(held: Mapping[str, Any], key: str) -> Decimal | None:
    try:
        return _read(key, held.get(key))
    except BadAnswer:
        return None


def _fault(say: Words, held: Mapping[str, Any], key: str) -> str:
    try:
        _read(key, held.get(key))
    except BadAnswer as error:
        return refusal(say, error)
    return ""


def _read(key: str, text: str | None) -> Decimal | None:
    return amount(key, text) if text and text.strip() else None
