"""The person behind the measured pages: has answered every question of the advice page."""

from __future__ import annotations

from bench.visitor import Visitor

STAFF = "lang=de&role=staff"
QUESTIONS = "counsel"
"""The key of the element that holds every question of the advice page."""
ANSWERS = {
    "postcode": "4528",
    "age": "34",
    "social_assistance": "no",
    "unemployment_insurance": "no",
    "disability_insurance": "no",
    "german": "A2",
    "employability": "soon",
    "work_experience": "abroad",
    "attends_reliably": "yes",
    "insurers_efforts_failed": "no",
    "wants_training": "no",
    "addiction": "no",
    "household_size": "3",
    "monthly_income": "4100",
    "wealth": "500",
}


def answer(visitor: Visitor) -> None:
    """Answers every question of the advice page, on which the visitor stands, and runs it."""
    visitor.run()
    visitor.say(QUESTIONS, {"mount": "bench", "turn": 1, **ANSWERS})
    visitor.run()
