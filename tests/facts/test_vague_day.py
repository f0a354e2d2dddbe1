"""A month or a year stays one: reckoned with by its first day, written no finer than its source."""

from __future__ import annotations

import pickle
from datetime import date

import pytest

from finder.facts.dataset import on_file
from finder.facts.vague_day import VagueDay, exactness
from views.words import words


@pytest.mark.parametrize(
    ("text", "first", "exact_to"),
    [
        ("2019", date(2019, 1, 1), "year"),
        ("2019-01", date(2019, 1, 1), "month"),
        ("2020-10", date(2020, 10, 1), "month"),
    ],
)
def test_it_is_reckoned_with_by_its_first_day_and_written_as_it_was_read(text: str, first: date, exact_to: str) -> None:
    day = VagueDay.read(text)
    assert (day, str(day), exactness(day)) == (first, text, exact_to)
    assert (pickle.loads(pickle.dumps(day)).exact_to, exactness(first)) == (exact_to, "day")


@pytest.mark.parametrize(
    "text", ["", "19", "2019-1", "2019-13", "2019-00", "0000", "2019-10-05", "Oktober 2019", "２０１９"]
)
def test_what_is_neither_a_month_nor_a_year_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="neither a month nor a year"):
        VagueDay.read(text)


@pytest.mark.parametrize(
    ("language", "month", "year"),
    [
        ("de", "Oktober 2020", "2019"),
        ("en", "October 2020", "2019"),
        ("fr", "octobre 2020", "2019"),
        ("ar", "أكتوبر 2020", "2019"),
    ],
)
def test_it_is_read_no_finer_than_it_is(language: str, month: str, year: str) -> None:
    say = words(language)
    assert (say.day(VagueDay.read("2020-10")), say.day(VagueDay.read("2019"))) == (month, year)


def test_no_offer_on_file_claims_a_day_that_its_source_does_not_state() -> None:
    for row in on_file().offers:
        if row.last_confirmed is not None and exactness(row.last_confirmed) == "day":
            assert str(row.last_confirmed) in row.source_date, row.location
