"""A site as a card: how to reach it, what it offers, and how well we know it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from urllib.parse import quote, urlencode, urlsplit
from weakref import WeakKeyDictionary

from finder.facts.dataset import Dataset, on_file
from finder.facts.offers import Offer
from finder.facts.postcodes import Place
from finder.facts.texts import GERMAN
from finder.facts.vague_day import exactness
from finder.office.ageing import Reason, to_check
from finder.steps.advise import Fit
from finder.steps.fields_of_work import FIELDS, fields_of
from finder.steps.sites import Site, fullest, journey, short
from views.html import Markup, bullets, esc, joined, tag
from views.reach import SAME_PLACE_KM, reach, travel_time
from views.verdicts import FIT_MARK
from views.words import Words, words

REPORTS_TO = "ami@ddi.so.ch"
TIMETABLE = "https://www.sbb.ch/de"
TO_CONFIRM = (Reason.UNDATED, Reason.OLD, Reason.FUTURE)


@dataclass(frozen=True, slots=True)
class CardContext:
    """What a card is written for: the words, the day, the home to measure from, and which kinds fit."""

    say: Words
    on: date
    home: Place | None
    fits: Mapping[str, Fit]


def card(seen: CardContext, site: Site, chosen: bool = False) -> Markup:
    """The card of a site: name and distance, whom to call, its kinds; all else in the fold behind the kinds."""
    one, lasting = site.first, _lasting(seen, site.offers)
    inside = [
        lasting.about,
        tag("div", lasting.contact + _journey(seen, one), class_="way"),
        *(_offer(seen, about) for about in lasting.offers),
        lasting.evidence,
    ]
    kinds = tag("summary", tag("span", joined(_chips(seen, site)), class_="chips"))
    return tag(
        "article",
        _head(seen, site) + lasting.reach + tag("details", kinds + joined(inside), id=f"fold-{short(site.key)}"),
        class_=f"card site{' chosen' if chosen else ''}",
        id=f"site-{site.number}",
        data_site=one.provider_id,
    )


@dataclass(frozen=True, slots=True)
class _AboutOffer:
    """What a card says of an offer (or of twins) before and after the mark that tells whether it fits."""

    twins: Sequence[Offer]
    head: Markup
    rest: Markup
    below: Markup


@dataclass(frozen=True, slots=True)
class _Lasting:
    """The parts of a card that are the same for everybody who reads this language on this day."""

    about: Markup
    contact: Markup
    reach: Markup
    offers: tuple[_AboutOffer, ...]
    evidence: Markup


MOST_SITES = 1_000
"""Sites times languages (times days) of which the lasting parts are kept, each a few kB."""

_kept: WeakKeyDictionary[Dataset, Callable[[Words, date, tuple[Offer, ...]], _Lasting]] = WeakKeyDictionary()


def _lasting(seen: CardContext, offers: tuple[Offer, ...]) -> _Lasting:
    """Made once for each edition of the data: it is most of the work of a card, and nobody's answers are in it."""
    data = on_file()
    if (make := _kept.get(data)) is None:
        make = _kept[data] = lru_cache(MOST_SITES)(_made)
    return make(seen.say, seen.on, offers)


def _made(say: Words, on: date, offers: tuple[Offer, ...]) -> _Lasting:
    one = fullest(offers)
    label = tag("p", say("offers.card.evidence"), class_="label")
    return _Lasting(
        tag("p", _organisation(say, one), class_="about"),
        contact(say, one),
        reach(say, one),
        tuple(_about_offer(say, on, twins) for twins in _twins(offers)),
        label + _evidence(say, offers),
    )


def _head(seen: CardContext, site: Site) -> Markup:
    one = site.first
    name = tag("h3", seen.say.isolate(one.location or one.provider), lang="de")
    return tag("header", _number(site) + name + tag("span", distance(seen.say, seen.home, site.km, one), class_="km"))


def _chips(seen: CardContext, site: Site) -> Iterable[Markup]:
    """Each kind once, with its verdict where the answers tell one."""
    for kind, name in {one.type or "": kind_name(seen.say, one) for one in site.offers}.items():
        fit = seen.fits.get(kind, Fit.OPEN)
        mark = (
            "" if fit is Fit.OPEN else tag("b", FIT_MARK[fit] + " ", aria_label=seen.say(f"fit.{fit}.word"), role="img")
        )
        yield tag("span", mark + name, class_=f"chip {fit}")


def short_card(seen: CardContext, site: Site) -> Markup:
    """Under the map: enough to call, and the way to the whole card."""
    one, head = site.first, _head(seen, site)
    kinds = seen.say.all(dict.fromkeys(kind_name(seen.say, offer) for offer in site.offers))
    way = tag("a", esc(seen.say("offers.map.to_card", number=site.number)), href=f"#site-{site.number}")
    return tag("article", head + tag("p", kinds) + reach(seen.say, one) + tag("p", way), class_="card site chosen")


