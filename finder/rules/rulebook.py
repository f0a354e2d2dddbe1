"""Everything that holds on one day: which conditions to ask of whom, and what the documents' days demand to be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finder.facts.sources import Source
from finder.rules.cautions import Caution, of_the_day
from finder.rules.doors import DOORS, Door
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition, holding


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


def _on_day(kind: ProgrammeType, on: date, sources: Mapping[str, Source]) -> KindOnDay:
    first = kind.first_day(sources)
    day = max(on, first) if first else on
    return KindOnDay(
        kind,
        holding(kind.requires, day, sources),
        holding(kind.speaks_for, day, sources),
        tuple(of_the_day(kind, on, sources)),
    )
