"""The ten kinds of programme and their conditions, in the order of the brochure.

Read it beside the brochure «Arbeitsmarktintegration (AMI)» and the factsheet of integration.arbeit. The canton's own
decision tool could not be read: every branch is derived from the texts. Which rung of employability a document means
is nowhere said: all those readings are ours, and the rung beside the one meant is a borderline, not a wall.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finder.facts.keys import TypeKey
from finder.facts.kinds import KINDS, Group
from finder.facts.situation import ADULT, Employability, German, HealthLimits, Status, WorkExperience
from finder.facts.sources import Source, cite
from finder.rules.rule import Condition, Either, Rule, rule

READY, SOON = Employability.READY, Employability.SOON
LATER, NOT_FORESEEABLE = Employability.LATER, Employability.NOT_FORESEEABLE


@dataclass(frozen=True, eq=False)
class ProgrammeType:
    """One kind: what must hold, and what speaks for it. What else is known of it stands in ``facts/kinds.py``."""

    key: TypeKey
    requires: tuple[Condition, ...]
    speaks_for: tuple[Rule, ...] = ()

    @property
    def group(self) -> Group:
        return KINDS[self.key].group

    @property
    def needs_social_assistance(self) -> bool:
        return person_draws_social_assistance in self.requires

    def first_day(self, sources: Mapping[str, Source]) -> date | None:
        """The first day on which all its documents speak; ``None`` where none of them says when it begins."""
        documents = [sources.get(one.citation.source) for one in self.requires if one.since is None]
        return max((one.since for one in documents if one and one.since), default=None)


# ── Shared ───────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Qualifizierung, Beschäftigung I, Teillohn"), assumption=True)
def person_is_an_adult(age: int) -> bool:
    """«erwachsene»: taken as of age (our reading)."""
    return age >= ADULT


@rule(cite("ami-2024", "Beschäftigende Programme, mit Sozialhilfe"))
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


@rule(cite("shb-employment", "Asylsuchende"), assumption=True, hears_silence=True)
def stay_allows_a_placement(final_negative_asylum_decision: bool | None, status: Status | None) -> bool | None:
    """Who may not work cannot be placed: after a final negative decision the authorities clarify (our reading)."""
    if final_negative_asylum_decision is None:
        return None if status is Status.OTHER else True
    return None if final_negative_asylum_decision else True


# ── integration.arbeit ───────────────────────────────────────────────────────


@rule(cite("ia-press-2022", "Zielgruppe"))
def age_is_18_or_more(age: int) -> bool:
    """«ab 18 Jahren»"""
    return age >= 18


@rule(cite("ia-factsheet", "Zuweisungskriterien"))
def german_is_at_least_a1(german: German) -> bool:
    """«mind. A1»"""
    return german >= German.A1


@rule(cite("ia-factsheet", "Zuweisungskriterien"))
def some_work_experience_exists(work_experience: WorkExperience) -> bool:
    """«erste Arbeitserfahrungen»"""
    return work_experience is not WorkExperience.NONE


@rule(cite("ia-factsheet", "Zielgruppe"), assumption=True)
def work_in_switzerland_is_new(work_experience: WorkExperience) -> bool | None:
    """«noch nie»: short jobs and days in a programme are a borderline (our reading)."""
    return None if work_experience is WorkExperience.SHORT else work_experience is not WorkExperience.SWITZERLAND


@rule(cite("ia-factsheet", "Zielgruppe"), assumption=True)
def employability_is_reachable(employability: Employability) -> bool | None:
    """«Potenzial arbeitsmarktfähig zu werden»: later is a borderline, for phase 1 lasts three months (our reading)."""
    return None if employability is LATER else employability >= SOON


@rule(cite("ia-factsheet", "Zielgruppe"), assumption=True)
def person_is_employable(employability: Employability) -> bool:
    """«arbeitsmarktfähige»"""
    return employability is READY


@rule(cite("ia-factsheet", "Zielgruppe"))
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
    assumption=True,
)


@rule(cite("ia-factsheet", "Zuweisungskriterien"))
def attendance_is_reliable(attends_reliably: bool) -> bool:
    """«regelmässige und pünktliche Anwesenheit»"""
    return attends_reliably


@rule(cite("ia-factsheet", "Programmziel"), assumption=True)
def work_is_close(employability: Employability) -> bool:
    """«Vermittelbarkeit»"""
    return employability >= SOON


INTEGRATION_ARBEIT = ProgrammeType(
    "integration_arbeit",
    requires=(
        age_is_18_or_more,
        german_is_at_least_a1,
        some_work_experience_exists,
        person_is_in_the_target_group,
        attendance_is_reliable,
        stay_allows_a_placement,
    ),
    speaks_for=(work_is_close,),
)


# ── Coaching ─────────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Coaching"), assumption=True)
def employability_is_given(employability: Employability) -> bool:
    """«vorausgesetzt»: no borderline."""
    return employability is READY


@rule(cite("ami-2024", "Coaching"), assumption=True)
def german_is_sufficient(german: German) -> bool | None:
    """«genügend Deutschkenntnisse»: enough from B1, not enough below A2, undefined at A2 (our reading)."""
    return None if german is German.A2 else german >= German.B1


@rule(cite("ami-2024", "Coaching"), assumption=True)
def work_experience_in_switzerland_exists(work_experience: WorkExperience) -> bool:
    """«realistische Chancen»"""
    return work_experience is WorkExperience.SWITZERLAND


COACHING = ProgrammeType(
    "coaching",
    requires=(employability_is_given, german_is_sufficient, stay_allows_a_placement),
    speaks_for=(work_experience_in_switzerland_exists,),
)


# ── Qualifizierung ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Qualifizierung"), assumption=True)
def person_is_able_to_work(employability: Employability) -> bool | None:
    """«arbeitsfähige»: later is a borderline (our reading)."""
    return None if employability is LATER else employability >= SOON


@rule(cite("ami-2024", "Qualifizierung"), assumption=True)
def skills_lead_to_work(employability: Employability) -> bool:
    """«Kompetenzerwerb»"""
    return employability is SOON


QUALIFIZIERUNG = ProgrammeType(
    "qualifizierung",
    requires=(person_is_an_adult, person_is_able_to_work, stay_allows_a_placement),
    speaks_for=(skills_lead_to_work,),
)


# ── Jugendprogramm ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Jugendprogramm"))
def age_is_between_16_and_30(age: int) -> bool:
    """«16- bis 30-jährige»"""
    return 16 <= age <= 30


@rule(cite("ami-2024", "Jugendprogramm"))
def training_is_the_goal(wants_training: bool) -> bool:
    """«Lehre oder Ausbildung»"""
    return wants_training


JUGENDPROGRAMM = ProgrammeType(
    "jugendprogramm",
    requires=(age_is_between_16_and_30, training_is_the_goal, stay_allows_a_placement),
)


# ── Beschäftigung I, with its pilot Programm R ───────────────────────────────


@rule(cite("ami-2024", "Beschäftigung I"), assumption=True)
def work_is_not_foreseeable(employability: Employability) -> bool | None:
    """«mittel- bis langfristig nicht»: later is a borderline (our reading)."""
    return None if employability is LATER else employability is NOT_FORESEEABLE


@rule(cite("ami-2024", "Beschäftigung I"))
def health_is_to_be_stabilised(health_limits: HealthLimits) -> bool:
    """«gesundheitliche Stabilisierung»"""
    return health_limits is not HealthLimits.NONE


BESCHAEFTIGUNG_1 = ProgrammeType(
    "beschaeftigung_1",
    requires=(person_is_an_adult, work_is_not_foreseeable, no_final_negative_asylum_decision),
    speaks_for=(health_is_to_be_stabilised,),
)


@rule(cite("ami-2024", "Höchsttarife, Fussnote Pilotprojekt"), hears_silence=True)
def criteria_of_the_pilot_are_met() -> None:
    """«Pilotprojekt»: its own criteria are not published, so this stays open for everybody."""
    return


BESCHAEFTIGUNG_1_R = ProgrammeType(
    "beschaeftigung_1_r",
    requires=(*BESCHAEFTIGUNG_1.requires, criteria_of_the_pilot_are_met),
    speaks_for=BESCHAEFTIGUNG_1.speaks_for,
)


# ── Beschäftigung II ─────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Beschäftigung II"), assumption=True)
def work_comes_later(employability: Employability) -> bool | None:
    """«wieder an den 1. Arbeitsmarkt herangeführt»: the rungs beside it are borderlines (our reading)."""
    return None if employability in (SOON, NOT_FORESEEABLE) else employability is LATER


BESCHAEFTIGUNG_2 = ProgrammeType(
    "beschaeftigung_2",
    requires=(work_comes_later, no_final_negative_asylum_decision),
    speaks_for=BESCHAEFTIGUNG_1.speaks_for,
)


# ── Traumaprogramm ───────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Traumaprogramm"))
def trauma_comes_from_flight(flight_trauma: bool) -> bool:
    """«aufgrund von Flucht»"""
    return flight_trauma


TRAUMA = ProgrammeType(
    "trauma",
    requires=(trauma_comes_from_flight, no_final_negative_asylum_decision),
)


# ── Suchthilfe Stundenlohn and Teillohn: with Sozialhilfe only ───────────────


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"))
def addiction_is_present(addiction: bool) -> bool:
    """«Suchterkrankung»"""
    return addiction


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"), assumption=True)
def primary_market_is_out_of_reach(employability: Employability) -> bool | None:
    """«nicht im 1. Arbeitsmarkt»: soon is a borderline (our reading)."""
    return None if employability is SOON else employability <= LATER


SUCHTHILFE = ProgrammeType(
    "suchthilfe",
    requires=(
        person_draws_social_assistance,
        addiction_is_present,
        primary_market_is_out_of_reach,
        no_final_negative_asylum_decision,
    ),
)


@rule(cite("ami-2024", "Teillohn"), assumption=True)
def integration_fails_for_now(employability: Employability) -> bool | None:
    """«aktuell nicht»: soon is a borderline (our reading)."""
    return None if employability is SOON else employability <= LATER


@rule(cite("ami-2024", "Teillohn"))
def work_pays_for_the_programme(earns_programme_cost: bool) -> bool:
    """«selbst zu erwirtschaften»"""
    return earns_programme_cost


TEILLOHN = ProgrammeType(
    "teillohn",
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
