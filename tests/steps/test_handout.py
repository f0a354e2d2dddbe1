"""The content of the sheet, before any words: what is chosen, what is left out."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.kinds import HEALTH_KINDS
from finder.facts.situation import HEALTH, Situation
from finder.steps.advise import Advice, Fit, advise
from finder.steps.fund import fund
from finder.steps.handout import MOST_SITES, Handout, handout

ON = date(2026, 11, 22)
PERSONAS = sorted((Path(__file__).resolve().parents[1] / "personas").glob("*.toml"))
BASE = {
    "postcode": "4528",
    "age": 30,
    "german": "B1",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "B",
    "employability": "soon",
    "wants_training": False,
}


def made(told: dict[str, Any] | None = None, **options: Any) -> Handout:
    who = Situation.of({**BASE, **(told or {})})
    return handout(who, advise(who, ON), fund(who, ON), on_file().offers, **options)


def persona(path: Path) -> tuple[Situation, Advice]:
    who = Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])
    return who, advise(who, ON)


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_it_holds_what_fits_and_what_is_open_in_the_order_of_the_advice(path: Path) -> None:
    who, advice = persona(path)
    sheet = handout(who, advice, fund(who, ON), on_file().offers, sensitive=True)
    assert [kind.type for kind in sheet.fits] == [one.type for one in advice.of(Fit.FITS)]
    assert [kind.type for kind in sheet.open] == [one.type for one in advice.of(Fit.OPEN)]
    assert all(kind.deciding for kind in sheet.fits), "each kind that fits has its reason"


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_without_the_tick_kinds_questions_and_places_of_health_are_left_out_and_counted(path: Path) -> None:
    who, advice = persona(path)
    shy, full = (handout(who, advice, fund(who, ON), on_file().offers, sensitive=tick) for tick in (False, True))
    named = {kind.type.key for kind in (*shy.fits, *shy.open)} | {kind for site in shy.sites for kind in site.kinds}
    assert not named & HEALTH_KINDS
    assert not set(shy.to_clarify) & HEALTH
    assert shy.withheld == len(full.fits) + len(full.open) - len(shy.fits) - len(shy.open)
    assert full.withheld == 0


def test_the_places_are_the_nearest_ones_numbered_as_they_stand() -> None:
    sites = made().sites
    assert 1 < len(sites) <= MOST_SITES
    assert [site.number for site in sites] == list(range(1, len(sites) + 1))
    known = [site.km for site in sites if site.km is not None]
    assert known == sorted(known)


def test_a_shortlist_takes_the_place_of_the_nearest() -> None:
    kept = [one for one in on_file().offers if one.type == "qualifizierung" and one.current][-1:]
    sheet = made(shortlist=kept)
    assert sheet.shortlisted
    assert [site.offer for site in sheet.sites] == kept


@pytest.mark.parametrize(
    ("told", "priced"),
    [({}, True), ({"social_assistance": True}, False), ({"social_assistance": None}, True)],
)
def test_prices_stand_where_the_person_may_have_to_pay(told: dict[str, Any], priced: bool) -> None:
    assert bool(made(told).prices) is priced


@pytest.mark.parametrize(
    ("told", "elsewhere"),
    [
        ({}, False),
        ({"unemployment_insurance": True}, True),
        ({"disability_insurance": True}, True),
        ({"german": "A1"}, False),
    ],
)
def test_another_office_comes_first_only_where_it_is_in_charge(told: dict[str, Any], elsewhere: bool) -> None:
    assert made(told).elsewhere_first is elsewhere


def test_whoever_answers_nothing_gets_a_sheet_all_the_same() -> None:
    who = Situation()
    sheet = handout(who, advise(who, ON), fund(who, ON), on_file().offers)
    assert sheet.fits == ()
    assert sheet.open
    assert sheet.to_clarify
    assert sheet.sites == ()


def test_the_sheet_measures_from_the_same_home_as_every_page() -> None:
    who = Situation.of({**BASE, "postcode": "4566"})
    advice = advise(who, ON)
    assert made({"postcode": "4566"}).home == advice.residence.home


@pytest.mark.parametrize(
    ("told", "called"),
    [
        ({"employability": "not_foreseeable", "postcode": "4500"}, "provider"),  # Perspektive has a number
        ({"social_assistance": True, "postcode": "4500"}, "region"),  # so has the city's Sozialdienst
        ({"postcode": "4600", "employability": "ready"}, "ags"),  # nobody near by has one
        ({"unemployment_insurance": True}, "ags"),
        ({"postcode": "5000"}, None),  # another canton
    ],
)
def test_somebody_can_be_called_the_provider_else_the_region_else_ags(told: dict[str, Any], called: str | None) -> None:
    contact = made(told).call
    assert (contact and contact.who) == called
