"""The registration in words, to copy into the forms. German only: the forms are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from finder.facts.offers import Offer
from finder.facts.situation import Situation
from finder.steps.registration import Registration
from views.words import Words

TEXT = "office.registration"


def registration_text(say: Words, found: Registration, situation: Situation, sites: Iterable[Offer], on: date) -> str:
    """The text, line by line; what is not known says so, and the name is left to the person.

    Args:
        say: the German words.
        sites: the offers the person put aside.
    """
    return "\n".join(_lines(say, found, situation, list(sites), on)) + "\n"


def _lines(say: Words, found: Registration, situation: Situation, sites: list[Offer], on: date) -> Iterator[str]:
    yield say(f"{TEXT}.form")
    yield say(f"{TEXT}.person")
    names = [say(f"type.{kind.key}.name") for kind in found.kinds]
    yield say(f"{TEXT}.kinds", kinds=say.all(names) if names else say(f"{TEXT}.open"))
    for site in sites:
        yield say(f"{TEXT}.site", site=", ".join(part for part in (site.provider, site.location, site.town) if part))
    yield from _answers(say, found.answers, situation)
    home = " ".join(part for part in (situation.postcode, situation.locality) if part)
    yield say(f"{TEXT}.answer", question=say("question.postcode.name"), answer=home or say(f"{TEXT}.open"))
    if found.residence.region is not None:
        key = "certain" if found.residence.certain else "likely"
        yield say(f"{TEXT}.region", region=say(f"region.{key}", name=found.residence.region.name))
    yield from _by_whom(say, found)
    if found.request:
        yield ""
        yield say(f"{TEXT}.waiver")
        yield say(f"{TEXT}.benefits")
        yield from _answers(say, found.request, situation)
        yield say(f"{TEXT}.documents")
        yield from (f"- {say(f'document.{key}')}" for key in found.documents)
    yield ""
    yield say(f"{TEXT}.date", day=on)
    yield say(f"{TEXT}.orientation")


def _by_whom(say: Words, found: Registration) -> Iterator[str]:
    if not found.by_sozialdienst:
        yield say(f"{TEXT}.first_talk")
        return
    yield say(f"{TEXT}.approval")
    if found.booking_code:
        yield say(f"{TEXT}.booking", code=found.booking_code)


def _answers(say: Words, keys: Iterable[str], situation: Situation) -> Iterator[str]:
    for key in keys:
        value = getattr(situation, key)
        answer = say(f"{TEXT}.open") if value is None else say.value(value)
        yield say(f"{TEXT}.answer", question=say(f"question.{key}.name"), answer=answer)
