"""Travel times: none on file yet, shown when an office fills them in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from finder.facts import travel_minutes
from finder.facts.dataset import Dataset, on_file
from finder.facts.tables import Folder
from tests.support.known import known

HEADER = "postcode,location,minutes,as_of\n"


def test_nothing_is_on_file_yet() -> None:
    assert travel_minutes.table(on_file().folder).faults == ()
    assert on_file().travel_time("4716", "Regiomech Zuchwil") is None
    assert on_file().travel_time("4716", None) is None


def test_a_filled_row_is_found(tmp_path: Path) -> None:
    (tmp_path / "travel_minutes.csv").write_text(HEADER + "4716,Regiomech Zuchwil,41,2026-11-01\n", encoding="utf-8")
    found = known(Dataset(tmp_path).travel_time("4716", "Regiomech Zuchwil"))
    assert (found.minutes, found.as_of) == (41, date(2026, 11, 1))
    assert Dataset(tmp_path).travel_time("4528", "Regiomech Zuchwil") is None


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("471,Olten,41,2026-11-01", "postcode"),
        ("4716,Olten,-1,2026-11-01", "minutes"),
        ("4716,Olten,601,2026-11-01", "minutes"),
        ("4716,Olten,41.5,2026-11-01", "minutes"),
        ("4716,Olten,41,1.11.2026", "as_of"),
        ("4716,Olten,41,", "as_of"),
    ],
)
def test_a_fault_names_its_column(tmp_path: Path, row: str, column: str) -> None:
    (tmp_path / "travel_minutes.csv").write_text(HEADER + row + "\n", encoding="utf-8")
    (fault,) = travel_minutes.table(Folder(tmp_path)).faults
    assert (fault.row, fault.column) == (2, column)
