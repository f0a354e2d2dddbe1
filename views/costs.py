"""An estimate as a reader sees it: who pays first, then one table, why it is so, and month by month for the folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Literal

from babel.dates import format_skeleton

from finder.facts.dated import ended
from finder.facts.limits import Limits
from finder.facts.plan import Plan
from finder.facts.sources import cite
from finder.facts.tariffs import Tariff
from finder.rules.funding import Payer
from finder.rules.rule import Finding
from finder.rules.verdict import MET, NOT_MET
from finder.steps.estimate import DAYS_PER_MONTH, Estimate, Line
from finder.steps.fund import Funding, Waiver
from finder.steps.months import Month, most_in_a_month
from finder.steps.next_steps import Step
from views.html import Markup, bullets, details, esc, joined, tag
from views.tables import table_of_figures
from views.verdicts import MARK, sentence, sources_line
from views.words import Words

PAYER_ANSWERS = ("social_assistance", "unemployment_insurance", "disability_insurance", "postcode", "locality")
"""The answers that decide on the payer; those on the waiver come after."""
HELPED = "social_assistance_is_drawn"
UNREMARKABLE = frozenset({"stay_allows_a_placement"})
"""Said only where it was answered: nobody needs to hear what is not known of an asylum decision."""
LimitKey = Literal["waiver_income", "waiver_wealth"]
SEGMENTS = ("sozialdienst", "canton", "person", "band", "total")


def headline(
    say: Words, me: str, funding: Funding, found: Estimate | None, without: Estimate | None, most: Month | None
) -> Markup:
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
    if funding.waiver is Waiver.FULL:
        return ("costs.below.full",)
    more = {Waiver.OPEN: "open_waiver", Waiver.PARTIAL: "partial"}.get(funding.waiver)
    return ("costs.below.person", *((f"costs.below.{more}",) if more else ()))


# ── The price ────────────────────────────────────────────────────────────────


def price(say: Words, found: Estimate, provider: str | None) -> Markup:
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


def tariff_source(say: Words, found: Estimate) -> Markup:
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


def breakdown(say: Words, me: str, plan: Plan, found: Estimate) -> Markup:
    """One table: every line as quantity × price, the total, what each payer bears; two payers as one bar, too."""
    rows = [(_name(say, plan, line), calculation(say, line), figure(say, line.amount)) for line in _merged(found.lines)]
    total = say("costs.total_at_most" if found.at_most else "costs.total")
    shares = [(name, "", amount) for name, amount in _shares(say, me, found)]
    lines = table_of_figures(
        (say("costs.part"), say("costs.how"), say("costs.amount")),
        rows,
        say("costs.breakdown"),
        foot=[(total, "", figure(say, found.total)), *shares],
    )
    return lines + _split(say, me, found)


def _split(say: Words, me: str, found: Estimate) -> Markup:
    """The total as one bar, each payer with a pattern and a word; nothing where one payer bears all."""
    if found.canton is None or found.person_min is None or found.person_max is None or found.sozialdienst:
        return Markup()
    amounts = {"canton": found.canton, "person": found.person_min, "band": found.person_max - found.person_min}
    used = [name for name, amount in amounts.items() if amount]
    if len(used) < 2:
        return Markup()
    bar = tag("span", joined(_bar(name, amounts, found.total) for name in used), class_="strip")
    named = [(name, f"{_segment_name(say, me, name)}: {say.chf(amounts[name])}") for name in used]
    return tag("div", _legend(named) + tag("div", bar, aria_hidden="true"), class_="split")


def _legend(named: Iterable[tuple[str, str]]) -> Markup:
    keys = [tag("span", "", class_=f"seg {name}", aria_hidden="true") + word for name, word in named]
    return bullets(keys, class_="legend")


def assumptions(say: Words, keys: Iterable[str]) -> Markup:
    """What of the calculation is ours; nothing where nothing is."""
    ours = bullets(say(f"assumption.{key}") for key in keys)
    return tag("p", tag("em", say("costs.assumptions")), class_="label") + ours if ours else ours


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
    merged: dict[tuple[str, Decimal, Decimal | None], list[Line]] = {}
    for line in lines:
        hours = line.quantity if line.what == "month_by_hours" else None
        merged.setdefault((line.what, line.price, hours), []).append(line)
    for alike in merged.values():
        first = alike[0]
        quantity, amount = sum(one.quantity for one in alike), sum(one.amount for one in alike)
        yield Line(first.what, Decimal(quantity), first.unit, first.price, Decimal(amount))


def _shares(say: Words, me: str, found: Estimate) -> Iterable[tuple[str, str]]:
    if found.sozialdienst:
        yield say("costs.share.sozialdienst"), figure(say, found.sozialdienst)
        return
    if found.canton is None or found.person_min is None or found.person_max is None:
        return
    least, most = figure(say, found.person_min), figure(say, found.person_max)
    yield say("costs.share.canton"), figure(say, found.canton)
    yield (
        say(f"costs.share.person_{me}"),
        most if least == most else say("costs.share.range", least=least, most=most),
    )


def figure(say: Words, amount: Decimal) -> str:
    """An amount in a column whose head names the currency: a phone has no room for it in every cell."""
    return say.ltr(f"{amount:,.2f}".replace(",", "'"))


def band(say: Words, least: Decimal, most: Decimal) -> str:
    """«CHF 0.00 bis CHF 868.00», or the one amount where both are alike."""
    return say.chf(most) if least == most else say("costs.share.range", least=say.chf(least), most=say.chf(most))


# ── Month by month ───────────────────────────────────────────────────────────


def months(say: Words, me: str, found: tuple[Month, ...]) -> Markup:
    """Bars with a pattern and a name for each payer, and the table with the same figures beside them."""
    parts = [(month, _segments(month)) for month in found]
    used = [name for name in SEGMENTS if any(amounts.get(name) for _, amounts in parts)]
    names = {name: _segment_name(say, me, name) for name in used}
    highest = most_in_a_month(found).total or Decimal(1)
    legend = _legend(names.items())
    bars = joined(
        tag(
            "div",
            tag("span", esc(_month_name(say, month)), class_="bar-name")
            + tag("span", joined(_bar(name, amounts, highest) for name in used), class_="strip"),
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


def _bar(name: str, amounts: dict[str, Decimal], highest: Decimal) -> Markup:
    share = 100 * amounts.get(name, Decimal(0)) / highest
    return tag("span", "", class_=f"seg {name}", style=f"width:{share:.2f}%") if share else Markup()


def _month_name(say: Words, month: Month) -> str:
    return format_skeleton("yMMM", month.start, locale=say.locale)


# ── Why ──────────────────────────────────────────────────────────────────────


def why(say: Words, funding: Funding) -> Markup:
    """The answers as they decided: each finding in a sentence, open ones with «?»; their sources in a fold."""
    told = list(_deciding(funding))
    ticks = bullets(
        (
            tag("b", mark, aria_label=say(f"verdict.{one.verdict}"), role="img") + " " + funding_sentence(say, one)
            for one, mark in told
        ),
        class_="ticks",
    )
    cited = bullets(
        esc(say(f"rule.{one.rule}.claim"))
        + sources_line(say, [one.condition.citation], one.condition.quote, one.condition.assumption)
        for one, _ in told
    )
    heading = tag("h2", say("costs.why"), class_="section-title")
    return (
        tag("section", heading + ticks + details(say("answer.sources"), cited), class_="why-money") if told else ticks
    )


def funding_sentence(say: Words, finding: Finding) -> str:
    """One finding of ``fund`` in words; the limits it was judged by are spoken with the household's size."""
    limits = finding.facts.get("limits")
    if not isinstance(limits, Limits):
        return sentence(say, finding)
    key: LimitKey = "waiver_wealth" if "wealth" in finding.facts else "waiver_income"
    limit = limits.chf(key, finding.facts.get("household_size") or 1)
    return sentence(say, finding, limit=limit, margin=limits.partial_margin)


