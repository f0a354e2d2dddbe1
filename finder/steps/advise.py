"""From a situation to advice: which kinds fit, why, why not, what is missing, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from finder.facts.situation import Situation
from finder.rules.cautions import Caution, cautions
from finder.rules.doors import LAST_DOOR, OpenDoor, open_doors
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Finding, ask, still_matters
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of
from finder.steps.change import smallest_change
from finder.steps.residence import Residence, residence


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


def advise(situation: Situation, on: date) -> Advice:
    """The advice for one person on one day.

    Raises:
        BadAnswer: the postcode or the locality is unknown.
    """
    home = residence(situation.postcode, situation.locality)
    answers = {**situation.answers(), "canton": home.canton}
    types = [_judge(kind, situation, answers, on) for kind in PROGRAMME_TYPES]
    types.sort(key=lambda one: (_ORDER[one.fit], -len(one.reasons)))
    doors = open_doors(answers)
    if all(one.fit is Fit.DOES_NOT_FIT for one in types):
        doors = (*doors, OpenDoor(LAST_DOOR, ()))
    return Advice(on, tuple(types), doors, home)


def _judge(kind: ProgrammeType, situation: Situation, answers: dict[str, Any], on: date) -> TypeAdvice:
    findings = tuple(ask(condition, answers) for condition in kind.requires)
    fit = Fit.of(all_of(finding.verdict for finding in findings))
    return TypeAdvice(
        kind,
        fit,
        findings,
        tuple(finding for rule in kind.speaks_for if (finding := ask(rule, answers)).verdict is MET),
        _missing(findings, answers) if fit is Fit.OPEN else (),
        smallest_change(findings, answers) if fit is Fit.DOES_NOT_FIT else None,
        cautions(kind, situation, on),
    )


def _missing(findings: tuple[Finding, ...], answers: dict[str, Any]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            name
            for finding in findings
            if finding.verdict is OPEN
            for name in still_matters(finding.condition, answers)
        )
    )
