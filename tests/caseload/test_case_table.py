"""Tables of cases as offices really send them: every program's CSV, every way to spoil an Excel sheet."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from finder.caseload import grid as sheet_grid
from finder.caseload.case_table import _OWN_REASON, Sheet, sheet
from finder.caseload.coding import CODES, decode
from finder.caseload.headings import sheet_words
from finder.errors import BadCell, BadData
from finder.facts.dataset import Dataset, on_file
from finder.facts.situation import QUESTIONS, Employability, German, Status
from finder.sentences import SENTENCES

FAULTS = {key.rpartition(".")[2] for key in on_file().office_texts if key.startswith("office.caseload.fault.")}

GERMAN_TABLE = (
    "Fall-Nr.;PLZ;Alter;Deutsch;Sozialhilfe;Arbeitsfähigkeit\n7;4500;25;b1;ja;später\n8;2540;;?;nein;sofort\n"
)


def read(content: str | bytes, file: str = "faelle.csv") -> Sheet:
    return sheet(content.encode() if isinstance(content, str) else content, file)


def cells(refusal: pytest.ExceptionInfo[BadData]) -> list[BadCell]:
    """What is wrong with the table; every fault of an uploaded one is a cell's."""
    faults = [fault for fault in refusal.value.faults if isinstance(fault, BadCell)]
    assert len(faults) == len(refusal.value.faults)
    return faults


def reasons(content: str | bytes) -> list[str]:
    """The reasons for which a table is refused as a whole."""
    with pytest.raises(BadData) as refusal:
        read(content)
    return [fault.reason for fault in cells(refusal)]


def workbook(*rows: list[Any], spoil: Callable[[Any], object] = lambda page: None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    spoil(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_office_program_writes_the_same_cases(encoding: str, separator: str, line_end: str) -> None:
    text = GERMAN_TABLE.replace(";", separator).replace("\n", line_end)
    found = read(text.encode(encoding))
    first, second = decode(found.coded, 0, *found.places[found.place[0]]), decode(found.coded, 1)
    assert found.faults == ()
    assert list(found.labels) == ["7", "8"]
    assert (first.postcode, first.age, first.german) == ("4500", 25, German.B1)
    assert (first.social_assistance, first.employability) == (True, Employability.LATER)
    assert (second.age, second.german, second.social_assistance) == (None, None, False)


def test_the_line_that_tells_excel_the_separator_is_no_heading() -> None:
    found = read("sep=;\r\n" + GERMAN_TABLE)
    assert list(found.rows) == [3, 4]


def test_a_title_and_blank_lines_above_the_headings_are_passed_over() -> None:
    found = read("Fälle im Herbst\n\n" + GERMAN_TABLE)
    assert list(found.rows) == [4, 5]


def test_the_keys_of_the_interface_and_their_values_are_understood() -> None:
    found = read(
        "status,social_assistance,employability\nB_refugee,true,not_foreseeable\nb_refugee,YES,Not_Foreseeable\n"
    )
    assert [decode(found.coded, at).status for at in (0, 1)] == [Status.B_REFUGEE] * 2
    assert decode(found.coded, 1).social_assistance is True


def test_every_question_may_be_asked_in_german() -> None:
    found = read(
        "Alphabetisiert;Beim RAV gemeldet;IV-Anmeldung;Mögliche Arbeitszeit;Gesundheit;Arbeitserfahrung\n"
        "nein;ja;x;halbtags;psychisch;nur kurz\n"
    )
    assert decode(found.coded, 0).answered() == {
        "literate": False,
        "unemployment_registered": True,
        "disability_application": True,
        "work_capacity": "half_days",
        "health_limits": "psychological",
        "work_experience": "short",
    }


@pytest.mark.parametrize("written", ["2'500.50", "CHF 2500,50", "2 500.50"])
def test_an_income_is_understood_as_people_write_it(written: str) -> None:
    found = read(f"Alter;Einkommen\n30;{written}\n")
    assert decode(found.coded, 0).monthly_income == Decimal("2500.50")


# ── Faults, cell by cell ─────────────────────────────────────────────────────────


def test_a_bad_cell_leaves_out_its_case_and_names_row_and_column() -> None:
    found = read("Alter;Deutsch\n30;B1\n121;B1\n120;D9\n")
    assert list(found.rows) == [2]
    assert [(fault.row, fault.column, fault.value) for fault in found.faults] == [
        (3, "age", "121"),
        (4, "german", "D9"),
    ]


def test_an_unknown_column_is_named_and_never_ignored() -> None:
    with pytest.raises(BadData) as refusal:
        read("Alter;Lieblingsfarbe\n30;blau\n")
    assert [(fault.column, fault.reason) for fault in cells(refusal)] == [("Lieblingsfarbe", "unknown_column")]


def test_two_columns_for_one_answer_contradict_each_other() -> None:
    assert reasons("Alter;age\n30;31\n") == ["column_twice"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"Alter;Deutsch\n", "empty"),
        (b"\x00\x01\x02\x03", "not_a_table"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_excel"),
        (b"PK\x03\x04 no archive", "broken_excel"),
        (b"blau;rot;gruen;gelb\n1;2;3;4\n", "no_headings"),
        (b'Alter;Deutsch\n"30;B1\n' + b"x" * 200_000, "not_a_table"),
    ],
)
def test_what_is_no_table_of_cases_is_refused_with_its_reason(content: bytes, reason: str) -> None:
    assert reasons(content) == [reason]


def test_a_file_of_a_hundred_megabytes_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge.csv"
    with huge.open("wb") as file:
        file.truncate(100 * 2**20)
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail("it was read"))
    with pytest.raises(BadData) as refusal:
        sheet(huge, huge.name)
    assert cells(refusal)[0].reason == "too_large"
    assert "found 100 MB" in str(refusal.value)


