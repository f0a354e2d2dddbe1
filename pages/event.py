"""Vorführung: invented persons on a big screen, and what turns when one answer is another one."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import segno
import streamlit as st

from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.situation import AMOUNTS, Situation
from finder.office.samples import Sample, samples
from finder.rules.funding import Payer
from finder.steps.advise import Advice, Fit, TypeAdvice, advise
from finder.steps.fund import Funding, fund
from finder.steps.turns import Turn, doors_turned, funding_turned, turns
from operation.settings import read
from pages.parts import idle
from pages.parts.frame import open_page
from views.answer import open_reason
from views.html import Markup, attributes, bullets, esc, joined, tag
from views.prices import what_is_paid
from views.verdicts import FIT_MARK

AS_IS = "as_is"
TOLD_FIRST = ("age", "german", "employability", "work_experience", "wants_training", "attends_reliably", "status")
"""What is told of a person at a glance; further answers only where they differ from the usual «no»."""
TOLD_IF_YES = (
    "social_assistance",
    "unemployment_insurance",
    "disability_insurance",
    "insurers_efforts_failed",
    "flight_trauma",
    "addiction",
    "earns_programme_cost",
)
TOLD_IF_GIVEN = ("household_size", "monthly_income")

ARROW = tag("span", "→", class_="arrow", aria_hidden="true")

frame = open_page("event", intro=False, title=False)
say = frame.words


def _value(key: str, value: Any) -> str:
    return say.chf(Decimal(value)) if key in AMOUNTS and value is not None else say.value(value)


def _answer(key: str, value: Any) -> str:
    return say("event.answer", question=say(f"question.{key}.name"), value=_value(key, value))


# ── Choosing somebody ────────────────────────────────────────────────────────────


def _choose() -> None:
    st.html(tag("h2", esc(say("event.choose"))))
    with st.container(key="event_persons"):
        for sample in on_file().once(samples):
            if st.button(say(f"event.person.{sample.key}"), key=f"person_{sample.key}", width="stretch"):
                st.session_state[idle.PERSON] = sample.key
                st.rerun()
    _own_telephone()
    if not idle.demonstrating() and frame.staff:
        st.html(tag("p", esc(say("event.how_to_start")), class_="note"))


def _own_telephone() -> None:
    """The office's own address as a QR code, drawn here: nobody is asked for it."""
    url = read().office_url
    if url:
        source = segno.make(url, error="m").svg_data_uri(border=2)
        code = Markup("<img{}>").format(attributes(src=source, alt=say("event.qr", address=url)))
        words = tag("p", esc(say("event.own_telephone"))) + tag("p", esc(say.ltr(url)), class_="qr-address")
        st.html(tag("div", code + tag("div", words), class_="qr"))


# ── One person, one other answer ─────────────────────────────────────────────────


def _told(situation: Situation, changed: Mapping[str, Any]) -> Markup:
    given = situation.answered()
    keys = [key for key in TOLD_FIRST if key in given]
    keys += [key for key in TOLD_IF_YES if given.get(key) or key in changed]
    keys += [key for key in TOLD_IF_GIVEN if key in given]
    return bullets(
        [
            tag("mark", esc(_answer(key, given[key]))) if key in changed else esc(_answer(key, given[key]))
            for key in keys
        ],
        class_="told",
    )


def _switch(sample: Sample) -> Mapping[str, Any]:
    """The one answer that is another one now; empty where everything is as it is."""
    words = {AS_IS: say("event.as_is")} | {
        str(at): say.all(_answer(key, value) for key, value in switch.items())
        for at, switch in enumerate(sample.switches)
    }
    chosen = st.pills(
        say("event.what_if"),
        list(words),
        format_func=words.__getitem__,
        default=AS_IS,
        required=True,
        key=f"event_switch_{sample.key}",
    )
    return {} if chosen in (None, AS_IS) else sample.switches[int(chosen)]


def _turned(before: Advice, now: Advice, paid_before: Funding, paid_now: Funding) -> Markup:
    """What turned, in whole sentences."""
    found = turns(before, now)
    closed, opened = doors_turned(before, now)
    lines = [
        say(
            "event.kind_turned",
            kind=say(f"type.{one.type}.name"),
            before=say(f"fit.{one.before}.word"),
            now=say(f"fit.{one.now}.word"),
        )
        for one in found
    ]
    lines += [say("event.door_opened", door=say(f"door.{key}.title")) for key in opened]
    lines += [say("event.door_closed", door=say(f"door.{key}.title")) for key in closed]
    if funding_turned(paid_before, paid_now):
        lines.append(say("event.money_before", sentence=_deciding(paid_before, paid_now)))
        lines.append(say("event.money_now", sentence=_deciding(paid_now, paid_before)))
    head = say("event.turned", count=len(found)) if found else say("event.not_turned")
    return tag("div", tag("p", esc(head), class_="lead") + bullets([esc(line) for line in lines]), class_="turned")


