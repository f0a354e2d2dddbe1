"""The ten kinds of programme and their conditions, in the order of the brochure.

Read it beside the brochure «Arbeitsmarktintegration (AMI)», edition 2024/25, and the factsheet of integration.arbeit.
The canton's own decision tool could not be read: every branch is derived from the texts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from finder.facts.keys import TypeKey
from finder.facts.situation import ADULT, Employability, German, Status, WorkExperience
from finder.facts.sources import cite
from finder.rules.rule import Condition, Either, Rule, rule

BROCHURE = date(2024, 1, 1)
PILOT = date(2022, 10, 15)


@dataclass(frozen=True, eq=False)
class ProgrammeType:
    """One kind: what must hold, and what speaks for it. ``since`` is the first day a document shows it."""

    key: TypeKey
    group: str
    requires: tuple[Condition, ...]
    speaks_for: tuple[Rule, ...] = ()
    since: date = BROCHURE

    @property
    def needs_social_assistance(self) -> bool:
        return person_draws_social_assistance in self.requires


# ── Shared ───────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Qualifizierung, Beschäftigung I, Teillohn"), since=BROCHURE, assumption=True)
def person_is_an_adult(age: int) -> bool:
    """«erwachsene»: taken as of age (our reading)."""
    return age >= ADULT


@rule(cite("ami-2024", "Beschäftigende Programme, mit Sozialhilfe"), since=BROCHURE)
def person_draws_social_assistance(social_assistance: bool) -> bool:
    """«Mit Sozialhilfe»"""
    return social_assistance


@rule(cite("shb-employment", "Asylsuchende"), hears_silence=True)
def no_final_negative_asylum_decision(
    final_negative_asylum_decision: bool | None, status: Status | None
) -> bool | None:
    """A final negative asylum and removal decision closes it. Asked only where no listed permit is held."""
    if final_negative_asylum_decision is None:
        return None if status is Status.OTHER else True
    return not final_negative_asylum_decision


# ── integration.arbeit ───────────────────────────────────────────────────────


@rule(cite("ia-press-2022", "Zielgruppe"), since=PILOT)
def age_is_18_or_more(age: int) -> bool:
    """«ab 18 Jahren»"""
    return age >= 18


@rule(cite("ia-factsheet", "Zuweisungskriterien"), since=PILOT)
def german_is_at_least_a1(german: German) -> bool:
    """«mind. A1»"""
    return german >= German.A1


@rule(cite("ia-factsheet", "Zuweisungskriterien"), since=PILOT)
def some_work_experience_exists(work_experience: WorkExperience) -> bool:
    """«erste Arbeitserfahrungen»"""
    return work_experience is not WorkExperience.NONE


@rule(cite("ia-factsheet", "Zielgruppe"), since=PILOT)
def work_in_switzerland_is_new(work_experience: WorkExperience) -> bool:
    """«noch nie»"""
    return work_experience is not WorkExperience.SWITZERLAND


@rule(cite("ia-factsheet", "Zielgruppe"), since=PILOT)
def employability_is_reachable(employability: Employability) -> bool:
    """«Potenzial arbeitsmarktfähig zu werden»"""
    return employability >= Employability.LATER


@rule(cite("ia-factsheet", "Zielgruppe"), since=PILOT)
def person_is_employable(employability: Employability) -> bool:
    """«arbeitsmarktfähige»"""
    return employability is Employability.READY


@rule(cite("ia-factsheet", "Zielgruppe"), since=PILOT)
def efforts_of_the_insurers_failed(insurers_efforts_failed: bool) -> bool:
    """«erfolglos»"""
    return insurers_efforts_failed


person_is_in_the_target_group = Either(
    "person_is_in_the_target_group",
    (
        (work_in_switzerland_is_new, employability_is_reachable),
        (person_is_employable, efforts_of_the_insurers_failed),
    ),
    cite("ia-factsheet", "Zielgruppe"),
    "«noch nie» … «sowie» … «erfolglos»",
)


@rule(cite("ia-factsheet", "Zuweisungskriterien"), since=PILOT)
def attendance_is_reliable(attends_reliably: bool) -> bool:
    """«regelmässige und pünktliche Anwesenheit»"""
    return attends_reliably


@rule(cite("ia-factsheet", "Programmziel"), since=PILOT)
def work_is_close(employability: Employability) -> bool:
    """«Vermittelbarkeit»"""
    return employability >= Employability.SOON


INTEGRATION_ARBEIT = ProgrammeType(
    "integration_arbeit",
    "qualifying",
    requires=(
        age_is_18_or_more,
        german_is_at_least_a1,
        some_work_experience_exists,
        person_is_in_the_target_group,
        attendance_is_reliable,
    ),
    speaks_for=(work_is_close,),
    since=PILOT,
)


# ── Coaching ─────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Coaching"), since=BROCHURE)
def employability_is_given(employability: Employability) -> bool:
    """«vorausgesetzt»"""
    return employability is Employability.READY


@rule(cite("ami-2024", "Coaching"), since=BROCHURE, assumption=True)
def german_is_sufficient(german: German) -> bool | None:
    """«genügend Deutschkenntnisse»: enough from B1, not enough below A2, undefined at A2 (our reading)."""
    return None if german is German.A2 else german >= German.B1


@rule(cite("ami-2024", "Coaching"), since=BROCHURE)
def work_experience_in_switzerland_exists(work_experience: WorkExperience) -> bool:
    """«realistische Chancen»"""
    return work_experience is WorkExperience.SWITZERLAND


COACHING = ProgrammeType(
    "coaching",
    "qualifying",
    requires=(employability_is_given, german_is_sufficient),
    speaks_for=(work_experience_in_switzerland_exists,),
)


# ── Qualifizierung ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Qualifizierung"), since=BROCHURE)
def person_is_able_to_work(employability: Employability) -> bool:
    """«arbeitsfähige»"""
    return employability >= Employability.SOON


@rule(cite("ami-2024", "Qualifizierung"), since=BROCHURE)
def skills_lead_to_work(employability: Employability) -> bool:
    """«Kompetenzerwerb»"""
    return employability is Employability.SOON


QUALIFIZIERUNG = ProgrammeType(
    "qualifizierung",
    "qualifying",
    requires=(person_is_an_adult, person_is_able_to_work),
    speaks_for=(skills_lead_to_work,),
)


# ── Jugendprogramm ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Jugendprogramm"), since=BROCHURE)
def age_is_between_16_and_30(age: int) -> bool:
    """«16- bis 30-jährige»"""
    return 16 <= age <= 30


@rule(cite("ami-2024", "Jugendprogramm"), since=BROCHURE)
def training_is_the_goal(wants_training: bool) -> bool:
    """«Lehre oder Ausbildung»"""
    return wants_training


JUGENDPROGRAMM = ProgrammeType(
    "jugendprogramm",
    "qualifying",
    requires=(age_is_between_16_and_30, training_is_the_goal),
)


# ── Beschäftigung I, with its pilot Programm R ───────────────────────────────


@rule(cite("ami-2024", "Beschäftigung I"), since=BROCHURE)
def work_is_not_foreseeable(employability: Employability) -> bool:
    """«mittel- bis langfristig nicht»"""
    return employability is Employability.NOT_FORESEEABLE


BESCHAEFTIGUNG_1 = ProgrammeType(
    "beschaeftigung_1",
    "employment",
    requires=(person_is_an_adult, work_is_not_foreseeable, no_final_negative_asylum_decision),
)


@rule(cite("ami-2024", "Höchsttarife, Fussnote Pilotprojekt"), since=BROCHURE, hears_silence=True)
def criteria_of_the_pilot_are_met() -> None:
    """«Pilotprojekt»: its own criteria are not published, so this stays open for everybody."""
    return


BESCHAEFTIGUNG_1_R = ProgrammeType(
    "beschaeftigung_1_r",
    "employment",
    requires=(*BESCHAEFTIGUNG_1.requires, criteria_of_the_pilot_are_met),
)


# ── Beschäftigung II ─────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Beschäftigung II"), since=BROCHURE)
def work_comes_later(employability: Employability) -> bool:
    """«wieder an den 1. Arbeitsmarkt herangeführt»"""
    return employability is Employability.LATER


BESCHAEFTIGUNG_2 = ProgrammeType(
    "beschaeftigung_2",
    "employment",
    requires=(work_comes_later, no_final_negative_asylum_decision),
)


# ── Traumaprogramm ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Traumaprogramm"), since=BROCHURE)
def trauma_comes_from_flight(flight_trauma: bool) -> bool:
    """«aufgrund von Flucht»"""
    return flight_trauma


TRAUMA = ProgrammeType(
    "trauma",
    "employment",
    requires=(trauma_comes_from_flight, no_final_negative_asylum_decision),
)


# ── Suchthilfe Stundenlohn and Teillohn: with Sozialhilfe only ───────────────


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"), since=BROCHURE)
def addiction_is_present(addiction: bool) -> bool:
    """«Suchterkrankung»"""
    return addiction


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"), since=BROCHURE)
def primary_market_is_out_of_reach(employability: Employability) -> bool:
    """«nicht im 1. Arbeitsmarkt»"""
    return employability <= Employability.LATER


SUCHTHILFE = ProgrammeType(
    "suchthilfe",
    "employment",
    requires=(
        person_draws_social_assistance,
        addiction_is_present,
        primary_market_is_out_of_reach,
        no_final_negative_asylum_decision,
    ),
)


@rule(cite("ami-2024", "Teillohn"), since=BROCHURE)
def integration_fails_for_now(employability: Employability) -> bool:
    """«aktuell nicht»"""
    return employability <= Employability.LATER


@rule(cite("ami-2024", "Teillohn"), since=BROCHURE)
def work_pays_for_the_programme(earns_programme_cost: bool) -> bool:
    """«selbst zu erwirtschaften»"""
    return earns_programme_cost


TEILLOHN = ProgrammeType(
    "teillohn",
    "employment",
    requires=(
        person_draws_social_assistance,
        person_is_an_adult,
        integration_fails_for_now,
        work_pays_for_the_programme,
        no_final_negative_asylum_decision,
    ),
)


PROGRAMME_TYPES: tuple[ProgrammeType, ...] = (
    INTEGRATION_ARBEIT,
    COACHING,
    QUALIFIZIERUNG,
    JUGENDPROGRAMM,
    BESCHAEFTIGUNG_1,
    BESCHAEFTIGUNG_1_R,
    BESCHAEFTIGUNG_2,
    TRAUMA,
    SUCHTHILFE,
    TEILLOHN,
)
"""All kinds, in the order of the brochure."""
