"""vCard 4.0: lines fold, signs are escaped, one card for each location."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finder.exports.vcard import LONGEST_LINE, vcards
from finder.facts.dataset import on_file

OFFER = on_file().offers[0]


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_each_location_is_one_card_whatever_it_offers() -> None:
    here = [one for one in on_file().offers if (one.provider_id, one.location) == (OFFER.provider_id, OFFER.location)]
    assert len(here) > 1
    assert vcards(here).count("BEGIN:VCARD") == vcards(here).count("END:VCARD") == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [("A, B", r"A\, B"), ("A; B", r"A\; B"), ("A\\B", r"A\\B"), ("A\nB", r"A\nB"), ("Müller", "Müller")],
)
def test_signs_that_mean_something_are_escaped(name: str, written: str) -> None:
    assert f"ORG:{written}" in unfolded(vcards([replace(OFFER, provider=name)]))


@pytest.mark.parametrize("length", [60, 70, 71, 72, 140, 400])
@pytest.mark.parametrize("sign", ["a", "ü", "ٱ"])
def test_no_line_is_longer_than_the_format_allows_and_none_is_lost(length: int, sign: str) -> None:
    text = vcards([replace(OFFER, provider=sign * length)])
    assert max(len(line.encode()) for line in text.split("\r\n")) <= LONGEST_LINE
    assert f"ORG:{sign * length}" in unfolded(text)


def test_every_offer_on_file_makes_a_card_with_name_and_version() -> None:
    for card in vcards(on_file().offers).split("END:VCARD\r\n")[:-1]:
        lines = unfolded(card)
        assert lines[:2] == ["BEGIN:VCARD", "VERSION:4.0"]
        assert any(line.startswith("FN:") for line in lines)
