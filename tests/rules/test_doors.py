"""When another office is in charge, first or besides."""

from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation, Status
from finder.rules.doors import DOORS, LAST_DOOR
from finder.steps.advise import Fit, advise

ON = date(2026, 11, 22)
ALL = [door.key for door in (*DOORS, LAST_DOOR)]


def doors(**told: Any) -> list[str]:
    return [door.key for door in advise(Situation.of(told), ON).doors]


def variants(door: str, **told: Any) -> tuple[str, ...]:
    return {one.key: one.variants for one in advise(Situation.of(told), ON).doors}[door]


def test_who_tells_nothing_finds_no_door():
    assert doors() == []


@pytest.mark.parametrize(("answer", "door"), [("unemployment_insurance", "rav"), ("disability_insurance", "iv")])
def test_an_insurance_that_pays_comes_first(answer, door):
    assert [doors(**{answer: told}) for told in (True, False, None)] == [[door], [], []]


def test_both_insurances_show_both_doors_and_so_does_sozialhilfe_beside_them():
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
def test_whoever_lives_elsewhere_turns_to_the_own_canton(postcode, found):
    assert doors(postcode=postcode) == found


@pytest.mark.parametrize(("locality", "found"), [("Zielebach", ["bern"]), ("Obergerlafingen", [])])
def test_the_locality_settles_the_canton_where_the_postcode_does_not(locality, found):
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
def test_the_way_through_aargau_depends_on_who_pays(told, said):
    assert variants("aargau", postcode="5000", **told) == said


@pytest.mark.parametrize(
    ("employability", "found"),
    [("not_foreseeable", []), ("later", []), ("soon", ["status_s_rav"]), ("ready", ["status_s_rav"]), (None, [])],
)
def test_status_s_registers_with_the_rav_once_work_is_near(employability, found):
    assert doors(status="S", employability=employability) == found


@pytest.mark.parametrize("status", Status)
def test_f_and_recognised_refugees_report_to_the_rav_when_ready(status):
    said = doors(status=status, employability="ready")
    assert ("refugee_rav" in said) is (status in {"F", "B_refugee"})
    assert ("status_s_rav" in said) is (status == "S")
    assert "refugee_rav" not in doors(status=status, employability="soon")


@pytest.mark.parametrize(("age", "found"), [(0, True), (15, True), (16, False), (None, False)])
def test_school_comes_before_sixteen(age, found):
    assert ("school" in doors(age=age)) is found


@pytest.mark.parametrize(("age", "found"), [(15, False), (16, True), (25, True), (26, False), (None, False)])
@pytest.mark.parametrize("goal", [True, False, None])
def test_bridges_to_training_are_for_sixteen_to_twenty_five_with_that_goal(age, goal, found):
    assert ("youth_bridges" in doors(age=age, wants_training=goal)) is (found and goal is True)


@pytest.mark.parametrize(
    ("german", "found"), [("none", True), ("A1", True), ("A2", True), ("B1", False), ("C2", False), (None, False)]
)
def test_the_german_course_leads_up_to_b1(german, found):
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


def test_the_last_door_opens_exactly_when_every_kind_reads_does_not_fit():
    nobody = {**CLOSED, "german": "A1"}
    assert not advise(Situation.of(nobody), ON).of(Fit.FITS)
    assert not advise(Situation.of(nobody), ON).of(Fit.OPEN)
    assert doors(**nobody) == ["german_course", "ags"]
    assert "ags" not in doors(**nobody | {"german": "A2"}), "coaching is open at A2"
    assert "ags" not in doors(**nobody | {"age": 18}), "an adult can qualify"


def test_doors_stand_in_the_order_in_which_they_are_shown():
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
def test_every_door_and_condition_cites_a_listed_document(door):
    assert door.citations
    cited = {citation.source for citation in door.citations} | {rule.citation.source for rule in door.when}
    assert cited <= set(on_file().sources)