def _deciding(funding: Funding) -> Iterator[tuple[Finding, str]]:
    """The findings that explain this outcome, each with its mark; none that another one has made idle."""
    by_rule = {one.rule: one for one in funding.findings}
    helped = by_rule.get(HELPED)
    just_above = by_rule.get("income_is_just_above_the_limit")
    permit = by_rule.get("permit_allows_a_waiver")
    for one in funding.findings:
        idle = (
            (one.verdict is MET and one.rule in UNREMARKABLE and not _answered(one))
            or (one.verdict is MET and one.rule == "residence_is_not_abroad")
            or (funding.payer is Payer.SOZIALDIENST and one is not helped and one.verdict is not MET)
            or (funding.payer is Payer.NOT_COFINANCED and one is not helped and one.verdict is not NOT_MET)
            or (one is just_above and one.verdict is not MET)
            or (one.rule == "income_is_below_the_limit" and just_above is not None and just_above.verdict is MET)
            or (permit is not None and permit.verdict is NOT_MET and "limits" in one.facts)
        )
        if not idle:
            yield one, "✓" if one is helped and one.verdict is NOT_MET else MARK[one.verdict]


def _answered(finding: Finding) -> bool:
    return any(value is not None for name, value in finding.facts.items() if name != "status")


# ── What to do ───────────────────────────────────────────────────────────────


def papers(say: Words, keys: Iterable[str]) -> Markup:
    """The papers to collect, as a list to tick on paper."""
    return bullets((say(f"document.{key}") for key in keys), class_="papers")


def steps(say: Words, me: str, found: Iterable[Step]) -> Markup:
    """The steps in order, each with who takes it; nothing where there are none."""
    items = []
    for step in found:
        actor = "actor.person_staff" if me == "staff" and step.actor == "person" else f"actor.{step.actor}"
        items.append(tag("b", say(actor), class_="actor") + " " + say.to(me, f"step.{step.key}"))
    return tag("ol", joined(tag("li", item) for item in items), class_="steps") if items else Markup()


def early_end(say: Words, lines: Sequence[Line]) -> Markup:
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
