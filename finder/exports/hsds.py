"""The directory as Open Referral HSDS 3 (Human Services Data Specification), table by table.

One *service* per organisation, location and programme. An employment programme of unknown level, which stands in two
rows of ours, is one service with two kinds. What HSDS demands and we do not know is left out as a whole: an address
without street or postcode makes no ``address`` row, a place of work without kind or name makes no ``service``.

HSDS asks for a status and knows no «unknown»: such an offer is ``active`` and carries its note as ``alert``.
Source: docs.openreferral.org, HSDS 3, schema reference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any

from finder.exports.open_data import LICENCE, Licence, identifier
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Offer, State
from finder.facts.sources import Source

STATUS: Mapping[State, str] = {"running": "active", "unknown": "active", "planned": "inactive", "former": "defunct"}

Row = dict[str, Any]


def hsds(
    offers: Iterable[Offer],
    names: Mapping[TypeKey, str],
    documents: Mapping[str, Source],
    licence: Licence = LICENCE,
    language: str = "de",
) -> dict[str, Any]:
    """The tables by name, each a list of rows, and the licence beside them.

    Args:
        offers: the rows to publish.
        names: the name of every programme type in the language of the export, by its key.
        documents: the listed documents by id, for the links of the sources.
        licence: the terms.
        language: the language of ``names`` (ISO 639-1).
    """
    rows = list(offers)
    services = [list(group) for _, group in groupby(sorted(rows, key=_service_key), key=_service_key)]
    offered = [group for group in services if group[0].type or group[0].programme_name]
    return {
        "licence": {"id": licence.id, "url": licence.url, "attribution": licence.attribution},
        "organization": [_organization(group, names) for group in _by(rows, lambda row: row.provider_id)],
        "service": [_service(group, names) for group in offered],
        "location": [_location(group[0]) for group in _by(rows, _location_key) if group[0].location],
        "service_at_location": [_service_at_location(group[0]) for group in offered if group[0].location],
        "address": [address for group in _by(rows, _location_key) if (address := _address(group[0]))],
        "phone": [_phone(group[0]) for group in _by(rows, lambda row: (row.provider_id, row.phone)) if group[0].phone],
        "cost_option": [_cost_option(row) for row in rows if row.price is not None],
        "url": [url for group in offered for url in _source_urls(group, documents)],
        "taxonomy": [{"id": _TAXONOMY, "name": "AMI", "description": "AMI, SO (ami-2024)"}],
        "taxonomy_term": [
            {
                "id": identifier("term", key),
                "code": key,
                "name": names[key],
                "description": names[key],
                "taxonomy_id": _TAXONOMY,
                "language": language,
            }
            for key in TYPE_KEYS
        ],
        "attribute": [attribute for group in offered for attribute in _attributes(group)],
    }


_TAXONOMY = identifier("taxonomy", "ami")


def _by(rows: Sequence[Offer], key: Any) -> list[list[Offer]]:
    """The rows grouped by ``key``, in the order in which each group first appears."""
    groups: dict[Any, list[Offer]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return list(groups.values())


def _location_key(row: Offer) -> tuple[str, ...]:
    return (row.provider_id, row.location or "")


def _service_key(row: Offer) -> tuple[str, ...]:
    kind = "level_unknown" if row.type_evidence == "level_unknown" else row.type or ""
    return (*_location_key(row), row.programme_name or "", kind)


def _organization_id(row: Offer) -> str:
    return identifier("organization", row.provider_id)


def _location_id(row: Offer) -> str:
    return identifier("location", *_location_key(row))


def _service_id(row: Offer) -> str:
    return identifier("service", *_service_key(row))


def _organization(group: Sequence[Offer], names: Mapping[TypeKey, str]) -> Row:
    kinds = [names[key] for key in TYPE_KEYS if any(row.type == key for row in group)]
    return _known(
        id=_organization_id(group[0]),
        name=group[0].provider,
        description=", ".join(kinds) or group[0].provider,
        website=_most_common(row.website for row in group),
        email=_most_common(row.email for row in group),
    )


def _service(group: Sequence[Offer], names: Mapping[TypeKey, str]) -> Row:
    row = group[0]
    kinds = [names[one.type] for one in group if one.type]
    return _known(
        id=_service_id(row),
        organization_id=_organization_id(row),
        name=row.programme_name or " / ".join(kinds),
        alternate_name=" / ".join(kinds) if row.programme_name else None,
        description="; ".join(row.activity_list) or None,
        url=row.website,
        email=row.email,
        status=STATUS[row.state],
        eligibility_description=f"CEFR {row.min_german}" if row.min_german else None,
        minimum_age=row.age_min,
        maximum_age=row.age_max,
        assured_date=row.last_confirmed.isoformat() if row.last_confirmed else None,  # a month begins on its first day
        alert=row.note if row.state != "running" else None,
    )


def _location(row: Offer) -> Row:
    return _known(
        id=_location_id(row),
        location_type="physical",
        organization_id=_organization_id(row),
        name=row.location,
        description=row.town,
        latitude=row.lat,
        longitude=row.lon,
    )


def _service_at_location(row: Offer) -> Row:
    return _known(
        id=identifier("service_at_location", *_service_key(row)),
        service_id=_service_id(row),
        location_id=_location_id(row),
        description=row.note,
    )


def _address(row: Offer) -> Row | None:
    if not (row.location and row.street and row.postcode and row.town):
        return None
    return {
        "id": identifier("address", *_location_key(row)),
        "location_id": _location_id(row),
        "address_1": row.street,
        "city": row.town,
        "state_province": row.canton,
        "postal_code": row.postcode,
        "country": "CH",
        "address_type": "physical",
    }


def _phone(row: Offer) -> Row:
    return {
        "id": identifier("phone", row.provider_id, row.phone),
        "organization_id": _organization_id(row),
        "number": row.phone,
        "type": "voice",
    }


def _cost_option(row: Offer) -> Row:
    return {
        "id": identifier("cost_option", *_service_key(row), row.type),
        "service_id": _service_id(row),
        "currency": "CHF",
        "amount": float(row.price or 0),  # HSDS wants a JSON number; two decimals survive it
        "amount_description": row.price_unit,
    }


def _source_urls(group: Sequence[Offer], documents: Mapping[str, Source]) -> list[Row]:
    found = []
    for part in group[0].sources:
        url = documents[part].url if part in documents else part
        if url:
            service = _service_id(group[0])
            found.append({"id": identifier("url", service, part), "label": "source", "url": url, "service_id": service})
    return found


def _attributes(group: Sequence[Offer]) -> list[Row]:
    return [
        _known(
            id=identifier("attribute", _service_id(row), row.type),
            link_id=_service_id(row),
            link_entity="service",
            link_type="service_type",
            taxonomy_term_id=identifier("term", row.type),
            value=row.type_evidence,
        )
        for row in group
        if row.type
    ]


def _most_common(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return counted.most_common(1)[0][0] if counted else None


def _known(**cells: Any) -> Row:
    """Without the cells that nobody knows."""
    return {name: value for name, value in cells.items() if value is not None}
