"""A walk through time: the same persons on the first day of every quarter, from before the documents until after them.

Nothing raises. A day outside the documents is said to be so: a caution beside the verdict, an edition beside the
price, or, before the first tariff, no price at all.
"""

import tomllib
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from finder.errors import NotOnFile
from finder.facts.dataset import on_file
from finder.facts.dated import ended, in_force
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.kinds import KINDS
from finder.facts.plan import Plan
from finder.facts.situation import Situation
from finder.rules.cautions import of_the_day
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.steps.advise import advise
from finder.steps.estimate import WITH_SOZIALHILFE_ONLY, estimate
from finder.steps.fund import fund
from tests.support.known import known

DAYS = [date(year, month, 1) for year in range(2022, 2028) for month in (1, 4, 7, 10)]
PERSONAS = {
    path.stem: Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])
    for path in sorted((Path(__file__).parent / "personas").glob("*.toml"))
}
SOURCES = on_file().sources
PILOT, END_OF_PILOT = known(SOURCES["ia-factsheet"].since), known(SOURCES["ia-factsheet"].until)
BROCHURE, END_OF_EDITION = known(SOURCES["ami-2024"].since), known(SOURCES["ami-2024"].until)
FAMILIES = [name for name in PERSONAS if name.startswith("family")]
ONE_OF_EACH = {
    "coaching_hours": "1",
    "internal_days": {"full_days": 1},
    "whole_months": 1,
    "hours_by_month": ["10"],
}

every_day = pytest.mark.parametrize("on", DAYS, ids=str)


def plan(kind: TypeKey) -> Plan:
    return Plan.of(kind, {key: value for key, value in ONE_OF_EACH.items() if key in KINDS[kind].billed_by})


def cautions(situation: Situation, on: date) -> dict[str, set[str]]:
    return {one.type.key: {caution.key for caution in one.cautions} for one in advise(situation, on).types}


def test_the_walk_begins_before_the_first_document_and_ends_after_the_last() -> None:
    assert DAYS[0] < PILOT < BROCHURE < END_OF_PILOT < END_OF_EDITION < DAYS[-1]
    assert DAYS[0] < min(tariff.since for tariff in on_file().tariffs)
    assert all(tariff.until < DAYS[-1] for tariff in on_file().tariffs if tariff.until)


@every_day
def test_every_persona_is_advised_and_funded_on_every_day(on: date) -> None:
    for situation in PERSONAS.values():
        advice = advise(situation, on)
        assert advice.on == on
        assert len(advice.types) == len(TYPE_KEYS)
        limits = fund(situation, on).limits
        assert (limits.edition, limits.since, limits.until) == ("waiver-new", None, None), "undated, and shown so"


@every_day
def test_the_conditions_do_not_change_with_the_day_because_only_one_edition_is_on_file(on: date) -> None:
    for situation in PERSONAS.values():
        then, now = advise(situation, on), advise(situation, DAYS[-1])
        assert [(one.type.key, one.fit, one.missing) for one in then.types] == [
            (one.type.key, one.fit, one.missing) for one in now.types
        ]


@every_day
def test_a_day_before_or_after_the_documents_is_said_to_be_so(on: date) -> None:
    found = cautions(Situation(), on)
    for kind in PROGRAMME_TYPES:
        assert ("not_yet_on_file" in found[kind.key]) is (on < known(kind.first_day(SOURCES))), kind.key
        assert ("edition_ended" in found[kind.key]) is (on > END_OF_EDITION), kind.key
    assert ("continuation_unconfirmed" in found["integration_arbeit"]) is (on > END_OF_PILOT)


