"""An estimate as a reader sees it: who pays first, then each line explained, then month by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from babel.dates import format_skeleton

from finder.facts.dated import ended
from finder.facts.plan import Plan
from finder.facts.sources import cite
from finder.facts.tariffs import Tariff
from finder.rules.funding import Payer
from finder.steps.estimate import DAYS_PER_MONTH, Estimate, Line
from finder.steps.fund import Funding, Waiver
from finder.steps.months import Month, most_in_a_month
from finder.steps.next_steps import Step
from views.html import bullets, esc, joined, tag
from views.tables import table_of_figures
from views.verdicts import sources_line
from views.words import Words

PAYER_ANSWERS = ("social_assistance", "unemployment_insurance", "disability_insurance", "postcode", "locality")
"""The answers that decide on the payer; those on the waiver come after."""
SEGMENTS = ("sozialdienst", "canton", "person", "band", "total")


def headline(
    say: Words, me: str, funding: Funding, found: Estimate | None, without: Estimate | None, most: Month | None
) -> str:
    """The most important sentence of the page, and what belongs right under it.

    Args:
        me: ``self`` or ``staff``: whom the sentences speak to.
        without: the same plan as if no waiver were granted; ``most`` is its dearest month.
    """
    lines = [tag("p", esc(_who_pays(say, me, funding, found, most)), class_="lead")]
    if funding.payer is Payer.OPEN:
        deciding = [name for name in funding.missing if name in PAYER_ANSWERS]
        missing = say.all(say(f"question.{name}.name") for name in deciding)
        lines += [
            tag("p", esc(say("costs.headline.open_hint"))),
            tag("p", esc(say("costs.headline.missing", missing=missing))),
        ]
    elif found is None or found.total:
        lines += [tag("p", esc(say(key))) for key in _below(funding)]
    if found is not None and without is not None and found.total:
        total = say("costs.below.total" if found.at_most else "costs.below.total_exact", total=say.chf(found.total))
        lines.append(tag("p", esc(total)))
        if funding.payer is not Payer.PERSON and most is not None:
            lines.append(tag("p", esc(say("costs.most_per_month", amount=say.chf(most.total)))))
    return tag("section", joined(lines), class_=f"funding money {funding.payer}", aria_live="polite")


def _who_pays(say: Words, me: str, funding: Funding, found: Estimate | None, most: Month | None) -> str:
    if found is not None and found.lines and not found.total:
        return say("costs.headline.free")
    if funding.payer is Payer.PERSON and most is not None and most.person_max is not None:
        key = "waived" if funding.waiver is Waiver.FULL else "person"
        return say(f"costs.headline.{key}_{me}", amount=say.chf(most.person_max))
    if funding.payer is Payer.SOZIALDIENST:
        return say(f"costs.headline.sozialdienst_{me}")
    return say("payer.person" if funding.payer is Payer.PERSON else f"costs.headline.{funding.payer}")


def _below(funding: Funding) -> tuple[str, ...]:
    if funding.payer is Payer.SOZIALDIENST:
        return ("costs.below.sozialdienst",)
    if funding.payer is not Payer.PERSON:
        return ()
    more = {Waiver.OPEN: "open_waiver", Waiver.PARTIAL: "partial", Waiver.FULL: "full"}.get(funding.waiver)
    return ("costs.below.person", *((f"costs.below.{more}",) if more else ()))


# ── The price ────────────────────────────────────────────────────────────────


def price(say: Words, found: Estimate, provider: str | None) -> str:
    """Unit price and month price, with the document and what must be said of its day."""
    paid = {line.unit: line.price for line in found.lines if not line.what.endswith("_short")}
    lines = []
    for one in found.tariffs:
        own = provider is not None and paid.get(one.unit, one.price) != one.price
        shown = paid[one.unit] if own else one.price
        key = "costs.unit_price_own" if own else "costs.unit_price"
        lines.append(say(key, price=say.chf(shown), unit=say(f"unit.name.{one.unit}"), provider=provider))
        if one.unit == "day" and "internal_days" not in {line.what for line in found.lines} and len(found.tariffs) == 1:
            key = "costs.month_price_own" if own else "costs.month_price"
            lines.append(say(key, amount=say.chf(shown * DAYS_PER_MONTH)))
        if one.monthly_cap is not None:
            lines.append(say("costs.most_per_month", amount=say.chf(one.monthly_cap)))
    return joined(tag("p", esc(line)) for line in lines) + tariff_source(say, found)


def tariff_source(say: Words, found: Estimate) -> str:
    """The document and edition of every price, and a caution once it has ended."""
    cautions = [
        say("costs.edition_ended", until=one.until, edition=one.edition)
        for one in _editions(found.tariffs)
        if ended(one, found.on)
    ]
    if "own_price_above_the_ceiling" in found.cautions:
        cautions.append(say("costs.own_price_above_the_ceiling"))
    citations = dict.fromkeys(cite(one.source, one.passage) for one in found.tariffs)
    return bullets([esc(line) for line in cautions], class_="cautions") + sources_line(say, citations)


def _editions(tariffs: Iterable[Tariff]) -> tuple[Tariff, ...]:
    return tuple({(one.edition, one.until): one for one in tariffs}.values())


# ── The lines ────────────────────────────────────────────────────────────────


def breakdown(say: Words, me: str, plan: Plan, found: Estimate, assumptions: Iterable[str]) -> str:
    """Every line as quantity × price, the total, what each payer bears, and the assumptions that are ours."""
    rows = [(_name(say, plan, line), calculation(say, line), figure(say, line.amount)) for line in _merged(found.lines)]
    total = say("costs.total_at_most" if found.at_most else "costs.total")
    lines = table_of_figures(
        (say("costs.part"), say("costs.how"), say("costs.amount")),
        rows,
        say("costs.breakdown"),
        foot=(total, "", figure(say, found.total)),
    )
    shares = tag(
        "dl",
        joined(tag("dt", esc(name)) + tag("dd", esc(amount)) for name, amount in _shares(say, me, found)),
        class_="shares",
    )
    ours = [esc(say(f"assumption.{key}")) for key in assumptions]
    named = tag("p", tag("em", esc(say("costs.assumptions"))), class_="label") + bullets(ours) if ours else ""
    return lines + (shares if found.canton is not None else "") + named


def _name(say: Words, plan: Plan, line: Line) -> str:
    if not line.what.startswith("whole_month"):
        return say(f"line.{line.what}")
    return say(f"line.{line.what}", count=plan.whole_months, days=line.quantity / plan.whole_months)


def calculation(say: Words, line: Line) -> str:
    """«43.4 Tage × CHF 80.00»"""
    quantity = say(f"unit.{line.unit}", count=line.quantity)
    return say("costs.calculation", quantity=quantity, price=say.chf(line.price))


def _merged(lines: Iterable[Line]) -> Iterable[Line]:
    """Months of the same hours as one line: twelve alike tell no more than one does."""
    merged: dict[tuple[str, Decimal, Decimal], list[Line]] = {}
    for line in lines:
        merged.setdefault((line.what, line.price, line.quantity if line.what == "month_by_hours" else 0), []).append(
            line
        )
    for alike in merged.values():
        first = alike[0]
        quantity, amount = sum(one.quantity for one in alike), sum(one.amount for one in alike)
        yield Line(first.what, Decimal(quantity), first.unit, first.price, Decimal(amount))


def _shares(say: Words, me: str, found: Estimate) -> Iterable[tuple[str, str]]:
    if found.sozialdienst:
        yield say("costs.share.sozialdienst"), say.chf(found.sozialdienst)
        return
    if found.canton is None or found.person_min is None or found.person_max is None:
        return
    yield say("costs.share.canton"), say.chf(found.canton)
    yield say(f"costs.share.person_{me}"), band(say, found.person_min, found.person_max)


def figure(say: Words, amount: Decimal) -> str:
    """An amount in a column whose head names the currency: a phone has no room for it in every cell."""
    return say.ltr(f"{amount:,.2f}".replace(",", "'"))


def band(say: Words, least: Decimal, most: Decimal) -> str:
    """«CHF 0.00 bis CHF 868.00», or the one amount where both are alike."""
    return say.chf(most) if least == most else say("costs.share.range", least=say.chf(least), most=say.chf(most))


# ── Month by month ───────────────────────────────────────────────────────────


def months(say: Words, me: str, found: tuple[Month, ...]) -> str:
    """Bars with a pattern and a name for each payer, and the table with the same figures beside them."""
    parts = [(month, _segments(month)) for month in found]
    used = [name for name in SEGMENTS if any(amounts.get(name) for _, amounts in parts)]
    names = {name: _segment_name(say, me, name) for name in used}
    highest = most_in_a_month(found).total or Decimal(1)
    legend = tag(
        "ul",
        joined(
            tag("li", tag("span", "", class_=f"seg {name}", aria_hidden="true") + esc(names[name])) for name in used
        ),
        class_="legend",
    )
    bars = joined(
        tag(
            "div",
            tag("span", esc(_month_name(say, month)), class_="bar-name")
            + tag("span", joined(_bar(name, amounts, highest) for name in used), class_="bar"),
            class_="bar-row",
        )
        for month, amounts in parts
    )
    chart = tag("div", bars, role="img", aria_label=say("costs.chart"), class_="bars")
    rows = [
        (
            _month_name(say, month),
            figure(say, month.total),
            *(figure(say, amounts.get(name, Decimal(0))) for name in used if name != "total"),
        )
        for month, amounts in parts
    ]
    headers = [say("costs.month"), say("costs.share.total"), *(names[name] for name in used if name != "total")]
    return tag(
        "div",
        tag("div", legend + chart)
        + tag(
            "div",
            tag("p", esc(say("costs.in_chf")), class_="note") + table_of_figures(headers, rows, say("costs.months")),
        ),
        class_="months",
    )


def _segments(month: Month) -> dict[str, Decimal]:
    if month.canton is None or month.person_min is None or month.person_max is None:
        return {"total": month.total}
    return {
        "sozialdienst": month.sozialdienst or Decimal(0),
        "canton": month.canton,
        "person": month.person_min,
        "band": month.person_max - month.person_min,
    }


def _segment_name(say: Words, me: str, name: str) -> str:
    return say(f"costs.share.{name}_{me}" if name in ("person", "band") else f"costs.share.{name}")


def _bar(name: str, amounts: dict[str, Decimal], highest: Decimal) -> str:
    share = 100 * amounts.get(name, Decimal(0)) / highest
    return tag("span", "", class_=f"seg {name}", style=f"width:{share:.2f}%") if share else ""


def _month_name(say: Words, month: Month) -> str:
    return format_skeleton("yMMM", month.start, locale=say.locale)


# ── What to do ───────────────────────────────────────────────────────────────


def steps(say: Words, me: str, found: Iterable[Step]) -> str:
    """The steps in order, each with who takes it."""
    items = []
    for step in found:
        actor = "actor.person_staff" if me == "staff" and step.actor == "person" else f"actor.{step.actor}"
        items.append(tag("b", esc(say(actor)), class_="actor") + " " + esc(say(f"step.{step.key}")))
    return tag("ol", joined(tag("li", item) for item in items), class_="steps")


def early_end(say: Words, lines: Sequence[Line]) -> str:
    """The most that can be billed when somebody ends early or does not appear."""
    if not lines:
        return tag("p", esc(say("costs.early_end.none")))
    items = [
        say(
            "costs.early_end.line",
            quantity=say(f"unit.{line.unit}", count=line.quantity),
            price=say.chf(line.price),
            amount=say.chf(line.amount),
        )
        for line in lines
    ]
    return (
        tag("p", esc(say("costs.early_end.text")))
        + bullets([esc(item) for item in items])
        + tag("p", esc(say("costs.early_end.split")), class_="note")
        + sources_line(say, [cite("ami-2024", "Rechnungsstellung")])
    )
