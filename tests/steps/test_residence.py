"""Residence: the canton of the postcode's places, the municipality where it is named, and what is still missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import Dataset, on_file
from finder.steps.residence import _residences, residence
from tests.support.frozen import DATA
from tests.support.known import known


def test_nothing_told_leaves_everything_open() -> None:
    home = residence(None)
    assert (home.places, home.canton, home.municipality, home.region, home.missing) == (
        (),
        None,
        None,
        None,
        "postcode",
    )


@pytest.mark.parametrize(
    ("postcode", "locality", "canton"),
    [
        ("4500", None, "SO"),
        ("4600", None, "SO"),  # a strip of Aarburg AG does not change it
        ("4600", "Olten", "SO"),
        ("4600", "Aarburg", "AG"),  # unless the person names it
        ("5017", "Erlinsbach (SO)", "SO"),
        ("5017", "Erlinsbach (AG)", "AG"),
        ("3254", "Messen", "SO"),
        ("3254", "Balm b. Messen", "SO"),
        ("3254", "Rapperswil (BE)", "BE"),
        ("2827", "Schelten", "BE"),
        ("2827", "Beinwil (SO)", "SO"),
        ("Hauptstrasse 5, 4528 Zuchwil", None, "SO"),
        ("\u200f٤٥٢٨", None, "SO"),
        (None, "Soleure", "SO"),
        (None, "Stadt Olten", "SO"),
        ("4564", "Obergerlafingen", "SO"),
        ("4564", "Zielebach", "BE"),
        ("5000", None, "AG"),
        ("3000", None, "BE"),
        (None, "Zuchwil", "SO"),
        (None, "Zielebach", "BE"),
        ("CH-4528", None, "SO"),
        ("4528 Zuchwil", None, "SO"),
        ("4509", None, "SO"),
    ],
)
def test_the_canton_is_the_one_of_the_place(postcode: str | None, locality: str | None, canton: str) -> None:
    home = residence(postcode, locality)
    assert (home.canton, home.missing) == (canton, None)


def test_a_postcode_in_two_cantons_stays_open_until_the_place_is_told() -> None:
    home = residence("4564")
    assert (home.canton, home.municipality, home.region, home.missing) == (None, None, None, "locality")
    assert not home.certain
    assert {place.locality for place in home.places} == {"Obergerlafingen", "Zielebach"}


@pytest.mark.parametrize(
    ("postcode", "locality"), [("5017", None), ("5017", "Barmelweid"), ("2827", None), ("3254", None), ("2747", None)]
)
def test_a_place_with_a_broad_strip_of_another_canton_stays_open_until_the_municipality_is_told(
    postcode: str, locality: str | None
) -> None:
    home = residence(postcode, locality)
    assert (home.canton, home.region, home.missing, home.certain) == (None, None, "locality", False)


@pytest.mark.parametrize("locality", ["Wangen", "Kyburg", "Lohn", "Rohr", "Wil", "Granges"])
def test_a_name_that_may_be_here_or_elsewhere_stays_open(locality: str) -> None:
    home = residence(None, locality)
    assert (home.canton, home.missing) == (None, "postcode")
    assert home.places[0].canton == "SO"


def test_a_name_in_two_cantons_stays_open_until_the_postcode_is_told() -> None:
    home = residence(None, "Erlinsbach")
    assert (home.canton, home.missing) == (None, "postcode")
    assert residence("5015", "Erlinsbach").canton == "SO"


@pytest.mark.parametrize(
    ("postcode", "locality", "municipality", "certain"),
    [
        ("4500", None, "Solothurn", False),  # 93.6 % of the addresses
        ("4500", "Solothurn", "Solothurn", True),
        ("4500", "Biberist", "Biberist", True),
        ("4528", None, "Zuchwil", False),  # 98.9 %
        ("4513", None, "Langendorf", True),  # 100 %
        ("4583", None, "Buchegg", True),  # two places, one municipality
        ("4524", None, "Günsberg", False),  # three places, two municipalities
        ("4524", "Balmberg", "Balm bei Günsberg", True),
        ("4566", "Halten", "Kriegstetten", True),
        ("4574", "Nennigkofen", "Lüsslingen-Nennigkofen", False),  # a strip of Selzach
        ("4509", None, "Solothurn", False),  # a box tells where the post lies, not where somebody lives
        ("4583", "Buchegg", "Buchegg", True),
        (None, "Zuchwil", "Zuchwil", True),
    ],
)
def test_the_municipality_is_certain_only_where_nothing_else_is_possible(
    postcode: str | None, locality: str | None, municipality: str, certain: bool
) -> None:
    home = residence(postcode, locality)
    assert (home.municipality, home.certain) == (municipality, certain)
    assert known(home.region).municipality == municipality


@pytest.mark.parametrize(("postcode", "region"), [("4528", "Zuchwil-Luterbach"), ("4710", "Thal-Gäu"), ("5000", None)])
def test_only_the_canton_has_sozialregionen(postcode: str, region: str | None) -> None:
    found = residence(postcode).region
    assert (found.name if found else None) == region


def test_every_row_of_the_table_lives_in_its_canton() -> None:
    homes = [(place, residence(place.postcode, place.locality)) for place in on_file().places]
    elsewhere = [place for place, home in homes if home.canton != place.canton]
    assert [(place.postcode, place.locality) for place in elsewhere] == [("5017", "Barmelweid")]
    assert [place for place, home in homes if home.canton and (home.region is None) != (home.canton != "SO")] == []


@pytest.mark.parametrize(
    ("postcode", "locality", "field"),
    [
        ("2450", None, "postcode"),
        ("2450", "Grenchen", "postcode"),
        ("45280", None, "postcode"),
        ("abc", None, "postcode"),
        ("Zuchwil", None, "postcode"),
        ("", None, "postcode"),
        ("D-79618", None, "postcode"),
        (4528, None, "postcode"),
        ("x" * 5000, None, "postcode"),
        ("4528", "Grenchen", "locality"),
        ("4528", "", "locality"),
        ("4528", 7, "locality"),
        ("4528", ["Zuchwil"], "locality"),
        (["4528"], None, "postcode"),
        (None, "Nirgendwo", "locality"),
        (None, "4528", "locality"),
        (None, "x" * 5000, "locality"),
    ],
)
def test_an_unknown_answer_names_its_field(postcode: Any, locality: Any, field: str) -> None:
    with pytest.raises(BadAnswer) as error:
        residence(postcode, locality)
    assert error.value.field == field


def test_a_wrong_postcode_proposes_the_place_told_with_it() -> None:
    with pytest.raises(UnknownPlace) as error:
        residence("2450", "Grenchen")
    assert error.value.suggestions == (("2540", "Grenchen"),)


def test_the_official_directory_tells_the_same(tmp_path: Path) -> None:
    header = (
        "Ortschaftsname;PLZ4;Zusatzziffer;ZIP_ID;Gemeindename;BFS-Nr;Kantonskürzel;Adressenanteil;E;N;Sprache;Validity"
    )
    rows = (
        "Olten;4600;00;2786;Aarburg;4271;AG;0.131 %;2635542.000;1243506.000;de;2008-07-01",
        "Olten;4600;00;2786;Olten;2581;SO;99.673 %;2635345.000;1244330.000;de;2008-07-01",
    )
    (tmp_path / "postcodes.csv").write_text("\n".join((header, *rows, "")), encoding="utf-8-sig")
    (tmp_path / "sozialregionen.csv").write_text(
        "name,address,postcode,town,phone,email,website,municipality,source\nOlten,,,,,,,Olten,https://example.ch\n",
        encoding="utf-8",
    )
    home = residence("4600", None, Dataset(tmp_path))
    assert (home.canton, home.municipality, home.certain, known(home.region).name) == ("SO", "Olten", False, "Olten")
    assert residence("4600", "Aarburg", Dataset(tmp_path)).canton == "AG"


@pytest.mark.parametrize(
    ("postcode", "locality", "kept"),
    [
        ("4528", None, True),
        ("4528", "Zuchwil", True),
        ("4564", None, True),  # open until the place is told, for everybody alike
        (" 4528", None, False),
        ("CH-4528", None, False),
        ("4528", "zuchwil", False),
        ("4600", "Aarburg", False),  # a municipality, no row of the table
        (None, "Zuchwil", False),
    ],
)
def test_what_stands_in_the_table_is_worked_out_once_and_nothing_that_somebody_spelled(
    postcode: str | None, locality: str | None, kept: bool
) -> None:
    data = Dataset(DATA)
    home = residence(postcode, locality, data)
    assert (residence(postcode, locality, data) is home) == kept
    assert len(data.once(_residences)) == kept
    assert residence(postcode, locality, Dataset(DATA)) is not home, "each folder has its own"
