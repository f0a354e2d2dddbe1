"""What would change it: the smallest change a person can make or wait for.

Never a worse employability, an illness, a trauma, another permit or drawing Sozialhilfe: those are no advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from finder.facts.situation import ADULT, Ladder
from finder.rules.rule import Condition, Finding
from finder.rules.verdict import NOT_MET

STEPS = frozenset({"age", "german", "employability", "attends_reliably", "wants_training", "earns_programme_cost"})
"""Answers a person can better, or wait for."""


def smallest_change(findings: tuple[Finding, ...], answers: dict[str, Any]) -> dict[str, Any] | None:
    """New answers after which none of the findings fails, as few and as near as possible.

    Args:
        findings: the findings of one kind that does not fit.
        answers: all answers of the person.

    Returns:
        answer → new value, or ``None`` where no sensible change turns it. The failing conditions of a kind hang on
        different answers, so the smallest change of each, taken together, is the smallest of all.
    """
    change: dict[str, Any] = {}
    for finding in findings:
        if finding.verdict is NOT_MET:
            changed = answers | change
            mended = _mend(finding.condition, tuple(changed[name] for name in finding.condition.needs))
            if mended is None:
                return None
            change |= mended
    return change


@lru_cache(maxsize=10_000)
def _mend(condition: Condition, given: tuple[Any, ...]) -> Mapping[str, Any] | None:
    """The smallest change of the answers ``given`` to its questions after which the condition no longer fails."""
    answers = dict(zip(condition.needs, given, strict=True))
    for change in _changes(tuple(name for name in condition.needs if name in STEPS), answers):
        if condition.verdict(answers | change) is not NOT_MET:
            return change
    return None


def _changes(names: tuple[str, ...], answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Every way to better these answers, the smallest first."""
    ways = product(*(enumerate([answers[name], *_better(answers[name])]) for name in names))
    for way in sorted(ways, key=lambda steps: sum(step for step, _ in steps)):
        yield {name: value for name, (step, value) in zip(names, way, strict=True) if step}


def _better(value: object) -> tuple[Any, ...]:
    if isinstance(value, Ladder):
        return value.higher()
    if isinstance(value, bool):
        return () if value else (True,)
    if isinstance(value, int):
        return tuple(range(value + 1, ADULT + 1))
    return ()
