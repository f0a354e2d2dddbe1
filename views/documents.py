"""What sentences say of the documents on file: no edition, day or count stands in a sentence itself."""

from __future__ import annotations

from collections.abc import Mapping

from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.rules.cautions import BROCHURE, CONTINUATION, PILOT


def editions() -> Mapping[str, object]:
    """Edition and days of the brochure, days of the pilot, when it was last said to run, number of organisations."""
    data = on_file()
    brochure, pilot, latest = (data.sources[one] for one in (BROCHURE, PILOT, CONTINUATION.citation.source))
    return {
        "edition": next((row.edition for row in data.tariffs if row.source == BROCHURE), brochure.vintage),
        "since": brochure.since,
        "until": brochure.until,
        "pilot_since": pilot.since,
        "pilot_until": pilot.until,
        "as_of": latest.vintage,
        "organisations": data.figure("organisations").value,
    }


def first_tariff_year(kind: TypeKey) -> int:
    """The year from which a kind has a tariff on file; every kind has one, ``check`` demands it."""
    return min(row.since.year for row in on_file().tariffs if row.type == kind)
