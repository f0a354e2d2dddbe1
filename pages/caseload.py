"""Viele Fälle: a table without names in, verdicts, open questions, costs and distances out."""

from __future__ import annotations

import codecs
import zlib
from typing import Any

import streamlit as st

from finder.caseload.judged import MOST_LABELS, CaseloadResult, Fault, Refusal
from finder.exports.workbook import workbook
from finder.facts.keys import TYPE_KEYS
from finder.facts.situation import QUESTIONS
from finder.office.check import conditions
from finder.rules.funding import Payer
from finder.steps.advise import Fit, advise
from finder.steps.fund import Waiver
from pages.parts.download import download
from pages.parts.frame import open_page
from pages.parts.upload import in_words
from pages.parts.work import drop, result_of
from views import caseload as view
from views import verdicts
from views.html import Markup, bullets, details, esc, joined, tag
from views.tables import table
from workshop.pool import Job

KEPT = "caseload"
EXPORT = "caseload_export"

frame = open_page("office.caseload")
say = frame.words


def text(key: str, **values: Any) -> str:
    return say(f"office.caseload.{key}", **values)


# ── 1. Template ──────────────────────────────────────────────────────────────────


def _template_excel() -> bytes:
    return workbook([list(view.HEADINGS.values())])


def _template_csv() -> bytes:
    return (";".join(view.HEADINGS.values()) + "\r\n").encode("utf-8-sig")


# ── 2. Upload ────────────────────────────────────────────────────────────────────


def _heading(fault: Fault) -> str:
    return view.HEADINGS.get(str(fault.column), str(fault.column))


def _said(fault: Fault) -> str:
    said = text(f"fault.{fault.reason}")
    near = " · ".join(f"{postcode} {locality}" for postcode, locality in fault.near[:3])
    return f"{said} {text('did_you_mean', places=near)}" if near else said


def _fault_line(fault: Fault) -> str:
    place = text("refused_place", row=fault.row, column=_heading(fault)) if fault.column else ""
    said = esc(_said(fault))
    return f"{tag('b', esc(place))}: {said}" if place else said


def _judged(upload: Any) -> CaseloadResult | None:
    """The judged cases of the uploaded table; ``None`` while it is read, and where it was refused."""

    def start() -> Job:
        return Job("judge", upload.getvalue(), upload.name, frame.on)

    found: CaseloadResult | Refusal | None = result_of(KEPT, (upload.file_id, frame.on), start, say)
    if isinstance(found, Refusal):
        lines = [_fault_line(fault) for fault in found.faults]
        st.html(tag("div", tag("h2", esc(text("refused"))) + bullets(lines), class_="field-warning", role="alert"))
        return None
    return found


def _understood(found: CaseloadResult) -> Markup:
    notes = [esc(text(f"note.{note.key}", about=note.about)) for note in found.notes]
    return details(text("understood"), bullets(notes)) if notes else Markup()


def _faults(found: CaseloadResult) -> Markup:
    if not found.faults:
        return Markup()
    rows = [(str(fault.row), esc(_heading(fault)), esc(fault.value), esc(_said(fault))) for fault in found.faults]
    heads = [text(name) for name in ("row", "column", "found", "whats_wrong")]
    others = found.faults_in_all - len(found.faults)
    more = tag("p", esc(text("more_faults", count=others))) if others else ""
    said = tag("p", esc(text("left_out", count=found.left_out)))
    return tag("div", said + table(heads, rows, text("faults_caption")) + more, class_="field-warning", role="alert")


# ── 3. to 5. Results ─────────────────────────────────────────────────────────────


def _figures(numbers: dict[str, int]) -> Markup:
    return tag(
        "dl",
        joined(
            tag("div", tag("dt", esc(text(name))) + tag("dd", esc(say.number(number))))
            for name, number in numbers.items()
        ),
        class_="totals",
    )


def _chosen(found: CaseloadResult) -> int | None:
    """The case to look at, by its place among the judged ones."""
    labels = {
        int(row): text("case_label_own", case=label, row=int(row)) if label else text("case_label", row=int(row))
        for row, label in zip(found.rows[:MOST_LABELS], found.labels, strict=True)
    }
    if len(found) <= MOST_LABELS:
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
        typed = st.text_input(text("many_cases", most=MOST_LABELS), key="caseload_row", autocomplete="off")
        row = int(typed) if typed.strip().isdecimal() and len(typed) < 9 else None
        if typed.strip() and row not in found.rows:
            st.html(tag("p", esc(text("no_such_row", row=typed.strip()[:12])), class_="field-warning", role="alert"))
            return None
    return None if row is None else int((found.rows == row).argmax())


def _one_case(found: CaseloadResult) -> None:
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


def _words() -> dict[str, str]:
    """Every word that the results may hold; the process that writes them knows no language."""
    keys = [f"heading.{name}" for name in ("row", "case", "why", "payer", "waiver", "km")]
    keys += [f"type.{kind}" for kind in TYPE_KEYS] + [f"fit.{fit}" for fit in Fit]
    keys += [f"payer.{payer}" for payer in Payer] + [f"waiver.{waiver}" for waiver in Waiver]
    keys += [f"question.{key}" for key in QUESTIONS] + [f"rule.{one.name}" for one in conditions()]
    return {key: _word(key) for key in keys}


def _export(upload: Any) -> None:
    asked = (upload.file_id, frame.on)
    st.html(tag("p", esc(text("export_note")), class_="note"))
    if st.session_state.get(EXPORT, (None,))[0] != asked and not st.button(text("prepare"), key="caseload_prepare"):
        return

    def start() -> Job:
        return Job("export", upload.getvalue(), upload.name, frame.on, _words())

    packed = result_of(EXPORT, asked, start, say)
    if packed:
        download(
            text("download"),
            lambda: codecs.BOM_UTF8 + zlib.decompress(packed),
            f"{text('result_file')}.csv",
            "text/csv",
            key="caseload_download",
        )


def _results(found: CaseloadResult, upload: Any) -> None:
    sums = found.overview
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
    _export(upload)


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
st.html(in_words("caseload_file", text("choose")))
upload = st.file_uploader(
    text("upload", size=size), ["csv", "txt", "tsv", "xlsx", "xls"], key="caseload_file", help=text("upload_help")
)
if upload is None:
    drop(KEPT)
    drop(EXPORT)
else:
    judged = _judged(upload)
    if judged is not None:
        st.html(_understood(judged) + _faults(judged))
        if len(judged):
            _results(judged, upload)
