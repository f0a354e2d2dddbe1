"""What a person told us: the answers, their possible values, and how they are read.

``None`` always means *not answered*; an unanswered question never excludes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self, TypeVar

from finder.errors import BadAnswer
from finder.facts.amounts import amount, whole_number
from finder.facts.characters import clean

ADULT = 18
"""Age of majority in years (Swiss Civil Code Art. 14)."""


class Ladder(StrEnum):
    """Values that have an order: the earlier one stands lower."""

    @property
    def rung(self) -> int:
        return _RUNGS[self]

    def __ge__(self, other: object) -> bool:
        return isinstance(other, Ladder) and self.rung >= other.rung

    def __gt__(self, other: object) -> bool:
        return isinstance(other, Ladder) and self.rung > other.rung

    def __le__(self, other: object) -> bool:
        return isinstance(other, Ladder) and self.rung <= other.rung

    def __lt__(self, other: object) -> bool:
        return isinstance(other, Ladder) and self.rung < other.rung

    def higher(self) -> tuple[Self, ...]:
        """The values above this one, nearest first."""
        return tuple(value for value in type(self) if value > self)


class German(Ladder):
    """German by the Common European Framework of Reference (CEFR)."""

    NONE = "none"
    A1 = "A1"
    A2 = "A2"
    B1 = "B1"
    B2 = "B2"
    C1 = "C1"
    C2 = "C2"


class Employability(Ladder):
    """When work in the primary labour market (1. Arbeitsmarkt) is realistic; the later, the lower."""

    NOT_FORESEEABLE = "not_foreseeable"
    LATER = "later"
    SOON = "soon"
    READY = "ready"


_RUNGS = {value: rung for ladder in (German, Employability) for rung, value in enumerate(ladder)}


class WorkExperience(StrEnum):
    """Where a person has worked so far; Switzerland wins over abroad."""

    SWITZERLAND = "switzerland"
    ABROAD = "abroad"
    NONE = "none"


class Status(StrEnum):
    """Citizenship or residence permit; ``B_refugee`` is a recognised refugee with permit B."""

    SWISS = "swiss"
    B = "B"
    B_REFUGEE = "B_refugee"
    C = "C"
    F = "F"
    N = "N"
    S = "S"
    L = "L"
    G = "G"
    CI = "Ci"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Situation:
    """The answers of one person. Ages in years, money in CHF (income per month, for the whole household)."""

    postcode: str | None = None
    locality: str | None = None
    age: int | None = None
    german: German | None = None
    social_assistance: bool | None = None
    unemployment_insurance: bool | None = None
    disability_insurance: bool | None = None
    status: Status | None = None
    final_negative_asylum_decision: bool | None = None
    employability: Employability | None = None
    work_experience: WorkExperience | None = None
    insurers_efforts_failed: bool | None = None
    attends_reliably: bool | None = None
    wants_training: bool | None = None
    flight_trauma: bool | None = None
    addiction: bool | None = None
    earns_programme_cost: bool | None = None
    household_size: int | None = None
    monthly_income: Decimal | None = None
    wealth: Decimal | None = None

    @classmethod
    def of(cls, answers: Mapping[str, object]) -> Situation:
        """The situation told by ``answers`` (keys as the fields, values as a person or program writes them).

        Raises:
            BadAnswer: an unknown key, or a value that is not allowed; the first one found.
        """
        if not isinstance(answers, Mapping):
            raise BadAnswer("situation", answers, "an object of answers")
        for key in answers:
            if key not in QUESTIONS:
                raise BadAnswer(str(key), answers[key], f"no such answer; there are {', '.join(QUESTIONS)}")
        return cls(**{key: QUESTIONS[key].read(value) for key, value in answers.items()})

    def answers(self) -> dict[str, Any]:
        """Every question with its answer, ``None`` where it is open."""
        return {key: getattr(self, key) for key in QUESTIONS}

    def told(self) -> dict[str, Any]:
        """Only what has been answered."""
        return {key: value for key, value in self.answers().items() if value is not None}

    def but(self, **answers: Any) -> Situation:
        """The same situation with some answers replaced."""
        return replace(self, **answers)


E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True)
class Question:
    """One question: its key, the values it offers (empty where a number or a text is typed), and its reader."""

    key: str
    values: tuple[Any, ...]
    understand: Callable[[str, Any], Any]

    def read(self, value: object) -> Any:
        """The answer, ``None`` where it was left open (missing, null, or an empty field).

        Raises:
            BadAnswer: the value is not allowed.
        """
        if value is None or (isinstance(value, str) and not clean(value)):
            return None
        return self.understand(self.key, value)


def _one_of(enum: type[E]) -> tuple[tuple[E, ...], Callable[[str, Any], E]]:
    def understand(key: str, value: Any) -> E:
        try:
            return enum(clean(value) if type(value) is str else value)
        except ValueError:
            raise BadAnswer(key, value, ", ".join(enum)) from None

    return tuple(enum), understand


def _yes_or_no(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (word := clean(value)) in ("yes", "no"):
        return word == "yes"
    raise BadAnswer(key, value, "true or false")


def _text(key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 200:
        raise BadAnswer(key, value, "a short text")
    return clean(value)


def _questions(rows: Iterable[tuple[str, tuple[Any, ...], Callable[[str, Any], Any]]]) -> dict[str, Question]:
    return {key: Question(key, values, understand) for key, values, understand in rows}


_BOTH = (True, False)

QUESTIONS: dict[str, Question] = _questions(
    [
        ("postcode", (), _text),
        ("locality", (), _text),
        ("age", (), whole_number(0, 120)),
        ("german", *_one_of(German)),
        ("social_assistance", _BOTH, _yes_or_no),
        ("unemployment_insurance", _BOTH, _yes_or_no),
        ("disability_insurance", _BOTH, _yes_or_no),
        ("status", *_one_of(Status)),
        ("final_negative_asylum_decision", _BOTH, _yes_or_no),
        ("employability", *_one_of(Employability)),
        ("work_experience", *_one_of(WorkExperience)),
        ("insurers_efforts_failed", _BOTH, _yes_or_no),
        ("attends_reliably", _BOTH, _yes_or_no),
        ("wants_training", _BOTH, _yes_or_no),
        ("flight_trauma", _BOTH, _yes_or_no),
        ("addiction", _BOTH, _yes_or_no),
        ("earns_programme_cost", _BOTH, _yes_or_no),
        ("household_size", (), whole_number(1, 99)),
        ("monthly_income", (), amount),
        ("wealth", (), amount),
    ]
)
"""Every question by its key, in the order in which an interview usually goes."""
