"""The screen of Kosten: the sentence, the plan in one row, one table; everything else waits in folds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from finder.errors import BadAnswer, NotOnFile
from finder.facts.dataset import on_file
from finder.facts.days import day
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Offer
from finder.facts.situation import QUESTIONS
from finder.rules.funding import PERMITS, Payer
from finder.steps.advise import Advice, Fit
from finder.steps.calendar import Stay
from finder.steps.case import Case
from finder.steps.documents import documents
from finder.steps.estimate import Estimate, OwnPrice, estimate, most_billed_on_early_end, units
from finder.steps.fund import Funding, Waiver, fund
from finder.steps.income import Income
from finder.steps.months import Month, by_month, most_in_a_month
from finder.steps.next_steps import next_steps
from views import costs
from views.compare import DayFigures, PricedPlan, two_days, two_plans
from views.documents import first_tariff_year
from views.fields import chosen_from, ticked, typed
from views.html import Markup, details, joined, tag
from views.income_form import STEPS, income_fields
from views.plan_form import PlanForm, first_day, proposed_start
from views.questions import Form, row
from views.refusals import refusal
from views.waiver import name_of, waiver
from views.words import Words

KIND, COMPARE = "costs_kind", "costs_compare"
FOLDS = "costs_folds"
"""Under this key stand the folds that somebody opened: the others are made once they are."""
DATED, DATED_DAY, DATED_EDITION = "costs_dated", "costs_dated_day", "costs_dated_edition"
ONWARD = "takeaway"


@dataclass(frozen=True)
class Asker:
    """Who asks and who pays: what the plan does not change.

    Attributes:
        me: ``self`` or ``staff``: whom the sentences speak to.
        held: what was chosen on this page, by the keys of its fields.
        form: the questions as they stand.
        income: told step by step, ``None`` where it was told in one figure.
    """

    say: Words
    me: str
    case: Case
    advice: Advice
    funding: Funding
    held: Mapping[str, Any]
    form: Form
    income: Income | None


@dataclass(frozen=True)
class Planned:
    """What is planned, and what it costs as far as both are known."""

    kind: TypeKey
    stay: Stay | None
    priced: PricedPlan | None
    own: OwnPrice | None
    provider: str | None
    most: Month | None
    """The dearest month, as if no waiver were granted."""


def screen(asker: Asker, *, who_open: bool) -> Markup:
    """Everything below the heading.

    Args:
        who_open: whether the questions about who pays stand open at first.
    """
    say, held, on, funding = asker.say, asker.held, asker.case.on, asker.funding
    kind = chosen_kind(held, asker.advice)
    start_field, start = first_day(say, held, proposed_start(on))
    offers = _priced_offers(kind)
    offer = offers.get(str(held.get(_provider_key(kind))))
    own = OwnPrice(Decimal(str(offer.price)), offer.price_unit) if offer else None  # type: ignore[arg-type]  # such units
    draft = PlanForm(say, kind, held, _capacity(asker)).read(start or proposed_start(on))
    stay = draft.stay if start else None

    unwaived = replace(funding, waiver=Waiver.NONE) if funding.payer is Payer.PERSON else funding
    each_month = unwaived == funding or bool(held.get(COMPARE)) or "months" in opened(held)
    priced = _price(stay, kind, funding, own, draft.months, each_month=each_month) if stay else None
    full = priced if unwaived == funding or stay is None else _price(stay, kind, unwaived, own, draft.months)
    most = most_in_a_month(full.by_month) if full else None
    planned = Planned(kind, stay, priced, own, offer.provider if offer else None, most)

    figures = priced.estimate if priced else None, full.estimate if full else None
    more = start_field + (_providers(say, kind, offers, planned.provider) if offers else "")
    return joined(
        (
            costs.headline(say, asker.me, funding, *figures, most),
            tag("div", _kinds(say, asker.advice, kind) + draft.fields, class_="fields", id="k-plan"),
            tag("div", _result(asker, planned, draft.notes), class_="k-results"),
            details(
                say("costs.change"), _who_pays(asker), class_="k-fold", id="k-who", open="open" if who_open else None
            ),
            details(say("costs.more"), tag("div", more, class_="fields"), class_="k-fold", id="k-more"),
            _folds(asker, planned),
            _compare(asker, planned),
            tag("p", onward(say), class_="k-onward"),
        )
    )


def onward(say: Words) -> Markup:
    """To the sheet, with the answers."""
    return tag("a", say("costs.onward"), href=ONWARD, data_ask="go", data_value=ONWARD, class_="download primary")


# ── What is asked ────────────────────────────────────────────────────────────


def _who_pays(asker: Asker) -> Markup:
    """The answers that decide on the payer and the waiver; only those that still have something to do with it."""
    say, form, answers = asker.say, asker.form, asker.form.answers
    if answers.get("social_assistance") is True:
        return joined(_row(say, form, key) for key in ("social_assistance", "postcode"))
    keys = ("social_assistance", "unemployment_insurance", "disability_insurance", "postcode", "status")
    found = joined(_row(say, form, key) for key in keys)
    if answers.get("status") is not None and answers["status"] not in PERMITS:
        return found
    income = (
        _row(say, form, "monthly_income")
        if asker.income is None
        else income_fields(say, asker.held, answers.get("household_size"), asker.income)
    )
    steps = ticked(STEPS, say("income.toggle"), checked=asker.income is not None)
    return found + _row(say, form, "household_size") + steps + income + _row(say, form, "wealth")


def _row(say: Words, form: Form, key: str) -> Markup:
    return row(say, form, QUESTIONS[key])


def chosen_kind(held: Mapping[str, Any], advice: Advice) -> TypeKey:
    """The kind to price: the one chosen, else the first of the advice's order."""
    return next((one for one in TYPE_KEYS if one == held.get(KIND)), advice.types[0].type.key)


