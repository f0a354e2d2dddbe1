"""What the programme itself puts into a sentence – a day, a list, a number – is of the language of the sentence."""

from datetime import date
from decimal import Decimal

import pytest

from finder.facts.dataset import on_file
from finder.facts.vague_day import VagueDay
from views.words import words

LAST = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("de", "Letzter Tag: 30. Juni 2025."),
        ("sq", "Dita e fundit: 30 qershor 2025."),
        (
            "bs",
            "Zadnji dan: 30.\N{NO-BREAK SPACE}6.\N{NO-BREAK SPACE}2025.",
        ),  # in figures: no month to bend after «do», none that Croats call otherwise
        ("tr", "Son gün: 30 Haziran 2025."),
        ("uk", "Останній день: 30 червня 2025\N{NARROW NO-BREAK SPACE}р."),
    ],
)
def test_a_day_is_written_as_its_readers_write_it_and_the_sentence_has_one_full_stop(
    language: str, written: str
) -> None:
    assert words(language)("costs.form.end_is", end=LAST) == written


def test_what_a_person_typed_is_shown_as_it_was_typed() -> None:
    assert words("de")("error.not_understood", value="1..2.") == "«1..2.» verstehen wir nicht."


@pytest.mark.parametrize(
    ("language", "month", "listed"),
    [
        ("de", "Juni 2025", "a, b und c"),
        ("sq", "qershor 2025", "a, b dhe c"),
        ("bs", "juni 2025.", "a, b i c"),
        ("tr", "Haziran 2025", "a, b ve c"),
    ],
)
def test_months_and_lists_are_of_the_language(language: str, month: str, listed: str) -> None:
    say = words(language)
    assert (say.day(VagueDay.read("2025-06")), say.all("abc")) == (month, listed)


@pytest.mark.parametrize(
    ("language", "amount", "written"),
    [
        ("de", "1736", "CHF 1'736.00"),
        ("de-leicht", "1736", "1'736 Franken"),
        ("de-leicht", "86.80", "86.80 Franken"),
        ("de-leicht", "0", "0 Franken"),
        ("it", "86.8", "CHF 86.80"),
    ],
)
def test_money_is_written_as_its_readers_say_it_and_the_number_stays_with_its_unit(
    language: str, amount: str, written: str
) -> None:
    assert words(language).chf(Decimal(amount)) == written.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize("language", on_file().languages)
def test_a_number_in_a_sentence_has_the_decimal_sign_of_the_numbers_beside_it(language: str) -> None:
    say = words(language)
    assert say.number(21.7) in say("assumption.fewer_days_scale_the_month")
