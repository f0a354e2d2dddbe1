"""Who offers what and where: ``data/programmes.csv``, one row per location and kind of programme.

Unknown stays ``None``. What each column may hold is told to the editor of the data in ``data/README.md``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from finder.errors import BadRow
from finder.facts import sources as documents
from finder.facts.cells import (
    Age,
    Canton,
    Day,
    Email,
    Key,
    Latitude,
    Longitude,
    Phone,
    PlainText,
    Postcode,
    Price,
    SeenDay,
    SourceList,
    Web,
)
from finder.facts.keys import TypeKey
from finder.facts.situation import German
from finder.facts.tables import Folder, Table, duplicates, read
from finder.sentences import Sentence, sentence

PriceUnit = Literal["coaching_hour", "day", "hour", "month"]
Confidence = Literal["confirmed", "likely", "former"]
"""How well it is evidenced that the organisation takes part in the canton's integration programmes."""
State = Literal["running", "planned", "former", "unknown"]
"""What is known of this offer today; ``unknown``: it existed, that it still does is not evidenced."""
TypeEvidence = Literal["named", "derived", "level_unknown"]
"""Where ``type`` comes from: the source names it; its description suggests it; it says «Beschäftigung», not I or II."""
Precision = Literal["address", "postcode", "town"]


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One kind of programme at one location, or a place of work whose kind no source names (``type`` is ``None``).

    ``price`` is the provider's own, in CHF per ``price_unit``; the canton's ceilings are in ``tariffs.csv``.
    ``lat`` and ``lon`` are WGS 84 and as exact as ``precision`` says. ``last_confirmed`` is the day of the newest
    dated evidence of this offer, or the month or year where a source tells no more (``VagueDay``).
    """

    provider_id: Key
    provider: PlainText
    location: PlainText | None = None
    street: PlainText | None = None
    postcode: Postcode | None = None
    town: PlainText | None = None
    canton: Canton
    phone: Phone | None = None
    email: Email | None = None
    website: Web | None = None
    type: TypeKey | None = None
    programme_name: PlainText | None = None
    activities: PlainText | None = None
    min_german: German | None = None
    age_min: Age | None = None
    age_max: Age | None = None
    price: Price | None = None
    price_unit: PriceUnit | None = None
    confidence: Confidence
    state: State
    type_evidence: TypeEvidence | None = None
    note: PlainText | None = None
    source: SourceList
    source_date: PlainText
    last_confirmed: SeenDay | None = None
    lat: Latitude | None = None
    lon: Longitude | None = None
    precision: Precision | None = None
    located_on: Day | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """Where this is known from: ids of ``sources.csv`` and web addresses."""
        return tuple(self.source.split(" | "))

    @property
    def activity_list(self) -> tuple[str, ...]:
        """The fields of work, one by one."""
        return tuple(part.strip() for part in (self.activities or "").split(";") if part.strip())

    @property
    def current(self) -> bool:
        """Not known to have ended. A planned or unconfirmed offer counts as current; ``state`` says so beside it."""
        return self.state != "former"

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, where the place is known."""
        return None if self.lat is None or self.lon is None else (self.lat, self.lon)


@dataclass(frozen=True, slots=True)
class OnFile:
    """Number of organisations by how well their part in the programmes is evidenced, beside all there are."""

    confirmed: int
    likely: int
    former: int
    in_all: int
    """Inside and outside the canton, as its newest brochure counts them."""

    @property
    def current(self) -> int:
        """Organisations of which nothing says that they have left."""
        return self.confirmed + self.likely


def table(data: Folder) -> Table[Offer]:
    """The rows and every fault of ``programmes.csv``: cells, rows, duplicates, and rows that contradict each other."""
    found = read(data / "programmes.csv", Offer)
    return Table(
        found.file,
        found.rows,
        (
            *found.faults,
            *_contradictions(found),
            *duplicates(found, lambda row: (row.provider_id, row.location, row.type, row.programme_name), "type"),
            *_unlike(found, lambda row: row.provider_id, lambda row: row.provider, "provider"),
            *_unlike(found, lambda row: (row.provider_id, row.location), lambda row: row.point, "lat"),
            *_missing_twins(found),
            *_unlisted_sources(found, data),
        ),
    )


