"""The hand-out on paper: one tagged page in every language, discreet, with numbers the right way round."""

from __future__ import annotations

import io
import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pypdf import PdfReader

from finder.facts.dataset import on_file
from finder.facts.kinds import HEALTH_KINDS
from finder.facts.situation import HEALTH, Situation
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.handout import Handout, handout
from finder.steps.registration import registration
from views.paper.sheet import content, pdf, png
from views.paper.sites_table import MAP_MM, sites_table
from views.paper.sketch import HALF_A_HOUSE, half_of, sketch
from views.paper.typesetting import FONTS
from views.registration_text import registration_text
from views.verdicts import sentence
from views.words import words

TODAY = date(2026, 11, 22)
PERSONAS = sorted((Path(__file__).resolve().parents[1] / "personas").glob("*.toml"))
GERMAN = words("de")
OTHERS = [language for language in on_file().languages if language != "de"]
ADDRESS = "https://finder.example.ch"
LONGEST = next(path for path in PERSONAS if path.stem == "adult_of_exactly_eighteen")
SMALLEST = 7.49
"""Points of type: seven and a half, as a PDF rounds it."""


def situation(path: Path) -> Situation:
    return Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])


def sheet_of(told: Situation, **options: Any) -> Handout:
    return handout(told, advise(told, TODAY), fund(told, TODAY), on_file().offers, **options)


NEWCOMER = Situation.of(
    {
        "postcode": "4528",
        "age": 25,
        "german": "A2",
        "social_assistance": False,
        "unemployment_insurance": False,
        "disability_insurance": False,
        "status": "S",
        "employability": "soon",
        "work_experience": "abroad",
        "attends_reliably": True,
        "household_size": 4,
        "monthly_income": "6500",
        "wealth": 1000,
    }
)


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


SET_IN = re.compile(rb"/\w+ (?P<size>[\d.]+) Tf (?:\S+ ){3}(?P<height>-?[\d.]+) \S+ \S+ Tm")
"""How the compiler chooses a font and its size; reading each letter of a page takes as long as setting it."""


def sizes(made: PdfReader) -> set[float]:
    """Every size of type on the page, in points."""
    contents = made.pages[0].get_contents()
    assert contents is not None
    drawn = contents.get_data()
    found = [abs(float(one["size"]) * float(one["height"])) for one in SET_IN.finditer(drawn)]
    assert len(found) == drawn.count(b" Tf"), "none is overlooked"
    return {round(size, 2) for size in found}


def is_one_page_to_read(made: PdfReader) -> bool:
    return len(made.pages) == 1 and min(sizes(made)) >= SMALLEST


def texts_of(told: Situation, language: str) -> str:
    """Every word that the sheet of this person holds in German and beside it."""
    return str(content(sheet_of(told, sensitive=True), GERMAN, words(language), ADDRESS))


@cache
def drawn_letters(weight: str) -> frozenset[str]:
    """What the fonts of this weight that go along can draw."""
    return frozenset(chr(code) for font in FONTS.glob(f"*-{weight}.ttf") for code in TTFont(font).getBestCmap())


@pytest.mark.parametrize("language", [None, *OTHERS])
def test_in_german_and_beside_every_language_the_sheet_is_one_tagged_page_with_every_reason(
    language: str | None,
) -> None:
    beside = words(language) if language else None
    made = sheet_of(situation(LONGEST))
    longest, newcomer = (read(pdf(one, GERMAN, beside, ADDRESS)) for one in (made, sheet_of(NEWCOMER)))
    for each in (longest, newcomer):
        assert is_one_page_to_read(each)
        assert_tagged_titled_and_german(each)
    assert newcomer.metadata is not None
    assert "Ihr Programm: integration.arbeit" in str(newcomer.metadata.title)
    text = "".join(longest.pages[0].extract_text().split())
    for kind in made.fits:  # however short the room
        reason = GERMAN("handout.why", reason=sentence(GERMAN, kind.deciding[0]))
        assert "".join(reason.split()) in text


def assert_tagged_titled_and_german(made: PdfReader) -> None:
    root: Any = made.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"] is not None
    assert root["/Lang"].startswith("de")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data(), "it says that it is PDF/UA"


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_the_sheet_of_every_persona_is_one_page_and_its_type_can_be_read(path: Path) -> None:
    made = sheet_of(situation(path), sensitive=True)
    assert is_one_page_to_read(read(pdf(made, GERMAN)))
    assert is_one_page_to_read(read(pdf(made, GERMAN, words("uk"), ADDRESS)))  # the longest words


@pytest.mark.parametrize("language", OTHERS)
def test_every_letter_on_paper_has_a_glyph(language: str) -> None:
    letters = set().union(*(texts_of(situation(path), language) for path in PERSONAS[::5]))
    for weight in ("Regular", "Bold"):
        assert {letter for letter in letters if letter.isprintable()} - drawn_letters(weight) == set()


def test_a_reader_hears_the_sections_in_order() -> None:
    text = read(pdf(sheet_of(NEWCOMER), GERMAN)).pages[0].extract_text()
    keys = ("handout.next", "handout.fits", "handout.you_pay", "handout.providers", "step.title")
    places = [text.index("Ihr Programm"), *(text.index(GERMAN(key)) for key in keys)]
    assert places == sorted(places)
    assert "Orientierung, kein Entscheid" in text


def test_telephone_numbers_and_amounts_keep_their_order_in_arabic() -> None:
    arabic = words("ar")
    told = NEWCOMER.but(flight_trauma=True)
    text = read(pdf(sheet_of(told, sensitive=True), GERMAN, arabic)).pages[0].extract_text()
    assert "062 388 35 35" in text
    assert "868.00" in text
    assert "00.868" not in text


