"""The list of offers to take along, as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from finder.facts.dataset import on_file
from finder.steps.nearby import nearby
from finder.steps.sites import sites_of
from pages.parts.offer_list import OfferLine, listed, table
from tests.support.known import place
from views.words import words

HOME = place("4528")
GERMAN = words("de")


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_it_holds_every_offer_of_the_list_under_its_number_nearest_first() -> None:
    found = sites_of(nearby(HOME, 20, on_file().offers))
    heads, *lines = rows(table(GERMAN, listed(found)))
    assert len(lines) == sum(len(site.offers) for site in found) > 10
    assert [line[0] for line in lines] == [str(site.number) for site in found for _ in site.offers]
    told = [line[heads.index("Kilometer Luftlinie")] for line in lines]
    km = [float(one) for one in told if one]
    assert km == sorted(km)
    assert max(km) <= 20
    assert "".join(told[: len(km)]).count(".") == len(km), "those without a point come last"


@pytest.mark.parametrize("language", on_file().languages)
def test_it_has_headings_of_its_own_in_every_language(language: str) -> None:
    lines = listed(sites_of(nearby(HOME, None, on_file().offers)))
    heads, *cells = rows(table(words(language), lines))
    assert len(set(heads)) == len(heads)
    assert all(heads)
    assert {len(line) for line in cells} == {len(heads)}


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+41", "@SUM(A1)", "  =1+1", "＝1"])
def test_no_name_becomes_a_formula(name: str) -> None:
    offer = replace(on_file().offers[0], provider=f"{name}x")
    assert rows(table(GERMAN, [OfferLine(1, offer, None)]))[1][1] == f"'{name}x"


def test_what_is_not_known_stays_empty() -> None:
    offer = replace(on_file().offers[0], street=None, phone=None, last_confirmed=None)
    heads, line = rows(table(GERMAN, [OfferLine(1, offer, None)]))
    assert {line[heads.index(head)] for head in ("Strasse", "Telefon", "Gesehen am", "Kilometer Luftlinie")} == {""}


def test_an_office_program_reads_the_letters() -> None:
    assert table(GERMAN, [OfferLine(1, on_file().offers[0], 1.0)]).encode().startswith(b"\xef\xbb\xbf")
