"""Everything on file, as one value: read once from one folder, handed from step to step, never changed.

What is read is read when it is first asked for, and kept as long as the value is. Two editions are compared by holding
two values. Nothing that follows from a person's answers is kept here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from finder.errors import BadRow, NotOnFile, UnknownSource
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
    texts,
    travel_minutes,
)
from finder.facts.dated import begun
from finder.facts.figures import Figure, FigureKey
from finder.facts.limits import Limits
from finder.facts.offers import Offer, OnFile
from finder.facts.offices import Office
from finder.facts.place_aliases import Alias
from finder.facts.postcode_shares import PostcodeShare
from finder.facts.postcodes import Place
from finder.facts.sources import Source
from finder.facts.sozialregionen import Sozialregion
from finder.facts.tables import DATA, Folder, Table
from finder.facts.tariffs import Tariff
from finder.facts.texts import Text
from finder.facts.travel_minutes import TravelTime
from finder.sentences import sentence

T = TypeVar("T")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Everything on file in one folder, some of its tables perhaps replaced.

    Attributes:
        path: the folder.
        replaced: content by file name, in place of what lies in the folder: an edition that is only looked at.

    Raises:
        BadData: a table has faults; every accessor of that table says so.
    """

    path: Path = DATA
    replaced: Mapping[str, bytes] = field(default_factory=dict)
    _made: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)
    _words: dict[str, Mapping[str, Text]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def folder(self) -> Folder:
        """Where the tables are read from."""
        return Folder(self.path, self.replaced)

    def once(self, make: Callable[[Dataset], Made]) -> Made:
        """What another room makes of the whole, made once for this value: there are as many as there are makers."""
        if make not in self._made:
            self._made[make] = make(self)  # two at once make the same
        made: Made = self._made[make]
        return made

    def table(self, read: Callable[[Folder], Table[T]]) -> Table[T]:
        """The rows and the faults of one table, for instance ``data.table(tariffs.table)``."""
        if read not in self._made:
            self._made[read] = read(self.folder)
        made: Table[T] = self._made[read]
        return made

    def but(self, files: Mapping[str, bytes]) -> Dataset:
        """The same with these tables replaced; the others and the texts that are read already are not read again."""
        other = Dataset(self.path, {**self.replaced, **files})
        other._words.update(self._words)
        tables = {read: made for read, made in self._made.items() if isinstance(made, Table)}
        other._made.update({read: made for read, made in tables.items() if made.file not in files})
        return other

    def read(self) -> Dataset:
        """The same value with every table read now: what comes into the folder later does not count."""
        for name, part in vars(type(self)).items():
            if isinstance(part, cached_property):
                getattr(self, name)
        for language in self.languages:
            self.texts(language)
        return self

    # ── Documents ────────────────────────────────────────────────────────────

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """All documents by their id."""
        return {source.id: source for source in self.table(sources.table).sound()}

    def source(self, source_id: str) -> Source:
        """The document with this id.

        Raises:
            UnknownSource: it is not listed.
        """
        try:
            return self.sources[source_id]
        except KeyError:
            raise UnknownSource(source_id) from None

    def spoken(self, reference: str) -> str:
        """What to call a source of an offer: a document's name, or the web address itself."""
        known = self.sources.get(reference)
        return known.document if known else reference

    # ── Figures ──────────────────────────────────────────────────────────────

    @cached_property
    def tariffs(self) -> tuple[Tariff, ...]:
        """All tariffs of all editions."""
        return self.table(tariffs.table).sound()

    def tariff(self, type_key: str, unit: str, on: date) -> Tariff:
        """The tariff of a type on a day; after the last known edition, that edition (ask ``ended`` and say so).

        Raises:
            NotOnFile: no edition had begun by that day.
        """
        known = [row for row in self.tariffs if (row.type, row.unit) == (type_key, unit) and begun(row, on)]
        if not known:
            raise NotOnFile(sentence("no_tariff", kind=type_key, unit=unit, day=on))
        return max(known, key=lambda row: row.since)

    @cached_property
    def limits(self) -> tuple[Limits, ...]:
        """Every edition of the waiver's limits, in the order of the file: the first undated one is the default."""
        return limits.editions(self.table(limits.table).sound())

    def limits_on(self, on: date, edition: str | None = None) -> Limits:
        """The limits to judge by on a day: the named edition, else the latest dated one that has begun, else the first
        undated. A dated edition that has ended stays until a newer one is on file (ask ``ended`` and say so), as a
        tariff does: an older sheet must not come back on the day after.

        Raises:
            NotOnFile: there is no such edition, or none for that day.
        """
        known = [one for one in self.limits if (one.edition == edition if edition else begun(one, on))]
        if not known:
            raise NotOnFile(sentence("no_edition", edition=edition or "any", day=on))
        return max(known, key=lambda one: one.since or date.min)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """All counts that sentences speak, of all editions."""
        return self.table(figures.table).sound()

    def figure(self, key: FigureKey, on: date | None = None) -> Figure:
        """The newest figure that had begun by the day; without a day the newest of all.

        Raises:
            NotOnFile: none had begun by that day.
        """
        known = [row for row in self.figures if row.key == key and (on is None or begun(row, on))]
        if not known:
            raise NotOnFile(sentence("no_figure_on", figure=key, day=on) if on else sentence("no_figure", figure=key))
        return max(known, key=lambda row: row.since or date.min)

    # ── Offers and offices ───────────────────────────────────────────────────

    @cached_property
    def offers(self) -> tuple[Offer, ...]:
        """All offers on file, former ones included, in the order of the file."""
        return self.table(offers.table).sound()

    @cached_property
    def organisations(self) -> OnFile:
        """How many organisations are on file, each counted once by its best evidenced offer."""
        return offers.organisations(self.offers, self.figure("organisations").value)

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """The offices that doors name, by their key."""
        return {row.key: row for row in self.table(offices.table).sound()}

    @cached_property
    def ags_phone(self) -> str:
        """Whom to call where nobody else's number is on file: the office that knows every provider."""
        return self.offices[offices.AGS].phone or ""

    # ── Places ───────────────────────────────────────────────────────────────

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """Every place, in the order of the file; from the official directory one per locality and municipality."""
        return self.table(postcodes.table).sound()

    @cached_property
    def aliases(self) -> tuple[Alias, ...]:
        """Other names of places; none where the folder holds no such file (an office's own, or an older one)."""
        name = place_aliases.FILE
        there = name in self.replaced or (self.path / name).is_file()
        return self.table(place_aliases.table).sound() if there else ()

    @cached_property
    def shares(self) -> Mapping[tuple[str, str], tuple[Place | PostcodeShare, ...]]:
        """Into which municipalities each ``(postcode, locality)`` divides, the one with most addresses first.

        Where ``postcodes.csv`` is the official directory, its own shares count.
        """
        official = tuple(place for place in self.places if place.share is not None)
        return postcode_shares.by_place(official or self.table(postcode_shares.table).sound())

    @cached_property
    def regions(self) -> Mapping[str, Sozialregion]:
        """The Sozialregion that serves each municipality, by :func:`sozialregionen.key` of its name."""
        return {sozialregionen.key(row.municipality): row for row in self.table(sozialregionen.table).sound()}

    def region_of(self, municipality: str) -> Sozialregion | None:
        """The region that serves this municipality of Canton Solothurn; ``None`` when none is on file.

        «Aeschi», «Aeschi (SO)» and «Aeschi SO» are the same municipality.
        """
        return self.regions.get(sozialregionen.key(municipality))

    @cached_property
    def journeys(self) -> Mapping[tuple[str, str], TravelTime]:
        """Minutes by public transport by ``(postcode, location)``, as far as they are on file."""
        return {(row.postcode, row.location): row for row in self.table(travel_minutes.table).sound()}

    def travel_time(self, postcode: str, location: str | None) -> TravelTime | None:
        """The time from ``postcode`` to ``location``, ``None`` when it is not on file."""
        return None if location is None else self.journeys.get((postcode, location))

    # ── Words ────────────────────────────────────────────────────────────────

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The languages on file, German first."""
        return texts.languages(self.path)

    @cached_property
    def unreadable(self) -> Mapping[str, BadRow]:
        """The languages whose file cannot be read, each with its fault."""
        return texts.unreadable(self.path)

    @cached_property
    def also_read(self) -> Mapping[str, str]:
        """The language on file by the code of another whose speakers read it: ``hr`` → ``bs``."""
        readable = [language for language in reversed(self.languages) if language not in self.unreadable]
        return {
            code: language for language in readable for code in str(self.texts(language).get(texts.ALSO, "")).split()
        }

    def language_for(self, asked: str) -> str | None:
        """The language on file for what an address or a browser asks (``fr-CH``, ``sr-Latn-RS``), if any."""
        for one in (asked, asked.partition("-")[0].lower()):
            if one in self.languages:
                return one
            if one in self.also_read:
                return self.also_read[one]
        return None

    def texts(self, language: str) -> Mapping[str, Text]:
        """All texts of a language by their dotted key, e.g. ``rule.age_is_18_or_more.met``.

        Raises:
            KeyError: there is no such language.
            tomllib.TOMLDecodeError: the file is not TOML.
        """
        if language not in self.languages:
            raise KeyError(language)
        if language not in self._words:
            self._words[language] = texts.texts(language, self.path)
        return self._words[language]

    @cached_property
    def fault_sentences(self) -> Mapping[str, str]:
        """What the checker says, with placeholders, by its German sentence."""
        return texts.fault_sentences(self.path)

    @cached_property
    def office_texts(self) -> Mapping[str, Text]:
        """The texts of the pages for the office, under ``office.``; German only."""
        return texts.office_texts(self.path)


# ── The one in use ───────────────────────────────────────────────────────────


class _InUse:
    """The dataset that new visits get; an office may put another in its place while others still read the old one."""

    def __init__(self) -> None:
        self.data = Dataset()


_IN_USE = _InUse()
_READING: ContextVar[Dataset | None] = ContextVar("reading", default=None)


def on_file() -> Dataset:
    """The dataset of this visit, else the one in use."""
    return _READING.get() or _IN_USE.data


def in_use() -> Dataset:
    """The dataset that new visits get."""
    return _IN_USE.data


def put_in_use(data: Dataset) -> None:
    """From now on new visits get ``data``; who reads another one goes on reading it."""
    _IN_USE.data = data


def read_on(data: Dataset) -> None:
    """From here to the end of this thread ``data`` is what is on file."""
    _READING.set(data)


@contextmanager
def reading(data: Dataset) -> Iterator[None]:
    """Within this block, in this thread, ``data`` is what is on file."""
    token = _READING.set(data)
    try:
        yield
    finally:
        _READING.reset(token)
