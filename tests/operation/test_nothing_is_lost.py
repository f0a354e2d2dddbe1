"""A reload, a killed server, a phone that slept: the answers come back – and nobody but the server can read them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from streamlit.testing.v1 import AppTest

from serve import keeping
from serve.keeping import HOURS, MOST, Keys, Tab, Tabs, Unreadable
from tests.support.asking import ask
from tests.support.browser import PATIENCE, Chromium, Visits, settled
from tests.support.counsel import KEPT, age_field, type_age, until_kept
from tests.support.serving import serving
from tests.support.warm_start import warm

STAFF = "/?role=staff"
SECRET = "s" * 32
CASE = {"answers": {"age": 17, "addiction": True}, "state": {"costs_kind": "coaching"}}


@pytest.mark.parametrize("into", [0, 1, HOURS * 1800, HOURS * 3600 - 1])
def test_what_is_sealed_opens_for_eight_hours_and_for_nobody_else(into: int) -> None:
    """Whenever in the period of a key it was sealed."""
    now = [62_500 * HOURS * 3600.0 + into]
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


@pytest.mark.parametrize(("length", "readable"), [(8 * MOST, True), (8 * MOST + 1, False)])
def test_what_unpacks_to_more_than_a_session_has_is_unreadable(length: int, readable: bool) -> None:
    keys = Keys(SECRET)
    content = {"a": "x" * (length - len('{"a": ""}'))}
    if readable:
        assert keys.open(keys.seal(content)) == content
        return
    with pytest.raises(Unreadable):
        keys.open(keys.seal(content))


def test_the_length_tells_nobody_how_much_was_answered() -> None:
    keys = Keys(SECRET)
    many = {"answers": {f"question_{number}": number for number in range(40)}, "state": {}}
    assert len(keys.seal(CASE)) == len(keys.seal(many)) < MOST


def test_what_was_sealed_with_a_key_of_two_periods_ago_is_gone() -> None:
    period = HOURS * 3600
    moments = (0, period - 1, period, 2 * period)
    keys = [Keys(SECRET, partial(float, 62_500 * period + at)) for at in moments]
    tokens = [one._fernets()._fernets for one in keys]
    assert [len(one) for one in tokens] == [2] * 4
    shared = [{key._signing_key for key in one} & {key._signing_key for key in tokens[0]} for one in tokens]
    assert [len(one) for one in shared] == [2, 2, 1, 0]


@pytest.fixture
def kept_at(monkeypatch: pytest.MonkeyPatch) -> tuple[Tab, Starlette]:
    monkeypatch.setattr(keeping, "TABS", Tabs())
    tab = keeping.TABS.enter(Tab(lambda: CASE))
    return tab, Starlette(routes=keeping.routes(SECRET))


def test_a_tab_takes_its_answers_away_and_a_new_one_brings_them_back(kept_at: tuple[Tab, Starlette]) -> None:
    tab, app = kept_at
    kept = ask(app, "/keep/out", "POST", body=[tab.token.encode()])
    assert (kept.status, kept.headers["cache-control"], tab.met) == (200, "no-store", True)
    assert b"addiction" not in kept.content
    other = keeping.TABS.enter(Tab(dict))
    told = ask(app, "/keep/in", "POST", body=[other.token.encode() + b"\n", kept.content])
    assert (told.status, told.headers["cache-control"]) == (204, "no-store")
    assert (other.waiting, other.met) == (CASE, True)


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/keep/out", b"nobody", 404),
        ("/keep/in", b"nobody\nx", 404),
        ("/keep/in", b"\xff\n", 404),
        ("/keep/in", b"TOKEN\nnonsense", 410),
        ("/keep/in", b"TOKEN\n" + b"A" * (MOST + 1), 410),
        ("/keep/out", b"TOKEN" + b"A" * MOST, 404),
    ],
)
def test_what_does_not_fit_is_told_and_changes_nothing(
    kept_at: tuple[Tab, Starlette], path: str, body: bytes, status: int
) -> None:
    tab, app = kept_at
    answer = ask(app, path, "POST", body=[body.replace(b"TOKEN", tab.token.encode())])
    assert (answer.status, answer.headers["cache-control"]) == (status, "no-store")
    assert tab.waiting is None


def test_who_has_answered_nothing_keeps_nothing(kept_at: tuple[Tab, Starlette]) -> None:
    _, app = kept_at
    empty = keeping.TABS.enter(Tab(dict))
    answer = ask(app, "/keep/out", "POST", body=[empty.token.encode()])
    assert (answer.status, answer.content, answer.headers["cache-control"]) == (204, b"", "no-store")


@pytest.mark.parametrize("parts", [[MOST - 1], [MOST], [MOST - 1, 1], [MOST, 1], [1, MOST], [MOST + 1]])
def test_a_tab_sends_so_much_and_no_more(parts: list[int]) -> None:
    """The rest is cut off; nobody collects it."""
    asked = [b"x" * size for size in parts]
    taken: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        taken.append(len(await keeping._body(Request(scope, receive))))
        await PlainTextResponse("")(scope, receive, send)

    ask(app, "/", "POST", body=asked)
    assert taken == [min(sum(parts), MOST)]


@pytest.mark.parametrize(
    ("spoken", "waiting", "buttons"), [(False, None, 1), (True, None, 0), (True, CASE, 1)], ids=["new", "met", "early"]
)
def test_a_tab_that_brings_its_answers_while_the_page_is_drawn_finds_the_way_back(
    monkeypatch: pytest.MonkeyPatch, spoken: bool, waiting: dict[str, Any] | None, buttons: int
) -> None:
    monkeypatch.setattr(keeping.TABS, "served", True)

    def run() -> None:
        import streamlit as st

        from pages.parts import kept
        from views.words import words

        st.session_state["role"] = "staff"
        assert kept.mark(words("de"))["data_fresh"] == "yes"
        tab = st.session_state["kept_tab"]
        tab.met, tab.waiting = st.session_state["brought"]
        kept.way_back()

    page = AppTest.from_function(run)
    page.session_state["brought"] = (spoken, waiting)
    page.run()
    assert not page.exception
    assert len(page.button) == buttons


@pytest.mark.parametrize("sealed", [b"", b"x", b"gAAAAA" + b"A" * 200, b"\xff" * 40])
def test_nonsense_is_unreadable_and_breaks_nothing(sealed: bytes) -> None:
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


def test_a_press_that_is_lost_while_the_page_is_drawn_is_made_again(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    type_age(page, "17")
    until_kept(page)
    page.add_init_script(
        "let lost = false; addEventListener('click', event => {"
        " if (!lost && event.target.closest('.st-key-kept_back')) { lost = true; event.stopImmediatePropagation() }"
        "}, true)"
    )
    page.reload()
    expect(age_field(page)).to_have_value("17")


NO_NETWORK_AT_FIRST = """
  const ask = fetch; let asked = 0;
  window.fetch = (path, given) =>
    path === 'keep/in' && !asked++ ? Promise.reject(new TypeError()) : ask(path, given);
