"""What stands beside a verdict: contradictions of the papers, ties of practice, reservations."""

from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.rules.cautions import CAUTIONS, NOT_YET_ON_FILE
from finder.steps.advise import advise

ON = date(2026, 11, 22)
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
    ],
)
def test_a_caution_stands_where_it_matters_and_nowhere_else(caution, told, kinds):
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
def test_the_ties_of_practice(caution, told, kinds):
    assert beside(caution, **told) == kinds


def test_the_ties_are_ours_and_say_so():
    assert {caution.citation.source for caution in CAUTIONS if caution.tie} == {"assumption"}


def test_a_tie_never_moves_a_verdict_or_the_order():
    """They stand beside the verdict; the order is that of reasons and of the brochure."""
    advice = advise(Situation.of({"wants_training": True, "age": 20, "employability": "ready"}), ON)
    order = [one.type.key for one in advice.types]
    assert order.index("qualifizierung") < order.index("jugendprogramm")


@pytest.mark.parametrize("caution", [*CAUTIONS, NOT_YET_ON_FILE], ids=lambda caution: caution.key)
def test_every_caution_cites_a_listed_document(caution):
    assert caution.citation.source in on_file().sources
