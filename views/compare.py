"""Two plans side by side, and for the office the same plan on another day or by another sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from finder.facts.limits import LimitKey
from finder.facts.plan import Plan
from finder.steps.estimate import Estimate
from finder.steps.fund import Funding
from finder.steps.months import Month, most_in_a_month
from views.costs import band
from views.html import Markup, esc, joined, tag
from views.tables import table_of_figures
from views.waiver import name_of
from views.words import Words

NOT_SHOWN = "–"

Row = tuple[str, ...]
"""A heading and the figure of each column."""


@dataclass(frozen=True)
class PricedPlan:
    """One plan with its price: what is compared."""

    plan: Plan
    months: int
    estimate: Estimate
    by_month: tuple[Month, ...]


def two_plans(say: Words, me: str, first: PricedPlan, second: PricedPlan) -> Markup:
    """Both plans as columns, and the difference in a sentence."""
    rows = [
        (say("costs.compare.attendance"), *(_attendance(say, one) for one in (first, second))),
        (say("costs.total_at_most"), *(say.chf(one.estimate.total) for one in (first, second))),
        (say("costs.compare.per_month"), *(say.chf(most_in_a_month(one.by_month).total) for one in (first, second))),
        *_share_rows(say, me, first.estimate, second.estimate),
    ]
    headers = [say(f"costs.compare.{name}") for name in ("what", "first", "second")]
    sentences = joined(tag("p", esc(one), class_="deciding") for one in _difference(say, me, first, second))
    return tag("div", sentences, aria_live="polite") + table_of_figures(headers, rows, say("costs.compare.title"))


def _attendance(say: Words, one: PricedPlan) -> str:
    duration = say("costs.form.months_count", count=one.months)
    plan = one.plan
    if plan.first_month.total:
        days = say("costs.compare.per_week", count=plan.days_per_week)
        return say("costs.compare.attendance_days", duration=duration, days=days)
    unit, hours = ("hour", sum(plan.hours_by_month)) if plan.hours_by_month else ("coaching_hour", plan.coaching_hours)
    return say("costs.compare.attendance_hours", duration=duration, hours=say(f"unit.{unit}", count=Decimal(hours)))


def _share_rows(say: Words, me: str, first: Estimate, second: Estimate) -> list[Row]:
    if first.canton is None or second.canton is None:
        return []
    if first.sozialdienst or second.sozialdienst:
        return [(say("costs.share.sozialdienst"), _chf(say, first.sozialdienst), _chf(say, second.sozialdienst))]
    return [
        (say("costs.share.canton"), say.chf(first.canton), say.chf(second.canton)),
        (say(f"costs.share.person_{me}"), _person(say, first), _person(say, second)),
    ]


def _difference(say: Words, me: str, first: PricedPlan, second: PricedPlan) -> list[str]:
    saved = first.estimate.total - second.estimate.total
    if not saved:
        return [say("costs.compare.same")]
    sentences = [say("costs.compare.cheaper" if saved > 0 else "costs.compare.dearer", amount=say.chf(abs(saved)))]
    before, after = first.estimate.person_max, second.estimate.person_max
    if before is not None and after is not None and before > after:
        sentences.append(say(f"costs.compare.cheaper_person_{me}", amount=say.chf(before - after)))
    return sentences


def _chf(say: Words, amount: Decimal | None) -> str:
    return NOT_SHOWN if amount is None else say.chf(amount)


def _person(say: Words, found: Estimate) -> str:
    if found.person_min is None or found.person_max is None:
        return NOT_SHOWN
    return band(say, found.person_min, found.person_max)


# ── Another day or sheet (office) ────────────────────────────────────────────


@dataclass(frozen=True)
class DayFigures:
    """One household's plan on one day by one sheet; ``estimate`` is ``None`` where no tariff is on file."""

    funding: Funding
    estimate: Estimate | None


def two_days(say: Words, now: DayFigures, then: DayFigures, household_size: int | None) -> Markup:
    """Each figure now and then, with «anders» where they differ."""
    rows = [
        (name, before, after, say("office.dated.same" if before == after else "office.dated.differs"))
        for name, before, after in _figures(say, now, then, household_size)
    ]
    changed = sum(before != after for _, before, after, _ in rows)
    counted = say("office.dated.differences", count=changed) if changed else say("office.dated.no_difference")
    headers = [say("costs.compare.what"), *(say(f"office.dated.{name}") for name in ("now", "then", "difference"))]
    return tag("p", esc(counted), class_="deciding") + table_of_figures(headers, rows, say("office.dated.title"))


def _figures(say: Words, now: DayFigures, then: DayFigures, household_size: int | None) -> Sequence[Row]:
    both = (now, then)
    return [
        (say("payer.title"), *(say(f"costs.payer_word.{one.funding.payer}") for one in both)),
        (say("office.dated.tariff"), *(_tariff(say, one.estimate) for one in both)),
        (say("costs.total_at_most"), *(_chf(say, one.estimate.total if one.estimate else None) for one in both)),
        (say("costs.share.canton"), *(_chf(say, one.estimate.canton if one.estimate else None) for one in both)),
        (say("costs.share.person_staff"), *(_person(say, one.estimate) if one.estimate else NOT_SHOWN for one in both)),
        (say("office.dated.limits"), *(name_of(say, one.funding.limits) for one in both)),
        (say("office.dated.income_limit"), *(_limit(say, one, household_size, "waiver_income") for one in both)),
        (say("office.dated.wealth_limit"), *(_limit(say, one, household_size, "waiver_wealth") for one in both)),
        (say("office.dated.waiver"), *(say(f"costs.waiver.word.{one.funding.waiver}") for one in both)),
    ]


def _tariff(say: Words, found: Estimate | None) -> str:
    if found is None:
        return NOT_SHOWN
    editions = " / ".join(dict.fromkeys(one.edition for one in found.tariffs))
    prices = say.all(say.chf(one.price) for one in found.tariffs)
    return f"{prices} ({editions})"


def _limit(say: Words, one: DayFigures, household_size: int | None, key: LimitKey) -> str:
    return say.chf(one.funding.limits.chf(key, household_size)) if household_size else NOT_SHOWN