@pytest.mark.parametrize(("size", "refused"), [(40, False), (41, True)])
def test_the_size_limit_itself_is_still_taken(monkeypatch: pytest.MonkeyPatch, size: int, refused: bool) -> None:
    monkeypatch.setattr(sheet_grid, "MOST_BYTES", 40)
    content = b"Alter;Deutsch\n30;B1\n".ljust(size, b"\n")
    assert (reasons(content) == ["too_large"]) if refused else len(read(content)) == 1


# ── Persons ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("heading", "reason"),
    [
        ("Name", "personal_name"),
        ("Vorname", "personal_name"),
        ("Familienname", "personal_name"),
        ("AHV-Nr.", "personal_ahv_number"),
        ("AHVN13", "personal_ahv_number"),
        ("Geburtsdatum", "personal_birth_date"),
        ("geb.", "personal_birth_date"),
        ("E-Mail", "personal_email"),
        ("Telefon", "personal_phone"),
        ("Strasse", "personal_address"),
        ("ZEMIS-Nummer", "personal_identity"),
    ],
)
def test_a_heading_that_asks_for_a_person_refuses_the_table(heading: str, reason: str) -> None:
    assert reasons(f"{heading};Alter;Deutsch\n;30;B1\n") == [reason]


@pytest.mark.parametrize("heading", ["Personen im Haushalt", "Ort", "Ausweis", "Alter (Jahre)"])
def test_a_heading_that_only_sounds_alike_is_fine(heading: str) -> None:
    assert len(read(f"{heading};Deutsch\n;B1\n")) == 1


