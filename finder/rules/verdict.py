"""Three values and how they combine (Kleene): what nobody told us stays open."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """What a rule says of a person."""

    MET = "met"
    NOT_MET = "not_met"
    OPEN = "open"

    @classmethod
    def of(cls, answer: bool | None) -> Verdict:
        """The verdict a plain yes, no or «not known» stands for."""
        return OPEN if answer is None else MET if answer else NOT_MET


MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.OPEN


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One failure fails the whole; without one, anything open leaves it open."""
    found = set(verdicts)
    return NOT_MET if NOT_MET in found else OPEN if OPEN in found else MET


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """One success is enough; without one, anything open leaves it open."""
    found = set(verdicts)
    return MET if MET in found else OPEN if OPEN in found else NOT_MET
