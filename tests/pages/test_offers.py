"""The page Angebote: filters, list, shortlist and comparison without a browser; the map in a real one."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Collection
from dataclasses import replace
from datetime import date
from itertools import count as counted
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from streamlit.testing.v1 import AppTest

from finder.facts.dataset import Dataset, in_use, on_file, put_in_use
from finder.facts.keys import TYPE_KEYS
from finder.facts.offers import Offer
from finder.facts.texts import GERMAN
from finder.facts.travel_minutes import TravelTime
from finder.facts.vague_day import VagueDay
from finder.steps.nearby import nearby
from finder.steps.places import likely, matching
from finder.steps.sites import Wish, short, sites_by_name, sites_of
from tests.support.browser import PATIENCE, Visits, settled
from tests.support.known import known, place
from tests.support.said import given, say_in
from views.map.layers import View, build
from views.offer_cards import CardContext, card, report_mail
from views.words import words

ROOT = Path(__file__).resolve().parents[2]
MOMENTS = counted(1)
MOST_BYTES = 20_000
"""A message to the browser for the page stays below."""


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    page.query_params["role"] = "staff"
    return page.run()


@pytest.fixture
def offers(app: AppTest) -> AppTest:
    return at(app, "4528")


def at(page: AppTest, postcode: str, **answers: object) -> AppTest:
    """The page Angebote for somebody who lives there and has told this much."""
    page.session_state["answers"] = dict(answers)
    page.switch_page("pages/offers.py").run()
    return choose(page, postcode=postcode)


def choose(page: AppTest, **filters: str) -> AppTest:
    """Sets filters: a list to one of its options, kinds as ``kind:…``, the postcode to what is typed."""
    for name, value in filters.items():
        assert name == "postcode" or value in ("", *values(page, name)), f"nobody can choose {value}"
    return say_in(page, "offers_filters", **filters)


def choose_kinds(page: AppTest, wanted: Collection[str]) -> AppTest:
    boxes = re.findall(r'id="q-kind-(\w+)" value="(\w+)" data-choose="(kind:\w+)"', filters(page))
    return choose(page, **{name: kind if kind in wanted else "" for _, kind, name in boxes})


def press(page: AppTest, button: str) -> AppTest:
    """Presses the button of the list with this ``id``."""
    (found,) = re.findall(
        rf'<button[^>]* id="{button}" data-ask="([^"]+)"(?: data-value="([^"]*)")?', found_markup(page)
    )
    return say_in(page, "offers_list", **{found[0]: f"{found[1]} {next(MOMENTS)}".strip()})


def filters(page: AppTest) -> str:
    return str(given(page, "offers_filters")["body"])


def found_markup(page: AppTest) -> str:
    return str(given(page, "offers_list")["body"])


def values(page: AppTest, name: str) -> list[str]:
    """What a filter can be set to."""
    if name.startswith("kind:"):
        return re.findall(rf'value="(\w+)" data-choose="{name}"', filters(page))
    if name == "order":
        return re.findall(r'name="q-order" value="(\w+)"', filters(page))
    return re.findall(r'<option value="(\w+)"', filters(page).split(f'data-choose="{name}">')[1].split("</select>")[0])


def chosen(page: AppTest, name: str) -> str:
    options = filters(page).split(f'data-choose="{name}">')[1].split("</select>")[0]
    (value,) = re.findall(r'<option value="(\w+)" selected="selected"', options)
    return str(value)


def chosen_kinds(page: AppTest) -> list[str]:
    return re.findall(r'data-choose="kind:(\w+)" checked="checked"', filters(page))


def compared(page: AppTest) -> list[str]:
    """The short keys of what is chosen for the comparison."""
    return re.findall(r'data-choose="compare:(\w+)" checked="checked"', found_markup(page))


def shown(page: AppTest) -> str:
    drawn = "\n".join([*(str(one.proto.body) for one in page.get("html")), filters(page), found_markup(page)])
    return drawn.replace("\u00a0", " ")


def headline(page: AppTest) -> str:
    (found,) = re.findall(r'<h2 id="offers-found" tabindex="-1">(.*?)</h2>', shown(page))
    return str(found)


def numbers(page: AppTest) -> list[str]:
    """The numbers of the cards, in the order of the list."""
    return re.findall(r'id="site-(\d+)"', shown(page))


def on_the_map(page: AppTest) -> list[str]:
    deck = page.get("deck_gl_json_chart")[0].proto.json
    return re.findall(r'"number":"(\d+)"', deck.split('"id":"sites"')[0].rsplit('"data":', 1)[1])


def keep(page: AppTest, count: int) -> list[str]:
    """Puts aside the first sites of the list; gives the names of their buttons."""
    kept = re.findall(r'id="(keep-\w+)"', found_markup(page))[:count]
    for button in kept:
        press(page, button)
    return kept


# ── Start from the person ───────────────────────────────────────────────────────


def test_the_kinds_that_fit_are_preset(app: AppTest) -> None:
    page = at(app, "4528", age=19, wants_training=True)
    assert chosen_kinds(page) == ["jugendprogramm"]
    assert "was nach den Antworten passt" in shown(page)


def test_where_nothing_fits_the_open_kinds_are_preset(app: AppTest) -> None:
    page = at(app, "4528", flight_trauma=False)
    assert chosen_kinds(page) == [key for key in TYPE_KEYS if key != "trauma"]
    assert "noch offen" in shown(page)


def test_without_an_answer_every_kind_is_listed(offers: AppTest) -> None:
    assert chosen_kinds(offers) == []
    assert "Alle Programmarten sind gezeigt" in shown(offers)


def test_a_choice_of_ones_own_stays_until_the_advice_changes(app: AppTest) -> None:
    page = at(app, "4528", age=19, wants_training=True)
    choose_kinds(page, ["trauma"])
    choose(page, km="30")
    assert chosen_kinds(page) == ["trauma"]
    page.session_state["answers"] = {"postcode": "4528", "age": 17, "wants_training": True, "flight_trauma": True}
    page.run()
    assert sorted(known(chosen_kinds(page))) == ["jugendprogramm", "trauma"]


def test_all_ten_kinds_can_be_chosen(offers: AppTest) -> None:
    choose_kinds(offers, list(TYPE_KEYS))
    assert not offers.exception
    assert "Programmart unbekannt" not in found_markup(offers)


def test_the_german_of_the_person_is_preset_and_unknown_levels_stay(app: AppTest) -> None:
    page = at(app, "4528", german="none")
    assert chosen(page, "german") == "none"
    assert "Deutsch ab A1" not in shown(page)
    assert "Regiomech Zuchwil" in shown(page)


# ── Filters ─────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("trust", "former"), [("current", False), ("confirmed", False), ("all", True)])
def test_former_offers_are_hidden_until_they_are_asked_for(offers: AppTest, trust: str, former: bool) -> None:
    choose(offers, trust=trust)
    assert ("Kapuzinerkloster Solothurn" in shown(offers)) is former
    assert ("eingestellt</span>" in shown(offers)) is former


def test_only_well_evidenced_organisations_can_be_asked_for(offers: AppTest) -> None:
    choose(offers, trust="confirmed")
    assert "wahrscheinlich Anbieterin" not in shown(offers)
    assert "HEKS" not in shown(offers)


def test_a_field_of_work_narrows_the_list(offers: AppTest) -> None:
    everything = len(numbers(offers))
    choose(offers, field="garden")
    assert 0 < len(numbers(offers)) < everything
    assert "Dazu gewählt: Garten und Wald" in shown(offers)


@pytest.mark.parametrize(("km", "sites"), [(5, {"Zuchwil"}), (15, {"Zuchwil", "Grenchen"})])
def test_the_radius_is_kept(offers: AppTest, km: int, sites: set[str]) -> None:
    choose(offers, km=str(km))
    assert f"bis {km} km" in headline(offers)
    assert {name for name in ("Zuchwil", "Grenchen", "Trimbach") if f"{name}</h3>" in shown(offers)} <= sites


def test_everywhere_lists_offers_without_a_point_too(offers: AppTest) -> None:
    choose(offers, km="0")
    assert len(numbers(offers)) == 10
    press(offers, "offers-more")
    assert "Ort nicht bekannt" in shown(offers)
    assert len(numbers(offers)) == len(on_the_map(offers)) + 1  # one organisation on file has no address


def test_a_planned_offer_says_so(app: AppTest) -> None:
    assert "geplant</span>" in shown(at(app, "4600"))


# ── Bad input ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("typed", ["abc xyz", "45280", "D-79618", "0000", "x" * 5_000, "4" * 5_000, "<b>4528</b>"])
def test_what_is_no_swiss_place_gets_a_kind_sentence(offers: AppTest, typed: str) -> None:
    choose(offers, postcode=typed)
    assert not offers.exception
    assert "field-warning" in shown(offers)
    assert "<b>4528" not in shown(offers)
    assert "Mit einer Postleitzahl sehen Sie die Distanz" in shown(offers)


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_postcode_is_no_mistake(offers: AppTest, typed: str) -> None:
    choose(offers, postcode=typed)
    assert not offers.exception
    assert "kennen wir nicht" not in shown(offers)
    assert "Luftlinie</span>" not in shown(offers)


def test_without_a_place_no_card_is_shown_but_how_many_each_region_has(app: AppTest) -> None:
    page = at(app, "")
    assert numbers(page) == []
    assert re.search(r"Olten</bdi>: <b>\d+</b>", shown(page))


def test_a_suggestion_is_taken_with_one_click(offers: AppTest) -> None:
    choose(offers, postcode="2450 Grenchen")
    (taken,) = re.findall(r'data-take="postcode" data-value="(2540 Grenchen)"', filters(offers))
    choose(offers, postcode=taken)
    assert "ab 2540 Grenchen" in headline(offers)


# ── Nothing inside ──────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("postcode", "label"), [("4716 Welschenrohr", "Umkreis auf"), ("3920", "Alle Orte zeigen")])
def test_with_nothing_inside_one_click_widens(app: AppTest, postcode: str, label: str) -> None:
    page = at(app, "")
    choose(page, postcode=postcode, km="5")
    assert "In diesem Umkreis liegt nichts Passendes" in shown(page)
    ((wider, name),) = re.findall(r'data-take="km" data-value="(\d+)">(.*?)</button>', filters(page))
    assert name.startswith(label)
    choose(page, km=wider)
    assert "In diesem Umkreis liegt nichts Passendes" not in shown(page)
    assert numbers(page)


# ── List and cards ──────────────────────────────────────────────────────────────


def test_the_numbers_of_the_map_are_those_of_the_list(offers: AppTest) -> None:
    press(offers, "offers-more")
    assert on_the_map(offers) == [str(count + 1) for count in range(len(on_the_map(offers)))]
    badges = re.findall(r'<b class="number">(.+?)</b>', shown(offers))
    assert badges == [*on_the_map(offers), "–"]  # one organisation on file has no address


def test_the_headline_counts_what_lies_inside_and_names_the_rest_apart(offers: AppTest) -> None:
    assert headline(offers).startswith(f"{len(on_the_map(offers))} Standorte bis 20 km")
    assert "Dazu 1 Standort ohne bekannten Ort" in shown(offers)


def test_the_page_says_how_much_is_on_file_and_how_ties_are_ordered(offers: AppTest) -> None:
    assert "12 von 26 Organisationen" in shown(offers)
    assert "Quersumme der Postleitzahl" in shown(offers)


@pytest.mark.parametrize(
    ("drawn", "with_it", "without_it"), [(True, True, False), (False, False, True), (None, True, True)]
)
def test_the_way_in_depends_on_social_assistance(
    app: AppTest, drawn: bool | None, with_it: bool, without_it: bool
) -> None:
    text = found_markup(at(app, "4528", **({} if drawn is None else {"social_assistance": drawn})))
    assert ("über den Sozialdienst" in text) is with_it
    assert ("Zuchwil-Luterbach" in text) is with_it
    assert ("Das Erstgespräch ist gratis" in text) is without_it


def test_links_leave_no_trace(offers: AppTest) -> None:
    for link in re.findall(r'<a href="http[^>]*>', shown(offers)):
        assert 'target="_blank"' in link
        assert 'rel="noopener noreferrer"' in link


def test_the_timetable_gets_place_names_only(offers: AppTest) -> None:
    links = re.findall(r'href="(https://www\.sbb\.ch[^"]*)"', shown(offers))
    assert links
    for link in links:
        asked = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
        assert asked.keys() == {"von", "nach"}
        assert asked["von"] == ["Zuchwil"]


def test_minutes_are_shown_when_they_are_on_file(monkeypatch: pytest.MonkeyPatch) -> None:
    (site,) = sites_by_name([one for one in on_file().offers if one.location == "VEBO Hauptsitz Oensingen"])
    seen = CardContext(words(GERMAN), date(2026, 11, 22), place("4528", "Zuchwil"), {})
    assert "Minuten" not in card(seen, site)
    minutes = TravelTime(postcode="4528", location="VEBO Hauptsitz Oensingen", minutes=23, as_of=date(2026, 11, 1))
    monkeypatch.setattr(Dataset, "travel_time", lambda data, *asked: minutes if "4528" in asked else None)
    assert "23 Minuten mit Bahn und Bus (Stand 1. November 2026)" in card(seen, site)


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("de", '<p><span lang="de">Schreinerei, Alphornbau</span></p>'),
        (
            "fr",
            '<p><span>Bois</span><br><small><span lang="de">Schreinerei, Alphornbau</span> (en allemand)</small></p>',
        ),
    ],
)
def test_work_is_told_in_the_language_of_the_reader_and_german_is_named(language: str, told: str) -> None:
    (site,) = sites_by_name([replace(on_file().offers[0], activities="Schreinerei; Alphornbau", programme_name=None)])
    assert told in card(CardContext(words(language), date(2026, 11, 22), None, {}), site)


@pytest.mark.parametrize("filled", [False, True])
def test_the_list_is_sorted_by_minutes_where_there_are_any(app: AppTest, filled: bool) -> None:
    rows = "postcode,location,minutes,as_of\n4528,VEBO Hauptsitz Oensingen,23,2026-11-01\n"
    if filled:
        put_in_use(on_file().but({"travel_minutes.csv": rows.encode()}))
        app.session_state["on_file"] = in_use()  # a visit that began on other data would end on them
    page = at(app, "4528")
    assert bool(values(page, "order")) is filled
    if filled:
        choose(page, order="minutes")
        assert "VEBO Hauptsitz Oensingen" in shown(page).split('id="site-1"')[1].split("</h3>")[0]
        assert "Fahrzeiten: Stand 1. November 2026." in shown(page)


@pytest.mark.parametrize(
    ("confirmed", "text"),
    [
        (date(2025, 11, 22), '<span class="mark seen">gesehen am 22. November 2025</span>'),
        (date(2025, 11, 21), "zu prüfen, gesehen am 21. November 2025"),
        (VagueDay.read("2026-10"), '<span class="mark seen">gesehen: Oktober 2026</span>'),
        (VagueDay.read("2020-10"), "zu prüfen, gesehen: Oktober 2020"),
        (VagueDay.read("2019"), "zu prüfen, gesehen: 2019"),
        (None, "zu prüfen, gesehen ohne Datum"),
    ],
)
def test_what_was_seen_more_than_a_year_ago_is_to_be_checked(confirmed: date | None, text: str) -> None:
    (site,) = sites_by_name([replace(on_file().offers[0], last_confirmed=confirmed)])
    assert text in card(CardContext(words(GERMAN), date(2026, 11, 22), None, {}), site)


@pytest.mark.parametrize(
    "offer", on_file().offers, ids=lambda offer: f"{offer.provider_id}-{offer.location}-{offer.type}"
)
def test_the_report_names_the_entry_and_nothing_else(offer: Offer) -> None:
    mail = report_mail(offer)
    assert mail.startswith("mailto:ami@ddi.so.ch?subject=")
    assert offer.provider in unquote(mail)
    names = [words(GERMAN)(f"type.{key}.name") for key in TYPE_KEYS]
    told = unquote(mail).replace(offer.provider, "").replace(offer.location or "", "")
    assert not any(name in told for name in names)


def test_no_answer_stands_in_any_link(app: AppTest) -> None:
    page = at(app, "4528", age=47, social_assistance=True, addiction=True, german="B1", monthly_income=None)
    for link in re.findall(r'href="([^"]*)"', shown(page)):
        assert "addiction" not in link
        assert "sozialhilfe" not in unquote(link).casefold() or "so.ch" in link
        assert "47" not in unquote(link) or link.startswith(("tel:", "https://"))


# ── Shortlist and comparison ────────────────────────────────────────────────────


def test_the_shortlist_survives_a_change_of_page(offers: AppTest) -> None:
    first, _ = keep(offers, 2)
    kept = list(offers.session_state["shortlist"])
    offers.switch_page("pages/advice.py").run()
    offers.switch_page("pages/offers.py").run()
    assert offers.session_state["shortlist"] == kept
    assert len(kept) >= 2, "all kinds of both sites"
    assert re.search(rf'id="{first}"[^>]*>★ ', found_markup(offers))


def test_a_second_click_takes_it_back(offers: AppTest) -> None:
    first, _ = keep(offers, 2)
    press(offers, first)
    for button in re.findall(r'id="(drop-\w+)"', found_markup(offers)):
        press(offers, button)
    assert offers.session_state["shortlist"] == []
    assert "Vergleich der gemerkten" not in shown(offers)


def test_at_most_three_are_compared(offers: AppTest) -> None:
    keep(offers, 5)
    kept = list(offers.session_state["shortlist"])
    assert compared(offers) == [short(key) for key in kept[:3]]
    say_in(offers, "offers_list", **{f"compare:{short(kept[3])}": "yes"})
    assert compared(offers) == [short(key) for key in kept[1:4]]
    table = re.search(r"<thead>.*?</thead>", shown(offers))
    assert table is not None
    assert table[0].count("<th") == 1 + 1 + 3  # the row itself, «Was», three offers


def test_the_comparison_names_price_share_source_and_day(app: AppTest) -> None:
    page = at(app, "4600", social_assistance=False, unemployment_insurance=False, disability_insurance=False)
    choose_kinds(page, ["qualifizierung"])
    keep(page, 1)
    text = shown(page)
    assert "Ein ganzer Monat: höchstens CHF 1&#39;736.00" in text
    assert "CHF 868.00" in text
    assert "21.7 × CHF 80.00" in text
    assert "(2024/25)" in text
    assert "gesehen" in text


# ── The map ─────────────────────────────────────────────────────────────────────


def test_the_message_for_the_map_is_small() -> None:
    everything = sites_by_name(on_file().offers)
    deck = build(place("4528", "Zuchwil"), 50, [site for site in everything if site.point], [])
    assert len(deck.to_json().encode()) < MOST_BYTES


def test_no_part_of_the_page_sends_more(offers: AppTest) -> None:
    choose(offers, km="0")
    sizes = [len(one.proto.SerializeToString()) for kind in ("html", "deck_gl_json_chart") for one in offers.get(kind)]
    assert max(sizes) < MOST_BYTES


def test_the_map_loads_nothing_from_elsewhere_unless_the_operator_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    home = place("4528", "Zuchwil")
    monkeypatch.delenv("FINDER_BASEMAP", raising=False)
    assert "http" not in build(home, 20, [], []).to_json()
    monkeypatch.setenv("FINDER_BASEMAP", "swisstopo")
    assert "style_swisstopo.json" in build(home, 20, [], []).to_json()


@pytest.mark.parametrize(
    ("told", "kind", "share"),
    [
        ({"social_assistance": True}, "qualifizierung", "Nichts. Der Sozialdienst bezahlt."),
        ({"social_assistance": True}, "suchthilfe", "Nichts. Der Sozialdienst bezahlt."),
        ({"social_assistance": False}, "suchthilfe", "nur mit Sozialhilfe"),
        ({"social_assistance": False, "unemployment_insurance": True}, "qualifizierung", "Der Kanton zahlt nicht mit."),
        ({}, "qualifizierung", "Noch offen, wer bezahlt."),
    ],
)
def test_who_bears_the_price(app: AppTest, told: dict[str, object], kind: str, share: str) -> None:
    page = at(app, "4600", **told)
    choose_kinds(page, [kind])
    keep(page, 1)
    (cell,) = re.findall(r"Eigener Anteil</th><td>(.*?)</td>", shown(page))
    assert share in cell


def test_in_a_browser_the_map_is_drawn_from_this_server_alone(page_at: Visits) -> None:
    page = page_at(1280, 1250, path="/offers?role=staff", painted=True)
    field = page.get_by_label("Postleitzahl des Wohnorts")
    field.fill("4600")
    field.press("Enter")
    settled(page)
    page.get_by_role("heading", name="ab 4600 Olten").wait_for()
    canvas = page.locator(".st-key-offers_map_column canvas").last
    canvas.wait_for()
    until = time.monotonic() + PATIENCE / 1000
    while (missing := not_drawn(canvas)) and time.monotonic() < until:
        page.wait_for_timeout(500)
    assert missing == []
    for number, at in badges("4600", 20).items():
        if number in ("1", "5", "13"):  # the last one is listed because it was chosen
            choose_dot(page, number, at, page.locator(f".o-list #site-{number}.chosen"))
            expect(page.locator(".st-key-offers_map_column .card.chosen .number")).to_have_text(number)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280


def not_drawn(canvas: Locator) -> list[str]:
    """What cannot be seen on the map by its colours; the outlines come by a request of their own."""
    colours = Image.open(io.BytesIO(canvas.screenshot())).convert("RGB").getcolors(maxcolors=1_000_000)
    assert colours is not None
    found = {colour for count, colour in colours if count > 30}
    seen = {"home": (255, 196, 61) in found, "badges": (11, 90, 138) in found, "outlines": len(colours) > 100}
    return [part for part, there in seen.items() if not there]


def choose_dot(page: Page, number: str, at: tuple[float, float], expected: Locator) -> None:
    """Clicks the badge ``number`` once the map names it under the pointer: until then it does not listen."""
    named = page.locator(".st-key-offers_map_column .deck-tooltip").filter(has_text=f"{number}: ")
    until = time.monotonic() + PATIENCE / 1000
    while True:
        box = page.locator(".st-key-offers_map_column canvas").last.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] / 2 + at[0], box["y"] + box["height"] / 2 + at[1]
        page.mouse.move(x + 2, y + 2)
        page.mouse.move(x, y)
        page.wait_for_timeout(200)
        if named.is_visible() or time.monotonic() > until:
            break
    page.mouse.click(x, y)
    expected.wait_for(timeout=PATIENCE)
    settled(page)


def badges(postcode: str, km: float) -> dict[str, tuple[float, float]]:
    """Where the badges are drawn: number → pixels right of and below the middle of the map."""
    home = likely(matching(postcode, None))
    sites = sites_of(nearby(home, km, [one for one in on_file().offers if Wish().holds(one)]))
    deck = json.loads(build(home, km, [site for site in sites if site.point], []).to_json())
    start = deck["initialViewState"]
    view = View(start["latitude"], start["longitude"], start["zoom"])
    (layer,) = (one for one in deck["layers"] if one["id"] == "sites")
    return {dot["number"]: view.pixels((dot["at"][1], dot["at"][0])) for dot in layer["data"]}


def test_in_a_browser_the_shortlist_goes_with_a_new_start(page_at: Visits) -> None:
    page = page_at(390, 900, path="/offers?role=staff")
    field = page.get_by_label("Postleitzahl des Wohnorts")
    field.fill("4528")
    field.press("Enter")
    settled(page)
    page.get_by_role("button", name="☆ Merken").first.click()
    page.get_by_text("Merkliste und Vergleich: 1 Angebot").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator(".foot .restart").click()
    page.locator("dialog [data-send=forget]").press("Enter")
    page.get_by_text("Merkliste und Vergleich").wait_for(state="detached")


def test_on_a_phone_the_map_is_drawn_only_when_it_is_asked_for(page_at: Visits) -> None:
    phone = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Mobile Safari/537.36"
    page = page_at(390, 844, path="/offers?role=staff", user_agent=phone)
    field = page.get_by_label("Postleitzahl des Wohnorts")
    field.fill("4528")
    field.press("Enter")
    settled(page)
    expect(page.locator("#site-1")).to_be_visible()
    expect(page.locator("canvas")).to_have_count(0)
    page.get_by_role("radio", name="Karte").click()
    expect(page.locator("canvas").first).to_be_visible(timeout=30_000)  # its code comes only now


@pytest.mark.parametrize("postcode", ["", "4528"])
def test_list_and_map_stand_beside_each_other_below_the_filters(page_at: Visits, postcode: str) -> None:
    page = page_at(1280, 900, path="/offers?role=staff")
    if postcode:
        page.get_by_label("Postleitzahl des Wohnorts").fill(postcode)
        settled(page)
    boxes = {
        name: page.locator(name).bounding_box() for name in (".o-filters", ".o-list", "#offers-map", "canvas >> nth=0")
    }
    filters, found, heading, drawn = (box for box in boxes.values() if box)
    assert filters["y"] + filters["height"] <= found["y"] <= heading["y"] + 1 <= drawn["y"]
    assert found["x"] + found["width"] <= min(heading["x"], drawn["x"])