def _kinds(say: Words, advice: Advice, kind: TypeKey) -> Markup:
    fits = {one.type.key: one.fit for one in advice.types}
    names: dict[str, str] = {
        one: say("costs.kind_option", name=say(f"type.{one}.name"), fit=say(f"fit.{fits[one]}.word"))
        for one in TYPE_KEYS
    }
    return chosen_from(KIND, say("costs.kind"), names, kind)


def _capacity(asker: Asker) -> str | None:
    return asker.form.answers.get("work_capacity")


def _priced_offers(kind: TypeKey) -> dict[str, Offer]:
    """A provider's own price, where one is on file."""
    return {one.provider: one for one in on_file().offers if one.type == kind and one.price_unit in units(kind)}


def _provider_key(kind: TypeKey) -> str:
    return f"costs_provider_{kind}"


def provider_keys() -> frozenset[str]:
    """The key of every list of providers with a price."""
    return frozenset(_provider_key(kind) for kind in TYPE_KEYS)


def _providers(say: Words, kind: TypeKey, offers: Mapping[str, Offer], chosen: str | None) -> Markup:
    names = {"": say("costs.ceiling_option"), **{one: one for one in offers}}
    return chosen_from(_provider_key(kind), say("costs.provider"), names, chosen or "")


# ── What follows ─────────────────────────────────────────────────────────────


def _price(
    stay: Stay, kind: TypeKey, funding: Funding, own: OwnPrice | None, months: int, *, each_month: bool = True
) -> PricedPlan | None:
    """``None`` where no tariff of the kind is known on the first day."""
    try:
        found = estimate(kind, stay.plan, funding, stay.start, own)
        return PricedPlan(
            stay.plan, months, found, by_month(kind, stay, funding, stay.start, own) if each_month else ()
        )
    except NotOnFile:
        return None


def _result(asker: Asker, planned: Planned, notes: list[str]) -> Markup:
    say, stay, priced = asker.say, planned.stay, planned.priced
    told = [*notes, say("costs.form.example")]
    if next(one for one in asker.advice.types if one.type.key == planned.kind).fit is Fit.DOES_NOT_FIT:
        told.insert(0, say("costs.does_not_fit"))
    found = [tag("p", " ".join(told), class_="note")]
    if priced is None or stay is None:
        why = say("costs.no_estimate", year=first_tariff_year(planned.kind)) if stay else say("costs.nothing_planned")
        found.append(tag("p", why, class_="note"))
    else:
        found.append(costs.breakdown(say, asker.me, stay.plan, priced.estimate))
    found.append(costs.why(say, asker.funding))
    return joined(found)


def opened(held: Mapping[str, Any]) -> frozenset[str]:
    """The folds that somebody opened."""
    return frozenset(str(held.get(FOLDS, "")).split(","))


