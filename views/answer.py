"""The answer in a card: what, what one pays, where and whom to call, what now. Reasons lie in folds, sources deeper.

Pure functions over what the finder found, for every place that shows an answer: the guide's result, Beratung, the plain
pages without scripts. What does not fit, what is open and other offices take one line each, to be unfolded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from finder.facts.dataset import Dataset, on_file
from finder.facts.keys import TypeKey
from finder.facts.offers import Offer
from finder.facts.offices import Office
from finder.facts.postcodes import Place
from finder.facts.situation import Situation
from finder.facts.sozialregionen import Sozialregion
from finder.rules.doors import SOZIALREGION, OpenDoor
from finder.rules.funding import Payer
from finder.rules.rule import Finding
from finder.rules.verdict import MET, NOT_MET
from finder.steps.advise import Advice, Fit, TypeAdvice, advice_of
from finder.steps.case import Case
from finder.steps.documents import waiver_request_makes_sense
from finder.steps.fund import Funding, funding_of
from finder.steps.nearby import nearby
from finder.steps.sites import Site, sites_by_name, sites_of
from views.html import Markup, bullets, details, esc, joined, tag
from views.prices import what_is_paid
from views.reach import phone_link, site_line, website_link, with_ags_phone
from views.verdicts import FIT_MARK, MARK, caution_sentence, change_sentence, sentence, sources_line, undecidable
from views.words import Words

FOR_STAFF = frozenset(
    {
        "continuation_unconfirmed",
        "criteria_unpublished",
        "edition_ended",
        "not_yet_on_file",
        "registration_route_differs",
        "tariff_edition_ended",
    }
)
"""Cautions about papers, pilots and editions: nothing that somebody who looks for a programme can act on."""

MOST_SITES = 3

Near = dict[tuple[Place | None, TypeKey], tuple[Site, ...]]
"""The sites already sought, by home and kind."""


@dataclass(frozen=True, eq=False)
class Answer:
    """One person's answer and whom it speaks to: ``me`` is ``self`` or ``staff``.

    ``brief``: for a poor line; sources and what does not fit are left to the whole pages.
    """

    say: Words
    me: str
    advice: Advice
    funding: Funding
    brief: bool = False
    near: Near = field(default_factory=dict, repr=False)

    @property
    def on(self) -> date:
        return self.advice.on

    def text(self, key: str, **values: object) -> str:
        """A sentence in the person of the reader: ``key_self`` or ``key_staff`` where the two differ, else ``key``."""
        own = f"{key}_{self.me}"
        return self.say(own if own in self.say else key, **values)

    def sites(self, kind: TypeKey) -> tuple[Site, ...]:
        """Where this kind is offered, the nearest first; by name while no home is known."""
        key = (self.advice.residence.home, kind)
        if key not in self.near:
            self.near[key] = self._sought(kind)
        return self.near[key]

    def _sought(self, kind: TypeKey) -> tuple[Site, ...]:
        home = self.advice.residence.home
        if home is None:
            return sites_by_name(one for one in _current(on_file()) if one.type == kind)
        return sites_of(nearby(home, None, _current(on_file()), (kind,)))


def answer(
    say: Words, me: str, situation: Situation, on: date, *, brief: bool = False, near: Near | None = None
) -> Answer:
    """Everything the cards are written from.

    Args:
        near: sites sought before, for whoever answers the same person again and again; what is sought now is added.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    case = Case.of(situation, on)
    return Answer(say, me, advice_of(case), funding_of(case), brief, {} if near is None else near)


@lru_cache(maxsize=4)
def _current(data: Dataset) -> tuple[Offer, ...]:
    return tuple(one for one in data.offers if one.current)


# ── All of it ────────────────────────────────────────────────────────────────


