"""From a situation to advice: the order, what is missing, what would change it, and where somebody lives."""

from datetime import date, timedelta
from typing import Any

import pytest

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import Dataset
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.situation import Situation
from finder.steps.advise import Advice, Fit, TypeAdvice, advise
from finder.steps.case import MOST_DAYS, Case, _rulebooks
from tests.support.frozen import DATA

ON = date(2026, 11, 22)


def told(**answers: Any) -> Advice:
    return advise(Situation.of(answers), ON)


def kind(key: str, **answers: Any) -> TypeAdvice:
    return next(one for one in told(**answers).types if one.type.key == key)


@pytest.mark.parametrize(
    ("key", "answers"),
    [
        ("beschaeftigung_2", {"employability": "not_foreseeable"}),
        ("beschaeftigung_2", {"employability": "soon"}),
        ("beschaeftigung_1", {"employability": "later"}),
        ("qualifizierung", {"employability": "later"}),
    ],
)
def test_a_rung_beside_the_one_meant_is_a_borderline_and_nothing_is_missing_for_it(
    key: TypeKey, answers: dict[str, str]
) -> None:
    found = kind(key, **answers)
    assert (found.fit, found.change) == (Fit.OPEN, None)
    assert [finding.borderline for finding in found.findings if "employability" in finding.facts] == [True]
    assert "employability" not in found.missing


def test_who_tells_nothing_sees_ten_open_kinds_in_the_order_of_the_brochure() -> None:
    advice = told()
    assert [one.type.key for one in advice.of(Fit.OPEN)] == list(TYPE_KEYS)


def test_a_kind_with_a_reason_for_it_comes_before_its_equals() -> None:
    """Qualifizierung is made for «soon»; at «ready» nothing speaks for it in particular."""
    at_ready = [one.type.key for one in told(age=40, employability="ready", german="B1").of(Fit.FITS)]
    assert at_ready == ["coaching", "qualifizierung"]
    experienced = told(age=40, employability="ready", german="B1", work_experience="switzerland")
    assert [one.type.key for one in experienced.of(Fit.FITS)] == ["coaching", "qualifizierung"]
    order = [one.type.key for one in told(employability="soon").of(Fit.OPEN)]
    without_one = ["jugendprogramm", "beschaeftigung_2", "trauma", "suchthilfe", "teillohn"]
    assert order == ["integration_arbeit", "qualifizierung", *without_one]


def test_fits_comes_before_open_and_open_before_does_not_fit() -> None:
    rank = [list(Fit).index(one.fit) for one in told(age=40, employability="later", wants_training=False).types]
    assert rank == sorted(rank)
    assert set(rank) == {0, 1, 2}


def test_what_is_missing_stands_in_the_order_of_how_much_it_decides() -> None:
    missing = told().missing
    assert missing[0] == "employability"
    assert set(missing) == {
        "age", "german", "employability", "work_experience", "insurers_efforts_failed", "attends_reliably",
        "wants_training", "flight_trauma", "addiction", "social_assistance", "earns_programme_cost",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("key", "answers", "change"),
    [
        ("coaching", {"german": "none", "employability": "ready"}, {"german": "A2"}),
        ("coaching", {"german": "A1", "employability": "later"}, {"german": "A2", "employability": "ready"}),
        ("coaching", {"german": "A1"}, {"german": "A2"}),
        ("qualifizierung", {"age": 17, "employability": "not_foreseeable"}, {"age": 18, "employability": "later"}),
        ("jugendprogramm", {"age": 12, "wants_training": False}, {"age": 16, "wants_training": True}),
        ("jugendprogramm", {"age": 31}, None),
        ("qualifizierung", {"age": 17, "employability": "later"}, {"age": 18}),
        ("beschaeftigung_2", {"employability": "ready"}, None),
        ("beschaeftigung_1", {"employability": "soon"}, None),
        ("trauma", {"flight_trauma": False}, None),
        ("suchthilfe", {"social_assistance": False}, None),
        ("teillohn", {"earns_programme_cost": False}, {"earns_programme_cost": True}),
        ("teillohn", {"earns_programme_cost": False, "social_assistance": False}, None),
        ("integration_arbeit", {"attends_reliably": False}, {"attends_reliably": True}),
        ("integration_arbeit", {"work_experience": "none"}, {"work_experience": "short"}),
        (
            "integration_arbeit",
            {"work_experience": "switzerland", "employability": "later", "insurers_efforts_failed": True},
            {"employability": "ready"},
        ),
        (
            "integration_arbeit",
            {"work_experience": "switzerland", "employability": "ready", "insurers_efforts_failed": False},
            {"insurers_efforts_failed": True},
        ),
        (
            "integration_arbeit",
            {"work_experience": "abroad", "employability": "not_foreseeable"},
            {"employability": "later"},
        ),
    ],
)  # fmt: skip
def test_the_smallest_sensible_change(key: TypeKey, answers: dict[str, Any], change: dict[str, Any] | None) -> None:
    found = kind(key, **answers)
    assert found.fit is Fit.DOES_NOT_FIT
    assert found.change == change


def test_an_advice_can_be_changed_by_its_reader_without_harm_to_the_next() -> None:
    """What is remembered between persons is never handed out."""
    first = kind("coaching", german="none", employability="ready")
    assert isinstance(first.change, dict)
    first.change["german"] = "C2"
    assert kind("coaching", german="none", employability="ready").change == {"german": "A2"}


def test_the_postcode_gives_canton_and_likely_sozialregion() -> None:
    assert told(postcode="4528").residence.canton == "SO"
    assert told().residence.missing == "postcode"
    assert told(postcode="4564").residence.missing == "locality"


def test_an_unknown_postcode_proposes_the_place_that_was_meant() -> None:
    with pytest.raises(UnknownPlace) as raised:
        told(postcode="2450", locality="Grenchen")
    assert ("2540", "Grenchen") in raised.value.suggestions


def test_an_unknown_answer_is_refused_by_name() -> None:
    with pytest.raises(BadAnswer, match="no such answer"):
        told(shoe_size=43)


def test_the_rules_of_a_few_days_are_kept_and_no_more() -> None:
    """A visitor chooses the day."""
    data = Dataset(DATA)
    for number in range(3 * MOST_DAYS):
        case = Case.of(Situation(), date(2024, 1, 1) + timedelta(days=number), data)
        assert case.rulebook is case.rulebook, "the same day, the same rules"
        assert 1 <= len(data.once(_rulebooks)) <= MOST_DAYS
    assert len(data.once(_rulebooks)) == MOST_DAYS
