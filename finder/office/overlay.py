"""Which of our tables an office hands in, by name or by headings."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from finder.errors import BadAnswer
from finder.facts.table_files import BY_NAME, POSTCODES, TABLES
from finder.sentences import sentence

COMPARED = tuple(BY_NAME)
"""The tables that an office may replace."""


def new_files(given: Path) -> dict[str, bytes]:
    """The tables in a folder, or the one table in a file, by the name it has in ``data/``.

    Raises:
        BadAnswer: there is no such folder or file, or no table of ours in it.
    """
    paths = sorted(given.glob("*.csv")) if given.is_dir() else [given]
    try:
        if not given.is_dir() and given.exists() and not given.is_file():  # a device or a pipe may never end
            raise BadAnswer("new", given.name, sentence("readable_folder"))
        found = {name: path.read_bytes() for path in paths if (name := table_name(path.name, path.read_bytes()))}
    except OSError as error:
        raise BadAnswer("new", given.name, sentence("readable_folder_for", reason=error.strerror)) from None
    if not found:
        raise BadAnswer("new", given.name, sentence("one_of_our_tables", files=", ".join(COMPARED)))
    return found


def table_name(file: str, content: bytes) -> str | None:
    """Which of our tables this is: by its name, else by its headings; ``None``: none of them."""
    if file in COMPARED:
        return file
    first = content[:4096].decode("utf-8-sig", "replace").splitlines()[:1]
    if first and first[0].startswith("Ortschaftsname"):
        return POSTCODES.file
    headings = {cell.strip() for row in csv.reader(io.StringIO("".join(first))) for cell in row}
    likely = [one.file for one in TABLES if one.telling <= headings]
    return likely[0] if likely else None
