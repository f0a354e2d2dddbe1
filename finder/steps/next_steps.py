"""What happens next, in order, and whose turn it is at each step (keys only; the words are in ``data/texts``)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finder.facts.situation import Situation
from finder.rules.funding import Payer
from finder.steps.advise import Advice, Fit
from finder.steps.documents import waiver_request_makes_sense
from finder.steps.fund import Funding


class Actor(StrEnum):
    """Who takes the step."""

    PERSON = "person"
    SOZIALDIENST = "sozialdienst"
    SOZIALREGION = "sozialregion"
    PROVIDER = "provider"
    AGS = "ags"


@dataclass(frozen=True)
class Step:
    """One step: ``step.<key>`` names it, ``actor.<actor>`` says who does it."""

    key: str
    actor: Actor


WITH_SOZIALHILFE = (
    Step("choose_with_sozialdienst", Actor.SOZIALDIENST),
    Step("cost_approval", Actor.SOZIALDIENST),
    Step("registration_by_sozialdienst", Actor.SOZIALDIENST),
    Step("start", Actor.PROVIDER),
    Step("invoice_to_sozialdienst", Actor.PROVIDER),
)
"""Kostengutsprache comes before the start; the invoice never reaches the person (ami-2024, «Mit Sozialhilfe»)."""

FIRST_TALK = (Step("contact_provider", Actor.PERSON), Step("free_first_talk", Actor.PROVIDER))
"""Free of charge (ami-2024, «kostenlos»)."""

WAIVER = (Step("waiver_request", Actor.PERSON), Step("waiver_decision", Actor.AGS))
"""Before the start; AGS decides by Verfügung (both waiver sheets)."""

OTHER_OFFICES = {
    "rav": Step("go_to_rav", Actor.PERSON),
    "iv": Step("go_to_iv", Actor.PERSON),
    "aargau": Step("go_to_own_canton", Actor.PERSON),
    "bern": Step("go_to_own_canton", Actor.PERSON),
    "other_canton": Step("go_to_own_canton", Actor.PERSON),
    "abroad": Step("go_to_own_country", Actor.PERSON),
    "sozialregion": Step("go_to_sozialregion", Actor.PERSON),
    "school": Step("go_to_school", Actor.PERSON),
}
"""The step behind a door that comes first."""

BESIDES = {
    "health": Step("go_to_physician", Actor.PERSON),
    "iv_pending": Step("tell_the_iv_is_examining", Actor.PERSON),
    "rav_free": Step("register_with_rav", Actor.PERSON),
    "preapprenticeship": Step("preapprenticeship", Actor.PERSON),
    "addiction_help": Step("addiction_counselling", Actor.PERSON),
    "status_s_rav": Step("registered_with_rav", Actor.SOZIALREGION),
    "refugee_rav": Step("registered_with_rav", Actor.SOZIALREGION),
    "german_course": Step("german_course", Actor.PERSON),
}
"""The step behind a door that comes in addition."""


BRIDGES_FIRST = Step("bridges_first", Actor.PERSON)
"""Without Sozialhilfe a Jugendprogramm costs the household by the day, a bridge does not (our reading)."""

REGISTRATION = Step("registration", Actor.PERSON)
START_AND_INVOICE = (Step("start", Actor.PROVIDER), Step("invoice_to_person", Actor.PROVIDER))
TALK_TO_AGS = Step("talk_to_ags", Actor.PERSON)
"""Where every kind reads «does not fit»."""
CLARIFY_SOCIAL_ASSISTANCE = Step("clarify_social_assistance", Actor.SOZIALDIENST)
CLARIFY_WHO_PAYS = Step("clarify_who_pays", Actor.PERSON)

STEPS = tuple(
    dict.fromkeys(
        (
            *OTHER_OFFICES.values(),
            BRIDGES_FIRST,
            TALK_TO_AGS,
            *WITH_SOZIALHILFE,
            *FIRST_TALK,
            REGISTRATION,
            *WAIVER,
            *START_AND_INVOICE,
            CLARIFY_SOCIAL_ASSISTANCE,
            CLARIFY_WHO_PAYS,
            *BESIDES.values(),
        )
    )
)
"""Every step there is."""


def next_steps(situation: Situation, advice: Advice, funding: Funding, *, sensitive: bool = True) -> tuple[Step, ...]:
    """The steps of this person, first to last; each key occurs once.

    Args:
        sensitive: whether the steps behind doors that tell of health are among them.
    """
    doors = [door.key for door in advice.doors if sensitive or not door.door.health]
    return tuple(dict.fromkeys(_steps(situation, advice, funding, doors)))


def _steps(situation: Situation, advice: Advice, funding: Funding, doors: list[str]) -> Iterator[Step]:
    yield from (OTHER_OFFICES[key] for key in doors if key in OTHER_OFFICES)
    if "youth_bridges" in doors and situation.social_assistance is not True:
        yield BRIDGES_FIRST
    if all(one.fit is Fit.DOES_NOT_FIT for one in advice.types):
        yield TALK_TO_AGS
    else:
        yield from _towards_a_programme(situation, funding)
    yield from (BESIDES[key] for key in doors if key in BESIDES)


def _towards_a_programme(situation: Situation, funding: Funding) -> Iterator[Step]:
    match funding.payer:
        case Payer.SOZIALDIENST:
            yield from WITH_SOZIALHILFE
        case Payer.PERSON:
            yield from FIRST_TALK
            yield REGISTRATION
            if waiver_request_makes_sense(funding):
                yield from WAIVER
            yield from START_AND_INVOICE
        case Payer.OPEN if funding.missing:  # what only an office can settle has a door of its own
            if situation.social_assistance is None:
                yield CLARIFY_SOCIAL_ASSISTANCE
            else:
                yield CLARIFY_WHO_PAYS
            yield from FIRST_TALK