def whole(found: Answer, level: str = "h2", after: Markup | None = None) -> Markup:
    """The result from top to bottom: another office that comes first, the cards, then what is open and further offices,
    a line each, and what does not fit in one fold.

    Args:
        level: heading of a card and of a group of lines.
        after: what stands in the foot of every card, such as the way to the sheet.
    """
    first = [door for door in found.advice.doors if comes_first(door)]
    besides = [door for door in found.advice.doors if not comes_first(door)]
    closed = found.advice.of(Fit.DOES_NOT_FIT)
    return joined(
        [
            lines(found.say("answer.doors_first"), (door_line(found, one) for one in first), level),
            tag("div", joined(_cards(found, level, after)), class_="answers"),
            lines(found.say("answer.open"), (open_line(found, one) for one in found.advice.of(Fit.OPEN)), level),
            lines(found.say("answer.doors"), (door_line(found, one) for one in besides), level),
            closed_lines(found, closed),
        ]
    )


def _cards(found: Answer, level: str, after: Markup | None) -> Iterator[Markup]:
    """What fits; the next step is the same for all, so it stands in the first card only."""
    for number, kind in enumerate(found.advice.of(Fit.FITS)):
        yield card(found, kind, level, after, step=number == 0)


def headline(found: Answer) -> str:
    """«integration.arbeit und Qualifizierung passen», or how many may still fit, or that none does today."""
    say, fits, still_open = found.say, found.advice.of(Fit.FITS), found.advice.of(Fit.OPEN)
    if fits:
        names = say.all(official(say, one.type.key) for one in fits)
        return say("answer.headline", count=len(fits), kinds=names)
    return say("answer.headline_open", count=len(still_open)) if still_open else say("answer.headline_none")


def comes_first(door: OpenDoor) -> bool:
    """Whether this office comes before any programme, not besides."""
    return door.door.first


# ── One kind that fits ───────────────────────────────────────────────────────


def card(
    found: Answer, kind: TypeAdvice, level: str = "h2", after: Markup | None = None, *, step: bool = True
) -> Markup:
    """What · what one pays · where · next step; the reasons in a fold, their sources one fold deeper.

    A kind that is open or does not fit says that first; what does not fit needs no next step.

    Args:
        step: whether the next step is told here, not in a card before.
    """
    say, key = found.say, kind.type.key
    inner = [tag("header", tag(level, say(f"type.{key}.plain")) + tag("p", official(say, key), class_="official"))]
    if kind.fit is not Fit.FITS:
        inner.append(tag("p", _fit_mark(say, kind.fit) + " " + deciding(say, kind), class_="deciding"))
        inner.append(_change(say, kind))
    inner.append(tag("p", what_is_paid(say, found.me, key, found.funding, found.on), class_="pays"))
    if kind.fit is not Fit.DOES_NOT_FIT:
        inner += [where(found, kind), next_step(found) if step else Markup(), after or Markup()]
    inner.append(details(say("answer.why" if kind.fit is Fit.FITS else "app.open_sources"), reasons(found, kind)))
    return tag("article", joined(inner), class_=f"answer {kind.fit}", data_type=key)


def official(say: Words, kind: TypeKey) -> str:
    """The official name of a kind, in the direction of the reader's language."""
    return say.isolate(say(f"type.{kind}.name"))


def where(found: Answer, kind: TypeAdvice) -> Markup:
    """The nearest provider and how to reach it; two more in a fold."""
    say, sites = found.say, found.sites(kind.type.key)[:MOST_SITES]
    if not sites:
        return tag("div", tag("p", with_ags_phone(say, "answer.no_provider")), class_="where")
    shown = [] if found.advice.residence.home else [tag("p", found.text("answer.no_home"), class_="note")]
    if found.advice.residence.home:
        shown.append(site_line(say, sites[0]))
        more = bullets((site_line(say, site) for site in sites[1:]), class_="sites")
        shown.append(details(say("answer.more_sites", count=len(sites) - 1), more))
    else:
        shown.append(details(say("answer.more_sites", count=len(sites)), bullets(site_line(say, one) for one in sites)))
    return tag("div", joined(shown), class_="where")


