"""What a test knows to be there, though the type says that there may be none."""

from __future__ import annotations

from typing import TypeVar

from finder.facts.postcodes import Place
from finder.steps.places import one_place

T = TypeVar("T")


def known(found: T | None) -> T:
    """``found``, which is there."""
    assert found is not None
    return found


def place(postcode: str, locality: str | None = None) -> Place:
    """The one place of this postcode and name on file."""
    found = one_place(postcode, locality)
    assert isinstance(found, Place)
    return found
