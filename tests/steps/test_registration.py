"""What the forms ask for: no more than the answers tell, and nothing of health."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from finder.facts.situation import Situation
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.registration import BOOKING_CODE, Registration, registration

ON = date(2026, 11, 22)
BASE = {
    "postcode": "4500",
    "age": 30,
    "german": "A2",
    "social_assistance": True,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "B",
    "employability": "soon",
    "work_experience": "abroad",
    "attends_reliably": True,
}


def registered(sensitive: bool = False, **told: Any) -> Registration:
    who = Situation.of({**BASE, **told})
    return registration(who, advise(who, ON), fund(who, ON), sensitive=sensitive)


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({}, BOOKING_CODE),
        ({"age": 17}, None),  # integration.arbeit does not fit
        ({"social_assistance": False}, None),  # nobody books
        ({"work_experience": "none"}, None),
    ],
)
def test_the_booking_code_goes_with_integration_arbeit_paid_by_the_sozialdienst(
    told: dict[str, Any], code: str | None
) -> None:
    assert registered(**told).booking_code == code


@pytest.mark.parametrize(
    ("told", "asks"),
    [
        ({"social_assistance": False}, True),  # the waiver is open
        ({"social_assistance": False, "household_size": 1, "monthly_income": "2979.95", "wealth": 0}, True),
        ({"social_assistance": False, "household_size": 1, "monthly_income": "4480.05", "wealth": 0}, False),
        ({"social_assistance": False, "status": "swiss"}, False),
        ({}, False),
        ({"social_assistance": False, "unemployment_insurance": True}, False),
    ],
)
def test_the_request_for_a_waiver_is_prepared_only_where_it_makes_sense(told: dict[str, Any], asks: bool) -> None:
    found = registered(**told)
    assert bool(found.request) is asks
    assert bool(found.documents) is asks


@pytest.mark.parametrize(("sensitive", "named"), [(False, False), (True, True)])
def test_kinds_that_tell_of_health_are_named_only_on_request(sensitive: bool, named: bool) -> None:
    kinds = {
        kind.key for kind in registered(sensitive, flight_trauma=True, addiction=True, employability="later").kinds
    }
    assert ({"trauma", "suchthilfe"} <= kinds) is named
    assert ({"trauma", "suchthilfe"} & kinds == set()) is not named
    assert "beschaeftigung_2" in kinds


def test_no_answer_about_health_asylum_or_benefits_is_asked_for_by_a_provider() -> None:
    assert not {"flight_trauma", "addiction", "disability_insurance", "social_assistance"} & {
        *registered().answers,
        *registered(social_assistance=False).request,
    }
