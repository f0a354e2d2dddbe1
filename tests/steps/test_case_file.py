"""The case file: all of it or nothing, with a reason."""

from __future__ import annotations

import json
import random
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from finder.errors import BadAnswer
from finder.facts.situation import Situation
from finder.steps import case_file
from finder.steps.advise import advise
from finder.steps.case_file import LONGEST, load, save
from finder.steps.fund import fund
from finder.steps.residence import residence

TODAY = date(2026, 11, 22)
PERSONAS = sorted((Path(__file__).resolve().parents[1] / "personas").glob("*.toml"))
FULL = {"postcode": "4528", "age": 25, "german": "A2", "addiction": True, "monthly_income": "4318.85", "wealth": 0}


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_a_saved_case_gives_the_same_advice_again(path: Path) -> None:
    told = Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])
    case = load(save(told, ["regiomech|Regiomech Zuchwil|coaching"], TODAY))
    assert case.situation == told
    assert case.shortlist == ("regiomech|Regiomech Zuchwil|coaching",)
    assert case.on == TODAY
    again, before = advise(case.situation, TODAY), advise(told, TODAY)
    assert [(one.type.key, one.fit) for one in again.types] == [(one.type.key, one.fit) for one in before.types]
    assert fund(case.situation, TODAY).payer == fund(told, TODAY).payer


def test_a_file_of_the_first_version_is_migrated() -> None:
    case = load(json.dumps({"format": "ami-case", "version": 1, "age": 25, "german": "A2"}))
    assert case.situation == Situation.of({"age": 25, "german": "A2"})
    assert case.shortlist == ()


def changed(**what: object) -> str:
    return json.dumps({**json.loads(save(Situation.of(FULL), [], TODAY)), **what})


@pytest.mark.parametrize(
    ("text", "hint", "field"),
    [
        ("", "not_json", "file"),
        ("{", "not_json", "file"),
        ("[1]", "not_json", "file"),
        (b"\xff\xfe", "not_json", "file"),
        ("[" * 5000, "not_json", "file"),
        ("{}", "format", "format"),
        (changed(format="other"), "format", "format"),
        (changed(version=3), "version", "version"),
        (changed(version="2"), "version", "version"),
        (changed(version=True), "version", "version"),
        (changed(name="Muster"), "answer", "name"),
        (changed(answers={"name": "Muster"}), "answer", "name"),
        (changed(answers={"age": 121}), "answer", "age"),
        (changed(answers={"postcode": "0000"}), "answer", "postcode"),
        (changed(answers=[1]), "answer", "answers"),
        (changed(shortlist="x"), "answer", "shortlist"),
        (changed(shortlist=[1]), "answer", "shortlist"),
        (changed(shortlist=["x"] * 61), "answer", "shortlist"),
        (changed(on="yesterday"), "answer", "on"),
        (" " * (LONGEST + 1), "too_large", "file"),
    ],
)
def test_a_broken_file_is_refused_with_its_reason(text: str | bytes, hint: str, field: str) -> None:
    with pytest.raises(BadAnswer) as refusal:
        load(text)
    assert (refusal.value.hint, refusal.value.field) == (hint, field)


SAVED = save(Situation.of(FULL), ["a|b|c"], TODAY)


@pytest.mark.parametrize(
    "pasted",
    [
        f"Guten Tag\n\nhier die Antworten:\n\n{SAVED}\n-- \nSozialdienst Muster\nTel. 032 000 00 00\n",
        SAVED.replace('"', "”").replace("”", "“", 3),
        SAVED.replace('"', "„"),
        SAVED.replace(" ", "\u00a0"),
        SAVED.replace(" ", "\u202f").replace('"', "\u200b“\u200e"),
        "".join(f"> {line}\n" for line in SAVED.splitlines()),
        "".join(f">> {line}\n" for line in SAVED.splitlines()),
        "\ufeff" + SAVED,
        SAVED.encode("utf-16"),
        SAVED.replace('"age"', '"\u200bage"'),
        SAVED.replace("\n", "\r\n"),
    ],
)
def test_a_pasted_case_is_found_and_read(pasted: str | bytes) -> None:
    case = load(pasted)
    assert case.situation == Situation.of(FULL)
    assert case.shortlist == ("a|b|c",)


