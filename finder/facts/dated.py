"""What holds on a day: figures carry a first and a last day, as far as their document says."""

from __future__ import annotations

from datetime import date
from typing import Protocol


class Validity(Protocol):
    """Anything with a first and a last day; ``None`` where the document does not say."""

    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...


def begun(figure: Validity, on: date) -> bool:
    """Whether the figure's first day has come; an undated one is taken as begun."""
    return figure.since is None or figure.since <= on


def ended(figure: Validity, on: date) -> bool:
    """Whether the figure's last day has passed."""
    return figure.until is not None and figure.until < on


def in_force(figure: Validity, on: date) -> bool:
    """Whether the day lies between the first and the last, both included."""
    return begun(figure, on) and not ended(figure, on)
