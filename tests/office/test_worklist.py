"""What to mend first: the gaps by the harm they do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from finder.facts.dataset import on_file
from finder.office.worklist import Gap, gaps, worklist

ON = date(2026, 11, 22)
WHOLE = replace(
    next(row for row in on_file().offers if row.current and row.street and row.type),
    phone="032 627 23 11",
    precision="address",
    type_evidence="named",
    last_confirmed=date(2026, 11, 1),
)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"phone": None}, (Gap.NO_PHONE,)),
        ({"street": None, "precision": "postcode"}, (Gap.NO_ADDRESS, Gap.NO_EXACT_POINT)),
        ({"type_evidence": "derived"}, (Gap.KIND_UNCONFIRMED,)),
        ({"type": None, "type_evidence": None}, (Gap.KIND_UNCONFIRMED,)),
        ({"last_confirmed": date(2025, 11, 22)}, ()),
        ({"last_confirmed": date(2025, 11, 21)}, (Gap.OLD,)),
        ({"last_confirmed": date(2026, 11, 23)}, (Gap.OLD,)),  # a day still to come
        ({"last_confirmed": None}, (Gap.OLD,)),
    ],
)
def test_a_gap_is_named(change: dict[str, Any], missing: tuple[Gap, ...]) -> None:
    assert gaps(replace(WHOLE, **change), ON) == missing


def test_the_worst_gap_comes_first_then_the_more_offers_and_what_is_whole_or_former_is_left_out() -> None:
    rows = [
        replace(WHOLE, provider_id="whole", provider="A"),
        replace(WHOLE, provider_id="old", provider="B", last_confirmed=date(2020, 1, 1)),
        replace(WHOLE, provider_id="silent", provider="C", phone=None),
        replace(WHOLE, provider_id="silent-twice", provider="D", phone=None),
        replace(WHOLE, provider_id="silent-twice", provider="D", phone=None, programme_name="x"),
        replace(WHOLE, provider_id="gone", provider="E", phone=None, state="former", confidence="former"),
    ]
    found = worklist(rows, ON)
    assert [one.provider_id for one in found] == ["silent-twice", "silent", "old"]
    assert (found[0].offers, dict(found[0].gaps)) == (2, {Gap.NO_PHONE: 2})
