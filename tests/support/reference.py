"""A second reading of the contract, written without looking at the rules: what `finder` says is held against it.

Deliberately of another build. Nothing here reasons about what nobody told us: every unanswered question is *tried out*.
A condition is written for a person who answered all its questions, and says met, not met, or borderline (open although
answered). Where a question is unanswered, the condition is asked once for each possible answer; it is certain where all
agree, and a question is missing where two answers to it, all others alike, make it say different things.

Everything works on the JSON of the machine interface: plain dicts, a missing key or None is an unanswered question. The
canton of residence is handed in beside it: its two letters, or None while it is not known. From top to bottom:
conditions and verdicts · changes · order · cautions · doors · residence · who pays · all of it at once.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any, NamedTuple

Answers = dict[str, Any]

FITS, OPEN, CLOSED = "fits", "open", "does_not_fit"

LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
STATUSES = ("swiss", "B", "B_refugee", "C", "F", "N", "S", "L", "G", "Ci", "other")
CLOSER_TO_WORK = ("not_foreseeable", "later", "soon", "ready")
YES_NO = (True, False)
ASYLUM = "final_negative_asylum_decision"

#: What a person may answer. Of the ages, both sides of every limit that a kind of programme names.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "age": (0, 15, 16, 17, 18, 30, 31, 65),
    "german": LEVELS,
    "literate": YES_NO,
    "social_assistance": YES_NO,
    "unemployment_insurance": YES_NO,
    "unemployment_registered": YES_NO,
    "disability_insurance": YES_NO,
    "disability_application": YES_NO,
    "status": STATUSES,
    ASYLUM: YES_NO,
    "employability": CLOSER_TO_WORK,
    "work_capacity": ("full_days", "half_days", "short_days", "single_hours", "none_now"),
    "health_limits": ("none", "physical", "psychological", "both"),
    "work_experience": ("switzerland", "abroad", "short", "none"),
    "insurers_efforts_failed": YES_NO,
    "attends_reliably": YES_NO,
    "wants_training": YES_NO,
    "flight_trauma": YES_NO,
    "addiction": YES_NO,
    "earns_programme_cost": YES_NO,
}


# ── Conditions: what a person who answered everything is told ────────────────────────────────────────────────────────

#: In this order «and» is the smaller of two and «or» the larger.
NOT_MET, BORDERLINE, MET = 0, 1, 2


class Condition(NamedTuple):
    """The questions a condition asks, and what it says to their answers: NOT_MET, BORDERLINE or MET."""

    asks: tuple[str, ...]
    says: Callable[..., int]


def when(question: str, *, met: tuple[Any, ...], borderline: tuple[Any, ...] = ()) -> Condition:
    """Met with one of some answers, borderline with some others, not met with the rest."""
    return Condition((question,), lambda told: MET if told in met else BORDERLINE if told in borderline else NOT_MET)


def is_true(question: str) -> Condition:
    return when(question, met=(True,))


def target_group(experience: str, employability: str, efforts_failed: bool) -> int:
    """(never worked in Switzerland, and potential) or (employable, and RAV or IV tried without success)."""
    never_here = {"abroad": MET, "none": MET, "short": BORDERLINE, "switzerland": NOT_MET}[experience]
    potential = {"ready": MET, "soon": MET, "later": BORDERLINE, "not_foreseeable": NOT_MET}[employability]
    left_over = MET if employability == "ready" and efforts_failed else NOT_MET
    return max(min(never_here, potential), left_over)


ADULT = Condition(("age",), lambda age: MET if age >= 18 else NOT_MET)
YOUNG = Condition(("age",), lambda age: MET if 16 <= age <= 30 else NOT_MET)
STAY = when(ASYLUM, met=(False,), borderline=(True,))
NOT_CLOSED = when(ASYLUM, met=(False,))
NOT_IN_TIME = when("employability", met=("not_foreseeable",), borderline=("later",))
NOT_TODAY = when("employability", met=("later", "not_foreseeable"), borderline=("soon",))
NOT_PUBLISHED = Condition((), lambda: BORDERLINE)

#: In the order of the brochure.
CONDITIONS: dict[str, tuple[Condition, ...]] = {
    "integration_arbeit": (
        ADULT,
        when("german", met=LEVELS[1:]),
        when("work_experience", met=("switzerland", "abroad", "short")),
        Condition(("work_experience", "employability", "insurers_efforts_failed"), target_group),
        is_true("attends_reliably"),
        STAY,
    ),
    "coaching": (
        when("employability", met=("ready",)),
        when("german", met=("B1", "B2", "C1", "C2"), borderline=("A2",)),
        STAY,
    ),
    "qualifizierung": (ADULT, when("employability", met=("ready", "soon"), borderline=("later",)), STAY),
    "jugendprogramm": (YOUNG, is_true("wants_training"), STAY),
    "beschaeftigung_1": (ADULT, NOT_IN_TIME, NOT_CLOSED),
    "beschaeftigung_1_r": (ADULT, NOT_IN_TIME, NOT_PUBLISHED, NOT_CLOSED),
    "beschaeftigung_2": (when("employability", met=("later",), borderline=("soon", "not_foreseeable")), NOT_CLOSED),
    "trauma": (is_true("flight_trauma"), NOT_CLOSED),
    "suchthilfe": (is_true("social_assistance"), is_true("addiction"), NOT_TODAY, NOT_CLOSED),
    "teillohn": (is_true("social_assistance"), ADULT, NOT_TODAY, is_true("earns_programme_cost"), NOT_CLOSED),
}

KINDS = tuple(CONDITIONS)
QUALIFYING = ("integration_arbeit", "coaching", "qualifizierung", "jugendprogramm")
EMPLOYMENT = ("beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2", "trauma", "suchthilfe", "teillohn")

#: The questions that the conditions of each kind ask, in their order.
ASKS = {
    kind: tuple(dict.fromkeys(q for one in conditions for q in one.asks)) for kind, conditions in CONDITIONS.items()
}


# ── Findings and verdicts: unanswered questions tried out ────────────────────────────────────────────────────────────


def tries(question: str, who: Answers) -> tuple[Any, ...]:
    """The answer that was given; all possible ones where none was.

    A decision nobody mentioned counts as «no»; only with status «other» it has to be known.
    """
    told = who.get(question)
    if told is not None:
        return (told,)
    if question == ASYLUM and who.get("status") != "other":
        return (False,)
    return ANSWERS[question]


def finding(condition: Condition, who: Answers) -> tuple[int, frozenset[str]]:
    """What a condition says (BORDERLINE also where completions differ), and the questions it still hangs on."""
    return _finding(condition, tuple(map(who.get, condition.asks)), who.get("status"))


@cache
def _finding(condition: Condition, told: tuple[Any, ...], status: str | None) -> tuple[int, frozenset[str]]:
    who = {"status": status, **dict(zip(condition.asks, told, strict=True))}
    completions = product(*(tries(question, who) for question in condition.asks))
    outcome = {completed: condition.says(*completed) for completed in completions}
    said = set(outcome.values())
    return said.pop() if len(said) == 1 else BORDERLINE, _hangs_on(condition.asks, outcome)


def _hangs_on(questions: tuple[str, ...], outcome: dict[tuple[Any, ...], Any]) -> frozenset[str]:
    """The questions of which two answers, all others alike, lead to different outcomes."""
    hangs = set()
    for at, question in enumerate(questions):
        seen: dict[tuple[Any, ...], Any] = {}
        for completed, result in outcome.items():
            if seen.setdefault(completed[:at] + completed[at + 1 :], result) != result:
                hangs.add(question)
                break
    return frozenset(hangs)


def verdict(kind: str, who: Answers) -> str:
    """What this kind says to a person: the worst of its conditions."""
    return (CLOSED, OPEN, FITS)[min(finding(condition, who)[0] for condition in CONDITIONS[kind])]


def is_closed(kind: str, who: Answers) -> bool:
    """Whether the worst of its conditions is not met: the first of these settles it."""
    return any(finding(condition, who)[0] == NOT_MET for condition in CONDITIONS[kind])


def missing(kind: str, who: Answers) -> set[str]:
    """The unanswered questions on which an open finding hangs; nothing where the kind does not fit anyway."""
    if is_closed(kind, who):
        return set()
    return {question for condition in CONDITIONS[kind] for question in finding(condition, who)[1]}


# ── What would change it ─────────────────────────────────────────────────────────────────────────────────────────────


def _better(question: str, told: Any) -> tuple[Any, ...]:
    """What a person could make or wait for, the smallest step first. Never Sozialhilfe, a permit, an illness."""
    if question == "age":
        return tuple(age for age in ANSWERS["age"] if age > told)
    if question in ("german", "employability"):
        ladder = LEVELS if question == "german" else CLOSER_TO_WORK
        return ladder[ladder.index(told) + 1 :]
    if question == "work_experience":
        return ("short",) if told == "none" else ()
    if question in ("attends_reliably", "wants_training", "earns_programme_cost", "insurers_efforts_failed"):
        return () if told else (True,)
    return ()


def sensible_changes(kind: str, who: Answers) -> Iterator[Answers]:
    """Every sensible change that ends the «does not fit»: the fewest answers first, then the smallest steps."""
    better = {q: steps for q in ASKS[kind] if who.get(q) is not None and (steps := _better(q, who[q]))}
    for many in range(1, len(better) + 1):
        for questions in combinations(better, many):
            for values in product(*(better[question] for question in questions)):
                change = dict(zip(questions, values, strict=True))
                if not is_closed(kind, who | change):
                    yield change


def smallest_change(kind: str, who: Answers) -> Answers | None:
    """The first of the sensible changes; None where none helps or none is needed."""
    return next(sensible_changes(kind, who), None) if is_closed(kind, who) else None


# ── The order on the page ────────────────────────────────────────────────────────────────────────────────────────────


def speaks_for(kind: str, who: Answers) -> bool:
    """The column «speaks for it»: at most one reason per kind, and only from an answer that was given."""
    if kind in ("beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2"):
        return who.get("health_limits") in ("physical", "psychological", "both")
    return {
        "integration_arbeit": who.get("employability") in ("ready", "soon"),
        "coaching": who.get("work_experience") == "switzerland",
        "qualifizierung": who.get("employability") == "soon",
    }.get(kind, False)


def ties(who: Answers) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ties of practice that apply: the preferred kind, and the kinds it outranks."""
    if who.get("wants_training") and who.get("age") is not None and 16 <= who["age"] <= 30:
        yield "jugendprogramm", ("qualifizierung",)
    if who.get("flight_trauma"):
        yield "trauma", ("beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2")
    if who.get("addiction") and who.get("social_assistance"):
        yield "suchthilfe", ("beschaeftigung_1", "beschaeftigung_1_r")


