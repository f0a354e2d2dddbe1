"""The decision table: how each kind judges every combination of answers to the questions it asks.

A kind asks so few questions that all combinations can be tried, «not answered» included. Ages that every condition
treats alike stand together; the first of them stands for all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby, product
from typing import Any

from finder.facts.situation import QUESTIONS
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.verdict import MET, all_of
from finder.steps.advise import Fit

OLDEST = 120


@dataclass(frozen=True)
class KindTable:
    """One kind with every combination of answers tried.

    Attributes:
        answers: question → the answers tried, ``None`` for «not answered».
        situations: verdict → number of combinations that read so.
        decides: condition → number of combinations in which it alone stands in the way, apart from what no answer
            can settle.
    """

    kind: ProgrammeType
    answers: Mapping[str, tuple[Any, ...]]
    situations: Mapping[Fit, int]
    decides: Mapping[str, int]

    @property
    def total(self) -> int:
        """Number of combinations."""
        return sum(self.situations.values())


@cache
def decision_table() -> tuple[KindTable, ...]:
    """Every kind, in the order of the brochure. Takes a second the first time."""
    return tuple(_tabulate(kind) for kind in PROGRAMME_TYPES)


def combinations(kind: ProgrammeType) -> Iterator[dict[str, Any]]:
    """Every combination of answers to the questions of this kind."""
    asked = answers_tried(kind)
    for values in product(*asked.values()):
        yield dict(zip(asked, values, strict=True))


def answers_tried(kind: ProgrammeType) -> dict[str, tuple[Any, ...]]:
    """The questions of a kind's conditions, each with ``None`` and its answers."""
    names = dict.fromkeys(name for condition in kind.requires for name in condition.needs)
    return {name: (None, *(QUESTIONS[name].values or _stretches(kind, name))) for name in names}


def _stretches(kind: ProgrammeType, name: str) -> Iterator[int]:
    """The first number of each stretch of numbers that no condition on this question alone tells apart."""
    own = [condition for condition in kind.requires if condition.needs == (name,)]
    for _, stretch in groupby(
        range(OLDEST + 1), lambda number: [condition.verdict({name: number}) for condition in own]
    ):
        yield next(stretch)


def _tabulate(kind: ProgrammeType) -> KindTable:
    situations: Counter[Fit] = Counter()
    decides: Counter[str] = Counter()
    unanswerable = {condition.name for condition in kind.requires if not condition.needs}
    for answers in combinations(kind):
        verdicts = {condition.name: condition.finding(answers).verdict for condition in kind.requires}
        situations[Fit.of(all_of(verdicts.values()))] += 1
        in_the_way = [name for name, verdict in verdicts.items() if verdict is not MET]
        in_the_way = [name for name in in_the_way if name not in unanswerable] or in_the_way
        if len(in_the_way) == 1:
            decides[in_the_way[0]] += 1
    return KindTable(kind, answers_tried(kind), {fit: situations[fit] for fit in Fit}, decides)
