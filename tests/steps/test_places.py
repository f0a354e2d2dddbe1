"""Places are found however they are spelled; what is unknown is answered with the closest, never corrected silently."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.errors import BadAnswer, UnknownPlace
from finder.facts.dataset import on_file
from finder.facts.postcodes import Place
from finder.steps.places import find, one_place

OURS = [place for place in on_file().places if place.canton == "SO" and place.kind == "place"]


def found(text):
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
def test_a_place_is_found_under_each_of_its_spellings(text, place):
    assert found(text) == [place]


def spellings(place):
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


@pytest.mark.parametrize("place", OURS, ids=lambda place: f"{place.postcode} {place.locality}")
def test_every_locality_of_the_canton_is_found_under_each_spelling(place):
    for written in spellings(place):
        assert place in find(written), written
        assert find(f"{place.postcode} {written}") == (place,), written


@pytest.mark.parametrize("exclave", ["Kleinlützel", "Rodersdorf", "Bättwil", "Witterswil", "Steinhof", "Metzerlen"])
def test_exclaves_belong_to_the_canton(exclave):
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
def test_several_places_are_offered_as_a_choice(text, names):
    assert {place.locality for place in find(text)} == names


@pytest.mark.parametrize("postcode", ["4500", "2540", "4252", "4528", "4609"])
def test_there_is_no_choice_where_there_is_one_place(postcode):
    assert len(find(postcode)) == 1


@pytest.mark.parametrize("text", ["4509", "4509 Solothurn", "4501", "4601 Olten", "4609"])
def test_a_box_is_found_and_marked(text):
    (place,) = find(text)
    assert place.kind == "po_box"


def test_a_name_alone_never_means_a_box():
    assert found("Solothurn") == [("4500", "Solothurn")]


def test_every_row_of_the_table_is_found_as_it_stands():
    assert [place for place in on_file().places if one_place(place.postcode, place.locality) != place] == []


def test_a_postcode_of_several_places_gives_all_with_the_likely_one_first():
    several = one_place("4566")
    assert [place.locality for place in several] == ["Kriegstetten", "Halten", "Oekingen"]
    assert isinstance(one_place("4566", "Halten"), Place)


# ── Unknown ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2450 Grenchen", ("2540", "Grenchen")),  # printed in an official paper
        ("2450", ("2540", "Grenchen")),
        ("4528 Grenchen", ("4528", "Zuchwil")),
        ("Zuchwill", ("4528", "Zuchwil")),
        ("Soloturn", ("4500", "Solothurn")),
        ("5428 Zuchwil", ("4528", "Zuchwil")),
    ],
)
def test_the_closest_place_is_proposed(text, first):
    with pytest.raises(UnknownPlace) as error:
        find(text)
    assert error.value.suggestions[0] == first
    assert " ".join(first) in str(error.value)


def test_a_known_name_is_among_the_proposals_for_a_wrong_postcode():
    with pytest.raises(UnknownPlace) as error:
        find("4500 Grenchen")
    assert ("2540", "Grenchen") in error.value.suggestions


@pytest.mark.parametrize(
    "text",
    [
        *("", "   ", "\u3000", "abc", "...", "-", "None", "💧"),
        *("45280", "452", "D-79618", "A-6800", "F-68300", "79618 Rheinfelden", "4 5 2 8", "4528 4529", "-4528"),
        *("+4528", "4528.0", "0x11b0", "\x00", "4528\x00", "x" * 5000, "4" * 5000, "4528 " + "x" * 5000),
    ],
)
def test_what_is_no_place_gets_a_kind_sentence(text):
    with pytest.raises(BadAnswer) as error:
        find(text)
    assert len(str(error.value)) < 400
    assert "allowed" in str(error.value)


@pytest.mark.parametrize("value", [None, 4528, 4528.0, True, [], {}])
def test_what_is_no_text_is_a_bad_answer(value):
    with pytest.raises(BadAnswer):
        find(value)


@given(st.text(max_size=120))
def test_any_text_is_found_or_refused(text):
    try:
        places_found = find(text)
    except BadAnswer:
        return
    assert places_found


@given(st.integers(0, 9999), st.sampled_from(["", " Zuchwil", " Grenchen", " Bern", " Nirgendwo"]))
def test_any_four_digits_are_found_or_answered_with_a_proposal(number, name):
    text = f"{number:04}{name}"
    try:
        meant = {place.postcode for place in find(text)}
    except UnknownPlace as error:
        meant = {text[:4]} if error.suggestions else set()
    assert meant == {text[:4]}
