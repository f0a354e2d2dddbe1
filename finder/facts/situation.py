"""What a person told us: the answers, and the one record of each question.

``None`` always means *not answered*; an unanswered question never excludes anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, StrEnum
from typing import Any, Literal, Self, TypeVar

from finder.errors import BadAnswer
from finder.facts.amounts import amount, whole_number
from finder.facts.characters import clean
from finder.sentences import sentence

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
    """Where a person has worked in the labour market so far; Switzerland wins over abroad.

    ``SHORT``: only short jobs, trial days or days in a programme (those are the second labour market).
    """

    SWITZERLAND = "switzerland"
    ABROAD = "abroad"
    SHORT = "short"
    NONE = "none"


class WorkCapacity(StrEnum):
    """How much work is possible today; four hours a day are half a day."""

    FULL_DAYS = "full_days"
    HALF_DAYS = "half_days"
    SHORT_DAYS = "short_days"
    SINGLE_HOURS = "single_hours"
    NONE_NOW = "none_now"


class HealthLimits(StrEnum):
    """Whether health limits the work, by effect and without a diagnosis."""

    NONE = "none"
    PHYSICAL = "physical"
    PSYCHOLOGICAL = "psychological"
    BOTH = "both"


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
    """The answers of one person. Ages in years, money in CHF (income per month, for the whole household).

    Every value is examined when a situation is made: a plain word («none», «yes», «4'500») becomes the answer it
    means, anything else is refused. So no rule ever meets a value of a wrong type.

    Raises:
        BadAnswer: a value that is not allowed; the first one found.
    """

    postcode: str | None = None
    locality: str | None = None
    age: int | None = None
    german: German | None = None
    literate: bool | None = None
    social_assistance: bool | None = None
    unemployment_insurance: bool | None = None
    unemployment_registered: bool | None = None
    disability_insurance: bool | None = None
    disability_application: bool | None = None
    status: Status | None = None
    final_negative_asylum_decision: bool | None = None
    employability: Employability | None = None
    work_capacity: WorkCapacity | None = None
    work_experience: WorkExperience | None = None
    insurers_efforts_failed: bool | None = None
    attends_reliably: bool | None = None
    wants_training: bool | None = None
    health_limits: HealthLimits | None = None
    flight_trauma: bool | None = None
    addiction: bool | None = None
    earns_programme_cost: bool | None = None
    household_size: int | None = None
    monthly_income: Decimal | None = None
    wealth: Decimal | None = None

    def __post_init__(self) -> None:
        for key, question in QUESTIONS.items():
            given = getattr(self, key)
            if given is not None and (answer := question.read(given)) is not given:
                object.__setattr__(self, key, answer)

    @classmethod
    def of(cls, answers: Mapping[str, object]) -> Situation:
        """The situation told by ``answers`` (keys as the fields, values as a person or program writes them).

        Raises:
            BadAnswer: an unknown key, or a value that is not allowed; the first one found.
        """
        if not isinstance(answers, Mapping):
            raise BadAnswer("situation", answers, sentence("object_of_answers"))
        for key in answers:
            if key not in QUESTIONS:
                raise BadAnswer(str(key), answers[key], sentence("no_such_answer", keys=", ".join(QUESTIONS)))
        return cls(**answers)  # type: ignore[arg-type]  # examined when the situation is made

    def answers(self) -> dict[str, Any]:
        """Every question with its answer, ``None`` where it is open."""
        return {key: getattr(self, key) for key in QUESTIONS}

    def answered(self) -> dict[str, Any]:
        """Only what has been answered."""
        return {key: value for key, value in self.answers().items() if value is not None}

    def but(self, **answers: Any) -> Situation:
        """The same situation with some answers replaced."""
        return replace(self, **answers)


# ── Questions ────────────────────────────────────────────────────────────────

Topic = Literal["residence", "money", "work", "permit", "health", "household"]
E = TypeVar("E", bound=StrEnum)
Read = Callable[[str, Any], Any]


@dataclass(frozen=True, kw_only=True)
class Question:
    """All that is to be known of one question; every list of questions elsewhere is read from here.

    Attributes:
        key: the field of :class:`Situation`, the widget's key, the parameter of the rules, the key of the texts.
        values: the answers to choose from; empty where a number or a text is typed.
        topic: the group it stands in.
        health: the answer tells of health: it stands on no paper unless the person chooses so.
        money: the answer is an amount in CHF.
        better: the values a person can reach or wait for, nearest first; none by default.
        asked_when: whether the question has to do with a person of these answers (``None``: always). It decides what
            is shown, never what is judged.
        staff_only: only a professional can judge it.
        form: a provider's registration form asks for it.
    """

    key: str
    values: tuple[Any, ...]
    understand: Read
    topic: Topic
    health: bool
    money: bool = False
    better: Callable[[Any], tuple[Any, ...]] = lambda _: ()
    asked_when: Callable[[Situation], bool] | None = None
    staff_only: bool = False
    form: bool = False

    def read(self, value: object) -> Any:
        """The answer, ``None`` where it was left open (missing, null, or an empty field).

        Raises:
            BadAnswer: the value is not allowed.
        """
        if value is None or (isinstance(value, str) and not clean(value)):
            return None
        return self.understand(self.key, value)

    def is_asked(self, situation: Situation) -> bool:
        """Whether it is to be shown beside these answers."""
        return self.asked_when is None or self.asked_when(situation)


def _one_of(enum: type[E]) -> Read:
    def understand(key: str, value: Any) -> E:
        if type(value) is enum:
            return value
        word = clean(value) if isinstance(value, str) and not isinstance(value, Enum) else ""
        if word not in enum._value2member_map_:
            raise BadAnswer(key, value, sentence("one_of", words=", ".join(enum)))
        return enum(word)

    return understand


def _yes_or_no(key: str, value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and (word := clean(value)) in ("yes", "no"):
        return word == "yes"
    raise BadAnswer(key, value, sentence("true_or_false"))


def _text(key: str, value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > 200:
        raise BadAnswer(key, value, sentence("short_text"))
    return clean(value)


def _yes(value: bool) -> tuple[bool, ...]:
    return () if value else (True,)


def _higher(value: Ladder) -> tuple[Ladder, ...]:
    return value.higher()


def _up_to_majority(age: int) -> tuple[int, ...]:
    return tuple(range(age + 1, ADULT + 1))


def _first_experience(value: WorkExperience) -> tuple[WorkExperience, ...]:
    return (WorkExperience.SHORT,) if value is WorkExperience.NONE else ()


_BOTH = (True, False)


def _choice(key: str, enum: type[StrEnum], topic: Topic, *, health: bool, **more: Any) -> Question:
    return Question(key=key, values=tuple(enum), understand=_one_of(enum), topic=topic, health=health, **more)


def _whether(key: str, topic: Topic, *, health: bool, **more: Any) -> Question:
    return Question(key=key, values=_BOTH, understand=_yes_or_no, topic=topic, health=health, **more)


def _typed(key: str, understand: Read, topic: Topic, **more: Any) -> Question:
    return Question(key=key, values=(), understand=understand, topic=topic, health=False, **more)


def _without_social_assistance(situation: Situation) -> bool:
    return situation.social_assistance is not True


QUESTIONS: dict[str, Question] = {
    question.key: question
    for question in (
        _typed("postcode", _text, "residence"),
        _typed("locality", _text, "residence"),
        _typed("age", whole_number(0, 120), "residence", better=_up_to_majority, form=True),
        _choice("german", German, "work", health=False, better=_higher, form=True),
        _whether(
            "literate",
            "work",
            health=False,
            asked_when=lambda situation: situation.german in (German.NONE, German.A1),
        ),
        _whether("social_assistance", "money", health=False),
        _whether("unemployment_insurance", "money", health=False),
        _whether(
            "unemployment_registered",
            "money",
            health=False,
            asked_when=lambda situation: situation.unemployment_insurance is False,
        ),
        _whether("disability_insurance", "money", health=False),
        _whether(
            "disability_application",
            "money",
            health=True,
            asked_when=lambda situation: situation.disability_insurance is False,
        ),
        _choice("status", Status, "permit", health=False, form=True),
        _whether(
            "final_negative_asylum_decision",
            "permit",
            health=False,
            asked_when=lambda situation: situation.status in (Status.OTHER, Status.N),
        ),
        _choice("employability", Employability, "work", health=False, better=_higher),
        _choice("work_capacity", WorkCapacity, "work", health=True),
        _choice("work_experience", WorkExperience, "work", health=False, better=_first_experience, form=True),
        _whether("insurers_efforts_failed", "work", health=False, better=_yes),
        _whether("attends_reliably", "work", health=False, better=_yes),
        _whether("wants_training", "work", health=False, better=_yes, form=True),
        _choice("health_limits", HealthLimits, "health", health=True),
        _whether("flight_trauma", "health", health=True),
        _whether("addiction", "health", health=True),
        _whether(
            "earns_programme_cost",
            "work",
            health=False,
            better=_yes,
            asked_when=lambda situation: situation.social_assistance is True,
            staff_only=True,
        ),
        _typed("household_size", whole_number(1, 99), "household", asked_when=_without_social_assistance),
        _typed("monthly_income", amount, "household", money=True, asked_when=_without_social_assistance),
        _typed("wealth", amount, "household", money=True, asked_when=_without_social_assistance),
    )
}
"""Every question by its key, in the order in which an interview usually goes."""

HEALTH = frozenset(key for key, question in QUESTIONS.items() if question.health)
"""Answers that tell of health. They stand on no paper unless the person chooses so."""
AMOUNTS = tuple(key for key, question in QUESTIONS.items() if question.money)
PLACE = ("postcode", "locality")
DERIVED = ("canton", "payer", "limits")
"""What a rule may ask for besides: the canton of residence, who pays, and the limits of the waiver on the day."""
VOCABULARY = frozenset({*QUESTIONS, *DERIVED})
"""Every name that a rule may take as a parameter."""
