"""Kosten: who pays and how much at most, one row that says the plan, one table; everything else waits in folds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from finder.errors import BadAnswer, NotOnFile
from finder.facts.dataset import on_file
from finder.facts.days import day
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.rules.funding import PERMITS, Payer
from finder.steps.advise import Advice, Fit, advice_of
from finder.steps.calendar import Stay
from finder.steps.case import Case
from finder.steps.documents import documents
from finder.steps.estimate import Estimate, OwnPrice, estimate, most_billed_on_early_end, units
from finder.steps.fund import Funding, Waiver, fund, funding_of
from finder.steps.income import Income
from finder.steps.months import Month, by_month, most_in_a_month
from finder.steps.next_steps import next_steps
from pages.parts import state
from pages.parts.ask import ask, warn
from pages.parts.frame import open_page
from pages.parts.income_form import ask_income
from pages.parts.part import part
from pages.parts.plan_form import PlanDraft, PlanForm, proposed_start
from views import compare as compare_view
from views import costs as costs_view
from views.compare import DayFigures, PricedPlan
from views.documents import first_tariff_year
from views.html import Markup, details, joined, tag
from views.refusals import refusal
from views.waiver import name_of, waiver

frame = open_page("costs")
say = frame.words
me = "staff" if frame.staff else "self"


@dataclass(frozen=True)
class Payment:
    """Who asks and who pays: what the plan does not change."""

    case: Case
    advice: Advice
    funding: Funding
    income: Income | None

    @classmethod
    def of(cls, income: Income | None) -> Payment:
        case = Case.of(state.situation(), frame.on)
        return cls(case, advice_of(case), funding_of(case), income)


@dataclass(frozen=True)
class Places:
    """Where the plan and what follows from it stand among the rest of the page."""

    headline: DeltaGenerator
    row: DeltaGenerator
    results: DeltaGenerator
    more: DeltaGenerator


def _choose_kind(advice: Advice) -> TypeKey:
    """The kind to price: preset is the first of the advice's order; a choice of one's own stays."""
    fits = {one.type.key: one.fit for one in advice.types}
    preset = advice.types[0].type.key
    if st.session_state.get("costs_preset") != preset:
        if st.session_state.get("costs_kind") in (None, st.session_state.get("costs_preset")):
            st.session_state["costs_kind"] = preset
        st.session_state["costs_preset"] = preset
    return st.selectbox(
        say("costs.kind"),
        TYPE_KEYS,
        format_func=lambda one: say(
            "costs.kind_option", name=say(f"type.{one}.name"), fit=say(f"fit.{fits[one]}.word")
        ),
        key="costs_kind",
        filter_mode=None,
        persist_state="session",
    )


def _choose_own_price(kind: TypeKey) -> tuple[OwnPrice | None, str | None]:
    """A provider's own price, where one is on file."""
    known = {one.provider: one for one in on_file().offers if one.type == kind and one.price_unit in units(kind)}
    if not known:
        return None, None
    chosen = st.selectbox(
        say("costs.provider"),
        [None, *known],
        format_func=lambda one: one or say("costs.ceiling_option"),
        key=f"costs_provider_{kind}",
        filter_mode=None,
        persist_state="session",
    )
    if chosen is None:
        return None, None
    row = known[chosen]
    return OwnPrice(Decimal(str(row.price)), row.price_unit), chosen  # type: ignore[arg-type]  # narrowed above


def _ask_who_pays() -> Income | None:
    """The answers that decide on the payer and the waiver; only those that still have something to do with it."""
    ask(say, "social_assistance")
    if state.answers().get("social_assistance") is True:
        ask(say, "postcode")
        return None
    for key in ("unemployment_insurance", "disability_insurance", "postcode", "status"):
        ask(say, key)
    status = state.answers().get("status")
    if status is not None and status not in PERMITS:
        return None
    ask(say, "household_size")
    income = ask_income(say)
    ask(say, "wealth")
    return income


def _price(stay: Stay, kind: TypeKey, funding: Funding, own: OwnPrice | None, months: int, on: date) -> PricedPlan:
    return PricedPlan(
        stay.plan,
        months,
        estimate(kind, stay.plan, funding, on, own),
        by_month(kind, stay, funding, on, own),
    )


