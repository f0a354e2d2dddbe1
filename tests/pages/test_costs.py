"""The page Kosten, driven without a browser: payer first, every figure explained, bad input answered kindly."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from finder.facts.keys import TypeKey
from finder.steps.attendance import SHORT_DAY, attendance
from tests.support.said import given, taken_over

ROOT = Path(__file__).resolve().parents[2]
HALF = {"social_assistance": False, "unemployment_insurance": False, "disability_insurance": False, "postcode": "4500"}
FOLDS = "calculated,months,waiver,papers,steps,early-end"
FOREIGNER = {**HALF, "status": "B", "household_size": 2, "wealth": 0}


Open = Callable[..., AppTest]
"""``costs(role, kind, **answers)``: the page for somebody who answered this."""


@pytest.fixture
def costs(monkeypatch: pytest.MonkeyPatch) -> Open:
    monkeypatch.setenv("FINDER_TODAY", "2026-11-22")

    def opened(role: str = "self", kind: str | None = "qualifizierung", **answers: object) -> AppTest:
        from finder.facts.situation import Situation

        page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
        page.session_state["answers"] = Situation.of(answers).answered()
        page.session_state["costs_folds"] = FOLDS
        if kind is not None:
            page.session_state["costs_kind"] = kind
        page.run()
        page.switch_page("pages/costs.py").run()
        if role != "self":
            page.session_state["role"] = role
            page.run()
        assert not page.exception
        return page

    return opened


def body(page: AppTest) -> str:
    """The markup of the element."""
    assert not page.exception
    return str(given(page, "costs")["body"])


def shown(page: AppTest) -> str:
    """Everything written on the page as text."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body(page))).replace("&#39;", "'")


def lead(page: AppTest) -> str:
    """The sentence in the largest type."""
    found = re.search(r'<p class="lead">(.*?)</p>', body(page))
    assert found
    return re.sub(r"\s", " ", found.group(1)).replace("&#39;", "'")


def say(page: AppTest, key: str, value: str) -> AppTest:
    """What was chosen or typed in the field with this key, as the browser tells it."""
    assert re.search(f'data-(key|choose)="{key}"', body(page)), "there is no such field"
    script = f"from pages.parts import costs_fields\ncosts_fields.take({key!r}, {value!r})"
    taken_over(page, script, key)
    page.run()
    assert not page.exception
    return page


def chosen(page: AppTest, key: str) -> str:
    """The value that a list shows."""
    options = re.search(f'<select[^>]*data-choose="{key}".*?</select>', body(page))
    assert options
    found = re.search(r'<option value="(\w*)" selected', options.group())
    assert found
    return found.group(1)


def typed(page: AppTest, key: str) -> str:
    """What stands in the field for a question."""
    found = re.search(f'<input[^>]*id="q-field-{key}" value="([^"]*)"', body(page))
    assert found
    return found.group(1)


def test_without_any_answer_the_total_stands_and_what_is_missing_is_named(costs: Open) -> None:
    page = costs()
    assert lead(page) == "Wer bezahlt, ist noch offen."
    assert "Es fehlt: " in shown(page)
    assert "Das ganze Programm kostet höchstens CHF 10'464.00." in shown(page)


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"social_assistance": True, "postcode": "4500"}, "Ihr Sozialdienst bezahlt. Sie bezahlen nichts."),
        ({**HALF, "status": "swiss"}, "Sie bezahlen höchstens CHF 920.00 pro Monat."),
        ({**FOREIGNER, "monthly_income": 4420}, "Sie bezahlen höchstens CHF 920.00 pro Monat."),
        (
            {**FOREIGNER, "monthly_income": "4419.95"},
            "Mit einem Kostenerlass bezahlen Sie nichts. Ohne Erlass höchstens CHF 920.00 pro Monat.",
        ),
        (
            {**HALF, "disability_insurance": True},
            "Der Kanton zahlt hier nicht mit. Zuerst ist eine andere Stelle zuständig.",
        ),
    ],
)
def test_the_first_sentence_says_who_pays(costs: Open, answers: dict[str, Any], sentence: str) -> None:
    assert lead(costs(**answers)) == sentence


def test_the_caseworker_reads_of_the_person_and_not_of_herself(costs: Open) -> None:
    assert (
        lead(costs("staff", social_assistance=True, postcode="4500"))
        == "Der Sozialdienst bezahlt. Die Person bezahlt nichts."
    )


