"""Was sich ändert: new tables beside the present ones, looked at before anybody puts them into force."""

from __future__ import annotations

from typing import Any

import streamlit as st

from finder.office.overlay import table_name
from pages.parts.frame import open_page
from pages.parts.upload import in_words
from pages.parts.work import drop, result_of
from views import changes as view
from views.html import esc, tag
from workshop.pool import Job

KEPT = "changes"

frame = open_page("office.changes")
say = frame.words


def _recognised(uploads: list[Any]) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for upload in uploads:
        content = upload.getvalue()
        name = table_name(upload.name, content)
        if name is None:
            said = say("office.changes.not_ours", file=upload.name)
            st.html(tag("p", esc(said), class_="field-warning", role="alert"))
        else:
            files[name] = content
    return files


st.html(tag("p", esc(say("office.changes.nothing_kept")), class_="note"))
st.html(in_words("changes_files", say("office.changes.choose")))
uploads = st.file_uploader(
    say("office.changes.upload"),
    ["csv"],
    accept_multiple_files=True,
    key="changes_files",
    help=say("office.changes.upload_help"),
)
files = _recognised(uploads) if uploads else {}
if files:
    asked = (tuple(upload.file_id for upload in uploads), frame.on)
    # In a process of its own: whoever reads tables keeps them, and what is only looked at must not stay in memory.
    found = result_of(KEPT, asked, lambda: Job("compare", files, frame.on), say)
    if found is not None:
        said = view.faults(say, found["faults"]) if found["faults"] else tag("p", esc(say("office.changes.no_faults")))
        said += view.tables(say, found["tables"])
        if not found["faults"] and found["tables"]:
            said += view.day(say, found) + view.persons(say, found["persons"])
            said += view.households(say, found["households"])
            said += view.take_over(say)
        st.html(said)
else:
    drop(KEPT)
    st.html(view.take_over(say))
