"""Numbers and days as people write them: understood where a person would, refused kindly where nobody could."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from babel.numbers import get_currency_name
from babel.units import format_unit
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadAnswer
from finder.facts.amounts import MOST, amount, quantity, to_five_rappen, to_rappen, whole_number
from finder.facts.dataset import on_file
from finder.facts.days import LANGUAGES, day
from finder.facts.unit_words import DAYS, FRANCS, HOURS, MINUTES, MONTHS, YEARS, are_all, phrases


@pytest.mark.parametrize(
    "written",
    [
        "2500",
        "2’500",
        "2'500",
        "2'500.–",
        "2500.--",
        "2 500",
        "2\u202f500",
        "2 500.00",
        "CHF 2'500.–",
        "2500 CHF",
        "Fr. 2500.-",
        "sFr. 2'500",
        "2500 Franken",
        " 2500 ",
        "2500,00",
        "+2500",
        "٢٥٠٠",
        "۲۵۰۰",
        "٢٬٥٠٠",
        "２５００",
        2500,
        2500.0,
        Decimal("2500.000"),
        Decimal("2.5E+3"),
    ],
)
def test_two_thousand_five_hundred_is_understood_however_it_is_written(written: str | float | Decimal) -> None:
    assert amount("wealth", written) == 2500


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "CHF",
        "",
        "-1",
        "- 5",
        "12 50",
        "1'2'3",
        "25'00",
        "25²",
        "½",
        "1e3",
        "2500.005",
        ".5",
        "1" * 81,
        "100000000",
        "NaN",
        True,
        None,
        [],
        {},
        2500.005,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
    ],
)
def test_what_could_mean_two_things_or_nothing_is_refused_with_its_field(written: object) -> None:
    with pytest.raises(BadAnswer) as refused:
        amount("wealth", written)
    assert (refused.value.field, refused.value.hint) == ("wealth", "bad_amount")


FOUR_AND_A_HALF_THOUSAND = """
4500 · 4'500 · 4’500 · 4‘500 · 4´500 · 4`500 · 4ʼ500 · 4′500 · 4' 500 · 4 500 · 4\u00a0500 · 4\u202f500 · 4\u2009500
4500. · 4500, · 4500.- · 4500.– · 4500.— · 4500,- · 4500,-- · 4'500.-- · 4500.00 · 4500,00 · 4'500.00 · 4 500,00
4500.0 · 4.500,00 · 4,500.00 · 4.500.- · 4,500.– · +4500 · = 4500
4\u200b500 · \u200f4500\u200f · 4\u00ad500 · \ufeff4500
CHF 4500 · CHF4500 · chf 4'500.– · 4500 CHF · 4500CHF · Fr. 4500 · Fr.4500.-
SFr. 4'500 · sFr 4500 · Frs. 4500 · 4500 Fr.
4500 Franken · 4500 Schweizer Franken · 4500.- Franken · 4500 Stutz · 4500 Franken. · 4500 pro Monat · 4500 Fr./Mt.
4500.–/Monat · 4500 CHF monatlich · CHF 4500 p.M. · 4500 mtl. · 4500 netto · netto 4500
ca. 4500 · ~4500 · rund 4500 Franken
4.5k · 4,5 Tsd. · 4500 Franken im Monat netto
4500 francs · 4500 swiss francs · 4500 per month · CHF 4500/month · about 4500 francs a month · 4500 monthly
4500 francs suisses · 4500 francs par mois · 4 500,00 fr. par mois · environ 4500 francs
4500.- / mois · 4500 nets par mois
4500 franchi · 4500 franchi al mese · 4500 franchi svizzeri · 4500 francos · 4500 francos suizos al mes · 4500 por mes
4500 francos suíços por mês · 4500 ao mês
4500 франків · 4500 франків на місяць · 4500 швейцарських франків · близько 4500 франків · 4500 франков в месяц
٤٥٠٠ · ٤٬٥٠٠ · ٤٥٠٠ فرنك · ٤٥٠٠ فرنك في الشهر · 4500 فرنك سويسري · حوالي ٤٥٠٠ فرنك · ٤٥٠٠ فرنك شهريا · ٤٥٠٠٫٠٠
۴۵۰۰ · ۴٬۵۰۰ فرانک · ۴۵۰۰ فرانک در ماه · ماهانه 4500 فرانک · 4500 فرانک سویس
4500 frank · 4500 İsviçre frangı · 4500 FRANK · aylık 4500 frank
ayda 4500 frank · yaklaşık 4500 frank · 4,5 bin frank
4500 franga · 4500 franga zvicerane · 4500 franga në muaj · 4500 franaka
4500 švicarskih franaka · 4500 franaka mjesečno
4500 франака месечно · 4500 ፍራንክ · 4500 ፍራንክ ኣብ ወርሒ
"""


def forms(table: str) -> list[str]:
    """The forms in a table, parted by « · »."""
    return [form for line in table.strip().splitlines() for form in line.split(" · ")]


def test_an_income_is_understood_in_every_language() -> None:
    written = forms(FOUR_AND_A_HALF_THOUSAND)
    assert len(set(written)) >= 120
    for one in written:
        assert amount("monthly_income", one) == 4500, one


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("4.500", "two_numbers"),
        ("4,500", "two_numbers"),
        ("CHF 4.500", "two_numbers"),
        ("٤٫٥٠٠", "two_numbers"),
        ("54000 pro Jahr", "amount_per_year"),
        ("54'000 CHF p.a.", "amount_per_year"),
        ("54000 par an", "amount_per_year"),
        ("54000 на рік", "amount_per_year"),
        ("54000 سنويا", "amount_per_year"),
        ("yılda 54000", "amount_per_year"),
        ("4500 EUR", "other_currency"),
        ("€ 4500", "other_currency"),
        ("4500 $", "other_currency"),
        ("4500 євро", "other_currency"),
        ("4500 brutto", "bad_amount"),
        ("4000-4500", "bad_amount"),
        ("4000 bis 4500", "bad_amount"),
        ("4500-", "bad_amount"),
        ("4500 –", "bad_amount"),
        ("-CHF 4500", "bad_amount"),
        ("CHF -4500", "bad_amount"),
        ("(4500)", "bad_amount"),
        ("4000+500", "bad_amount"),
        ("über 4500", "bad_amount"),
        ("4500 Rappen", "bad_amount"),
        ("4500 Jahre", "bad_amount"),
        ("4'500k", "bad_amount"),
        ("4.500k", "two_numbers"),
        ("4'50", "bad_amount"),
        ("45'00", "bad_amount"),
        ("4500.5.5", "bad_amount"),
        ("4500 Fr. 50", "bad_amount"),
        ("0.500", "bad_amount"),
        ("4½", "bad_amount"),
        ("4⁵00", "bad_amount"),
        ("viertausend", "bad_amount"),
    ],
)
def test_another_amount_or_two_at_once_is_refused_with_what_is_wanted(written: str, hint: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        amount("monthly_income", written)
    assert refused.value.hint == hint
    assert str(on_file().texts("de")[f"error.{hint}"]).format(value=written, **refused.value.said)


def test_wealth_is_nothing_that_comes_by_the_month() -> None:
    assert amount("wealth", "4500 Franken") == 4500
    with pytest.raises(BadAnswer):
        amount("wealth", "4500 pro Monat")


@pytest.mark.parametrize(
    ("key", "written", "number"),
    [
        ("age", "17 Jahre", 17),
        ("age", "17.", 17),
        ("age", "17 J.", 17),
        ("age", "17j", 17),
        ("age", "17-jährig", 17),
        ("age", "17 Jahre alt", 17),
        ("age", "Alter: 17", 17),
        ("age", "ich bin 17", 17),
        ("age", "17 years old", 17),
        ("age", "17 yo", 17),
        ("age", "17 ans", 17),
        ("age", "j’ai 17 ans", 17),
        ("age", "17 anni", 17),
        ("age", "17 años", 17),
        ("age", "17 anos", 17),
        ("age", "17 років", 17),
        ("age", "мені 17 років", 17),
        ("age", "١٧ سنة", 17),
        ("age", "عمري ١٧ سنة", 17),
        ("age", "۱۷ ساله", 17),
        ("age", "17 yaşında", 17),
        ("age", "17 vjeç", 17),
        ("age", "17 godina", 17),
        ("age", "17 година", 17),
        ("age", "17 ዓመት", 17),
        ("household_size", "3 Personen", 3),
        ("household_size", "3 Pers.", 3),
        ("household_size", "wir sind 3", 3),
        ("household_size", "3-Personen-Haushalt", 3),
        ("household_size", "3 people", 3),
        ("household_size", "3 personnes", 3),
        ("household_size", "3 persone", 3),
        ("household_size", "3 особи", 3),
        ("household_size", "٣ أشخاص", 3),
        ("household_size", "۳ نفر", 3),
        ("household_size", "3 kişi", 3),
        ("household_size", "3 osobe", 3),
        ("plan.first_month.full_days", "8 Tage", 8),
        ("plan.whole_months", "3 Monate", 3),
        ("plan.whole_months", "3 mois", 3),
    ],
)
def test_a_number_is_understood_with_its_unit(key: str, written: str, number: int) -> None:
    assert whole_number(0, 120)(key, written) == number


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("age", "17 Monate"),
        ("age", "über 17"),
        ("age", "17-18"),
        ("age", "17½"),
        ("age", "17,5"),
        ("age", "17 CHF"),
        ("household_size", "2 Erwachsene"),
        ("household_size", "2 + 1"),
        ("household_size", "3 Jahre"),
        ("plan.whole_months", "3 Tage"),
        ("plan.whole_months", "2 Jahre"),
    ],
)
def test_a_number_of_something_else_is_refused(key: str, written: str) -> None:
    with pytest.raises(BadAnswer) as refused:
        whole_number(0, 120)(key, written)
    assert refused.value.hint == "bad_whole_number"


@pytest.mark.parametrize(
    "written",
    ["1990", 1990, "Jg. 1990", "Jahrgang 1990", "Jg. 90", "*1990", "geb. 1990", "né en 1990", "12.3.1990", "١٩٩٠"],
)
def test_a_year_of_birth_is_no_age(written: str | int) -> None:
    with pytest.raises(BadAnswer) as refused:
        whole_number(0, 120)("age", written)
    assert refused.value.hint == "year_of_birth"
    assert "Jahren" in on_file().texts("de")["error.year_of_birth"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_the_unicode_data_are_among_ours(language: str) -> None:
    assert are_all(get_currency_name("CHF", 5, language), phrases(FRANCS))
    for group, unit in ((YEARS, "year"), (MONTHS, "month"), (DAYS, "day"), (HOURS, "hour"), (MINUTES, "minute")):
        for width in ("long", "short"):
            written = format_unit(5, f"duration-{unit}", width, locale=language)
            words = "".join(sign for sign in written if not sign.isdecimal())
            assert "duration" in words or are_all(words, phrases(group)), written


@pytest.mark.parametrize(("written", "understood"), [("0", "0"), ("0.05", "0.05"), (MOST, str(MOST)), ("-0", "0")])
def test_the_smallest_and_the_largest_amount(written: str | Decimal, understood: str) -> None:
    assert str(amount("wealth", written)) == understood


@given(st.decimals(0, 99_999_999, places=2))
def test_what_the_pages_write_is_read_back_to_the_rappen(chf: Decimal) -> None:
    assert amount("wealth", f"CHF {chf:,.2f}".replace(",", "'")) == chf
    assert amount("wealth", str(chf)) == chf


@given(st.text(max_size=60))
def test_no_text_brings_it_down(text: str) -> None:
    try:
        understood = amount("wealth", text)
    except BadAnswer:
        return
    assert 0 <= understood <= MOST


@pytest.mark.parametrize(
    ("written", "allowed"), [("-1", False), ("0", True), ("31", True), ("32", False), ("1.5", False)]
)
def test_a_whole_number_keeps_to_its_bounds_and_names_them(written: str, allowed: bool) -> None:
    read = whole_number(0, 31)
    if allowed:
        assert read("full_days", written) == int(written)
    else:
        with pytest.raises(BadAnswer) as refused:
            read("full_days", written)
        said = str(on_file().texts("de")["error.bad_whole_number"]).format(value=written, **refused.value.said)
        assert "0 bis 31" in said


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("1.25", "1.25"),
        ("1,25", "1.25"),
        (1.25, "1.25"),
        ("0.3333", "0.3333"),
        ("1:15", "1.25"),
        ("1h15", "1.25"),
        ("1 Std. 15 Min.", "1.25"),
        ("75 Minuten", "1.25"),
        ("1¼", "1.25"),
        ("1.25 Stunden", "1.25"),
        ("½ h", "0.5"),
    ],
)
def test_hours_may_have_four_decimals(written: str | float, hours: str) -> None:
    assert quantity("coaching_hours", written, 10) == Decimal(hours)


@pytest.mark.parametrize("written", ["10.01", "0.33333", "-0.25", "eine", "1:75", "1 h 15 m 3", "2 Tage"])
def test_hours_beyond_their_bounds_are_refused(written: str) -> None:
    with pytest.raises(BadAnswer, match="coaching_hours"):
        quantity("coaching_hours", written, 10)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.024", "0.00"), ("0.025", "0.05"), ("0.074", "0.05"), ("0.075", "0.10"), ("868", "868.00")],
)
def test_five_rappen_are_rounded_half_up(exact: str, rounded: str) -> None:
    assert str(to_five_rappen(Decimal(exact))) == rounded


@pytest.mark.parametrize(("exact", "rounded"), [("0.004", "0.00"), ("0.005", "0.01"), ("23.335", "23.34")])
def test_a_rappen_is_rounded_half_up(exact: str, rounded: str) -> None:
    assert str(to_rappen(Decimal(exact))) == rounded


@pytest.mark.parametrize(
    "written",
    [
        "1.12.2026",
        "01.12.26",
        " 1. 12. 2026 ",
        "1/12/2026",
        "2026-12-01",
        "٠١.١٢.٢٠٢٦",
        date(2026, 12, 1),
        "1-12-2026",
        "2026/12/01",
        "2026.12.01",
        "1.12.2026.",
        "1.\u200f12.\u200f2026",
        datetime(2026, 12, 1, 9, 30),  # noqa: DTZ001  # a clock time of no zone is what a spreadsheet gives
        "1. Dezember 2026",
        "1.Dez.2026",
        "1 Dez 26",
        "Dienstag, 1. Dezember 2026",
        "Di 1.12.2026",
        "ab 1. Dezember 2026",
        "1 December 2026",
        "1st December 2026",
        "December 1, 2026",
        "Dec 1 2026",
        "Tue 1 Dec 2026",
        "1er décembre 2026",
        "le 1er décembre 2026",
        "mardi 1 decembre 2026",
        "1° dicembre 2026",
        "martedì 1 dicembre 2026",
        "1 de diciembre de 2026",
        "1º de dezembro de 2026",
        "1 грудня 2026",
        "1 грудня 2026 р.",
        "1 декабря 2026 г.",
        "١ ديسمبر ٢٠٢٦",
        "1 كانون الأول 2026",
        "۱ دسامبر ۲۰۲۶",
        "1 Aralık 2026",
        "1 ARALIK 2026",
        "1 dhjetor 2026",
        "1. prosinca 2026.",
        "1. decembar 2026",
        "1. децембар 2026",
        "1 ታሕሳስ 2026",
    ],
)
def test_the_first_of_december_is_understood_however_it_is_written(written: str | date | datetime) -> None:
    assert day("start", written) == date(2026, 12, 1)


@pytest.mark.parametrize(
    "written",
    [
        "31.2.2026",
        "0.1.2026",
        "morgen",
        "",
        "1.12.1999",
        "1.12.2100",
        "1.12",
        None,
        5,
        "12/13/2026",
        "Dezember 2026",
        "Mittwoch, 1. Dezember 2026",
        "1. Dezember",
        "1 2 2026",
        "1. Foo 2026",
        "1 آذر 1405",
        "x" * 5000,
    ],
)
def test_a_day_that_is_none_is_refused_with_its_field(written: str | int | None) -> None:
    with pytest.raises(BadAnswer) as refused:
        day("start", written)
    assert (refused.value.field, refused.value.hint) == ("start", "bad_day")
