"""/kurz: the guide without scripts says what the guide says, keeps nothing, and fits a poor line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.steps.advise import Fit, advise
from finder.steps.guide import SCREENS, SCREENS_OF_THE_PATH, boxes_of, next_question
from operation.settings import Settings
from serve.short_guide import routes
from tests.support.asking import OWN, Answer, ask
from tests.support.known import known

ON = date(2026, 11, 22)
APP = Starlette(routes=routes(Settings(today=ON)))
EVERYBODY = {
    path.stem: Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])
    for path in sorted((Path(__file__).parents[1] / "personas").glob("*.toml"))
}
PERSONAS = dict(list(EVERYBODY.items())[::4])
FAMILY = EVERYBODY["family_of_four_at_the_limit"]
MOST = 25_000
"""Bytes of a page before any compression."""

Fields = list[tuple[str, str]]


def sent(method: str, address: str, fields: Iterable[tuple[str, str]] = ()) -> Answer:
    """What comes back for a form with these fields."""
    form = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    return ask(APP, address, method, headers=form, body=[urlencode(list(fields)).encode()])


class Page(HTMLParser):
    """The form of a page: what travels hidden, what can be typed, ticked and pressed."""

    def __init__(self, reply: Answer) -> None:
        super().__init__()
        self.reply = reply
        self.hidden: Fields = []
        self.typed: list[str] = []
        self.boxes: list[str] = []
        self.buttons: list[tuple[str | None, str | None]] = []
        self.faults: list[str] = []
        self.feed(reply.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        match tag, told.get("type"):
            case "input", "hidden":
                self.hidden.append((known(told["name"]), told["value"] or ""))
            case "input", "checkbox":
                self.boxes.append(known(told["value"]))
            case "input", _:
                self.typed.append(known(told["name"]))
                if told.get("aria-invalid"):
                    self.faults.append(known(told["name"]))
            case "button", _:
                self.buttons.append((told.get("name"), told.get("value")))

    @property
    def screen(self) -> str:
        return dict(self.hidden).get("screen", "")

    def send(self, *fields: tuple[str, str]) -> Page:
        return Page(sent("POST", "/kurz", [*self.hidden, *fields]))


def start(language: str = "de") -> Page:
    return Page(sent("GET", f"/kurz?lang={language}")).send(("go", "1"))


def reply_of(person: Situation, page: Page) -> Fields:
    """What this person sends on a screen."""
    told = {key: getattr(person, key) for key in SCREENS[page.screen] if getattr(person, key) is not None}
    if not told:
        return [("skip", "1")]
    if ticks := SCREENS_OF_THE_PATH[page.screen].ticks:
        boxes = [tick.key for tick in ticks if tick.key in boxes_of(page.screen, person) and tick.key in page.boxes]
        return [*(("box", one) for one in boxes), ("go", "1")] if boxes else [("none", "1")]
    if page.typed:
        return [*((f"t.{key}", str(value)) for key, value in told.items()), ("go", "1")]
    (value,) = told.values()
    return [("choice", {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value))]


def walk(person: Situation, language: str = "de") -> list[Page]:
    pages = [start(language)]
    while pages[-1].screen:
        pages.append(pages[-1].send(*reply_of(person, pages[-1])))
        assert len(pages) < 20
    return pages


def situation_of(page: Page) -> Situation:
    return Situation.of({name[2:]: value for name, value in page.hidden if name.startswith("a.")})


@pytest.mark.parametrize("person", PERSONAS.values(), ids=PERSONAS)
def test_the_short_guide_asks_what_the_guide_asks_and_says_the_same(person: Situation) -> None:
    pages = walk(person)
    skipped: list[str] = []
    for page in pages[:-1]:
        assert page.reply.status == 200
        assert page.screen == next_question(situation_of(page), [v for n, v in page.hidden if n == "skipped"], ON)
        skipped.append(page.screen)
    last = pages[-1].reply.text
    advice = advise(situation_of(pages[-1]), ON)
    fitting = re.findall(r'<article class="answer fits" data-type="(\w+)"', last)
    assert fitting == [one.type.key for one in advice.of(Fit.FITS)]
    assert sorted(re.findall(r'data-door="(\w+)"', last)) == sorted(door.key for door in advice.doors)
    assert set(re.findall(r'data-type="(\w+)"', last)) == {one.type.key for one in advice.types}


@pytest.mark.parametrize("language", on_file().languages)
def test_every_page_is_small_and_needs_nothing_else(language: str) -> None:
    for page in walk(FAMILY, language):
        text = page.reply.text
        assert len(page.reply.content) <= MOST
        assert not re.search(r"<script|<link|<img|@import|url\(|\son\w+=", text)
        assert "set-cookie" not in page.reply.headers
        assert page.reply.headers["cache-control"] == "no-store"
        assert all(
            "?" not in one or re.search(r"\?lang=[\w-]+$", one)
            for one in re.findall(r'(?:href|action)="(/[^"]*)"', text)
        )


def test_a_page_speaks_and_runs_as_its_language_does() -> None:
    text = start("ar").reply.text
    assert '<html lang="ar" dir="rtl">' in text


@pytest.mark.parametrize(
    ("screen", "fields", "wrong"),
    [
        ("person", [("t.age", "x"), ("go", "1")], "t.age"),
        ("person", [("t.age", "1990"), ("go", "1")], "t.age"),
        ("person", [("t.age", "30"), ("t.postcode", "Nirgendwo"), ("go", "1")], "t.postcode"),
        ("person", [("go", "1")], "t.age"),
    ],
)
def test_what_is_not_understood_is_said_at_its_field_and_nothing_typed_is_lost(
    screen: str, fields: list[tuple[str, str]], wrong: str
) -> None:
    page = start().send(*fields)
    assert (page.screen, page.faults) == (screen, [wrong])
    for name, value in fields:
        if name.startswith("t."):
            assert f'name="{name}" value="{value}"' in page.reply.text


def test_nothing_ticked_is_asked_again_and_none_of_these_is_an_answer() -> None:
    page = start().send(("t.age", "30"), ("t.postcode", "4500"), ("go", "1"))
    while page.screen != "benefits":
        page = page.send(("skip", "1"))
    again = page.send(("go", "1"))
    assert again.screen == "benefits"
    assert 'class="wrong"' in again.reply.text
    assert situation_of(page.send(("none", "1"))).social_assistance is False


def test_back_shows_the_screen_before_with_its_answers_kept() -> None:
    page = start().send(("t.age", "30"), ("t.postcode", "4528"), ("go", "1"))
    before = page.send(("back", "1"))
    assert before.screen == "person"
    assert 'name="t.age" value="30"' in before.reply.text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ([("a.age", "999"), ("screen", "german"), ("skip", "1")], 422),
        ([("a.german", "Z9"), ("screen", "age")], 422),
        ([("a.nonsense", "1"), ("screen", "nowhere")], 200),
        ([("lang", "xx"), ("go", "1")], 200),
        ([("x", "y" * 70_000)], 413),
        ([(f"f{number}", "1") for number in range(500)], 413),
    ],
)
def test_a_changed_form_gets_a_kind_page_and_never_a_fault(fields: Fields, status: int) -> None:
    reply = sent("POST", "/kurz", fields)
    assert reply.status == status
    assert "Traceback" not in reply.text


def test_an_answer_in_the_address_is_taken_away() -> None:
    reply = sent("GET", "/kurz?lang=fr&a.addiction=yes")
    assert (reply.status, reply.headers["location"]) == (303, "/kurz?lang=fr")


def test_the_sheet_comes_as_a_paper_that_names_language_and_day() -> None:
    result = walk(FAMILY)[-1]
    made = sent("POST", "/kurz", [*result.hidden, ("sheet", "1")])
    assert made.content.startswith(b"%PDF")
    assert "ami-blatt-de-2026-11-22.pdf" in made.headers["content-disposition"]
