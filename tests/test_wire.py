"""Whatever is sent: the interface answers, or names what it does not understand. It never breaks."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from finder.errors import BadAnswer
from finder.facts.keys import TYPE_KEYS
from finder.facts.kinds import KINDS
from finder.facts.plain_json import parse
from finder.facts.situation import QUESTIONS, Situation
from finder.wire import advise_json, estimate_json, nearby_json, place_json

ON = date(2026, 11, 22)
at_random = settings(max_examples=120)

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.decimals()
JSON = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
LIKELY = st.sampled_from(
    ["A1", "yes", "no", "4528", "2'500.–", "CHF 10", "B", "", " ", "ready", "ٱ", "１２", "-0", "1e3"]
)


def attempt(call: Callable[..., Any], *arguments: Any) -> tuple[Any, BadAnswer | None]:
    """The answer as it travels, or the refusal, which is always one line."""
    try:
        said = call(*arguments)
    except BadAnswer as refused:
        assert_one_line(str(refused))
        return None, refused
    return said, None


def assert_one_line(text: str) -> None:
    assert len(text.splitlines()) == 1
    assert len(text) < 800


def travelled(said: Any) -> Any:
    return json.loads(json.dumps(said))


@at_random
@given(st.binary(max_size=200) | st.text(max_size=200))
@example(b"\xff\xfe{}")
@example('{"a": 1, "a": 2}')
@example("[" * 5000)
@example('{"age": 1e999999999999999999999}')
@example("1" * 5000)
def test_any_input_is_json_or_a_kind_refusal(text: bytes | str) -> None:
    _, refused = attempt(parse, text)
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        assert refused


@at_random
@given(st.dictionaries(st.sampled_from(list(QUESTIONS)) | st.text(max_size=10), JSON | LIKELY, max_size=6))
def test_any_situation_is_advised_or_refused_by_the_field_it_stands_in(request: dict[str, Any]) -> None:
    said, refused = attempt(advise_json, request, ON)
    assert refused.field in {*request, "locality"} if refused else len(travelled(said)["types"]) == len(TYPE_KEYS)


@at_random
@given(
    st.sampled_from(TYPE_KEYS) | JSON,
    st.dictionaries(
        st.sampled_from(sorted({key for keys in [kind.billed_by for kind in KINDS.values()] for key in keys})),
        JSON | LIKELY,
    ),
)
def test_any_plan_is_priced_or_refused(kind: object, plan: dict[str, Any]) -> None:
    said, refused = attempt(estimate_json, {"type": kind, "plan": plan}, ON)
    assert refused or travelled(said)["total"]


SEARCH = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("postcode", "locality", "km", "type", "limit"), JSON | LIKELY)
)


@at_random
@given(SEARCH)
def test_any_search_is_answered_or_refused(request: dict[str, Any]) -> None:
    said, refused = attempt(nearby_json, request)
    assert refused or travelled(said)["from"]


# ── Reading a situation ──────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("key", "value", "read"),
    [
        ("age", 40, 40),
        ("age", 40.0, 40),
        ("age", "40", 40),
        ("postcode", "4528", "4528"),
        ("postcode", 4528, "4528"),
        ("social_assistance", True, True),
        ("social_assistance", "no", False),
        ("german", "B1", "B1"),
        ("status", "Ci", "Ci"),
    ],
)
def test_values_are_read_as_people_and_programs_write_them(
    key: str, value: float | str | bool, read: int | str | bool
) -> None:
    assert getattr(Situation.of({key: value}), key) == read


@pytest.mark.parametrize(("age", "fine"), [(-1, False), (0, True), (120, True), (121, False), (17.5, False)])
def test_ages_run_from_0_to_120(age: float, fine: bool) -> None:
    if fine:
        assert Situation.of({"age": age}).age == age
    else:
        with pytest.raises(BadAnswer, match=r"^age: .* allowed: a whole number from 0 to 120$"):
            Situation.of({"age": age})


@pytest.mark.parametrize("key", QUESTIONS)
def test_null_is_not_answered_and_an_empty_text_is_a_mistake_of_the_program(key: str) -> None:
    assert advise_json({key: None}, ON) == advise_json({}, ON)
    with pytest.raises(BadAnswer, match="null where it was not answered"):
        advise_json({key: " "}, ON)


def test_a_situation_tells_what_was_told() -> None:
    situation = Situation.of({"age": 40, "german": None})
    assert situation.answered() == {"age": 40}
    assert set(situation.answers()) == set(QUESTIONS)
    assert situation.but(age=41).answered() == {"age": 41}


def test_facts_in_an_answer_are_plain_json() -> None:
    everything: dict[str, Any] = {"german": "A2", "status": "B_refugee", "age": 40, "attends_reliably": True}
    said = advise_json(everything, ON)
    assert json.loads(json.dumps(said)) == said


@pytest.mark.parametrize(
    ("typed", "places", "suggestions"),
    [
        ("4528Zuchwil", [("4528", "Zuchwil", "Zuchwil", "SO")], []),
        (
            "5017",
            [("5017", "Barmelweid", "Erlinsbach (SO)", "SO"), ("5017", "Barmelweid", "Erlinsbach (AG)", "AG")],
            [],
        ),
        ("2450 Grenchen", [], [("2540", "Grenchen")]),
    ],
)
def test_a_typed_place_is_one_several_or_a_suggestion(
    typed: str, places: list[tuple[str, str, str, str]], suggestions: list[tuple[str, str]]
) -> None:
    answer = place_json({"text": typed})
    assert answer["typed"] == typed
    assert [tuple(place.values()) for place in answer["places"]] == places
    assert [tuple(place.values()) for place in answer["suggestions"]] == suggestions


@pytest.mark.parametrize(
    "request_", [{}, {"text": None}, {"text": 4528}, {"text": "abc"}, {"text": ""}, {"place": "x"}]
)
def test_a_place_that_means_nothing_is_one_clear_line(request_: dict[str, Any]) -> None:
    with pytest.raises(BadAnswer) as refused:
        place_json(request_)
    assert "\n" not in str(refused.value)