def in_order(who: Answers) -> list[str]:
    """All kinds as they are shown."""
    return [kind for wanted in (FITS, OPEN, CLOSED) for kind in _alike(wanted, who)]


def _alike(wanted: str, who: Answers) -> list[str]:
    """The kinds of one verdict: those with a reason first, then the brochure's order, then moved by the ties."""
    alike = [kind for kind in KINDS if verdict(kind, who) == wanted]
    alike.sort(key=lambda kind: not speaks_for(kind, who))
    for preferred, outranked in ties(who):
        behind = [at for at, kind in enumerate(alike) if kind in outranked]
        if preferred in alike and behind and behind[0] < alike.index(preferred):
            alike.remove(preferred)
            alike.insert(behind[0], preferred)
    return alike


# ── Cautions ─────────────────────────────────────────────────────────────────────────────────────────────────────────

PILOT_BEGINS, PILOT_ENDS = date(2022, 10, 15), date(2025, 6, 30)
EDITION_BEGINS, EDITION_ENDS = date(2024, 1, 1), date(2025, 12, 31)


def cautions(kind: str, who: Answers, canton: str | None, on: date) -> set[str]:
    """The keys of what stands beside the verdict of a kind on a day."""
    aid, status, addiction = (who.get(key) for key in ("social_assistance", "status", "addiction"))
    first = {preferred for preferred, outranked in ties(who) if kind in outranked}
    rejected = who.get(ASYLUM) is True
    stands = {
        # contradictions and reservations
        "continuation_unconfirmed": kind == "integration_arbeit" and on > PILOT_ENDS,
        "registration_route_differs": kind == "integration_arbeit" and aid is not True,
        "criteria_unpublished": kind == "beschaeftigung_1_r",
        "stay_is_limited": kind in EMPLOYMENT,
        "cost_is_not_a_wage": kind == "suchthilfe",
        "trauma_confirmed_by_a_professional": kind == "trauma" and who.get("flight_trauma") is True,
        "trauma_of_other_origin": kind == "trauma" and who.get("flight_trauma") is False,
        "not_yet_on_file": on < (PILOT_BEGINS if kind == "integration_arbeit" else EDITION_BEGINS),
        "edition_ended": on > EDITION_ENDS,
        # ties of practice
        "jugendprogramm_first": "jugendprogramm" in first,
        "trauma_first": "trauma" in first,
        "suchthilfe_first": "suchthilfe" in first,
        "beschaeftigung_1_instead": kind == "suchthilfe" and addiction is True and aid is False,
        # the person
        "pending_procedure": kind in EMPLOYMENT and status == "N" and not rejected,
        "work_permit_needed": kind in QUALIFYING and status == "N",
        "clarify_right_to_work": kind in QUALIFYING and rejected,
        "iv_decision_pending": who.get("disability_application") is True,
        "above_reference_age": who.get("age") is not None and who["age"] >= 65,
        "cofinancing_of_swiss_unconfirmed": status == "swiss" and funding(who, canton)[0] == "person",
    }
    return {caution for caution, yes in stands.items() if yes}