def _notes_on_price(stay: Stay, kind: TypeKey, own: OwnPrice | None) -> list[str]:
    """What must be said beside a price: a lower one may exist, a new one may begin during the stay."""
    notes = (
        []
        if own or not any(on_file().tariff(kind, unit, stay.start).price for unit in units(kind))
        else ["costs.no_own_price"]
    )
    end = max(stay.so_far[-1][0], stay.start)
    if any(on_file().tariff(kind, unit, stay.start) != on_file().tariff(kind, unit, end) for unit in units(kind)):
        notes.append("costs.tariff_changes")
    return notes


def _calculated(stay: Stay, kind: TypeKey, priced: PricedPlan, own: OwnPrice | None, provider: str | None) -> Markup:
    """How the table came about: unit prices with their document, what to know beside them, our assumptions."""
    notes = joined(tag("p", say(key), class_="note") for key in _notes_on_price(stay, kind, own))
    ours = costs_view.assumptions(say, (*stay.assumptions, *priced.estimate.assumptions))
    return costs_view.price(say, priced.estimate, provider) + notes + ours


def _compare_days(person: Payment, kind: TypeKey, stay: Stay, now: DayFigures, own: OwnPrice | None) -> None:
    """The same household and plan under another day or sheet (office only, in the office's language)."""
    if not st.checkbox(say("office.dated.toggle"), key="costs_dated", persist_state="session"):
        return
    st.html(tag("p", say("office.dated.intro"), class_="note"))
    first, second = st.columns(2)
    typed = first.text_input(
        say("office.dated.day"),
        value=f"{frame.on.day}.{frame.on.month}.{frame.on.year}",
        key="costs_dated_day",
        autocomplete="off",
        persist_state="session",
    )
    names = {one.edition: name_of(say, one) for one in on_file().limits}
    edition = second.selectbox(
        say("office.dated.edition"),
        [None, *names],
        format_func=lambda one: names.get(one) or say("office.dated.newest"),
        key="costs_dated_edition",
        filter_mode=None,
        persist_state="session",
    )
    try:
        other = day("day", typed or frame.on)
        funding = fund(person.case.situation, other, edition)
    except BadAnswer as error:
        warn(refusal(say, error))
        return
    try:
        then: Estimate | None = estimate(kind, stay.plan, funding, other, own)
    except NotOnFile:
        then = None
        st.html(tag("p", say("costs.no_estimate", year=first_tariff_year(kind)), class_="note"))
    st.html(compare_view.two_days(say, now, DayFigures(funding, then), person.case.situation.household_size))


def _place(key: str, first: bool) -> DeltaGenerator:
    """Where something will stand that follows from what is asked below it.

    On the first run its room is kept, so that nothing moves when it comes; later the one before stands there.
    """
    box = st.container(key=key)
    if not first:
        return box
    slot = box.empty()
    slot.html(tag("div", "", class_="coming"))
    return slot


@part
def _costs() -> None:
    """Everything below the heading. An answer about who pays changes all of it; the plan is a part of its own in it."""
    first_run = not st.session_state.get("costs_drawn")
    headline, row = _place("costs_top", first_run), st.container(key="costs_row")
    row.html(tag("span", "", class_="room"))  # an empty row would not be drawn, and what stands below it would move
    results = _place("costs_results", first_run)
    if "costs_who_open" not in st.session_state:
        unknown = funding_of(Case.of(state.situation(), frame.on)).payer is Payer.OPEN
        st.session_state["costs_who_open"] = unknown
    who = st.expander(say("costs.change"), expanded=st.session_state["costs_who_open"])
    with st.expander(say("costs.more")):
        more = st.container(key="costs_more")
    with who, st.container(key="costs_who"):
        income = _ask_who_pays()
    _plan(Payment.of(income), Places(headline, row, results, more))
    st.session_state["costs_drawn"] = True
    with st.container(key="costs_onward"):
        st.page_link("pages/takeaway.py", label=say("costs.onward"))


