"""Reading aloud: by a voice of the browser's own in the language of the page; without one there is no button."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visits, settled

VOICES = """
window.spoken = [];
const voices = %s;
Object.defineProperty(window, "speechSynthesis", { value: {
  speaking: false,
  getVoices: () => voices,
  speak(words) { this.speaking = true; window.spoken.push([words.lang, words.text]); },
  cancel() { this.speaking = false; },
}});
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""


ENGLISH = '{lang: "en-US", localService: true}'


def opened(page_at: Visits, voices: str, language: str) -> Page:
    page = page_at(390, 844, path=None)
    page.add_init_script(VOICES % voices)
    page.goto(f"{page_at.url}/?lang={language}")
    settled(page)
    page.locator("#menu-button").click()
    return page


@pytest.mark.parametrize(("language", "voice"), [("de", "de-CH"), ("de-leicht", "de-DE"), ("ar", "ar-SA")])
def test_the_page_is_read_in_its_language_until_it_is_stopped(page_at: Visits, language: str, voice: str) -> None:
    page = opened(page_at, f'[{ENGLISH}, {{lang: "{voice}", localService: true}}]', language)
    button = page.locator("#finder-aloud")
    before = button.inner_text()
    button.click()
    ((spoken, text),) = page.evaluate("window.spoken")
    assert spoken == voice
    assert page.locator("[data-testid=stMain] h1").first.inner_text() in text
    expect(button).not_to_have_text(before)
    button.click()
    expect(button).to_have_text(before)
    assert page.evaluate("window.speechSynthesis.speaking") is False


def test_the_voice_stops_when_another_page_is_opened(page_at: Visits) -> None:
    page = opened(page_at, f"[{ENGLISH}]", "en")
    page.locator("#finder-aloud").click()
    page.locator('.menu [data-value="offers"]').click()
    settled(page)
    page.wait_for_function("!window.speechSynthesis.speaking")
    assert page.evaluate("window.spoken.length") == 1, "and nothing new is read"


@pytest.mark.parametrize(
    "voices",
    ["[]", f"[{ENGLISH}]", '[{lang: "de-CH", localService: false}]'],
    ids=["no voice", "another language", "a voice of somebody else's server"],
)
def test_without_a_voice_of_its_own_there_is_no_button(page_at: Visits, voices: str) -> None:
    expect(opened(page_at, voices, "de").locator("#finder-aloud")).to_be_hidden()