"""
ANOTHER_SESSION_FIRST = """
  let real;
  new MutationObserver(() => {
    const marker = document.getElementById('finder-frame')?.dataset;
    if (marker?.tab && !real) [real, marker.tab] = [marker.tab, 'of a session that is gone'];
  }).observe(document, {childList: true, subtree: true, attributes: true});
  const ask = fetch;
  window.fetch = async (path, given) => {
    if (!given?.body?.startsWith('of a session that is gone')) return ask(path, given);
    document.getElementById('finder-frame').dataset.tab = real;
    await new Promise(done => setTimeout(done, 2000)); // the page is drawn and quiet when the answer comes
    return new Response(null, {status: 404});
  };
"""


@pytest.mark.parametrize("script", [NO_NETWORK_AT_FIRST, ANOTHER_SESSION_FIRST], ids=["network", "session"])
def test_what_nobody_took_is_brought_again(page_at: Visits, script: str) -> None:
    page = page_at(path=STAFF)
    type_age(page, "17")
    until_kept(page)
    page.add_init_script(f"(() => {{{script}}})()")
    page.reload()
    expect(age_field(page)).to_have_value("17")


def test_a_demonstration_keeps_nothing_and_says_so(page_at: Visits) -> None:
    page = page_at(path="/?mode=event")
    expect(page.locator(".foot")).to_contain_text("sind die Antworten weg")
    assert page.evaluate("document.getElementById('finder-frame').dataset.tab") is None
    assert page.evaluate("sessionStorage.length") == 0


def test_a_connection_that_comes_back_leaves_the_page_alive(page_at: Visits) -> None:
    page = page_at(path=STAFF)
    page.evaluate("() => void setTimeout(() => document.body.classList.add('finder-lost'), 50)")
    page.wait_for_function("() => document.body.classList.length === 0 && document.body.hasAttribute('class')")
    type_age(page, "17")


def test_a_browser_that_forbids_keeping_says_so_and_the_page_works(page_at: Visits) -> None:
    page = page_at(path=None)
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.goto(page_at.url + STAFF)
    settled(page)
    expect(page.locator("#finder-kept")).to_contain_text("sind die Antworten weg")
    type_age(page, "17")


@pytest.mark.parametrize("secret", [SECRET, ""], ids=["the same key", "a key that died"])
def test_after_a_killed_server_the_page_comes_back_by_itself(browser: Chromium, tmp_path: Path, secret: str) -> None:
    visits, environment = Visits(browser, ""), {"FINDER_KEY": secret}
    with serving(tmp_path, environment=environment, start=warm) as server:
        visits.url, port = server.url, int(server.url.rsplit(":", 1)[1])
        page = visits(path=STAFF)
        type_age(page, "17")
        until_kept(page)
        server.process.kill()
        expect(page.locator("#finder-offline")).to_contain_text("unterbrochen")
        expect(age_field(page)).to_have_value("17")  # what was on the screen stays readable
    with serving(tmp_path, port=port, environment=environment, start=warm):
        if secret:
            expect(page.locator("#finder-offline:not(:empty)")).to_have_count(0, timeout=2 * PATIENCE)
            expect(age_field(page)).to_have_value("17")
        else:
            expect(page.locator("#finder-lost-answers")).to_contain_text("nicht zurückholen", timeout=2 * PATIENCE)
        assert "role=staff" in page.url
        visits.close()
