"""The command line to the letter: what goes in, what comes out, what is said when something is wrong."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from finder.__main__ import main
from finder.facts.keys import TYPE_KEYS
from finder.facts.situation import QUESTIONS
from tests.support.known import known

ROOT = Path(__file__).parents[1]
ON = ("--on", "2026-11-22")


def start(*arguments: str, **options: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "finder", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def run(*arguments: str, text: str | bytes = "") -> tuple[int, str, str]:
    """Exit code, standard output and standard error of the command, in this process: as fast as a function."""
    given = text if isinstance(text, bytes) else text.encode()
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with patch.multiple(sys, stdin=io.TextIOWrapper(io.BytesIO(given)), stdout=out, stderr=err):
        try:
            code = main(arguments)
        except SystemExit as ended:  # how the parser of the arguments refuses
            code = int(ended.code or 0)
        out.flush()
        err.flush()
    return code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode()


def answer(*arguments: str, text: str | bytes = "") -> Any:
    code, out, err = run(*arguments, text=text)
    assert (code, err) == (0, "")
    return json.loads(out)


def refusal(*arguments: str, text: str | bytes = "") -> str:
    """The one line said about bad input."""
    code, out, err = run(*arguments, text=text)
    assert (code, out) == (2, "")
    assert err.endswith("\n")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


# ── advise ───────────────────────────────────────────────────────────────────


def test_advice_holds_exactly_what_the_interface_promises() -> None:
    said = answer("advise", *ON, text='{"german": "A2", "employability": "ready", "age": 40, "postcode": "4528"}')
    assert list(said) == ["on", "types", "doors", "funding", "sozialregion"]
    assert said["on"] == "2026-11-22"
    assert sorted(one["type"] for one in said["types"]) == sorted(TYPE_KEYS)
    for one in said["types"]:
        assert list(one) == ["type", "verdict", "findings", "missing", "change", "cautions"]
        assert one["verdict"] in {"fits", "open", "does_not_fit"}
        for finding in one["findings"]:
            assert list(finding) == ["rule", "verdict", "facts", "source", "passage"]
            assert finding["verdict"] in {"met", "not_met", "open"}
    coaching = next(one for one in said["types"] if one["type"] == "coaching")
    assert coaching["findings"][1] == {
        "rule": "german_is_sufficient",
        "verdict": "open",
        "facts": {"german": "A2"},
        "source": "ami-2024",
        "passage": "Coaching",
    }
    assert said["doors"] == ["german_course"]
    assert list(said["funding"]) == ["payer", "canton_share", "waiver", "missing"]
    assert said["sozialregion"]["name"]
    assert said["sozialregion"]["certain"] in (True, False)


def test_missing_and_null_both_mean_not_answered() -> None:
    nothing = run("advise", *ON, text="{}")
    assert nothing == run("advise", *ON, text=json.dumps(dict.fromkeys(QUESTIONS)))
    assert nothing[0] == 0


def test_money_is_understood_as_text_and_as_number() -> None:
    base = {"postcode": "4528", "social_assistance": False, "unemployment_insurance": False}
    base |= {"disability_insurance": False, "status": "B", "household_size": 4, "wealth": "0"}
    for income, waiver in [('"6049.95"', "full"), ("6049.95", "full"), ('"6050.00"', "partial"), ("6050", "partial")]:
        text = json.dumps(base)[:-1] + f', "monthly_income": {income}}}'
        said = answer("advise", *ON, text=text)["funding"]
        assert said == {"payer": "person", "canton_share": "0.50", "waiver": waiver, "missing": []}, income


def test_a_byte_order_mark_does_no_harm() -> None:
    assert answer("advise", *ON, text=b'\xef\xbb\xbf{"age": 40}') == answer("advise", *ON, text='{"age": 40}')


BAD = {
    "an unknown key": ('{"grman": "A2"}', ["grman", "german"]),
    "an unknown value": ('{"german": "B3"}', ["german", "'B3'", "none, A1, A2, B1, B2, C1, C2"]),
    "a value in the wrong letters": ('{"status": "b"}', ["status", "'b'", "B_refugee"]),
    "an empty text": ('{"german": ""}', ["german", "null"]),
    "a text for yes or no": ('{"addiction": "perhaps"}', ["addiction", "true or false"]),
    "a number for yes or no": ('{"addiction": 1}', ["addiction", "true or false"]),
    "a list": ('{"german": ["A1", "A2"]}', ["german"]),
    "an object": ('{"age": {"years": 40}}', ["age", "0 to 120"]),
    "an age below the range": ('{"age": -1}', ["age", "-1", "0 to 120"]),
    "an age above the range": ('{"age": 121}', ["age", "121", "0 to 120"]),
    "half a year": ('{"age": 18.5}', ["age", "18.5", "whole number"]),
    "true for a number": ('{"age": true}', ["age", "True"]),
    "a household of nobody": ('{"household_size": 0}', ["household_size", "1 to 99"]),
    "a negative income": ('{"monthly_income": "-1"}', ["monthly_income", "0 or more"]),
    "tenths of a Rappen": ('{"monthly_income": "1.005"}', ["monthly_income"]),
    "no number": ('{"monthly_income": NaN}', ["NaN", "a number"]),
    "infinity": ('{"wealth": Infinity}', ["Infinity"]),
    "a huge number": ('{"wealth": 1e400}', ["wealth"]),
    "an exponent beyond all bounds": ('{"wealth": 1e99999999999999999999}', ["a number"]),
    "a number of thousands of digits": ('{"age": ' + "1" * 6000 + "}", ["JSON"]),
    "a key twice": ('{"age": 20, "age": 40}', ["age", "each key once"]),
    "a nesting without end": ('{"german": ' + "[" * 100_000, ["JSON"]),
    "a deep nesting": ('{"german": ' + "[" * 900 + "]" * 900 + "}", ["german"]),
    "no JSON": ("age=40", ["JSON"]),
    "half a JSON": ('{"age": 4', ["JSON"]),
    "two JSON": ("{} {}", ["JSON"]),
    "nothing": ("", ["JSON"]),
    "a list of situations": ("[{}]", ["object"]),
    "a number alone": ("7", ["object"]),
    "another encoding": ('{"locality": "Däniken"}'.encode("utf-16"), ["UTF-8"]),
    "latin letters": ('{"locality": "Däniken"}'.encode("latin-1"), ["UTF-8"]),
    "a key over two lines": ('{"a\\nb": 1}', ["no such answer"]),
    "half a letter": ('{"\\ud800": 1}', ["no such answer"]),
    "half a letter as a value": ('{"german": "\\ud800"}', ["german"]),
    "a very long value": (json.dumps({"german": "A" * 100_000}), ["german", "…"]),
    "a control sign": ('{"german": "\\u0000\\u001b[31m"}', ["german"]),
    "a misspelt postcode": ('{"postcode": "2450", "locality": "Grenchen"}', ["postcode", "'2450'", "2540 Grenchen"]),
    "an unknown postcode": ('{"postcode": "9999"}', ["postcode", "'9999'", "did you mean"]),
    "a locality elsewhere": ('{"postcode": "4528", "locality": "Olten"}', ["locality", "4528 Zuchwil"]),
}


@pytest.mark.parametrize(("text", "named"), BAD.values(), ids=BAD)
def test_bad_input_is_one_line_that_names_the_field_the_value_and_what_is_allowed(
    text: str | bytes, named: list[str]
) -> None:
    said = refusal("advise", *ON, text=text)
    assert said.startswith("finder advise: ")
    assert len(said) < 600
    for part in named:
        assert part in said


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ((), "COMMAND"),
        (("advice",), "advice"),
        (("advise", "--on", "22.11.2026"), "YYYY-MM-DD"),
        (("advise", "--on", "2026-02-30"), "YYYY-MM-DD"),
        (("advise", "--on", "20261122"), "YYYY-MM-DD"),
        (("advise", "--frob"), "--frob"),
        (("advise", "two\nlines"), "two lines"),
        (("nearby",), "--postcode"),
        (("table", "--format", "pdf"), "markdown"),
    ],
)
def test_bad_arguments_are_one_line_as_well(arguments: tuple[str, ...], named: str) -> None:
    assert named in refusal(*arguments)


def test_answers_are_utf_8_whatever_the_terminal_says() -> None:
    surroundings = {**os.environ, "PYTHONIOENCODING": "latin-1", "LC_ALL": "C", "PYTHONUTF8": "0"}
    process = start("nearby", "--postcode", "4658", env=surroundings)
    said, _ = process.communicate(b"")
    code, out = process.returncode, said.decode()
    assert code == 0
    assert json.loads(out)["from"]["locality"] == "Däniken SO"


# ── advise --jsonl ───────────────────────────────────────────────────────────


def test_every_line_has_its_answer_and_a_bad_one_its_error_in_place() -> None:
    lines = ['{"age": 17}', '{"age": "x"}', "", "{", '{"age": 18}', "[]", '{"age": 18, "age": 19}']
    code, out, err = run("advise", *ON, "--jsonl", text="\n".join(lines) + "\n")
    said = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (1, "")
    assert [one.get("line") for one in said] == [None, 2, 3, 4, None, 6, 7]
    assert all(set(one) == {"error", "line"} for one in said if "line" in one)
    assert "age" in said[1]["error"]
    assert said[0] == answer("advise", *ON, text=lines[0])


def test_all_lines_good_is_a_success() -> None:
    code, out, err = run("advise", *ON, "--jsonl", text='{"age": 17}\r\n{"age": 18}')
    assert (code, err, out.count("\n")) == (0, "", 2)


def test_no_lines_no_answers() -> None:
    assert run("advise", "--jsonl") == (0, "", "")


def test_a_line_is_answered_before_the_next_is_sent() -> None:
    with start("advise", *ON, "--jsonl") as process:
        asks, answers = known(process.stdin), known(process.stdout)
        for age in (17, 18):
            asks.write(f'{{"age": {age}}}\n'.encode())
            asks.flush()
            said = json.loads(answers.readline())
            facts = next(one for one in said["types"] if one["type"] == "qualifizierung")["findings"][0]["facts"]
            assert facts == {"age": age}
        asks.close()
        assert process.wait() == 0


def test_whoever_stops_listening_gets_no_traceback() -> None:
    with start("advise", *ON, "--jsonl") as process:
        asks, answers, complaints = known(process.stdin), known(process.stdout), known(process.stderr)
        asks.write(b"{}\n" * 200)
        asks.flush()
        answers.readline()
        answers.close()
        asks.close()
        assert process.wait() == 0
        assert complaints.read() == b""


def test_thousands_of_lines_stay_in_order() -> None:
    ages = [number % 121 for number in range(3000)]
    code, out, _ = run("advise", *ON, "--jsonl", text="".join(f'{{"age": {age}}}\n' for age in ages))
    assert code == 0
    told = []
    for line in out.splitlines():
        kinds = {one["type"]: one for one in json.loads(line)["types"]}
        told.append(kinds["qualifizierung"]["findings"][0]["facts"]["age"])
    assert told == ages


# ── estimate ─────────────────────────────────────────────────────────────────

PERSON = {
    "postcode": "4528",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "swiss",
}


def priced(kind: str, plan: dict[str, Any], situation: dict[str, Any] = PERSON) -> Any:
    request = {"type": kind, "situation": situation, "plan": plan}
    return answer("estimate", "--on", "2024-11-22", text=json.dumps(request))


def test_frau_a_pays_half_of_six_hours_of_coaching() -> None:
    said = priced("coaching", {"coaching_hours": "6"})
    assert (said["total"], said["canton"], said["person_min"], said["person_max"]) == (
        "1200.00",
        "600.00",
        "600.00",
        "600.00",
    )


def test_herr_b_has_a_band_because_the_formula_of_a_partial_waiver_is_not_published() -> None:
    herr_b = {**PERSON, "status": "B", "household_size": 1, "monthly_income": "3030", "wealth": "0"}
    said = priced("qualifizierung", {"whole_months": 1}, herr_b)
    assert (said["total"], said["canton"], said["person_min"], said["person_max"]) == (
        "1736.00",
        "868.00",
        "0.00",
        "868.00",
    )


def test_an_estimate_holds_exactly_what_the_interface_promises() -> None:
    plan = {"first_month": {"full_days": 8}, "whole_months": 2, "last_month": {"full_days": 5}}
    said = priced("qualifizierung", plan)
    promised = ["type", "on", "at_most", "total", "lines", "sozialdienst", "canton", "person_min", "person_max"]
    assert [key for key in said if key in promised] == promised
    assert {"assumptions", "tariff"} <= said.keys()
    assert said["lines"][1] == {
        "what": "whole_month",
        "quantity": "43.4",
        "unit": "day",
        "price": "80.00",
        "amount": "3472.00",
    }
    assert (said["total"], said["at_most"]) == ("4512.00", True)
    assert said["tariff"] == {"source": "ami-2024", "edition": "2024/25"}


@pytest.mark.parametrize("situation", [{}, {**PERSON, "disability_insurance": True}, {**PERSON, "postcode": "5000"}])
def test_without_a_payer_the_total_stands_and_the_shares_are_null(situation: dict[str, Any]) -> None:
    said = priced("qualifizierung", {"whole_months": 1}, situation)
    assert said["total"] == "1736.00"
    assert {said[name] for name in ("sozialdienst", "canton", "person_min", "person_max")} == {None}


@pytest.mark.parametrize(
    ("request_", "named"),
    [
        ({}, "type"),
        ({"type": "umschulung"}, "qualifizierung"),
        ({"type": "qualifizierung", "plan": {"coaching_hours": "2"}}, "coaching_hours does not go with qualifizierung"),
        ({"type": "coaching", "plan": {"coaching_hours": "-1"}}, "plan.coaching_hours"),
        ({"type": "coaching", "plan": {"hours": 3}}, "plan.hours"),
        ({"type": "coaching", "plan": []}, "plan"),
        ({"type": "coaching", "situation": 0}, "situation"),
        ({"type": "coaching", "situation": {"german": "B3"}}, "german"),
        ({"type": "coaching", "plans": {}}, "plans"),
        ({"type": "qualifizierung", "plan": {"first_month": {"full_days": 32}}}, "full_days"),
        ({"type": "qualifizierung", "plan": {"days_per_week": 6}}, "days_per_week"),
        ({"type": "suchthilfe", "plan": {"hours_by_month": ["x"]}}, "hours_by_month"),
    ],
)
def test_a_bad_request_for_a_price_is_refused(request_: dict[str, Any], named: str) -> None:
    assert named in refusal("estimate", *ON, text=json.dumps(request_))


def test_a_day_before_the_first_tariff_is_said_kindly() -> None:
    said = refusal("estimate", "--on", "2020-01-01", text='{"type": "coaching", "plan": {"coaching_hours": 1}}')
    assert "2020-01-01 is not on file" in said


def test_estimates_stream_as_well() -> None:
    lines = ['{"type": "coaching", "plan": {"coaching_hours": "1.25"}}', '{"type": "x"}']
    code, out, _ = run("estimate", *ON, "--jsonl", text="\n".join(lines))
    first, second = (json.loads(line) for line in out.splitlines())
    assert (code, first["total"], second["line"]) == (1, "250.00", 2)


# ── nearby ───────────────────────────────────────────────────────────────────


def test_hits_lie_within_the_radius_and_come_nearest_first() -> None:
    said = answer("nearby", "--postcode", "4528", "--km", "20")
    assert said["from"]["locality"] == "Zuchwil"
    assert said["km"] == 20
    far = [hit["km"] for hit in said["hits"]]
    assert far == sorted(far)
    assert far
    assert max(far) <= 20
    promised = {"provider", "location_name", "programme_type", "postcode", "town", "km", "precision", "confidence"}
    for hit in said["hits"]:
        assert promised | {"source_date"} <= hit.keys()
        assert hit["precision"] in {"address", "postcode", "town"}


def test_only_the_kind_asked_for_and_no_more_than_asked_for() -> None:
    said = answer("nearby", "--postcode", "4528", "--type", "qualifizierung", "--limit", "2")
    assert [hit["programme_type"] for hit in said["hits"]] == ["qualifizierung"] * 2
    assert said["km"] is None


def test_when_nothing_lies_inside_the_nearest_outside_is_named() -> None:
    said = answer("nearby", "--postcode", "1200", "--km", "5")
    assert said["hits"] == []
    assert len(said["nearest_outside"]) >= 1
    assert all(hit["km"] > 5 for hit in said["nearest_outside"])


def test_the_locality_chooses_among_several() -> None:
    homes = [
        answer("nearby", "--postcode", "4716", "--locality", name)["from"] for name in ("Welschenrohr", "Gänsbrunnen")
    ]
    assert homes[0]["lon"] != homes[1]["lon"]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--postcode", "2450"), "2540 Grenchen"),
        (("--postcode", "45288"), "4528 Zuchwil"),
        (("--postcode", "Zuchwill"), "4528 Zuchwil"),
        (("--postcode", "4528", "--km", "far"), "km"),
        (("--postcode", "4528", "--km", "-5"), "km"),
        (("--postcode", "4528", "--km", "nan"), "km"),
        (("--postcode", "4528", "--type", "umschulung"), "qualifizierung"),
        (("--postcode", "4528", "--limit", "0"), "limit"),
        (("--postcode", ""), "postcode"),
    ],
)
def test_a_bad_search_is_refused_with_what_is_allowed(arguments: tuple[str, ...], named: str) -> None:
    assert named in refusal("nearby", *arguments)
