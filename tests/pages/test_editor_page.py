"""The page for the editor of the data, in a real browser, and the list for other websites."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS
from finder.office.worklist import worklist
from serve.embed import page as embedded
from tests.pages.lists import choose
from tests.support.browser import Chromium, Visits
from tests.support.serving import TODAY, Server, serving
from tests.support.warm_start import warm
from views.paper.provider_sheet import ROWS, content, pdf
from views.words import words

ON = date.fromisoformat(TODAY)
CURRENT = [one for one in on_file().offers if one.current]


def test_the_worklist_names_every_organisation_with_a_gap(page_at: Visits) -> None:
    page = page_at(path="/editor?role=staff")
    found = worklist(on_file().offers, ON)
    rows = page.get_by_role("region", name="Zuerst zu beheben").locator("tbody tr")
    expect(rows).to_have_count(len(found))
    expect(rows.first.locator("th")).to_contain_text(found[0].provider)


@pytest.mark.parametrize(("name", "read"), [
    ("CSV", lambda data: list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))),
    ("GeoJSON", lambda data: json.loads(data)["features"]),
])  # fmt: skip
def test_the_directory_can_be_taken_along_whole(page_at: Visits, name: str, read: Callable[[bytes], list[Any]]) -> None:
    page = page_at(path="/editor?role=staff")
    with page.expect_download() as download:
        page.get_by_role("link", name=name, exact=True).click()
    assert len(read(Path(download.value.path()).read_bytes())) == len(on_file().offers)


def test_the_sheet_of_a_provider_can_be_downloaded(page_at: Visits) -> None:
    page = page_at(path="/editor?role=staff")
    choose(page, "Organisation", "Genossenschaft Regiomech")
    with page.expect_download() as download:
        page.get_by_role("link", name="Blatt für Genossenschaft Regiomech").click()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
    expect(page.get_by_text("Genossenschaft Regiomech steht im Programmfinder")).to_contain_text(
        "das Telefon der Stelle"
    )


@pytest.mark.parametrize("provider", sorted({one.provider_id for one in CURRENT}))
def test_a_sheet_holds_every_entry_of_its_provider_and_is_tagged(provider: str) -> None:
    own = [one for one in CURRENT if one.provider_id == provider]
    found = content(own, words("de"), ON)
    assert len(found["offers"]) == len(own)
    assert {len(offer["rows"]) for offer in found["offers"]} == {len(ROWS)}
    shown = json.dumps(found, ensure_ascii=False)
    for offer in own:
        assert all(value in shown for value in (offer.phone, offer.email, offer.street, offer.website) if value)
    made = pdf(own, words("de"), ON)
    assert b"/StructTreeRoot" in made or b"/MarkInfo" in made


# ── The list for another website ─────────────────────────────────────────────────


def fetched(server: Server, address: str) -> str:
    with urlopen(server.url + address) as answer:
        return str(answer.read().decode())


def test_the_list_holds_every_current_provider_and_asks_nothing(app_server: Server) -> None:
    found = fetched(app_server, "/embed")
    for offer in CURRENT:
        if offer.type:
            assert offer.provider.replace("&", "&amp;") in found
    for forbidden in ("<script", "<form", "<input", "cookie", "src="):
        assert forbidden not in found
    assert "ODbL-1.0" in found


@pytest.mark.parametrize(("address", "headings"), [("/embed?type=coaching", 1), ("/embed?type=<script>", 8)])
def test_one_kind_can_be_asked_for_and_nonsense_is_ignored(app_server: Server, address: str, headings: int) -> None:
    found = fetched(app_server, address.replace("<", "%3C").replace(">", "%3E"))
    assert found.count("<h2>") >= headings
    assert (found.count("<h2>") == 1) == (headings == 1)
    assert "<script" not in found


def test_the_address_of_the_office_is_the_only_way_out_that_we_add() -> None:
    assert "ami.example.ch" not in embedded(words("de"), TYPE_KEYS)
    assert 'href="https://ami.example.ch"' in embedded(words("de"), TYPE_KEYS, "https://ami.example.ch")


@pytest.fixture
def host(browser: Chromium, tmp_path: Path) -> Iterator[Visits]:
    """A server that lets one other website embed it."""
    environment = {"FINDER_FRAME_ANCESTORS": "http://localhost:8679"}
    with serving(tmp_path, environment=environment, start=warm) as server:
        visits = Visits(browser, server.url)
        yield visits
        visits.close()


def test_only_a_named_website_may_embed_the_list(host: Visits, app_server: Server) -> None:
    with urlopen(f"{host.url}/embed") as answer:
        assert "frame-ancestors http://localhost:8679" in answer.headers["content-security-policy"]
    with urlopen(f"{app_server.url}/embed") as answer:
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


# ── Counting ─────────────────────────────────────────────────────────────────────


def test_totals_are_shown_without_small_numbers(browser: Chromium, tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    path.write_text("2026-11-22;kind;trauma;0000000004\n2026-11-22;kind;coaching;0000000005\n")
    with serving(tmp_path, environment={"FINDER_COUNTS": str(path)}, start=warm) as server:
        visits = Visits(browser, server.url)
        page = visits(path="/editor?role=staff")
        region = page.get_by_role("region", name="Zählung")
        expect(region.get_by_role("row", name="Traumaprogramm")).to_contain_text("weniger als 5")
        expect(region.get_by_role("row", name="Coaching")).to_contain_text("5")
        with page.expect_download() as download:
            page.locator("#counts_csv").click()
        text = Path(download.value.path()).read_text("utf-8-sig")
        assert "weniger als 5" in text
        assert ";4" not in text
        visits.close()
