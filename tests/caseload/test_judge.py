"""Many cases: what is summed is what the single steps say, and what is downloaded is harmless."""

from __future__ import annotations

import csv
import io
import json
import math
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from finder.__main__ import main
from finder.caseload.case_table import sheet
from finder.caseload.export import csv_parts
from finder.caseload.judge import Caseload, caseload, verdicts
from finder.caseload.overview import STANDARD_MONTH, overview
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS
from finder.steps.advise import Fit, advise
from finder.steps.estimate import estimate
from finder.steps.fund import fund
from finder.steps.nearby import nearby
from tests.support.known import known

ON = date(2026, 11, 22)

HEADINGS = (
    "case,postcode,age,german,social_assistance,unemployment_insurance,disability_insurance,"
    "status,employability,household_size,monthly_income,wealth"
)
TABLE = f"""{HEADINGS}
1,4500,25,B1,yes,no,no,F,soon,1,0,0
2,4528,40,A2,no,no,no,B,ready,2,3000,100
3,8001,40,C1,no,no,no,swiss,ready,,,
4,,17,none,,,,,,,,
5,2540,55,B2,no,yes,no,C,not_foreseeable,1,2000,0
6,4600,33,B1,no,no,no,C,ready,3,5800,100
"""


def found(table: str = TABLE) -> Caseload:
    return caseload(sheet(table.encode(), "cases.csv"), ON)


def test_every_case_gets_the_verdicts_of_its_own_advice() -> None:
    cases = found()
    for at in range(len(cases)):
        advice = {one.type.key: one.fit for one in advise(cases.situation(at), ON).types}
        assert {one.type: one.fit for one in verdicts(cases, at)} == advice


def test_the_overview_counts_what_the_cases_say() -> None:
    cases = found()
    sums = overview(cases)
    counted = Counter((one.type, one.fit) for at in range(len(cases)) for one in verdicts(cases, at))
    assert {(kind.type, fit): kind.count[fit] for kind in sums.kinds for fit in Fit} == {
        (kind, fit): counted[kind, fit] for kind in TYPE_KEYS for fit in Fit
    }
    asked = Counter(
        name for at in range(len(cases)) for name in {name for one in verdicts(cases, at) for name in one.missing}
    )
    assert dict(sums.blocking) == asked
    assert [count for _, count in sums.blocking] == sorted(asked.values(), reverse=True)


def test_the_cost_is_the_sum_of_the_single_estimates_and_its_parts_add_up() -> None:
    cases = found()
    for kind in overview(cases).kinds:
        fitting = [
            at
            for at in range(len(cases))
            for one in verdicts(cases, at)
            if (one.type, one.fit) == (kind.type, Fit.FITS)
        ]
        single = [estimate(kind.type, STANDARD_MONTH[kind.type], fund(cases.situation(at), ON), ON) for at in fitting]
        cost = known(kind.cost)
        assert cost.total == sum(one.total for one in single)
        assert cost.person_max == sum(one.person_max or 0 for one in single)
        assert cost.sozialdienst + cost.canton + cost.person_max + cost.unassigned == cost.total


def test_the_nearest_provider_is_the_one_that_the_search_names() -> None:
    cases = found()
    current = tuple(one for one in on_file().offers if one.current)
    for at in range(len(cases)):
        places = advise(cases.situation(at), ON).residence.places
        for kind in TYPE_KEYS:
            hits = nearby(places[0], None, current, (kind,)).hits if places else ()
            expected = hits[0].km if hits else math.nan
            assert cases.km[kind][at] == pytest.approx(expected, abs=0.001, nan_ok=True)


def test_an_unknown_place_leaves_out_its_case_and_offers_the_right_spelling() -> None:
    cases = found("postcode,age\n4500,30\n2450,30\n,31\n")
    assert list(cases.sheet.rows) == [2, 4]
    assert [(fault.row, fault.column, fault.reason) for fault in cases.sheet.faults] == [
        (3, "postcode", "unknown_place")
    ]
    assert "2540 Grenchen" in str(cases.sheet.faults[0])
    assert overview(cases).left_out == 1


