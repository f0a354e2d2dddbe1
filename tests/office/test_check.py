"""``python -m finder check`` on a copy of the data that is broken on purpose, one way at a time."""

import csv
import io
import shutil
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from finder.__main__ import main
from finder.errors import BadRow
from finder.facts.dataset import Dataset
from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS, Example
from finder.facts.table_files import BY_NAME
from finder.office.check import faults
from tests.support.frozen import DATA, FROZEN, LIVE

FILES = sorted(path.name for path in DATA.glob("*.csv"))
Rows = list[list[str]]
Files = dict[str, bytes]
Break = Callable[[Files], object]
"""Puts another content for some tables into a dictionary: nothing is copied, nothing is written."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data in a folder that may be broken, for what is no table."""
    return shutil.copytree(DATA, tmp_path / "data")


@cache
def before() -> frozenset[str]:
    """The faults that are there unbroken: none, or one test says so and not fifty (a sentence that one language of the
    living texts lacks, a tariff that a new kind has no frozen row for)."""
    return frozenset(str(fault) for fault in faults(FROZEN))


@pytest.fixture(autouse=True, scope="module")
def _seen_unbroken() -> None:
    """Whichever test comes first: they are looked for while nothing is broken."""
    before()


def new_faults(data: Dataset | Path) -> list[BadRow]:
    """The faults that a test put there."""
    return [fault for fault in faults(data) if str(fault) not in before()]


def after(*breaks: Break) -> list[BadRow]:
    """The faults of the data after some tables were broken."""
    files: Files = {}
    for break_it in breaks:
        break_it(files)
    return new_faults(FROZEN.but(files))


def text_of(file: str) -> str:
    return (DATA / file).read_text("utf-8-sig")


def a_column_more(rows: list[list[str]]) -> None:
    for row in rows:
        row.append("note")


def rewritten(file: str, change: Callable[[Rows], object]) -> Break:
    def rewrite(files: Files) -> None:
        text = files.get(file, (DATA / file).read_bytes()).decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        change(rows)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        files[file] = out.getvalue().encode()

    return rewrite


def cell(file: str, row: int, column: str, value: str) -> Break:
    """Puts ``value`` into one cell; rows count as in a spreadsheet, the header is row 1."""

    def put(rows: Rows) -> None:
        rows[row - 1][rows[0].index(column)] = value

    return rewritten(file, put)


def without(file: str, text: str) -> Break:
    """Leaves out every row that holds ``text`` in some cell."""

    def leave_out(rows: Rows) -> None:
        rows[:] = [row for row in rows if text not in row]

    return rewritten(file, leave_out)


def row_of(file: str, *cells: str) -> int:
    """The row of the first line that holds these cells."""
    lines = csv.reader(io.StringIO(text_of(file), newline=""))
    return next(number for number, row in enumerate(lines, start=1) if set(cells) <= set(row))


def more(file: str, *cells: str) -> Break:
    return rewritten(file, lambda rows: rows.append(list(cells)))


PRICED = row_of("tariffs.csv", "qualifizierung")
FOUR = row_of("limits.csv", "waiver_income", "4", "waiver-new")
FURTHER = row_of("limits.csv", "waiver_wealth", "each_further", "waiver-old")
LAST_LIMIT = len(text_of("limits.csv").splitlines())
ZUCHWIL = row_of("programmes.csv", "Regiomech Zuchwil")
OLTEN = row_of("postcode_shares.csv", "4600", "Olten")

