"""Three values and how they combine (Kleene): what nobody told us stays open."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of a person."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"


MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.OPEN


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One failure fails the whole; without one, anything open leaves it open."""
    whole = MET
    for verdict in verdicts:
        if verdict is NOT_MET:
            return NOT_MET
        if verdict is OPEN:
            whole = OPEN
    return whole


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One success is enough; without one, anything open leaves it open."""
    whole = NOT_MET
    for verdict in verdicts:
        if verdict is MET:
            return MET
        if verdict is OPEN:
            whole = OPEN
    return whole