@pytest.mark.parametrize(
    ("column", "content", "reason"),
    [
        ("Fall", "756.1234.5678.97", "personal_ahv_number"),
        ("Fall", "4.5.1990", "personal_birth_date"),
        ("Fall", "7561234567897", "personal_ahv_number"),
        ("Alter", "04.05.1990", "personal_birth_date"),
        ("Alter", "1990-05-04", "personal_birth_date"),
        ("Alter", "32997", "personal_birth_date"),  # a day that lost its format
        ("Deutsch", "a.muster@example.ch", "personal_email"),
        ("Deutsch", "Anna Muster", "personal_name"),
        ("Fall", "Muster", "personal_name"),
        ("Ort", "079 123 45 67", "personal_phone"),
    ],
)
def test_a_cell_that_shows_a_person_refuses_the_table_and_is_not_repeated(
    column: str, content: str, reason: str
) -> None:
    with pytest.raises(BadData) as refusal:
        read(f"{column};Sozialhilfe\n;ja\n{content};ja\n")
    fault = cells(refusal)[-1]
    assert (fault.row, fault.reason) == (3, reason)
    assert content not in str(refusal.value)


@pytest.mark.parametrize("number", ["1", "A-17", "2026/113", "SD 4711", "F3"])
def test_a_number_of_the_office_is_no_name(number: str) -> None:
    assert list(read(f"Fall;Alter\n{number};30\n").labels) == [number]


# ── Excel ────────────────────────────────────────────────────────────────────────


def test_an_excel_sheet_says_the_same_as_its_csv() -> None:
    found = read(
        workbook(["Alter", "PLZ", "Sozialhilfe", "Einkommen"], [25, 4500, True, 2500.5], [26.0, "4528", "nein", None])
    )
    first, second = (decode(found.coded, at, *found.places[found.place[at]]) for at in (0, 1))
    assert (first.age, first.postcode, first.social_assistance) == (25, "4500", True)
    assert first.monthly_income == Decimal("2500.50")
    assert (second.age, second.social_assistance, second.monthly_income) == (26, False, None)


def test_empty_rows_keep_the_numbers_that_the_spreadsheet_shows() -> None:
    found = read(workbook([None, None], ["Alter", "Deutsch"], [None, None], [25, "B1"], [None, " "], [26, "A2"]))
    assert list(found.rows) == [4, 6]


def test_a_merged_cell_holds_for_each_of_its_rows_and_is_said() -> None:
    rows = (["Alter", "Deutsch"], [25, "B1"], [26, None], [27, None], [28, None])
    found = read(workbook(*rows, spoil=lambda page: page.merge_cells("B2:B4")))
    assert [decode(found.coded, at).german for at in range(4)] == [German.B1] * 3 + [None]
    assert [(note.key, note.about) for note in found.notes] == [("merged", "B2:B4")]


def test_a_cell_merged_across_columns_is_a_fault_of_its_row() -> None:
    rows = (["Sozialhilfe", "Sucht"], ["ja", None], ["nein", "nein"])
    found = read(workbook(*rows, spoil=lambda page: page.merge_cells("A2:B2")))
    assert list(found.rows) == [3]
    assert {(fault.row, fault.reason, fault.value) for fault in found.faults} == {(2, "merged", "A2:B2")}


def test_a_merged_title_above_the_table_does_no_harm() -> None:
    found = read(
        workbook(["Fälle", None], ["Alter", "Deutsch"], [25, "B1"], spoil=lambda page: page.merge_cells("A1:B1"))
    )
    assert (len(found), found.faults) == (1, ())


@pytest.mark.parametrize(
    ("heading", "shown_as_day", "answer", "value"),
    [
        ("Alter", date(1900, 2, 4), "age", 35),
        ("Alter", date(1900, 4, 29), "age", 120),
        ("Einkommen", date(1906, 11, 4), "monthly_income", Decimal("2500.00")),
    ],
)
def test_a_number_that_is_shown_as_a_day_is_a_number_again(
    heading: str, shown_as_day: date, answer: str, value: int | Decimal
) -> None:
    found = read(workbook([heading, "Deutsch"], [shown_as_day, "B1"]))
    assert getattr(decode(found.coded, 0), answer) == value
    assert [note.key for note in found.notes] == ["day_as_number"]


