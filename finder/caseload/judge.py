"""Many anonymous cases at once: verdicts, payer and the nearest provider of every case."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from finder.caseload.case_table import Sheet
from finder.caseload.coding import decode
from finder.caseload.fundings import ELSEWHERE, HERE, UNKNOWN_CANTON, Fundings, fund_many
from finder.caseload.grid import Note
from finder.caseload.verdict_tables import FITS_BY_CODE, Answer, bits, look_up
from finder.errors import BadAnswer, BadCell, UnknownPlace
from finder.facts.dataset import Dataset, on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.postcodes import Place
from finder.facts.situation import Situation
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.sentences import sentence
from finder.steps.advise import Fit
from finder.steps.distance import Floats, metres
from finder.steps.places import municipalities_in_doubt
from finder.steps.residence import CANTON, residence

Progress = Callable[[float], None]

MOST_HELPED = 40
"""Unknown places for which the closest ones are looked for, the first of a table: it takes milliseconds each."""


@dataclass(frozen=True, eq=False)
class Caseload:
    """The good cases of a table and what follows for them. All columns have one entry per case.

    Attributes:
        sheet: the cases; its ``faults`` hold those that are left out, unknown places included.
        answers: the verdicts by kind.
        fundings: who pays.
        km: straight-line distance to the nearest provider by kind, NaN where the place or the provider is not known.
    """

    on: date
    sheet: Sheet
    answers: dict[TypeKey, Answer]
    fundings: Fundings
    km: dict[TypeKey, Floats]

    def __len__(self) -> int:
        return len(self.sheet)

    def situation(self, at: int) -> Situation:
        """The answers of one case, for the full advice."""
        return decode(self.sheet.coded, at, *self.sheet.places[self.sheet.place[at]])


@dataclass(frozen=True, slots=True)
class CaseVerdict:
    """One kind for one case: failing conditions, else the unanswered questions that matter, else what speaks for it."""

    type: TypeKey
    fit: Fit
    failing: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: tuple[str, ...]


def caseload(sheet: Sheet, on: date, progress: Progress = lambda _: None, data: Dataset | None = None) -> Caseload:
    """What the rules say of every case in ``sheet`` on the day ``on``.

    ``progress`` is told the part that is done. A case whose place is unknown is left out and named in the faults.
    """
    homes, cantons, sheet = _homes(sheet, data)
    progress(0.3)
    coded = sheet.coded
    answers = look_up(coded or {"age": np.zeros(len(sheet), dtype=np.int16)}, on, (data or on_file()).sources)
    progress(0.5)
    fundings = fund_many(coded, cantons[sheet.place], on, data=data)
    progress(0.7)
    nearest = nearest_km(homes, data)
    progress(1.0)
    return Caseload(on, sheet, answers, fundings, {kind: km[sheet.place] for kind, km in nearest.items()})


def verdicts(found: Caseload, at: int) -> Iterator[CaseVerdict]:
    """All kinds for one case, in the order of the brochure, with their main reasons by name."""
    for kind in PROGRAMME_TYPES:
        answer = found.answers[kind.key]
        yield CaseVerdict(
            kind.key,
            FITS_BY_CODE[answer.fit[at]],
            tuple(kind.requires[bit].name for bit in bits(int(answer.failing[at]))),
            tuple(answer.needs[bit] for bit in bits(int(answer.missing[at]))),
            tuple(kind.speaks_for[bit].name for bit in bits(int(answer.reasons[at]))),
        )


def nearest_km(homes: Sequence[Place | None], data: Dataset | None = None) -> dict[TypeKey, Floats]:
    """Kilometres from each home to the nearest offer on file of each kind; NaN where either is not known."""
    offers = [one for one in (data or on_file()).offers if one.current and one.point is not None]
    found = {kind: np.full(len(homes), np.nan) for kind in TYPE_KEYS}
    for kind in TYPE_KEYS:
        points = [one.point for one in offers if one.type == kind and one.point is not None]
        if not points:
            continue
        lats, lons = (np.array(degrees) for degrees in zip(*points, strict=True))
        for at, home in enumerate(homes):
            if home is not None:
                found[kind][at] = metres(home.lat, home.lon, lats, lons).min() / 1000
    return found


def _homes(sheet: Sheet, data: Dataset | None) -> tuple[tuple[Place | None, ...], NDArray[np.intp], Sheet]:
    """The place and the canton of each place named in the sheet, and the sheet without the cases of unknown ones."""
    homes: list[Place | None] = []
    cantons: list[int] = []
    faults: list[BadCell] = []
    bad: list[int] = []
    questions: list[Note] = []
    helped = 0
    for number, (postcode, locality) in enumerate(sheet.places):
        try:
            home = residence(postcode, locality, data)
        except BadAnswer as error:
            homes.append(None)
            cantons.append(UNKNOWN_CANTON)
            bad.append(number)
            near = error.suggestions if isinstance(error, UnknownPlace) and helped < MOST_HELPED else ()
            helped += 1
            demand = error.demand if near else sentence("place")
            faults.extend(
                BadCell(sheet.file, int(row), error.field, error.value, demand, "unknown_place", near)
                for row in sheet.rows[sheet.place == number]
            )
            continue
        if home.canton is None and home.places and len(questions) < MOST_HELPED:
            written = " ".join(part for part in (postcode, locality) if part)
            questions.append(Note("place_in_doubt", f"{written}: {_meanings(home.places, data)}"))
        homes.append(home.home)
        cantons.append(UNKNOWN_CANTON if home.canton is None else HERE if home.canton == CANTON else ELSEWHERE)
    sheet = replace(sheet, notes=(*sheet.notes, *questions)) if questions else sheet
    return tuple(homes), np.array(cantons, dtype=np.intp), _without(sheet, bad, faults) if bad else sheet


def _meanings(places: Sequence[Place], data: Dataset | None) -> str:
    """What a written place may mean, each with its canton: «4612 Wangen b. Olten SO · 8855 Wangen SZ»."""
    meant = []
    for place in places:
        for part in municipalities_in_doubt(place, data) or (place,):
            name = place.locality if part is place else part.municipality
            bare = name.removesuffix(f" {part.canton}").removesuffix(f" ({part.canton})")
            meant.append(f"{place.postcode} {bare} {part.canton}")
    return " · ".join(dict.fromkeys(meant))


def _without(sheet: Sheet, places: list[int], faults: list[BadCell]) -> Sheet:
    good: NDArray[Any] = ~np.isin(sheet.place, places)
    return replace(
        sheet,
        rows=sheet.rows[good],
        labels=sheet.labels[good],
        coded={key: codes[good] for key, codes in sheet.coded.items()},
        place=sheet.place[good],
        faults=tuple(sorted((*sheet.faults, *faults), key=lambda fault: fault.row or 0)),
    )
