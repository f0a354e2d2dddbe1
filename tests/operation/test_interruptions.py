"""What a person sees when something gets in the way: a lost server, two tabs, the back button, a double click."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from serve.quiet import outline, silence_answers
from tests.operation.test_server import broken
from tests.support.browser import PATIENCE, Chromium, Visits, settled
from tests.support.counsel import age_field, type_age
from tests.support.serving import serving
from tests.support.warm_start import warm

STAFF = "/advice?role=staff"
QUALIFYING = '.matrix tr.does_not_fit[data-type="qualifizierung"]'
YOUTH = '.matrix tr.does_not_fit[data-type="jugendprogramm"]'


def age_on(page: Page) -> str:
    return age_field(page).input_value()


def test_two_tabs_are_two_persons(page_at: Visits) -> None:
    first, second = page_at(path=STAFF), page_at(path=STAFF)
    type_age(first, "17")
    type_age(second, "64")
    assert (age_on(first), age_on(second)) == ("17", "64")
    expect(first.locator(QUALIFYING)).to_have_count(1)
    expect(second.locator(YOUTH)).to_have_count(1)


def test_the_back_button_keeps_the_answers(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    type_age(page, "17")
    page.get_by_role("link", name="Grundlagen").first.click()
    settled(page)
    page.go_back()
    settled(page)
    page.locator(QUALIFYING).wait_for()
    assert age_on(page) == "17"


def test_a_double_click_is_one_answer(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    for key, answer in {"flight_trauma": "yes", "employability": "soon"}.items():
        chosen = page.locator(f'#q-{key} input[value="{answer}"]')
        chosen.locator("xpath=..").dblclick()
        settled(page)
        expect(chosen).to_be_checked()
    expect(page.locator('.matrix tr.fits[data-type="trauma"]')).to_have_count(1)


def test_after_a_restart_of_the_server_the_page_works_again(browser: Chromium, tmp_path: Path) -> None:
    visits = Visits(browser, "")
    with serving(tmp_path, start=warm) as server:
        visits.url = server.url
        page = visits(path=STAFF)
        type_age(page, "17")
        port = int(server.url.rsplit(":", 1)[1])
    assert age_on(page) == "17", "what was on the screen stays readable"
    with serving(tmp_path, port=port, start=warm):
        page.reload()
        settled(page)
        page.locator('.matrix tr.open[data-type="jugendprogramm"]').wait_for(timeout=PATIENCE)
        assert age_on(page) == "", "the key of what the tab keeps died with the server"
    visits.close()


@pytest.mark.parametrize("today", ["2019-01-01", "2040-01-01"])
def test_a_wrong_clock_says_so_and_breaks_nothing(browser: Chromium, tmp_path: Path, today: str) -> None:
    with serving(tmp_path, environment={"FINDER_TODAY": today}, start=warm) as server:
        visits = Visits(browser, server.url)
        page = visits(path=STAFF)
        expect(page.locator(".matrix tbody tr")).to_have_count(10)
        expect(page.locator("[data-testid=stException]")).to_have_count(0)
        said = "liegt uns keine Regel vor" if today < "2024" else "Stand der Regeln"
        expect(page.locator(".answer", has_text=said)).to_have_count(1)
        visits.close()


def modified(root: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in [root, *root.rglob("*")]}


def test_a_read_only_disk_makes_no_difference(browser: Chromium, tmp_path: Path) -> None:
    """Whoever may write all the same (root) is watched: no file appears, goes or changes."""
    copy = tmp_path / "copy"
    copy.mkdir()
    root = broken(copy, {})
    for path in [root, *root.rglob("*")]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    before = modified(root)
    try:
        with serving(tmp_path, root=root, environment={"PYTHONDONTWRITEBYTECODE": "1"}) as server:
            visits = Visits(browser, server.url)
            page = visits(path=STAFF)
            type_age(page, "17")
            expect(page.locator(QUALIFYING)).to_have_count(1)
            visits.close()
        assert modified(root) == before, "nothing was written"
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
