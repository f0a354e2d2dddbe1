"""Numbers and days as people write them: understood where a person would, refused kindly where nobody could."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadAnswer
from finder.facts.amounts import MOST, amount, quantity, to_five_rappen, to_rappen, whole_number
from finder.facts.days import day
from finder.facts.texts import texts


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
def test_two_thousand_five_hundred_is_understood_however_it_is_written(written):
    assert amount("wealth", written) == 2500


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "CHF",
        "",
        "-1",
        "- 5",
        "2.500",
        "2,500",
        "12 50",
        "1'2'3",
        "25'00",
        "25²",
        "½",
        "1e3",
        "2500.005",
        "5.",
        ".5",
        "1" * 41,
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
def test_what_could_mean_two_things_or_nothing_is_refused_with_its_field(written):
    with pytest.raises(BadAnswer) as refused:
        amount("wealth", written)
    assert (refused.value.field, refused.value.hint) == ("wealth", "bad_amount")


@pytest.mark.parametrize(("written", "understood"), [("0", "0"), ("0.05", "0.05"), (MOST, str(MOST)), ("-0", "0")])
def test_the_smallest_and_the_largest_amount(written, understood):
    assert str(amount("wealth", written)) == understood


@given(st.decimals(0, 99_999_999, places=2))
def test_what_the_pages_write_is_read_back_to_the_rappen(chf):
    assert amount("wealth", f"CHF {chf:,.2f}".replace(",", "'")) == chf
    assert amount("wealth", str(chf)) == chf


@given(st.text(max_size=60))
def test_no_text_brings_it_down(text):
    try:
        understood = amount("wealth", text)
    except BadAnswer:
        return
    assert 0 <= understood <= MOST


@pytest.mark.parametrize(
    ("written", "allowed"), [("-1", False), ("0", True), ("31", True), ("32", False), ("1.5", False)]
)
def test_a_whole_number_keeps_to_its_bounds_and_names_them(written, allowed):
    read = whole_number(0, 31)
    if allowed:
        assert read("full_days", written) == int(written)
    else:
        with pytest.raises(BadAnswer) as refused:
            read("full_days", written)
        said = texts("de")["error.bad_whole_number"].format(value=written, **refused.value.said)
        assert "0 bis 31" in said


@pytest.mark.parametrize(
    ("written", "hours"), [("1.25", "1.25"), ("1,25", "1.25"), (1.25, "1.25"), ("0.3333", "0.3333")]
)
def test_hours_may_have_four_decimals(written, hours):
    assert quantity("coaching_hours", written, 10) == Decimal(hours)


@pytest.mark.parametrize("written", ["10.01", "0.33333", "-0.25", "eine"])
def test_hours_beyond_their_bounds_are_refused(written):
    with pytest.raises(BadAnswer, match="coaching_hours"):
        quantity("coaching_hours", written, 10)


@pytest.mark.parametrize(
    ("exact", "rounded"),
    [("0.024", "0.00"), ("0.025", "0.05"), ("0.074", "0.05"), ("0.075", "0.10"), ("868", "868.00")],
)
def test_five_rappen_are_rounded_half_up(exact, rounded):
    assert str(to_five_rappen(Decimal(exact))) == rounded


@pytest.mark.parametrize(("exact", "rounded"), [("0.004", "0.00"), ("0.005", "0.01"), ("23.335", "23.34")])
def test_a_rappen_is_rounded_half_up(exact, rounded):
    assert str(to_rappen(Decimal(exact))) == rounded


@pytest.mark.parametrize(
    "written",
    ["1.12.2026", "01.12.26", " 1. 12. 2026 ", "1/12/2026", "2026-12-01", "٠١.١٢.٢٠٢٦", date(2026, 12, 1)],
)
def test_the_first_of_december_is_understood_however_it_is_written(written):
    assert day("start", written) == date(2026, 12, 1)


@pytest.mark.parametrize("written", ["31.2.2026", "0.1.2026", "morgen", "", "1.12.1999", "1.12.2100", "1.12", None, 5])
def test_a_day_that_is_none_is_refused_with_its_field(written):
    with pytest.raises(BadAnswer) as refused:
        day("start", written)
    assert (refused.value.field, refused.value.hint) == ("start", "bad_day")
