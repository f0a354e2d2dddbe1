"""Nothing a person told may be found anywhere afterwards: not in a log, an address, a file, a cache or the browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.support.browser import FLAGS, Chromium, chromium, settled
from tests.support.serving import ROOT, serving

AGE = "97"
MARKED = {"postcode": "4118 Rodersdorf", "monthly_income": "4318.85", "wealth": "1718.35", "household_size": "7"}
"""Answers that occur nowhere else; ``4318.85`` is also sought as the program would write it."""
SOUGHT = (b"4318.85", b"1718.35", b"4318,85", b'flight_trauma": true', b'social_assistance": false')


def tell(page: Page) -> None:
    """Answers the caseworker's questions, the delicate ones too."""
    for key, value in {**MARKED, "age": AGE}.items():
        field = page.locator(f"#q-field-{key}")
        if not field.is_visible():
            page.locator(f"#q-field-{key}").evaluate(
                "field => field.closest('details') && (field.closest('details').open = true)"
            )
        field.fill(value)
        field.press("Tab")
        settled(page)
    for key, answer in {"flight_trauma": "yes", "addiction": "yes", "social_assistance": "no"}.items():
        page.locator(f'#q-{key} input[value="{answer}"]').check(force=True)
        settled(page)


def take_away(page: Page, folder: Path) -> None:
    """Downloads everything there is to download."""
    page.locator('a[href*="takeaway"]').first.click()
    page.locator("#download_sheet").wait_for()
    settled(page)
    for fold in page.locator("[data-testid=stMain] summary").all():
        fold.click()
    settled(page)
    for key in ("download_sheet", "save_case", "download_text"):
        with page.expect_download() as waiting:
            page.locator(f"#{key}").click()
        waiting.value.save_as(folder / key)


def upload(page: Page) -> None:
    """A table of two megabytes: more than the framework's parser would keep in memory by itself."""
    row = f"{MARKED['monthly_income']};{AGE}{';' * 398}\n"
    content = f"Monatseinkommen;Alter{';' * 398}\n" + row * (2 * 2**20 // len(row))
    page.goto(page.url.split("?")[0].rpartition("/")[0] + "/caseload?role=staff")
    settled(page)
    field = "input[type=file]"
    page.locator(field).wait_for(state="attached")
    page.set_input_files(field, {"name": "gross.csv", "mimeType": "text/csv", "buffer": content.encode()})
    page.locator(".totals").wait_for(timeout=120_000)


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


def test_answers_leave_no_trace_on_the_server_in_addresses_or_in_the_browser(browser: Chromium, tmp_path: Path) -> None:
    server_folder, temp, profile, kept = (tmp_path / name for name in ("server", "temp", "profile", "kept"))
    for folder in (server_folder, temp, profile, kept):
        folder.mkdir()
    environment = {"TMPDIR": str(temp), "HOME": str(temp), "XDG_CACHE_HOME": str(temp)}
    urls: list[str] = []
    with serving(server_folder, environment=environment) as server:
        context = browser.engine.browser_type.launch_persistent_context(
            str(profile), executable_path=chromium(), args=FLAGS, locale="de-CH", accept_downloads=True
        )
        context.on("request", lambda request: urls.append(request.url))
        page = context.new_page()
        page.goto(f"{server.url}/advice?role=staff")
        settled(page)
        tell(page)
        take_away(page, kept)
        upload(page)
        storage = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
        context.close()
        log = server.said()
        assert server.written() == [], "no file was opened for writing, not even for a moment"
        assert server.outward() == []

    assert holding(kept), "the marks are in what the person keeps, so the search would find them"
    assert holding(server_folder) == []
    assert holding(temp) == []
    assert holding(profile) == [], "nothing in the browser's cache, history or storage"
    assert not any(mark.decode() in text for mark in SOUGHT for text in (log, storage, *urls))
    assert not any(f"={AGE}" in url for url in urls)
    assert holding(ROOT / "data") == []
