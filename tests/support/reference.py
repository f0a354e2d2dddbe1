"""A second reading of the conditions, written without looking at the rules: what `finder` says is held against it.

Deliberately of another build: no rules, no three-valued logic. Every unanswered question is *tried out*. A person who
told us everything is judged by plain `and` and `or`; a person who left something open is judged in every completed
form, and a verdict is certain where all forms agree. What no source settles (whether A2 is «genügend», the unpublished
criterion of Programm R) is one more unknown that nobody can answer.

Everything here works on the JSON of the machine interface: plain dicts, a missing key is an unanswered question.
"""

import csv
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

Answers = dict[str, Any]

FITS, OPEN, CLOSED = "fits", "open", "does_not_fit"

LEVELS = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
STATUSES = ("swiss", "B", "B_refugee", "C", "F", "N", "S", "L", "G", "Ci", "other")
CLOSER_TO_WORK = ("not_foreseeable", "later", "soon", "ready")
YES_NO = (True, False)

#: One answer from each stretch of answers that the texts treat alike, and both sides of every limit they name.
ANSWERS: dict[str, tuple[Any, ...]] = {
    "age": (0, 15, 16, 17, 18, 25, 26, 30, 31, 65),
    "german": LEVELS,
    "social_assistance": YES_NO,
    "unemployment_insurance": YES_NO,
    "disability_insurance": YES_NO,
    "status": STATUSES,
    "final_negative_asylum_decision": YES_NO,
    "employability": CLOSER_TO_WORK,
    "work_experience": ("switzerland", "abroad", "none"),
    "insurers_efforts_failed": YES_NO,
    "attends_reliably": YES_NO,
    "wants_training": YES_NO,
    "flight_trauma": YES_NO,
    "addiction": YES_NO,
    "earns_programme_cost": YES_NO,
}

#: In the order of the brochure: the questions each kind of programme asks, and the unknowns nobody can answer.
ASKS: dict[str, tuple[str, ...]] = {
    "integration_arbeit": (
        "age", "german", "work_experience", "employability", "insurers_efforts_failed", "attends_reliably",
    ),
    "coaching": ("employability", "german"),
    "qualifizierung": ("age", "employability"),
    "jugendprogramm": ("age", "wants_training"),
    "beschaeftigung_1": ("age", "employability", "final_negative_asylum_decision"),
    "beschaeftigung_1_r": ("age", "employability", "final_negative_asylum_decision"),
    "beschaeftigung_2": ("employability", "final_negative_asylum_decision"),
    "trauma": ("flight_trauma", "final_negative_asylum_decision"),
    "suchthilfe": ("social_assistance", "addiction", "employability", "final_negative_asylum_decision"),
    "teillohn": (
        "social_assistance", "age", "employability", "earns_programme_cost", "final_negative_asylum_decision",
    ),
}  # fmt: skip
NOBODY_KNOWS = {"coaching": "a2_is_enough", "beschaeftigung_1_r": "unpublished_criterion"}
EMPLOYMENT = ("beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2", "trauma", "suchthilfe", "teillohn")


def admitted(kind: str, who: Answers) -> bool:
    """Whether a person who answered every question of this kind is admitted by it."""
    if kind in EMPLOYMENT and who["final_negative_asylum_decision"]:
        return False
    match kind:
        case "integration_arbeit":
            newcomer = who["work_experience"] != "switzerland" and who["employability"] in ("ready", "soon", "later")
            left_over = who["employability"] == "ready" and who["insurers_efforts_failed"]
            return (
                who["age"] >= 18
                and who["german"] != "none"
                and who["work_experience"] != "none"
                and (newcomer or left_over)
                and who["attends_reliably"]
            )
        case "coaching":
            enough = ("B1", "B2", "C1", "C2") + (("A2",) if who["a2_is_enough"] else ())
            return who["employability"] == "ready" and who["german"] in enough
        case "qualifizierung":
            return who["age"] >= 18 and who["employability"] in ("ready", "soon")
        case "jugendprogramm":
            return 16 <= who["age"] <= 30 and who["wants_training"]
        case "beschaeftigung_1":
            return who["age"] >= 18 and who["employability"] == "not_foreseeable"
        case "beschaeftigung_1_r":
            return who["age"] >= 18 and who["employability"] == "not_foreseeable" and who["unpublished_criterion"]
        case "beschaeftigung_2":
            return who["employability"] == "later"
        case "trauma":
            return who["flight_trauma"]
        case "suchthilfe":
            return (
                who["social_assistance"] and who["addiction"] and who["employability"] in ("later", "not_foreseeable")
            )
        case "teillohn":
            return (
                who["social_assistance"]
                and who["age"] >= 18
                and who["employability"] in ("later", "not_foreseeable")
                and who["earns_programme_cost"]
            )
    raise AssertionError(kind)


