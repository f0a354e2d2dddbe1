"""Where to turn, the counts that sentences speak, and the days for which a document holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finder.errors import NotOnFile
from finder.facts import figures, offices, sources
from finder.facts.dataset import Dataset, on_file
from finder.facts.tables import Folder, Table

OFFICE = "key,name,street,postcode,town,phone,email,website,note,source,last_confirmed\n"
FIGURE = "key,value,since,until,source,passage\n"
SOURCE = "id,document,publisher,vintage,url,since,until\n"


def faults_of(
    table: Callable[[Folder], Table[Any]], folder: Path, file: str, text: str
) -> list[tuple[int | None, str | None]]:
    (folder / file).write_text(text, "utf-8")
    return [(fault.row, fault.column) for fault in table(Folder(folder)).faults]


def test_the_two_offices_that_everybody_asks_for_have_a_street() -> None:
    ags, iv = on_file().offices["ags"], on_file().offices["iv"]
    assert (ags.street, ags.postcode, ags.town) == ("Ambassadorshof, Riedholzplatz 3", "4509", "Solothurn")
    assert (ags.phone, ags.email, ags.website) == ("032 627 23 11", "ami@ddi.so.ch", "https://so.ch/ami")
    assert (iv.street, iv.postcode, iv.town) == ("Allmendweg 6", "4528", "Zuchwil")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("a,A,,,,,,https://a.example.ch,,sg,\n", []),  # a website alone is a contact
        ("a,A,,,Olten,,,,,sg,\n", []),
        ("a,A,,,,,,,,sg,\n", [(2, "website")]),
        ("a,A,Weg 1,,,,,,,sg,\n", [(2, "town")]),
        ("a,A,,,Olten,079 123 45 67,,,,sg,\n", [(2, "phone")]),
        ("a,A,,,Olten,,,,,sg,\na,B,,,Olten,,,,,sg,\n", [(3, "key")]),
    ],
)
def test_an_office_can_be_reached_and_names_no_person(tmp_path: Path, row: str, fault: list[tuple[int, str]]) -> None:
    ags = "ags,AGS,,,Solothurn,032 627 23 11,,,,sg,\n"
    assert faults_of(offices.table, tmp_path, "offices.csv", OFFICE + row + ags) == fault


@pytest.mark.parametrize(
    ("rows", "fault"), [("a,A,,,Olten,,,,,sg,\n", (None, "key")), ("ags,AGS,,,Solothurn,,,,,sg,\n", (2, "phone"))]
)
def test_the_office_that_is_called_when_nobody_else_can_be_has_a_telephone(
    tmp_path: Path, rows: str, fault: tuple[int | None, str]
) -> None:
    assert faults_of(offices.table, tmp_path, "offices.csv", OFFICE + rows) == [fault]


def test_the_newest_figure_that_had_begun_counts(tmp_path: Path) -> None:
    rows = (
        "organisations,26,2024-01-01,,ami-2024,p\norganisations,28,2026-01-01,,ami-2024,p\nmunicipalities,104,,,sg,p\n"
    )
    (tmp_path / "figures.csv").write_text(FIGURE + rows, "utf-8")
    on = {day: Dataset(tmp_path).figure("organisations", day).value for day in (date(2025, 12, 31), date(2026, 1, 1))}
    assert list(on.values()) == [26, 28]
    with pytest.raises(NotOnFile):
        Dataset(tmp_path).figure("organisations", date(2023, 12, 31))


def test_a_figure_that_a_sentence_needs_must_be_there(tmp_path: Path) -> None:
    assert faults_of(figures.table, tmp_path, "figures.csv", FIGURE + "organisations,26,,,sg,p\n") == [(None, "key")]


def test_a_document_ends_after_it_began(tmp_path: Path) -> None:
    row = "a,A,P,2024,https://a.example.ch,2024-01-01,2023-12-31\nb,B,P,2024,,2024-01-01,2024-01-01\n"
    assert faults_of(sources.table, tmp_path, "sources.csv", SOURCE + row) == [(2, "until")]


def test_every_document_can_be_opened_but_our_own_ones() -> None:
    assert {one.publisher for one in on_file().sources.values() if one.url is None} == {"Dieses Projekt"}
