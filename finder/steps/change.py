"""What would change it: the smallest change a person can make or wait for.

Never a worse employability, an illness, a trauma, another permit or drawing Sozialhilfe: those are no advice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import Any

from finder.facts.situation import QUESTIONS
from finder.rules.rule import Answers, Condition, Finding, every
from finder.rules.verdict import NOT_MET


def smallest_change(findings: tuple[Finding, ...]) -> dict[str, Any] | None:
    """New answers after which none of the findings fails, as few and as near as possible.

    Args:
        findings: the findings of one kind that does not fit.

    Returns:
        answer → new value, or ``None`` where no sensible change turns it. Conditions of a kind that fail together hang
        on different answers, or the nearer step mends both, so the smallest change of each is the smallest of all.
    """
    change: dict[str, Any] = {}
    for finding in findings:
        if finding.verdict is NOT_MET:
            mended = _mended(finding.condition, {**finding.facts, **change} if change else finding.facts)
            if mended is None:
                return None
            change |= mended
    return change


def _mended(condition: Condition, answers: Answers) -> Mapping[str, Any] | None:
    known = _mends(condition)
    return known[condition.given(answers)] if known else _mend(condition, answers)


@lru_cache(maxsize=512)  # the conditions are constants of the process
def _mends(condition: Condition) -> Mapping[Any, Mapping[str, Any] | None]:
    """The change for every combination of answers, where all have values to choose from: no answer of anybody's."""
    return {condition.given(answers): _mend(condition, answers) for answers in every(condition.needs)}


def _mend(condition: Condition, answers: Answers) -> Mapping[str, Any] | None:
    """The smallest change after which the condition no longer fails; none where it does not fail any more."""
    for change in _changes(condition.needs, answers):
        if condition.verdict({**answers, **change}) is not NOT_MET:
            return change
    return None


def _changes(names: tuple[str, ...], answers: Answers) -> Iterator[dict[str, Any]]:
    """Every way to better these answers, the smallest first: few answers, then small steps."""
    better = {name: values for name in names if (values := _better(name, answers[name]))}
    yield {}
    if len(better) == 1:
        for name, values in better.items():
            yield from ({name: value} for value in values)
        return
    ways = product(*(enumerate([answers[name], *values]) for name, values in better.items()))
    for way in sorted(ways, key=lambda steps: (sum(step > 0 for step, _ in steps), sum(step for step, _ in steps)))[1:]:
        yield {name: value for name, (step, value) in zip(better, way, strict=True) if step}


def _better(name: str, value: Any) -> tuple[Any, ...]:
    """The values a person can reach or wait for; nothing is bettered that nobody told."""
    return () if value is None or name not in QUESTIONS else QUESTIONS[name].better(value)