def _folds(asker: Asker, planned: Planned) -> Markup:
    """Everything that waits until somebody opens it; what is in a closed fold is not made."""
    say, me, case, funding = asker.say, asker.me, asker.case, asker.funding
    situation, kind, stay, priced = case.situation, planned.kind, planned.stay, planned.priced
    open_ = opened(asker.held)
    told: list[Markup] = []

    def fold(name: str, element: str, inner: Callable[[], Markup]) -> None:
        content = inner() if element in open_ else ""
        shown = "open" if element in open_ else None
        summary = tag("summary", say(name))
        told.append(tag("details", summary + content, id=f"k-{element}", data_fold=element, open=shown))

    if priced is not None and stay is not None:
        fold("costs.breakdown", "calculated", lambda: _calculated(say, planned, stay, priced))
        if len(stay.so_far) > 1:
            fold("costs.months", "months", lambda: costs.months(say, me, priced.by_month))
    if funding.payer is Payer.PERSON:
        fold("costs.waiver.title", "waiver", lambda: waiver(say, me, situation, funding, case.on, planned.most))
    if papers := documents(situation, funding, asker.income):
        fold("document.title", "papers", lambda: costs.papers(say, papers))
    if steps := next_steps(situation, asker.advice, funding):
        fold("step.title", "steps", lambda: costs.steps(say, me, steps))
    if priced is not None and stay is not None:
        billed = most_billed_on_early_end
        fold("costs.early_end.title", "early-end", lambda: costs.early_end(say, billed(kind, stay.start)))
    return tag("div", joined(told), class_="folds")


def _calculated(say: Words, planned: Planned, stay: Stay, priced: PricedPlan) -> Markup:
    """How the table came about: unit prices with their document, what to know beside them, our assumptions."""
    notes = joined(tag("p", say(key), class_="note") for key in _notes_on_price(stay, planned.kind, planned.own))
    ours = costs.assumptions(say, (*stay.assumptions, *priced.estimate.assumptions))
    return costs.price(say, priced.estimate, planned.provider) + notes + ours


def _notes_on_price(stay: Stay, kind: TypeKey, own: OwnPrice | None) -> list[str]:
    """What must be said beside a price: a lower one may exist, a new one may begin during the stay."""
    tariff = on_file().tariff
    open_ = own or not any(tariff(kind, unit, stay.start).price for unit in units(kind))
    notes = [] if open_ else ["costs.no_own_price"]
    end = max(stay.so_far[-1][0], stay.start)
    if any(tariff(kind, unit, stay.start) != tariff(kind, unit, end) for unit in units(kind)):
        notes.append("costs.tariff_changes")
    return notes


# ── Side by side ─────────────────────────────────────────────────────────────


def _compare(asker: Asker, planned: Planned) -> Markup:
    """A second plan beside the first, and for the office the same plan on another day, in the office's language."""
    say, stay, priced = asker.say, planned.stay, planned.priced
    if stay is None or priced is None:
        return Markup()
    wanted = bool(asker.held.get(COMPARE))
    found = ticked(COMPARE, say("costs.compare.toggle"), checked=wanted)
    if wanted:
        other = PlanForm(say, planned.kind, asker.held, _capacity(asker), second=True).read(stay.start)
        found += tag("div", other.fields, class_="fields", id="k-second")
        second = _price(other.stay, planned.kind, asker.funding, planned.own, other.months) if other.stay else None
        if second is not None:
            found += tag("p", " ".join(other.notes), class_="note") + two_plans(say, asker.me, priced, second)
    if asker.me == "staff" and say.is_german:
        found += _compare_days(asker, planned, stay, DayFigures(asker.funding, priced.estimate))
    return tag("div", found, class_="k-compare")


def _compare_days(asker: Asker, planned: Planned, stay: Stay, now: DayFigures) -> Markup:
    """The same household and plan under another day or sheet."""
    say, held, on, situation = asker.say, asker.held, asker.case.on, asker.case.situation
    wanted = bool(held.get(DATED))
    toggle = ticked(DATED, say("office.dated.toggle"), checked=wanted)
    if not wanted:
        return toggle
    text = str(held.get(DATED_DAY, f"{on.day}.{on.month}.{on.year}"))
    names = {"": say("office.dated.newest"), **{one.edition: name_of(say, one) for one in on_file().limits}}
    edition = str(held.get(DATED_EDITION) or "")
    fault, shown = "", Markup()
    try:
        other: date = day("day", text or on)
        funding = fund(situation, other, edition if edition in names and edition else None)
    except BadAnswer as error:
        fault = refusal(say, error)
    else:
        then: Estimate | None = None
        try:
            then = estimate(planned.kind, stay.plan, funding, other, planned.own)
        except NotOnFile:
            shown = tag("p", say("costs.no_estimate", year=first_tariff_year(planned.kind)), class_="note")
        shown += two_days(say, now, DayFigures(funding, then), situation.household_size)
    fields = typed(DATED_DAY, say("office.dated.day"), text, fault=fault, late=True)
    fields += chosen_from(DATED_EDITION, say("office.dated.edition"), names, edition)
    return toggle + tag("p", say("office.dated.intro"), class_="note") + tag("div", fields, class_="fields") + shown
