"""The results of many cases as a reader sees them: bars with their tables, costs, distances."""

from __future__ import annotations

from finder.caseload.coding import VALUES
from finder.caseload.headings import CASE
from finder.caseload.overview import REACHABLE_KM, STANDARD_MONTH, Cost, Overview
from finder.facts.dataset import on_file
from finder.facts.plan import Plan
from finder.facts.situation import AMOUNTS, PLACE, QUESTIONS
from finder.steps.advise import Fit
from views.bars import bars
from views.html import Markup, esc, tag
from views.tables import table
from views.words import Words

HEADINGS = {
    CASE: "Fall",
    "postcode": "PLZ",
    "locality": "Ort",
    "age": "Alter",
    "german": "Deutsch",
    "social_assistance": "Sozialhilfe",
    "unemployment_insurance": "ALV",
    "disability_insurance": "IV",
    "status": "Ausweis",
    "final_negative_asylum_decision": "Negativer Asylentscheid",
    "employability": "Arbeitsmarktfähigkeit",
    "work_experience": "Arbeitserfahrung",
    "insurers_efforts_failed": "RAV oder IV erfolglos",
    "attends_reliably": "Kommt zuverlässig",
    "wants_training": "Will Ausbildung",
    "flight_trauma": "Trauma durch Flucht",
    "addiction": "Sucht",
    "earns_programme_cost": "Erwirtschaftet Programmkosten",
    "household_size": "Personen im Haushalt",
    "monthly_income": "Monatseinkommen",
    "wealth": "Vermögen",
}
"""The headings of the template, each listed in ``data/sheet_words.toml``."""


def allowed(say: Words, key: str) -> str:
    """What a column may hold, in words; for a choice the key and its German meaning."""
    if key == CASE:
        return say("office.caseload.case_allowed")
    if key in PLACE:
        return say("office.caseload.place")
    if key in AMOUNTS:
        return say("office.caseload.amount")
    values = QUESTIONS[key].values
    if values == (True, False):
        return say("office.caseload.yes_or_no")
    if not values:
        least, most = VALUES[key][1], VALUES[key][-1]
        return say("office.caseload.whole_number", least=least, most=most)
    return " · ".join(
        str(value) if (word := say(f"question.{key}.option.{value}")) == str(value) else f"{value} ({word})"
        for value in values
    )


def columns(say: Words) -> Markup:
    """Every column with its heading, its key and what it may hold."""
    rows = [(esc(heading), tag("code", esc(key)), esc(allowed(say, key))) for key, heading in HEADINGS.items()]
    heads = [say(f"office.caseload.{name}") for name in ("column", "key", "allowed")]
    note = tag("p", esc(say("office.caseload.blank_is_open")), class_="note")
    return note + table(heads, rows, say("office.caseload.columns_caption"))


def kinds(say: Words, sums: Overview) -> Markup:
    """Cases per kind."""
    word = {fit: say(f"office.caseload.{fit}") for fit in Fit}
    drawn = [
        (say(f"type.{one.type}.name"), [(fit.value, word[fit], one.count[fit]) for fit in (Fit.FITS, Fit.OPEN)])
        for one in sums.kinds
    ]
    rows = [(esc(say(f"type.{one.type}.name")), *(str(one.count[fit]) for fit in Fit)) for one in sums.kinds]
    heads = [say("office.caseload.kind"), *(word[fit] for fit in Fit)]
    return _section(
        say("office.caseload.kinds"),
        say("office.caseload.kinds_note"),
        bars(drawn, say("office.caseload.kinds_alt")),
        table(heads, rows, say("office.caseload.kinds"), style="figures"),
    )