WAYS = {
    # file, row, column, value, allowed
    "a price that is no number": (
        cell("tariffs.csv", PRICED, "price", "achtzig"),
        ("tariffs.csv", PRICED, "price", "achtzig", "decimal"),
    ),
    "a negative price": (
        cell("tariffs.csv", PRICED, "price", "-1.00"),
        ("tariffs.csv", PRICED, "price", "-1.00", "greater than or equal to 0"),
    ),
    "a price with three decimals": (
        cell("tariffs.csv", PRICED, "price", "80.005"),
        ("tariffs.csv", PRICED, "price", "80.005", "2 decimal places"),
    ),
    "a kind that does not exist": (
        cell("tariffs.csv", PRICED, "type", "umschulung"),
        ("tariffs.csv", PRICED, "type", "umschulung", "'qualifizierung'"),
    ),
    "a day that does not exist": (
        cell("tariffs.csv", PRICED, "since", "2024-02-30"),
        ("tariffs.csv", PRICED, "since", "2024-02-30", "date"),
    ),
    "a last day before the first": (
        cell("tariffs.csv", PRICED, "until", "2023-01-01"),
        ("tariffs.csv", PRICED, "until", "2023-01-01", "must not be before 2024-01-01"),
    ),
    "two tariffs for the same days": (
        more("tariffs.csv", "coaching", "coaching_hour", "210.00", "", "2025", "2025-01-01", "", "ami-2024", "x"),
        ("tariffs.csv", 15, "since", "2025-01-01", "overlaps with the days of row 6"),
    ),
    "a tariff from an unlisted document": (
        cell("tariffs.csv", PRICED, "source", "ami-2026"),
        ("tariffs.csv", PRICED, "source", "ami-2026", "id of sources.csv"),
    ),
    "a kind without a tariff in a unit it is billed by": (
        without("tariffs.csv", "90.00"),
        ("tariffs.csv", None, "unit", "day", "integration_arbeit is billed by the day"),
    ),
    "a limit that falls with the household": (
        cell("limits.csv", FOUR, "chf", "5270.00"),
        ("limits.csv", FOUR, "chf", "5270.00", "must be more than the 5270.00 of 3 in edition waiver-new"),
    ),
    "nothing more for a further person": (
        cell("limits.csv", FURTHER, "chf", "0.00"),
        ("limits.csv", FURTHER, "chf", "0.00", "more than 0"),
    ),
    "a household that is not listed": (
        cell("limits.csv", FOUR, "household_size", "vier"),
        ("limits.csv", FOUR, "household_size", "vier", "each_further"),
    ),
    "an edition without its margin": (
        rewritten("limits.csv", lambda rows: rows.pop(LAST_LIMIT - 1)),
        ("limits.csv", None, "household_size", "each", "edition waiver-old needs waiver_partial_margin"),
    ),
    "a limit that stands twice": (
        more("limits.csv", "waiver_income", "4", "6050.00", "waiver-new", "", "", "waiver-new", "x"),
        ("limits.csv", LAST_LIMIT + 1, "household_size", "waiver_income", f"must differ from row {FOUR}"),
    ),
    "a document that a rule cites is not listed": (
        without("sources.csv", "shb-youth"),
        ("sources.csv", None, "id", "shb-youth", "a rule cites this document"),
    ),
    "a document that is listed twice": (
        more("sources.csv", "vinta", "Noch einmal", "Bund", "undatiert", "", "", ""),
        ("sources.csv", None, "id", "vinta", "must differ from row"),
    ),
    "a document without its vintage": (
        cell("sources.csv", 3, "vintage", ""),
        ("sources.csv", 3, "vintage", "", "must not be empty"),
    ),
    "an offer at a postcode that is none": (
        cell("programmes.csv", ZUCHWIL, "postcode", "25a40"),
        ("programmes.csv", ZUCHWIL, "postcode", "25a40", "Swiss postcode of four digits"),
    ),
    "an offer at an unknown postcode": (
        cell("programmes.csv", ZUCHWIL, "postcode", "2450"),
        ("programmes.csv", ZUCHWIL, "postcode", "2450", "must be a postcode of postcodes.csv"),
    ),
    "an offer far from its postcode": (
        cell("programmes.csv", ZUCHWIL, "postcode", "4410"),
        ("programmes.csv", ZUCHWIL, "lat", "47.20", "must lie within 10 km of postcode 4410"),
    ),
    "an offer in another canton than its place": (
        cell("programmes.csv", ZUCHWIL, "canton", "BE"),
        ("programmes.csv", ZUCHWIL, "canton", "BE", "must be the canton of postcode 4528"),
    ),
    "an offer that costs more than the ceiling": (
        lambda files: [
            cell("programmes.csv", ZUCHWIL + 3, "price", "80.05")(files),
            cell("programmes.csv", ZUCHWIL + 3, "price_unit", "day")(files),
        ],
        ("programmes.csv", ZUCHWIL + 3, "price", "80.05", "ceiling of 80.00 per day"),
    ),
    "a private person's e-mail": (
        cell("programmes.csv", ZUCHWIL, "email", "vera.muster@example.ch"),
        ("programmes.csv", ZUCHWIL, "email", "vera.muster@example.ch", "must be an office's address"),
    ),
    "a municipality in two regions": (
        more("sozialregionen.csv", "Olten", "", "", "", "", "", "", "Zuchwil", "shb-ami"),
        ("sozialregionen.csv", None, "municipality", "zuchwil", "must differ from row"),
    ),
    "a municipality without a region": (
        without("sozialregionen.csv", "Zuchwil"),
        ("sozialregionen.csv", None, "municipality", "Zuchwil", "must belong to a Sozialregion"),
    ),
    "a region for a municipality elsewhere": (
        more("sozialregionen.csv", "Olten", "", "", "", "", "", "", "Aarau", "shb-ami"),
        ("sozialregionen.csv", None, "municipality", "Aarau", "must be a municipality of Canton SO"),
    ),
    "a region from an unlisted document": (
        cell("sozialregionen.csv", 2, "source", "anruf"),
        ("sozialregionen.csv", 2, "source", "anruf", "id of sources.csv or a web address"),
    ),
    "a place outside Switzerland": (
        cell("postcodes.csv", 2, "lat", "52.52000"),
        ("postcodes.csv", 2, "lat", "52.52000", "latitude in Switzerland"),
    ),
    "a canton that does not exist": (
        cell("postcodes.csv", 2, "canton", "XX"),
        ("postcodes.csv", 2, "canton", "XX", "'SO'"),
    ),
    "shares that do not add up": (
        cell("postcode_shares.csv", OLTEN, "share", "50"),
        ("postcode_shares.csv", None, "share", "", "the shares of 4600 Olten must add up to 100"),
    ),
    "a journey to nowhere": (
        more("travel_minutes.csv", "4528", "Werkstatt Nirgendwo", "12", "2026-11-22"),
        ("travel_minutes.csv", 2, "location", "Werkstatt Nirgendwo", "must be a location of programmes.csv"),
    ),
    "a journey without its day": (
        more("travel_minutes.csv", "4528", "Regiomech Zuchwil", "12", ""),
        ("travel_minutes.csv", 2, "as_of", "", "must not be empty"),
    ),
    "a column that is missing": (
        rewritten("tariffs.csv", lambda rows: [row.pop(2) for row in rows]),
        ("tariffs.csv", 1, "price", "", "the column is missing"),
    ),
    "a column too many": (
        rewritten("sources.csv", a_column_more),
        ("sources.csv", 1, "note", "note", "no such column"),
    ),
    "a row with a cell too many": (
        rewritten("sources.csv", lambda rows: rows[4].append("mehr")),
        ("sources.csv", 5, None, "mehr", "7 cells, found 8"),
    ),
}