# ── Other doors ──────────────────────────────────────────────────────────────────────────────────────────────────────


def doors(who: Answers, canton: str | None) -> list[str]:
    """The other doors that apply, in the order in which they are shown."""
    age, german, status, work = (who.get(key) for key in ("age", "german", "status", "employability"))
    alv, registered = who.get("unemployment_insurance"), who.get("unemployment_registered")
    iv, iv_applied = who.get("disability_insurance"), who.get("disability_application")
    training, rejected = who.get("wants_training"), who.get(ASYLUM)

    def aged(least: int, most: int) -> bool:
        return age is not None and least <= age <= most

    limited = who.get("health_limits") in ("physical", "psychological", "both")
    tires = who.get("work_capacity") in ("short_days", "single_hours", "none_now")
    applies = {
        "rav": alv is True,
        "iv": iv is True,
        "iv_pending": iv_applied is True,
        "health": (limited or tires) and iv is not True,
        "aargau": canton == "AG",
        "bern": canton == "BE",
        "other_canton": canton not in (None, "SO", "AG", "BE"),
        "abroad": status == "G",
        "sozialregion": rejected is True,
        "status_s_rav": status == "S" and work in ("ready", "soon"),
        "refugee_rav": status in ("F", "B_refugee") and work == "ready",
        "rav_free": alv is False
        and work in ("ready", "soon")
        and registered is not True
        and iv is not True
        and (age is None or aged(16, 64))
        and status in (None, "swiss", "B", "C", "L", "Ci")
        and rejected is not True,
        "school": aged(0, 15),
        "youth_bridges": aged(16, 25) and training is True,
        "preapprenticeship": status in ("F", "B_refugee", "S") and aged(18, 35) and training is True,
        "german_course": german in ("none", "A1", "A2"),
        "addiction_help": who.get("addiction") is True,
        "ags": all(verdict(kind, who) == CLOSED for kind in KINDS),
    }
    return [door for door, yes in applies.items() if yes]


