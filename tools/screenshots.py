"""Takes the pictures of the main screens for ``docs/images/``: the real launcher, a real browser, one fixed day.

make screenshots, or some of them: python tools/screenshots.py sheet-de-ar
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from finder.facts.dataset import on_file  # noqa: E402
from tests.support.browser import FLAGS, chromium, settled  # noqa: E402
from tests.support.guide import NEWCOMER, answer, to_the_questions, walk  # noqa: E402
from tests.support.serving import serving  # noqa: E402

TARGET = ROOT / "docs" / "images"
WIDE, PHONE = (1280, 900), (390, 844)
COLOURS = 128
"""Enough for flat shapes and type; keeps each picture below 250 kB. Chosen for coverage, so that a rare one stays."""


@dataclass(frozen=True)
class Shot:
    """One picture: where to go, how large, and what to do before."""

    name: str
    path: str
    size: tuple[int, int]
    language: str
    prepare: Callable[[Page], bytes | None]
    """What happens before; what it returns is the picture instead of the screen."""


def interview(page: Page) -> None:
    """A newcomer with status S, as a caseworker would enter her."""
    for key, value in {"postcode": "4528", "age": "25"}.items():
        _type(page, key, value)
    for key, value in {
        "social_assistance": "no",
        "unemployment_insurance": "no",
        "disability_insurance": "no",
        "german": "A2",
        "employability": "soon",
        "work_experience": "abroad",
        "attends_reliably": "yes",
        "wants_training": "no",
        "status": "S",
        "flight_trauma": "no",
    }.items():
        page.locator(f'#q-{key} label:has(input[value="{value}"])').click()
        page.wait_for_timeout(400)
    for key, value in {"household_size": "4", "monthly_income": "6000", "wealth": "1000"}.items():
        _type(page, key, value)
    settled(page)
    page.mouse.move(0, 0)
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 0)")


def then(key: str) -> Callable[[Page], None]:
    """The interview, and then another page from the menu."""

    def prepare(page: Page) -> None:
        interview(page)
        page.locator(f'.menu [data-value="{key}"]').click()
        page.locator(f'.menu [data-value="{key}"][aria-current=page]').wait_for()
        settled(page)
        page.wait_for_timeout(10_000 if key == "offers" else 2_500)  # the map is drawn without a graphics card

    return prepare


def first_question(page: Page) -> None:
    to_the_questions(page)
    answer(page, age="25", postcode="4528")


def result(page: Page) -> None:
    """A newcomer's whole way, from the first screen to the result."""
    to_the_questions(page)
    walk(page, {**NEWCOMER, "household": {"household_size": "4", "monthly_income": "6000", "wealth": "1000"}})


def _type(page: Page, key: str, value: str) -> None:
    field = page.locator(f"#q-field-{key}")
    field.fill(value)
    field.press("Tab")
    page.wait_for_timeout(400)


def plain(page: Page) -> None:
    """The guide without scripts, at its first question."""
    page.goto(page.url.partition("?")[0].rstrip("/") + "/kurz?lang=de-leicht")
    page.locator("button.go").click()
    page.locator("button[name=skip]").wait_for()


def sheet_page(page: Page) -> bytes:
    """The sheet of the same person, German beside Arabic, as the page of Mitnehmen shows it."""
    result(page)
    page.locator(".guide .onward button").first.press("Enter")
    settled(page)
    shown = page.locator(".sheet-preview img")
    shown.wait_for()
    settled(page)
    return page.request.get(shown.evaluate("picture => picture.src")).body()


SHOTS = (
    Shot("advice-de-1280", "/?role=staff", WIDE, "de", interview),
    Shot("offers-de-1280", "/?role=staff", WIDE, "de", then("offers")),
    Shot("costs-de-1280", "/?role=staff", WIDE, "de", then("costs")),
    Shot("takeaway-de-1280", "/?role=staff", WIDE, "de", then("takeaway")),
    Shot("guide-de-leicht-390", "/", PHONE, "de-leicht", first_question),
    Shot("guide-ar-390", "/", PHONE, "ar", first_question),
    Shot("result-ar-390", "/", PHONE, "ar", result),
    Shot("sheet-de-ar", "/", PHONE, "ar", sheet_page),
    Shot("kurz-de-leicht-390", "/", PHONE, "de-leicht", plain),
)


def main() -> int:
    """Takes every picture; says which it leaves out for want of a language."""
    path = chromium()
    if path is None:
        print("no Chromium: install one or name it in $CHROMIUM", file=sys.stderr)
        return 2
    TARGET.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder)) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        for shot in (one for one in SHOTS if one.name in sys.argv[1:] or not sys.argv[1:]):
            if shot.language not in on_file().languages:
                print(f"{shot.name}: no texts in {shot.language}")
                continue
            width, height = shot.size
            page = browser.new_page(viewport={"width": width, "height": height}, locale="de-CH")
            mark = "&" if "?" in shot.path else "?"
            page.goto(f"{server.url}{shot.path}{mark}lang={shot.language}")
            settled(page)
            page.wait_for_timeout(500)
            taken = shot.prepare(page)
            page.wait_for_timeout(500)
            _save(taken or page.screenshot(), TARGET / f"{shot.name}.png")
            page.close()
        browser.close()
    return 0


def _save(picture: bytes, path: Path) -> None:
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    sys.exit(main())
