"""What a rule is: a claim in its name, the answers it needs in its parameters, the deciding words in its docstring.

A rule is asked with all answers of a person and picks its own by name, as pytest picks fixtures. If one of them is
not answered, the finding is open before the function is called.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from itertools import product
from typing import Any, Protocol

from finder.facts.situation import QUESTIONS
from finder.facts.sources import Citation
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of, any_of

Answers = Mapping[str, Any]


class Condition(Protocol):
    """A rule, or several rules of which one way suffices."""

    @property
    def name(self) -> str: ...
    @property
    def needs(self) -> tuple[str, ...]: ...
    @property
    def citation(self) -> Citation: ...
    @property
    def quote(self) -> str: ...
    @property
    def assumption(self) -> bool: ...
    def verdict(self, answers: Answers) -> Verdict: ...
    def __hash__(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Finding:
    """One condition asked once: what it says of this person, and on which answers."""

    condition: Condition
    verdict: Verdict
    facts: Answers

    @property
    def rule(self) -> str:
        return self.condition.name


@dataclass(frozen=True, eq=False)
class Rule:
    """A condition with its source. ``assumption`` marks what we added to the source's words ourselves."""

    name: str
    test: Callable[..., bool | None]
    needs: tuple[str, ...]
    citation: Citation
    quote: str
    since: date | None
    assumption: bool
    hears_silence: bool

    def verdict(self, answers: Answers) -> Verdict:
        """What the rule says; open when an answer it needs is missing."""
        given = [answers[name] for name in self.needs]
        if None in given and not self.hears_silence:
            return OPEN
        holds = self.test(*given)
        return OPEN if holds is None else MET if holds else NOT_MET

    def __call__(self, *args: Any, **kwargs: Any) -> bool | None:
        return self.test(*args, **kwargs)


@dataclass(frozen=True, eq=False)
class Either:
    """Several ways to meet one condition; each way is a handful of rules that must all hold."""

    name: str
    ways: tuple[tuple[Rule, ...], ...]
    citation: Citation
    quote: str
    assumption: bool = False

    @cached_property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(need for way in self.ways for rule in way for need in rule.needs))

    def verdict(self, answers: Answers) -> Verdict:
        return any_of(all_of(rule.verdict(answers) for rule in way) for way in self.ways)


def rule(
    citation: Citation, *, since: date | None = None, assumption: bool = False, hears_silence: bool = False
) -> Callable[[Callable[..., bool | None]], Rule]:
    """Makes a rule of a function whose parameters are named as the answers it needs.

    Args:
        citation: the document and the passage it stands in.
        since: first day for which the document says so, where that is known.
        assumption: the source leaves it to us; the product marks it as ours.
        hears_silence: the function wants to see ``None`` itself, because here silence has a meaning of its own.
    """

    def make(test: Callable[..., bool | None]) -> Rule:
        needs = tuple(inspect.signature(test).parameters)
        return Rule(test.__name__, test, needs, citation, inspect.getdoc(test) or "", since, assumption, hears_silence)

    return make


def ask(condition: Condition, answers: Answers) -> Finding:
    """The finding of ``condition`` for one person."""
    return Finding(condition, condition.verdict(answers), {name: answers[name] for name in condition.needs})


def still_matters(condition: Condition, answers: Answers) -> tuple[str, ...]:
    """The unanswered questions of ``condition`` on whose answer its verdict still hangs.

    A question matters when two answers to it, with everything else alike, lead to different verdicts.
    """
    return _still_matters(condition, tuple(answers[name] for name in condition.needs))


@lru_cache(maxsize=10_000)
def _still_matters(condition: Condition, given: tuple[Any, ...]) -> tuple[str, ...]:
    answers = dict(zip(condition.needs, given, strict=True))
    if condition.verdict(answers) is not OPEN:
        return ()
    unanswered = tuple(name for name in condition.needs if answers[name] is None)
    if isinstance(condition, Rule):
        return unanswered
    return tuple(name for name in unanswered if _turns(condition, answers, name, unanswered))


def _turns(condition: Condition, answers: Answers, name: str, unanswered: tuple[str, ...]) -> bool:
    others = [other for other in unanswered if other != name]
    return any(
        len({condition.verdict({**answers, **completion, name: value}) for value in QUESTIONS[name].values}) > 1
        for completion in _completions(others)
    )


def _completions(names: list[str]) -> Iterator[dict[str, Any]]:
    for values in product(*(QUESTIONS[name].values for name in names)):
        yield dict(zip(names, values, strict=True))