def next_step(found: Answer) -> Markup:
    """What to do now, in one sentence; with Sozialhilfe the Sozialregion's number beside it."""
    say = found.say
    first = next((door for door in found.advice.doors if comes_first(door)), None)
    if first is not None:
        told, ways = say(f"door.{first.key}.title"), Markup()
    else:
        told = say(f"answer.step.{_step(found.funding)}_{found.me}")
        region = found.advice.residence.region
        by_region = found.funding.payer is Payer.SOZIALDIENST and region is not None and region.phone
        ways = tag("p", _region(say, region), class_="reach") if by_region and region else Markup()
    return tag("div", tag("p", tag("b", say("answer.next") + ": ") + told) + ways, class_="next-step")


def _region(say: Words, region: Sozialregion) -> Markup:
    name = say("region.certain", name=region.name)
    return tag("span", name + " ") + (phone_link(say, region.phone) if region.phone else "")


def _step(funding: Funding) -> str:
    if funding.payer is Payer.SOZIALDIENST:
        return "sozialdienst"
    if funding.payer is Payer.PERSON:
        return "waiver" if waiver_request_makes_sense(funding) else "person"
    return "open"


# ── Reasons ──────────────────────────────────────────────────────────────────


def reasons(found: Answer, kind: TypeAdvice) -> Markup:
    """Each finding as a tick, what is good to know, and one fold deeper the sources with their deciding words."""
    say = found.say
    about = tag("p", f"{say(f'type.{kind.type.key}.for_whom')} {say(f'type.{kind.type.key}.aim')}", class_="note")
    findings = (*kind.findings, *kind.reasons)
    ticks = bullets((_tick(say, one) for one in findings), class_="ticks")
    known = [caution_sentence(say, one) for one in kind.cautions if found.me == "staff" or one.key not in FOR_STAFF]
    cautions = tag("p", say("answer.cautions"), class_="label") + bullets(known, class_="cautions") if known else ""
    if found.brief:
        return about + ticks + cautions
    cited = bullets(
        esc(say(f"rule.{one.rule}.claim"))
        + sources_line(say, [one.condition.citation], one.condition.quote, one.condition.assumption)
        for one in findings
    )
    return about + ticks + cautions + details(say("answer.sources"), cited)


def _tick(say: Words, finding: Finding) -> Markup:
    mark = tag("b", MARK[finding.verdict], aria_label=say(f"verdict.{finding.verdict}"), role="img")
    return mark + " " + sentence(say, finding)


# ── One line each ────────────────────────────────────────────────────────────


def lines(title: str, found: Iterable[Markup], level: str = "h2") -> Markup:
    """A heading with its lines; nothing without lines."""
    shown = joined(found)
    return tag("section", tag(level, title) + shown, class_="lines") if shown else shown


def open_line(found: Answer, kind: TypeAdvice) -> Markup:
    """What is missing or that it is a borderline, in one line; who clarifies it and every finding in the fold."""
    say = found.say
    who = [
        say("advice.who", question=say(f"question.{name}.name"), who=say(f"question.{name}.who"))
        for name in kind.missing
    ]
    unfolded = bullets(who) + (Markup() if found.brief else reasons(found, kind))
    return _line(found, kind, open_reason(say, kind), unfolded)


def open_reason(say: Words, kind: TypeAdvice) -> str:
    """«Es fehlt: Alter und Deutsch», «Grenzfall: klärt das Erstgespräch», or what no paper tells."""
    if kind.missing:
        return f"{say('advice.missing')}: {say.all(say(f'question.{name}.name') for name in kind.missing)}"
    unsettled = undecidable(kind)
    if any(_answered(one) for one in unsettled) or not unsettled:
        return say("answer.borderline")
    return sentence(say, unsettled[0])


def closed_line(found: Answer, kind: TypeAdvice) -> Markup:
    """The deciding reason in one line; what would change it, if anything sensible would, in the fold."""
    say = found.say
    unfolded = _change(say, kind)
    return _line(found, kind, closed_reason(say, kind), unfolded if found.brief else unfolded + reasons(found, kind))


def closed_lines(found: Answer, closed: Sequence[TypeAdvice]) -> Markup:
    """What does not fit: how many and which in the open, each with its reason in the fold; nothing without any."""
    if not closed:
        return Markup()
    say = found.say
    names = say.all(official(say, one.type.key) for one in closed)
    told = tag("b", say("fit.does_not_fit.summary", count=len(closed))) + tag("small", names)
    inner = joined(closed_line(found, one) for one in closed)
    return tag("details", tag("summary", tag("span", told)) + inner, class_="lines closed-lines")


