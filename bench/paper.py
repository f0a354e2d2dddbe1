"""The hand-out, warm, beside the smallest document the same compiler can set.

Every sheet is another person's: the compiler remembers what it has set before, and a queue of visitors does not repeat.
"""

from __future__ import annotations

import typst

from bench.core import ON
from bench.people import situations
from bench.rows import Row, side_by_side
from finder.facts.dataset import on_file
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.handout import handout
from views.paper import sheet, typesetting
from views.words import Words, words

PART = "Hand-out"


def sheets(times: int) -> list[Row]:
    """The sheet as PDF/UA in one language and in two."""
    queue = iter(situations(2 * (times + 1)))
    german, arabic = words("de"), words("ar")
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(typesetting.FONTS)])
    compiler = typst.Compiler(font_paths=fonts)

    def made(beside: Words | None = None) -> bytes:
        who = next(queue)
        found = handout(who, advise(who, ON), fund(who, ON), on_file().offers)
        return sheet.pdf(found, german, beside, address="https://example.ch")

    alone, beside, bare = side_by_side(
        times, made, lambda: made(arabic), lambda: compiler.compile(input=b"Guten Tag", format="pdf")
    )
    return [
        Row(
            PART,
            f"{what}, each another person's, warm, from the answers to the bytes",
            took * 1e3,
            "ms",
            "a one-line typst document",
            bare * 1e3,
            "< 150 ms",
            took < 0.150,
        )
        for what, took in (("German", alone), ("German beside Arabic", beside))
    ]
