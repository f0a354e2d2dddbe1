"""«Ändern»: one part of a table on the screen, checked while it is typed, compared, put into force where allowed."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import streamlit as st

from finder.errors import BadData
from finder.facts.dataset import Dataset, in_use
from finder.office.compare import changes
from finder.office.compare_report import compare_json
from finder.office.editing import PARTS, Edit, Part, PartName, Row, Sheet, at_their_postcode, cell_faults
from finder.office.take_over import EditConflict, take_over
from operation import live
from operation.settings import read
from pages.parts import grid
from pages.parts.frame import Frame
from views import changes as compare_view
from views import mending
from views.html import esc, tag
from views.mending import TEXT
from views.words import Words

NEW = ""
"""The choice that begins a new part."""
OPENED, ROUND, DONE = "mend_opened", "mend_round", "mend_done"
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "è": "e", "à": "a"})


def mend(frame: Frame) -> None:
    """The whole section."""
    say = frame.words
    st.html(tag("h2", esc(say(f"{TEXT}.mend"))) + tag("p", esc(say(f"{TEXT}.mend_intro"))))
    if done := st.session_state.pop(DONE, None):
        st.success(say(f"{TEXT}.taken_over", kept=done))
    chosen: PartName | None = st.selectbox(
        say(f"{TEXT}.mend_what"),
        list(PARTS),
        index=None,
        format_func=lambda key: say(f"{TEXT}.part_{key}"),
        placeholder=say("app.choose"),
        filter_mode=None,
        key="mend_part",
    )
    if chosen is None:
        return
    part = PARTS[chosen]
    names = list(Sheet.read(live.folder(), part).names(part))
    picked = st.selectbox(
        say(f"{TEXT}.which_{chosen}"),
        [*names, NEW] if part.grown else names,
        index=None,
        format_func=lambda name: _spoken(say, chosen, name),
        placeholder=say("app.choose"),
        key=f"mend_name_{chosen}",
    )
    if picked is None:
        return
    sheet = _opened(part, chosen, picked)
    edit = _edited(frame, chosen, sheet, picked)
    if edit is not None:
        _judged(frame, sheet, edit)


def _spoken(say: Words, chosen: PartName, name: str) -> str:
    if name == NEW:
        return say(f"{TEXT}.new_{chosen}")
    column = {"offers": "provider", "office": "name", "source": "document"}.get(chosen)
    if column is None:
        return name
    part = PARTS[chosen]
    return next(row[column] for row in Sheet.read(live.folder(), part).rows if row[part.by] == name)


def _opened(part: Part, chosen: PartName, picked: str) -> Sheet:
    """The file as this person first saw it: only so can it be noticed that somebody else has changed it since."""
    kept = st.session_state.get(OPENED)
    if kept is None or kept[0] != (chosen, picked):
        kept = ((chosen, picked), Sheet.read(live.folder(), part))
        st.session_state[OPENED] = kept
        st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    sheet: Sheet = kept[1]
    return sheet


def _again() -> None:
    """Opens the part anew, as it stands now."""
    st.session_state.pop(OPENED, None)


# ── The cells ────────────────────────────────────────────────────────────────────


def _edited(frame: Frame, chosen: PartName, sheet: Sheet, picked: str) -> Edit | None:
    """What the screen holds; ``None`` while a new part has no name yet."""
    say, part, turn = frame.words, PARTS[chosen], st.session_state[ROUND]
    common: dict[str, str] = {}
    name = picked
    seen = sheet.of(part, picked) if picked != NEW else ()
    if chosen == "offers":
        known = seen[0]["provider"] if seen else ""
        common["provider"] = " ".join(
            st.text_input(say(f"{TEXT}.column.provider"), known, key=f"mend_org_{turn}").split()
        )
        name = picked or re.sub(r"[^a-z0-9]+", "-", common["provider"].casefold().translate(_UMLAUTS)).strip("-")[:40]
    elif picked == NEW:
        name = st.text_input(say(f"{TEXT}.name_{chosen}"), key=f"mend_new_{turn}").strip()
    if not name:
        return None
    if picked == NEW and name in sheet.names(part):
        st.html(tag("p", esc(say(f"{TEXT}.name_taken", name=name)), class_="field-warning", role="alert"))
        return None
    begun = seen or (_copied(sheet, part) if chosen in ("tariffs", "limits") else ())
    columns = part.columns
    edited = st.data_editor(
        grid.frame_of(begun, columns),
        num_rows="dynamic" if part.grown else "fixed",
        hide_index=not part.grown,
        column_config={
            one.name: grid.config(
                one, mending.label(say, one.name), mending.choices(say, one), _first(chosen, one.name, frame.on, say)
            )
            for one in columns
        },
        key=f"mend_grid_{turn}",
        placeholder="–",
        alt=say(f"{TEXT}.grid_alt", name=_spoken(say, chosen, picked) if picked else name),
    )
    st.html(tag("p", esc(say(f"{TEXT}.grid_note")), class_="note"))
    rows = grid.rows_of(edited, columns, begun)
    if part.placed:
        rows = at_their_postcode(rows, seen, live.folder(), frame.on)
    return Edit(part, name, seen, rows, common)


def _copied(sheet: Sheet, part: Part) -> tuple[Row, ...]:
    """The rows of the newest edition to begin a new one with: the same figures, without their days and source."""
    newest = max(sheet.names(part), key=lambda name: max(row["since"] for row in sheet.of(part, name)))
    return tuple({**row, "since": "", "until": "", "source": ""} for row in sheet.of(part, newest))


def _first(chosen: PartName, column: str, on: date, say: Words) -> Any:
    """What a new row begins with."""
    if chosen != "offers":
        return None
    return {
        "canton": "SO",
        "confidence": "confirmed",
        "state": "running",
        "source": "https://so.ch/ami",
        "source_date": say(f"{TEXT}.own_source", day=on),
        "last_confirmed": on.isoformat(),
    }.get(column)


# ── What follows ─────────────────────────────────────────────────────────────────


def _judged(frame: Frame, sheet: Sheet, edit: Edit) -> None:
    say = frame.words
    content = edit.content(sheet)
    if content == Edit(edit.part, edit.name, edit.seen, edit.seen).content(sheet):
        st.html(tag("p", esc(say(f"{TEXT}.unchanged")), class_="note"))
        return
    found = cell_faults(live.folder(), edit.part, content)
    if found:
        st.html(mending.faults(say, found, edit, sheet))
        return
    file = edit.part.file
    differ = changes(Dataset(live.folder()), Dataset(live.folder(), {file: content}), only=file)
    st.html(tag("h3", esc(say(f"{TEXT}.before_after"))) + mending.side_by_side(say, differ))
    with st.container(horizontal=True):
        st.download_button(
            say(f"{TEXT}.table_download", file=file), content, file, "text/csv", on_click="ignore", key="mend_download"
        )
        affected = st.button(say(f"{TEXT}.who_is_affected"), key="mend_affected")
        allowed = read().take_over
        taken = st.button(say(f"{TEXT}.take_over_now"), key="mend_take_over", type="primary") if allowed else False
    if allowed is None:
        st.html(tag("p", esc(say(f"{TEXT}.take_over_off")), class_="note"))
    if affected:
        _affected(frame, file, content)
    if taken:
        _taken_over(frame, edit, sheet)


def _affected(frame: Frame, file: str, content: bytes) -> None:
    say = frame.words
    with st.spinner(say("office.work.comparing")):
        found = compare_json(in_use(), {file: content}, frame.on)
    if found["faults"]:
        st.html(compare_view.faults(say, found["faults"]))
        return
    told = compare_view.day(say, found) + compare_view.persons(say, found["persons"])
    st.html(told + compare_view.households(say, found["households"]))


def _taken_over(frame: Frame, edit: Edit, sheet: Sheet) -> None:
    say = frame.words
    try:
        with st.spinner(say(f"{TEXT}.taking_over")):
            kept = take_over(live.folder(), edit, frame.on)
    except EditConflict:
        st.html(tag("p", esc(say(f"{TEXT}.changed_meanwhile")), class_="field-warning", role="alert"))
        st.button(say(f"{TEXT}.open_again"), on_click=_again, key="mend_again")
        return
    except BadData as error:
        st.html(mending.faults(say, error.faults, edit, sheet))
        return
    except OSError as error:
        said = say(f"{TEXT}.not_written", reason=error.strerror or str(error))
        st.html(tag("p", esc(said), class_="field-warning", role="alert"))
        return
    live.refresh(live.folder())
    st.session_state["on_file"] = in_use()
    _again()
    st.session_state[DONE] = f"{kept.parent.name}/{kept.name}"
    st.rerun()
