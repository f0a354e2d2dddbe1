"""The hand-out, warm, beside the smallest document the same compiler can set."""

from __future__ import annotations

import typst

from bench.core import ON
from bench.rows import Row, side_by_side
from finder.facts.programmes import programmes
from finder.facts.situation import Situation
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.handout import handout
from pages.parts import sheet
from pages.parts.words import words

PART = "Hand-out"
ANSWERS = {
    "postcode": "4528",
    "age": 34,
    "german": "A2",
    "social_assistance": False,
    "unemployment_insurance": False,
    "disability_insurance": False,
    "status": "F",
    "employability": "soon",
    "work_experience": "abroad",
    "attends_reliably": True,
    "wants_training": False,
    "household_size": 3,
    "monthly_income": 4100,
    "wealth": 500,
}


def sheets(times: int) -> list[Row]:
    """The sheet as PDF/UA in one language and in two."""
    who = Situation.of(ANSWERS)
    german, arabic = words("de"), words("ar")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(sheet.FONTS)])
    compiler = typst.Compiler(font_paths=fonts)

    def made(*languages: object) -> bytes:
        found = handout(who, advise(who, ON), fund(who, ON), programmes())
        return sheet.pdf(found, german, *languages, address="https://example.ch")

    alone, beside, bare = side_by_side(
        times, made, lambda: made(arabic), lambda: compiler.compile(input=b"Guten Tag", format="pdf")
    )
    return [
        Row(
            PART,
            f"{what}, warm, from the answers to the bytes",
            took * 1e3,
            "ms",
            "a one-line typst document",
            bare * 1e3,
            "< 150 ms",
            took < 0.150,
        )
        for what, took in (("German", alone), ("German beside Arabic", beside))
    ]
