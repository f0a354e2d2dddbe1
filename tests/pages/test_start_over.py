"""«Neu beginnen» in a real browser: the browser, too, must forget what was typed."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.support.browser import Visits, settled


def test_starting_over_empties_every_field_and_every_verdict(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/?role=staff")
    page.locator("#q-field-age").fill("17")
    page.locator("#q-field-age").press("Tab")
    settled(page)
    page.locator('#q-wants_training input[value="yes"]').check(force=True)
    page.locator('.matrix tr[data-type="jugendprogramm"][data-fit="fits"]').wait_for()

    page.locator(".foot .restart").click()
    expect(page.get_by_role("dialog")).to_contain_text("Alle Antworten löschen")
    page.locator("dialog [data-send=forget]").press("Enter")
    page.locator('.matrix tr[data-type="jugendprogramm"][data-fit="open"]').wait_for()

    settled(page)
    expect(page.locator("#q-field-age")).to_have_value("")
    expect(page.locator('.matrix tr[data-fit="open"]')).to_have_count(10)
    assert "role=staff" in urlsplit(page.url).query
    assert "17" not in urlsplit(page.url).query


def test_where_nothing_was_told_nothing_is_asked(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/?role=staff")
    page.locator(".foot .restart").click()
    page.get_by_text("Alle Antworten sind gelöscht.").wait_for()


def test_who_says_no_keeps_the_answers(page_at: Visits) -> None:
    page = page_at(1280, 900, path="/?role=staff")
    page.locator("#q-field-age").fill("17")
    page.locator("#q-field-age").press("Tab")
    settled(page)
    page.locator(".foot .restart").click()
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    expect(page.locator("#q-field-age")).to_have_value("17")
