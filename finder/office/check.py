"""The whole examination of ``data/``: its files, the rules that cite them, and the points they are to lie on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from finder.errors import BadRow
from finder.facts import offers, postcodes, sources, texts
from finder.facts.dataset import Dataset
from finder.facts.place_names import keys
from finder.facts.situation import QUESTIONS
from finder.facts.sources import Citation
from finder.office import check_files as check
from finder.office import check_records
from finder.rules.cautions import CAUTIONS, OF_THE_DAY
from finder.rules.doors import DOORS, LAST_DOOR
from finder.rules.funding import PAYER_RULES, Payer
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.rules.rule import Condition
from finder.rules.verdict import OPEN
from finder.sentences import sentence
from finder.steps.advise import Fit
from finder.steps.distance import metres_between
from finder.steps.fund import WAIVER_RULES, Waiver
from finder.steps.guide import SCREENS_OF_THE_PATH
from finder.steps.next_steps import STEPS, Actor

SOME_AGE = (0,)
"""A number stands for every number: a question whose answer is typed can be bettered from it."""
FAR = 10_000
"""Metres an offer may lie from the place it names: the widest postcodes of the region are not twice as wide."""


def faults(folder: Path | Dataset) -> Iterator[BadRow]:
    """Every fault in a data folder, one for each cell that is to be mended."""
    data = folder if isinstance(folder, Dataset) else Dataset(folder)
    yield from check.faults(data)
    yield from check_records.faults(data)
    yield from _uncited(data)
    yield from _unspoken(data)
    yield from _misplaced(data)


def citations() -> frozenset[Citation]:
    """Every passage that a rule, a door or a caution rests on, and the document of the places."""
    of_conditions = {condition.citation for condition in conditions()}
    of_doors = {citation for door in (*DOORS, LAST_DOOR) for citation in door.citations}
    of_doors |= {rule.citation for door in DOORS for rule in door.when}
    return frozenset(of_conditions | of_doors | {one.citation for one in (*CAUTIONS, *OF_THE_DAY)} | {postcodes.STATE})


def conditions() -> tuple[Condition, ...]:
    """Every condition a person is told about: of the kinds, of the payer, of the waiver. Each once."""
    of_kinds = [condition for kind in PROGRAMME_TYPES for condition in (*kind.requires, *kind.speaks_for)]
    return tuple(dict.fromkeys([*of_kinds, *PAYER_RULES, *WAIVER_RULES]))


def wanted_texts() -> Iterator[str]:
    """The texts without which a finding, a kind, a door or a caution could not be said."""
    for condition in conditions():
        yield from (f"rule.{condition.name}.{part}" for part in ("claim", "met", "not_met", "open"))
        if may_be_borderline(condition):
            yield f"rule.{condition.name}.borderline"
    for kind in PROGRAMME_TYPES:
        yield from (f"type.{kind.key}.{part}" for part in ("name", "plain", "for_whom", "aim"))
        yield f"group.{kind.group}"
    for door in (*DOORS, LAST_DOOR):
        variants = [variant.key for variant in door.variants]
        yield from (f"door.{door.key}.{part}" for part in ("title", "text", *variants))
    yield from (f"caution.{caution.key}" for caution in (*CAUTIONS, *OF_THE_DAY))
    yield from _texts_of_questions()
    yield from _texts_of_outcomes()
    for name, screen in SCREENS_OF_THE_PATH.items():
        yield from (f"screen.{name}.{part}" for part in ("name", "plain", "example", "why"))
        yield from (f"screen.{name}.option.{tick.key}" for tick in screen.ticks)


def _texts_of_questions() -> Iterator[str]:
    """A question is asked, explained, named, and says who knows; its values have names, a better answer a sentence."""
    for key, question in QUESTIONS.items():
        yield from (f"question.{key}.{part}" for part in ("ask", "help", "who", "name"))
        yield from (f"question.{key}.option.{value}" for value in question.values if not isinstance(value, bool))
        if any(question.better(value) for value in question.values or SOME_AGE):
            yield f"change.{key}"


def _texts_of_outcomes() -> Iterator[str]:
    """What comes out of it: a verdict, a payer, a waiver, and the steps with whose turn it is."""
    yield from (f"fit.{fit}.{part}" for fit in Fit for part in ("word", "summary"))
    yield from (f"payer.{payer}" for payer in Payer)
    yield from (f"waiver.{waiver}" for waiver in Waiver)
    yield from (f"actor.{actor}" for actor in Actor)
    yield from (f"step.{step.key}" for step in STEPS)


def may_be_borderline(condition: Condition) -> bool:
    """Whether some person who has answered everything is told «borderline» by it."""
    answers = [QUESTIONS[name].values for name in condition.needs if name in QUESTIONS]
    if len(answers) < len(condition.needs) or not all(answers):
        return False  # a number or an amount: those rules know no borderline
    given = (dict(zip(condition.needs, values, strict=True)) for values in product(*answers))
    return any(condition.verdict(one) is OPEN for one in given)


def _uncited(data: Dataset) -> Iterator[BadRow]:
    listed = data.table(sources.table)
    if listed.faults:
        return  # named there
    known = {row.id for _, row in listed.rows}
    for missing in sorted({citation.source for citation in citations()} - known):
        yield BadRow(listed.file, None, "id", missing, sentence("cited_document"))


def _unspoken(data: Dataset) -> Iterator[BadRow]:
    if texts.GERMAN not in data.languages or data.unreadable:
        return
    spoken = data.texts(texts.GERMAN)
    for key in dict.fromkeys(wanted_texts()):
        if key not in spoken:
            yield BadRow(f"texts/{texts.GERMAN}.toml", None, key, "", sentence("text_missing"))


def _misplaced(data: Dataset) -> Iterator[BadRow]:
    """Offers far from the postcode or the town they name, or in another canton than its place."""
    places, offer_table = data.table(postcodes.table), data.table(offers.table)
    if places.faults:
        return
    cantons = {row.canton for _, row in offer_table.rows}
    by_postcode: dict[str, list[postcodes.Place]] = defaultdict(list)
    by_name: dict[str, list[postcodes.Place]] = defaultdict(list)
    for _, place in places.rows:
        by_postcode[place.postcode].append(place)
        if place.canton in cantons:
            for name in keys(place.locality, place.canton) | keys(place.municipality, place.canton):
                by_name[name].append(place)
    for number, row in offer_table.rows:
        column = "town" if row.postcode is None else "postcode"
        named = by_postcode.get(row.postcode or "") or [
            place for name in keys(row.town or "", row.canton) for place in by_name.get(name, ())
        ]
        if not named:
            continue
        if row.canton not in {place.canton for place in named}:
            demand = sentence("canton_of_place", column=column, place=row.postcode or row.town)
            yield BadRow(offer_table.file, number, "canton", row.canton, demand)
        point = row.point
        if point and min(metres_between(point, (place.lat, place.lon)) for place in named) > FAR:
            shown = ", ".join(str(degrees) for degrees in point)
            demand = sentence("within_km", km=FAR // 1000, column=column, place=row.postcode or row.town)
            yield BadRow(offer_table.file, number, "lat", shown, demand)