@pytest.mark.parametrize(
    ("on", "kind", "caution", "said"),
    [
        (date(2022, 10, 14), "integration_arbeit", "not_yet_on_file", True),
        (date(2022, 10, 15), "integration_arbeit", "not_yet_on_file", False),
        (date(2023, 12, 31), "coaching", "not_yet_on_file", True),
        (date(2024, 1, 1), "coaching", "not_yet_on_file", False),
        (date(2025, 6, 30), "integration_arbeit", "continuation_unconfirmed", False),
        (date(2025, 7, 1), "integration_arbeit", "continuation_unconfirmed", True),
        (date(2025, 12, 31), "coaching", "edition_ended", False),
        (date(2026, 1, 1), "coaching", "edition_ended", True),
    ],
)
def test_the_last_day_still_counts_and_the_next_does_not(on: date, kind: TypeKey, caution: str, said: bool) -> None:
    assert (caution in cautions(Situation(), on)[kind]) is said


@every_day
def test_a_price_names_its_edition_and_before_the_first_tariff_there_is_none(on: date) -> None:
    for funding in [fund(PERSONAS[name], on) for name in FAMILIES]:
        for kind in TYPE_KEYS:
            if on < min(tariff.since for tariff in on_file().tariffs if tariff.type == kind):
                with pytest.raises(NotOnFile, match=f"on {on} is not on file"):
                    estimate(kind, plan(kind), funding, on)
                continue
            price = estimate(kind, plan(kind), funding, on)
            assert price.total > 0 or kind == "teillohn"
            assert price.tariffs, kind
            assert all(tariff.edition and tariff.source for tariff in price.tariffs), kind
            outdated = any(ended(tariff, on) for tariff in price.tariffs)
            assert ("tariff_edition_ended" in price.cautions) is outdated, kind
            assert outdated or all(in_force(tariff, on) for tariff in price.tariffs), kind
            if kind in WITH_SOZIALHILFE_ONLY:
                assert (price.canton, price.person_max) == (None, None)
            else:
                assert known(price.canton) + known(price.person_max) == price.total, kind


def test_the_price_of_a_day_changes_only_with_the_edition() -> None:
    """integration.arbeit kept its ceilings from the pilot to the brochure; only the document they stand in changed."""
    family = PERSONAS["family_of_four_far_above_the_limit"]
    days = (date(2023, 12, 31), date(2024, 1, 1))
    before, after = (estimate("integration_arbeit", plan("integration_arbeit"), fund(family, on), on) for on in days)
    assert (before.total, after.total) == (Decimal("340.00"), Decimal("340.00"))
    assert {tariff.source for tariff in before.tariffs} == {"ia-factsheet"}
    assert {tariff.source for tariff in after.tariffs} == {"ami-2024"}


@pytest.mark.parametrize(
    ("kind", "on", "caution", "facts"),
    [
        (
            "integration_arbeit",
            date(2026, 11, 22),
            "continuation_unconfirmed",
            {"day": END_OF_PILOT, "as_of": SOURCES["so-2025-12"].vintage},
        ),
        (
            "coaching",
            date(2026, 11, 22),
            "edition_ended",
            {"document": SOURCES["ami-2024"].document, "day": END_OF_EDITION},
        ),
        ("coaching", date(2023, 12, 31), "not_yet_on_file", {"day": BROCHURE}),
        ("integration_arbeit", date(2022, 1, 1), "not_yet_on_file", {"day": PILOT}),
    ],
)
def test_a_caution_of_the_day_names_document_and_day(
    kind: TypeKey, on: date, caution: str, facts: dict[str, Any]
) -> None:
    (type_,) = [one for one in PROGRAMME_TYPES if one.key == kind]
    said = {one.key: one.facts for one in of_the_day(type_, on, SOURCES)}
    assert said[caution] == facts


@pytest.mark.parametrize("missing", ["ia-factsheet", "so-2025-12", "ami-2024"])
def test_a_document_that_is_not_on_file_demands_nothing(missing: str) -> None:
    sources = {key: one for key, one in SOURCES.items() if key != missing}
    silent = {"ia-factsheet": "continuation_unconfirmed", "so-2025-12": "continuation_unconfirmed"}
    for kind in PROGRAMME_TYPES:
        said = {one.key for one in of_the_day(kind, DAYS[-1], sources)}
        assert silent.get(missing, "edition_ended") not in said
