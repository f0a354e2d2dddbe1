"""The person behind the measured pages: has answered every question of the advice page."""

from __future__ import annotations

from bench.visitor import Visitor

STAFF = "lang=de&role=staff"
TYPED = {"postcode": "4528", "age": "34", "household_size": "3", "monthly_income": "4100", "wealth": "500"}
CHOSEN = {
    "social_assistance": "Nein",
    "unemployment_insurance": "Nein",
    "disability_insurance": "Nein",
    "german": "A2",
    "employability": "bald, mit Training oder Unterstützung",
    "work_experience": "nur im Ausland",
    "attends_reliably": "Ja",
    "insurers_efforts_failed": "Nein",
    "wants_training": "Nein",
    "flight_trauma": "weiss ich nicht",
    "addiction": "Nein",
}


def answer(visitor: Visitor) -> None:
    """Fills in the advice page, on which the visitor stands, and runs it."""
    visitor.run()
    for key, text in TYPED.items():
        visitor.type(key, text)
    for key, label in CHOSEN.items():
        visitor.choose(key, label)
    visitor.run()