def _badge(fit: Fit) -> Markup:
    return tag("span", tag("b", FIT_MARK[fit], aria_hidden="true") + say(f"fit.{fit}.word"), class_=f"badge {fit}")


def _kind(kind: TypeAdvice, turned: Turn | None, paid: Funding) -> Markup:
    """What fits as a card with its price, what is open with its reason, what does not fit by its name alone."""
    key, name = kind.type.key, say.isolate(say(f"type.{kind.type.key}.name"))
    was = tag("del", _badge(turned.before), aria_label=say("event.before")) + ARROW if turned else Markup()
    if kind.fit is Fit.FITS:
        price = what_is_paid(say, "staff", key, paid, frame.on)
        inner = (
            tag("h3", say(f"type.{key}.plain"))
            + tag("p", was + _badge(kind.fit) + tag("span", name), class_="verdict")
            + tag("p", price, class_="pays")
        )
    elif kind.fit is Fit.OPEN:
        inner = was + _badge(kind.fit) + tag("b", name) + " – " + open_reason(say, kind)
    else:
        inner = was + tag("b", FIT_MARK[kind.fit], aria_hidden="true") + name
    return tag("li", inner, class_=f"kind {kind.fit}{' changed' if turned else ''}", data_type=key)


def _kinds(now: Advice, turned: Mapping[TypeKey, Turn], paid: Funding) -> Markup:
    groups = {fit: [_kind(one, turned.get(one.type.key), paid) for one in now.of(fit)] for fit in Fit}
    said = {Fit.DOES_NOT_FIT: tag("h3", say("fit.does_not_fit.summary", count=len(groups[Fit.DOES_NOT_FIT])))}
    return joined(
        said.get(fit, Markup()) + tag("ul", joined(kinds), class_=f"kinds {fit}")
        for fit, kinds in groups.items()
        if kinds
    )


def _deciding(found: Funding, other: Funding) -> str:
    """The sentence in which two fundings differ: who pays, else the waiver."""
    missing = say.all(say(f"question.{name}.name") for name in found.missing) if found.missing else ""
    if found.payer is other.payer:
        return say(f"waiver.{found.waiver}", missing=missing)
    return say(f"payer.{found.payer}", missing=missing)


def _money(found: Funding) -> Markup:
    names = say.all(say(f"question.{name}.name") for name in found.missing) if found.missing else ""
    lines = [say(f"payer.{found.payer}", missing=names)]
    if found.payer is Payer.PERSON:
        lines.append(f"{say('waiver.title')}: {say(f'waiver.{found.waiver}', missing=names)}")
    return tag("section", tag("h2", esc(say("payer.title"))) + joined(tag("p", esc(line)) for line in lines))


def _show(sample: Sample) -> None:
    """Left the person and «what if», right what fits with its price."""
    with st.container(key="event_stage"):
        with st.container(key="event_person"):
            told = st.container(key="event_told")
            with st.container(key="event_switch"):
                switch = _switch(sample)
            if st.button(say("event.other_person"), key="event_back"):
                del st.session_state[idle.PERSON]
                st.rerun()
        then = sample.switched(switch)
        before, now = advise(sample.situation, frame.on), advise(then, frame.on)
        paid_before, paid_now = fund(sample.situation, frame.on), fund(then, frame.on)
        told.html(tag("div", tag("h2", say(f"event.person.{sample.key}")) + _told(then, switch), class_="event"))
        turned = {one.type: one for one in turns(before, now)}
        result = _turned(before, now, paid_before, paid_now) if switch else Markup()
        doors = bullets((say(f"door.{door.key}.title") for door in now.doors), class_="doors-short")
        money = Markup() if now.of(Fit.FITS) else _money(paid_now)
        with st.container(key="event_result"):
            st.html(
                tag(
                    "div",
                    tag("div", result, aria_live="polite")
                    + _kinds(now, turned, paid_now)
                    + (tag("section", tag("h3", say("door.title")) + doors) if doors else Markup())
                    + money,
                    class_="event",
                )
            )


st.html(tag("h1", say("event.title"), class_="demonstration", tabindex="-1"))
chosen = next((one for one in on_file().once(samples) if one.key == st.session_state.get(idle.PERSON)), None)
with st.container(key="event"):
    if chosen is None:
        _choose()
    else:
        _show(chosen)
