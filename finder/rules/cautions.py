"""What must be said beside a verdict: contradictions of the papers, ties of practice, days outside the documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from finder.facts.dated import ended
from finder.facts.keys import TypeKey
from finder.facts.situation import Status
from finder.facts.sources import Citation, Source, cite
from finder.rules.door_rules import asylum_decision_is_finally_negative, disability_insurance_examines
from finder.rules.funding import Payer
from finder.rules.programme_types import (
    PROGRAMME_TYPES,
    ProgrammeType,
    addiction_is_present,
    age_is_between_16_and_30,
    person_draws_social_assistance,
    training_is_the_goal,
    trauma_comes_from_flight,
)
from finder.rules.rule import Rule, rule

QUALIFYING = frozenset(kind.key for kind in PROGRAMME_TYPES if kind.group == "qualifying")
EMPLOYMENT = frozenset(kind.key for kind in PROGRAMME_TYPES if kind.group == "employment")
ALL = QUALIFYING | EMPLOYMENT


@dataclass(frozen=True, eq=False)
class Caution:
    """A sentence beside the verdicts on ``types`` when all conditions hold.

    Attributes:
        facts: what the sentence says besides, by placeholder (a document and a day).
    """

    key: str
    types: frozenset[TypeKey]
    when: tuple[Rule, ...]
    citation: Citation
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Tie:
    """A tie of practice, ours: under these conditions ``first`` stands directly before the first of ``others``."""

    key: str
    first: TypeKey
    others: tuple[TypeKey, ...]
    when: tuple[Rule, ...]

    @property
    def caution(self) -> Caution:
        """What is said of it beside the kinds that stand behind."""
        return Caution(self.key, frozenset(self.others), self.when, cite("assumption", "Praxis"))


# ── Conditions that only cautions ask for ────────────────────────────────────


@rule(cite("ia-factsheet", "Anmeldung"), hears_silence=True)
def social_assistance_is_not_known(social_assistance: bool | None) -> bool:
    """«Sozialregion» registers; the brochure opens the kind to people without Sozialhilfe, too."""
    return social_assistance is not True


@rule(cite("shb-employment", "Asylsuchende"))
def procedure_is_pending(status: Status) -> bool:
    """«Asylsuchende»"""
    return status is Status.N


@rule(cite("shb-employment", "Asylsuchende"), hears_silence=True)
def no_final_decision_is_known(final_negative_asylum_decision: bool | None) -> bool:
    """The procedure goes on."""
    return final_negative_asylum_decision is not True


@rule(cite("ami-2024", "Traumaprogramm"))
def no_trauma_comes_from_flight(flight_trauma: bool) -> bool:
    """«aufgrund von Flucht»"""
    return not flight_trauma


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"))
def no_social_assistance_is_drawn(social_assistance: bool) -> bool:
    """«Mit Sozialhilfe»"""
    return not social_assistance


@rule(cite("assumption", "Referenzalter"), assumption=True)
def reference_age_is_reached(age: int) -> bool:
    """No document names an upper age; from the reference age on an integration into work is unusual (our reading)."""
    return age >= 65


@rule(cite("waiver-new", "Vorbedingungen"))
def half_is_paid_for_a_swiss(status: Status, payer: Payer) -> bool:
    """«ausländische Personen»"""
    return status is Status.SWISS and payer is Payer.PERSON


TIES: tuple[Tie, ...] = (
    Tie(
        "jugendprogramm_first",
        "jugendprogramm",
        ("qualifizierung",),
        (training_is_the_goal, age_is_between_16_and_30),
    ),
    Tie(
        "trauma_first",
        "trauma",
        ("beschaeftigung_1", "beschaeftigung_1_r", "beschaeftigung_2"),
        (trauma_comes_from_flight,),
    ),
    Tie(
        "suchthilfe_first",
        "suchthilfe",
        ("beschaeftigung_1", "beschaeftigung_1_r"),
        (addiction_is_present, person_draws_social_assistance),
    ),
)
"""In the order in which they are applied."""

CAUTIONS: tuple[Caution, ...] = (
    Caution(
        "registration_route_differs",
        frozenset({"integration_arbeit"}),
        (social_assistance_is_not_known,),
        cite("ia-factsheet", "Anmeldung"),
    ),
    Caution(
        "criteria_unpublished",
        frozenset({"beschaeftigung_1_r"}),
        (),
        cite("ami-2024", "Höchsttarife, Fussnote Pilotprojekt"),
    ),
    Caution("work_permit_needed", QUALIFYING, (procedure_is_pending,), cite("shb-employment", "Asylsuchende")),
    Caution(
        "clarify_right_to_work",
        QUALIFYING,
        (asylum_decision_is_finally_negative,),
        cite("shb-employment", "Asylsuchende"),
    ),
    Caution("stay_is_limited", EMPLOYMENT, (), cite("shb-employment", "Dauer")),
    Caution(
        "pending_procedure",
        EMPLOYMENT,
        (procedure_is_pending, no_final_decision_is_known),
        cite("shb-employment", "Asylsuchende"),
    ),
    Caution("cost_is_not_a_wage", frozenset({"suchthilfe"}), (), cite("ami-2024", "Höchsttarife")),
    Caution(
        "trauma_confirmed_by_a_professional",
        frozenset({"trauma"}),
        (trauma_comes_from_flight,),
        cite("assumption", "Selbstauskunft"),
    ),
    Caution(
        "trauma_of_other_origin",
        frozenset({"trauma"}),
        (no_trauma_comes_from_flight,),
        cite("assumption", "Andere Ursachen"),
    ),
    *(tie.caution for tie in TIES),
    Caution(
        "beschaeftigung_1_instead",
        frozenset({"suchthilfe"}),
        (addiction_is_present, no_social_assistance_is_drawn),
        cite("assumption", "Praxis"),
    ),
    Caution("iv_decision_pending", ALL, (disability_insurance_examines,), cite("assumption", "IV-Entscheid")),
    Caution("above_reference_age", ALL, (reference_age_is_reached,), cite("assumption", "Referenzalter")),
    Caution(
        "cofinancing_of_swiss_unconfirmed",
        ALL,
        (half_is_paid_for_a_swiss,),
        cite("waiver-new", "Vorbedingungen"),
    ),
)

CONTINUATION = Caution(
    "continuation_unconfirmed", frozenset({"integration_arbeit"}), (), cite("so-2025-12", "integration.arbeit")
)
"""Its own documents have ended, and a newer one shows the kind running without its terms."""
EDITION_ENDED = Caution("edition_ended", ALL, (), cite("ami-2024", "Ausgabe"))
"""The brochure's last day has passed."""
NOT_YET_ON_FILE = Caution("not_yet_on_file", ALL, (), cite("ami-2024", "Ausgabe"))
"""The day lies before the first document that shows this kind."""

OF_THE_DAY = (CONTINUATION, EDITION_ENDED, NOT_YET_ON_FILE)

PILOT = "ia-factsheet"
BROCHURE = "ami-2024"


def of_the_day(kind: ProgrammeType, on: date, sources: Mapping[str, Source]) -> Iterator[Caution]:
    """What the days of the documents demand beside a kind, with the document and the day to name."""
    pilot, brochure, latest = (sources.get(one) for one in (PILOT, BROCHURE, CONTINUATION.citation.source))
    if kind.key in CONTINUATION.types and pilot and latest and ended(pilot, on):
        yield replace(CONTINUATION, facts={"day": pilot.until, "as_of": latest.vintage})
    if brochure and ended(brochure, on):
        yield replace(EDITION_ENDED, facts={"document": brochure.document, "day": brochure.until})
    first = kind.first_day(sources)
    if first and on < first:
        yield replace(NOT_YET_ON_FILE, facts={"day": first})
