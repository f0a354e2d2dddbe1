"""One person on one day, with what follows from the place: what every rule may ask for, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from finder.facts.dataset import Dataset, on_file
from finder.facts.limits import Limits
from finder.facts.situation import Situation
from finder.rules.funding import payer
from finder.rules.rule import Answers, Hearing
from finder.rules.rulebook import Rulebook
from finder.steps.residence import Residence, residence

MOST_DAYS = 64
"""Days whose rulebook is kept: a visitor of the interface may ask for any."""


@dataclass(frozen=True, eq=False)
class Case:
    """One person on one day. It lives as long as one answer to them; nothing of it is kept.

    Attributes:
        edition: the table of waiver limits to judge by; by default the newest that holds on the day.

    Raises:
        BadAnswer: the postcode or the locality is unknown; said when the residence is first asked for.
        NotOnFile: there is no such edition; said when the limits are first asked for.
    """

    situation: Situation
    on: date
    data: Dataset
    edition: str | None = None

    @classmethod
    def of(cls, situation: Situation, on: date, data: Dataset | None = None, edition: str | None = None) -> Case:
        """The case by what is on file, unless another dataset is given."""
        return cls(situation, on, data or on_file(), edition)

    @cached_property
    def residence(self) -> Residence:
        """Where the person lives, as far as the answers tell."""
        return residence(self.situation.postcode, self.situation.locality, self.data)

    @cached_property
    def limits(self) -> Limits:
        """The limits of the waiver to judge by."""
        return self.data.limits_on(self.on, self.edition)

    @cached_property
    def answers(self) -> Answers:
        """Every answer by the name a rule calls it, and what follows from the place."""
        answers: dict[str, Any] = {**self.situation.answers(), "canton": self.residence.canton}
        answers["payer"] = payer(answers)
        return answers

    @cached_property
    def hearing(self) -> Hearing:
        """What each condition says of this person, each asked once."""
        return Hearing(self.answers, self.rulebook.settled)

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the day."""
        kept = self.data.once(_rulebooks)
        if self.on not in kept:
            if len(kept) >= MOST_DAYS:
                kept.clear()
            kept[self.on] = Rulebook.of(self.on, self.data.sources)
        return kept[self.on]


def _rulebooks(_data: Dataset) -> dict[date, Rulebook]:
    return {}
