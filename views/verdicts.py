"""The advice as a reader sees it: doors first, then each kind as a card with its reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.sources import Citation
from finder.rules.cautions import Caution
from finder.rules.doors import OpenDoor
from finder.rules.funding import Payer
from finder.rules.rule import Finding
from finder.rules.verdict import MET, NOT_MET, OPEN
from finder.steps.advise import Advice, Fit, TypeAdvice
from finder.steps.fund import Funding, Waiver
from finder.steps.residence import Residence
from views.html import Markup, bullets, details, esc, joined, tag
from views.prices import price_line
from views.words import Words

MARK = {MET: "✓", NOT_MET: "✗", OPEN: "?"}
FIT_MARK = {Fit.FITS: "✓", Fit.OPEN: "?", Fit.DOES_NOT_FIT: "✗"}
SHOWN_ONCE = ("edition_ended", "not_yet_on_file")
"""Cautions that hold for every kind alike: said once above the cards, not ten times."""


def overview(say: Words, advice: Advice) -> Markup:
    """How many kinds fit, are open, do not fit – in words, as one line."""
    counted = [(fit, len(advice.of(fit))) for fit in Fit]
    parts = [
        tag("li", tag("b", FIT_MARK[fit], aria_hidden="true") + esc(say(f"fit.{fit}.summary", count=count)), class_=fit)
        for fit, count in counted
        if count
    ]
    return tag("ul", joined(parts), class_="overview")


def next_questions(say: Words, advice: Advice) -> Markup:
    """The questions that would settle most, while any are open."""
    if not advice.missing:
        return Markup()
    names = say.all(say(f"question.{name}.name") for name in advice.missing[:3])
    return tag("p", esc(say("advice.next_questions", questions=names)), class_="next")


def group(say: Words, advice: Advice, fit: Fit, found: Funding, *, plain: bool = False) -> Markup:
    """All kinds with one verdict under a heading; nothing when there are none. ``plain``: see ``card``."""
    kinds = advice.of(fit)
    if not kinds:
        return Markup()
    heading = tag("h2", esc(say(f"fit.{fit}.summary", count=len(kinds))))
    prices = {kind.type.key: price_line(say, kind.type.key, found, advice.on) for kind in kinds}
    return heading + tag("div", cards(say, kinds, prices, plain=plain), class_=f"cards {fit}")


def notes(say: Words, advice: Advice) -> Markup:
    """What holds for every kind alike on this day."""
    said = {one.key: one for kind in advice.types for one in kind.cautions if one.key in SHOWN_ONCE}
    return joined(tag("p", esc(caution_sentence(say, one)), class_="note") for one in said.values())


def caution_sentence(say: Words, caution: Caution) -> str:
    """What a caution says, with the document and the day it names."""
    return say(f"caution.{caution.key}", **caution.facts)


def doors(say: Words, opened: Iterable[OpenDoor]) -> Markup:
    """The other doors, each with its sources; nothing when none applies."""
    cards = [_door(say, door) for door in opened]
    if not cards:
        return Markup()
    return tag("section", tag("h2", esc(say("door.title"))) + joined(cards), class_="doors")


def _door(say: Words, opened: OpenDoor) -> Markup:
    key = f"door.{opened.key}"
    more = [esc(say(f"{key}.{variant}")) for variant in opened.variants]
    return tag(
        "article",
        tag("h3", esc(say(f"{key}.title")))
        + tag("p", esc(say(f"{key}.text")))
        + bullets(more)
        + sources_line(say, opened.door.citations),
        class_="door",
    )


def cards(
    say: Words,
    kinds: Iterable[TypeAdvice],
    prices: Mapping[TypeKey, str] | None = None,
    level: str = "h3",
    *,
    plain: bool = False,
) -> Markup:
    """One card for each kind."""
    return joined(card(say, kind, (prices or {}).get(kind.type.key, ""), level, plain=plain) for kind in kinds)


def card(say: Words, kind: TypeAdvice, price: str = "", level: str = "h3", *, plain: bool = False) -> Markup:
    """The verdict on one kind: in words first, then why, what is missing, what would change it, and the sources.

    Args:
        plain: say first what the kind is and what it leads to, for somebody who has never heard its name.
    """
    key = f"type.{kind.type.key}"
    name = say.isolate(say(f"{key}.name"))
    badge = tag("b", FIT_MARK[kind.fit], aria_hidden="true") + esc(say(f"fit.{kind.fit}.word"))
    head = tag("header", tag(level, esc(name)) + tag("span", badge, class_=f"badge {kind.fit}"))
    about = tag("p", esc(f"{say(f'{key}.for_whom')} {say(f'{key}.aim')}"), class_="about")
    warnings = [esc(caution_sentence(say, one)) for one in kind.cautions if one.key not in SHOWN_ONCE]
    cautions = bullets(warnings, class_="cautions")
    stands_out = kind.fit is Fit.FITS
    return tag(
        "article",
        head
        + (about if plain else "")
        + (tag("p", esc(_headline(say, kind)), class_="deciding") if not (plain and kind.fit is Fit.OPEN) else "")
        + _missing(say, kind)
        + _change(say, kind)
        + (_price(price) + cautions if stands_out else "")
        + details(
            say("advice.why_not" if kind.fit is Fit.DOES_NOT_FIT else "app.open_sources"),
            ("" if plain else about)
            + _findings(say, kind)
            + _who(say, kind)
            + ("" if stands_out else _price(price) + cautions),
        ),
        class_=f"card {kind.fit}",
        data_type=kind.type.key,
    )


def _headline(say: Words, kind: TypeAdvice) -> str:
    """The deciding findings as sentences: what fails, or all that holds; while it is open, what the kind is for."""
    if kind.fit is Fit.OPEN:
        return say(f"type.{kind.type.key}.for_whom")
    wanted = MET if kind.fit is Fit.FITS else NOT_MET
    telling = [one for one in (*kind.findings, *kind.reasons) if one.verdict is wanted and any(told(one))]
    return " ".join(sentence(say, one) for one in telling)


def told(finding: Finding) -> Iterable[Any]:
    """The answers a finding rests on; empty where silence alone settled it."""
    return (value for value in finding.facts.values() if value is not None)


def _missing(say: Words, kind: TypeAdvice) -> Markup:
    """What is open, in one line; who clarifies it stands in the fold, or here when it is a single question."""
    if kind.fit is not Fit.OPEN:
        return Markup()
    unsettled = [sentence(say, one) for one in undecidable(kind)]
    if len(kind.missing) == 1:
        told = [_clarifies(say, kind.missing[0])]
    else:
        told = [say.all(say(f"question.{name}.name") for name in kind.missing)] if kind.missing else []
    asked = tag("p", tag("b", esc(say("advice.missing"))) + ": " + esc(told[0]), class_="missing") if told else ""
    return asked + joined(tag("p", esc(one), class_="missing") for one in unsettled)


def _who(say: Words, kind: TypeAdvice) -> Markup:
    items = [esc(_clarifies(say, name)) for name in kind.missing] if len(kind.missing) > 1 else []
    return tag("p", esc(say("advice.who_clarifies")), class_="label") + bullets(items) if items else Markup()


def _clarifies(say: Words, name: str) -> str:
    return say("advice.who", question=say(f"question.{name}.name"), who=say(f"question.{name}.who"))


def undecidable(kind: TypeAdvice) -> tuple[Finding, ...]:
    """Open findings that no answer settles: every answer they need is there."""
    return tuple(
        one
        for one in kind.findings
        if one.verdict is OPEN and not any(one.facts[name] is None for name in kind.missing if name in one.facts)
    )


def _change(say: Words, kind: TypeAdvice) -> Markup:
    if kind.fit is not Fit.DOES_NOT_FIT:
        return Markup()
    text = change_sentence(say, kind) if kind.change else say("change.none")
    return tag("p", tag("b", esc(say("change.title"))) + ": " + esc(text), class_="change")


def change_sentence(say: Words, kind: TypeAdvice) -> str:
    """«Nicht mehr ausgeschlossen mit Deutsch ab A2 und …»"""
    parts = [say(f"change.{name}", value=value) for name, value in (kind.change or {}).items()]
    return say("change.sentence", changes=say.all(parts))


def _findings(say: Words, kind: TypeAdvice) -> Markup:
    items = [
        tag("b", MARK[one.verdict], aria_label=say(f"verdict.{one.verdict}"))
        + esc(sentence(say, one))
        + sources_line(say, [one.condition.citation], one.condition.quote, one.condition.assumption)
        for one in (*kind.findings, *kind.reasons)
    ]
    return bullets(items, class_="findings")


def sentence(say: Words, finding: Finding, **more: Any) -> str:
    """What one finding says, in words."""
    said = "borderline" if finding.borderline else finding.verdict
    return say(f"rule.{finding.rule}.{said}", **finding.facts, **more)


def _price(price: str) -> Markup:
    return tag("p", esc(price), class_="price") if price else Markup()


def sources_line(say: Words, citations: Iterable[Citation], quote: str = "", assumption: bool = False) -> Markup:
    """«Quelle: …, Passage (Stand) «entscheidendes Wort»», small, always in German words of the document."""
    named = "; ".join(
        f"{on_file().source(one.source).document}, {one.passage} ({on_file().source(one.source).vintage})"
        for one in citations
    )
    deciding = quote[quote.find("«") : quote.find("»") + 1]
    marked = tag("em", esc(say("app.assumption"))) if assumption else ""
    return tag(
        "small",
        esc(f"{say('app.source')}: ") + tag("span", esc(f"{named} {deciding}".strip()), lang="de") + " " + marked,
    )


def funding(say: Words, found: Funding, home: Residence) -> Markup:
    """Who pays, the waiver, and the Sozialregion in charge."""
    names = say.all(say(f"question.{name}.name") for name in found.missing) if found.missing else ""
    lines = [tag("p", esc(say(f"payer.{found.payer}", missing=names)), class_="deciding")]
    if found.payer is Payer.PERSON:
        lines.append(
            tag("p", tag("b", esc(say("waiver.title"))) + ": " + esc(say(f"waiver.{found.waiver}", missing=names)))
        )
        if found.waiver is not Waiver.NONE:
            lines.append(tag("p", esc(say("waiver.no_claim")), class_="note"))
    if home.region is not None:
        lines.append(tag("p", esc(region(say, home))))
    return tag("section", tag("h2", esc(say("payer.title"))) + joined(lines), class_="funding")


def region_name(say: Words, home: Residence) -> str:
    """«Sozialregion …», or the likely one; nothing where none is in charge."""
    if home.region is None:
        return ""
    return say("region.certain" if home.certain else "region.likely", name=home.region.name)


def region(say: Words, home: Residence) -> str:
    """The Sozialregion with what is known of its contact."""
    if home.region is None:
        return ""
    known, name = home.region, region_name(say, home)
    address = " ".join(part for part in (known.postcode, known.town) if part)
    contact = [part for part in (known.address, address, known.phone, known.email, known.website) if part]
    if not (known.address or known.phone or known.email or known.website):
        return f"{say.ended(name)} {say('region.unknown_contact', town=known.town or '–')}"
    return f"{say.ended(name)} " + ", ".join(say.ltr(part) for part in contact)
