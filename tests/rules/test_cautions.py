"""What stands beside a verdict: contradictions of the papers, ties of practice, reservations."""

from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.rules.cautions import CAUTIONS, OF_THE_DAY, TIES, Caution
from finder.steps.advise import advise

ON = date(2026, 11, 22)
QUALIFYING = {"integration_arbeit", "coaching", "qualifizierung", "jugendprogramm"}
EMPLOYMENT = {"beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2", "trauma", "suchthilfe", "teillohn"}


def beside(caution: str, on: date = ON, **told: Any) -> set[str]:
    """The kinds beside which the caution stands."""
    return {
        one.type.key for one in advise(Situation.of(told), on).types if caution in {found.key for found in one.cautions}
    }


@pytest.mark.parametrize(
    ("caution", "told", "kinds"),
    [
        ("registration_route_differs", {}, {"integration_arbeit"}),
        ("registration_route_differs", {"social_assistance": False}, {"integration_arbeit"}),
        ("registration_route_differs", {"social_assistance": True}, set()),
        ("criteria_unpublished", {}, {"beschaeftigung_1_r"}),
        ("stay_is_limited", {}, EMPLOYMENT),
        ("cost_is_not_a_wage", {}, {"suchthilfe"}),
        ("pending_procedure", {"status": "N"}, EMPLOYMENT),
        ("pending_procedure", {"status": "N", "final_negative_asylum_decision": True}, set()),
        ("pending_procedure", {"status": "F"}, set()),
        ("trauma_confirmed_by_a_professional", {"flight_trauma": True}, {"trauma"}),
        ("trauma_of_other_origin", {"flight_trauma": False}, {"trauma"}),
        ("trauma_of_other_origin", {}, set()),
        ("work_permit_needed", {"status": "N"}, QUALIFYING),
        ("work_permit_needed", {"status": "F"}, set()),
        ("work_permit_needed", {}, set()),
        ("clarify_right_to_work", {"final_negative_asylum_decision": True}, QUALIFYING),
        ("clarify_right_to_work", {"final_negative_asylum_decision": False}, set()),
        ("clarify_right_to_work", {"status": "other"}, set()),
        ("iv_decision_pending", {"disability_application": True}, QUALIFYING | EMPLOYMENT),
        ("iv_decision_pending", {"disability_application": False}, set()),
        ("iv_decision_pending", {"disability_insurance": True}, set()),
        ("above_reference_age", {"age": 64}, set()),
        ("above_reference_age", {"age": 65}, QUALIFYING | EMPLOYMENT),
        ("above_reference_age", {}, set()),
    ],
)
def test_a_caution_stands_where_it_matters_and_nowhere_else(
    caution: str, told: dict[str, Any], kinds: set[str]
) -> None:
    assert beside(caution, **told) == kinds


BESCHAEFTIGUNG = {"beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2"}


@pytest.mark.parametrize(
    ("caution", "told", "kinds"),
    [
        ("jugendprogramm_first", {"wants_training": True, "age": 15}, set()),
        ("jugendprogramm_first", {"wants_training": True, "age": 16}, {"qualifizierung"}),
        ("jugendprogramm_first", {"wants_training": True, "age": 30}, {"qualifizierung"}),
        ("jugendprogramm_first", {"wants_training": True, "age": 31}, set()),
        ("jugendprogramm_first", {"wants_training": True}, set()),
        ("jugendprogramm_first", {"age": 20}, set()),
        ("trauma_first", {"flight_trauma": True}, BESCHAEFTIGUNG),
        ("trauma_first", {}, set()),
        ("suchthilfe_first", {"addiction": True, "social_assistance": True}, BESCHAEFTIGUNG - {"beschaeftigung_2"}),
        ("suchthilfe_first", {"addiction": True, "social_assistance": False}, set()),
        ("suchthilfe_first", {"addiction": True}, set()),
        ("beschaeftigung_1_instead", {"addiction": True, "social_assistance": False}, {"suchthilfe"}),
        ("beschaeftigung_1_instead", {"addiction": True, "social_assistance": True}, set()),
    ],
)
def test_the_ties_of_practice(caution: str, told: dict[str, Any], kinds: set[str]) -> None:
    assert beside(caution, **told) == kinds


