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
from operator import itemgetter
from types import MappingProxyType
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
    def finding(self, answers: Answers) -> Finding: ...
    @property
    def known(self) -> Mapping[Any, Finding]: ...
    @property
    def given(self) -> Callable[[Answers], Any]: ...
    def __hash__(self) -> int: ...


class Finding(NamedTuple):
    """One condition asked once: what it says of a person, on which answers, and the unanswered questions that could
    still turn it (none where it is settled)."""

    condition: Condition
    verdict: Verdict
    facts: Answers
    missing: tuple[str, ...]

    @property
    def rule(self) -> str:
        return self.condition.name

    @property
    def borderline(self) -> bool:
        """Open although answered: the provider's Situationsanalyse settles it, or a document that is not published."""
        return self.verdict is OPEN and not self.missing


def every(needs: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Every combination of answers to these questions, each of them also unanswered; none where one is answered by a
    number, an amount or a place."""
    values = {name: _values(name) for name in needs}
    if all(values.values()):
        for given in product(*((None, *chosen) for chosen in values.values())):
            yield dict(zip(values, given, strict=True))


def _values(name: str) -> tuple[Any, ...]:
    return QUESTIONS[name].values if name in QUESTIONS else ()


class _Asked:
    """How a condition is asked. Where all answers it needs have values to choose from, the finding of each combination
    is made once: out of the questions' own values, never out of somebody's answers."""

    def finding(self: Condition, answers: Answers) -> Finding:
        """What the condition says of a person with these answers."""
        known = self.known
        return (known and known.get(self.given(answers))) or found(self, answers)

    @cached_property
    def known(self: Condition) -> Mapping[Any, Finding]:
        """The finding of every combination of answers; empty where they cannot be counted."""
        return {self.given(answers): found(self, answers) for answers in every(self.needs)}

    @cached_property
    def given(self: Condition) -> Callable[[Answers], Any]:
        """Takes the answers it needs out of all: the answer itself where it is one, else a tuple."""
        return itemgetter(*self.needs) if self.needs else lambda _answers: ()


def found(condition: Condition, answers: Answers) -> Finding:
    """The finding of ``condition``, made anew."""
    verdict = condition.verdict(answers)
    facts = MappingProxyType({name: answers[name] for name in condition.needs})
    return Finding(condition, verdict, facts, condition.missing(answers) if verdict is OPEN else ())


@dataclass(frozen=True, eq=False)
class Rule(_Asked):
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
        values = [*map(_values, unanswered)]
        if not all(values):
            return bool(unanswered)  # a number, an amount, a place: one of them could
        given = (dict(zip(unanswered, chosen, strict=True)) for chosen in product(*values))
        return bool(unanswered) and any(self.verdict({**answers, **one}) is MET for one in given)

    def _hangs_on(self, name: str, answers: Answers) -> bool:
        """Whether two answers differ; a number or an amount is taken as one that could."""
        values = _values(name)
        return not values or len({self.verdict({**answers, name: value}) for value in values}) > 1

    def __call__(self, *args: Any, **kwargs: Any) -> bool | None:
        return self.test(*args, **kwargs)


@dataclass(frozen=True, eq=False)
class Either(_Asked):
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
        return tuple(self._turning(tuple([answers[name] for name in self.needs])))

    @cached_property
    def _verdicts(self) -> Mapping[tuple[Any, ...], Verdict]:
        return {given: self._judged(given) for given in product(*((None, *_values(name)) for name in self.needs))}

    def _judged(self, given: tuple[Any, ...]) -> Verdict:
        answers = dict(zip(self.needs, given, strict=True))
        return any_of(all_of(rule.verdict(answers) for rule in way) for way in self.ways)

    def _turning(self, given: tuple[Any, ...]) -> Iterator[str]:
        for at, name in enumerate(self.needs):
            if given[at] is None and any(len(set(answered)) > 1 for answered in self._answered(given, at)):
                yield name

    def _answered(self, given: tuple[Any, ...], at: int) -> Iterator[list[Verdict]]:
        """For every way to answer the other open questions: the verdict by each answer to the one at this place."""
        others = [_values(name) if given[i] is None else (given[i],) for i, name in enumerate(self.needs)]
        for rest in product(*(values for i, values in enumerate(others) if i != at)):
            yield [self._verdicts[(*rest[:at], value, *rest[at:])] for value in _values(self.needs[at])]


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


Settled = Mapping[str, Mapping[Any, Mapping[Condition, Finding]]]
"""Question → value → what that answer settles by itself."""


def settled(conditions: Iterable[Condition]) -> Settled:
    """What single answers settle of these conditions: those that need one answer with values to choose from."""
    told: dict[str, dict[Any, dict[Condition, Finding]]] = {}
    for condition in conditions:
        if len(condition.needs) == 1:
            for value, finding in condition.known.items():
                told.setdefault(condition.needs[0], {}).setdefault(value, {})[condition] = finding
    return told


class Hearing:
    """One person's answers, and what each condition says of them. Every condition is asked once.

    It lives as long as one advice: what follows from a person's answers is kept nowhere else.

    Args:
        settled: what single answers settle; conditions that are not in it are asked when they are first looked at.
    """

    __slots__ = ("answers", "finding")

    finding: Callable[[Condition], Finding]
    """What a condition says of this person."""

    def __init__(self, answers: Answers, settled: Settled = MappingProxyType({})) -> None:
        self.answers = answers
        found = _Found(answers)
        for name, by_value in settled.items():
            found.update(by_value[answers[name]])
        self.finding = found.__getitem__

    def verdict(self, condition: Condition) -> Verdict:
        """The same, without what it rests on."""
        return self.finding(condition).verdict

    def all_met(self, conditions: Iterable[Condition]) -> bool:
        """Whether every condition is met; what is open opens nothing."""
        finding = self.finding
        for condition in conditions:  # noqa: SIM110 - asked forty times for each advice: half as long as with all()
            if finding(condition).verdict is not MET:
                return False
        return True


class _Found(dict[Condition, Finding]):
    """The findings so far; one that is not there yet is asked for."""

    __slots__ = ("_answers",)

    def __init__(self, answers: Answers) -> None:
        self._answers = answers

    def __missing__(self, condition: Condition) -> Finding:
        found = self[condition] = condition.finding(self._answers)
        return found


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
