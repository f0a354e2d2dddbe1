"""What the provider's form and the waiver request ask for, as far as the answers tell (keys only)."""

from __future__ import annotations

from dataclasses import dataclass

from finder.facts.kinds import HEALTH_KINDS
from finder.facts.situation import QUESTIONS, Situation
from finder.rules.funding import Payer
from finder.rules.programme_types import ProgrammeType
from finder.steps.advise import Advice, Fit
from finder.steps.documents import documents, waiver_request_makes_sense
from finder.steps.fund import Funding
from finder.steps.residence import Residence

BOOKING_CODE = "15.07"
"""For integration.arbeit in the accounts of the Sozialdienste (ia-factsheet, «Kosten»)."""

FORM = tuple(key for key, question in QUESTIONS.items() if question.form)
"""Answers a provider's form asks for. Health, asylum decisions and benefits are not a provider's business here."""

REQUEST = ("status", "household_size", "monthly_income", "wealth")
"""Answers the request for a waiver asks for."""


@dataclass(frozen=True)
class Registration:
    """The registration of one person, without a word of prose."""

    kinds: tuple[ProgrammeType, ...]
    answers: tuple[str, ...]
    residence: Residence
    by_sozialdienst: bool
    booking_code: str | None
    request: tuple[str, ...]
    documents: tuple[str, ...]


def registration(situation: Situation, advice: Advice, funding: Funding, *, sensitive: bool = False) -> Registration:
    """What to write into the forms.

    Args:
        sensitive: whether the kinds whose very name tells of health may be named.
    """
    kinds = tuple(one.type for one in advice.of(Fit.FITS) if sensitive or one.type.key not in HEALTH_KINDS)
    by_sozialdienst = funding.payer is Payer.SOZIALDIENST
    booked = by_sozialdienst and any(kind.key == "integration_arbeit" for kind in kinds)
    asks = waiver_request_makes_sense(funding)
    return Registration(
        kinds,
        FORM,
        advice.residence,
        by_sozialdienst,
        BOOKING_CODE if booked else None,
        REQUEST if asks else (),
        documents(situation, funding) if asks else (),
    )
