"""The results of many cases as a table to download, and as JSON for other software."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from finder.caseload.judge import Caseload, CaseVerdict, verdicts
from finder.caseload.overview import Cost, KindOverview, Overview
from finder.errors import BadCell
from finder.exports.spreadsheet import csv_lines
from finder.facts.keys import TYPE_KEYS
from finder.steps.advise import Fit

Word = Callable[[str], str]
"""Finds the word for a key: ``heading.row``, ``type.coaching``, ``fit.fits``, ``payer.person``, ``waiver.full``,
``question.german``, ``rule.work_is_close``."""
Progress = Callable[[float], None]

PART = 2_000


def csv_parts(found: Caseload, word: Word, separator: str = ";") -> Iterator[tuple[float, str]]:
    """One line per case, made safe for spreadsheets, in parts; with each part how much is done, from 0 to 1.

    A kind has two columns: the verdict, and beside it what decides (failing conditions, else open questions, else
    what speaks for it).
    """
    heading = [word("heading.row"), word("heading.case")]
    for kind in TYPE_KEYS:
        heading += [word(f"type.{kind}"), word("heading.why")]
    heading += [word("heading.payer"), word("heading.waiver"), word("heading.km")]
    yield 0.0, csv_lines([heading], separator)
    for first in range(0, len(found), PART):
        rows = range(first, min(first + PART, len(found)))
        yield rows.stop / len(found), csv_lines((_line(found, at, word) for at in rows), separator)


def case_json(found: Caseload, at: int) -> dict[str, Any]:
    """One case as the machine interface tells it."""
    funding = found.fundings.kinds[found.fundings.which[at]]
    return {
        "row": int(found.sheet.rows[at]),
        "case": found.sheet.labels[at] or None,
        "types": [_verdict_json(found, one, at) for one in verdicts(found, at)],
        "payer": funding.payer.value,
        "waiver": funding.waiver.value,
    }


def overview_json(sums: Overview) -> dict[str, Any]:
    """The sums as the machine interface tells them."""
    return {
        "cases": sums.cases,
        "left_out": sums.left_out,
        "without_any": sums.without_any,
        "types": [_kind_json(one) for one in sums.kinds],
        "blocking": [{"question": question, "cases": cases} for question, cases in sums.blocking],
    }


def fault_json(fault: BadCell) -> dict[str, Any]:
    """A case that was left out."""
    return {"error": str(fault), "row": fault.row, "reason": fault.reason}


def _line(found: Caseload, at: int, word: Word) -> list[str]:
    cells = [str(found.sheet.rows[at]), found.sheet.labels[at]]
    nearest = np.inf
    for one in verdicts(found, at):
        cells += [word(f"fit.{one.fit}"), _why(one, word)]
        if one.fit is not Fit.DOES_NOT_FIT:
            nearest = np.fmin(nearest, found.km[one.type][at])
    funding = found.fundings.kinds[found.fundings.which[at]]
    cells += [word(f"payer.{funding.payer}"), word(f"waiver.{funding.waiver}")]
    return [*cells, f"{nearest:.1f}" if np.isfinite(nearest) else ""]


def _why(one: CaseVerdict, word: Word) -> str:
    match one.fit:
        case Fit.DOES_NOT_FIT:
            return ", ".join(word(f"rule.{name}") for name in one.failing)
        case Fit.OPEN:
            return ", ".join(word(f"question.{name}") for name in one.missing)
    return ", ".join(word(f"rule.{name}") for name in one.reasons)


def _verdict_json(found: Caseload, one: CaseVerdict, at: int) -> dict[str, Any]:
    km = found.km[one.type][at]
    return {
        "type": one.type,
        "verdict": one.fit.value,
        "failing": list(one.failing),
        "missing": list(one.missing),
        "reasons": list(one.reasons),
        "nearest_km": None if np.isnan(km) else round(float(km), 1),
    }


def _kind_json(one: KindOverview) -> dict[str, Any]:
    near = one.distances
    return {
        "type": one.type,
        **{fit.value: one.count[fit] for fit in Fit},
        "standard_month": None if one.cost is None else _cost_json(one.cost),
        "nearest_km": None
        if near is None
        else {
            "cases": near.cases,
            "median": round(near.median_km, 1),
            "farthest": round(near.farthest_km, 1),
            "within_20": near.within_reach,
        },
    }


def _cost_json(cost: Cost) -> dict[str, Any]:
    names = ("total", "sozialdienst", "canton", "person_min", "person_max", "unassigned")
    return {name: f"{getattr(cost, name):.2f}" for name in names} | {"edition": cost.tariffs[0].edition}
