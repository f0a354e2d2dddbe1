"""Minutes by public transport, where they are on file: on card, answer, map, sheet and table, instead of the line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file, reading
from finder.facts.situation import Situation
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.handout import handout
from finder.steps.nearby import nearby
from finder.steps.sites import Site, by_minutes, sites_of
from pages.parts.offer_list import listed, table
from serve.embed import page
from tests.support.known import place
from views.answer import answer, whole
from views.map.layers import build
from views.offer_cards import CardContext, card, distance, short_card
from views.paper.sheet import content
from views.words import words

ON = date(2026, 11, 22)
HOME = place("4528", "Zuchwil")
SAY = words("de")
FAR, NEAR = "VEBO Hauptsitz Oensingen", "Regiomech Zuchwil"
TOLD = {
    "postcode": "4528",
    "age": 30,
    "german": "B1",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "B",
    "employability": "soon",
    "wants_training": False,
}


@pytest.fixture
def timed() -> Iterator[None]:
    """Two sites with minutes from Zuchwil: the far one is reached sooner than the near one."""
    rows = f"postcode,location,minutes,as_of\n4528,{FAR},23,2026-11-01\n4528,{NEAR},35,2026-11-03\n"
    with reading(on_file().but({"travel_minutes.csv": rows.encode()})):
        yield


def sites() -> tuple[Site, ...]:
    return sites_of(nearby(HOME, None, on_file().offers))


def names(found: tuple[Site, ...]) -> list[str | None]:
    return [site.first.location for site in found]


@pytest.mark.usefixtures("timed")
def test_sorted_by_minutes_the_soonest_is_first_and_what_has_none_keeps_its_order() -> None:
    by_km, sooner = sites(), by_minutes(sites())
    assert names(sooner)[:2] == [FAR, NEAR]
    assert [name for name in names(by_km) if name not in (FAR, NEAR)] == names(sooner)[2:]
    assert [site.number for site in sooner] == list(range(1, len(by_km) + 1))


@pytest.mark.parametrize(("postcode", "locality"), [("4528", "Zuchwil"), ("4500", "Solothurn")])
@pytest.mark.usefixtures("timed")
def test_minutes_stand_instead_of_the_straight_line_only_from_the_home_they_are_for(
    postcode: str, locality: str
) -> None:
    home = place(postcode, locality)
    (site,) = (site for site in sites_of(nearby(home, None, on_file().offers)) if site.first.location == FAR)
    told, seen = distance(SAY, home, site.km, site.first), CardContext(SAY, ON, home, {})
    assert told == "23 Min. mit Bahn und Bus" if postcode == "4528" else told.endswith("km Luftlinie")
    for drawn in (card(seen, site), short_card(seen, site)):
        assert told in drawn
    assert ("Stand 1. November 2026" in card(seen, site)) is (postcode == "4528")


@pytest.mark.usefixtures("timed")
def test_the_pointer_on_the_map_brings_up_the_minutes() -> None:
    located = [site for site in sites() if site.point]
    deck = build(HOME, 20, located, (), None, lambda site: distance(SAY, HOME, site.km, site.first))
    (layer,) = (one for one in json.loads(deck.to_json())["layers"] if one["id"] == "sites")
    assert {dot["far"] for dot in layer["data"] if dot["name"] == NEAR} == {"35 Min. mit Bahn und Bus"}
    assert "{far}" in deck._tooltip["text"]


@pytest.mark.usefixtures("timed")
def test_the_answer_and_the_plain_pages_tell_minutes_and_their_day() -> None:
    found = whole(answer(SAY, "self", Situation.of(TOLD), ON, brief=True))
    assert "35 Minuten mit Bahn und Bus (Stand 3. November 2026)" in found


@pytest.mark.usefixtures("timed")
def test_the_list_for_other_websites_tells_minutes_from_their_place() -> None:
    told = page(SAY, ("qualifizierung",), "", HOME)
    assert told.index(NEAR) < told.index("35 Min. mit Bahn und Bus") < told.index("km Luftlinie")
    assert "Min. mit" not in page(SAY, ("qualifizierung",))


def sheet() -> dict[str, Any]:
    told = Situation.of(TOLD)
    drawn = handout(told, advise(told, ON), fund(told, ON), on_file().offers)
    found: dict[str, Any]
    (found,) = (row for row in content(drawn, SAY)["rows"] if row["kind"] == "sites")
    return found


def test_the_sheet_tells_minutes_with_their_day_and_the_line_where_there_are_none(timed: None) -> None:
    found = sheet()
    told = {row["name"]: row["km"] for row in found["rows"]}
    assert "35\u00a0Min." in told.values()
    assert any("km" in one for one in told.values())
    note = found["words"][0]["note"]
    assert "Minuten: mit Bahn und Bus ab 4528 Zuchwil, Stand 3. November 2026." in note
    assert "Luftlinie" in note


def test_without_minutes_nothing_speaks_of_them() -> None:
    assert "Minuten" not in json.dumps(sheet())
    assert "Minuten" not in table(SAY, listed(sites()))


@pytest.mark.usefixtures("timed")
def test_the_table_to_take_along_has_minutes_and_their_day() -> None:
    heads, *lines = (line.split(";") for line in table(SAY, listed(sites())).splitlines())
    at, day = heads.index("Minuten mit Bahn und Bus"), heads.index("Fahrzeit: Stand")
    assert {(line[at], line[day]) for line in lines} == {
        ("23", "1. November 2026"),
        ("35", "3. November 2026"),
        ("", ""),
    }
