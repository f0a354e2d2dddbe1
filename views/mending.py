"""A mended table as its editor sees it: faults at their cells, before and after side by side, words for cells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from finder.errors import BadRow, shown
from finder.office.columns import Column
from finder.office.compare import TableChanges
from finder.office.editing import Edit, Sheet
from views.html import Markup, bullets, esc, joined, tag
from views.refusals import in_german
from views.tables import table
from views.words import Words

TEXT = "office.editor"


def label(say: Words, column: str) -> str:
    """The heading of a column in German."""
    key = f"{TEXT}.column.{column}"
    return say(key) if key in say else column


def choices(say: Words, column: Column) -> Mapping[str, str]:
    """What the words of a column mean, word on file → German; a word that speaks for itself stays."""
    return {word: _choice(say, column.name, word) for word in column.choices}


def faults(say: Words, found: Iterable[BadRow], edit: Edit, sheet: Sheet) -> Markup:
    """Every fault with the row as the screen counts it, the column's heading, what stands there and what is allowed."""
    rows = [_fault(say, one, edit, sheet) for one in found]
    heads = [say(f"{TEXT}.{name}") for name in ("fault_row", "fault_column", "fault_found", "fault_allowed")]
    intro = tag("p", esc(say(f"{TEXT}.mend_faults", count=len(rows))))
    return tag(
        "div", intro + table(heads, rows, say(f"{TEXT}.mend_faults_caption")), class_="field-warning", role="alert"
    )


def side_by_side(say: Words, found: Iterable[TableChanges]) -> Markup:
    """What is new, gone and different, each changed cell with before and after."""
    return joined(_changes(say, one) for one in found)


def _fault(say: Words, one: BadRow, edit: Edit, sheet: Sheet) -> tuple[str, ...]:
    row = edit.own_row(sheet, one.row) if one.file == edit.part.file else None
    place = say.number(row) if row else say(f"{TEXT}.fault_elsewhere")
    value = "" if one.value in (None, "") else shown(one.value).strip("'")
    return esc(place), esc(label(say, one.column or "")), esc(value), esc(in_german(one.demand))


def _changes(say: Words, one: TableChanges) -> Markup:
    said = Markup()
    for name, rows in (("new", one.new), ("gone", one.gone)):
        lines = [esc(" · ".join(value for value in row.values() if value)) for row in rows]
        said += tag("h3", esc(say(f"office.changes.{name}"))) + bullets(lines) if lines else Markup()
    if one.changed:
        heads = [say(f"office.changes.{name}") for name in ("which_row", "column", "before", "now")]
        cells = [
            (
                esc(" · ".join(part for part in cell.key if part)),
                esc(label(say, cell.column)),
                esc(cell.before or say("office.changes.nothing")),
                tag("b", esc(cell.now or say("office.changes.nothing"))),
            )
            for cell in one.changed
        ]
        said += table(heads, cells, say("office.changes.changed"))
    return said


def _choice(say: Words, column: str, word: str) -> str:
    for key in (f"{TEXT}.choice.{column}.{word}", f"type.{word}.name", f"office.sheet.unit_{word}"):
        if key in say:
            return say(key)
    return word