@pytest.mark.parametrize(("break_it", "found"), WAYS.values(), ids=WAYS)
def test_every_way_to_break_the_data_is_named_with_file_row_column_value_and_what_is_allowed(
    break_it: Break, found: tuple[str, int | None, str | None, str, str]
) -> None:
    named = after(break_it)
    file, row, column, value, allowed = found
    matching = [
        fault
        for fault in named
        if (fault.file, fault.column) == (file, column)
        and row in (None, fault.row)
        and value in str(fault.value)
        and allowed in fault.allowed
    ]
    assert len(matching) == 1, [str(fault) for fault in named]
    line = str(matching[0])
    assert "\n" not in line
    assert line.startswith(file)


def test_the_data_on_file_are_sound() -> None:
    """The living ones: this is where a wrong edition is stopped."""
    assert [str(fault) for fault in faults(LIVE)] == []


def test_the_frozen_data_the_tests_stand_on_are_sound_as_well() -> None:
    assert [str(fault) for fault in faults(FROZEN)] == []


def test_all_faults_are_named_not_only_the_first() -> None:
    ways = ("a negative price", "a canton that does not exist", "a document without its vintage")
    assert {fault.file for fault in after(*(WAYS[way][0] for way in ways))} == {
        "tariffs.csv",
        "postcodes.csv",
        "sources.csv",
    }


# ── The file itself ──────────────────────────────────────────────────────────


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_one_fault_of_its_own(file: str, folder: Path) -> None:
    (folder / file).unlink()
    named = [fault for fault in new_faults(folder) if fault.file == file and fault.row is None]
    assert any(fault.allowed == "the file must exist" for fault in named)


