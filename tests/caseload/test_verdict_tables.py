"""The fast path says what ``advise`` and ``fund`` say, case by case."""

from __future__ import annotations

from datetime import date
from functools import cache

import numpy as np
import pytest

from finder.caseload.coding import NO_AMOUNT, VALUES, decode, meaning
from finder.caseload.fundings import ELSEWHERE, HERE, UNKNOWN_CANTON, fund_many
from finder.caseload.verdict_tables import FITS_BY_CODE, bits, look_up
from finder.facts.dataset import on_file
from finder.facts.situation import AMOUNTS, Situation
from finder.rules.funding import Payer
from finder.rules.rule import Hearing
from finder.rules.verdict import MET, NOT_MET
from finder.steps.advise import Fit, advise, judge
from finder.steps.case import Case
from finder.steps.fund import Waiver, fund

ON = date(2026, 11, 22)
CASES = 20_000
ABOUT_MONEY = (
    "social_assistance",
    "unemployment_insurance",
    "disability_insurance",
    "status",
    "final_negative_asylum_decision",
    "household_size",
    *AMOUNTS,
)
POSTCODES = {UNKNOWN_CANTON: None, HERE: "4500", ELSEWHERE: "8001"}


@cache
def random_cases() -> tuple[dict[str, np.ndarray], np.ndarray]:
    """Codes of random answers, each question open in every fifth case or so, and a residence."""
    chance = np.random.default_rng(20261122)
    coded = {key: chance.integers(1, len(values), CASES) for key, values in VALUES.items()}
    for key, codes in coded.items():
        codes[chance.random(CASES) < 0.2] = 0
        if key == "age":  # most ages far from every boundary would prove little
            codes[CASES // 10 :] = chance.choice([0, 1, 16, 17, 18, 19, 26, 31, 32, 66], CASES - CASES // 10)
        if key == "household_size":  # few households are large, and most limits lie beside the small ones
            codes[:] = chance.choice([0, 1, 2, 3, 5, 6, 12], CASES)
    coded |= {key: chance.integers(NO_AMOUNT, 900_000, CASES) for key in AMOUNTS}
    return coded, chance.integers(0, 3, CASES)


def test_twenty_thousand_random_cases_get_the_verdicts_of_advise() -> None:
    coded, _ = random_cases()
    found = look_up(coded, ON, on_file().sources)
    for kind in Case.of(Situation(), ON).rulebook.kinds:
        answer = found[kind.kind.key]
        alike = np.stack([coded[need] for need in answer.needs])
        for at in np.unique(alike, axis=1, return_index=True)[1]:  # who answers alike is judged once
            one = judge(kind, Hearing({need: meaning(need, int(coded[need][at])) for need in answer.needs}))
            said = (
                FITS_BY_CODE[answer.fit[at]],
                {answer.needs[bit] for bit in bits(int(answer.missing[at]))},
                [kind.requires[bit].name for bit in bits(int(answer.failing[at]))],
                [kind.speaks_for[bit].name for bit in bits(int(answer.reasons[at]))],
            )
            expected = (
                one.fit,
                set(one.missing),
                [finding.rule for finding in one.findings if finding.verdict is NOT_MET],
                [finding.rule for finding in one.reasons if finding.verdict is MET],
            )
            assert said == expected, decode(coded, at)


def test_the_random_cases_show_every_verdict_of_every_kind() -> None:
    coded, _ = random_cases()
    for kind, answer in look_up(coded, ON, on_file().sources).items():
        never = {Fit.FITS} if kind == "beschaeftigung_1_r" else set()  # its criteria are not published
        assert {FITS_BY_CODE[code] for code in np.unique(answer.fit)} == set(Fit) - never


def test_ten_thousand_random_cases_get_the_payer_and_the_waiver_of_fund() -> None:
    coded, cantons = random_cases()
    found = fund_many(coded, cantons, ON)
    coded = {key: coded[key] for key in ABOUT_MONEY}
    for at in range(0, CASES, 2):
        funding = found.kinds[found.which[at]]
        expected = fund(decode(coded, at, POSTCODES[int(cantons[at])]), ON)
        assert (funding.payer, funding.waiver, funding.canton_share) == (
            expected.payer,
            expected.waiver,
            expected.canton_share,
        ), decode(coded, at)
    assert {funding.payer for funding in found.kinds} == set(Payer)
    assert {funding.waiver for funding in found.kinds} == set(Waiver)


@pytest.mark.parametrize("rappen", [-1, 0, 1])
@pytest.mark.parametrize("persons", [None, 1, 2, 5, 6, 99])
@pytest.mark.parametrize("edition", ["waiver-new", "waiver-old"])
def test_a_household_beside_its_limits_is_judged_as_fund_does(rappen: int, persons: int | None, edition: str) -> None:
    held = on_file().limits_on(ON, edition)
    income = int(held.chf("waiver_income", persons or 1) * 100)
    margin = int(held.partial_margin * 100)
    wealth = int(held.chf("waiver_wealth", persons or 1) * 100)
    told = [(income + rappen, wealth - 1), (income + margin + rappen, 0), (0, wealth + rappen)]
    coded = {
        "social_assistance": np.full(3, 2),
        "unemployment_insurance": np.full(3, 2),
        "disability_insurance": np.full(3, 2),
        "status": np.full(3, VALUES["status"].index("F")),
        "household_size": np.full(3, persons or 0),
        "monthly_income": np.array([one for one, _ in told]),
        "wealth": np.array([one for _, one in told]),
    }
    found = fund_many(coded, np.full(3, HERE), ON, edition)
    for at in range(3):
        expected = fund(decode(coded, at, "4500"), ON, edition)
        assert found.kinds[found.which[at]].waiver is expected.waiver


def test_questions_without_a_column_count_as_not_answered() -> None:
    found = look_up({"age": np.array([31, 16])}, ON, on_file().sources)
    expected = [{one.type.key: one.fit for one in advise(decode({"age": [age]}, 0), ON).types} for age in (31, 16)]
    assert [{key: FITS_BY_CODE[one.fit[at]] for key, one in found.items()} for at in (0, 1)] == expected
