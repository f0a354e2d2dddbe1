"""From a situation to advice: which kinds fit, why, why not, what is missing, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from finder.facts.dataset import Dataset
from finder.facts.situation import Situation
from finder.rules.cautions import CAUTIONS, TIES, Caution
from finder.rules.doors import LAST_DOOR, OpenDoor, open_doors
from finder.rules.programme_types import ProgrammeType
from finder.rules.rule import Finding, Hearing
from finder.rules.rulebook import KindOnDay
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of
from finder.steps.case import Case
from finder.steps.change import smallest_change
from finder.steps.residence import Residence


class Fit(StrEnum):
    """The verdict on one kind, in the order in which kinds are shown."""

    FITS = "fits"
    OPEN = "open"
    DOES_NOT_FIT = "does_not_fit"

    @classmethod
    def of(cls, verdict: Verdict) -> Fit:
        return _FITS[verdict]


_FITS = {MET: Fit.FITS, OPEN: Fit.OPEN, NOT_MET: Fit.DOES_NOT_FIT}
_ORDER = {fit: place for place, fit in enumerate(Fit)}


@dataclass(frozen=True, slots=True)
class TypeAdvice:
    """What one kind means for this person.

    ``missing`` names the unanswered questions that could still turn the verdict; ``change`` is the smallest sensible
    change after which the kind no longer reads «does not fit» (``None``: there is none, or none is needed).
    """

    type: ProgrammeType
    fit: Fit
    findings: tuple[Finding, ...]
    reasons: tuple[Finding, ...]
    missing: tuple[str, ...]
    change: Mapping[str, Any] | None
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """All ten kinds in the order in which they are shown, and the other doors that apply."""

    on: date
    types: tuple[TypeAdvice, ...]
    doors: tuple[OpenDoor, ...]
    residence: Residence

    def of(self, fit: Fit) -> tuple[TypeAdvice, ...]:
        """The kinds with this verdict, in order."""
        return tuple(one for one in self.types if one.fit is fit)

    @property
    def missing(self) -> tuple[str, ...]:
        """Every unanswered question that could still turn some verdict, the most decisive first."""
        names = [name for one in self.types for name in one.missing]
        return tuple(sorted(dict.fromkeys(names), key=lambda name: -names.count(name)))


def advise(situation: Situation, on: date, data: Dataset | None = None) -> Advice:
    """The advice for one person on one day, by what is on file unless another dataset is given.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    return advice_of(Case.of(situation, on, data))


def advice_of(case: Case) -> Advice:
    """The advice for a case.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    hearing, book = case.hearing, case.rulebook
    said = [caution for caution in CAUTIONS if hearing.all_met(caution.when)]
    types = [judge(kind, hearing, said) for kind in book.kinds]
    types.sort(key=lambda one: (_ORDER[one.fit], -len(one.reasons)))
    doors = open_doors(book.doors, hearing)
    if all(one.fit is Fit.DOES_NOT_FIT for one in types):
        doors = (*doors, OpenDoor(LAST_DOOR, ()))
    return Advice(case.on, _tied(types, hearing), doors, case.residence)


def judge(asked: KindOnDay, hearing: Hearing, said: Sequence[Caution] = ()) -> TypeAdvice:
    """What one kind means for a person; ``said`` are the cautions that hold for them."""
    kind = asked.kind
    findings = tuple(map(hearing.finding, asked.requires))
    fit = Fit.of(all_of([finding.verdict for finding in findings]))
    return TypeAdvice(
        kind,
        fit,
        findings,
        tuple([reason for reason in map(hearing.finding, asked.speaks_for) if reason.verdict is MET]),
        tuple(dict.fromkeys([name for one in findings for name in one.missing])) if fit is Fit.OPEN else (),
        smallest_change(findings) if fit is Fit.DOES_NOT_FIT else None,
        (*[caution for caution in said if kind.key in caution.types], *asked.cautions),
    )


def _tied(types: list[TypeAdvice], hearing: Hearing) -> tuple[TypeAdvice, ...]:
    """The order after the ties of practice: among equal verdicts the preferred kind stands directly before the first
    it outranks."""
    order = list(types)
    for tie in TIES:
        if not hearing.all_met(tie.when):
            continue
        preferred = next(one for one in order if one.type.key == tie.first)
        behind = [one for one in order if one.type.key in tie.others and one.fit is preferred.fit]
        if behind and order.index(behind[0]) < order.index(preferred):
            order.remove(preferred)
            order.insert(order.index(behind[0]), preferred)
    return tuple(order)
