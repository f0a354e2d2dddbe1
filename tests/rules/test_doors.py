"""When another office is in charge, first or besides."""

from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation, Status
from finder.rules.doors import DOORS, LAST_DOOR, SOZIALREGION, Door
from finder.steps.advise import Fit, advise

ON = date(2026, 11, 22)
ALL = [door.key for door in (*DOORS, LAST_DOOR)]


def doors(**told: Any) -> list[str]:
    return [door.key for door in advise(Situation.of(told), ON).doors]


def variants(door: str, **told: Any) -> tuple[str, ...]:
    return {one.key: one.variants for one in advise(Situation.of(told), ON).doors}[door]


def test_who_tells_nothing_finds_no_door() -> None:
    assert doors() == []


@pytest.mark.parametrize(("answer", "door"), [("unemployment_insurance", "rav"), ("disability_insurance", "iv")])
def test_an_insurance_that_pays_comes_first(answer: str, door: str) -> None:
    assert [doors(**{answer: told}) for told in (True, False, None)] == [[door], [], []]


def test_both_insurances_show_both_doors_and_so_does_sozialhilfe_beside_them() -> None:
    both = {"unemployment_insurance": True, "disability_insurance": True}
    assert doors(**both) == ["rav", "iv"]
    assert doors(**both, social_assistance=True) == ["rav", "iv"]
    assert variants("rav", **both) == ("both_insurers",)
    assert variants("rav", unemployment_insurance=True, social_assistance=True) == ("topped_up",)
    assert variants("iv", disability_insurance=True, social_assistance=True) == ("topped_up",)


@pytest.mark.parametrize(
    ("postcode", "found"),
    [
        ("4500", []),
        ("5000", ["aargau"]),
        ("3000", ["bern"]),
        ("4410", ["other_canton"]),
        ("8001", ["other_canton"]),
        ("4564", []),  # in Solothurn or in Bern: open
    ],
)
def test_whoever_lives_elsewhere_turns_to_the_own_canton(postcode: str, found: list[str]) -> None:
    assert doors(postcode=postcode) == found


@pytest.mark.parametrize(("locality", "found"), [("Zielebach", ["bern"]), ("Obergerlafingen", [])])
def test_the_locality_settles_the_canton_where_the_postcode_does_not(locality: str, found: list[str]) -> None:
    assert doors(postcode="4564", locality=locality) == found


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"social_assistance": True}, ("with_social_assistance",)),
        ({"social_assistance": False}, ("without_social_assistance",)),
        ({}, ()),
        ({"unemployment_insurance": True, "disability_insurance": True}, ("both_insurers",)),
        ({"unemployment_insurance": True, "disability_insurance": False}, ()),
    ],
)
def test_the_way_through_aargau_depends_on_who_pays(told: dict[str, bool], said: tuple[str, ...]) -> None:
    assert variants("aargau", postcode="5000", **told) == said


@pytest.mark.parametrize(
    ("employability", "found"),
    [("not_foreseeable", []), ("later", []), ("soon", ["status_s_rav"]), ("ready", ["status_s_rav"]), (None, [])],
)
def test_status_s_registers_with_the_rav_once_work_is_near(employability: str | None, found: list[str]) -> None:
    assert doors(status="S", employability=employability) == found


@pytest.mark.parametrize("status", Status)
def test_f_and_recognised_refugees_report_to_the_rav_when_ready(status: Status) -> None:
    said = doors(status=status, employability="ready")
    assert ("refugee_rav" in said) is (status in {"F", "B_refugee"})
    assert ("status_s_rav" in said) is (status == "S")
    assert "refugee_rav" not in doors(status=status, employability="soon")


@pytest.mark.parametrize(("age", "found"), [(0, True), (15, True), (16, False), (None, False)])
def test_school_comes_before_sixteen(age: int | None, found: bool) -> None:
    assert ("school" in doors(age=age)) is found


@pytest.mark.parametrize(("age", "found"), [(15, False), (16, True), (25, True), (26, False), (None, False)])
@pytest.mark.parametrize("goal", [True, False, None])
def test_bridges_to_training_are_for_sixteen_to_twenty_five_with_that_goal(
    age: int | None, goal: bool | None, found: bool
) -> None:
    assert ("youth_bridges" in doors(age=age, wants_training=goal)) is (found and goal is True)


@pytest.mark.parametrize(
    ("german", "found"), [("none", True), ("A1", True), ("A2", True), ("B1", False), ("C2", False), (None, False)]
)
def test_the_german_course_leads_up_to_b1(german: str | None, found: bool) -> None:
    assert ("german_course" in doors(german=german)) is found


CLOSED = {
    "age": 17,
    "employability": "ready",
    "german": "B1",
    "work_experience": "abroad",
    "wants_training": False,
    "flight_trauma": False,
    "addiction": False,
}


def test_the_last_door_opens_exactly_when_every_kind_reads_does_not_fit() -> None:
    nobody = {**CLOSED, "german": "A1"}
    assert not advise(Situation.of(nobody), ON).of(Fit.FITS)
    assert not advise(Situation.of(nobody), ON).of(Fit.OPEN)
    assert doors(**nobody) == ["german_course", "ags"]
    assert "ags" not in doors(**nobody | {"german": "A2"}), "coaching is open at A2"
    assert "ags" not in doors(**nobody | {"age": 18}), "an adult can qualify"


