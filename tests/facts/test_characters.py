"""The door of every text: what looks alike is alike, what nobody sees is gone, what means something stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.facts.characters import clean, folded, visible

UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060"
UNSEEN += "\u2066\u2067\u2068\u2069\ufeff\u00ad\u061c\ufe0f\u034f"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("٤٥٢٨", "4528"),
        ("۴۵۲۸", "4528"),
        ("४५२८", "4528"),
        ("４５２８", "4528"),
        ("𝟒𝟓𝟐𝟖", "4528"),
        ("Ｚｕｃｈｗｉｌ", "Zuchwil"),
        ("Da\u0308niken", "Däniken"),
        ("4´500", "4'500"),
        ("4`500", "4'500"),
        ("4’500", "4'500"),
        ("\u00a0a\u2009b\u3000\u202fc\u2028d\x85", "a b c d"),
        ("a\t\n b", "a b"),
        ("25²", "25²"),
        ("½", "½"),
        ("①", "①"),
        ("ﬁ", "fi"),
        ("Ⅳ", "IV"),
        (UNSEEN, ""),
        ("a\x00b", "a\x00b"),
    ],
)
def test_a_text_is_read_as_it_is_seen(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@pytest.mark.parametrize("mark", UNSEEN)
def test_what_nobody_sees_changes_nothing(mark: str) -> None:
    assert clean(f"{mark}45{mark}28{mark}") == "4528"
    assert visible(f"45{mark}28") == f"45⟨U+{ord(mark):04X}⟩28"


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert not any(unicodedata.category(sign) == "Cf" for sign in once)


@given(st.text(max_size=40))
@settings(max_examples=100)
def test_no_digit_is_made_out_of_a_sign_that_is_none(text: str) -> None:
    digits = [sign for sign in text if sign.isdecimal()]
    assert [sign for sign in clean(text) if sign.isdecimal()] == [str(unicodedata.decimal(one)) for one in digits]


def test_words_of_any_language_are_compared_without_accents_and_capitals() -> None:
    assert folded("FÉVRIER") == folded("fevrier")
    assert folded("ARALIK") == folded("aralık") == folded("Aralik")
    assert folded("فرانک") == folded("فرانك")
