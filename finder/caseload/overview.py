"""What many cases come to: cases per kind, what is most often in the way, cost per month and payer, distances."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from finder.caseload.judge import Caseload
from finder.caseload.verdict_tables import FITS_BY_CODE
from finder.errors import NotOnFile
from finder.facts.dataset import Dataset
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.plan import Days, Plan
from finder.facts.tariffs import Tariff
from finder.steps.advise import Fit
from finder.steps.estimate import NOTHING, estimate

REACHABLE_KM = 20
"""Radius for the count of cases with a provider in reach; our assumption."""

_WHOLE_MONTH = Plan(whole_months=1)
STANDARD_MONTH: Mapping[TypeKey, Plan] = {
    **dict.fromkeys(TYPE_KEYS, _WHOLE_MONTH),
    "integration_arbeit": Plan(coaching_hours=Decimal(8), internal_days=Days(full_days=5)),
    "coaching": Plan(coaching_hours=Decimal(6)),
    "suchthilfe": Plan(hours_by_month=(Decimal(80),)),
}
"""One month of each kind, the same for every case: our assumption, to make sums comparable."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CHF per month if every case that fits took this kind, by the ceilings.

    The person bears between ``person_min`` and ``person_max``, and the canton at least ``canton``. ``unassigned`` is
    the price of the cases for which nobody can be named as payer (open, or not co-financed).
    """

    total: Decimal
    sozialdienst: Decimal
    canton: Decimal
    person_min: Decimal
    person_max: Decimal
    unassigned: Decimal
    tariffs: tuple[Tariff, ...]
    edition_ended: bool


@dataclass(frozen=True, slots=True)
class Distances:
    """How far the nearest provider of a kind is from the cases for which it fits or is open; straight line, km."""

    cases: int
    median_km: float
    farthest_km: float
    within_reach: int


@dataclass(frozen=True, slots=True)
class KindOverview:
    """One kind over all cases. ``cost`` is ``None`` without a tariff, ``distances`` without any known distance."""

    type: TypeKey
    count: Mapping[Fit, int]
    cost: Cost | None
    distances: Distances | None


@dataclass(frozen=True, slots=True)
class Overview:
    """``blocking``: questions that keep some kind open, with the number of cases, the most frequent first."""

    cases: int
    left_out: int
    kinds: tuple[KindOverview, ...]
    blocking: tuple[tuple[str, int], ...]
    without_any: int


def overview(found: Caseload, data: Dataset | None = None) -> Overview:
    """The sums over all cases."""
    return Overview(
        len(found),
        len({fault.row for fault in found.sheet.faults}),
        tuple(_kind(found, kind, data) for kind in TYPE_KEYS),
        _blocking(found),
        int(np.logical_and.reduce([answer.fit == _DOES_NOT_FIT for answer in found.answers.values()]).sum()),
    )


_DOES_NOT_FIT = FITS_BY_CODE.index(Fit.DOES_NOT_FIT)
_FITS = FITS_BY_CODE.index(Fit.FITS)


def _kind(found: Caseload, kind: TypeKey, data: Dataset | None) -> KindOverview:
    counts = np.bincount(found.answers[kind].fit, minlength=len(FITS_BY_CODE))
    return KindOverview(
        kind,
        {fit: int(counts[FITS_BY_CODE.index(fit)]) for fit in Fit},
        _cost(found, kind, data),
        _distances(found, kind),
    )


def _cost(found: Caseload, kind: TypeKey, data: Dataset | None) -> Cost | None:
    """Each funding that occurs is estimated once and counted."""
    fitting = found.fundings.which[found.answers[kind].fit == _FITS]
    counts = np.bincount(fitting, minlength=len(found.fundings.kinds))
    total = sozialdienst = canton = person_min = person_max = unassigned = NOTHING
    try:
        month = [estimate(kind, STANDARD_MONTH[kind], funding, found.on, data=data) for funding in found.fundings.kinds]
    except NotOnFile:
        return None
    for one, cases in zip(month, map(int, counts), strict=True):
        total += cases * one.total
        if one.sozialdienst is None or one.canton is None or one.person_min is None or one.person_max is None:
            unassigned += cases * one.total
        else:
            sozialdienst += cases * one.sozialdienst
            canton += cases * one.canton
            person_min += cases * one.person_min
            person_max += cases * one.person_max
    if not month:
        return None
    return Cost(
        total,
        sozialdienst,
        canton,
        person_min,
        person_max,
        unassigned,
        month[0].tariffs,
        "tariff_edition_ended" in month[0].cautions,
    )


def _distances(found: Caseload, kind: TypeKey) -> Distances | None:
    km = found.km[kind][found.answers[kind].fit != _DOES_NOT_FIT]
    known = km[~np.isnan(km)]
    if not len(known):
        return None
    return Distances(len(known), float(np.median(known)), float(known.max()), int((known <= REACHABLE_KM).sum()))


def _blocking(found: Caseload) -> tuple[tuple[str, int], ...]:
    waiting: dict[str, np.ndarray[tuple[int], np.dtype[np.bool_]]] = {}
    for answer in found.answers.values():
        for bit, need in enumerate(answer.needs):
            hit = (answer.missing >> np.uint32(bit)) & np.uint32(1) == 1
            waiting[need] = waiting[need] | hit if need in waiting else hit
    counted = [(need, int(hit.sum())) for need, hit in waiting.items()]
    return tuple(sorted(((need, count) for need, count in counted if count), key=lambda one: -one[1]))
