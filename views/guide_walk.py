"""The way of one visitor through the guide: where they are, where they were, what they left open on purpose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Self

from finder.facts.situation import Situation
from finder.steps.guide import SCREENS, next_question, open_screens, remaining

WELCOME, RESULT = "welcome", "result"


@dataclass
class Walk:
    """The places in the order of the visit, as the browser's history has them.

    Attributes:
        trail: the places; every step further cuts off what was ahead.
        at: the place shown now.
        skipped: screens left open on purpose: they are not asked again by themselves.
    """

    trail: list[str] = field(default_factory=lambda: [WELCOME])
    at: int = 0
    skipped: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None, situation: Situation, on: date) -> Self:
        """The way as it was kept; a visitor who has answered elsewhere begins at what is still open."""
        if kept and all(place in SCREENS or place in (WELCOME, RESULT) for place in kept.get("trail", [""])):
            return cls(list(kept["trail"]), min(kept["at"], len(kept["trail"]) - 1), list(kept["skipped"]))
        walk = cls()
        if situation.answered():
            walk.trail = [walk.next(situation, on)]
        return walk

    def kept(self) -> dict[str, Any]:
        """The way as plain values."""
        return {"trail": self.trail, "at": self.at, "skipped": self.skipped}

    @property
    def place(self) -> str:
        """What is shown: a screen, the welcome or the result."""
        return self.trail[self.at]

    @property
    def moment(self) -> str:
        """What an answer must say to be taken: it was given on this place and no other."""
        return f"{self.at}-{self.place}"

    @property
    def number(self) -> int:
        """How many questions there were until here, this one included, each counted once."""
        return len({place for place in self.trail[: self.at + 1] if place in SCREENS})

    def most(self, situation: Situation, on: date) -> int:
        """How many questions it can be in all at most."""
        if self.place in open_screens(situation, self.skipped, on):
            return self.number - 1 + remaining(situation, self.skipped, on)
        return self.number + remaining(situation, self.skipped, on)

    def next(self, situation: Situation, on: date) -> str:
        """The first open screen, else the result."""
        return next_question(situation, self.skipped, on) or RESULT

    def further(self, place: str) -> None:
        """One step on; what was ahead is cut off."""
        self.trail = [*self.trail[: self.at + 1], place]
        self.at += 1

    def go(self, step: int) -> None:
        """To a place of the visit, as the browser's back and forward do."""
        self.at = min(max(step, 0), len(self.trail) - 1)

    def leave_open(self, screen: str) -> None:
        self.skipped = [*(one for one in self.skipped if one != screen), screen]

    def take_up(self, screen: str) -> None:
        self.skipped = [one for one in self.skipped if one != screen]

    def may_resume(self, situation: Situation, on: date) -> bool:
        """Whether something that was left open could still change the result."""
        return bool(open_screens(situation, [], on))
