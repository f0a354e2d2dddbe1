"""Every table of ``data/``, one record each: the checker, the comparison, the overlay and the editor are views of it.

A new table is one record here; without it a test names the file, and the reader that nobody lists.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from finder.facts import (
    figures,
    limits,
    offers,
    offices,
    place_aliases,
    postcode_shares,
    postcodes,
    sources,
    sozialregionen,
    tariffs,
    travel_minutes,
)
from finder.facts.tables import Folder, Table


@dataclass(frozen=True)
class TableFile:
    """One table.

    Attributes:
        file: its name in ``data/``.
        table: reads it, with every fault.
        row: what a row of it is.
        key: the columns that name a row when two editions are compared.
        telling: headings that no other table has together: an upload is known by them.
        cites: what its column ``source`` holds and the checker looks up; ``None``: its own reader does.
        may_be_empty: whether headings alone will do.
    """

    file: str
    table: Callable[[Folder], Table[Any]]
    row: type[Any]
    key: tuple[str, ...]
    telling: frozenset[str]
    cites: Literal["a document", "documents or addresses"] | None = None
    may_be_empty: bool = False


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SOURCES = TableFile("sources.csv", sources.table, sources.Source, ("id",), _words("id document vintage"))
TARIFFS = TableFile(
    "tariffs.csv", tariffs.table, tariffs.Tariff, ("type", "unit", "edition", "since"), _words("type unit monthly_cap"),
    cites="a document",
)  # fmt: skip
LIMITS = TableFile(
    "limits.csv", limits.table, limits.Limit, ("edition", "key", "household_size"), _words("key household_size chf"),
    cites="a document",
)  # fmt: skip
OFFERS = TableFile(
    "programmes.csv", offers.table, offers.Offer, ("provider_id", "location", "type", "programme_name"),
    _words("provider_id provider confidence"),
)  # fmt: skip
SOZIALREGIONEN = TableFile(
    "sozialregionen.csv", sozialregionen.table, sozialregionen.Sozialregion, ("municipality",),
    _words("name municipality"), cites="documents or addresses",
)  # fmt: skip
OFFICES = TableFile(
    "offices.csv", offices.table, offices.Office, ("key",), _words("key name street"), cites="documents or addresses"
)
FIGURES = TableFile(
    "figures.csv", figures.table, figures.Figure, ("key", "since"), _words("key value passage"),
    cites="documents or addresses",
)  # fmt: skip
POSTCODES = TableFile(
    "postcodes.csv", postcodes.table, postcodes.Place, ("postcode", "locality", "municipality"),
    _words("postcode locality bfs kind"),
)  # fmt: skip
POSTCODE_SHARES = TableFile(
    "postcode_shares.csv", postcode_shares.table, postcode_shares.PostcodeShare,
    ("postcode", "locality", "municipality"), _words("postcode share vintage"),
)  # fmt: skip
TRAVEL_MINUTES = TableFile(
    "travel_minutes.csv", travel_minutes.table, travel_minutes.TravelTime, ("postcode", "location"),
    _words("minutes as_of"), may_be_empty=True,
)  # fmt: skip
PLACE_ALIASES = TableFile(
    "place_aliases.csv", place_aliases.table, place_aliases.Alias, ("name", "locality", "canton"),
    _words("name locality kind source"), cites="documents or addresses", may_be_empty=True,
)  # fmt: skip

TABLES = (
    SOURCES, TARIFFS, LIMITS, OFFERS, SOZIALREGIONEN, OFFICES, FIGURES, POSTCODES, POSTCODE_SHARES, TRAVEL_MINUTES,
    PLACE_ALIASES,
)  # fmt: skip
"""In the order in which their faults are named."""

BY_NAME: Mapping[str, TableFile] = {one.file: one for one in TABLES}