def test_the_kind_is_the_first_that_fits(costs: Open) -> None:
    fitting = {"german": "B2", "employability": "ready", "age": 35, "work_experience": "switzerland"}
    page = costs(kind=None, **HALF, status="swiss", insurers_efforts_failed=False, attends_reliably=False, **fitting)
    assert chosen(page, "costs_kind") == "coaching"
    assert "6 Coachingstunden × CHF 200.00" in shown(page)


def test_a_kind_chosen_by_hand_stays_when_an_answer_changes_the_advice(costs: Open) -> None:
    page = costs(**HALF)
    say(page, "costs_kind", "trauma")
    say(page, "postcode", "4528")
    assert chosen(page, "costs_kind") == "trauma"


@pytest.mark.parametrize("kind", ["integration_arbeit", "coaching", "suchthilfe", "teillohn", "beschaeftigung_1_r"])
def test_every_kind_opens_with_an_example_of_its_own(costs: Open, kind: TypeKey) -> None:
    page = costs(**HALF, status="swiss")
    say(page, "costs_kind", kind)
    assert not page.exception
    assert "Das ist ein Beispiel von uns." in shown(page)
    assert "Ausgabe 2024/25" in shown(page)


def test_each_line_is_explained_and_the_ended_edition_is_named(costs: Open) -> None:
    text = shown(costs(**HALF))
    assert "4 ganze Monate zu 21.7 Tagen 86.8 Tage × CHF 80.00 6'944.00" in text
    assert "Dieser Tarif galt bis 31. Dezember 2025 (Ausgabe 2024/25)." in text
    assert "Unsere Annahmen" in text


def test_a_partial_waiver_is_a_band_beside_the_one_published_example_and_never_a_figure(costs: Open) -> None:
    text = shown(costs(**FOREIGNER, monthly_income=4500))
    assert "Sie bezahlen dann zwischen CHF 0.00 und CHF 920.00 pro Monat." in text
    assert "Herr B. bezahlt CHF 50.00." in text
    assert "Kein Rechtsanspruch" in text
    assert "«Anspruch»" in text


def test_both_sheets_stand_side_by_side_undated_and_their_difference_is_said(costs: Open) -> None:
    text = shown(costs(**FOREIGNER, monthly_income=4300))
    assert "Stand undatiert undatiert" in text
    assert "Einkommen unter CHF 4'420.00 CHF 4'200.00" in text
    assert "Ergebnis Erlass möglich Teilerlass möglich" in text
    assert "zu verschiedenen Ergebnissen" in text


@pytest.mark.parametrize("status", ["swiss", "L", "other"])
def test_without_a_listed_permit_the_half_is_said_kindly_and_no_papers_are_asked(costs: Open, status: str) -> None:
    page = costs(**HALF, status=status, final_negative_asylum_decision=False)
    assert "Der Kanton bezahlt auch für Sie die Hälfte." in shown(page)
    assert "Unterlagen für das Gesuch" not in shown(page)


def test_the_income_adds_itself_up_and_becomes_the_answer(costs: Open) -> None:
    page = costs(**FOREIGNER)
    say(page, "income_steps", "yes")
    say(page, "income_wage_1", "4'000.–")
    say(page, "income_wage_2", "0")
    say(page, "income_premium_reduction", "٣٥٠")
    assert "Zusammen CHF 4'350.00 pro Monat." in shown(page)
    assert page.session_state["answers"]["monthly_income"] == 4350
    assert "Mit einem Kostenerlass" in lead(page)
    say(page, "income_steps", "")
    assert typed(page, "monthly_income") == "4350"


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("income_wage_1", "abc", "«abc» verstehen wir nicht als Betrag."),
        ("income_wage_1", "-5", "«-5» verstehen wir nicht als Betrag."),
        ("plan_start", "31.2.2027", "«31.2.2027» verstehen wir nicht als Tag."),
        ("household_size", "400", "Bitte eine ganze Zahl von 1 bis 99."),
    ],
)
def test_what_is_not_understood_gets_a_kind_sentence(costs: Open, key: str, typed: str, answer: str) -> None:
    page = costs(**FOREIGNER)
    say(page, "income_steps", "yes")
    assert answer in shown(say(page, key, typed))


@pytest.mark.parametrize(
    ("capacity", "days", "under_four_hours"),
    [
        ("", 5, False),
        ("full_days", 5, False),
        ("half_days", 5, False),  # four hours are a full day
        ("short_days", 5, True),
        ("single_hours", 2, True),
        ("none_now", 5, False),
    ],
)
def test_how_much_work_is_possible_today_presets_the_plan(capacity: str, days: int, under_four_hours: bool) -> None:
    a_week, hours = attendance(capacity)
    assert (a_week, hours < 4) == (days, under_four_hours)


