"""Was sich ändert: new tables beside the present ones, looked at before anybody puts them into force."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from finder.facts.tables import DATA
from finder.office.overlay import table_name
from pages.parts.frame import open_page
from pages.parts.upload import in_words
from views import changes as view
from views.html import esc, tag

ROOT = Path(__file__).resolve().parents[1]
KEPT = "changes"
PATIENCE = 120
"""Seconds a comparison may take on a busy machine."""

frame = open_page("office.changes")
say = frame.words


def _compare(files: dict[str, bytes], on: date) -> dict[str, Any] | None:
    """The comparison, worked out by the command in a process of its own; ``None`` where it failed (and said why).

    A process of its own, because whoever reads tables keeps them: what is only looked at must not stay in memory.
    """
    try:
        with TemporaryDirectory(prefix="finder-changes-") as folder:
            for name, content in files.items():
                (Path(folder) / name).write_bytes(content)
            command = [sys.executable, "-m", "finder", "compare", str(DATA), folder, "--on", on.isoformat()]
            done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:  # no room for the folder, or no end in sight
        return _failed(str(error))
    try:
        found: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        return _failed(done.stderr.decode("utf-8", "replace").strip())
    return found


def _failed(reason: str) -> None:
    said = say("office.changes.failed", reason=reason[:200])
    st.html(tag("p", esc(said), class_="field-warning", role="alert"))


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
in_words("changes_files", say("office.changes.choose"))
uploads = st.file_uploader(
    say("office.changes.upload"),
    ["csv"],
    accept_multiple_files=True,
    key="changes_files",
    help=say("office.changes.upload_help"),
)
files = _recognised(uploads) if uploads else {}
if files:
    kept = st.session_state.get(KEPT)
    asked = (tuple(upload.file_id for upload in uploads), frame.on)
    if not kept or kept[0] != asked:
        with st.spinner(say("office.changes.comparing")):
            kept = (asked, _compare(files, frame.on))
        st.session_state[KEPT] = kept
    found = kept[1]
    if found is not None:
        said = view.faults(say, found["faults"]) if found["faults"] else tag("p", esc(say("office.changes.no_faults")))
        said += view.tables(say, found["tables"])
        if not found["faults"] and found["tables"]:
            said += view.day(say, found) + view.persons(say, found["persons"])
            said += view.households(say, found["households"])
            said += view.take_over(say)
        st.html(said)
else:
    st.session_state.pop(KEPT, None)
    st.html(view.take_over(say))