def organisations(offers: Iterable[Offer], in_all: int) -> OnFile:
    """How many organisations are on file, each counted once by its best evidenced offer, of how many ``in_all``."""
    best: dict[str, Confidence] = {}
    order: tuple[Confidence, ...] = ("confirmed", "likely", "former")
    for row in offers:
        best[row.provider_id] = min(best.get(row.provider_id, "former"), row.confidence, key=order.index)
    confirmed, likely, former = (list(best.values()).count(confidence) for confidence in order)
    return OnFile(confirmed, likely, former, in_all)


def _contradictions(found: Table[Offer]) -> Iterator[BadRow]:
    """Cells that are fine alone and do not go together."""
    for number, row in found.rows:
        for column, demand in _row_faults(row):
            value = getattr(row, column)
            yield BadRow(found.file, number, column, "" if value is None else str(value), demand)


def _row_faults(row: Offer) -> Iterator[tuple[str, Sentence]]:
    yield from _faults_of_the_point(row)
    yield from _faults_of_the_offer(row)


def _faults_of_the_point(row: Offer) -> Iterator[tuple[str, Sentence]]:
    placed = row.point is not None
    if (row.lat is None) != (row.lon is None):
        yield "lon" if row.lon is None else "lat", sentence("other_coordinate")
    if placed != (row.precision is not None):
        yield "precision", sentence("filled_with_point")
    if placed != (row.located_on is not None):
        yield "located_on", sentence("filled_with_point")
    if row.precision == "address" and row.street is None:
        yield "street", sentence("filled_for_precision", precision=row.precision)
    if row.precision in {"address", "postcode"} and row.postcode is None:
        yield "postcode", sentence("filled_for_precision", precision=row.precision)
    if row.precision == "town" and row.town is None:
        yield "town", sentence("filled_for_precision", precision=row.precision)


def _faults_of_the_offer(row: Offer) -> Iterator[tuple[str, Sentence]]:
    if row.age_min is not None and row.age_max is not None and row.age_min > row.age_max:
        yield "age_max", sentence("not_below_age_min", age=row.age_min)
    if (row.price is None) != (row.price_unit is None):
        yield "price_unit" if row.price_unit is None else "price", sentence("price_with_unit")
    if (row.type is None) != (row.type_evidence is None):
        yield "type_evidence", sentence("filled_with_type")
    if row.type_evidence == "level_unknown" and row.type not in {"beschaeftigung_1", "beschaeftigung_2"}:
        yield "type_evidence", sentence("level_unknown")
    if (row.state == "former") != (row.confidence == "former"):
        yield "state", sentence("agrees_with_confidence", confidence=row.confidence)


def _unlike(
    found: Table[Offer], key: Callable[[Offer], object], value: Callable[[Offer], object], column: str
) -> Iterator[BadRow]:
    """Rows of the same ``key`` that differ in ``column``: one organisation, two names; one location, two points."""
    first: dict[object, tuple[int, object]] = {}
    for number, row in found.rows:
        before, expected = first.setdefault(key(row), (number, value(row)))
        if value(row) != expected:
            given = str(getattr(row, column))
            yield BadRow(found.file, number, column, given, sentence("as_in_row", row=before, expected=expected))


def _missing_twins(found: Table[Offer]) -> Iterator[BadRow]:
    """An offer whose level is unknown stands under both levels, or a search for one of them would lose it."""
    unknown = {
        (row.provider_id, row.location, row.programme_name, row.type)
        for _, row in found.rows
        if row.type_evidence == "level_unknown"
    }
    twin = {"beschaeftigung_1": "beschaeftigung_2", "beschaeftigung_2": "beschaeftigung_1"}
    for number, row in found.rows:
        if row.type_evidence != "level_unknown" or row.type not in twin:
            continue
        other = twin[row.type]
        if (row.provider_id, row.location, row.programme_name, other) not in unknown:
            yield BadRow(found.file, number, "type_evidence", "level_unknown", sentence("twin_row", type=other))


def _unlisted_sources(found: Table[Offer], data: Folder) -> Iterator[BadRow]:
    listed = documents.table(data)
    if listed.faults:
        return  # named there
    known = {row.id for _, row in listed.rows}
    for number, row in found.rows:
        for part in row.sources:
            if "/" not in part and part not in known:
                yield BadRow(found.file, number, "source", part, sentence("source_id_or_web"))
