"""Other doors: where somebody turns first or besides, because another office is in charge.

A door is a full result of its own. It opens when all its conditions are met; what is open opens no door. Every door
says where it leads. The conditions themselves stand in :mod:`finder.rules.door_rules`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from finder.facts.sources import Citation, cite
from finder.rules.door_rules import (
    addiction_is_told,
    age_is_below_16,
    age_is_between_16_and_25,
    age_is_between_18_and_35,
    age_is_that_of_working_life,
    asylum_decision_is_finally_negative,
    asylum_decision_is_not_known_as_negative,
    disability_insurance_does_not_pay,
    disability_insurance_examines,
    disability_insurance_pays,
    disability_office_is_involved,
    german_is_below_b1,
    health_or_capacity_is_limited,
    no_unemployment_insurance_pays,
    person_is_admitted_or_a_refugee,
    reading_is_to_be_learnt,
    registration_is_not_known,
    residence_is_abroad,
    residence_is_in_aargau,
    residence_is_in_another_canton,
    residence_is_in_bern,
    social_assistance_is_not_drawn,
    social_assistance_tops_up,
    status_allows_to_look_for_work,
    status_is_s,
    status_opens_the_preapprenticeship,
    unemployment_insurance_pays,
    unemployment_office_is_involved,
    work_is_realistic_now,
    work_is_realistic_soon,
)
from finder.rules.programme_types import training_is_the_goal
from finder.rules.rule import Condition, Hearing, Rule

SOZIALREGION = "sozialregion"
"""The address that differs from person to person: the region of the municipality one lives in."""


@dataclass(frozen=True, eq=False)
class Variant:
    """What the door says in addition to persons who meet these conditions."""

    key: str
    when: tuple[Rule, ...]


@dataclass(frozen=True, eq=False, kw_only=True)
class Door:
    """Another office that is in charge, first or besides.

    Attributes:
        where: keys of ``data/offices.csv``, or :data:`SOZIALREGION`; empty where the text alone says where.
        health: the door tells of health: it stands on no paper unless the person chooses so.
        first: it comes before any programme; the others come besides.
    """

    key: str
    when: tuple[Rule, ...]
    citations: tuple[Citation, ...]
    where: tuple[str, ...]
    health: bool
    first: bool = False
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True)
class OpenDoor:
    """A door that applies to this person, with the variants that do."""

    door: Door
    variants: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.door.key


TOPPED_UP = Variant("topped_up", (social_assistance_tops_up,))

DOORS: tuple[Door, ...] = (
    Door(
        key="rav",
        when=(unemployment_insurance_pays,),
        citations=(
            cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"),
            cite("shb-ami", "Zuständigkeit"),
        ),
        where=("rav_solothurn", "rav_olten"),
        health=False,
        first=True,
        variants=(Variant("both_insurers", (disability_insurance_pays,)), TOPPED_UP),
    ),
    Door(
        key="iv",
        when=(disability_insurance_pays,),
        citations=(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"), cite("iv-address", "Adresse")),
        where=("iv", "meinplatz"),
        health=False,
        first=True,
        variants=(TOPPED_UP,),
    ),
    Door(
        key="iv_pending",
        when=(disability_insurance_examines,),
        citations=(cite("ami-2024", "Wie viel kostet ein Programm, ohne Sozialhilfe"), cite("iv-address", "Adresse")),
        where=("iv",),
        health=True,
    ),
    Door(
        key="health",
        when=(health_or_capacity_is_limited, disability_insurance_does_not_pay),
        citations=(cite("shb-assessment", "Gesundheitliche Hindernisse"), cite("iv-2017", "Früherfassung")),
        where=("iv",),
        health=True,
    ),
    Door(
        key="aargau",
        when=(residence_is_in_aargau,),
        citations=(cite("ag-2019", "Kooperation Arbeitsmarkt"), cite("ag-site", "AMIplus")),
        where=("kooperation_arbeitsmarkt",),
        health=False,
        first=True,
        variants=(
            Variant("with_social_assistance", (social_assistance_tops_up,)),
            Variant("without_social_assistance", (social_assistance_is_not_drawn,)),
            Variant("both_insurers", (unemployment_office_is_involved, disability_office_is_involved)),
        ),
    ),
    Door(
        key="bern",
        when=(residence_is_in_bern,),
        citations=(cite("be-gsi", "Sozialdienste"),),
        where=("bern",),
        health=False,
        first=True,
    ),
    Door(
        key="other_canton",
        when=(residence_is_in_another_canton,),
        citations=(cite("ami-2024", "Bedingungen für den Kostenerlass"),),
        where=(),
        health=False,
        first=True,
    ),
    Door(
        key="abroad",
        when=(residence_is_abroad,),
        citations=(cite("ami-2024", "Bedingungen für den Kostenerlass"),),
        where=(),
        health=False,
        first=True,
    ),
    Door(
        key="sozialregion",
        when=(asylum_decision_is_finally_negative,),
        citations=(cite("shb-employment", "Asylsuchende"),),
        where=(SOZIALREGION,),
        health=False,
        first=True,
    ),
    Door(
        key="status_s_rav",
        when=(status_is_s, work_is_realistic_soon),
        citations=(cite("so-2025-s", "Anmeldung beim RAV"), cite("fed-2025-s", "Schutzstatus S")),
        where=(SOZIALREGION,),
        health=False,
    ),
    Door(
        key="refugee_rav",
        when=(person_is_admitted_or_a_refugee, work_is_realistic_now),
        citations=(cite("vinta", "Art. 9"),),
        where=("rav_solothurn", "rav_olten"),
        health=False,
    ),
    Door(
        key="rav_free",
        when=(
            no_unemployment_insurance_pays,
            work_is_realistic_soon,
            registration_is_not_known,
            disability_insurance_does_not_pay,
            age_is_that_of_working_life,
            status_allows_to_look_for_work,
            asylum_decision_is_not_known_as_negative,
        ),
        citations=(cite("shb-alm", "Personen ohne Beitragszeit"), cite("rav-2021", "Anmeldung")),
        where=("rav_solothurn", "rav_olten"),
        health=False,
    ),
    Door(
        key="school",
        when=(age_is_below_16,),
        citations=(cite("assumption", "Volksschule"),),
        where=(),
        health=False,
        first=True,
    ),
    Door(
        key="youth_bridges",
        when=(age_is_between_16_and_25, training_is_the_goal),
        citations=(cite("shb-youth", "Brückenangebote"),),
        where=(),
        health=False,
    ),
    Door(
        key="preapprenticeship",
        when=(status_opens_the_preapprenticeship, age_is_between_18_and_35, training_is_the_goal),
        citations=(cite("invol-2018", "Integrationsvorlehre"),),
        where=(),
        health=False,
    ),
    Door(
        key="german_course",
        when=(german_is_below_b1,),
        citations=(cite("shb-german", "Kurse bis B1"),),
        where=(SOZIALREGION,),
        health=False,
        variants=(Variant("alphabetisation", (reading_is_to_be_learnt,)),),
    ),
    Door(
        key="addiction_help",
        when=(addiction_is_told,),
        citations=(cite("assumption", "Suchtberatung"),),
        where=("perspektive", "suchthilfe_ost"),
        health=True,
    ),
)
"""Doors that hang on answers, in the order in which they are shown."""

LAST_DOOR = Door(
    key="ags", when=(), citations=(cite("ami-2024", "Anmeldung ohne Sozialhilfe"),), where=("ags",), health=False
)
"""Opens when every kind reads «does not fit»: a first talk and a trial day are free of charge."""


def open_doors(doors: Iterable[tuple[Door, tuple[Condition, ...]]], hearing: Hearing) -> tuple[OpenDoor, ...]:
    """Those of the doors, each with its conditions of the day, that apply to a person."""
    return tuple(
        [
            OpenDoor(door, tuple(one.key for one in door.variants if hearing.all_met(one.when)))
            for door, when in doors
            if hearing.all_met(when)
        ]
    )
