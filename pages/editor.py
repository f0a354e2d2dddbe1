"""Datenpflege: what to mend first, the tables, a sheet for each provider, and the directory for other software."""

from __future__ import annotations

import html
import json
from typing import Any

import streamlit as st

from finder.exports.hsds import hsds
from finder.exports.open_data import LICENCE, csv_text, geojson
from finder.exports.spreadsheet import csv_lines
from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS
from finder.office.worklist import Gap, gaps, worklist
from operation import counts
from operation.settings import read
from pages.parts.download import download
from pages.parts.frame import open_page
from pages.parts.mend import mend
from views.html import bullets, esc, tag
from views.paper import provider_sheet
from views.tables import table, table_of_figures

FORMATS = ("csv", "geojson", "hsds")
COUNTS_SHOWN = 60
"""Rows of totals on the page; the download holds all."""

frame = open_page("office.editor")
say = frame.words


def text(key: str, **values: Any) -> str:
    return say(f"office.editor.{key}", **values)


# ── What to mend first ───────────────────────────────────────────────────────────


def _first() -> None:
    offers, known = on_file().offers, on_file().organisations
    found = worklist(offers, frame.on)
    said = text("worklist_count", count=len(found), offers=sum(one.current for one in offers))
    note = text("on_file", known=known.current, all=known.in_all)
    st.html(tag("h2", esc(text("worklist"))) + tag("p", esc(said)) + tag("p", esc(note), class_="note"))
    heads = [text("provider"), text("offers"), *(text(f"gap_{gap}") for gap in Gap)]
    rows = [[one.provider, say.number(one.offers), *(_count(one.gaps.get(gap, 0)) for gap in Gap)] for one in found]
    st.html(table_of_figures(heads, rows, text("worklist")))
    _untold()


def _count(offers: int) -> str:
    return say.number(offers) if offers else "–"


def _untold() -> None:
    """For how many people a kind fitted of which no site has a telephone: they could not be told whom to call."""
    path = read().counts
    if path is None:
        return
    reachable = {one.type for one in on_file().offers if one.current and one.phone}
    fitted: dict[str, int] = {}
    for key, count in counts.totals(path).items():
        if key.what == "kind" and key.name in TYPE_KEYS and key.name not in reachable:
            fitted[key.name] = fitted.get(key.name, 0) + count
    lines = [
        esc(text("untold_kind", kind=say(f"type.{kind}.name"), count=count))
        for kind, count in sorted(fitted.items(), key=lambda one: -one[1])
        if count >= counts.FEWEST_SHOWN
    ]
    if lines:
        st.html(tag("h3", esc(text("untold"))) + bullets(lines))


# ── The provider's own sheet ─────────────────────────────────────────────────────


def _sheet() -> None:
    st.html(tag("h2", esc(text("sheet"))) + tag("p", esc(text("sheet_note"))))
    offers = [one for one in on_file().offers if one.current]
    names = {one.provider_id: one.provider for one in sorted(offers, key=lambda one: one.provider.casefold())}
    chosen = st.selectbox(
        text("provider"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=say("app.choose"),
        filter_mode=None,
        key="editor_sheet",
    )
    if chosen:
        own = [one for one in offers if one.provider_id == chosen]
        missing = {gap for one in own for gap in gaps(one, frame.on)}
        asked = [text(f"ask_{gap}") for gap in Gap if gap in missing and gap is not Gap.NO_EXACT_POINT]
        st.html(tag("p", esc(text("letter_note"))))
        letter = text("letter", provider=names[chosen], asked=say.all(asked) if asked else text("ask_nothing"))
        st.code(letter, language=None, wrap_lines=True)
        download(
            text("sheet_download", provider=names[chosen]),
            lambda: provider_sheet.pdf(own, say, frame.on),
            f"{text('sheet_file')}-{chosen}.pdf",
            "application/pdf",
            key="sheet_download",
        )


# ── Open data ────────────────────────────────────────────────────────────────────


def _open_data() -> None:
    st.html(tag("h2", esc(text("open_data"))) + tag("p", esc(text("open_data_note"))))
    names = {key: say(f"type.{key}.name") for key in TYPE_KEYS}
    made = {  # each only when it is asked for: making all of them takes longer than the rest of the page
        "csv": (lambda: csv_text(on_file().offers).encode("utf-8-sig"), "csv", "text/csv"),
        "geojson": (lambda: _json(geojson(on_file().offers)), "geojson", "application/geo+json"),
        "hsds": (lambda: _json(hsds(on_file().offers, names, on_file().sources)), "json", "application/json"),
    }
    with st.container(horizontal=True):
        for key in FORMATS:
            make, ending, mime = made[key]
            download(text(f"as_{key}"), make, f"ami-{key}.{ending}", mime, key=f"open_{key}")
    licence = text("licence", name=LICENCE.id, attribution=LICENCE.attribution)
    st.html(tag("p", esc(licence), class_="note"))
    st.html(tag("h3", esc(text("embed"))) + tag("p", esc(text("embed_note"))))
    address = read().office_url.rstrip("/") or "https://…"
    title = esc(say("embed.title"))
    snippet = f'<iframe src="{address}/embed" title="{title}" width="100%" height="600"></iframe>'
    st.html(tag("pre", tag("code", esc(snippet)), class_="snippet", tabindex="0"))


def _json(data: Any) -> bytes:
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


# ── Counts ───────────────────────────────────────────────────────────────────────


def _counted_name(key: counts.Key) -> str:
    """The title of the page, or the name of the kind; a line from before a change of names keeps its own word."""
    words = f"nav.{key.name}" if key.what == "page" else f"type.{key.name}.name"
    return say(words) if words in say else key.name


def _counted() -> None:
    path = read().counts
    st.html(tag("h2", esc(text("counts"))))
    if path is None:
        st.html(tag("p", esc(text("counts_off"))))
        return
    few = text("few", least=counts.FEWEST_SHOWN)
    rows = [
        (
            esc(say.day(key.day)),
            esc(text(f"counted_{key.what}")),
            esc(_counted_name(key)),
            few if count is None else say.number(count),
        )
        for key, count in reversed(counts.shown(counts.totals(path)).items())
    ]
    heads = [text(name) for name in ("day", "counted", "name", "count")]
    st.html(tag("p", esc(text("counts_note"))))
    if not rows:
        st.html(tag("p", esc(text("counts_none"))))
        return
    st.html(table(heads, rows[:COUNTS_SHOWN], text("counts")))
    lines = csv_lines([heads, *([html.unescape(cell) for cell in row] for row in rows)], ";").encode("utf-8-sig")
    download(text("as_csv"), lambda: lines, f"{text('counts_file')}.csv", "text/csv", key="counts_csv")


_first()
mend(frame)
_sheet()
_open_data()
_counted()