def blocking(say: Words, sums: Overview) -> Markup:
    """Questions most often in the way."""
    title, word = say("office.caseload.blocking"), say("office.caseload.number_of_cases")
    if not sums.blocking:
        return _section(title, say("office.caseload.nothing_blocking"), "", "")
    names = [(say(f"question.{name}.name"), count, say(f"question.{name}.who")) for name, count in sums.blocking]
    return _section(
        title,
        say("office.caseload.blocking_note"),
        bars([(name, [("cases", word, count)]) for name, count, _ in names], say("office.caseload.blocking_alt")),
        table(
            [say("office.caseload.question"), word, say("office.caseload.who")],
            [(esc(name), str(count), esc(who)) for name, count, who in names],
            title,
        ),
    )


def costs(say: Words, sums: Overview) -> Markup:
    """Cost of one month by kind and payer, for the cases that fit."""
    known = [(one.type, one.cost) for one in sums.kinds if one.cost is not None and one.count[Fit.FITS]]
    title = say("office.caseload.costs")
    if not known:
        return Markup()
    names = ("kind", "month", "total", "sozialdienst", "canton", "person", "unassigned")
    rows = [
        (
            esc(say(f"type.{kind}.name")),
            esc(month(say, STANDARD_MONTH[kind])),
            *(esc(say.chf(amount)) for amount in (cost.total, cost.sozialdienst, cost.canton)),
            esc(_person(say, cost)),
            esc(say.chf(cost.unassigned)),
        )
        for kind, cost in known
    ]
    notes = dict.fromkeys(note for _, cost in known for note in _editions(say, cost))
    below = " ".join([*notes, say("office.caseload.unassigned_note")])
    return _section(
        title,
        say("office.caseload.costs_note"),
        "",
        tag("div", table([say(f"office.caseload.{name}") for name in names], rows, title), class_="amounts")
        + tag("p", esc(below), class_="note"),
    )


def distances(say: Words, sums: Overview) -> Markup:
    """How far the nearest provider of each kind is."""
    title = say("office.caseload.distances")
    unknown = say("office.caseload.no_distance")
    rows = [
        (
            esc(say(f"type.{one.type}.name")),
            *(
                (unknown, unknown, unknown)
                if one.distances is None
                else (
                    esc(say.km(one.distances.median_km)),
                    esc(say.km(one.distances.farthest_km)),
                    esc(
                        say(
                            "office.caseload.of_cases",
                            part=str(one.distances.within_reach),
                            cases=str(one.distances.cases),
                        )
                    ),
                )
            ),
        )
        for one in sums.kinds
    ]
    heads = [
        say("office.caseload.kind"),
        say("office.caseload.median"),
        say("office.caseload.farthest"),
        say("office.caseload.within", km=REACHABLE_KM),
    ]
    return _section(title, say("office.caseload.distances_note"), "", table(heads, rows, title, style="figures"))


def month(say: Words, plan: Plan) -> str:
    """The assumed month of a kind in words."""
    if plan.hours_by_month:
        return say("office.caseload.month_hours", hours=sum(plan.hours_by_month))
    if plan.internal_days.total:
        return say("office.caseload.month_both", hours=plan.coaching_hours, days=plan.internal_days.total)
    if plan.coaching_hours:
        return say("office.caseload.month_coaching", hours=plan.coaching_hours)
    return say("office.caseload.month_whole")


def _person(say: Words, cost: Cost) -> str:
    if cost.person_min == cost.person_max:
        return say.chf(cost.person_max)
    return say("office.caseload.range", least=say.chf(cost.person_min), most=say.chf(cost.person_max))


def _editions(say: Words, cost: Cost) -> list[str]:
    used = dict.fromkeys((one.edition, one.source) for one in cost.tariffs)
    told = [
        say("office.caseload.costs_edition", edition=name, source=on_file().source(key).document) for name, key in used
    ]
    return [*told, say("office.caseload.costs_ended")] if cost.edition_ended else told


def _section(title: str, note: str, picture: str, figures: str) -> Markup:
    beside = tag("div", tag("div", picture) + tag("div", figures), class_="beside") if picture else figures
    return tag("section", tag("h3", esc(title)) + tag("p", esc(note), class_="note") + beside)