def test_a_table_of_places_alone_leaves_everything_open() -> None:
    cases = found("postcode,locality\n4500,Solothurn\n")
    assert {one.fit for one in verdicts(cases, 0)} == {Fit.OPEN}


def test_no_case_left_is_an_empty_overview_and_no_fault() -> None:
    sums = overview(found("age,german\n200,B1\n"))
    assert (sums.cases, sums.left_out, sums.blocking) == (0, 1, ())
    assert {kind.cost for kind in sums.kinds} == {None}


def test_the_download_has_one_line_per_case_and_no_formula() -> None:
    text = "".join(part for _, part in csv_parts(found(), lambda key: f"=word({key})"))
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert len(lines) == 1 + 6
    assert len({len(line) for line in lines}) == 1
    assert not [cell for line in lines for cell in line if cell.startswith(("=", "+", "-", "@"))]


def test_the_progress_reaches_the_end_and_never_steps_back() -> None:
    steps: list[float] = []
    read = sheet(TABLE.encode(), "cases.csv", steps.append)
    assert steps == sorted(steps)
    assert steps[-1] == pytest.approx(1.0)
    again: list[float] = []
    caseload(read, ON, again.append)
    assert again == sorted(again)
    assert again[-1] == 1.0


def test_a_hundred_thousand_cases_are_judged_one_by_one_as_together() -> None:
    """Partitions are judged as the whole is: nothing looks beyond its own rows."""
    cases = found("age,german,employability\n" + "25,B1,ready\n17,A2,later\n40,,soon\n" * 40_000)
    for kind in TYPE_KEYS:
        fit = cases.answers[kind].fit
        assert len(fit) == 120_000
        assert np.array_equal(fit, np.tile(fit[:3], 40_000))


# ── The command ──────────────────────────────────────────────────────────────────


def test_the_command_writes_a_line_per_case_and_the_sums_last(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "cases.csv").write_text(TABLE)
    assert main(["caseload", str(tmp_path / "cases.csv"), "--on", "2026-11-22"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line.get("case") for line in lines] == ["1", "2", "3", "4", "5", "6", None]
    assert lines[-1]["overview"]["cases"] == 6
    assert Decimal(lines[-1]["overview"]["types"][1]["standard_month"]["total"]) > 0


def test_the_command_names_bad_cases_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "cases.csv").write_text("age,german\n30,B1\n300,B1\n")
    assert main(["caseload", str(tmp_path / "cases.csv"), "--overview"]) == 1
    fault, sums = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (fault["row"], sums["overview"]["cases"], sums["overview"]["left_out"]) == (3, 1, 1)


@pytest.mark.parametrize("content", ["Name;Alter\nAnna Muster;30\n", "", None])
def test_the_command_refuses_a_table_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "cases.csv"
    if content is not None:
        path.write_text(content)
    assert main(["caseload", str(path)]) == 2
    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert "Muster" not in said.err


@pytest.mark.parametrize("arguments", [["caseload", "/dev/zero"], ["compare", "data", "/dev/zero"]])
def test_a_device_that_never_ends_is_no_table(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    assert "a file that can be read" in capsys.readouterr().err.replace("folder or ", "")


def test_a_doubtful_place_is_a_question_with_its_meanings_and_no_guess() -> None:
    cases = found("Ort;Deutsch\nWangen;B1\nZuchwil;B1\n")
    assert len(cases) == 2
    (question,) = [note.about for note in cases.sheet.notes if note.key == "place_in_doubt"]
    assert question.startswith("Wangen: 4612 Wangen b. Olten SO · 8855 Wangen SZ")
    assert cases.situation(0).locality == "Wangen"


def test_a_place_on_the_border_asks_for_its_municipality() -> None:
    notes = found("PLZ;Deutsch\n5017;B1\n").sheet.notes
    assert [note.about for note in notes if note.key == "place_in_doubt"] == [
        "5017: 5017 Erlinsbach SO · 5017 Erlinsbach AG"
    ]
