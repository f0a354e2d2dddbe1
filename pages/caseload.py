"""Viele Fälle: a table without names in, verdicts, open questions, costs and distances out."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import streamlit as st
from openpyxl import Workbook

from finder.caseload.case_table import problems, sheet
from finder.caseload.export import csv_parts
from finder.caseload.judge import Caseload, caseload
from finder.caseload.overview import overview
from finder.errors import BadAnswer, BadCell, BadData, UnknownPlace
from finder.steps.advise import Fit, advise
from finder.steps.places import find
from pages.parts.download import download
from pages.parts.frame import open_page
from pages.parts.upload import in_words
from views import caseload as view
from views import verdicts
from views.html import bullets, details, esc, joined, tag
from views.tables import table

KEPT = "caseload"
SHOWN_FAULTS = 40
MOST_TO_CHOOSE = 300
"""In a longer list nobody finds a case by scrolling; the row number is typed instead."""

frame = open_page("office.caseload")
say = frame.words


def text(key: str, **values: Any) -> str:
    return say(f"office.caseload.{key}", **values)


# ── 1. Template ──────────────────────────────────────────────────────────────────


def _template_excel() -> bytes:
    book = Workbook()
    book.active.append(list(view.HEADINGS.values()))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _template_csv() -> bytes:
    return (";".join(view.HEADINGS.values()) + "\r\n").encode("utf-8-sig")


# ── 2. Upload ────────────────────────────────────────────────────────────────────


@contextmanager
def _progress(label: str) -> Iterator[Any]:
    """A bar that is told the part done, and disappears at the end."""
    bar = st.progress(0.0, label)
    try:
        yield lambda part: bar.progress(min(part, 1.0), label)
    finally:
        bar.empty()


def _heading(fault: BadCell) -> str:
    return view.HEADINGS.get(str(fault.column), str(fault.column))


def _said(fault: BadCell) -> str:
    said = text(f"fault.{fault.reason}")
    if fault.reason == "unknown_place":
        near = _similar(str(fault.value))
        said += " " + text("did_you_mean", places=" · ".join(near)) if near else ""
    return said


def _similar(place: str) -> list[str]:
    """The closest places on file to one that is not."""
    try:
        find(place)
    except UnknownPlace as unknown:
        return [f"{postcode} {locality}" for postcode, locality in unknown.suggestions[:3]]
    except BadAnswer:
        pass
    return []


def _fault_line(fault: BadCell) -> str:
    place = text("refused_place", row=fault.row, column=_heading(fault)) if fault.column else ""
    said = esc(_said(fault))
    return tag("b", place) + ": " + said if place else said


def _judged(upload: Any) -> Caseload | None:
    """The judged cases of the uploaded table, worked out once; ``None`` where it was refused."""
    kept = st.session_state.get(KEPT)
    if kept and kept[0] == (upload.file_id, frame.on):
        return kept[1]
    try:
        with _progress(text("reading")) as progress:
            read = sheet(upload.getvalue(), upload.name, progress)
        with _progress(text("judging")) as progress:
            found = caseload(read, frame.on, progress)
    except BadData as error:
        lines = [_fault_line(fault) for fault in list(problems(error))[:SHOWN_FAULTS]]
        st.html(tag("div", tag("h2", esc(text("refused"))) + bullets(lines), class_="field-warning", role="alert"))
        return None
    st.session_state[KEPT] = ((upload.file_id, frame.on), found)
    return found


def _understood(found: Caseload) -> str:
    notes = [esc(text(f"note.{note.key}", about=note.about)) for note in found.sheet.notes]
    return details(text("understood"), bullets(notes)) if notes else ""


def _faults(found: Caseload) -> str:
    faults = found.sheet.faults
    if not faults:
        return ""
    rows = [
        (str(fault.row), esc(_heading(fault)), esc(str(fault.value)[:40]), esc(_said(fault)))
        for fault in faults[:SHOWN_FAULTS]
    ]
    heads = [text(name) for name in ("row", "column", "found", "whats_wrong")]
    more = tag("p", esc(text("more_faults", count=len(faults) - SHOWN_FAULTS))) if len(faults) > SHOWN_FAULTS else ""
    said = tag("p", esc(text("left_out", count=len({fault.row for fault in faults}))))
    return tag("div", said + table(heads, rows, text("faults_caption")) + more, class_="field-warning", role="alert")


# ── 3. to 5. Results ─────────────────────────────────────────────────────────────


def _figures(numbers: dict[str, int]) -> str:
    return tag(
        "dl",
        joined(
            tag("div", tag("dt", esc(text(name))) + tag("dd", esc(say.number(number))))
            for name, number in numbers.items()
        ),
        class_="totals",
    )


def _chosen(found: Caseload) -> int | None:
    """The case to look at, by its place among the judged ones."""
    labels = {
        int(row): text("case_label_own", case=label, row=int(row)) if label else text("case_label", row=int(row))
        for row, label in zip(found.sheet.rows[:MOST_TO_CHOOSE], found.sheet.labels[:MOST_TO_CHOOSE], strict=True)
    }
    if len(found) <= MOST_TO_CHOOSE:
        row = st.selectbox(
            text("choose_case"),
            list(labels),
            index=None,
            format_func=labels.__getitem__,
            placeholder=say("app.choose"),
            filter_mode=None,
            key="caseload_case",
        )
    else:
        typed = st.text_input(text("many_cases", most=MOST_TO_CHOOSE), key="caseload_row", autocomplete="off")
        row = int(typed) if typed.strip().isdecimal() and len(typed) < 9 else None
        if typed.strip() and row not in found.sheet.rows:
            st.html(tag("p", esc(text("no_such_row", row=typed.strip()[:12])), class_="field-warning", role="alert"))
            return None
    return None if row is None else int((found.sheet.rows == row).argmax())


def _one_case(found: Caseload) -> None:
    at = _chosen(found)
    if at is None:
        return
    advice = advise(found.situation(at), frame.on)
    st.html(verdicts.overview(say, advice) + verdicts.doors(say, advice.doors))
    for fit in Fit:
        if advice.of(fit):
            st.html(tag("h3", esc(say(f"fit.{fit}.summary", count=len(advice.of(fit))))))
            st.html(verdicts.cards(say, advice.of(fit), level="h4"))


def _word(key: str) -> str:
    kind, _, name = key.partition(".")
    match kind:
        case "heading" | "payer" | "waiver":
            return text(key)
        case "fit":
            return text(name)
        case "rule":
            return say(f"{key}.claim")
    return say(f"{key}.name")


def _export(found: Caseload) -> None:
    st.html(tag("p", esc(text("export_note")), class_="note"))
    if st.button(text("prepare"), key="caseload_prepare"):
        with _progress(text("writing")) as progress:
            parts = []
            for done, part in csv_parts(found, _word):
                parts.append(part)
                progress(done)
        st.session_state["caseload_result"] = "".join(parts).encode("utf-8-sig")
    if "caseload_result" in st.session_state:
        result = st.session_state["caseload_result"]
        download(text("download"), lambda: result, f"{text('result_file')}.csv", "text/csv", key="caseload_download")


def _results(found: Caseload) -> None:
    sums = overview(found)
    st.html(
        tag("h2", esc(text("step_result")))
        + _figures({"cases": sums.cases, "cases_left_out": sums.left_out, "without_any": sums.without_any})
        + view.kinds(say, sums)
        + view.blocking(say, sums)
        + view.costs(say, sums)
        + view.distances(say, sums)
    )
    st.html(tag("h2", esc(text("step_cases"))))
    _one_case(found)
    st.html(tag("h2", esc(text("step_export"))))
    _export(found)


st.html(tag("p", esc(text("privacy")), class_="note") + tag("h2", esc(text("step_template"))))
with st.container(horizontal=True):
    download(
        text("template_excel"),
        _template_excel,
        f"{text('template_file')}.xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="template_excel",
    )
    download(text("template_csv"), _template_csv, f"{text('template_file')}.csv", "text/csv", key="template_csv")
st.html(details(text("columns"), view.columns(say)))
st.html(tag("h2", esc(text("step_upload"))))
size = st.get_option("server.maxUploadSize")
in_words("caseload_file", text("choose"))
upload = st.file_uploader(
    text("upload", size=size), ["csv", "txt", "tsv", "xlsx", "xls"], key="caseload_file", help=text("upload_help")
)
if upload is None:
    st.session_state.pop(KEPT, None)
    st.session_state.pop("caseload_result", None)
else:
    judged = _judged(upload)
    if judged is not None:
        st.html(_understood(judged) + _faults(judged))
        if len(judged):
            _results(judged)