def everything(made: Handout) -> str:
    return str(content(made, GERMAN, words("en"), ADDRESS))


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_without_the_tick_nothing_on_the_sheet_tells_of_health(path: Path) -> None:
    told = situation(path)
    made = sheet_of(told)
    assert not {kind.type.key for kind in (*made.fits, *made.open)} & HEALTH_KINDS
    assert not set(made.to_clarify) & HEALTH
    assert not {kind for site in made.sites for kind in site.kinds} & HEALTH_KINDS
    printed = everything(made).replace("gesundheitliche", "")
    for word in ("Trauma", "Sucht", "trauma", "addict", "Arzt", "Gesundheit"):
        assert word not in printed
    forms = registration_text(GERMAN, registration(told, advise(told, TODAY), fund(told, TODAY)), told, [], TODAY)
    assert "Trauma" not in forms
    assert "Sucht" not in forms


def test_with_the_tick_they_are_printed() -> None:
    made = sheet_of(NEWCOMER.but(flight_trauma=True), sensitive=True)
    assert "trauma" in {kind.type.key for kind in made.fits}
    assert "Traumaprogramm" in everything(made)


def test_the_code_leads_to_the_start_page_and_to_nothing_else() -> None:
    with_address = content(sheet_of(NEWCOMER), GERMAN, None, ADDRESS)["qr"]
    other_person = content(sheet_of(NEWCOMER.but(age=17)), GERMAN, None, ADDRESS)["qr"]
    assert with_address["svg"] == other_person["svg"], "no answer is in it"
    assert content(sheet_of(NEWCOMER), GERMAN, None, "")["qr"] is None


@pytest.mark.parametrize("draws_benefits", [True, False])
def test_another_office_stands_before_the_kinds_only_where_it_comes_first(draws_benefits: bool) -> None:
    made = sheet_of(NEWCOMER.but(disability_insurance=draws_benefits))
    text = read(pdf(made, GERMAN)).pages[0].extract_text()
    assert (text.index(GERMAN("door.title")) < text.index(GERMAN("handout.fits"))) is draws_benefits
    assert ("Zuerst zur IV-Stelle" in text.splitlines()[0]) is draws_benefits, "it is the title, too"


@pytest.mark.parametrize("path", PERSONAS, ids=lambda path: path.stem)
def test_on_the_map_no_dot_hides_the_house_and_the_scale_neither(path: Path) -> None:
    found = sheet_of(situation(path), sensitive=True)
    for languages in ([GERMAN], [GERMAN, words("uk")]):
        drawn = sites_table(found, languages)["map"]
        if drawn is None:
            continue
        width, height, home, scale = drawn["width"], drawn["height"], drawn["home"], drawn["scale"]
        assert (width, height) == MAP_MM[len(languages)]
        for dot in drawn["dots"] if home else ():
            half = (2.2 + 1.4 * len(dot["label"])) / 2
            aside = abs(dot["at"][0] - home[0]) >= half + 1.9
            assert aside or abs(dot["at"][1] - home[1]) >= 1.8 + 2.0
        for x, y in [*(dot["at"] for dot in drawn["dots"]), *([home] if home else [])]:
            from_its_corner = width - x if scale["right"] else x
            assert from_its_corner > scale["mm"] + 3 or y < height - 7


@pytest.mark.parametrize("postcode", ["4600", "4500", "2540", "4702", "4143"])
@pytest.mark.parametrize("languages", [1, 2])
def test_home_and_every_dot_stand_inside_the_map_with_a_margin(postcode: str, languages: int) -> None:
    found = sheet_of(NEWCOMER.but(postcode=postcode))
    width, height = MAP_MM[languages]
    drawn = sketch(found.home, found.sites, width, height)
    assert drawn is not None
    for label, (x, y) in [("", drawn["home"]), *((dot["label"], dot["at"]) for dot in drawn["dots"])]:
        half = half_of(label) if label else HALF_A_HOUSE
        assert half < x < width - half
        assert HALF_A_HOUSE < y < height - HALF_A_HOUSE


@pytest.mark.parametrize(
    ("told", "number"),
    [
        ({"postcode": "4500", "employability": "not_foreseeable"}, "032 626 56 56"),
        ({"postcode": "4600"}, "032 627 23 11"),
    ],
)
def test_the_number_to_call_is_in_the_largest_type(told: dict[str, Any], number: str) -> None:
    made = content(sheet_of(Situation.of({**NEWCOMER.answered(), **told})), GERMAN)
    assert made["next"]["phone"] == number


def test_the_sheet_speaks_to_the_person() -> None:
    text = everything(sheet_of(NEWCOMER))
    assert "Die andere Hälfte bezahlen Sie" in text
    assert "bezahlt die Person" not in text


def test_a_site_around_the_corner_is_not_at_zero_kilometres() -> None:
    rows = next(row for row in content(sheet_of(NEWCOMER), GERMAN)["rows"] if row["kind"] == "sites")["rows"]
    assert rows[0]["km"] == "<\u00a01\u00a0km"


def test_the_sheet_can_be_looked_at_as_a_picture() -> None:
    assert png(sheet_of(NEWCOMER), GERMAN).startswith(b"\x89PNG")


def test_the_booking_code_stands_only_where_the_sozialdienst_books() -> None:
    told = NEWCOMER.but(social_assistance=True)
    with_help = registration(told, advise(told, TODAY), fund(told, TODAY))
    without = registration(NEWCOMER, advise(NEWCOMER, TODAY), fund(NEWCOMER, TODAY))
    assert (with_help.booking_code, without.booking_code) == ("15.07", None)
    assert "Kostengutsprache" in registration_text(GERMAN, with_help, told, [], TODAY)
    assert (with_help.request, without.request != ()) == ((), True)