def test_short_days_are_shown_at_seventy_percent(costs: Open) -> None:
    page = costs(**HALF)
    say(page, "plan_qualifizierung_hours_per_day", str(SHORT_DAY))
    assert "23 Tage × CHF 56.00" in shown(page)


def test_each_finding_on_the_money_is_said_and_explains_it(costs: Open) -> None:
    text = shown(costs(**FOREIGNER, monthly_income=4000))
    for sentence in (
        "✓ Keine Sozialhilfe.",
        "✓ Kein Geld der IV.",
        "✓ Wohnt im Kanton Solothurn.",
        "✓ Ausweis B erlaubt ein Gesuch.",
        "✓ Einkommen unter der Grenze von CHF 4'420.",
        "✓ Vermögen unter der Grenze von CHF 5'000.",
    ):
        assert sentence in text
    assert "Einkommen nicht im Bereich des Teilerlasses." not in text, "idle beside a full waiver"


def test_only_what_decided_stands_in_the_reasons(costs: Open) -> None:
    text = shown(costs(**{**HALF, "disability_insurance": True}))
    assert "✗ Mit Geld der IV zahlt der Kanton nicht mit" in text
    assert "Keine ALV-Taggelder." not in text


def test_two_plans_stand_side_by_side_with_their_difference(costs: Open) -> None:
    page = costs(**HALF, status="swiss")
    say(page, "costs_compare", "yes")
    assert not page.exception
    text = shown(page)
    assert "6 Monate, 5 Tage pro Woche" in text
    assert "6 Monate, 3 Tage pro Woche" in text
    assert "Plan 2 kostet im Ganzen CHF 4'137.60 weniger als Plan 1." in text


def test_the_dated_view_is_for_staff_and_shows_what_differs(costs: Open) -> None:
    assert "costs_dated" not in body(costs(**FOREIGNER))
    page = costs("staff", **FOREIGNER, monthly_income=4300)
    say(page, "costs_dated", "yes")
    assert "Kein Unterschied." in shown(page)
    say(page, "costs_dated_edition", "waiver-old")
    assert "CHF 4'420.00 CHF 4'200.00 anders" in shown(page)
    say(page, "costs_dated_day", "1.6.2023")
    assert "Für diesen Tag kennen wir keinen Tarif." in shown(page)


def test_a_start_before_the_first_tariff_is_answered_and_who_pays_still_stands(costs: Open) -> None:
    page = say(costs(social_assistance=True, postcode="4500"), "plan_start", "1.6.2023")
    assert "Für diesen Tag kennen wir keinen Tarif." in shown(page)
    assert lead(page) == "Ihr Sozialdienst bezahlt. Sie bezahlen nichts."


def test_a_fold_is_filled_once_it_is_open(costs: Open) -> None:
    page = costs(**FOREIGNER, monthly_income=4300)
    say(page, "costs_kind", "qualifizierung")
    page.session_state["costs_folds"] = ""
    page.run()
    assert 'data-fold="waiver"><summary>Kostenerlass</summary></details>' in body(page)
    assert "Kein Rechtsanspruch" not in shown(page)
    page.session_state["costs_folds"] = "months,waiver"
    page.run()
    assert "Kein Rechtsanspruch" in shown(page)
    assert "Alle Beträge in CHF." in shown(page)
    assert 'data-fold="steps"><summary>' in body(page)


@pytest.mark.parametrize(
    ("name", "value", "held"),
    [
        ("plan_qualifizierung_months", "4", "4"),
        ("plan_qualifizierung_weekdayshalf_days", "0,2", "0,2"),
        ("plan_unknown_months", "4", None),
        ("costs_compare", "yes", True),
        ("costs_compare", "anything", False),
        ("costs_folds", "months", "months"),
        ("role", "staff", None),
        ("go", "editor", None),
    ],
)
def test_only_what_has_a_field_is_kept(name: str, value: str, held: object) -> None:
    script = f"from pages.parts import costs_fields\ncosts_fields.take({name!r}, {value!r})"
    kept = AppTest.from_string(script, default_timeout=30).run()
    assert not kept.exception
    assert (name in kept.session_state) == (held is not None)
    assert held is None or kept.session_state[name] == held
    assert "wanted" not in kept.session_state
