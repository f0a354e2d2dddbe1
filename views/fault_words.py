"""What the checker of the data says, in German. The checker itself speaks English, as the command line does."""

from __future__ import annotations

import re
from functools import cache

from finder.facts.dataset import on_file

_PLACE = re.compile(r"\\{(\w+)\\}")


def in_german(said: str) -> str | None:
    """The German sentence; ``None`` where none is on file."""
    for pattern, german in _sentences():
        if found := pattern.fullmatch(said):
            return german.format(**found.groupdict())
    return None


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(_PLACE.sub(r"(?P<\1>.+)", re.escape(said))), german)
        for said, german in on_file().fault_sentences.items()
    )
