"""The cells of a data file in ``st.data_editor`` and back: texts in the file, a type for each column on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pandas as pd
import streamlit as st

from finder.office.columns import Column
from finder.office.editing import Row

TYPES = {"whole": "Int64", "money": "Float64", "degrees": "Float64"}


def frame_of(rows: Sequence[Row], columns: Sequence[Column]) -> pd.DataFrame:
    """The rows, counted from 1, with a typed cell in each column; an empty text is no value."""
    cells = {
        one.name: pd.Series([typed(one, row.get(one.name, "")) for row in rows], dtype=TYPES.get(one.kind, "object"))
        for one in columns
    }
    return pd.DataFrame(cells).set_axis(pd.RangeIndex(1, len(rows) + 1), axis="index")


def rows_of(frame: pd.DataFrame, columns: Sequence[Column], before: Sequence[Row]) -> tuple[Row, ...]:
    """The rows as texts. A row that was there keeps what is not shown, and the spelling of what is the same.

    Args:
        before: the rows that :func:`frame_of` was given; a row of the frame knows its place among them by its index.
    """
    found = []
    for index, cells in zip(frame.index, frame.to_dict("records"), strict=True):
        known = before[index - 1] if 1 <= index <= len(before) else {}
        row = dict(known)
        for one in columns:
            value = cells[one.name]
            was = known.get(one.name, "")
            same = not _missing(value) and typed(one, was) == _plain(one, value)
            row[one.name] = was if same else written(one, value)
        if any(row[one.name] for one in columns):
            found.append(row)
    return tuple(found)


def typed(column: Column, text: str) -> Any:
    """The value of a cell; ``None`` for an empty one and for one that is not what the column holds."""
    try:
        match column.kind:
            case "whole":
                return int(text) if text else None
            case "money" | "degrees":
                return float(text) if text else None
            case "day":
                return date.fromisoformat(text) if text else None
    except ValueError:
        return None
    return text or None


def written(column: Column, value: Any) -> str:
    """The text of a cell as the file holds it, on one line and without blanks around it."""
    if _missing(value):
        return ""
    match column.kind:
        case "whole":
            return str(int(value))
        case "money":
            return f"{Decimal(str(value)):.2f}"
        case "degrees":
            return f"{value:.5f}"
        case "day":
            return str(_plain(column, value).isoformat())
    return " ".join(str(value).split())


def config(column: Column, label: str, choices: Mapping[str, str], default: Any = None) -> Any:
    """How the screen shows the column.

    Args:
        choices: word on file → word on the screen.
        default: what a new row begins with.
    """
    column_config = st.column_config
    match column.kind:
        case "choice":
            return column_config.SelectboxColumn(
                label,
                options=list(column.choices),
                format_func=lambda word: choices.get(str(word), str(word)),
                default=default,
            )
        case "whole":
            return column_config.NumberColumn(label, step=1, min_value=0, default=default)
        case "money":
            return column_config.NumberColumn(label, step=0.01, min_value=0.0, format="%.2f", default=default)
        case "degrees":
            return column_config.NumberColumn(label, format="%.5f", default=default)
        case "day":
            return column_config.DateColumn(label, format="DD.MM.YYYY", default=default)
        case "web":
            return column_config.LinkColumn(label, default=default)
    return column_config.TextColumn(label, default=default)


def _plain(column: Column, value: Any) -> Any:
    """A value of the screen as :func:`typed` gives it."""
    match column.kind:
        case "whole":
            return int(value)
        case "money" | "degrees":
            return float(value)
        case "day":
            return value if type(value) is date else pd.Timestamp(value).date()
    return str(value)


def _missing(value: Any) -> bool:
    return value is None or value == "" or bool(pd.isna(value))
