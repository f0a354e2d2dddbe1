"""Other doors: where somebody turns first or besides, because another office is in charge.

A door is a full result of its own. It opens when all its conditions are met; what is open opens no door.
"""

from __future__ import annotations

from dataclasses import dataclass

from finder.facts.situation import Employability, German, Status
from finder.facts.sources import Citation, cite
from finder.rules.programme_types import training_is_the_goal
from finder.rules.rule import Rule, rule
from finder.rules.verdict import MET, all_of


@dataclass(frozen=True, eq=False)
class Variant:
    """What the door says in addition to persons who meet these conditions."""

    key: str
    when: tuple[Rule, ...]


@dataclass(frozen=True, eq=False)
class Door:
    """Another office that is in charge, first or besides."""

    key: str
    when: tuple[Rule, ...]
    citations: tuple[Citation, ...]
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class OpenDoor:
    """A door that applies to this person, with the variants that do."""

    door: Door
    variants: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.door.key


# ── Insurances ───────────────────────────────────────────────────────────────


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"))
def unemployment_insurance_pays(unemployment_insurance: bool) -> bool:
    """«ALV»"""
    return unemployment_insurance


@rule(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"))
def disability_insurance_pays(disability_insurance: bool) -> bool:
    """«IV-Gelder»"""
    return disability_insurance


@rule(cite("sg", "§ 9"))
def social_assistance_tops_up(social_assistance: bool) -> bool:
    """Sozialhilfe pays only after all others («subsidiär»)."""
    return social_assistance


@rule(cite("sg", "§ 9"))
def social_assistance_is_not_drawn(social_assistance: bool) -> bool:
    """The way without Sozialhilfe."""
    return not social_assistance


# ── Residence ────────────────────────────────────────────────────────────────


@rule(cite("ag-2019", "Kooperation Arbeitsmarkt"))
def residence_is_in_aargau(canton: str) -> bool:
    """«Aargau»"""
    return canton == "AG"


@rule(cite("be-gsi", "Sozialdienste"))
def residence_is_in_bern(canton: str) -> bool:
    """The canton of Bern leads through its own Sozialdienste."""
    return canton == "BE"


@rule(cite("ami-2024", "Bedingungen für den Kostenerlass"))
def residence_is_in_another_canton(canton: str) -> bool:
    """«Wohnhaft im Kanton Solothurn» does not hold, and the canton has no door of its own here."""
    return canton not in ("SO", "AG", "BE")


# ── Duties and courses beside a programme ────────────────────────────────────


@rule(cite("so-2025-s", "Anmeldung beim RAV"))
def status_is_s(status: Status) -> bool:
    """«Schutzsuchende»"""
    return status is Status.S


@rule(cite("so-2025-s", "Anmeldung beim RAV"))
def work_is_realistic_soon(employability: Employability) -> bool:
    """«arbeitsmarktfähig», now or soon."""
    return employability >= Employability.SOON


@rule(cite("vinta", "Art. 9"))
def person_is_admitted_or_a_refugee(status: Status) -> bool:
    """Provisionally admitted persons (F) and recognised refugees (B)."""
    return status in (Status.F, Status.B_REFUGEE)


@rule(cite("vinta", "Art. 9"))
def work_is_realistic_now(employability: Employability) -> bool:
    """«arbeitsmarktfähig»"""
    return employability is Employability.READY


@rule(cite("assumption", "Volksschule"), assumption=True)
def age_is_below_16(age: int) -> bool:
    """School comes first (our reading)."""
    return age < 16


@rule(cite("shb-youth", "Brückenangebote"))
def age_is_between_16_and_25(age: int) -> bool:
    """Bridges to training are for young people up to 25."""
    return 16 <= age <= 25


@rule(cite("shb-german", "Kurse bis B1"))
def german_is_below_b1(german: German) -> bool:
    """«bis B1»"""
    return german < German.B1


DOORS: tuple[Door, ...] = (
    Door(
        "rav",
        (unemployment_insurance_pays,),
        (cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"), cite("shb-ami", "Zuständigkeit")),
        (
            Variant("both_insurers", (disability_insurance_pays,)),
            Variant("topped_up", (social_assistance_tops_up,)),
        ),
    ),
    Door(
        "iv",
        (disability_insurance_pays,),
        (cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"),),
        (Variant("topped_up", (social_assistance_tops_up,)),),
    ),
    Door(
        "aargau",
        (residence_is_in_aargau,),
        (cite("ag-2019", "Kooperation Arbeitsmarkt"), cite("ag-site", "AMIplus")),
        (
            Variant("with_social_assistance", (social_assistance_tops_up,)),
            Variant("without_social_assistance", (social_assistance_is_not_drawn,)),
            Variant("both_insurers", (unemployment_insurance_pays, disability_insurance_pays)),
        ),
    ),
    Door("bern", (residence_is_in_bern,), (cite("be-gsi", "Sozialdienste"),)),
    Door("other_canton", (residence_is_in_another_canton,), (cite("ami-2024", "Bedingungen für den Kostenerlass"),)),
    Door(
        "status_s_rav",
        (status_is_s, work_is_realistic_soon),
        (cite("so-2025-s", "Anmeldung beim RAV"), cite("fed-2025-s", "Schutzstatus S")),
    ),
    Door("refugee_rav", (person_is_admitted_or_a_refugee, work_is_realistic_now), (cite("vinta", "Art. 9"),)),
    Door("school", (age_is_below_16,), (cite("assumption", "Volksschule"),)),
    Door("youth_bridges", (age_is_between_16_and_25, training_is_the_goal), (cite("shb-youth", "Brückenangebote"),)),
    Door("german_course", (german_is_below_b1,), (cite("shb-german", "Kurse bis B1"),)),
)
"""Doors that hang on answers, in the order in which they are shown."""

LAST_DOOR = Door("ags", (), (cite("ami-2024", "Anmeldung ohne Sozialhilfe"),))
"""Opens when every kind reads «does not fit»: a first talk and a trial day are free of charge."""


def open_doors(answers: dict[str, object]) -> tuple[OpenDoor, ...]:
    """The doors that apply to these answers (the answers of a situation, and the ``canton`` of residence)."""
    return tuple(
        OpenDoor(door, tuple(one.key for one in door.variants if _holds(one.when, answers)))
        for door in DOORS
        if _holds(door.when, answers)
    )


def _holds(conditions: tuple[Rule, ...], answers: dict[str, object]) -> bool:
    return all_of(condition.verdict(answers) for condition in conditions) is MET
