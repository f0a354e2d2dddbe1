"""What a person sees when something gets in the way: a lost server, two tabs, the back button, a double click."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from serve.quiet import outline, silence_answers
from tests.browser import PATIENCE, Visits, settled
from tests.operation.test_server import broken
from tests.serving import serving

STAFF = "/?role=staff"


def type_age(page: Page, age: str) -> None:
    field = page.locator(".st-key-age input").first
    field.fill(age)
    field.press("Tab")
    settled(page)


def age_on(page: Page) -> str:
    return page.locator(".st-key-age input").first.input_value()


def test_two_tabs_are_two_persons(page_at: Visits) -> None:
    first, second = page_at(path=STAFF), page_at(path=STAFF)
    type_age(first, "17")
    type_age(second, "64")
    assert (age_on(first), age_on(second)) == ("17", "64")
    assert first.locator('.card.does_not_fit[data-type="qualifizierung"]').count() == 1
    assert second.locator('.card.does_not_fit[data-type="jugendprogramm"]').count() == 1


def test_the_back_button_keeps_the_answers(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    type_age(page, "17")
    page.get_by_role("link", name="Grundlagen").first.click()
    settled(page)
    page.go_back()
    settled(page)
    page.locator('.card.does_not_fit[data-type="qualifizierung"]').wait_for()
    assert age_on(page) == "17"


def test_a_double_click_is_one_answer(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    page.locator(".st-key-flight_trauma").get_by_text("Ja", exact=True).dblclick()
    settled(page)
    assert page.locator('.card[data-type="trauma"]').count() == 1
    assert page.locator(".stException, [data-testid=stException]").count() == 0


def test_after_a_restart_of_the_server_the_page_works_again(browser: Browser, tmp_path: Path) -> None:
    visits = Visits(browser, "")
    with serving(tmp_path) as server:
        visits.url = server.url
        page = visits(path=STAFF)
        type_age(page, "17")
        port = int(server.url.rsplit(":", 1)[1])
    assert age_on(page) == "17", "what was on the screen stays readable"
    with serving(tmp_path, port=port):
        page.reload()
        settled(page)
        page.locator('.card.open[data-type="jugendprogramm"]').wait_for(timeout=PATIENCE)
        assert age_on(page) == ""
    visits.close()


@pytest.mark.parametrize("today", ["2019-01-01", "2040-01-01"])
def test_a_wrong_clock_says_so_and_breaks_nothing(browser: Browser, tmp_path: Path, today: str) -> None:
    with serving(tmp_path, environment={"FINDER_TODAY": today}) as server:
        visits = Visits(browser, server.url)
        page = visits(path=STAFF)
        assert page.locator(".card").count() == 10
        assert page.locator("[data-testid=stException]").count() == 0
        assert page.locator(".note", has_text="Regel" if today < "2024" else "Ausgabe").count() >= 1
        visits.close()


def test_a_read_only_disk_makes_no_difference(browser: Browser, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    root = broken(copy, {})
    for path in [root, *root.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = {path for path in root.rglob("*") if "__pycache__" not in path.parts}
    try:
        with serving(tmp_path, root=root, environment={"PYTHONDONTWRITEBYTECODE": "1"}) as server:
            visits = Visits(browser, server.url)
            page = visits(path=STAFF)
            type_age(page, "17")
            assert page.locator('.card.does_not_fit[data-type="qualifizierung"]').count() == 1
            visits.close()
        assert {path for path in root.rglob("*") if "__pycache__" not in path.parts} == before, "nothing was written"
    finally:
        for path in [root, *root.rglob("*")]:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)


def test_a_log_keeps_the_kind_and_place_of_an_error_and_never_its_message() -> None:
    factory = logging.getLogRecordFactory()
    silence_answers()
    make = logging.getLogRecordFactory()
    logging.setLogRecordFactory(factory)
    try:
        raise ValueError("addiction: True")
    except ValueError as error:
        record = make("finder", logging.ERROR, __file__, 1, "failed", (), (ValueError, error, error.__traceback__))
        told = outline(error)
    assert "ValueError" in told
    assert "test_interruptions.py" in told
    assert "addiction" not in logging.Formatter().format(record) + told
