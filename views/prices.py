"""What a kind costs at most, in one line, and what of it this person bears."""

from __future__ import annotations

from datetime import date

from finder.errors import NotOnFile
from finder.facts.amounts import to_five_rappen
from finder.facts.keys import TypeKey
from finder.steps.estimate import tariffs_of
from finder.steps.fund import Funding, Payer, Waiver
from views.words import Words


def price_line(say: Words, kind: TypeKey, funding: Funding, on: date) -> str:
    """«Kosten: höchstens CHF 80.00 pro Tag (2024/25). Davon trägt die Person höchstens CHF 40.00 pro Tag.»"""
    try:
        tariffs = tariffs_of(kind, on)
    except NotOnFile:
        return say("error.not_on_file")
    if not any(one.price for one in tariffs):
        return say("advice.price.free")

    def priced(part: int) -> str:
        return say.all(
            say(
                "advice.price.per_unit",
                price=say.chf(to_five_rappen(one.price / part)),
                unit=say(f"unit.name.{one.unit}"),
            )
            for one in tariffs
        )

    whole = say("advice.price.at_most", prices=priced(1), edition=tariffs[0].edition)
    match funding.payer, funding.waiver:
        case Payer.SOZIALDIENST, _:
            return f"{whole} {say('advice.price.sozialdienst')}"
        case Payer.PERSON, Waiver.FULL:
            return f"{whole} {say('advice.price.waived')}"
        case Payer.PERSON, _:
            return f"{whole} {say('advice.price.person', prices=priced(2))}"
    return whole
