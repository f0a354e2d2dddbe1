"""Kosten: who pays and how much at most – the plan, each line of the price, the waiver, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import cast

import streamlit as st

from finder.errors import BadAnswer, NotOnFile
from finder.facts.dataset import on_file
from finder.facts.days import day
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.rules.funding import PERMITS, Payer
from finder.steps.advise import Advice, Fit, advise
from finder.steps.calendar import Stay
from finder.steps.documents import documents
from finder.steps.estimate import Estimate, OwnPrice, estimate, most_billed_on_early_end, units
from finder.steps.fund import Funding, Waiver, fund
from finder.steps.income import Income
from finder.steps.months import by_month, most_in_a_month
from finder.steps.next_steps import next_steps
from pages.parts import state
from pages.parts.ask import ask, refusal, warn
from pages.parts.frame import open_page
from pages.parts.income_form import ask_income
from pages.parts.plan_form import PlanForm, proposed_start
from views import compare as compare_view
from views import costs as costs_view
from views.compare import Dated, Priced
from views.html import esc, joined, tag
from views.waiver import name_of, waiver

EXAMPLE: TypeKey = "qualifizierung"
"""The kind of the brochure's longest worked example."""

frame = open_page("costs")
say = frame.words
me = "staff" if frame.staff else "self"


def _heading(key: str) -> None:
    st.html(tag("h2", esc(say(key))))


def _choose_kind(advice: Advice) -> TypeKey:
    """The kind to price: preset is the first that fits, else the brochure's example where it is open, else the first
    open one; a choice of one's own stays."""
    fits = {one.type.key: one.fit for one in advice.types}
    fitting = [one.type.key for one in advice.of(Fit.FITS)]
    example = [EXAMPLE] if fits[EXAMPLE] is Fit.OPEN else []
    preset = [*fitting, *example, *(one.type.key for one in advice.types)][0]
    if st.session_state.get("costs_preset") != preset:
        if st.session_state.get("costs_kind") in (None, st.session_state.get("costs_preset")):
            st.session_state["costs_kind"] = preset
        st.session_state["costs_preset"] = preset
    kind = st.selectbox(
        say("costs.kind"),
        TYPE_KEYS,
        format_func=lambda one: say(
            "costs.kind_option", name=say(f"type.{one}.name"), fit=say(f"fit.{fits[one]}.word")
        ),
        key="costs_kind",
        filter_mode=None,
        persist_state="session",
    )
    if fits[kind] is Fit.DOES_NOT_FIT:
        st.html(tag("p", esc(say("costs.does_not_fit")), class_="note"))
    return cast(TypeKey, kind)


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


def _price(stay: Stay, kind: TypeKey, funding: Funding, own: OwnPrice | None, months: int, on: date) -> Priced:
    return Priced(
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


def _tick_list(keys: tuple[str, ...]) -> None:
    for key in keys:
        st.checkbox(say(f"document.{key}"), key=f"document_{key}", persist_state="session")


def _compare_days(kind: TypeKey, stay: Stay, now: Dated, own: OwnPrice | None) -> None:
    """The same household and plan under another day or sheet (office only)."""
    if not st.checkbox(say("office.dated.toggle"), key="costs_dated", persist_state="session"):
        return
    st.html(tag("p", esc(say("office.dated.intro")), class_="note"))
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
        funding = fund(situation, other, edition)
    except BadAnswer as error:
        warn(refusal(say, error))
        return
    try:
        then: Estimate | None = estimate(kind, stay.plan, funding, other, own)
    except NotOnFile:
        then = None
        st.html(tag("p", esc(say("costs.no_estimate")), class_="note"))
    st.html(compare_view.two_days(say, now, Dated(funding, then), situation.household_size))


advice = advise(state.situation(), frame.on)
top = st.container(key="costs_top")
left, right = st.columns([5, 7], gap="large")

with left:
    with st.container(border=True, key="costs_plan"):
        st.html(tag("h2", esc(say("costs.plan")), class_="section-title"))
        kind = _choose_kind(advice)
        own, provider = _choose_own_price(kind)
        form = PlanForm(say, kind)
        start = form.start(proposed_start(frame.on))
        drawn = form.draw(start or proposed_start(frame.on))
        st.html(tag("p", esc(say("costs.form.example")), class_="note"))
    with st.container(border=True, key="costs_who"):
        st.html(tag("h2", esc(say("costs.who_pays_questions")), class_="section-title"))
        income = _ask_who_pays()

situation = state.situation()
advice, funding = advise(situation, frame.on), fund(situation, frame.on)
unwaived = replace(funding, waiver=Waiver.NONE) if funding.payer is Payer.PERSON else funding
priced = full = None
stay = drawn.stay if start else None
if stay is not None:
    try:
        priced = _price(stay, kind, funding, own, drawn.months, stay.start)
        full = _price(stay, kind, unwaived, own, drawn.months, stay.start)
    except NotOnFile:
        pass
most = most_in_a_month(full.by_month) if full else None

with top:
    st.html(costs_view.headline(say, me, funding, priced and priced.estimate, full and full.estimate, most))

with right, st.container(key="costs_results"):
    if priced is None or stay is None:
        st.html(tag("p", esc(say("costs.no_estimate" if stay else "costs.nothing_planned")), class_="note"))
    else:
        _heading("costs.price")
        st.html(costs_view.price(say, priced.estimate, provider))
        notes = joined(tag("p", esc(say(key)), class_="note") for key in _notes_on_price(stay, kind, own))
        if notes:
            st.html(notes)
        _heading("costs.breakdown")
        st.html(
            costs_view.breakdown(say, me, stay.plan, priced.estimate, (*stay.assumptions, *priced.estimate.assumptions))
        )
        if len(priced.by_month) > 1:
            _heading("costs.months")
            st.html(costs_view.months(say, me, priced.by_month))
    if funding.payer is Payer.PERSON:
        _heading("costs.waiver.title")
        st.html(waiver(say, situation, funding, frame.on, most))
    papers = documents(situation, funding, income)
    if papers:
        _heading("document.title")
        with st.container(key="costs_documents"):
            _tick_list(papers)
    todo = next_steps(situation, advice, funding)
    if todo:
        _heading("step.title")
        st.html(costs_view.steps(say, me, todo))
    if priced is not None and stay is not None:
        _heading("costs.early_end.title")
        st.html(costs_view.early_end(say, most_billed_on_early_end(kind, stay.start)))

if priced is not None and stay is not None:
    _heading("costs.compare.title")
    if st.checkbox(say("costs.compare.toggle"), key="costs_compare", persist_state="session"):
        second_column, table_column = st.columns([5, 7], gap="large")
        with second_column, st.container(border=True, key="costs_second"):
            st.html(tag("h3", esc(say("costs.compare.second")), class_="section-title"))
            other = PlanForm(say, kind, second=True).draw(stay.start)
        with table_column:
            if other.stay is not None:
                second = _price(other.stay, kind, funding, own, other.months, stay.start)
                st.html(compare_view.two_plans(say, me, priced, second))
    if frame.staff:
        _heading("office.dated.title")
        _compare_days(kind, stay, Dated(funding, priced.estimate), own)
