"""Everything that holds on one day: which conditions to ask of whom, and what the documents' days demand to be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from finder.facts.sources import Source
from finder.rules.cautions import CAUTIONS, TIES, Caution, of_the_day
from finder.rules.doors import DOORS, Door
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, Settled, holding, settled


@dataclass(frozen=True, slots=True)
class KindOnDay:
    """One kind with the conditions of the day, and the cautions that the day demands for everybody."""

    kind: ProgrammeType
    requires: tuple[Condition, ...]
    speaks_for: tuple[Condition, ...]
    cautions: tuple[Caution, ...]


@dataclass(frozen=True, eq=False)
class Rulebook:
    """The rules of one day, in the order of the brochure."""

    kinds: tuple[KindOnDay, ...]
    doors: tuple[tuple[Door, tuple[Condition, ...]], ...]

    @classmethod
    def of(cls, on: date, sources: Mapping[str, Source]) -> Rulebook:
        """The rules of the day ``on``, by the days of the documents in ``sources``.

        Before its documents a kind is judged by the earliest of them, and a caution says so.
        """
        return cls(
            tuple(_on_day(kind, on, sources) for kind in PROGRAMME_TYPES),
            tuple((door, holding(door.when, on, sources)) for door in DOORS),
        )

    @cached_property
    def settled(self) -> Settled:
        """What single answers settle of everything that is asked on the day."""
        return settled(dict.fromkeys(self._conditions()))

    def _conditions(self) -> Iterator[Condition]:
        for kind in self.kinds:
            yield from (*kind.requires, *kind.speaks_for)
        for door, when in self.doors:
            yield from when
            yield from (condition for variant in door.variants for condition in variant.when)
        yield from (condition for caution in CAUTIONS for condition in caution.when)
        yield from (condition for tie in TIES for condition in tie.when)


def _on_day(kind: ProgrammeType, on: date, sources: Mapping[str, Source]) -> KindOnDay:
    first = kind.first_day(sources)
    day = max(on, first) if first else on
    return KindOnDay(
        kind,
        holding(kind.requires, day, sources),
        holding(kind.speaks_for, day, sources),
        tuple(of_the_day(kind, on, sources)),
    )
