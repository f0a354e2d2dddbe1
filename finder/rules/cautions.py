"""What must be said beside a verdict: contradictions of the papers, ties of practice, days outside the documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from finder.facts.situation import Situation, Status
from finder.facts.sources import Citation, cite
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType

END_OF_PILOT = date(2025, 6, 30)
END_OF_EDITION = date(2025, 12, 31)
"""Last day of the brochure's edition 2024/25 (our reading of its title)."""

EMPLOYMENT = frozenset(kind.key for kind in PROGRAMME_TYPES if kind.group == "employment")
ALL = frozenset(kind.key for kind in PROGRAMME_TYPES)


@dataclass(frozen=True, eq=False)
class Caution:
    """A sentence that stands beside a kind's verdict when ``applies``; ``tie`` marks a tie of practice (ours)."""

    key: str
    types: frozenset[str]
    applies: Callable[[Situation, date], bool]
    citation: Citation
    tie: bool = False


def _tie(key: str, types: set[str], applies: Callable[[Situation, date], bool]) -> Caution:
    return Caution(key, frozenset(types), applies, cite("assumption", "Praxis"), tie=True)


CAUTIONS: tuple[Caution, ...] = (
    Caution(
        "continuation_unconfirmed",
        frozenset({"integration_arbeit"}),
        lambda situation, on: on > END_OF_PILOT,
        cite("so-2025-12", "integration.arbeit"),
    ),
    Caution(
        "registration_route_differs",
        frozenset({"integration_arbeit"}),
        lambda situation, on: situation.social_assistance is not True,
        cite("ia-factsheet", "Anmeldung"),
    ),
    Caution(
        "criteria_unpublished",
        frozenset({"beschaeftigung_1_r"}),
        lambda situation, on: True,
        cite("ami-2024", "Höchsttarife, Fussnote Pilotprojekt"),
    ),
    Caution(
        "stay_is_limited",
        EMPLOYMENT,
        lambda situation, on: True,
        cite("shb-employment", "Dauer"),
    ),
    Caution(
        "pending_procedure",
        EMPLOYMENT,
        lambda situation, on: situation.status is Status.N and situation.final_negative_asylum_decision is not True,
        cite("shb-employment", "Asylsuchende"),
    ),
    Caution(
        "cost_is_not_a_wage",
        frozenset({"suchthilfe"}),
        lambda situation, on: True,
        cite("ami-2024", "Höchsttarife"),
    ),
    Caution(
        "trauma_confirmed_by_a_professional",
        frozenset({"trauma"}),
        lambda situation, on: situation.flight_trauma is True,
        cite("assumption", "Selbstauskunft"),
    ),
    Caution(
        "trauma_of_other_origin",
        frozenset({"trauma"}),
        lambda situation, on: situation.flight_trauma is False,
        cite("assumption", "Andere Ursachen"),
    ),
    _tie(
        "jugendprogramm_first",
        {"qualifizierung"},
        lambda situation, on: (
            situation.wants_training is True and situation.age is not None and 16 <= situation.age <= 30
        ),
    ),
    _tie(
        "trauma_first",
        {"beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2"},
        lambda situation, on: situation.flight_trauma is True,
    ),
    _tie(
        "suchthilfe_first",
        {"beschaeftigung_1", "beschaeftigung_1_r"},
        lambda situation, on: situation.addiction is True and situation.social_assistance is True,
    ),
    _tie(
        "beschaeftigung_1_instead",
        {"suchthilfe"},
        lambda situation, on: situation.addiction is True and situation.social_assistance is False,
    ),
    Caution(
        "edition_ended",
        ALL,
        lambda situation, on: on > END_OF_EDITION,
        cite("ami-2024", "Ausgabe"),
    ),
)

_OF_KIND = {kind: tuple(one for one in CAUTIONS if kind in one.types) for kind in ALL}


def cautions(kind: ProgrammeType, situation: Situation, on: date) -> tuple[Caution, ...]:
    """What to say beside this kind's verdict for this person on this day."""
    found = tuple([one for one in _OF_KIND[kind.key] if one.applies(situation, on)])
    return found if kind.since <= on else (*found, NOT_YET_ON_FILE)


NOT_YET_ON_FILE = Caution("not_yet_on_file", ALL, lambda situation, on: True, cite("ami-2024", "Ausgabe"))
"""The day lies before the first document that shows this kind."""
