"""The content of the sheet, before any words: what is chosen, what is left out."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest

from finder.facts.dataset import on_file
from finder.facts.kinds import HEALTH_KINDS
from finder.facts.offers import Offer
from finder.facts.situation import HEALTH, Situation
from finder.rules.doors import DOORS, OpenDoor
from finder.rules.rule import Rule
from finder.rules.verdict import MET
from finder.steps.advise import Advice, Fit, advise
from finder.steps.fund import fund
from finder.steps.handout import _FORMALITIES, MOST_SITES, Handout, _best_reached, _kind, _sites, _sources, handout
from finder.steps.nearby import Hit

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
    assert all(1 <= len(kind.deciding) <= 2 for kind in sheet.fits), "each kind that fits has its reason"


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
        ({"postcode": "4500"}, "region"),  # the providers have no number
        ({"social_assistance": True, "employability": "not_foreseeable"}, "provider"),  # this region has none
        ({"unemployment_insurance": True}, "ags"),
        ({"disability_insurance": True, "employability": "not_foreseeable", "postcode": "4500"}, "ags"),
        ({"postcode": "5000"}, None),  # another canton
        ({"postcode": "3000"}, None),
        ({"postcode": "8001"}, None),
        ({"status": "G"}, None),  # another country
    ],
)
def test_somebody_can_be_called_the_provider_else_the_region_else_ags(told: dict[str, Any], called: str | None) -> None:
    contact = made(told).call
    assert (contact and contact.who) == called


TRUSTED = {"flight_trauma": True, "addiction": True, "status": "F"}


@pytest.mark.parametrize(
    ("told", "sensitive", "doors", "withheld"),
    [
        (TRUSTED, False, [], 1),
        (TRUSTED, True, ["addiction_help"], 0),
        ({"german": "A1"}, False, ["rav_free", "german_course"], 1),
        ({"social_assistance": True}, False, ["rav_free"], 2),
    ],
)
def test_an_office_for_the_ill_stands_on_the_sheet_only_where_it_is_asked_for(
    told: dict[str, Any], sensitive: bool, doors: list[str], withheld: int
) -> None:
    sheet = made(told, sensitive=sensitive)
    assert ([door.key for door in sheet.doors], sheet.withheld) == (doors, withheld)


def test_what_was_told_in_trust_leaves_no_trace_on_the_discreet_sheet() -> None:
    told, silent = made(TRUSTED), made({"status": "F"})
    for part in ("fits", "open", "to_clarify", "doors", "sites", "prices", "steps", "sources"):
        shown = [[getattr(one, "key", str(one)) for one in getattr(sheet, part)] for sheet in (told, silent)]
        assert shown[0] == shown[1], part


@pytest.mark.parametrize(
    ("told", "fits", "still_open"),
    [
        ({}, [("qualifizierung", ["skills_lead_to_work"])],
         [("integration_arbeit", ["some_work_experience_exists"]), ("beschaeftigung_2", ["work_comes_later"])]),
        ({"employability": "not_foreseeable"}, [("beschaeftigung_1", ["work_is_not_foreseeable"])],
         [("beschaeftigung_1_r", ["criteria_of_the_pilot_are_met"]), ("beschaeftigung_2", ["work_comes_later"])]),
        ({"age": 17, "wants_training": True}, [("jugendprogramm", ["training_is_the_goal"])],
         [("beschaeftigung_2", ["work_comes_later"])]),
        ({"work_experience": "switzerland", "employability": "ready"},
         [("coaching", ["work_experience_in_switzerland_exists"]), ("qualifizierung", ["person_is_able_to_work"])],
         [("integration_arbeit", ["person_is_in_the_target_group"])]),
    ],
)  # fmt: skip
def test_a_kind_that_fits_says_why_and_an_open_one_what_is_open(
    told: dict[str, Any], fits: list[tuple[str, list[str]]], still_open: list[tuple[str, list[str]]]
) -> None:
    sheet = made(told)
    for kinds, wanted in ((sheet.fits, fits), (sheet.open, still_open)):
        assert [(one.type.key, [finding.rule for finding in one.deciding]) for one in kinds] == wanted


@pytest.mark.parametrize(
    ("told", "sensitive", "totals"),
    [
        ({}, False, ["1736.00"]),  # one whole month
        ({"work_experience": "switzerland", "employability": "ready"}, False, ["200.00", "1736.00"]),  # one hour
        (TRUSTED, True, ["1736.00", "2604.00"]),
    ],
)
def test_a_price_is_one_month_or_one_hour(told: dict[str, Any], sensitive: bool, totals: list[str]) -> None:
    assert [str(one.total) for one in made(told, sensitive=sensitive).prices] == totals


def test_each_document_is_named_once_and_no_reading_of_ours_is_one() -> None:
    sources = made({"german": "A1"}).sources
    assert len(set(sources)) == len(sources)
    assert {"ami-2024", "ia-factsheet", "rav-2021", "shb-german", "waiver-new"} <= {*sources}
    assert "assumption" not in sources
    assert "shb-german" not in made().sources


BASED_ON = "ami-2024"


@pytest.mark.parametrize("part", ["findings", "reasons", "doors", "payer"])
def test_every_part_of_what_is_printed_names_its_documents(part: str) -> None:
    who = Situation.of(BASE)
    advice, funding = advise(who, ON), fund(who, ON)
    kind = advice.of(Fit.FITS)[0]
    door = next(one for one in DOORS if one.citations[0].source != "assumption")
    bare, without = replace(kind, findings=(), reasons=()), replace(funding, findings=())
    assert list(_sources([bare], (), without)) == []
    told = {
        "findings": ([replace(bare, findings=kind.findings)], (), without),
        "reasons": ([replace(bare, reasons=kind.findings)], (), without),
        "doors": ([], (OpenDoor(door, ()),), without),
        "payer": ([], (), funding),
    }[part]
    assert list(_sources(*told)), part


@pytest.mark.parametrize("fit", [Fit.FITS, Fit.OPEN])
def test_the_documents_of_what_fits_and_of_what_is_open_are_named(fit: Fit) -> None:
    who = Situation.of(BASE)
    advice, funding = advise(who, ON), replace(fund(who, ON), findings=())
    alone = replace(advice, types=advice.of(fit), doors=())
    assert BASED_ON in handout(who, alone, funding, on_file().offers).sources


@pytest.mark.parametrize("count", [1, 2, 3])
def test_at_most_two_reasons_stand_beside_a_kind(count: int) -> None:
    kind = advise(Situation.of(BASE), ON).of(Fit.FITS)[0]
    many = replace(kind, reasons=kind.findings[:1] * count)
    assert len(_kind(many, sensitive=True).deciding) == min(count, 2)


@pytest.mark.parametrize(("more", "said"), [((), 0), (("employability",), 1)])
def test_what_only_opens_a_kind_is_no_reason(more: tuple[str, ...], said: int) -> None:
    kind = advise(Situation.of(BASE), ON).of(Fit.FITS)[0]
    met = next(one for one in kind.findings if one.verdict is MET)
    asked: Any = replace(cast("Rule", met.condition), needs=(*sorted(_FORMALITIES), *more))
    only = replace(kind, findings=(met._replace(condition=asked),), reasons=())
    assert len(_kind(only, sensitive=True).deciding) == said


@pytest.mark.parametrize(
    ("asked_by", "sensitive", "to_clarify"),
    [("trauma", False, ()), ("trauma", True, ("wants_training",)), ("qualifizierung", False, ("wants_training",))],
)
def test_a_question_of_a_withheld_kind_is_none_of_the_sheet(
    asked_by: str, sensitive: bool, to_clarify: tuple[str, ...]
) -> None:
    who = Situation.of(BASE)
    advice = advise(who, ON)
    types = [replace(one, missing=("wants_training",) if one.type.key == asked_by else ()) for one in advice.types]
    sheet = handout(who, replace(advice, types=tuple(types)), fund(who, ON), (), sensitive=sensitive)
    assert sheet.to_clarify == to_clarify


def site_of(kind: str) -> Offer:
    return next(one for one in on_file().offers if one.type == kind and one.current)


def test_one_site_with_several_kinds_is_one_place_to_go_to() -> None:
    (first, *rest) = [one for one in made(TRUSTED, sensitive=True).sites if len(one.kinds) > 1]
    assert (first.kinds, first.km, rest) == (("qualifizierung", "trauma"), 0.0, [])


def test_what_was_put_aside_is_printed_without_a_home_as_well() -> None:
    who, kept = Situation(), [site_of("qualifizierung"), site_of("trauma")]
    advice, funding = advise(who, ON), fund(who, ON)
    for sensitive, kinds in ((False, [("qualifizierung",)]), (True, [("qualifizierung", "trauma")])):
        sheet = handout(who, advice, funding, on_file().offers, shortlist=kept, sensitive=sensitive)
        assert ([one.kinds for one in sheet.sites], sheet.shortlisted) == (kinds, True)
        assert {one.km for one in sheet.sites} == {None}


def test_a_shortlist_of_withheld_kinds_only_is_none() -> None:
    assert not made(shortlist=[site_of("trauma")]).shortlisted


@pytest.mark.parametrize(
    ("given", "best"),
    [
        ([("", "", "Weg 1"), ("1", "", "Weg 1")], 1),
        ([("1", "", ""), ("1", "a@b.ch", "")], 1),
        ([("1", "", ""), ("1", "", "Weg 1")], 1),
        ([("1", "", "Weg 1"), ("", "a@b.ch", "Weg 1")], 0),  # among equals the nearer
    ],
)
def test_of_several_rows_for_one_site_the_one_that_tells_most_is_shown(
    given: list[tuple[str, str, str]], best: int
) -> None:
    rows = [replace(site_of("trauma"), phone=phone, email=email, street=street) for phone, email, street in given]
    assert _best_reached(rows) is rows[best]


@pytest.mark.parametrize(("sensitive", "more"), [(False, ()), (True, ("flight_trauma",))])
def test_a_question_on_health_stands_on_the_sheet_only_where_it_is_asked_for(
    sensitive: bool, more: tuple[str, ...]
) -> None:
    assert made(sensitive=sensitive).to_clarify == ("work_experience", "attends_reliably", *more)


def test_a_site_is_one_provider_at_one_place() -> None:
    one = site_of("trauma")
    offers = [one, replace(one, type="qualifizierung"), replace(one, location="Olten"), replace(one, provider_id="x")]
    sites = [*_sites(iter([Hit(offer, None, None) for offer in offers]), None)]
    assert [(site.number, site.kinds) for site in sites] == [
        (1, ("trauma", "qualifizierung")),
        (2, ("trauma",)),
        (3, ("trauma",)),
    ]
