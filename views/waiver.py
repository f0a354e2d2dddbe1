"""The waiver as a reader sees it: what these answers lead to, by both sheets, with what is not known said aloud."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finder.facts.dataset import on_file
from finder.facts.dated import ended
from finder.facts.limits import LARGEST_LISTED, Limits
from finder.facts.situation import Situation
from finder.facts.sources import cite
from finder.rules.funding import PERMITS
from finder.steps.fund import HERR_B, Funding, Waiver, fund
from finder.steps.months import Month
from views.html import Markup, details, esc, joined, tag
from views.tables import table_of_figures
from views.verdicts import sources_line
from views.words import Words


@dataclass(frozen=True)
class _Sheet:
    limits: Limits
    funding: Funding


def waiver(say: Words, me: str, situation: Situation, funding: Funding, on: date, most: Month | None) -> Markup:
    """The section on the waiver, for a person who pays the half.

    Args:
        me: ``self`` or ``staff``: whom the sentences speak to.
        most: the dearest month as if no waiver were granted.
    """
    if situation.status is not None and situation.status not in PERMITS:
        kind = [say.to(me, "costs.waiver.half"), say("costs.waiver.half_hint")]
        return joined(tag("p", esc(line)) for line in kind) + sources_line(
            say, [cite("ami-2024", "Bedingungen für den Kostenerlass")]
        )
    sheets = tuple(_Sheet(one, fund(situation, on, one.edition)) for one in on_file().limits)
    parts = [tag("p", esc(_verdict(say, me, funding, most)), class_="deciding")]
    if funding.waiver is Waiver.PARTIAL:
        parts.append(tag("p", esc(say("costs.waiver.partial_unknown"))))
        parts.append(tag("p", esc(say("costs.waiver.example", **_herr_b(say))), class_="example"))
        parts.append(tag("p", esc(say.to(me, "costs.waiver.example_note")), class_="note"))
    if len({one.funding.waiver for one in sheets}) > 1:
        parts.append(tag("p", esc(say("costs.waiver.differ")), class_="deciding"))
    if funding.waiver is not Waiver.NONE:
        parts.append(tag("p", esc(say("costs.waiver.before_start"))))
        parts.append(tag("p", esc(say("waiver.no_claim")), class_="note"))
    parts.append(_sheets(say, situation.household_size, sheets))
    parts.append(_caution(say, funding.limits, on))
    parts.append(details(say("costs.waiver.all_limits"), _all_limits(say)))
    parts.append(sources_line(say, [cite(one.limits.source, "Einkommens- und Vermögensgrenzen") for one in sheets]))
    return joined(parts)


def _verdict(say: Words, me: str, funding: Funding, most: Month | None) -> str:
    missing = say.all(say(f"question.{name}.name") for name in funding.missing) if funding.missing else ""
    if funding.waiver is Waiver.PARTIAL and (most is None or most.person_max is None):
        return say("waiver.partial")
    bounds: Mapping[str, str] = {}
    if most is not None and most.person_max is not None:
        bounds = {"least": say.chf(most.person_max * 0), "most": say.chf(most.person_max)}
    return say.to(me, f"costs.waiver.{funding.waiver}", missing=missing, **bounds)


def _herr_b(say: Words) -> dict[str, str]:
    return {name: say.chf(getattr(HERR_B, name)) for name in ("total", "canton", "waived", "person")}


def _sheets(say: Words, household_size: int | None, sheets: tuple[_Sheet, ...]) -> Markup:
    """The sheets as columns: their limits for this household, and what they lead to."""
    limits = [_limits(say, one.limits, household_size) for one in sheets]
    rows = [
        (say("costs.waiver.vintage"), *(_vintage(say, one.limits) for one in sheets)),
        *(
            (say(f"costs.waiver.{name}"), *(figures[place] for figures in limits))
            for place, name in enumerate(("income_below", "partial_up_to", "wealth_below"))
            if household_size
        ),
        (say("costs.waiver.result"), *(say(f"costs.waiver.word.{one.funding.waiver}") for one in sheets)),
    ]
    caption = say("costs.waiver.household", count=household_size) if household_size else say("costs.waiver.title")
    shown = tag("p", esc(caption), class_="label") if household_size else Markup()
    return shown + table_of_figures(
        (say("costs.waiver.sheet"), *(name_of(say, one.limits) for one in sheets)), rows, caption
    )


def _vintage(say: Words, limits: Limits) -> str:
    return say("costs.waiver.undated") if limits.since is None else say("costs.waiver.since", day=limits.since)


def name_of(say: Words, limits: Limits) -> str:
    """What a reader calls an edition: the newer or the older sheet, else its own name."""
    names = {"waiver-new": "costs.waiver.newer", "waiver-old": "costs.waiver.older"}
    return say(names[limits.edition]) if limits.edition in names else limits.edition


def _limits(say: Words, limits: Limits, household_size: int | None) -> tuple[str, ...]:
    if household_size is None:
        return ()
    income = limits.chf("waiver_income", household_size)
    wealth = limits.chf("waiver_wealth", household_size)
    return say.chf(income), say.chf(income + limits.partial_margin), say.chf(wealth)


def _caution(say: Words, limits: Limits, on: date) -> Markup:
    used = tag("p", esc(say("costs.waiver.tables", used=name_of(say, limits))), class_="note")
    if ended(limits, on):
        return tag("p", esc(say("costs.waiver.limits_ended", until=limits.until)), class_="cautions")
    return used if limits.since is None else Markup()


def _all_limits(say: Words) -> Markup:
    """Every limit of every sheet, one table for each."""
    return joined(limits_of(say, one) for one in on_file().limits)


def limits_of(say: Words, limits: Limits) -> Markup:
    """One sheet as a table, with its name and its day."""
    sizes = range(1, LARGEST_LISTED + 1)
    rows: list[tuple[str, ...]] = [
        (str(size), say.chf(limits.chf("waiver_income", size)), say.chf(limits.chf("waiver_wealth", size)))
        for size in sizes
    ]
    more, last = LARGEST_LISTED + 1, LARGEST_LISTED
    further = [say.chf(limits.chf(key, more) - limits.chf(key, last)) for key in ("waiver_income", "waiver_wealth")]
    rows.append((say("costs.waiver.each_further"), *(f"+ {amount}" for amount in further)))
    headers = [say(f"costs.waiver.{name}") for name in ("household_size", "income_below", "wealth_below")]
    name = f"{name_of(say, limits)}, {_vintage(say, limits)}"
    return tag("p", name, class_="label") + table_of_figures(headers, rows, name)
