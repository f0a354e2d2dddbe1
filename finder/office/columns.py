"""What kind of cell each column of a table holds, read off the record that reads it: one place says what is allowed."""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from finder.facts.cells import SeenDay, Web

CellKind = Literal["text", "web", "choice", "whole", "money", "degrees", "day"]
"""``money``: CHF with two decimals; ``degrees``: WGS 84; ``day``: a calendar day; a day of vague exactness is text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``choices`` are the allowed words of a ``choice``, ``required`` says that no cell may be empty."""

    name: str
    kind: CellKind
    choices: tuple[str, ...]
    required: bool


def columns(row_type: type[Any]) -> tuple[Column, ...]:
    """The columns of the table whose rows are ``row_type``, a dataclass as :mod:`finder.facts.tables` reads it."""
    hints = get_type_hints(row_type, include_extras=True)
    return tuple(Column(one.name, *_kind(hints[one.name]), one.default is MISSING) for one in fields(row_type))


def _kind(hint: Any) -> tuple[CellKind, tuple[str, ...]]:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    if hint is Web:
        return "web", ()
    if hint == SeenDay:
        return "text", ()
    if get_origin(hint) is Annotated:
        hint = get_args(hint)[0]
    if get_origin(hint) is Literal:
        return "choice", tuple(map(str, get_args(hint)))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "choice", tuple(one.value for one in hint)
    return _PLAIN.get(hint, "text"), ()


_PLAIN: dict[Any, CellKind] = {Decimal: "money", int: "whole", float: "degrees", date: "day"}