# ── Residence ────────────────────────────────────────────────────────────────────────────────────────────────────────

POSTCODES = Path(__file__).parents[1] / "data" / "postcodes.csv"


@cache
def _places() -> dict[str, list[dict[str, str]]]:
    places: dict[str, list[dict[str, str]]] = {}
    with POSTCODES.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            places.setdefault(row["postcode"], []).append(row)
    return places


def cantons(who: Answers) -> set[str]:
    """The cantons in which the places lie that were named; none where no postcode was."""
    rows = _places()[who["postcode"]] if who.get("postcode") is not None else []
    if who.get("locality") is not None:
        rows = [row for row in rows if who["locality"] in (row["locality"], row["municipality"])]
    return {row["canton"] for row in rows}


def canton_of(who: Answers) -> str | None:
    """The canton the person lives in; None where it stays open."""
    found = cantons(who)
    return found.pop() if len(found) == 1 else None


# ── Who pays ─────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Household → income and wealth of the newer table, in CHF; each person beyond five adds 360 and 1'000.
LIMITS = {1: (2980, 2500), 2: (4420, 5000), 3: (5270, 6000), 4: (6050, 7000), 5: (6500, 8000)}
PERMITS = ("B", "B_refugee", "C", "F", "N", "S")


def limits(persons: int) -> tuple[Decimal, Decimal]:
    """Income and wealth below which a household of this size has the waiver."""
    income, wealth = LIMITS[min(persons, 5)]
    more = max(persons - 5, 0)
    return Decimal(income + 360 * more), Decimal(wealth + 1000 * more)


