"""Datenpflege: what is to be checked again, a sheet for each provider, and the directory for other software."""

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
from finder.facts.offers import Programme
from finder.office.ageing import ToCheck, to_check
from operation import counts
from operation.settings import read
from pages.parts.download import download
from pages.parts.frame import open_page
from views.html import esc, tag
from views.paper import provider_sheet
from views.tables import table

FORMATS = ("csv", "geojson", "hsds")
COUNTS_SHOWN = 60
"""Rows of totals on the page; the download holds all."""

frame = open_page("office.editor")
say = frame.words


def text(key: str, **values: Any) -> str:
    return say(f"office.editor.{key}", **values)


def _name(offer: Programme) -> str:
    kind = say(f"type.{offer.type}.name") if offer.type else say("offers.kind_unnamed")
    return " · ".join(part for part in (offer.location or offer.town, kind) if part)


# ── To check again ───────────────────────────────────────────────────────────────


def _row(one: ToCheck) -> tuple[str, ...]:
    offer = one.programme
    seen = say.day(offer.last_confirmed) if offer.last_confirmed else text("never")
    why = " ".join(text(f"reason_{reason}") for reason in one.reasons)
    return esc(offer.provider), esc(_name(offer)), esc(seen), esc(why)


def _to_check() -> None:
    st.html(tag("h2", esc(text("to_check"))))
    found = to_check(on_file().offers, frame.on)
    current = sum(one.current for one in on_file().offers)
    known = on_file().organisations
    said = text("to_check_count", count=len(found), offers=current)
    known = text("on_file", known=known.current, all=known.in_all)
    st.html(tag("p", esc(said)) + tag("p", esc(known), class_="note"))
    providers = sorted({one.programme.provider for one in found}, key=str.casefold)
    chosen = st.selectbox(
        text("only_provider"), providers, index=None, placeholder=text("all"), filter_mode=None, key="editor_provider"
    )
    shown = [one for one in found if chosen in (None, one.programme.provider)]
    heads = [text(name) for name in ("provider", "offer", "last_seen", "why")]
    st.html(table(heads, [_row(one) for one in shown], text("to_check")))


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


_to_check()
_sheet()
_open_data()
_counted()
