"""The papers a household brings along with its request for a waiver (keys only; ami-2024 and the two waiver sheets)."""

from __future__ import annotations

from collections.abc import Iterator

from finder.facts.situation import Situation, Status
from finder.rules.funding import Payer
from finder.steps.fund import Funding, Waiver
from finder.steps.income import Income

ASK_FOR_IT = frozenset({Waiver.FULL, Waiver.PARTIAL, Waiver.OPEN})
"""A waiver that is possible, in full or in part, or still open: a request makes sense."""


def documents(situation: Situation, funding: Funding, income: Income | None = None) -> tuple[str, ...]:
    """The tick-list for exactly this household, in the order in which one collects it; empty without a request.

    Args:
        income: the small steps of the income, where they were told: what the household does not draw needs no
            proof. Without them, proofs of support carry the suffix ``_if_drawn``.
    """
    if not waiver_request_makes_sense(funding):
        return ()
    return tuple(_papers(situation, income or Income()))


def waiver_request_makes_sense(funding: Funding) -> bool:
    """Whether this person should ask for a waiver: pays the half, and nothing told so far rules it out."""
    return funding.payer is Payer.PERSON and funding.waiver in ASK_FOR_IT


def _papers(situation: Situation, income: Income) -> Iterator[str]:
    yield "waiver_form"
    alone = situation.household_size == 1
    if not income.wages or any(wage is None or wage for wage in income.wages):
        yield "wage_slips" if alone else "wage_slips_of_everyone"
    yield "account_statements" if alone else "account_statements_of_everyone"
    yield "identity_card"
    if situation.status is not Status.SWISS:
        yield "permit"
    for name in ("premium_reduction", "family_benefits", "pensions"):
        amount = income.support(name)
        if amount is None:
            yield f"{name}_if_drawn"
        elif amount:
            yield name
            if name == "family_benefits":
                yield "health_insurance_policies"