def _pays(who: Answers) -> tuple[str, str]:
    """Payer and waiver of a person who answered everything, in the order of the table."""
    if who["canton"] != "SO" or who["status"] == "G":
        return "not_cofinanced", "not_applicable"
    if who["social_assistance"]:
        return "sozialdienst", "not_applicable"
    if who["unemployment_insurance"] or who["disability_insurance"]:
        return "not_cofinanced", "not_applicable"
    if who[ASYLUM]:
        return "open", "open"  # *stay*: the authorities clarify
    return "person", _waiver(who)


def _waiver(who: Answers) -> str:
    income, wealth = limits(who["household_size"])
    if who["status"] not in PERMITS or who["wealth"] >= wealth:
        return "none"
    if who["monthly_income"] < income:
        return "full"
    return "partial" if who["monthly_income"] <= income + 1500 else "none"


#: A household nobody has: with one of a single person the far ends of what an untold size may mean.
_LARGEST = 10**9


def funding(who: Answers, canton: str | None) -> tuple[str, str, set[str]]:
    """Payer, waiver, and the unanswered questions on which either still hangs."""
    money = {key: Decimal(str(who[key])) for key in ("monthly_income", "wealth") if who.get(key) is not None}
    sizes = (who["household_size"],) if who.get("household_size") is not None else (1, _LARGEST)
    choices = {
        "canton": (canton,) if canton is not None else ("SO", "elsewhere"),
        **{key: tries(key, who) for key in ("social_assistance", "unemployment_insurance", "disability_insurance")},
        ASYLUM: tries(ASYLUM, who),
        # an untold status may bring the waiver or not; nobody is taken to live abroad, or to be «other», untold
        "status": (who["status"],) if who.get("status") is not None else ("B", "swiss"),
        "household_size": sizes,
        "monthly_income": tuple(limits(size)[0] + more for size in sizes for more in (-1, 0, 1501)),
        "wealth": tuple(limits(size)[1] + more for size in sizes for more in (-1, 0)),
        **{key: (amount,) for key, amount in money.items()},
    }
    payer, waiver, hangs_on = _fund(tuple(choices), tuple(choices.values()))
    residence = "postcode" if who.get("postcode") is None else "locality"
    return payer, waiver, {residence if question == "canton" else question for question in hangs_on}


@cache
def _fund(questions: tuple[str, ...], choices: tuple[tuple[Any, ...], ...]) -> tuple[str, str, frozenset[str]]:
    outcome = {completed: _pays(dict(zip(questions, completed, strict=True))) for completed in product(*choices)}
    payers = {payer for payer, _ in outcome.values()}
    waivers = {waiver for _, waiver in outcome.values()}
    payer = payers.pop() if len(payers) == 1 else "open"
    waiver = waivers.pop() if len(waivers) == 1 and payer != "open" else "open"
    return payer, waiver, _hangs_on(questions, outcome)


def canton_share(payer: str) -> str | None:
    """The part of the cost the canton bears before any waiver; None where no split is shown."""
    return {"person": "0.50", "sozialdienst": "0.00"}.get(payer)


# ── All of it ────────────────────────────────────────────────────────────────────────────────────────────────────────


def advise(who: Answers, canton: str | None, on: date) -> dict[str, Any]:
    """What `python -m finder advise` has to say, without findings and region; `missing` and `cautions` are sets."""
    payer, waiver, hangs_on = funding(who, canton)
    return {
        "on": on.isoformat(),
        "types": [
            {
                "type": kind,
                "verdict": verdict(kind, who),
                "missing": missing(kind, who),
                "change": smallest_change(kind, who),
                "cautions": cautions(kind, who, canton, on),
            }
            for kind in in_order(who)
        ],
        "doors": doors(who, canton),
        "funding": {"payer": payer, "canton_share": canton_share(payer), "waiver": waiver, "missing": hangs_on},
    }