@pytest.mark.parametrize("file", FILES)
def test_an_empty_file_is_a_fault(file: str) -> None:
    named = new_faults(FROZEN.but({file: b""}))
    assert any(fault.file == file and fault.allowed == "the column is missing" for fault in named)


@pytest.mark.parametrize("file", FILES)
def test_a_heading_with_no_row_below_it_is_a_fault_but_where_nobody_has_to_fill_in_any(file: str) -> None:
    heading = text_of(file).splitlines()[0]
    found = new_faults(FROZEN.but({file: f"{heading}\n\n".encode()}))
    named = [fault.allowed for fault in found if fault.file == file and fault.row == 2]
    may_be_empty = BY_NAME[file].may_be_empty
    assert named == ([] if may_be_empty else ["there must be a row below the headings"])


@pytest.mark.parametrize("file", ["texts/fr.toml", "texts/office/de.toml", "samples.toml", "sheet_words.toml"])
def test_toml_that_is_nested_too_deep_is_a_fault_and_no_crash(file: str, folder: Path) -> None:
    (folder / file).write_text(f"deep = {'[' * 5000}{']' * 5000}\n", "utf-8")
    assert file in {fault.file for fault in new_faults(folder)}


@pytest.mark.parametrize("file", [name for name in FILES if name != "travel_minutes.csv"])
def test_a_file_that_was_written_only_half_is_a_fault(file: str) -> None:
    whole = (DATA / file).read_bytes()
    half = whole[: len(whole) // 2].rsplit(b",", 1)[0]
    assert any(fault.file == file for fault in new_faults(FROZEN.but({file: half})))


@pytest.mark.parametrize("file", ["programmes.csv", "postcodes.csv", "sozialregionen.csv", "limits.csv"])
def test_another_encoding_is_named_with_its_row(file: str) -> None:
    text = text_of(file).replace("waiver-old,Einkommensgrenzen", "waiver-old,Grössen", 1)
    found = new_faults(FROZEN.but({file: text.encode("latin-1", errors="replace")}))
    named = [fault for fault in found if fault.file == file and fault.allowed == "save as CSV UTF-8"]
    assert len(named) == 1
    assert named[0].row is not None
    assert named[0].row > 1


@pytest.mark.parametrize("change", ["CRLF", "BOM", "both"])
def test_line_ends_of_windows_and_a_byte_order_mark_do_no_harm(change: str) -> None:
    ends = "\n" if change == "BOM" else "\r\n"
    encoding = "utf-8" if change == "CRLF" else "utf-8-sig"
    files = {file: text_of(file).replace("\n", ends).encode(encoding) for file in FILES}
    assert [str(fault) for fault in new_faults(FROZEN.but(files))] == []


def test_a_quotation_mark_left_open_is_a_fault() -> None:
    """In a large table the rest of it would be one cell, larger than a cell may be."""
    head, rest = text_of("postcodes.csv").split("\n", 1)
    content = head + "\n" + (rest * 5).replace(",", ',"', 1)
    named = [f for f in new_faults(FROZEN.but({"postcodes.csv": content.encode()})) if f.file == "postcodes.csv"]
    assert any("quotation mark" in fault.allowed for fault in named)


def test_a_folder_in_place_of_a_file_is_a_fault(folder: Path) -> None:
    (folder / "limits.csv").unlink()
    (folder / "limits.csv").mkdir()
    assert any("must be readable" in fault.allowed for fault in new_faults(folder) if fault.file == "limits.csv")


# ── Texts ────────────────────────────────────────────────────────────────────


def german(folder: Path) -> Path:
    return folder / "texts" / "de.toml"


ADULT = "rule.age_is_18_or_more"


@pytest.mark.parametrize(
    ("old", "new", "column", "allowed"),
    [
        (f'[{ADULT}]\nclaim = "', f'[{ADULT}]\nclam = "', f"{ADULT}.claim", "missing"),
        ('[type.trauma]\nname = "', '[type.trauma]\nnames = "', "type.trauma.name", "missing"),
        ("stay_is_limited = ", "stay_was_limited = ", "caution.stay_is_limited", "missing"),
        ('likely = "Wahrscheinlich Sozialregion {name} ', 'likely = "Wahrscheinlich {name ', "region.likely", "brace"),
        ("[meta]", "[meta", None, "must be TOML"),
    ],
)
def test_a_text_that_is_missing_or_malformed_is_named_by_its_key(
    old: str, new: str, column: str | None, allowed: str, folder: Path
) -> None:
    text = german(folder).read_text("utf-8")
    assert text.count(old) == 1
    german(folder).write_text(text.replace(old, new), "utf-8")
    named = [fault for fault in new_faults(folder) if fault.file == "texts/de.toml" and fault.column == column]
    assert any(allowed in fault.allowed for fault in named)


def test_another_language_has_the_same_texts_and_placeholders(folder: Path) -> None:
    text = german(folder).read_text("utf-8")
    text = text.replace("alt genug (ab 18)", "{years}").replace("stay_is_limited = ", "stay_was_limited = ")
    text = text.replace("[meta]", '[meta]\nmoney = "{sum} Franken"')
    (folder / "texts" / "xx.toml").write_text(text, "utf-8")
    named = {fault.column: fault.allowed for fault in new_faults(folder) if fault.file == "texts/xx.toml"}
    assert named == {
        "rule.age_is_18_or_more.met": "the placeholders are ['age']",
        "caution.stay_is_limited": "the text is missing",
        "caution.stay_was_limited": "no such text in German",
        "meta.money": "the placeholders are ['amount']",
    }


def test_every_other_toml_file_is_read_as_well(folder: Path) -> None:
    file = folder / "texts" / "office" / "de.toml"
    file.write_text(file.read_text("utf-8") + "\n[half", "utf-8")
    named = [fault for fault in new_faults(folder) if fault.file == "texts/office/de.toml"]
    assert [fault.allowed for fault in named] == ["must be TOML in UTF-8"]


BESIDE_THE_TABLES = [
    "samples.toml",
    "sheet_words.toml",
    "texts/office/de.toml",
    "handout/handout.typ",
    "handout/provider.typ",
]
"""Without one of these a page, or every page, could not be shown."""


@pytest.mark.parametrize("name", BESIDE_THE_TABLES)
def test_no_file_beside_the_tables_may_be_missing_or_empty(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"")
    assert [fault.file for fault in new_faults(folder)] == [name]
    (folder / name).unlink()
    assert [(fault.file, fault.allowed) for fault in new_faults(folder)] == [(name, "the file must exist")]


def test_a_sample_person_answers_as_everybody_does(folder: Path) -> None:
    file = folder / "samples.toml"
    file.write_text(file.read_text("utf-8").replace("age = 17", "age = 170", 1), "utf-8")
    assert ["170" in str(fault) for fault in new_faults(folder) if fault.file == "samples.toml"] == [True]


@pytest.mark.parametrize("name", ["samples.toml", "texts/de.toml", "texts/office/de.toml"])
def test_a_byte_order_mark_and_line_ends_of_windows_are_no_fault_in_toml(folder: Path, name: str) -> None:
    file = folder / name
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert new_faults(folder) == []


@pytest.mark.parametrize("name", ["samples.toml", "texts/fr.toml", "tariffs.csv"])
def test_a_file_that_cannot_be_opened_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()  # the rights of a file do not stop an administrator, but nobody reads a folder
    named = [fault for fault in new_faults(folder) if fault.file == name]
    assert ["readable" in fault.allowed for fault in named] == [True]


def test_without_german_nothing_can_be_said(folder: Path) -> None:
    german(folder).unlink()
    assert any(fault.allowed == "the file must exist" for fault in new_faults(folder) if fault.file == "texts/de.toml")


# ── What the records promise ─────────────────────────────────────────────────


def test_a_door_leads_only_to_offices_on_file() -> None:
    fault, *_ = after(without("offices.csv", "rav_olten"))
    assert (fault.file, fault.column, fault.value) == ("offices.csv", "key", "rav_olten")
    assert fault.allowed == "the door rav leads to this office: it must be listed"


@pytest.mark.parametrize(
    ("key", "example", "column"),
    [
        ("coaching", Example(months=3), "coaching.example.coaching_hours"),
        ("qualifizierung", Example(months=6, internal_days=1), "qualifizierung.example.internal_days"),
        ("suchthilfe", Example(months=6), "suchthilfe.example.hours_by_month"),
        ("trauma", Example(months=13, longest=12), "trauma.example.months"),
        ("teillohn", Example(months=121), "teillohn.example.plan.whole_months"),
        ("coaching", Example(months=3, coaching_hours=Decimal(2001)), "coaching.example.plan.coaching_hours"),
    ],
)
def test_the_example_of_a_kind_is_a_plan_that_goes_with_it(
    key: TypeKey, example: Example, column: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(KINDS, key, replace(KINDS[key], example=example))
    named = [(fault.file, fault.column) for fault in after()]
    assert named == [("finder/facts/kinds.py", column)]


def test_every_unit_a_kind_is_billed_by_has_a_tariff(monkeypatch: pytest.MonkeyPatch) -> None:
    by_the_hour = replace(KINDS["suchthilfe"], key="teillohn")
    monkeypatch.setitem(KINDS, "teillohn", by_the_hour)
    assert [(fault.file, fault.column, fault.value) for fault in after()] == [("tariffs.csv", "unit", "hour")]


@pytest.mark.parametrize(
    ("sentence", "drawn"),
    [
        ("Ένα πρόγραμμα.", True),
        ("Програма.", True),
        ("መደብ።", True),
        ("कार्यक्रम", False),
        ("プログラム", False),
    ],
)
def test_a_language_whose_script_no_font_draws_is_named(sentence: str, drawn: bool, folder: Path) -> None:
    (folder / "texts" / "xx.toml").write_text(f'[app]\ntitle = "{sentence}"\n', "utf-8")
    scripts = [fault.allowed for fault in new_faults(folder) if fault.column == "meta.locale" and fault.value]
    assert scripts == ([] if drawn else ["static/fonts must hold its script"])


def test_every_question_may_be_asked_in_a_case_table(folder: Path) -> None:
    file = folder / "sheet_words.toml"
    text = (
        file.read_text("utf-8")
        .replace('= "literate"', '= "age"')
        .replace('"halbtags" = "half_days"', '"halbtags" = "half"')
    )
    file.write_text(text, "utf-8")
    assert [(fault.file, fault.column, fault.value) for fault in new_faults(folder)] == [
        ("sheet_words.toml", "headings", "literate"),
        ("sheet_words.toml", "values.work_capacity", "half"),
    ]


EVERY_RECORD = {
    "a question": "question.work_capacity.help",
    "a value": "question.work_capacity.option.short_days",
    "a change": "change.insurers_efforts_failed",
    "a screen": "screen.benefits.why",
    "a box of a screen": "screen.health.option.addiction",
    "a kind": "type.trauma.aim",
    "a kind in plain words": "type.teillohn.plain",
    "a sample person": "event.person.nothing_fits_today",
    "a group of kinds": "group.employment",
    "a condition": "rule.stay_allows_a_placement.borderline",
    "a door": "door.preapprenticeship.text",
    "what a door says to some": "door.german_course.alphabetisation",
    "a caution": "caution.above_reference_age",
    "a caution of the day": "caution.continuation_unconfirmed",
    "a step": "step.tell_the_iv_is_examining",
    "whose turn it is": "actor.sozialregion",
    "a verdict": "fit.does_not_fit.summary",
    "a payer": "payer.not_cofinanced",
    "a waiver": "waiver.partial",
}


@pytest.mark.parametrize("key", EVERY_RECORD.values(), ids=EVERY_RECORD)
def test_a_record_without_its_sentence_is_named_by_the_key(key: str) -> None:
    spoken = dict(FROZEN.texts("de"))
    del spoken[key]
    data = FROZEN.but({})
    data._words["de"] = spoken
    assert [(fault.file, fault.column, fault.allowed) for fault in new_faults(data)] == [
        ("texts/de.toml", key, "the text is missing")
    ]


# ── The command ──────────────────────────────────────────────────────────────


def test_the_command_is_silent_about_sound_data(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr() == ("", "")


def test_the_command_prints_a_line_for_each_fault(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files: Files = {}
    WAYS["a negative price"][0](files)
    WAYS["a canton that does not exist"][0](files)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    assert main(["check", "--data", str(folder)]) == 1
    printed = capsys.readouterr()
    assert [line.split(",")[0] for line in printed.out.splitlines()] == ["tariffs.csv", "postcodes.csv"]
    assert "-1.00" in printed.out
    assert printed.err == ""


def test_the_command_names_a_folder_that_does_not_exist(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(tmp_path / "nowhere")]) == 1
    assert "the file must exist" in capsys.readouterr().out