def distance(say: Words, home: Place | None, km: float | None, one: Offer) -> str:
    """«23 Min. mit Bahn und Bus» where a timetable told it, else «4.5 km Luftlinie», no finer than the points are."""
    if (by_timetable := journey(home, one)) is not None:
        return say("offers.travel.short", minutes=by_timetable.minutes)
    if km is None:
        return say("offers.card.no_point") if one.point is None else ""
    if km < SAME_PLACE_KM:
        return say("offers.card.same_place")
    return say("offers.card.distance", km=say.km(km))


def kind_name(say: Words, offer: Offer) -> str:
    return say.isolate(say(f"type.{offer.type}.name")) if offer.type else say("offers.kind_unnamed")


def activities(say: Words, one: Offer) -> Markup:
    """The work in the provider's own German words, after the translated fields of work in another language."""
    own = in_german(say, ", ".join(one.activity_list))
    if say.is_german or not one.activities:
        return own
    told = say.all(say(f"offers.field.{field}") for field in FIELDS if field in fields_of(one))
    return joined([tag("span", told), tag("small", own)] if told else [own], tag("br"))


def in_german(say: Words, text: str) -> Markup:
    """Words that stand on file in German only, with a word in the reader's language that says so."""
    own = tag("span", esc(say.ltr(text)), lang="de")
    return own if say.is_german or not text else own + " " + say("offers.card.in_german")


def conditions(say: Words, offer: Offer) -> list[str]:
    """What the provider asks for, as far as it is on file."""
    asked = []
    if offer.min_german:
        asked.append(say("offers.card.german", level=offer.min_german))
    if offer.age_min and offer.age_max:
        asked.append(say("offers.card.ages", least=offer.age_min, most=offer.age_max))
    elif offer.age_min:
        asked.append(say("offers.card.age_min", least=offer.age_min))
    elif offer.age_max:
        asked.append(say("offers.card.age_max", most=offer.age_max))
    return asked


def seen_on(say: Words, offer: Offer) -> str:
    """«gesehen am 5. Oktober 2022», «gesehen: Oktober 2020», «gesehen: 2019»: no finer than the source."""
    day = offer.last_confirmed
    if day is None:
        return say("offers.card.undated")
    return say("offers.card.seen_on" if exactness(day) == "day" else "offers.card.seen_in", day=day)


def is_to_confirm(offer: Offer, on: date) -> bool:
    """Whether its newest evidence is older than a year, or undated."""
    return any(set(found.reasons) & set(TO_CONFIRM) for found in to_check((offer,), on))


def source_links(say: Words, offer: Offer) -> list[Markup]:
    """Each source: a document by its name, a web address by its host, as a link that opens apart."""
    links, seen = [], Counter[str]()
    for one in offer.sources:
        if "/" not in one:
            links.append(
                tag("span", esc(f"{on_file().source(one).document} ({on_file().source(one).vintage})"), lang="de")
            )
            continue
        host = (urlsplit(one).hostname or one).removeprefix("www.")
        seen[host] += 1
        links.append(_out(one, say.ltr(host if seen[host] == 1 else f"{host} {seen[host]}")))
    return links


def _organisation(say: Words, one: Offer) -> str:
    known = say(f"offers.confidence_word.{one.confidence}")
    return say("offers.card.provider", name=say.isolate(one.provider), known=known)


def _number(site: Site) -> Markup:
    return tag("b", str(site.number) if site.point else "–", class_="number")


def _twins(offers: Sequence[Offer]) -> Iterable[list[Offer]]:
    """Offers of which no source says whether they are of level I or II stand on file twice, and here once."""
    gathered: dict[tuple[object, ...], list[Offer]] = {}
    for one in offers:
        level_unknown = one.type_evidence == "level_unknown"
        same = (one.programme_name, one.activities, None if level_unknown else one.type)
        gathered.setdefault(same, []).append(one)
    return gathered.values()


def contact(say: Words, one: Offer) -> Markup:
    """Address, telephone, e-mail, website; what is not on file is said."""
    town = " ".join(part for part in (one.postcode, one.town) if part)
    address = ", ".join(part for part in (one.street, town) if part)
    parts = [tag("span", esc(say.isolate(address) if address else say("offers.card.no_address")), lang="de")]
    if one.phone:
        digits = "".join(sign for sign in one.phone if sign in "+0123456789")
        parts.append(tag("a", esc(say.ltr(one.phone)), href=f"tel:{digits}"))
    if one.email:
        parts.append(tag("a", esc(say.ltr(one.email)), href=f"mailto:{one.email}"))
    if one.website:
        parts.append(_out(one.website, say.ltr((urlsplit(one.website).hostname or "").removeprefix("www."))))
    if not (one.phone or one.email or one.website):
        parts.append(tag("span", esc(say("offers.card.no_contact"))))
    return tag("address", joined(parts))


