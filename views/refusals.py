"""A kind sentence for what was not understood, and the German one for what the data may hold."""

from __future__ import annotations

from finder.errors import BadAnswer
from finder.facts.characters import visible
from finder.facts.dataset import on_file
from finder.sentences import Sentence
from views.words import Words


def refusal(say: Words, error: BadAnswer) -> str:
    """What was wrong with an answer, in the person's language, with what was given; the unseen stands as its number."""
    key = f"error.{error.hint or 'not_understood'}"
    given = {**error.said, "value": visible(str(error.value))[:40]}
    return say(key if key in say else "error.not_understood", **given)


def in_german(demand: Sentence) -> str:
    """What may stand where something else was found, for the pages of the office."""
    said = {name: in_german(one) if isinstance(one, Sentence) else one for name, one in demand.values.items()}
    return on_file().fault_sentences[demand.key].format_map(said)
