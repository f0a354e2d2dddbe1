"""The guide in a real browser: back and forward, a second tap, the keyboard, what was not understood, any colours."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Visits, settled
from tests.support.guide import answer, pressed, screen, step, to_the_questions, walk


@pytest.fixture
def at_german(page_at: Visits) -> Page:
    """The second question: how good is your German."""
    page = page_at(390, 844)
    to_the_questions(page)
    step(page)
    assert screen(page) == "german"
    return page


def chosen(page: Page) -> list[str]:
    return [str(one.get_attribute("value")) for one in page.locator('.guide [aria-pressed="true"]').all()]


def comes(page: Page, wanted: str) -> None:
    page.locator(f"section.guide.{wanted}").wait_for()


def test_back_is_one_question_back_by_the_browser_and_on_the_page(at_german: Page) -> None:
    page = at_german
    answer(page, "A2")
    page.go_back()
    comes(page, "german")
    assert chosen(page) == ["A2"]
    page.go_forward()
    comes(page, "employability")
    page.locator("#guide-back").press("Enter")
    comes(page, "german")
    page.go_back()
    comes(page, "person")
    expect(page.locator("#guide-age")).to_have_value("25")
    page.go_back()
    comes(page, "welcome")


def test_an_answer_given_anew_cuts_off_what_was_ahead(at_german: Page) -> None:
    page = at_german
    before = page.evaluate("history.length")
    answer(page, "A2")
    page.go_back()
    comes(page, "german")
    answer(page, "B1")
    comes(page, "employability")
    assert page.evaluate("history.length") == before + 1


@pytest.mark.parametrize("pause", [0, 100, 300, 500])
def test_a_second_tap_never_answers_the_next_question(at_german: Page, pause: int) -> None:
    page = at_german
    page.wait_for_timeout(400)  # until then a tap was meant for the question before
    box = page.locator('.guide [value="A2"]').bounding_box()
    assert box is not None
    page.evaluate(
        """async ([x, y, pause]) => {
            const tap = () => document.elementFromPoint(x, y)
                .dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1}));
            tap();
            await new Promise((done) => setTimeout(done, pause));
            tap();
        }""",
        [box["x"] + 60, box["y"] + box["height"] / 2, pause],
    )
    comes(page, "employability")
    settled(page)
    page.wait_for_timeout(300)
    assert screen(page) == "employability"
    assert chosen(page) == []


def test_a_tap_after_that_pause_answers(at_german: Page) -> None:
    page = at_german
    page.wait_for_timeout(400)
    page.locator('.guide [value="A2"]').click()
    comes(page, "employability")
    page.wait_for_timeout(700)
    page.locator('.guide [value="soon"]').click()
    comes(page, "work_experience")


def test_a_field_says_what_is_wrong_and_enter_goes_on(page_at: Visits) -> None:
    page = page_at(390, 844)
    to_the_questions(page)
    age, place = page.locator("#guide-age"), page.locator("#guide-postcode")
    assert [one.get_attribute("inputmode") for one in (age, place)] == ["numeric", "numeric"]

    age.press("Enter")  # nothing at all
    expect(page.get_by_role("alert")).to_contain_text("Bitte zuerst etwas eintragen")

    age.fill("2\u200bx")
    age.press("Enter")
    expect(age).to_have_attribute("aria-invalid", "true")
    expect(age).to_be_focused()
    described = page.locator("#guide-age-wrong")
    assert "guide-age-wrong" in str(age.get_attribute("aria-describedby"))
    expect(described).to_contain_text("⟨U+200B⟩")

    age.fill("25")
    place.fill("Solothrun")
    place.press("Enter")
    expect(page.locator(".guide .field .pick").first).to_have_text("Meinten Sie 4500 Solothurn?")
    pressed(page, ".field .pick")
    assert screen(page) == "german"


def test_the_place_is_recognised_while_one_types_and_the_language_keeps_what_stands_there(page_at: Visits) -> None:
    page = page_at(390, 844)
    to_the_questions(page)
    page.locator("#guide-age").fill("33")
    page.locator("#guide-postcode").press_sequentially("4528")
    expect(page.locator(".recognised")).to_have_text("4528 Zuchwil, Kanton SO")
    expect(page.locator("#guide-postcode")).to_be_focused()
    page.locator("#language").select_option("fr")
    expect(page.locator(".recognised")).to_contain_text("canton SO")
    expect(page.locator("#guide-age")).to_have_value("33")


def test_one_answer_changed_later_keeps_the_others(page_at: Visits) -> None:
    page = page_at(390, 844)
    to_the_questions(page)
    walk(page)
    page.locator("#guide-told summary").press("Enter")
    page.locator("#change-german").press("Enter")
    comes(page, "german")
    answer(page, "B1")
    comes(page, "result")
    told = page.locator("#guide-told")
    expect(told).to_contain_text("B1")
    expect(told).to_contain_text("4528 Zuchwil")


def test_what_is_chosen_and_what_has_the_focus_is_seen_in_colours_of_the_system(page_at: Visits) -> None:
    page = page_at(390, 844, forced_colors="active")
    to_the_questions(page)
    step(page)
    answer(page, "A2")
    page.go_back()
    comes(page, "german")
    look = """one => { const style = getComputedStyle(one); return [style.backgroundColor, style.color]; }"""
    picks = page.locator(".guide .pick")
    looks = {str(one.get_attribute("value")): one.evaluate(look) for one in picks.all()}
    assert looks["A2"] != looks["B1"]
    page.keyboard.press("Tab")
    page.locator('.guide [value="B1"]').focus()
    page.keyboard.press("Shift+Tab")
    width, style = page.evaluate(
        "[getComputedStyle(document.activeElement).outlineWidth, getComputedStyle(document.activeElement).outlineStyle]"
    )
    assert (float(width.removesuffix("px")) >= 3, style) == (True, "solid")