def _own(kind: str, who: Answers) -> Answers:
    """The answers this kind looks at. An unanswered asylum decision closes nothing, except with status «other»."""
    own = {key: who.get(key) for key in ASKS[kind]}
    asylum = "final_negative_asylum_decision"
    if asylum in own and own[asylum] is None and who.get("status") != "other":
        own[asylum] = False
    return own


def verdict(kind: str, who: Answers) -> str:
    """What this kind says to a person, unanswered questions tried out."""
    return _judge(kind, tuple(_own(kind, who).items()))[0]


def missing(kind: str, who: Answers) -> set[str]:
    """The unanswered questions of which some answer, with the others as they may turn out, still makes a difference."""
    return set(_judge(kind, tuple(_own(kind, who).items()))[1])


@cache
def _judge(kind: str, own: tuple[tuple[str, Any], ...]) -> tuple[str, tuple[str, ...]]:
    unanswered = [key for key, value in own if value is None]
    choices = [ANSWERS[key] for key in unanswered]
    unknowable = NOBODY_KNOWS.get(kind)
    names = [*unanswered, *([unknowable] if unknowable else [])]
    outcome = {
        tried: admitted(kind, {**dict(own), **dict(zip(names, tried, strict=True))})
        for tried in product(*choices, *([YES_NO] if unknowable else []))
    }
    if all(outcome.values()):
        return FITS, ()
    if not any(outcome.values()):
        return CLOSED, ()
    matters = tuple(
        key
        for at, key in enumerate(unanswered)
        if any(
            outcome[(*tried[:at], other, *tried[at + 1 :])] != held
            for tried, held in outcome.items()
            for other in ANSWERS[key]
        )
    )
    return OPEN, matters


# ── What would change it ─────────────────────────────────────────────────────────────────────────────────────────────


def sensible_changes(kind: str, who: Answers) -> Iterator[Answers]:
    """Every change a person could make or wait for, the fewest answers first, that ends the «does not fit»."""
    better: dict[str, tuple[Any, ...]] = {}
    for key, value in _own(kind, who).items():
        if value is None:
            continue
        if key == "german":
            better[key] = LEVELS[LEVELS.index(value) + 1 :]
        elif key == "age":
            better[key] = tuple(age for age in ANSWERS["age"] if age > value)
        elif key == "employability":
            better[key] = CLOSER_TO_WORK[CLOSER_TO_WORK.index(value) + 1 :]
        elif key in ("attends_reliably", "wants_training", "earns_programme_cost") and value is False:
            better[key] = (True,)
    for many in range(1, len(better) + 1):
        for keys in combinations(better, many):
            for values in product(*(better[key] for key in keys)):
                change = dict(zip(keys, values, strict=True))
                if verdict(kind, {**who, **change}) != CLOSED:
                    yield change


def smallest_change(kind: str, who: Answers) -> Answers | None:
    """The change with the fewest answers and, among those, the smallest steps; None where none helps or is needed."""
    return next(sensible_changes(kind, who), None) if verdict(kind, who) == CLOSED else None


# ── What speaks for a kind, and the order on the page ────────────────────────────────────────────────────────────────


def speaks_for(kind: str, who: Answers) -> bool:
    """The column «speaks for it»: at most one reason per kind, and only from an answer that was given."""
    return {
        "integration_arbeit": who.get("employability") in ("ready", "soon"),
        "coaching": who.get("work_experience") == "switzerland",
        "qualifizierung": who.get("employability") == "soon",
    }.get(kind, False)


def in_order(who: Answers) -> list[str]:
    """All kinds as they are shown: fits, open, does not fit; then those with a reason for them; then the brochure's."""
    rank = {FITS: 0, OPEN: 1, CLOSED: 2}
    return sorted(ASKS, key=lambda kind: (rank[verdict(kind, who)], not speaks_for(kind, who)))


# ── Residence, other doors, who pays ─────────────────────────────────────────────────────────────────────────────────

POSTCODES = Path(__file__).parents[2] / "data" / "postcodes.csv"


@cache
def _places() -> dict[str, list[dict[str, str]]]:
    places: dict[str, list[dict[str, str]]] = {}
    with POSTCODES.open(encoding="utf-8-sig", newline="") as rows:
        for row in csv.DictReader(rows):
            places.setdefault(row["postcode"], []).append(row)
    return places


