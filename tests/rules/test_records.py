"""What no sentence of ours shows and every rule carries: its source, whether it is our reading, what it hears.

``records.txt`` is read by a person. A rule, a door or a caution that changes changes its line there as well: that is
the second look that a wrong citation or a forgotten mark needs. The new lines: ``python -m tests.rules.test_records``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from finder.facts.sources import Citation
from finder.rules import cautions, doors, funding, programme_types
from finder.rules.cautions import CAUTIONS, OF_THE_DAY, TIES, Caution
from finder.rules.doors import DOORS, LAST_DOOR
from finder.rules.funding import INSIDE, PERMITS, UNINSURED, WAIVED
from finder.rules.programme_types import PROGRAMME_TYPES
from finder.rules.rule import Condition, Either, Rule

RECORDS = Path(__file__).with_name("records.txt")


def cited(one: Citation) -> str:
    return f"{one.source} «{one.passage}»"


def names(conditions: Iterable[Condition]) -> str:
    return ", ".join(one.name for one in conditions) or "–"


def marks(**given: bool) -> str:
    return "".join(f" · {name.replace('_', ' ')}" for name, holds in given.items() if holds)


def conditions() -> Iterator[str]:
    """Every rule of every module, by its name."""
    found = {one.name: one for room in (programme_types, doors, funding, cautions) for one in vars(room).values()
             if isinstance(one, (Rule, Either))}  # fmt: skip
    for name, one in sorted(found.items()):
        days = f" · {one.since or ''}–{one.until or ''}" if one.since or one.until else ""
        hears = isinstance(one, Rule) and one.hears_silence
        ways = " | ".join(names(way) for way in one.ways) if isinstance(one, Either) else ", ".join(one.needs)
        told = marks(our_reading=one.assumption, hears_silence=hears)
        yield f"rule {name} ({ways}): {cited(one.citation)}{days}{told}"


def caution(kind: str, one: Caution) -> str:
    types = ", ".join(sorted(one.types))
    return f"{kind} {one.key}: {types} when {names(one.when)}: {cited(one.citation)}"


def lines() -> Iterator[str]:
    yield from conditions()
    for kind in PROGRAMME_TYPES:
        yield f"type {kind.key}: requires {names(kind.requires)}; speaks for it {names(kind.speaks_for)}"
    for door in (*DOORS, LAST_DOOR):
        sources = ", ".join(map(cited, door.citations))
        said = "".join(f" · {one.key}: {names(one.when)}" for one in door.variants)
        told = marks(tells_of_health=door.health, comes_first=door.first)
        where = ", ".join(door.where) or "–"
        yield f"door {door.key}: when {names(door.when)}; leads to {where}: {sources}{told}{said}"
    for one in CAUTIONS:
        yield caution("caution", one)
    for one in OF_THE_DAY:
        yield caution("caution of the day", one)
    for tie in TIES:
        yield f"tie {tie.key}: {tie.first} before {', '.join(tie.others)} when {names(tie.when)}"
    yield f"funding: inside {names(INSIDE)}; uninsured {names(UNINSURED)}; waived {names(WAIVED)}"
    yield f"permits of the waiver: {', '.join(sorted(PERMITS))}"


def test_every_record_of_a_rule_is_the_one_that_was_read() -> None:
    assert [*lines()] == RECORDS.read_text("utf-8").splitlines()


if __name__ == "__main__":
    RECORDS.write_text("".join(f"{line}\n" for line in lines()), encoding="utf-8")
