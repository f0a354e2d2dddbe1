"""A kind sentence for what was not understood."""

from __future__ import annotations

from finder.errors import BadAnswer
from finder.facts.characters import visible
from views.words import Words


def refusal(say: Words, error: BadAnswer) -> str:
    """What was wrong with an answer, in the person's language, with what was given; the unseen stands as its number."""
    key = f"error.{error.hint or 'not_understood'}"
    given = {**error.said, "value": visible(str(error.value))[:40]}
    return say(key if key in say else "error.not_understood", **given)