def cantons(who: Answers) -> set[str]:
    """The canton the person lives in; two where it stays open: no postcode, or one whose places lie in several."""
    if who.get("postcode") is None:
        return {"SO", "elsewhere"}
    rows = _places()[who["postcode"]]
    if who.get("locality") is not None:
        rows = [row for row in rows if who["locality"] in (row["locality"], row["municipality"])]
    found = {row["canton"] for row in rows}
    return found if len(found) == 1 else {"SO", "elsewhere"}


def doors(who: Answers) -> set[str]:
    """The other doors that apply."""
    lives = cantons(who)
    canton = next(iter(lives)) if len(lives) == 1 else None
    age, german, status, work = (who.get(key) for key in ("age", "german", "status", "employability"))
    applies = {
        "rav": who.get("unemployment_insurance"),
        "iv": who.get("disability_insurance"),
        "aargau": canton == "AG",
        "bern": canton == "BE",
        "other_canton": canton not in (None, "SO", "AG", "BE"),
        "status_s_rav": status == "S" and work in ("ready", "soon"),
        "refugee_rav": status in ("F", "B_refugee") and work == "ready",
        "school": age is not None and age < 16,
        "youth_bridges": age is not None and 16 <= age <= 25 and who.get("wants_training"),
        "german_course": german in ("none", "A1", "A2"),
        "ags": all(verdict(kind, who) == CLOSED for kind in ASKS),
    }
    return {door for door, yes in applies.items() if yes}


LIMITS = {1: (2980, 2500), 2: (4420, 5000), 3: (5270, 6000), 4: (6050, 7000), 5: (6500, 8000)}


def limits(persons: int) -> tuple[Decimal, Decimal]:
    income, wealth = LIMITS[min(persons, 5)]
    more = max(persons - 5, 0)
    return Decimal(income + 360 * more), Decimal(wealth + 1000 * more)


def _pays(who: Answers) -> tuple[str, str]:
    """Payer and waiver of a person who answered everything."""
    if who["social_assistance"]:
        return "sozialdienst", "not_applicable"
    if who["unemployment_insurance"] or who["disability_insurance"] or who["canton"] != "SO":
        return "not_cofinanced", "not_applicable"
    income, wealth = limits(who["household_size"])
    if who["status"] not in ("B", "B_refugee", "C", "F", "N", "S") or who["wealth"] >= wealth:
        return "person", "none"
    if who["monthly_income"] < income:
        return "person", "full"
    return "person", "partial" if who["monthly_income"] <= income + 1500 else "none"


#: Households are tried up to a size nobody has; money on both sides of the limits of those households.
_HOUSEHOLDS = (1, 2, 3, 5, 9, 10**9)
_FUNDING: dict[str, tuple[Any, ...]] = {
    "social_assistance": YES_NO,
    "unemployment_insurance": YES_NO,
    "disability_insurance": YES_NO,
    "canton": (),
    "status": ("B", "swiss"),
    "household_size": _HOUSEHOLDS,
    "monthly_income": tuple(limits(n)[0] + more for n in _HOUSEHOLDS for more in (-1, 0, 1500, 1501)),
    "wealth": tuple(limits(n)[1] + more for n in _HOUSEHOLDS for more in (-1, 0)),
}


def funding(who: Answers) -> tuple[str, str, set[str]]:
    """Payer, waiver and the questions that can still change either; an unclear residence is called `postcode`."""
    given = {key: who.get(key) for key in _FUNDING if key != "canton"}
    for key in ("monthly_income", "wealth"):
        given[key] = None if given[key] is None else Decimal(str(given[key]))
    return _fund(tuple(given.items()), tuple(sorted(cantons(who))))


@cache
def _fund(given: tuple[tuple[str, Any], ...], lives: tuple[str, ...]) -> tuple[str, str, set[str]]:
    known = {key: value for key, value in given if value is not None}
    if len(lives) == 1:
        known["canton"] = lives[0]
    tries = {**_FUNDING, "canton": lives}
    unanswered = [key for key in tries if key not in known]
    outcome = {
        tried: _pays({**known, **dict(zip(unanswered, tried, strict=True))})
        for tried in product(*(tries[key] for key in unanswered))
    }
    payers = {payer for payer, _ in outcome.values()}
    waivers = {waiver for _, waiver in outcome.values()}
    payer = payers.pop() if len(payers) == 1 else "open"
    waiver = waivers.pop() if payer != "open" and len(waivers) == 1 else "open"
    matters: set[str] = set()
    for at, key in enumerate(unanswered):
        seen: dict[tuple[Any, ...], tuple[str, str]] = {}
        for tried, result in outcome.items():
            if seen.setdefault((*tried[:at], *tried[at + 1 :]), result) != result:
                matters.add("postcode" if key == "canton" else key)
                break
    return payer, waiver, matters
