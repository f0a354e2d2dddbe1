"""Which offers are wanted, which kinds are preset, and how sites are numbered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from geopy.distance import geodesic

from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Confidence, State
from finder.facts.situation import German, Situation
from finder.steps.advise import advise
from finder.steps.distance import circle
from finder.steps.fields_of_work import FIELDS, fields_of
from finder.steps.nearby import nearby
from finder.steps.sites import Trust, Wish, offer_key, offers_by_key, preset, sites_by_name, sites_of
from tests.support.known import place

ON = date(2026, 11, 22)
HOME = place("4528", "Zuchwil")
ANY = replace(on_file().offers[0], type="coaching", min_german=None, confidence="likely", state="unknown")


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"age": 19, "wants_training": True}, ("jugendprogramm",)),
        ({}, ()),
        ({"flight_trauma": False}, tuple(key for key in TYPE_KEYS if key != "trauma")),
    ],
)
def test_preset_is_what_fits_else_what_is_open(told: dict[str, Any], expected: tuple[str, ...]) -> None:
    assert preset(advise(Situation.of(told), ON)) == expected


def test_an_empty_wish_keeps_every_current_offer() -> None:
    assert [one for one in on_file().offers if Wish().holds(one)] == [one for one in on_file().offers if one.current]


@pytest.mark.parametrize(("level", "kept"), [(German.A1, False), (German.A2, True), (German.B1, True), (None, True)])
def test_german_below_the_level_asked_for_excludes(level: German | None, kept: bool) -> None:
    assert Wish(german=level).holds(replace(ANY, min_german=German.A2)) is kept


@pytest.mark.parametrize("level", [None, *German])
def test_an_unknown_level_never_excludes(level: German | None) -> None:
    assert Wish(german=level).holds(ANY)


@pytest.mark.parametrize(
    ("trust", "confidence", "state", "kept"),
    [
        ("current", "likely", "planned", True),
        ("current", "former", "former", False),
        ("confirmed", "confirmed", "unknown", True),
        ("confirmed", "likely", "running", False),
        ("confirmed", "former", "former", False),
        ("all", "former", "former", True),
    ],
)
def test_trust(trust: Trust, confidence: Confidence, state: State, kept: bool) -> None:
    assert Wish(trust=trust).holds(replace(ANY, confidence=confidence, state=state)) is kept


@pytest.mark.parametrize(("kinds", "kept"), [((), True), ((None,), True), (("coaching",), False)])
def test_a_place_whose_kind_nobody_names_is_wanted_by_its_own_option(
    kinds: tuple[TypeKey | None, ...], kept: bool
) -> None:
    assert Wish(kinds=kinds).holds(replace(ANY, type=None)) is kept


@pytest.mark.parametrize(
    ("activities", "fields"),
    [
        ("Garten- und Landschaftspflege; Bau", {"garden", "building"}),
        ("Gartenbau", {"garden"}),
        ("Alphornbau", {"wood"}),
        ("Gastronomie (Küche, Mahlzeitenlieferung)", {"kitchen", "logistics"}),
        (None, set()),
    ],
)
def test_fields_of_work(activities: str | None, fields: set[str]) -> None:
    assert fields_of(replace(ANY, activities=activities, programme_name=None)) == fields


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_finds_something(field: str) -> None:
    assert any(Wish(field=field).holds(one) for one in on_file().offers)


def test_sites_keep_the_numbers_of_the_search() -> None:
    found = nearby(HOME, 20, on_file().offers)
    numbered = {hit.offer.location: hit.number for hit in found.hits}
    for site in sites_of(found):
        if site.point:
            assert site.number == numbered[site.offers[0].location]


def test_no_offer_is_lost_between_search_and_sites() -> None:
    for sites in (sites_of(nearby(HOME, None, on_file().offers)), sites_by_name(on_file().offers)):
        assert sorted(offer_key(one) for site in sites for one in site.offers) == sorted(
            map(offer_key, on_file().offers)
        )
        assert [site.number for site in sites] == list(range(1, len(sites) + 1))


def test_keys_lead_back_to_their_offers() -> None:
    keys = [offer_key(one) for one in on_file().offers]
    assert list(offers_by_key([*keys, "gone|gone|coaching"], on_file().offers)) == list(dict.fromkeys(keys))


@pytest.mark.parametrize("km", [5, 20, 50])
def test_every_corner_of_the_circle_lies_on_the_radius(km: int) -> None:
    for lon, lat in circle(HOME.lat, HOME.lon, km * 1000):
        assert geodesic((HOME.lat, HOME.lon), (lat, lon)).meters == pytest.approx(km * 1000, abs=1)
