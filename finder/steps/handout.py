"""What a person carries home on one sheet: chosen and shortened here, put into words elsewhere.

Discreet by default: the kinds for traumatised and addicted people, every question on health, the findings and offices
behind them and their providers stay off the sheet unless they are asked for. Nobody who finds the sheet must read from
it what the person told in trust.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.errors import NotOnFile
from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.kinds import HEALTH_KINDS, KINDS
from finder.facts.offers import Offer
from finder.facts.plan import Plan
from finder.facts.postcodes import Place
from finder.facts.situation import HEALTH, Situation
from finder.facts.travel_minutes import TravelTime
from finder.rules.doors import OpenDoor
from finder.rules.funding import Payer
from finder.rules.programme_types import ProgrammeType
from finder.rules.rule import Finding
from finder.rules.verdict import MET, OPEN
from finder.steps.advise import Advice, Fit, TypeAdvice
from finder.steps.documents import documents
from finder.steps.estimate import Estimate, estimate
from finder.steps.fund import Funding
from finder.steps.income import Income
from finder.steps.nearby import Hit, Nearby, nearby
from finder.steps.next_steps import OTHER_OFFICES, Step, next_steps
from finder.steps.residence import Residence
from finder.steps.sites import journey

OUT_OF_THE_CANTON = frozenset({"aargau", "bern", "other_canton", "abroad"})
"""Doors behind which nobody of Canton Solothurn is in charge."""

MOST_SITES = 3
MOST_TO_CLARIFY = 6
MOST_PRICES = 4

_FORMALITIES = frozenset(
    {"age", "german", "social_assistance", "status", "final_negative_asylum_decision", "attends_reliably"}
)
"""Answers that open a kind but do not say what it is for: a reason on the sheet speaks of work or of a goal."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind with the findings that say why; at most two, the ones about work and goal."""

    type: ProgrammeType
    deciding: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """One place to go to, under its ``number`` on the map, with every kind of the sheet that is offered there.

    ``km`` is the straight line from home, ``None`` where one of both points is not known; ``journey`` the time by
    public transport, where it is on file.
    """

    number: int
    offer: Offer
    km: float | None
    kinds: tuple[TypeKey, ...]
    journey: TravelTime | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call first: ``who`` is ``provider``, ``region`` (the Sozialregion, with its ``name``) or ``ags``."""

    who: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Handout:
    """The content of the sheet, without a word of prose.

    Attributes:
        fits, open: the kinds, in the order of the advice.
        to_clarify: unanswered questions, the most decisive first.
        sites: where to go, nearest first; ``shortlisted`` tells whether the person chose them.
        call: whom to call first; ``None`` where another canton is in charge.
        prices: one whole month of a kind billed by days, one hour of a kind billed by hours; empty where the
            Sozialdienst pays.
        documents: papers for the waiver request.
        sources: ids of the documents that the printed findings rest on.
        withheld: how many kinds were left out for discretion.
    """

    on: date
    home: Place | None
    residence: Residence
    fits: tuple[Kind, ...]
    open: tuple[Kind, ...]
    to_clarify: tuple[str, ...]
    doors: tuple[OpenDoor, ...]
    sites: tuple[Site, ...]
    shortlisted: bool
    call: Contact | None
    funding: Funding
    prices: tuple[Estimate, ...]
    steps: tuple[Step, ...]
    documents: tuple[str, ...]
    sources: tuple[str, ...]
    withheld: int

    @property
    def elsewhere_first(self) -> bool:
        """Whether another office comes before any programme."""
        return any(door.key in OTHER_OFFICES for door in self.doors)


def handout(
    situation: Situation,
    advice: Advice,
    funding: Funding,
    offers: Sequence[Offer],
    *,
    shortlist: Sequence[Offer] = (),
    income: Income | None = None,
    sensitive: bool = False,
) -> Handout:
    """The sheet for one person.

    Args:
        offers: what is on file; the nearest offers of the kinds on the sheet are picked from it.
        shortlist: offers the person put aside; where there are any, only these are printed.
        income: the small steps of the income, where they were told; they shorten the list of papers.
        sensitive: whether the kinds for traumatised and addicted people may be printed.
    """
    printed = [one for one in advice.types if sensitive or one.type.key not in HEALTH_KINDS]
    fits = [one for one in printed if one.fit is Fit.FITS]
    still_open = [one for one in printed if one.fit is Fit.OPEN]
    wanted = fits or still_open
    home = advice.residence.home
    chosen = [one for one in shortlist if sensitive or one.type not in HEALTH_KINDS]
    asked = advice.missing if sensitive else tuple(name for name in advice.missing if name not in HEALTH)
    doors = tuple(one for one in advice.doors if sensitive or not one.door.health)
    hits = _hits(home, chosen or offers, [one.type.key for one in wanted], bool(chosen))
    sites = tuple(_sites(hits, home))
    return Handout(
        on=advice.on,
        home=home,
        residence=advice.residence,
        fits=tuple(_kind(one, sensitive) for one in fits),
        open=tuple(_kind(one, sensitive) for one in still_open),
        to_clarify=tuple(name for name in asked if any(name in one.missing for one in printed))[:MOST_TO_CLARIFY],
        doors=doors,
        sites=sites,
        shortlisted=bool(chosen),
        call=_whom_to_call(doors, sites, funding, advice.residence),
        funding=funding,
        prices=tuple(_prices(wanted, funding, advice.on)),
        steps=next_steps(situation, advice, funding, sensitive=sensitive),
        documents=documents(situation, funding, income),
        sources=tuple(_sources([*fits, *still_open], doors, funding)),
        withheld=sum(1 for one in advice.types if one not in printed and one.fit is not Fit.DOES_NOT_FIT),
    )


def _kind(one: TypeAdvice, sensitive: bool) -> Kind:
    findings = [finding for finding in one.findings if sensitive or not _tells_of_health(finding)]
    reasons = [finding for finding in one.reasons if sensitive or not _tells_of_health(finding)]
    worth = [finding for finding in findings if not set(finding.condition.needs) <= _FORMALITIES]
    unsettled = [finding for finding in findings if finding.verdict is OPEN]
    if one.fit is Fit.OPEN:
        return Kind(one.type, tuple(unsettled[:1]))
    deciding = reasons or [finding for finding in worth if finding.verdict is MET]
    return Kind(one.type, tuple(deciding[:2]))


def _tells_of_health(finding: Finding) -> bool:
    return not HEALTH.isdisjoint(finding.condition.needs)


def _whom_to_call(
    doors: Sequence[OpenDoor], sites: Sequence[Site], funding: Funding, residence: Residence
) -> Contact | None:
    """The nearest provider with a number, else the Sozialregion, else AGS; with Sozialhilfe the Sozialregion first."""
    keys = {door.key for door in doors}
    if keys & OUT_OF_THE_CANTON:
        return None
    ags = Contact("ags", "AGS", on_file().ags_phone)
    if keys & OTHER_OFFICES.keys():
        return ags
    region = residence.region
    regional = Contact("region", region.name, region.phone) if region is not None and region.phone else None
    at_a_site = next(
        (Contact("provider", one.offer.provider, one.offer.phone) for one in sites if one.offer.phone), None
    )
    preferred = (regional, at_a_site) if funding.payer is Payer.SOZIALDIENST else (at_a_site, regional)
    return preferred[0] or preferred[1] or ags


def _hits(home: Place | None, offers: Sequence[Offer], kinds: Sequence[TypeKey], chosen: bool) -> Iterator[Hit]:
    """The offers nearest first; a shortlist keeps every kind, for the person put it aside on purpose."""
    current = tuple(one for one in offers if one.current)
    if home is None:
        yield from (Hit(one, None, None) for one in current if chosen)
        return
    if not chosen and not kinds:
        return
    found: Nearby = nearby(home, None, current, () if chosen else kinds)
    yield from found.hits
    yield from found.without_point


def _sites(hits: Iterator[Hit], home: Place | None) -> Iterator[Site]:
    offers: dict[tuple[str, str | None], list[Hit]] = {}
    for hit in hits:
        where = (hit.offer.provider_id, hit.offer.location)
        if where not in offers and len(offers) == MOST_SITES:
            continue
        offers.setdefault(where, []).append(hit)
    for number, here in enumerate(offers.values(), start=1):
        kinds = tuple(dict.fromkeys(hit.offer.type for hit in here if hit.offer.type is not None))
        best = _best_reached([hit.offer for hit in here])
        yield Site(number, best, here[0].km, kinds, journey(home, best))


def _best_reached(offers: Sequence[Offer]) -> Offer:
    """Of several rows for one site the one that tells most about how to reach it."""
    return max(offers, key=lambda one: sum(map(bool, (one.phone, one.email, one.street))))


def _prices(kinds: Sequence[TypeAdvice], funding: Funding, on: date) -> Iterator[Estimate]:
    if funding.payer is Payer.SOZIALDIENST:
        return
    for one in kinds[:MOST_PRICES]:
        key = one.type.key
        unit = {"whole_months": 1} if "whole_months" in KINDS[key].billed_by else {"coaching_hours": 1}
        if not set(unit) <= set(KINDS[key].billed_by):
            continue  # Suchthilfe: billed to the Sozialdienst only
        try:
            found = estimate(key, Plan.of(key, unit), funding, on)
        except NotOnFile:
            continue
        if found.total > Decimal(0):
            yield found


def _sources(kinds: Sequence[TypeAdvice], doors: Sequence[OpenDoor], funding: Funding) -> Iterator[str]:
    """Each document once: of the kinds printed, of the doors, and of who pays."""
    cited = [finding.condition.citation for one in kinds for finding in (*one.findings, *one.reasons)]
    cited += [citation for door in doors for citation in door.door.citations]
    cited += [finding.condition.citation for finding in funding.findings]
    yield from dict.fromkeys(one.source for one in cited if one.source != "assumption")
