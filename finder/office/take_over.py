"""Puts a mended table into force: whole or not at all, the old one kept with its day, and nobody's change lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

from finder.errors import BadData, FinderError
from finder.facts.dataset import Dataset
from finder.office.compare import faults_with
from finder.office.editing import Edit, Sheet

FORMER = "former"
"""Folder beside the tables with the tables that were in force before."""


class EditConflict(FinderError):
    """Somebody else has changed the same part since it was opened. Whose turn: the person who wanted to save."""

    def __init__(self, file: str, name: str) -> None:
        self.file, self.name = file, name
        super().__init__(f"{file}: {name} has been changed by somebody else since it was opened")


def take_over(folder: Path, edit: Edit, on: date) -> Path:
    """Replaces the part in the data folder; what others changed in other parts meanwhile stays.

    Args:
        on: today; the name of the kept old table says it.

    Returns:
        Where the old table is kept.

    Raises:
        EditConflict: somebody else changed the same part; nothing was written.
        BadData: the data would have a fault it does not have now; nothing was written.
        OSError: the folder cannot be written.
    """
    with _alone(folder):
        sheet = Sheet.read(folder, edit.part)
        if not edit.fits(sheet):
            raise EditConflict(edit.part.file, edit.name)
        content = edit.content(sheet)
        if faults := faults_with(Dataset(folder), {edit.part.file: content}):
            raise BadData(faults)
        return put(folder, edit.part.file, content, on)


def put(folder: Path, file: str, content: bytes, on: date) -> Path:
    """Writes the file so that whoever reads it, at any moment, sees the old one or the new one, never a half."""
    former = folder / FORMER
    former.mkdir(exist_ok=True)
    kept = next(path for path in _names(former, file, on) if not path.exists())
    _write(kept, (folder / file).read_bytes())
    _write(folder / file, content)
    return kept


def _write(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}-", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(_READABLE)
            Path(beside.name).replace(path)
        except BaseException:
            Path(beside.name).unlink(missing_ok=True)
            raise
    _sync(path.parent)


_READABLE = 0o644
"""A temporary file is born for its owner only; a table is for everybody who may read the folder."""


def _sync(folder: Path) -> None:
    """Makes the new name last through a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _names(former: Path, file: str, on: date) -> Iterator[Path]:
    stem, dot, ending = file.rpartition(".")
    yield former / f"{stem}-{on.isoformat()}{dot}{ending}"
    for number in range(2, 10_000):
        yield former / f"{stem}-{on.isoformat()}-{number}{dot}{ending}"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One at a time, also among several servers; a process that dies lets go."""
    with (folder / ".lock").open("a") as handle:
        if os.name == "posix":
            import fcntl  # not there on other systems, where one server is alone anyway

            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
