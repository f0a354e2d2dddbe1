"""The conditions of the other doors: who is in charge besides or instead, each with its document."""

from __future__ import annotations

from finder.facts.situation import Employability, German, HealthLimits, Status, WorkCapacity
from finder.facts.sources import cite
from finder.rules.rule import rule

# ── Insurances ───────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"))
def unemployment_insurance_pays(unemployment_insurance: bool) -> bool:
    """«ALV»"""
    return unemployment_insurance


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"))
def disability_insurance_pays(disability_insurance: bool) -> bool:
    """«IV-Gelder»"""
    return disability_insurance


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"), assumption=True)
def disability_insurance_examines(disability_application: bool) -> bool:
    """Until the IV has decided a programme is possible; its decision changes who is in charge (our reading)."""
    return disability_application


@rule(cite("sg", "§ 9"))
def social_assistance_tops_up(social_assistance: bool) -> bool:
    """Sozialhilfe pays only after all others («subsidiär»)."""
    return social_assistance


@rule(cite("sg", "§ 9"))
def social_assistance_is_not_drawn(social_assistance: bool) -> bool:
    """The way without Sozialhilfe."""
    return not social_assistance


# ── Health ───────────────────────────────────────────────────────────────────


@rule(cite("shb-assessment", "Gesundheitliche Hindernisse"), hears_silence=True)
def health_or_capacity_is_limited(
    health_limits: HealthLimits | None, work_capacity: WorkCapacity | None
) -> bool | None:
    """«letztlich nur durch einen Arzt»"""
    return health_limits not in (None, HealthLimits.NONE) or work_capacity not in (
        None,
        WorkCapacity.FULL_DAYS,
        WorkCapacity.HALF_DAYS,
    )


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"), hears_silence=True)
def disability_insurance_does_not_pay(disability_insurance: bool | None) -> bool:
    """With IV benefits the IV is in charge already."""
    return disability_insurance is not True


@rule(cite("ami-2024", "Suchthilfe Stundenlohn"), assumption=True)
def addiction_is_told(addiction: bool) -> bool:
    """Counselling is open to everybody, whoever pays (our reading)."""
    return addiction


# ── Residence and stay ───────────────────────────────────────────────────────


@rule(cite("ag-2019", "Kooperation Arbeitsmarkt"))
def residence_is_in_aargau(canton: str) -> bool:
    """«Aargau»"""
    return canton == "AG"


@rule(cite("ag-2019", "Kooperation Arbeitsmarkt"), hears_silence=True)
def unemployment_office_is_involved(unemployment_insurance: bool | None, unemployment_registered: bool | None) -> bool:
    """Registered with the RAV, with benefits or without."""
    return unemployment_insurance is True or unemployment_registered is True


@rule(cite("ag-2019", "Kooperation Arbeitsmarkt"), hears_silence=True)
def disability_office_is_involved(disability_insurance: bool | None, disability_application: bool | None) -> bool:
    """Registered with the IV, with benefits or with an application that is not decided."""
    return disability_insurance is True or disability_application is True


@rule(cite("be-gsi", "Sozialdienste"))
def residence_is_in_bern(canton: str) -> bool:
    """The canton of Bern leads through its own Sozialdienste."""
    return canton == "BE"


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"))
def residence_is_in_another_canton(canton: str) -> bool:
    """«Wohnhaft im Kanton Solothurn» does not hold, and the canton has no door of its own here."""
    return canton not in ("SO", "AG", "BE")


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"), assumption=True)
def residence_is_abroad(status: Status) -> bool:
    """Permit G is for people who live abroad and work here (our reading)."""
    return status is Status.G


@rule(cite("shb-employment", "Asylsuchende"))
def asylum_decision_is_finally_negative(final_negative_asylum_decision: bool) -> bool:
    """The Sozialregion and the Migrationsamt clarify what is possible."""
    return final_negative_asylum_decision


@rule(cite("shb-employment", "Asylsuchende"), hears_silence=True)
def asylum_decision_is_not_known_as_negative(final_negative_asylum_decision: bool | None) -> bool:
    """Nobody who must leave is sent to look for work."""
    return final_negative_asylum_decision is not True


# ── Duties and courses beside a programme ────────────────────────────────────


@rule(cite("so-2025-s", "Anmeldung beim RAV"))
def status_is_s(status: Status) -> bool:
    """«Schutzsuchende»"""
    return status is Status.S


@rule(cite("so-2025-s", "Anmeldung beim RAV"), assumption=True)
def work_is_realistic_soon(employability: Employability) -> bool:
    """«arbeitsmarktfähig», now or soon (our reading)."""
    return employability >= Employability.SOON


@rule(cite("vinta", "Art. 9"))
def person_is_admitted_or_a_refugee(status: Status) -> bool:
    """Provisionally admitted persons (F) and recognised refugees (B)."""
    return status in (Status.F, Status.B_REFUGEE)


@rule(cite("vinta", "Art. 9"), assumption=True)
def work_is_realistic_now(employability: Employability) -> bool:
    """«arbeitsmarktfähig» (our reading)."""
    return employability is Employability.READY


@rule(cite("shb-alm", "Personen ohne Beitragszeit"))
def no_unemployment_insurance_pays(unemployment_insurance: bool) -> bool:
    """Some measures are open without a contribution period, too."""
    return not unemployment_insurance


@rule(cite("shb-alm", "Personen ohne Beitragszeit"), hears_silence=True)
def registration_is_not_known(unemployment_registered: bool | None) -> bool:
    """Whoever is registered need not be told to."""
    return unemployment_registered is not True


@rule(cite("shb-alm", "Personen ohne Beitragszeit"), assumption=True, hears_silence=True)
def age_is_that_of_working_life(age: int | None) -> bool:
    """From the end of school to the reference age (our reading)."""
    return age is None or 16 <= age <= 64


@rule(cite("shb-alm", "Personen ohne Beitragszeit"), assumption=True, hears_silence=True)
def status_allows_to_look_for_work(status: Status | None) -> bool:
    """Permits with a duty of their own (S, F, recognised refugees) have a door of their own (our reading)."""
    return status in (None, Status.SWISS, Status.B, Status.C, Status.L, Status.CI)


@rule(cite("assumption", "Volksschule"), assumption=True)
def age_is_below_16(age: int) -> bool:
    """School comes first (our reading)."""
    return age < 16


@rule(cite("shb-youth", "Brückenangebote"), assumption=True)
def age_is_between_16_and_25(age: int) -> bool:
    """Bridges to training are for young people; up to 25 is our reading."""
    return 16 <= age <= 25


@rule(cite("invol-2018", "Integrationsvorlehre"), assumption=True)
def status_opens_the_preapprenticeship(status: Status) -> bool:
    """Provisionally admitted persons and recognised refugees; status S since 2022, not confirmed here (our reading)."""
    return status in (Status.F, Status.B_REFUGEE, Status.S)


@rule(cite("invol-2018", "Integrationsvorlehre"))
def age_is_between_18_and_35(age: int) -> bool:
    """«18» bis «35»"""
    return 18 <= age <= 35


@rule(cite("shb-german", "Kurse bis B1"))
def german_is_below_b1(german: German) -> bool:
    """«bis B1»"""
    return german < German.B1


@rule(cite("shb-german", "Alphabetisierung"))
def reading_is_to_be_learnt(literate: bool) -> bool:
    """«Alphabetisierung»"""
    return not literate
