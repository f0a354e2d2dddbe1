"""Nothing a person told may be found anywhere afterwards: not in a log, an address, a file, a cache or the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.support.browser import FLAGS, chromium, settled
from tests.support.serving import ROOT, serving

AGE = "97"
MARKED = {"postcode": "4118 Rodersdorf", "monthly_income": "4318.85", "wealth": "1718.35", "household_size": "7"}
"""Answers that occur nowhere else; ``4318.85`` is also sought as the program would write it."""
SOUGHT = (b"4318.85", b"1718.35", b"4318,85", b'flight_trauma": true', b'social_assistance": false')


def tell(page: Page) -> None:
    """Answers the caseworker's questions, the delicate ones too."""
    for key, value in {**MARKED, "age": AGE}.items():
        field = page.locator(f".st-key-{key} input").first
        field.fill(value)
        field.press("Tab")
        settled(page)
    for key, answer in {"flight_trauma": "Ja", "addiction": "Ja", "social_assistance": "Nein"}.items():
        page.locator(f".st-key-{key}").get_by_text(answer, exact=True).click()
        settled(page)


def take_away(page: Page, folder: Path) -> None:
    """Downloads everything there is to download."""
    page.get_by_role("link", name="Blatt zum Mitnehmen").first.click()
    settled(page)
    for key in ("download_sheet", "save_case", "download_text"):
        with page.expect_download() as waiting:
            page.locator(f".st-key-{key} a").click()
        waiting.value.save_as(folder / key)


def holding(folder: Path) -> list[Path]:
    """Files below ``folder`` that hold a marked answer."""
    found = []
    for path in folder.rglob("*"):
        try:
            content = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        except OSError:
            continue
        if any(mark in content for mark in SOUGHT):
            found.append(path)
    return found


def test_answers_leave_no_trace_on_the_server_in_addresses_or_in_the_browser(browser: Browser, tmp_path: Path) -> None:
    server_folder, temp, profile, kept = (tmp_path / name for name in ("server", "temp", "profile", "kept"))
    for folder in (server_folder, temp, profile, kept):
        folder.mkdir()
    environment = {"TMPDIR": str(temp), "HOME": str(temp), "XDG_CACHE_HOME": str(temp)}
    urls: list[str] = []
    with serving(server_folder, environment=environment) as server:
        context = browser.browser_type.launch_persistent_context(
            str(profile), executable_path=chromium(), args=FLAGS, locale="de-CH", accept_downloads=True
        )
        context.on("request", lambda request: urls.append(request.url))
        page = context.new_page()
        page.goto(f"{server.url}/?role=staff")
        settled(page)
        tell(page)
        take_away(page, kept)
        storage = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        context.close()
        log = server.said()

    assert holding(kept), "the marks are in what the person keeps, so the search would find them"
    assert holding(server_folder) == []
    assert holding(temp) == []
    assert holding(profile) == [], "nothing in the browser's cache, history or storage"
    assert not any(mark.decode() in text for mark in SOUGHT for text in (log, storage, *urls))
    assert not any(f"={AGE}" in url for url in urls)
    assert holding(ROOT / "data") == []
