"""What turns when something changes: two advices for the same person, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from finder.facts.keys import TypeKey
from finder.steps.advise import Advice, Fit
from finder.steps.fund import Funding


@dataclass(frozen=True, slots=True)
class Turn:
    """A kind whose verdict is another one now."""

    type: TypeKey
    before: Fit
    now: Fit


def turns(before: Advice, now: Advice) -> tuple[Turn, ...]:
    """The kinds whose verdicts differ, in the order in which they are shown now."""
    was = {one.type.key: one.fit for one in before.types}
    return tuple(
        Turn(one.type.key, was[one.type.key], one.fit) for one in now.types if was[one.type.key] is not one.fit
    )


def doors_turned(before: Advice, now: Advice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Doors that closed, and doors that opened."""
    was, are = ([door.key for door in advice.doors] for advice in (before, now))
    return tuple(key for key in was if key not in are), tuple(key for key in are if key not in was)


def funding_turned(before: Funding, now: Funding) -> bool:
    """Whether somebody else pays, or the waiver reads differently."""
    return (before.payer, before.waiver) != (now.payer, now.waiver)
