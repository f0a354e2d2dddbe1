"""The comparison of two editions as the machine interface tells it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from finder.errors import BadRow
from finder.facts.dataset import Dataset
from finder.facts.situation import Situation
from finder.office.compare import TableChanges, changes, first_day, new_faults
from finder.office.compare_people import Difference, HouseholdBand, households, people
from finder.office.samples import samples


def compare_json(
    old: Dataset, files: Mapping[str, bytes], on: date, more: Mapping[str, Situation] | None = None
) -> dict[str, Any]:
    """What the ``files`` would change in ``old``.

    Args:
        files: content by the name it has in ``data/``.
        on: today; people are compared on the first day from then on which every new figure holds.
        more: further persons beside the samples.

    Returns:
        ``on``, ``faults`` (of the new files), ``tables``, and – where there is no fault – ``persons`` and
        ``households``; with faults these two are ``null``.
    """
    new = old.but(files)
    faults = new_faults(old, new)
    found = changes(old, new)
    day = on if faults else first_day(found, on)
    everybody = {one.key: one.situation for one in samples(old)} | dict(more or {})
    return {
        "on": day.isoformat(),
        "files": sorted(files),
        "faults": [_fault(fault) for fault in faults],
        "tables": [_table(table) for table in found],
        "persons": None if faults else [_difference(one) for one in people(old, new, day, everybody)],
        "households": None if faults else [_band(one) for one in households(old, new, day)],
    }


def _fault(fault: BadRow) -> dict[str, Any]:
    value = None if fault.value is None else str(fault.value)
    return {
        "file": fault.file,
        "row": fault.row,
        "column": fault.column,
        "value": value,
        "allowed": fault.allowed,
        "demand": {"key": fault.demand.key, "values": {name: str(one) for name, one in fault.demand.values.items()}},
    }


def _table(table: TableChanges) -> dict[str, Any]:
    return {
        "file": table.file,
        "key": list(table.key_columns),
        "rows_before": table.rows_before,
        "rows_now": table.rows_now,
        "new": [dict(row) for row in table.new],
        "gone": [dict(row) for row in table.gone],
        "changed": [
            {"key": list(cell.key), "column": cell.column, "before": cell.before, "now": cell.now}
            for cell in table.changed
        ],
    }


def _difference(one: Difference) -> dict[str, Any]:
    return asdict(one)


def _band(one: HouseholdBand) -> dict[str, Any]:
    return {
        "persons": one.persons,
        "from": f"{one.least:.2f}",
        "to": None if one.most is None else f"{one.most:.2f}",
        "before": one.before.value,
        "now": one.now.value,
    }
