"""A reload, a killed server, a phone that slept: the answers come back – and nobody but the server can read them."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from serve.keeping import HOURS, MOST, Keys, Unreadable
from tests.support.browser import PATIENCE, Visits, settled
from tests.support.serving import serving

STAFF = "/?role=staff"
KEPT = "sessionStorage.getItem('finder')"
SECRET = "s" * 32
CASE = {"answers": {"age": 17, "addiction": True}, "state": {"costs_kind": "coaching"}}


def age_field(page: Page) -> Locator:
    return page.get_by_label("Alter in Jahren").first


def type_age(page: Page, age: str) -> None:
    age_field(page).fill(age)
    age_field(page).press("Tab")
    settled(page)


def until_kept(page: Page) -> None:
    for _ in range(PATIENCE // 100):
        if page.evaluate(KEPT):
            return
        page.wait_for_timeout(100)
    raise AssertionError("the tab keeps nothing")


def test_what_is_sealed_opens_for_eight_hours_and_for_nobody_else():
    now = [1_800_000_000.0]
    keys = Keys(SECRET, lambda: now[0])
    sealed = keys.seal(CASE)
    assert b"addiction" not in sealed
    now[0] += HOURS * 3600 - 1
    assert Keys(SECRET, lambda: now[0]).open(sealed) == CASE, "another process with the same secret"
    for stranger in (Keys("", lambda: now[0]), Keys("t" * 32, lambda: now[0])):
        with pytest.raises(Unreadable):
            stranger.open(sealed)
    now[0] += 2
    with pytest.raises(Unreadable):
        keys.open(sealed)


def test_the_length_tells_nobody_how_much_was_answered():
    keys = Keys(SECRET)
    many = {"answers": {f"question_{number}": number for number in range(40)}, "state": {}}
    assert len(keys.seal(CASE)) == len(keys.seal(many)) < MOST


@pytest.mark.parametrize("sealed", [b"", b"x", b"gAAAAA" + b"A" * 200, b"\xff" * 40])
def test_nonsense_is_unreadable_and_breaks_nothing(sealed):
    with pytest.raises(Unreadable):
        Keys(SECRET).open(sealed)


def test_a_reload_keeps_the_answers_and_a_new_start_clears_them(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    type_age(page, "17")
    until_kept(page)
    assert page.evaluate("Object.keys(sessionStorage)") == ["finder"], "one sealed text and nothing beside it"
    assert page.evaluate(KEPT).startswith("gAAAA")
    page.reload()
    expect(age_field(page)).to_have_value("17")
    assert page.context.cookies() == [] or all("finder" not in one["name"] for one in page.context.cookies())
    page.get_by_role("button", name="Neu beginnen").first.click()
    page.locator('button[data-send="forget"]').click()  # asked once, because there is something to lose
    expect(age_field(page)).to_have_value("")
    assert page.evaluate(KEPT) is None
    page.reload()
    settled(page)
    expect(age_field(page)).to_have_value("")


def test_a_demonstration_keeps_nothing_and_says_so(page_at: Visits) -> None:
    page = page_at(path="/?mode=event")
    expect(page.locator(".foot")).to_contain_text("sind die Antworten weg")
    assert page.evaluate("document.getElementById('finder-frame').dataset.tab") is None
    assert page.evaluate("sessionStorage.length") == 0


@pytest.mark.parametrize("secret", [SECRET, ""], ids=["the same key", "a key that died"])
def test_after_a_killed_server_the_page_comes_back_by_itself(browser: Browser, tmp_path: Path, secret: str) -> None:
    visits, environment = Visits(browser, ""), {"FINDER_KEY": secret}
    with serving(tmp_path, environment=environment) as server:
        visits.url, port = server.url, int(server.url.rsplit(":", 1)[1])
        page = visits(path=STAFF)
        type_age(page, "17")
        until_kept(page)
        server.process.kill()
        expect(page.locator("#finder-offline")).to_contain_text("unterbrochen")
        expect(age_field(page)).to_have_value("17")  # what was on the screen stays readable
    with serving(tmp_path, port=port, environment=environment):
        if secret:
            expect(page.locator("#finder-offline:not(:empty)")).to_have_count(0, timeout=2 * PATIENCE)
            expect(age_field(page)).to_have_value("17")
        else:
            expect(page.locator("#finder-lost-answers")).to_contain_text("nicht zurückholen", timeout=2 * PATIENCE)
        assert "role=staff" in page.url
        visits.close()