@pytest.mark.parametrize("day", [date(1900, 4, 30), date(1990, 5, 4)])
def test_a_day_in_the_column_of_ages_is_a_birth_date(day: date) -> None:
    assert reasons(workbook(["Alter", "Deutsch"], [day, "B1"])) == ["personal_birth_date"]


def test_a_formula_without_a_stored_result_is_a_fault_of_its_row() -> None:
    found = read(workbook(["Alter", "Deutsch"], ["=20+5", "B1"], [30, "B1"]))
    assert list(found.rows) == [3]
    assert [(fault.row, fault.column, fault.reason) for fault in found.faults] == [(2, "age", "formula")]


def test_the_first_sheet_with_content_is_read_and_others_are_mentioned() -> None:
    book = Workbook()
    book.active.title = "leer"
    for title, age in (("Fälle", 25), ("Alt", 99)):
        page = book.create_sheet(title)
        page.append(["Alter", "Deutsch"])
        page.append([age, "B1"])
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert [decode(found.coded, 0).age, [(note.key, note.about) for note in found.notes]] == [
        25,
        [("other_sheets", "Fälle")],
    ]


@pytest.mark.parametrize("part", [100, 1000, 3000])
def test_half_a_workbook_is_refused_kindly(part: int) -> None:
    assert reasons(workbook(["Alter", "Deutsch"], [25, "B1"])[:part]) == ["broken_excel"]


def test_another_kind_of_archive_is_no_workbook() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("content.xml", "<office/>")
    assert reasons(out.getvalue()) == ["broken_excel"]


def test_ten_thousand_different_bad_cells_are_all_named() -> None:
    found = read(
        "Alter;Deutsch\n" + "".join(f"{1000 + at};B1\n" for at in range(10_000) if not 3654 <= 1000 + at <= 73050)
    )
    assert len(found) == 0
    assert {fault.column for fault in found.faults} == {"age"}
    assert len(found.faults) == 2_654


def test_every_word_on_file_means_an_answer_that_may_be_given() -> None:
    words = sheet_words(on_file())
    assert set(words.headings.values()) <= {*QUESTIONS, "case"}
    for group, meanings in words.values.items():
        key = "social_assistance" if group == "yes_or_no" else group
        for meant in meanings.values():
            assert QUESTIONS[key].read(meant) is not None
    assert all(f"personal_{reason}" in FAULTS for reason in words.personal)


def test_every_reason_for_a_fault_has_its_sentence() -> None:
    folder = Path(sheet_grid.__file__).parent
    source = "".join((folder / name).read_text("utf-8") for name in ("grid.py", "case_table.py"))
    used = set(re.findall(r'(?:refused\(file, |demand, |twice"\), |unmerged"\), )"([a-z_]+)"', source))
    used |= {key for key in SENTENCES if key.startswith("personal_")} | {"formula", "not_understood", "unknown_place"}
    used |= _OWN_REASON | {"error_value"}
    assert {"too_large", "empty", "no_headings", "unknown_column", "column_twice", "merged"} <= used
    assert used == FAULTS


def test_a_broken_file_of_words_is_named(tmp_path: Path) -> None:
    (tmp_path / "sheet_words.toml").write_text("[headings\n")
    with pytest.raises(BadData, match=r"sheet_words\.toml"):
        sheet_words(Dataset(tmp_path))