HEALTHY = {"health_limits": "none", "work_capacity": "full_days"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({"health_limits": "physical"}, True),
        ({"health_limits": "both"}, True),
        ({"health_limits": "none"}, False),
        ({"work_capacity": "half_days"}, False),
        ({"work_capacity": "short_days"}, True),
        ({"work_capacity": "none_now"}, True),
        ({**HEALTHY}, False),
        ({**HEALTHY, "work_capacity": "single_hours"}, True),
        ({"health_limits": "psychological", "disability_insurance": True}, False),
        ({"health_limits": "psychological", "disability_insurance": False}, True),
        ({}, False),
    ],
)
def test_a_physician_first_where_health_or_capacity_is_limited_and_no_iv_pays(
    told: dict[str, Any], found: bool
) -> None:
    assert ("health" in doors(**told)) is found


@pytest.mark.parametrize(("applied", "found"), [(True, True), (False, False), (None, False)])
def test_an_application_for_the_iv_has_a_door_of_its_own(applied: bool | None, found: bool) -> None:
    assert ("iv_pending" in doors(disability_application=applied)) is found


FREE = {"unemployment_insurance": False, "employability": "soon"}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ({}, True),
        ({"employability": "ready"}, True),
        ({"employability": "later"}, False),
        ({"employability": None}, False),
        ({"unemployment_insurance": None}, False),
        ({"unemployment_registered": True}, False),
        ({"unemployment_registered": False}, True),
        ({"disability_insurance": True}, False),
        ({"age": 15}, False),
        ({"age": 16}, True),
        ({"age": 64}, True),
        ({"age": 65}, False),
        *(({"status": status}, True) for status in ("swiss", "B", "C", "L", "Ci")),
        *(({"status": status}, False) for status in ("B_refugee", "F", "N", "S", "G", "other")),
        ({"final_negative_asylum_decision": True}, False),
    ],
)
def test_the_rav_places_people_without_benefits_too(told: dict[str, Any], found: bool) -> None:
    assert ("rav_free" in doors(**FREE | told)) is found


@pytest.mark.parametrize("status", Status)
def test_permit_g_lives_abroad(status: Status) -> None:
    assert ("abroad" in doors(status=status)) is (status == "G")


@pytest.mark.parametrize(("decision", "found"), [(True, True), (False, False), (None, False)])
def test_after_a_final_negative_decision_the_authorities_clarify(decision: bool | None, found: bool) -> None:
    assert ("sozialregion" in doors(final_negative_asylum_decision=decision)) is found


@pytest.mark.parametrize(("age", "young"), [(17, False), (18, True), (35, True), (36, False), (None, False)])
@pytest.mark.parametrize("status", Status)
def test_the_integrationsvorlehre_is_for_refugees_of_18_to_35_with_a_training_goal(
    age: int | None, young: bool, status: Status
) -> None:
    found = young and status in {"F", "B_refugee", "S"}
    assert ("preapprenticeship" in doors(age=age, status=status, wants_training=True)) is found
    assert "preapprenticeship" not in doors(age=age, status=status, wants_training=False)


@pytest.mark.parametrize(("told", "said"), [(False, ("alphabetisation",)), (True, ()), (None, ())])
def test_who_does_not_write_our_letters_is_shown_the_other_course(told: bool | None, said: tuple[str, ...]) -> None:
    assert variants("german_course", german="A1", literate=told) == said


@pytest.mark.parametrize(("addiction", "found"), [(True, True), (False, False), (None, False)])
def test_counselling_is_open_to_whoever_tells_of_an_addiction(addiction: bool | None, found: bool) -> None:
    assert ("addiction_help" in doors(addiction=addiction)) is found


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"unemployment_registered": True, "disability_application": True}, ("both_insurers",)),
        ({"unemployment_registered": True, "disability_insurance": True}, ("both_insurers",)),
        ({"unemployment_insurance": True, "disability_application": True}, ("both_insurers",)),
        ({"unemployment_registered": True, "disability_application": False}, ()),
    ],
)
def test_aargau_coordinates_whoever_is_registered_with_both(told: dict[str, bool], said: tuple[str, ...]) -> None:
    assert variants("aargau", postcode="5000", **told) == said


@pytest.mark.parametrize("door", [*DOORS, LAST_DOOR], ids=lambda door: door.key)
def test_every_door_says_where_it_leads(door: Door) -> None:
    """An office on file, the region one lives in, or the text alone."""
    assert set(door.where) <= {*on_file().offices, SOZIALREGION}
    alone = {"other_canton", "abroad", "school", "youth_bridges", "preapprenticeship"}
    assert (door.where == ()) is (door.key in alone)


def test_the_doors_that_tell_of_health() -> None:
    assert {door.key for door in DOORS if door.health} == {"iv_pending", "health", "addiction_help"}


def test_doors_stand_in_the_order_in_which_they_are_shown() -> None:
    everything = {
        "unemployment_insurance": True,
        "disability_insurance": True,
        "postcode": "5000",
        "status": "S",
        "employability": "ready",
        "age": 16,
        "wants_training": True,
        "german": "none",
    }
    said = doors(**everything)
    assert said == [key for key in ALL if key in said]
    assert len(said) == 6


@pytest.mark.parametrize("door", [*DOORS, LAST_DOOR], ids=lambda door: door.key)
def test_every_door_and_condition_cites_a_listed_document(door: Door) -> None:
    assert door.citations
    cited = {citation.source for citation in door.citations} | {rule.citation.source for rule in door.when}
    assert cited <= set(on_file().sources)