PAYS_HALF: dict[str, Any] = {
    "postcode": "4500",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
}


@pytest.mark.parametrize(
    ("told", "kinds"),
    [
        ({"status": "swiss"}, QUALIFYING | EMPLOYMENT),
        ({"status": "B"}, set()),
        ({}, set()),
        ({"status": "swiss", "social_assistance": True}, set()),
        ({"status": "swiss", "unemployment_insurance": True}, set()),
        ({"status": "swiss", "postcode": "5000"}, set()),
        ({"status": "swiss", "disability_insurance": None}, set()),
    ],
)
def test_the_half_for_a_swiss_is_to_be_confirmed_where_the_person_pays(told: dict[str, Any], kinds: set[str]) -> None:
    assert beside("cofinancing_of_swiss_unconfirmed", **PAYS_HALF | told) == kinds


def test_the_ties_are_ours_and_say_so() -> None:
    assert {tie.caution.citation.source for tie in TIES} == {"assumption"}
    assert {tie.key for tie in TIES} < {caution.key for caution in CAUTIONS}


def order(**told: Any) -> list[str]:
    return [one.type.key for one in advise(Situation.of(told), ON).types]


@pytest.mark.parametrize(
    ("told", "first", "second"),
    [
        # Qualifizierung has a reason of its own, Jugendprogramm none: the goal decides all the same
        ({"wants_training": True, "age": 20, "employability": "soon"}, "jugendprogramm", "qualifizierung"),
        ({"flight_trauma": True, "age": 40, "employability": "not_foreseeable"}, "trauma", "beschaeftigung_1"),
        (
            {"addiction": True, "social_assistance": True, "age": 40, "employability": "not_foreseeable"},
            "suchthilfe",
            "beschaeftigung_1",
        ),
    ],
)
def test_a_tie_moves_the_preferred_kind_directly_before_the_first_it_outranks(
    told: dict[str, Any], first: str, second: str
) -> None:
    said = order(**told)
    assert said.index(first) + 1 == said.index(second)


@pytest.mark.parametrize(
    ("told", "first", "second"),
    [
        ({"wants_training": True, "age": 31, "employability": "soon"}, "qualifizierung", "jugendprogramm"),
        ({"wants_training": True, "employability": "soon"}, "qualifizierung", "jugendprogramm"),
        ({"age": 40, "employability": "not_foreseeable"}, "beschaeftigung_1", "trauma"),
        ({"addiction": True, "age": 40, "employability": "not_foreseeable"}, "beschaeftigung_1", "suchthilfe"),
    ],
)
def test_without_its_tie_a_kind_keeps_its_place(told: dict[str, Any], first: str, second: str) -> None:
    said = order(**told)
    assert said.index(first) < said.index(second)


def test_a_tie_never_lifts_a_kind_over_a_better_verdict() -> None:
    """Beschäftigung I is refused to whoever can work soon: the tie does not take Traumaprogramm down to it."""
    told = {"flight_trauma": True, "age": 40, "employability": "soon", "wants_training": False}
    fits = [(one.type.key, one.fit) for one in advise(Situation.of(told), ON).types]
    verdicts = [fit for _, fit in fits]
    assert verdicts == sorted(verdicts, key=["fits", "open", "does_not_fit"].index)
    assert ("trauma", "fits") in fits
    assert ("beschaeftigung_1", "does_not_fit") in fits


@pytest.mark.parametrize("caution", [*CAUTIONS, *OF_THE_DAY], ids=lambda caution: caution.key)
def test_every_caution_cites_a_listed_document(caution: Caution) -> None:
    assert caution.citation.source in on_file().sources