def with_results(content: bytes, results: dict[str, str]) -> bytes:
    """The workbook as Excel saves it: each formula with the result it had."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            text = given.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                for formula, result in results.items():
                    text = re.sub(
                        rf"<f>{re.escape(formula)}</f>(<v\s*/>|<v></v>)", f"<f>{formula}</f><v>{result}</v>", text
                    )
                    assert f"<v>{result}</v>" in text
            made.writestr(name, text)
    return out.getvalue()


def test_a_formula_counts_by_the_result_that_excel_stored() -> None:
    found = read(with_results(workbook(["Alter", "Deutsch"], ["=20+5", "B1"], [30, "A2"]), {"20+5": "25"}))
    assert found.faults == ()
    assert [decode(found.coded, at).age for at in (0, 1)] == [25, 30]


@pytest.mark.parametrize("chunk", [1, 7, 64, 1 << 20])
def test_merged_cells_are_found_however_the_file_is_cut_into_pieces(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(sheet_grid, "CHUNK", chunk)
    rows: list[list[Any]] = [["Alter", "Deutsch"], *([30, None if at % 2 else "B1"] for at in range(10))]
    found = read(workbook(*rows, spoil=lambda page: [page.merge_cells(f"B{at}:B{at + 1}") for at in range(2, 12, 2)]))
    assert set(found.coded["german"].tolist()) == {CODES["german"][German.B1]}


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("mac_roman", "Mac Roman"), ("cp1252", "Windows-1252"), ("cp850", "DOS (850)"), ("utf-16-le", None)],
)
def test_the_encoding_is_the_one_in_which_the_headings_are_words(encoding: str, said: str | None) -> None:
    found = read("Alter;Vermögen;Arbeitsfähigkeit;Wohnort\n25;500;später;Däniken\n".encode(encoding))
    assert found.faults == ()
    assert found.places == ((None, "Däniken"),)
    assert [note.about for note in found.notes if note.key == "encoding"] == ([said] if said else [])


@pytest.mark.parametrize(
    ("table", "wealth"),
    [
        ("Einkommen;Vermögen\n4500,50;10'000,00\n", Decimal(10000)),
        ("Einkommen|Vermögen\n4500,50|10'000,00\n", Decimal(10000)),
        ("Einkommen\tVermögen\n4500,50\t1,5\n", Decimal("1.5")),
        ('Einkommen,Vermögen\n"4500,50","10\u202f000,00"\n', Decimal(10000)),
        ("\u200bEinkommen ;\u00a0Ver\u00admögen\n4500,50;١٠٠٠٠\n", Decimal(10000)),
    ],
)
def test_the_separator_is_the_one_that_makes_headings(table: str, wealth: Decimal) -> None:
    case = decode(read(table).coded, 0)
    assert (case.monthly_income, case.wealth) == (Decimal("4500.50"), wealth)


def test_a_column_of_amounts_says_itself_what_a_point_parts() -> None:
    found = read("Fall;Einkommen\n1;4.500\n2;12.000,50\n3;800\n")
    assert [decode(found.coded, at).monthly_income for at in range(3)] == [4500, Decimal("12000.50"), 800]
    assert ("thousands", ".") in {(note.key, note.about) for note in found.notes}


@pytest.mark.parametrize("others", ["800", "4500.50", "12.000,50\n4;4500.50"])
def test_a_point_that_may_part_either_is_refused(others: str) -> None:
    found = read(f"Fall;Einkommen\n1;4.500\n2;{others}\n")
    assert ("two_numbers", 2) in {(fault.reason, fault.row) for fault in found.faults}


@pytest.mark.parametrize("error", ["#N/A", "#NV", "#DIV/0!", "#VALUE!", "#WERT!", "#REF!", "#BEZUG!", "#NAME?", "####"])
def test_an_error_of_the_spreadsheet_is_said_and_not_swallowed(error: str) -> None:
    found = read(f"Alter;Deutsch\n{error};B1\n25;{error}\n30;A2\n")
    assert [(fault.reason, fault.row) for fault in found.faults] == [("error_value", 2), ("error_value", 3)]
    assert list(found.rows) == [4]


def test_a_year_of_birth_in_the_column_for_the_age_is_said_so() -> None:
    (fault,) = read("Alter;Deutsch\n1990;B1\n").faults
    assert fault.reason == "year_of_birth"
