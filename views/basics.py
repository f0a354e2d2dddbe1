"""The five parts of Grundlagen: every rule with its source and vintage, tariffs and limits, documents, contradictions,
and what we do not know. They tell of nobody, so each language's are made once for what is on file."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from finder.facts.dataset import Dataset, on_file
from finder.facts.limits import Limits
from finder.facts.postcodes import STATE
from finder.facts.sources import Source
from finder.facts.texts import GERMAN
from finder.rules.cautions import TIES
from finder.rules.doors import DOORS, LAST_DOOR, Door
from finder.rules.funding import PAYER_RULES
from finder.rules.programme_types import PROGRAMME_TYPES, ProgrammeType
from finder.rules.rule import Condition
from finder.steps.fund import WAIVER_RULES
from views.documents import editions
from views.html import Markup, bullets, details, esc, joined, tag
from views.tables import table
from views.verdicts import sources_line
from views.waiver import limits_of
from views.words import Words

MOST_KEPT = 32
"""Languages, days and editions of the data of which the parts are kept."""


def parts(say: Words, on: date) -> tuple[tuple[str, Markup], ...]:
    """The name of each part in the texts, and what stands in it."""
    return _parts(say, on, on_file())


@lru_cache(MOST_KEPT)
def _parts(say: Words, on: date, _data: Dataset) -> tuple[tuple[str, Markup], ...]:
    return (
        ("rules", _rules(say)),
        ("money", _tariffs(say) + _limits(say)),
        ("sources", _on_file(say, on) + _sources(say)),
        ("contradictions", _listed(say, "contradiction")),
        ("limits_of_ours", _listed(say, "ours") + _listed(say, "not_modelled")),
    )


def _condition(say: Words, condition: Condition) -> Markup:
    return esc(say(f"rule.{condition.name}.claim")) + sources_line(
        say, [condition.citation], condition.quote, condition.assumption
    )


def _kind(say: Words, kind: ProgrammeType) -> Markup:
    key = f"type.{kind.key}"
    inner = tag("p", esc(f"{say(f'{key}.for_whom')} {say(f'{key}.aim')}"), class_="about")
    inner += tag("p", esc(say("basics.rules.requires")), class_="label") + bullets(
        [_condition(say, condition) for condition in kind.requires]
    )
    if kind.speaks_for:
        inner += tag("p", esc(say("basics.rules.speaks_for")), class_="label") + bullets(
            [_condition(say, condition) for condition in kind.speaks_for]
        )
    return details(f"{say(f'{key}.name')} – {say(f'group.{kind.group}')}", inner, class_="rules")


def _door(say: Words, door: Door) -> Markup:
    return tag("b", esc(say(f"door.{door.key}.title"))) + sources_line(say, door.citations)


def _rules(say: Words) -> Markup:
    ties = [esc(say(f"caution.{tie.key}")) for tie in TIES]
    return (
        tag("p", esc(say("basics.rules.derived")), class_="note")
        + joined(_kind(say, kind) for kind in PROGRAMME_TYPES)
        + details(
            f"{say('payer.title')}, {say('basics.rules.waiver')}",
            bullets([_condition(say, rule) for rule in (*PAYER_RULES, *WAIVER_RULES)]),
        )
        + details(say("basics.rules.doors"), bullets([_door(say, door) for door in (*DOORS, LAST_DOOR)]))
        + details(say("basics.rules.ties"), bullets(ties))
    )


def _tariffs(say: Words) -> Markup:
    rows = [
        (
            esc(say(f"type.{one.type}.name")),
            esc(say(f"basics.unit.{one.unit}")),
            esc(say.chf(one.price))
            + (tag("small", esc(say("basics.money.cap", cap=one.monthly_cap))) if one.monthly_cap else ""),
            esc(one.edition),
            _source(one.source, one.passage),
        )
        for one in on_file().tariffs
    ]
    heads = [say(f"basics.table.{name}") for name in ("kind", "unit", "price", "edition", "source")]
    return tag("p", esc(say("basics.money.ceilings"))) + table(heads, rows, say("basics.tab.money"))


def _limits(say: Words) -> Markup:
    """Every edition on file, each with its days: a third one is as visible as the first two."""
    return tag("h2", say("waiver.title")) + joined(_edition(say, one) for one in on_file().limits)


def _edition(say: Words, limits: Limits) -> Markup:
    ends = (
        tag("p", say("costs.waiver.limits_ended", until=limits.until), class_="cautions") if limits.until else Markup()
    )
    return (
        limits_of(say, limits)
        + ends
        + tag("p", say("basics.money.margin", margin=limits.partial_margin))
        + tag("small", _source(limits.source, ""))
    )


def _source(key: str, passage: str) -> Markup:
    known = on_file().source(key)
    more = "".join(f", {part}" for part in (passage, known.vintage) if part)
    return tag("span", _document(known) + more, lang="de")


def _document(known: Source) -> Markup:
    """The document as a link where one can open it: a source that cannot be opened is half a source."""
    if not known.url:
        return esc(known.document)
    return tag("a", known.document, href=known.url, target="_blank", rel="noopener noreferrer")


def _sources(say: Words) -> Markup:
    rows = [
        (
            tag("span", _document(one), lang="de"),
            tag("span", one.publisher, lang="de"),
            tag("span", one.vintage, lang="de"),
        )
        for one in on_file().sources.values()
    ]
    heads = [say(f"basics.table.{name}") for name in ("document", "publisher", "vintage")]
    return table(heads, rows, say("basics.tab.sources"))


def _listed(say: Words, section: str) -> Markup:
    keys = [key for key in on_file().texts(GERMAN) if key.startswith(f"{section}.") and key != f"{section}.title"]
    return tag("h2", esc(say(f"{section}.title"))) + bullets([esc(say(key, **editions())) for key in keys])


def _on_file(say: Words, on: date) -> Markup:
    known, municipalities = on_file().organisations, on_file().figure("municipalities")
    lines = [
        say(
            "basics.on_file.organisations",
            known=known.current,
            all=known.in_all,
            confirmed=known.confirmed,
            likely=known.likely,
            former=known.former,
        ),
        say(
            "basics.on_file.regions",
            regions=len({row.name for row in on_file().regions.values()}),
            municipalities=municipalities.value,
            day=say.day(municipalities.since or on),
        ),
        say("basics.on_file.places", day=on_file().source(STATE.source).vintage),
    ]
    return tag("h2", esc(say("basics.on_file.title"))) + bullets([esc(line) for line in lines])