@pytest.mark.parametrize("twice", ['"age": 25', '"age": null', '"a\u200bge": 30'])
def test_an_answer_that_stands_twice_is_refused(twice: str) -> None:
    with pytest.raises(BadAnswer) as refusal:
        load(SAVED.replace('"german"', f'{twice}, "german"'))
    assert (refusal.value.hint, refusal.value.field) == ("answer", "age")


def test_a_refusal_is_short_however_long_the_key_is() -> None:
    with pytest.raises(BadAnswer) as refusal:
        load(changed(answers={"x" * 8000: 1}))
    assert len(str(refusal.value)) < 1000
    assert len(refusal.value.field) <= 60


def holding(answers: str) -> str:
    return '{"format": "ami-case", "version": 2, "on": null, "shortlist": [], "answers": ' + answers + "}"


ROOM = LONGEST - 200
MOST_CALLS = 64 * LONGEST
"""Some for each character, as it is looked up and put in its form; a loop in a loop would be 16 000 for each."""


@pytest.mark.parametrize(
    "hostile",
    [
        "[" * LONGEST,
        "{" * (LONGEST // 2) + "}" * (LONGEST // 2),
        "{}" * (LONGEST // 2),
        holding("[" * (ROOM // 2) + "]" * (ROOM // 2)),
        holding('{"a":' * (ROOM // 6) + "1" + "}" * (ROOM // 6)),
        "{" + "„“" * (LONGEST // 2 - 1) + "}",
        "{" + "\u0301" * (LONGEST - 2) + "}",
        "{" + "²" * (LONGEST - 2) + "}",
        ">" * LONGEST,
        ">\n" * (LONGEST // 2),
        "{" + "> " * (LONGEST // 2 - 1) + "}",
        holding("9" * ROOM),
        holding("1e" + "9" * ROOM),
        holding("{" + ",".join(f'"k{number}":1' for number in range(ROOM // 10)) + "}"),
        holding('{"locality": "' + "a" * ROOM + '"}'),
        holding('{"locality": "Solothurm bei Zuchwill"}'),
        holding('{"postcode": "4500", "locality": "' + "Solothurn " * (ROOM // 10) + '"}'),
        holding('{"monthly_income": "' + "1'000 " * (ROOM // 6) + '"}'),
        holding('{"monthly_income": "1e999999999"}'),
        holding('{"household_size": ' + "9" * 4000 + "}"),
    ],
    ids=range(20),
)
def test_no_file_asks_for_more_work_than_its_length(hostile: str) -> None:
    """It is read in the process that serves everybody; see :data:`~finder.steps.case_file.LONGEST`."""
    residence("4500", "Solothurn")  # what is read once is read
    calls = 0

    def count(_frame: object, _event: str, _given: object) -> None:
        nonlocal calls
        calls += 1
        if calls > MOST_CALLS:
            raise AssertionError("more work than the length of the file")

    assert len(hostile) <= LONGEST
    sys.setprofile(count)
    try:
        with pytest.raises(BadAnswer):
            load(hostile)
    finally:
        sys.setprofile(None)


def test_a_file_that_is_too_long_is_not_read_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(case_file, "parse", lambda _text: pytest.fail("it was read"))
    for content in (SAVED + " " * LONGEST, (SAVED + " " * LONGEST).encode("utf-16")):
        with pytest.raises(BadAnswer) as refusal:
            load(content)
        assert refusal.value.hint == "too_large"


def test_a_byte_order_mark_is_no_fault() -> None:
    assert load(b"\xef\xbb\xbf" + save(Situation.of(FULL), [], TODAY).encode()).situation == Situation.of(FULL)


def test_a_mutated_file_is_read_whole_or_refused() -> None:
    for seed in range(200):
        try:
            case = load(mutated(random.Random(seed)))
        except BadAnswer:
            continue
        assert advise(case.situation, TODAY).types, ("what is read is a whole case", seed)
        assert load(save(case.situation, case.shortlist, TODAY)).situation == case.situation, seed


def mutated(chance: random.Random) -> str:
    text = list(save(Situation.of(FULL), ["a|b|c"], TODAY))
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(text))
        match chance.randrange(3):
            case 0:
                del text[place]
            case 1:
                text[place] = chance.choice('{}[]",:0129xüٱ\\ \n\x00')
            case _:
                text.insert(place, chance.choice('{}[]",:0129xüٱ\\ \n\x00'))
    return "".join(text)


def test_a_file_holds_nothing_but_what_was_told() -> None:
    content = json.loads(save(Situation.of(FULL), [], TODAY))
    assert set(content) == {"format", "version", "on", "answers", "shortlist"}
    assert set(content["answers"]) == set(FULL)


# ── Neighbours of every limit ────────────────────────────────────────────────


def test_a_file_looks_as_a_person_can_read_it() -> None:
    text = save(Situation.of({"locality": "Gänsbrunnen", "age": 25, "addiction": True}), [], TODAY)
    assert text.startswith('{\n  "format": "ami-case",\n  "version": 2,\n')
    assert "Gänsbrunnen" in text
    answers = json.loads(text)["answers"]
    assert (answers["age"], answers["addiction"]) == (25, True)
    assert isinstance(answers["addiction"], bool)


@pytest.mark.parametrize(("length", "hint"), [(LONGEST, None), (LONGEST + 1, "too_large")])
def test_a_file_of_exactly_the_greatest_length_is_read(length: int, hint: str | None) -> None:
    text = SAVED + " " * (length - len(SAVED))
    if hint is None:
        assert load(text).situation == Situation.of(FULL)
        return
    with pytest.raises(BadAnswer) as refusal:
        load(text)
    assert refusal.value.hint == hint


@pytest.mark.parametrize(
    ("kept", "held"),
    [
        ([f"offer {number}" for number in range(60)], True),
        ([f"offer {number}" for number in range(61)], False),
        (["x" * 200], True),
        (["x" * 201], False),
        (["a", "b", "a"], True),
    ],
)
def test_a_shortlist_is_so_long_and_so_are_its_keys(kept: list[str], held: bool) -> None:
    if held:
        assert load(changed(shortlist=kept)).shortlist == tuple(dict.fromkeys(kept))
        return
    with pytest.raises(BadAnswer):
        load(changed(shortlist=kept))


@pytest.mark.parametrize("version", [2.0, None, [2], {}, 0, -1])
def test_a_version_is_a_number_that_we_know(version: object) -> None:
    with pytest.raises(BadAnswer) as refusal:
        load(changed(version=version))
    assert (refusal.value.hint, refusal.value.field) == ("version", "version")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_either_order_of_bytes_is_read(encoding: str) -> None:
    mark = "\ufeff".encode(encoding)
    assert load(mark + SAVED.encode(encoding)).situation == Situation.of(FULL)


@pytest.mark.parametrize("around", ["{0}", "x{0}", "{0}x", "x{0}x}}"])
def test_what_stands_around_a_file_does_not_count_where_it_can_be_told(around: str) -> None:
    text = around.format(SAVED)
    if text.endswith("}") and not text.strip().startswith("{"):
        with pytest.raises(BadAnswer):
            load(text)
        return
    assert load(text).situation == Situation.of(FULL)


@pytest.mark.parametrize("text", ["}{", "{", "}", "x}", "{x"])
def test_brackets_that_hold_nothing_are_no_file(text: str) -> None:
    with pytest.raises(BadAnswer) as refusal:
        load(text)
    assert refusal.value.hint == "not_json"


def test_a_refusal_shows_twenty_characters_of_what_is_no_file() -> None:
    with pytest.raises(BadAnswer) as refusal:
        load("abcdefghijklmnopqrstuvwxyz")
    assert refusal.value.value == "abcdefghijklmnopqrst"
