"""What a rule is: a claim in its name, the answers it needs in its parameters, the deciding words in its docstring.

A rule is asked with all answers of a person and picks its own by name, as pytest picks fixtures. If one of them is
not answered, the finding is open before the function is called. A rule that says ``None`` of an answered question
calls it a borderline: no answer of the person settles it, the provider's Situationsanalyse does.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import product
from typing import Any, NamedTuple, Protocol

from finder.facts.dated import begun, in_force
from finder.facts.situation import QUESTIONS, VOCABULARY
from finder.facts.sources import Citation, Source
from finder.rules.verdict import MET, NOT_MET, OPEN, Verdict, all_of, any_of

Answers = Mapping[str, Any]


class Condition(Protocol):
    """A rule, or several rules of which one way suffices. ``since`` and ``until`` are its own days, if it has any."""

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
    @property
    def since(self) -> date | None: ...
    @property
    def until(self) -> date | None: ...
    def verdict(self, answers: Answers) -> Verdict: ...
    def missing(self, answers: Answers) -> tuple[str, ...]: ...
    def __hash__(self) -> int: ...


class Finding(NamedTuple):
    """One condition asked once: what it says of this person, and on which answers."""

    condition: Condition
    verdict: Verdict
    facts: Answers

    @property
    def rule(self) -> str:
        return self.condition.name

    @property
    def missing(self) -> tuple[str, ...]:
        """The unanswered questions that could still turn it; none of a finding that is settled."""
        return self.condition.missing(self.facts) if self.verdict is OPEN else ()

    @property
    def borderline(self) -> bool:
        """Open although answered: the provider's Situationsanalyse settles it, or a document that is not published."""
        return self.verdict is OPEN and not self.missing