def _change(say: Words, kind: TypeAdvice) -> Markup:
    """The smallest sensible change; where there is none, nothing is said."""
    if not kind.change:
        return Markup()
    return tag("p", tag("b", say("change.title") + ": ") + change_sentence(say, kind), class_="change")


def closed_reason(say: Words, kind: TypeAdvice) -> str:
    """The first finding that excludes the kind and rests on an answer, «nein» included."""
    failing = [one for one in kind.findings if one.verdict is NOT_MET]
    answered = [one for one in failing if _answered(one)]
    return sentence(say, (answered or failing)[0])


def deciding(say: Words, kind: TypeAdvice) -> str:
    """The one reason a row has room for."""
    match kind.fit:
        case Fit.OPEN:
            return open_reason(say, kind)
        case Fit.DOES_NOT_FIT:
            return closed_reason(say, kind)
    met = [one for one in (*kind.reasons, *kind.findings) if one.verdict is MET and _answered(one)]
    return sentence(say, met[0]) if met else say(f"type.{kind.type.key}.for_whom")


def _answered(finding: Finding) -> bool:
    """Whether an answer stands behind it; «nein» is one."""
    return any(value is not None for value in finding.facts.values())


def _line(found: Answer, kind: TypeAdvice, reason: str, unfolded: Markup) -> Markup:
    say = found.say
    mark = _fit_mark(say, kind.fit)
    short = tag("span", tag("b", official(say, kind.type.key)) + " – " + reason)
    if not unfolded:
        return tag("p", mark + short, class_=f"line {kind.fit}", data_type=kind.type.key)
    return tag("details", tag("summary", mark + short) + unfolded, class_=f"line {kind.fit}", data_type=kind.type.key)


def _fit_mark(say: Words, fit: Fit) -> Markup:
    return tag("b", FIT_MARK[fit], aria_label=say(f"fit.{fit}.word"), role="img", class_=f"fit-mark {fit}")


def door_line(found: Answer, opened: OpenDoor) -> Markup:
    """Another office with where it is, in one line; what it does, how to reach it, and its sources, in the fold."""
    say, key = found.say, f"door.{opened.key}"
    there = list(_offices(found, opened))
    towns = say.all(dict.fromkeys(one.town for one in there if one.town))
    place = " – " + tag("bdi", towns, lang="de") if towns else ""
    inner = [
        tag("p", say(f"{key}.text")),
        bullets(say(f"{key}.{variant}") for variant in opened.variants),
        *(_office(say, one) for one in there),
        Markup() if found.brief else sources_line(say, opened.door.citations),
    ]
    summary = tag("summary", tag("span", tag("b", say(f"{key}.title")) + place))
    return tag("details", summary + joined(inner), class_="line door-line", data_door=opened.key)


def _offices(found: Answer, opened: OpenDoor) -> Iterator[Office | Sozialregion]:
    region = found.advice.residence.region
    for where in opened.door.where:
        if where == SOZIALREGION:
            if region is not None:
                yield region
        elif where in on_file().offices:
            yield on_file().offices[where]


def _office(say: Words, one: Office | Sozialregion) -> Markup:
    """Name, address and every way to reach it; what is not on file is left out."""
    name = one.name if isinstance(one, Office) else say("region.certain", name=one.name)
    street = one.street if isinstance(one, Office) else one.address
    town = " ".join(part for part in (one.postcode, one.town) if part)
    address = joined((tag("bdi", part, lang="de") for part in (street, town) if part), ", ")
    ways = [phone_link(say, one.phone)] if one.phone else []
    if one.email:
        ways.append(tag("a", say("answer.write"), href=f"mailto:{one.email}", title=one.email))
    if one.website:
        ways.append(website_link(say, one.website))
    named = tag("p", joined([tag("b", tag("bdi", name, lang="de")), *([address] if address else [])], " · "))
    return tag("div", named + (tag("p", joined(ways, " "), class_="reach") if ways else ""), class_="place")
