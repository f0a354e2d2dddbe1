"""The data in force while the server runs: what an officer takes over is there for the next visit, without a restart.

A visit keeps the value it began with. When a table in the folder has another size or time than before, the next visit
gets a new value, if it is sound; else the old one stays, and the log says why. Several processes may serve one folder:
each notices by itself.
"""

from __future__ import annotations

import shutil
import sys
import threading
from pathlib import Path

from finder.errors import BadData
from finder.facts.dataset import Dataset, in_use, put_in_use
from finder.facts.tables import DATA
from finder.office.check import faults

State = tuple[tuple[str, int, int], ...]
_lock = threading.Lock()
_seen: dict[Path, State] = {}


def start(folder: Path) -> None:
    """From now on the tables of this folder are in force; an empty or missing one begins as a copy of ours.

    Raises:
        OSError: the folder cannot be made or read.
    """
    if not any(folder.glob("*.csv")):
        shutil.copytree(DATA, folder, dirs_exist_ok=True)
    _seen[folder] = _state(folder)
    put_in_use(Dataset(folder))


def refresh(folder: Path) -> bool:
    """Puts the folder into force if one of its tables has changed since the last look; whether it has."""
    with _lock:
        now = _state(folder)
        if _seen.get(folder) == now:
            return False
        _seen[folder] = now
        new = Dataset(folder)
        try:
            if found := tuple(faults(new)):
                raise BadData(found)
            put_in_use(new.read())
        except (BadData, OSError) as error:
            print(f"data: the changed folder is not put into force: {error}", file=sys.stderr)  # noqa: T201 - the operator's turn
            return False
        return True


def folder() -> Path:
    """Where the tables in force lie."""
    return in_use().path


def _state(folder: Path) -> State:
    """Name, size and time of every table."""
    states = ((path.name, path.stat()) for path in sorted(folder.glob("*.csv")))
    return tuple((name, state.st_size, state.st_mtime_ns) for name, state in states)
