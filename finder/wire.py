"""The machine interface: requests and answers as JSON, the same for the command line and for HTTP.

Money travels as text with two decimals, days as ISO dates, an unanswered question as ``null`` or not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.amounts import quantity, whole_number
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Offer
from finder.facts.plan import Plan
from finder.facts.postcodes import Place
from finder.facts.situation import Situation
from finder.rules.rule import Finding
from finder.sentences import sentence
from finder.steps.advise import TypeAdvice, advice_of
from finder.steps.case import Case
from finder.steps.estimate import Estimate, Line, estimate
from finder.steps.fund import Funding, fund, funding_of
from finder.steps.nearby import Hit, nearby
from finder.steps.places import meanings, one_place
from finder.steps.residence import Residence

Json = dict[str, Any]

MOST_KM = 500


def advise_json(request: Mapping[str, Any], on: date) -> Json:
    """The advice for a situation.

    Raises:
        BadAnswer: a key or value is not allowed.
    """
    case = Case.of(_situation(request), on)  # one for both: the place is resolved once
    advice = advice_of(case)
    return {
        "on": on.isoformat(),
        "types": [_type(one) for one in advice.types],
        "doors": [door.key for door in advice.doors],
        "funding": _funding(funding_of(case)),
        "sozialregion": _sozialregion(advice.residence),
    }


def nearby_json(request: Mapping[str, Any]) -> Json:
    """The providers around a postcode; keys ``postcode``, ``locality``, ``km``, ``type``, ``limit``.

    Raises:
        BadAnswer: a key or value is not allowed, or no such place is known.
    """
    known = ("postcode", "locality", "km", "type", "limit")
    _only(request, known)
    postcode = request.get("postcode")
    if postcode is None:
        raise BadAnswer("postcode", postcode, sentence("four_digits"))
    meant = one_place(str(postcode), _text_or_none(request, "locality"))
    home, *others = meant if isinstance(meant, tuple) else (meant,)
    km = None if request.get("km") is None else quantity("km", request["km"], MOST_KM)
    kind = request.get("type")
    if kind is not None and kind not in TYPE_KEYS:
        raise BadAnswer("type", kind, sentence("one_of", words=", ".join(TYPE_KEYS)))
    limit = None if request.get("limit") is None else whole_number(1, 10_000)("limit", request["limit"])
    current = tuple(one for one in on_file().offers if one.current)
    found = nearby(home, None if km is None else float(km), current, (kind,) if kind else ())
    return {
        "from": {
            "postcode": home.postcode,
            "locality": home.locality,
            "lat": home.lat,
            "lon": home.lon,
            "other_localities": [place.locality for place in others],
        },
        "km": None if km is None else _number(km),
        "hits": [_hit(hit) for hit in found.hits[:limit]],
        "nearest_outside": [_hit(hit) for hit in found.nearest_outside],
        "without_point": [_offer(one.offer) for one in found.without_point],
    }


def place_json(request: Mapping[str, Any]) -> Json:
    """What a typed place may mean; key ``text``.

    One place where only one is meant, several where a person must choose (ours first), none with suggestions where
    nothing of this name is on file.

    Raises:
        BadAnswer: a key or value is not allowed, or there is neither a place nor a suggestion.
    """
    _only(request, ("text",))
    typed = _text_or_none(request, "text")
    found: tuple[Place, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    try:
        found = meanings(typed or "")
    except UnknownPlace as unknown:
        near = unknown.suggestions
        if not near:
            raise
    return {
        "typed": typed,
        "places": [
            {
                "postcode": one.postcode,
                "locality": one.locality,
                "municipality": one.municipality,
                "canton": one.canton,
            }
            for one in found
        ],
        "suggestions": [{"postcode": postcode, "locality": locality} for postcode, locality in near],
    }


def estimate_json(request: Mapping[str, Any], on: date) -> Json:
    """The price of a plan; keys ``type``, ``situation``, ``plan``.

    Raises:
        BadAnswer: a key or value is not allowed.
        NotOnFile: no tariff is known for the day.
    """
    _only(request, ("type", "situation", "plan"))
    kind = request.get("type")
    if kind not in TYPE_KEYS:
        raise BadAnswer("type", kind, sentence("one_of", words=", ".join(TYPE_KEYS)))
    told, planned = request.get("situation"), request.get("plan")
    plan = Plan.of(kind, {} if planned is None else planned)
    situation = _situation({} if told is None else told)
    return _estimate(estimate(cast(TypeKey, kind), plan, fund(situation, on), on))


def _situation(given: object) -> Situation:
    """As :meth:`Situation.of`, but an empty text is a mistake: only a page has fields that somebody left empty."""
    if isinstance(given, Mapping):
        for key, value in given.items():
            if isinstance(value, str) and not value.strip():
                raise BadAnswer(str(key), value, sentence("value_or_null"))
    return Situation.of(cast(Mapping[str, object], given))


def plain(value: object) -> Any:
    """A value as JSON writes it."""
    if isinstance(value, StrEnum):
        return value.value
    return str(value) if isinstance(value, Decimal) else value


def _type(one: TypeAdvice) -> Json:
    return {
        "type": one.type.key,
        "verdict": one.fit.value,
        "findings": [_finding(finding) for finding in one.findings],
        "missing": list(one.missing),
        "change": None if one.change is None else {name: plain(value) for name, value in one.change.items()},
        "cautions": [caution.key for caution in one.cautions],
    }


def _finding(finding: Finding) -> Json:
    citation = finding.condition.citation
    return {
        "rule": finding.rule,
        "verdict": finding.verdict,
        "facts": dict(finding.facts),  # texts, whole numbers, true and false: no money among them
        "source": citation.source,
        "passage": citation.passage,
    }


def _funding(funding: Funding) -> Json:
    return {
        "payer": funding.payer.value,
        "canton_share": _money(funding.canton_share),
        "waiver": funding.waiver.value,
        "missing": list(funding.missing),
    }


def _sozialregion(home: Residence) -> Json | None:
    return None if home.region is None else {"name": home.region.name, "certain": home.certain}


def _hit(hit: Hit) -> Json:
    return {**_offer(hit.offer), "km": None if hit.km is None else round(hit.km, 1)}


def _offer(one: Offer) -> Json:
    return {
        "provider": one.provider,
        "location_name": one.location,
        "programme_type": one.type,
        "programme_name": one.programme_name,
        "street": one.street,
        "postcode": one.postcode,
        "town": one.town,
        "phone": one.phone,
        "email": one.email,
        "website": one.website,
        "precision": one.precision,
        "confidence": one.confidence,
        "state": one.state,
        "type_evidence": one.type_evidence,
        "source": one.source,
        "source_date": one.source_date,
        "last_confirmed": str(one.last_confirmed) if one.last_confirmed else None,
    }


def _estimate(found: Estimate) -> Json:
    return {
        "type": found.type,
        "on": found.on.isoformat(),
        "at_most": found.at_most,
        "total": _money(found.total),
        "lines": [_line(line) for line in found.lines],
        "sozialdienst": _money(found.sozialdienst),
        "canton": _money(found.canton),
        "person_min": _money(found.person_min),
        "person_max": _money(found.person_max),
        "assumptions": list(found.assumptions),
        "cautions": list(found.cautions),
        "tariff": {"source": found.tariffs[0].source, "edition": found.tariffs[0].edition},
    }


def _line(line: Line) -> Json:
    return {
        "what": line.what,
        "quantity": _plain_decimal(line.quantity),
        "unit": line.unit,
        "price": _money(line.price),
        "amount": _money(line.amount),
    }


def _money(chf: Decimal | None) -> str | None:
    return None if chf is None else f"{chf:.2f}"


def _plain_decimal(number: Decimal) -> str:
    return format(number.normalize(), "f")


def _number(number: Decimal) -> int | float:
    return int(number) if number == int(number) else float(number)


def _only(request: object, known: tuple[str, ...]) -> None:
    if not isinstance(request, Mapping):
        raise BadAnswer("input", request, sentence("object_with", keys=", ".join(known)))
    for key in request:
        if key not in known:
            raise BadAnswer(str(key), request[key], sentence("no_such_key", keys=", ".join(known)))


def _text_or_none(request: Mapping[str, Any], key: str) -> str | None:
    value = request.get(key)
    if value is not None and not isinstance(value, str):
        raise BadAnswer(key, value, sentence("a_text"))
    return value
