"""The demonstration on a big screen: persons, switches, and a screen that forgets by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from operation.settings import BadSetting, read
from tests.support.browser import Chromium, Visits
from tests.support.known import known
from tests.support.serving import serving
from tests.support.warm_start import warm

IDLE = 5
"""Seconds until the reset on the server of these tests."""


@pytest.fixture(scope="module")
def stage(browser: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visits]:
    """A server for a demonstration: short patience, and an address of the office."""
    environment = {"FINDER_IDLE_SECONDS": str(IDLE), "FINDER_OFFICE_URL": "https://ami.example.ch"}
    with serving(tmp_path_factory.mktemp("event"), environment=environment, start=warm) as server:
        visits = Visits(browser, server.url)
        yield visits
        visits.close()
        assert visits.outside == []
        assert visits.refused == []


def start(stage: Visits, path: str = "/?mode=event", **size: Any) -> Page:
    page = stage(path=path, **size)
    page.get_by_text("Wählen Sie eine Person").wait_for()
    return page


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()
    page.get_by_text("Was wäre, wenn").wait_for()


def stop(page: Page) -> None:
    page.get_by_role("button", name="Anhalten").click()
    page.get_by_text("Angehalten").wait_for()


def test_the_link_leads_to_eight_persons_and_the_address_of_the_office(stage: Visits) -> None:
    page = start(stage)
    expect(page.locator(".demonstration")).to_be_visible()
    expect(page.locator(".st-key-event_persons button")).to_have_count(8)
    code = page.get_by_role("img", name="https://ami.example.ch")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.naturalWidth") > 20
    expect(page.get_by_role("timer")).to_have_count(0)  # nothing to forget yet


def test_a_switch_shows_the_verdict_before_and_now_in_words(stage: Visits) -> None:
    page = start(stage)
    choose(page, "Mit Status S")
    stop(page)
    page.get_by_role("radio", name="Deutsch: B1").click()
    page.get_by_text("1 Einschätzung ändert sich.").wait_for()
    expect(page.get_by_text("Coaching: vorher «offen», jetzt «passt».")).to_be_visible()
    expect(page.locator(".kind.changed")).to_have_count(1)
    expect(page.locator('.kind.changed[data-type="coaching"] del')).to_have_text(re.compile("offen"))
    page.get_by_role("radio", name="So, wie es ist").click()
    expect(page.locator(".kind.changed")).to_have_count(0)


def test_a_switch_of_the_income_says_the_waiver_before_and_now(stage: Visits) -> None:
    page = start(stage)
    choose(page, "Familie mit knappem")
    stop(page)
    page.get_by_role("radio", name="6'049").click()
    page.get_by_text("Keine Einschätzung ändert sich.").wait_for()
    expect(page.get_by_text(re.compile("Kosten vorher: Teilerlass"))).to_be_visible()
    expect(page.get_by_text(re.compile("Kosten jetzt: Erlass möglich"))).to_be_visible()


def test_a_screen_that_nobody_touches_starts_again(stage: Visits) -> None:
    page = start(stage)
    choose(page, "64 Jahre alt")
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"Neustart in 0:0\d"))
    page.get_by_text("Wählen Sie eine Person").wait_for()
    expect(page.locator(".kind")).to_have_count(0)
    assert "mode=event" in page.url


def test_a_stopped_countdown_stays_until_it_is_let_go(stage: Visits) -> None:
    page = start(stage)
    choose(page, "64 Jahre alt")
    stop(page)
    page.wait_for_timeout((IDLE + 2) * 1000)
    expect(page.locator(".kind")).to_have_count(10)
    page.get_by_role("button", name="Weiterzählen").click()
    page.get_by_text("Wählen Sie eine Person").wait_for()


def test_a_demonstration_leads_nowhere_else(stage: Visits) -> None:
    page = start(stage)
    choose(page, "Nach der Flucht")
    expect(page.get_by_role("link", name="Beratung")).to_have_count(0)


def test_the_reset_returns_to_the_language_of_the_link(stage: Visits) -> None:
    page = start(stage, "/?mode=event&lang=de")
    choose(page, "Nach der Flucht")
    page.get_by_text("Wählen Sie eine Person").wait_for()
    assert "lang=de" in page.url


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1920, 1080)])
def test_targets_are_big_enough_for_a_thumb_and_nothing_scrolls_sideways(
    stage: Visits, width: int, height: int
) -> None:
    page = start(stage, width=width, height=height)
    for button in page.locator(".st-key-event_persons button").all():
        assert known(button.bounding_box())["height"] >= 88
    choose(page, "Familie mit knappem")
    stop(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_any_input_holds_the_countdown_even_one_that_the_server_never_sees(stage: Visits) -> None:
    page = start(stage)
    choose(page, "64 Jahre alt")
    for step in range(2 * IDLE):
        page.mouse.move(200 + step, 300)
        page.wait_for_timeout(800)
    expect(page.locator(".kind")).to_have_count(10)


def test_staff_who_only_look_are_not_reset(stage: Visits) -> None:
    page = stage(path="/event?role=staff")
    choose(page, "Nach der Flucht")
    page.wait_for_timeout((IDLE + 1) * 1000)
    expect(page.locator(".kind")).to_have_count(10)
    expect(page.get_by_role("timer")).to_have_count(0)


@pytest.mark.parametrize(("given", "seconds"), [("", 180), ("3", 3), ("3600", 3600)])
def test_the_patience_can_be_set(given: str, seconds: int) -> None:
    assert read({"FINDER_IDLE_SECONDS": given}).idle_seconds == seconds


@pytest.mark.parametrize("given", ["2", "3601", "-5", "bald", "1.5"])
def test_a_patience_that_makes_no_sense_is_refused_by_name(given: str) -> None:
    with pytest.raises(BadSetting, match="FINDER_IDLE_SECONDS"):
        read({"FINDER_IDLE_SECONDS": given})