@dataclass(frozen=True, eq=False)
class Rule:
    """A condition with its source. ``assumption`` marks what we added to the source's words ourselves."""

    name: str
    test: Callable[..., bool | None]
    needs: tuple[str, ...]
    citation: Citation
    quote: str
    since: date | None
    until: date | None
    assumption: bool
    hears_silence: bool

    def verdict(self, answers: Answers) -> Verdict:
        """What the rule says; open when an answer it needs is missing."""
        given = [answers[name] for name in self.needs]
        if None in given and not self.hears_silence:
            return OPEN
        holds = self.test(*given)
        return OPEN if holds is None else MET if holds else NOT_MET

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The unanswered questions on which an open verdict hangs."""
        unanswered = tuple([name for name in self.needs if answers[name] is None])
        return (
            tuple([name for name in unanswered if self._hangs_on(name, answers)]) if self.hears_silence else unanswered
        )

    def can_be_met(self, answers: Answers) -> bool:
        """Whether answers to its unanswered questions can still make it met."""
        unanswered = [name for name in self.needs if answers[name] is None]
        values = [QUESTIONS[name].values if name in QUESTIONS else () for name in unanswered]
        if not all(values):
            return bool(unanswered)  # a number, an amount, a place: one of them could
        given = (dict(zip(unanswered, chosen, strict=True)) for chosen in product(*values))
        return bool(unanswered) and any(self.verdict({**answers, **one}) is MET for one in given)

    def _hangs_on(self, name: str, answers: Answers) -> bool:
        """Whether two answers differ; a number or an amount is taken as one that could."""
        values = QUESTIONS[name].values if name in QUESTIONS else ()
        return not values or len({self.verdict({**answers, name: value}) for value in values}) > 1

    def __call__(self, *args: Any, **kwargs: Any) -> bool | None:
        return self.test(*args, **kwargs)


@dataclass(frozen=True, eq=False)
class Either:
    """Several ways to meet one condition; each way is a handful of rules that must all hold.

    All their questions have values to choose from, so what follows from every combination is worked out once.
    """

    name: str
    ways: tuple[tuple[Rule, ...], ...]
    citation: Citation
    quote: str
    assumption: bool = False
    since: date | None = None
    until: date | None = None

    @cached_property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(need for way in self.ways for rule in way for need in rule.needs))

    def verdict(self, answers: Answers) -> Verdict:
        return self._verdicts[tuple([answers[name] for name in self.needs])]

    def missing(self, answers: Answers) -> tuple[str, ...]:
        """The unanswered questions on which an open verdict hangs: two answers to one of them, with everything else
        alike, lead to different verdicts."""
        return self._missing[tuple([answers[name] for name in self.needs])]

    @cached_property
    def _verdicts(self) -> Mapping[tuple[Any, ...], Verdict]:
        return {given: self._judged(given) for given in product(*((None, *self._values(name)) for name in self.needs))}

    @cached_property
    def _missing(self) -> Mapping[tuple[Any, ...], tuple[str, ...]]:
        return {given: tuple(self._turning(given)) for given in self._verdicts}

    def _judged(self, given: tuple[Any, ...]) -> Verdict:
        answers = dict(zip(self.needs, given, strict=True))
        return any_of(all_of(rule.verdict(answers) for rule in way) for way in self.ways)

    def _turning(self, given: tuple[Any, ...]) -> Iterator[str]:
        for at, name in enumerate(self.needs):
            if given[at] is None and any(len(set(answered)) > 1 for answered in self._answered(given, at)):
                yield name

    def _answered(self, given: tuple[Any, ...], at: int) -> Iterator[list[Verdict]]:
        """For every way to answer the other open questions: the verdict by each answer to the one at this place."""
        others = [self._values(name) if given[i] is None else (given[i],) for i, name in enumerate(self.needs)]
        for rest in product(*(values for i, values in enumerate(others) if i != at)):
            yield [self._verdicts[(*rest[:at], value, *rest[at:])] for value in self._values(self.needs[at])]

    def _values(self, name: str) -> tuple[Any, ...]:
        return QUESTIONS[name].values


def rule(
    citation: Citation,
    *,
    since: date | None = None,
    until: date | None = None,
    assumption: bool = False,
    hears_silence: bool = False,
) -> Callable[[Callable[..., bool | None]], Rule]:
    """Makes a rule of a function whose parameters are named as the answers it needs.

    Args:
        citation: the document and the passage it stands in.
        since: the rule's own first day, where it has one; otherwise the days of its document count.
        until: the rule's own last day: after it another rule stands in its place.
        assumption: the source leaves it to us; the product marks it as ours.
        hears_silence: the function wants to see ``None`` itself, because here silence has a meaning of its own.

    Raises:
        TypeError: a parameter is no question of ours; whose turn: the author of the rule.
    """

    def make(test: Callable[..., bool | None]) -> Rule:
        needs = tuple(inspect.signature(test).parameters)
        if unknown := [name for name in needs if name not in VOCABULARY]:
            raise TypeError(f"rule {test.__name__} asks for {', '.join(unknown)}; there are {sorted(VOCABULARY)}")
        quote = inspect.getdoc(test) or ""
        return Rule(test.__name__, test, needs, citation, quote, since, until, assumption, hears_silence)

    return make


class Hearing:
    """One person's answers, and what each condition says of them. Every condition is asked once.

    It lives as long as one advice: what follows from a person's answers is kept nowhere else.
    """

    __slots__ = ("_found", "_said", "answers")

    def __init__(self, answers: Answers) -> None:
        self.answers = answers
        self._said = _Said(answers)
        self._found: dict[Condition, Finding] = {}

    def verdict(self, condition: Condition) -> Verdict:
        """What the condition says of this person."""
        return self._said[condition]

    def finding(self, condition: Condition) -> Finding:
        """The same, with the answers it rests on."""
        found = self._found.get(condition)
        if found is None:
            answers = self.answers
            facts = {name: answers[name] for name in condition.needs}
            found = self._found[condition] = Finding(condition, self._said[condition], facts)
        return found

    def all_met(self, conditions: Iterable[Condition]) -> bool:
        """Whether every condition is met; what is open opens nothing."""
        said = self._said
        return all(said[condition] is MET for condition in conditions)


class _Said(dict[Condition, Verdict]):
    """The verdicts so far; one that is not there yet is asked for."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __missing__(self, condition: Condition) -> Verdict:
        said = self[condition] = condition.verdict(self._answers)
        return said


def ask(condition: Condition, answers: Answers) -> Finding:
    """The finding of ``condition`` for one person."""
    return Hearing(answers).finding(condition)


def holding(conditions: Iterable[Condition], on: date, sources: Mapping[str, Source]) -> tuple[Condition, ...]:
    """The conditions to ask on a day: those whose own days include it, else those whose document had begun.

    A document that has ended still speaks, until a newer one is on file; a caution says so.
    """
    return tuple([one for one in conditions if _holds_on(one, on, sources)])


def _holds_on(condition: Condition, on: date, sources: Mapping[str, Source]) -> bool:
    if condition.since is not None or condition.until is not None:
        return in_force(condition, on)
    document = sources.get(condition.citation.source)
    return document is None or begun(document, on)
