"""The sample persons of the demonstration: drawn from the personas, and every switch turns something."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.office.samples import Sample, samples
from finder.steps.advise import Fit, advise
from finder.steps.fund import fund
from finder.steps.turns import Turn, doors_turned, funding_turned, turns

ON = date(2026, 11, 22)
PERSONAS = Path(__file__).resolve().parents[1] / "personas"

everybody = pytest.mark.parametrize("sample", samples(on_file()), ids=lambda sample: sample.key)


def test_there_are_eight_and_no_two_alike() -> None:
    assert (
        len({sample.key for sample in samples(on_file())})
        == len({sample.situation for sample in samples(on_file())})
        == 8
    )


@everybody
def test_a_sample_is_a_persona_and_has_a_sentence(sample: Sample) -> None:
    persona = tomllib.loads((PERSONAS / f"{sample.key}.toml").read_text("utf-8"))
    assert sample.situation == Situation.of(persona["answers"])
    assert f"event.person.{sample.key}" in on_file().texts("de")


@everybody
def test_each_switch_changes_one_answer_and_turns_something(sample: Sample) -> None:
    assert len(sample.switches) >= 3
    before, paid_before = advise(sample.situation, ON), fund(sample.situation, ON)
    for switch in sample.switches:
        assert len(switch) == 1
        then = sample.switched(switch)
        assert then != sample.situation
        now, paid_now = advise(then, ON), fund(then, ON)
        assert turns(before, now) or doors_turned(before, now) != ((), ()) or funding_turned(paid_before, paid_now)


def test_a_turn_names_the_verdict_before_and_now() -> None:
    before = advise(Situation.of({"age": 17, "employability": "ready"}), ON)
    now = advise(Situation.of({"age": 18, "employability": "ready"}), ON)
    assert Turn("qualifizierung", Fit.DOES_NOT_FIT, Fit.FITS) in turns(before, now)
    assert turns(now, now) == ()


def test_doors_that_close_and_open_are_told_apart() -> None:
    before = advise(Situation.of({"german": "A2", "unemployment_insurance": False}), ON)
    now = advise(Situation.of({"german": "B1", "unemployment_insurance": True}), ON)
    assert doors_turned(before, now) == (("german_course",), ("rav",))
