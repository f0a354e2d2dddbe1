"""Places are found however they are spelled; what is unknown is answered with the closest, never corrected silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.places import find, one_place

OURS = [place for place in on_file().places if place.canton == "SO" and place.kind == "place"]


def found(text: str) -> list[tuple[str, str]]:
    return [(place.postcode, place.locality) for place in find(text)]


# ── Spelling ────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("4658", ("4658", "Däniken SO")),
        ("Däniken", ("4658", "Däniken SO")),
        ("Daeniken", ("4658", "Däniken SO")),
        ("Daniken", ("4658", "Däniken SO")),
        ("DÄNIKEN", ("4658", "Däniken SO")),
        ("Da\u0308niken", ("4658", "Däniken SO")),  # ä as a and two dots, as some keyboards send it
        ("Müemliswil".replace("üe", "ü"), ("4717", "Mümliswil")),
        ("Muemliswil", ("4717", "Mümliswil")),
        ("Mumliswil", ("4717", "Mümliswil")),
        ("Wangen bei Olten", ("4612", "Wangen b. Olten")),
        ("Wangen b. Olten", ("4612", "Wangen b. Olten")),
        ("wangen b Olten", ("4612", "Wangen b. Olten")),
        ("Aeschi (SO)", ("4556", "Aeschi SO")),
        ("Aeschi SO", ("4556", "Aeschi SO")),
        ("Äschi", ("4556", "Aeschi SO")),
        ("Lohn Ammannsegg", ("4573", "Lohn-Ammannsegg")),
        ("Sankt Pantaleon", ("4421", "St. Pantaleon")),
        ("CH-4528", ("4528", "Zuchwil")),
        ("CH 4528 Zuchwil", ("4528", "Zuchwil")),
        ("ch4528", ("4528", "Zuchwil")),
        ("4528 Zuchwil", ("4528", "Zuchwil")),
        ("4528, Zuchwil", ("4528", "Zuchwil")),
        ("4528-Zuchwil", ("4528", "Zuchwil")),
        ("Zuchwil 4528", ("4528", "Zuchwil")),
        ("  4528\t", ("4528", "Zuchwil")),
        ("\u3000４５２８\u3000Ｚｕｃｈｗｉｌ\u3000", ("4528", "Zuchwil")),  # full width
        ("٤٥٢٨", ("4528", "Zuchwil")),  # the digits of an Arabic keyboard
        ("Bienne 2502", ("2502", "Biel/Bienne")),
    ],
)
def test_a_place_is_found_under_each_of_its_spellings(text: str, place: tuple[str, str]) -> None:
    assert found(text) == [place]


def spellings(place: Place) -> Iterator[str]:
    """The ways in which people write a place of the canton."""
    name = place.locality
    bare = name.removesuffix(" SO")
    for written in {name, bare, f"{bare} (SO)", bare.upper(), bare.lower(), bare.replace(" b. ", " bei ")}:
        for umlaut in ("", "e"):
            changed = written
            for sign, letter in (("ä", "a"), ("ö", "o"), ("ü", "u")):
                changed = changed.replace(sign, letter + umlaut)
            yield changed
        yield written


def test_every_locality_of_the_canton_is_found_under_each_spelling() -> None:
    for place in OURS:
        for written in spellings(place):
            assert place in find(written), written
            assert find(f"{place.postcode} {written}") == (place,), written


@pytest.mark.parametrize("exclave", ["Kleinlützel", "Rodersdorf", "Bättwil", "Witterswil", "Steinhof", "Metzerlen"])
def test_exclaves_belong_to_the_canton(exclave: str) -> None:
    assert {place.canton for place in find(exclave)} == {"SO"}


# ── Several, or of the post ─────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("4583", {"Mühledorf SO", "Aetigkofen"}),
        ("4566", {"Kriegstetten", "Halten", "Oekingen"}),
        ("4716", {"Welschenrohr", "Gänsbrunnen"}),
        ("4556", {"Aeschi SO", "Bolken", "Burgäschi", "Steinhof SO"}),
        ("4524", {"Günsberg", "Balmberg", "Oberbalmberg"}),
        ("4655", {"Stüsslingen", "Rohr b. Olten"}),
        ("4588", {"Unterramsern", "Brittern", "Oberramsern"}),
        ("4515", {"Oberdorf SO", "Weissenstein b. Solothurn"}),
        ("4564", {"Obergerlafingen", "Zielebach"}),
        ("Oberdorf", {"Oberdorf SO", "Oberdorf BL", "Oberdorf NW"}),
        ("Drei Höfe", {"Hersiwil", "Heinrichswil", "Winistorf"}),  # a municipality that is no locality
        ("4558 Drei Höfe", {"Hersiwil", "Heinrichswil", "Winistorf"}),
    ],
)
def test_several_places_are_offered_as_a_choice(text: str, names: set[str]) -> None:
    assert {place.locality for place in find(text)} == names


@pytest.mark.parametrize("postcode", ["4500", "2540", "4252", "4528", "4609"])
def test_there_is_no_choice_where_there_is_one_place(postcode: str) -> None:
    assert len(find(postcode)) == 1


@pytest.mark.parametrize("text", ["4509", "4509 Solothurn", "4501", "4601 Olten", "4609"])
def test_a_box_is_found_and_marked(text: str) -> None:
    (place,) = find(text)
    assert place.kind == "po_box"


def test_a_name_alone_never_means_a_box() -> None:
    assert found("Solothurn") == [("4500", "Solothurn")]


def test_every_row_of_the_table_is_found_as_it_stands() -> None:
    assert [place for place in on_file().places if one_place(place.postcode, place.locality) != place] == []


def test_a_postcode_of_several_places_gives_all_with_the_likely_one_first() -> None:
    several = one_place("4566")
    assert isinstance(several, tuple)
    assert [place.locality for place in several] == ["Kriegstetten", "Halten", "Oekingen"]
    assert isinstance(one_place("4566", "Halten"), Place)


# ── As people type it ───────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("4528Zuchwil", ("4528", "Zuchwil")),
        ("Zuchwil4528", ("4528", "Zuchwil")),
        ("Hauptstrasse 5, 4528 Zuchwil", ("4528", "Zuchwil")),
        ("Hauptstr. 125 4528 Zuchwil", ("4528", "Zuchwil")),
        ("Hauptstrasse 5\n4528 Zuchwil\nSchweiz", ("4528", "Zuchwil")),
        ("Hauptstrasse 5, 4528", ("4528", "Zuchwil")),
        ("Postfach 1234, 4528 Zuchwil", ("4528", "Zuchwil")),
        ("c/o Muster, Hauptstrasse 5, CH-4528 Zuchwil SO, Tel. 032 627 23 11", ("4528", "Zuchwil")),
        ("4528.", ("4528", "Zuchwil")),
        ("(4528)", ("4528", "Zuchwil")),
        ("«4528»", ("4528", "Zuchwil")),
        ("- 4528 Zuchwil", ("4528", "Zuchwil")),
        ("45 28", ("4528", "Zuchwil")),
        ("4 5 2 8", ("4528", "Zuchwil")),
        ("PLZ 4528", ("4528", "Zuchwil")),
        ("PLZ: 4528, Ort: Zuchwil", ("4528", "Zuchwil")),
        ("4528 Zuchwil (SO)", ("4528", "Zuchwil")),
        ("4528 Zuchwil, Kanton Solothurn", ("4528", "Zuchwil")),
        ("4528 Zuchwil, Switzerland", ("4528", "Zuchwil")),
        ("\u200f٤٥٢٨", ("4528", "Zuchwil")),
        ("\u202b٤٥٢٨ Zuchwil\u202c", ("4528", "Zuchwil")),
        ("45\u200b28", ("4528", "Zuchwil")),
        ("4528\u00a0Zuchwil", ("4528", "Zuchwil")),
        ("4528 زوخویل", ("4528", "Zuchwil")),
        ("Adresse: 4528", ("4528", "Zuchwil")),
        ("ich wohne in 4528", ("4528", "Zuchwil")),
        ("4528 Schweiz", ("4528", "Zuchwil")),
        ("Zuchwil, 4528, Schweiz", ("4528", "Zuchwil")),
        ("Stadt Olten", ("4600", "Olten")),
        ("Olten Stadt", ("4600", "Olten")),
        ("Gemeinde Zuchwil", ("4528", "Zuchwil")),
        ("Einwohnergemeinde Zuchwil", ("4528", "Zuchwil")),
        ("ville de Soleure", ("4500", "Solothurn")),
        ("Zuchwil, Schweiz", ("4528", "Zuchwil")),
        ("Zuchwil bei Solothurn", ("4528", "Zuchwil")),
        ("Zuchwil/SO", ("4528", "Zuchwil")),
        ("Hauptstrasse 5, Zuchwil", ("4528", "Zuchwil")),
        ("in Zuchwil", ("4528", "Zuchwil")),
        ("Soleure", ("4500", "Solothurn")),
        ("Soletta", ("4500", "Solothurn")),
        ("Золотурн", ("4500", "Solothurn")),
        ("سولوتورن", ("4500", "Solothurn")),
        ("Weissenstein", ("4515", "Weissenstein b. Solothurn")),
        ("Niedererlinsbach", ("5015", "Erlinsbach SO")),
        ("Ammannsegg", ("4573", "Lohn-Ammannsegg")),
        ("Starrkirch", ("4656", "Starrkirch-Wil")),
        ("Klus", ("4710", "Balsthal")),
        ("Wangen SO", ("4612", "Wangen b. Olten")),
        ("4612 Wangen", ("4612", "Wangen b. Olten")),
        ("4586 Kyburg", ("4586", "Kyburg-Buchegg")),
        ("4573 Lohn", ("4573", "Lohn-Ammannsegg")),
        ("Zuch", ("4528", "Zuchwil")),
        ("Wangen SZ", ("8855", "Wangen SZ")),
        ("Schinznach-Bad", ("5116", "Schinznach Bad")),
    ],
)
def test_a_place_is_found_as_people_write_it(text: str, place: tuple[str, str]) -> None:
    assert found(text) == [place]


@pytest.mark.parametrize(
    ("text", "ours", "other"),
    [
        ("Wangen", "4612", "8855"),
        ("Kyburg", "4586", "8314"),
        ("Lohn", "4573", "8235"),
        ("Rohr", "4655", "5032"),
        ("Wil", "4656", "9500"),
        ("Granges", "2540", "3977"),
        ("Aesch", "4556", "4147"),
        ("Brunnen", "3307", "6440"),
        ("Stein", "4556", "9063"),
        ("Oberbalm", "4524", "3096"),
        ("Haag", "2545", "9469"),
        ("Messen", "3254", None),
        ("Gösgen", "4653", None),
        ("Thal", "4710", "9425"),  # our district, and a town of St. Gallen
    ],
)
def test_the_home_canton_comes_first_and_is_never_passed_over(text: str, ours: str, other: str | None) -> None:
    places_found = find(text)
    assert (places_found[0].canton, places_found[0].postcode) == ("SO", ours)
    assert other is None or other in {place.postcode for place in places_found}


@pytest.mark.parametrize(
    ("text", "cantons"),
    [("5017", ["SO", "AG"]), ("3254", ["SO", "SO", "BE"]), ("2827 Schelten", ["BE"]), ("3254 Messen", ["SO"])],
)
def test_where_the_municipality_decides_the_canton_it_is_the_choice(text: str, cantons: list[str]) -> None:
    assert [place.canton for place in find(text)] == cantons


@pytest.mark.parametrize(
    "text", ["9490", "9490 Vaduz", "Vaduz", "FL-9490", "Liechtenstein", "A-6800", "D-79618 Rheinfelden"]
)
def test_what_lies_abroad_is_said_so(text: str) -> None:
    with pytest.raises(UnknownPlace) as error:
        find(text)
    assert error.value.hint == "place_abroad"


def test_two_postcodes_at_once_are_a_question() -> None:
    with pytest.raises(UnknownPlace) as error:
        find("4528 4600")
    assert error.value.suggestions == (("4528", "Zuchwil"), ("4600", "Olten"))


UNSEEN = "\u200b\u200e\u200f\u202a\u2069\ufeff\u00ad\u061c"
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "０１２３４５６７８９")
UMLAUTS: tuple[dict[str, str], ...] = ({}, {"ä": "ae", "ö": "oe", "ü": "ue"}, {"ä": "a", "ö": "o", "ü": "u"})
AROUND = ("{}", "CH-{}", "CH {}", "Hauptstrasse 5, {}", "  {} ", "{}, Schweiz", "{}.", "«{}»", "Adresse: {}")


@st.composite
def written(draw: st.DrawFn) -> tuple[Place, str]:
    """A place of the canton, and a way to write it."""
    place = draw(st.sampled_from(OURS))
    name = place.locality.removesuffix(" SO")
    for sign, letters in draw(st.sampled_from(UMLAUTS)).items():
        name = name.replace(sign, letters)
    name = draw(st.sampled_from([name, name.upper(), name.lower(), f"{name} SO", f"{name} (SO)", f"{name}, SO"]))
    code = place.postcode.translate(str.maketrans("0123456789", draw(st.sampled_from(DIGITS))))
    parted = draw(st.sampled_from(["{code} {name}", "{code}{name}", "{name}, {code}", "{name}", "{code}"]))
    text = draw(st.sampled_from(AROUND)).format(parted.format(code=code, name=name))
    at = draw(st.integers(0, len(text)))
    return place, text[:at] + draw(st.sampled_from(UNSEEN)) + text[at:]


@settings(max_examples=100)
@given(written())
def test_a_place_of_the_canton_is_understood_or_offered_however_it_is_written(case: tuple[Place, str]) -> None:
    place, text = case
    assert place in find(text)


def names_of_ours() -> Iterator[str]:
    """Every locality and municipality of the canton, and its first words."""
    for place in OURS:
        for name in (place.locality, place.municipality):
            words = name.replace("-", " ").replace("(", "").replace(")", "").split()
            for count in range(1, len(words) + 1):
                if len(name := " ".join(words[:count])) > 2 and name != "St.":
                    yield name


@pytest.mark.parametrize("change", [str, str.upper, str.lower, lambda name: name.replace("ü", "ue").replace("ä", "a")])
def test_no_name_of_the_canton_ends_in_another_one_without_a_choice(change: Callable[[str], str]) -> None:
    for name in sorted(set(names_of_ours())):
        assert find(change(name))[0].canton == "SO", name


# ── Unknown ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2450 Grenchen", ("2540", "Grenchen")),  # printed in an official paper
        ("2450", ("2540", "Grenchen")),
        ("4528 Grenchen", ("4528", "Zuchwil")),
        ("Grenchen 4528", ("4528", "Zuchwil")),
        ("Zuchwill", ("4528", "Zuchwil")),
        ("Soloturn", ("4500", "Solothurn")),
        ("5428 Zuchwil", ("4528", "Zuchwil")),
    ],
)
def test_the_closest_place_is_proposed(text: str, first: tuple[str, str]) -> None:
    with pytest.raises(UnknownPlace) as error:
        find(text)
    assert error.value.suggestions[0] == first
    assert " ".join(first) in str(error.value)


def test_a_known_name_is_among_the_proposals_for_a_wrong_postcode() -> None:
    with pytest.raises(UnknownPlace) as error:
        find("4500 Grenchen")
    assert ("2540", "Grenchen") in error.value.suggestions


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "\u3000", "abc", "...", "-", "None", "💧"),
        *("45280", "452", "D-79618", "A-6800", "F-68300", "79618 Rheinfelden", "4528 4529"),
        *("+4528", "4528.0", "0x11b0", "\x00", "4528\x00", "x" * 5000, "4" * 5000, "4528 " + "x" * 5000),
    ],
)
def test_what_is_no_place_gets_a_kind_sentence(text: str) -> None:
    with pytest.raises(BadAnswer) as error:
        find(text)
    assert len(str(error.value)) < 400
    assert "allowed" in str(error.value)


@pytest.mark.parametrize("value", [None, 4528, 4528.0, True, [], {}])
def test_what_is_no_text_is_a_bad_answer(value: Any) -> None:
    with pytest.raises(BadAnswer):
        find(value)


@settings(max_examples=50)
@given(st.text(max_size=120))
def test_any_text_is_found_or_refused(text: str) -> None:
    try:
        places_found = find(text)
    except BadAnswer:
        return
    assert places_found


@settings(max_examples=50)
@given(st.integers(0, 9999), st.sampled_from(["", " Zuchwil", " Grenchen", " Bern", " Nirgendwo"]))
def test_any_four_digits_are_found_or_answered_with_a_proposal(number: int, name: str) -> None:
    text = f"{number:04}{name}"
    try:
        meant = {place.postcode for place in find(text)}
    except UnknownPlace as error:
        meant = {text[:4]} if error.suggestions or error.hint == "place_abroad" else set()
    assert meant == {text[:4]}