@part
def _plan(person: Payment, places: Places) -> None:
    """What is planned, and what it costs: no click in here changes who pays."""
    funding = person.funding
    with places.row:
        kind = _choose_kind(person.advice)
    with places.more:
        form = PlanForm(say, kind, state.answers().get("work_capacity"))
        start = form.start(proposed_start(frame.on))
        own, provider = _choose_own_price(kind)
    with places.row:
        drawn = form.draw(start or proposed_start(frame.on))

    unwaived = replace(funding, waiver=Waiver.NONE) if funding.payer is Payer.PERSON else funding
    priced: PricedPlan | None = None
    full: PricedPlan | None = None
    stay = drawn.stay if start else None
    if stay is not None:
        try:
            priced = _price(stay, kind, funding, own, drawn.months, stay.start)
            full = priced if unwaived == funding else _price(stay, kind, unwaived, own, drawn.months, stay.start)
        except NotOnFile:
            pass
    most = most_in_a_month(full.by_month) if full else None

    places.headline.html(
        costs_view.headline(
            say, me, funding, priced.estimate if priced else None, full.estimate if full else None, most
        )
    )
    places.results.html(_result(person, kind, drawn, priced, stay))
    with st.container(key="costs_folds"):
        st.html(_folds(person, kind, priced, stay, own, provider, most))
    if priced is not None and stay is not None:
        _compare(person, kind, priced, stay, own)


def _result(person: Payment, kind: TypeKey, drawn: PlanDraft, priced: PricedPlan | None, stay: Stay | None) -> Markup:
    notes = [*drawn.notes, say("costs.form.example")]
    if next(one for one in person.advice.types if one.type.key == kind).fit is Fit.DOES_NOT_FIT:
        notes.insert(0, say("costs.does_not_fit"))
    found = [tag("p", " ".join(notes), class_="note")]
    if priced is None or stay is None:
        why = say("costs.no_estimate", year=first_tariff_year(kind)) if stay else say("costs.nothing_planned")
        found.append(tag("p", why, class_="note"))
    else:
        found.append(costs_view.breakdown(say, me, stay.plan, priced.estimate))
    found.append(costs_view.why(say, person.funding))
    return joined(found)


def _folds(
    person: Payment,
    kind: TypeKey,
    priced: PricedPlan | None,
    stay: Stay | None,
    own: OwnPrice | None,
    provider: str | None,
    most: Month | None,
) -> Markup:
    """Everything that waits until somebody opens it."""
    situation, funding = person.case.situation, person.funding
    told: list[Markup] = []
    if priced is not None and stay is not None:
        told.append(details(say("costs.breakdown"), _calculated(stay, kind, priced, own, provider)))
        if len(priced.by_month) > 1:
            told.append(details(say("costs.months"), costs_view.months(say, me, priced.by_month)))
    if funding.payer is Payer.PERSON:
        told.append(details(say("costs.waiver.title"), waiver(say, me, situation, funding, frame.on, most)))
    told.append(details(say("document.title"), costs_view.papers(say, documents(situation, funding, person.income))))
    told.append(details(say("step.title"), costs_view.steps(say, me, next_steps(situation, person.advice, funding))))
    if priced is not None and stay is not None:
        billed = most_billed_on_early_end(kind, stay.start)
        told.append(details(say("costs.early_end.title"), costs_view.early_end(say, billed)))
    return tag("div", joined(told), class_="folds")


def _compare(person: Payment, kind: TypeKey, priced: PricedPlan, stay: Stay, own: OwnPrice | None) -> None:
    """A second plan beside the first, and the same plan on another day."""
    if st.checkbox(say("costs.compare.toggle"), key="costs_compare", persist_state="session"):
        with st.container(key="costs_second"):
            other = PlanForm(say, kind, state.answers().get("work_capacity"), second=True).draw(stay.start)
        if other.stay is not None:
            second = _price(other.stay, kind, person.funding, own, other.months, stay.start)
            st.html(tag("p", " ".join(other.notes), class_="note"))
            st.html(compare_view.two_plans(say, me, priced, second))
    if frame.staff and say.is_german:
        _compare_days(person, kind, stay, DayFigures(person.funding, priced.estimate), own)


_costs()