def _offer(seen: CardContext, about: _AboutOffer) -> Markup:
    """One kind (or two that are not told apart) with its activities, conditions, and the day it was seen."""
    fits = {seen.fits.get(twin.type or "", Fit.OPEN) for twin in about.twins}
    mark = Markup()
    if len(fits) == 1 and (fit := fits.pop()) is not Fit.OPEN:  # only where the answers tell it apart
        mark = tag("span", seen.say(f"fit.{fit}.word"), class_=f"mark {fit}")
    return tag("section", tag("div", about.head + mark + about.rest, class_="kind") + about.below, class_="offer")


def _about_offer(say: Words, on: date, twins: Sequence[Offer]) -> _AboutOffer:
    one = twins[0]
    names = say("offers.card.or", first=kind_name(say, twins[0]), second=kind_name(say, twins[-1]))
    head = tag("h4", esc(names if len(twins) > 1 else kind_name(say, one)))
    marks = joined(tag("span", text, class_=f"mark {name}") for name, text in _marks(say, on, one))
    lines = []
    if one.activities:
        lines.append(tag("p", activities(say, one)))
    if told := conditions(say, one):
        lines.append(tag("p", say("offers.card.conditions", told=say.all(told)), class_="about"))
    return _AboutOffer(twins, head, marks, joined(lines))


def _marks(say: Words, on: date, one: Offer) -> Iterable[tuple[str, str]]:
    """What to know at a glance."""
    if one.state in ("planned", "former"):
        yield one.state, say(f"offers.mark.{one.state}")
    if one.type_evidence in ("derived", "level_unknown"):
        yield "evidence", say(f"offers.mark.{one.type_evidence}")
    check = one.current and is_to_confirm(one, on)
    told = seen_on(say, one)
    yield ("check", say("offers.mark.check", seen=told)) if check else ("seen", told)


def _evidence(say: Words, offers: Sequence[Offer]) -> Markup:
    """How well the organisation, the point and each offer are known, with notes and sources."""
    one = fullest(offers)
    lines = [say(f"offers.confidence.{one.confidence}")]
    if one.precision:
        lines.append(say(f"offers.precision.{one.precision}"))
    told = bullets([esc(line) for line in lines])
    for twins in _twins(offers):
        told += _offer_evidence(say, twins)
    return told + tag("p", tag("a", esc(say("offers.card.report")), href=report_mail(one)), class_="links")


def _offer_evidence(say: Words, twins: Sequence[Offer]) -> Markup:
    one = twins[0]
    names = say.all(kind_name(say, offer) for offer in twins)
    lines = [say(f"offers.state.{one.state}")]
    if one.type_evidence:
        lines.append(say(f"offers.evidence.{one.type_evidence}"))
    if not conditions(say, one):
        lines.append(say("offers.card.no_conditions"))
    note = tag("p", in_german(say, one.note)) if one.note else ""
    cited = tag("small", esc(say("app.source")) + ": " + joined(source_links(say, one), ", ") + f" ({one.source_date})")
    own_name = one.programme_name if one.programme_name and one.programme_name not in names else None
    title = f"{names} – {say.isolate(own_name)}" if own_name else names
    return tag("p", esc(title), class_="label") + tag("p", esc(" ".join(lines))) + note + cited


def _journey(seen: CardContext, one: Offer) -> Markup:
    """Minutes where they are on file, and a link to the timetable: place names only, and only when it is clicked."""
    say = seen.say
    if seen.home is None:
        return Markup()
    parts = []
    if (found := journey(seen.home, one)) is not None:
        parts.append(tag("span", esc(travel_time(say, found))))
    if one.town and one.town != seen.home.locality:
        names = urlencode({"von": seen.home.locality, "nach": one.town}, quote_via=quote)
        parts.append(_out(f"{TIMETABLE}?{names}", say("offers.card.timetable")))
    return tag("p", joined(parts), class_="links") if parts else Markup()


@cache
def report_mail(one: Offer) -> str:
    """A ready e-mail to the office about an entry, in German: it is read there. It holds no answer of the person."""
    say = words(GERMAN)
    address = ", ".join(part for part in (one.street, one.postcode, one.town) if part) or "–"
    entry = {"provider": one.provider, "location": one.location or "–", "address": address}
    subject, body = say("offers.report.subject", **entry), say("offers.report.body", **entry)
    return f"mailto:{REPORTS_TO}?" + urlencode({"subject": subject, "body": body}, quote_via=quote)


def _out(url: str, text: str) -> Markup:
    return tag("a", esc(text), href=url, target="_blank", rel="noopener noreferrer")
