"""What can go wrong, said so that it is clear whose turn it is.

Each error also inherits the built-in it resembles, so a caller may catch either.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import cached_property

from finder.sentences import Sentence, sentence


class FinderError(Exception):
    """Anything this package raises on purpose; its text is one line a person can read."""


class BadRow(FinderError, ValueError):
    """A cell of a data file is not what it may be. Whose turn: the editor of ``data/``.

    ``demand`` is what may stand there, by key and values; ``allowed`` the same as an English line.
    """

    def __init__(self, file: str, row: int | None, column: str | None, value: object, demand: Sentence) -> None:
        self.file, self.row, self.column, self.value, self.demand = file, row, column, value, demand
        super().__init__(self.__str__())

    @property
    def allowed(self) -> str:
        return str(self.demand)

    def __str__(self) -> str:
        place = [self.file]
        if self.row is not None:
            place.append(f"row {self.row}")
        if self.column is not None:
            place.append(f"column {self.column}")
        return f"{', '.join(place)}: {shown(self.value)}: {self.allowed}"


class BadCell(BadRow):
    """Something in an uploaded table. Whose turn: the person who uploaded it.

    Args:
        reason: key of the sentence a page shows for this case.
        value: what was found; ``None`` where it should not be shown again (it may name a person).
        near: the closest places on file, where it is an unknown one.
    """

    def __init__(
        self,
        file: str,
        row: int | None,
        column: str | None,
        value: object,
        demand: Sentence,
        reason: str,
        near: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.reason, self.near = reason, tuple(near)
        super().__init__(file, row, column, value, demand)

    def __str__(self) -> str:
        return super().__str__() if self.value is not None else super().__str__().replace("None: ", "", 1)


class BadData(FinderError, ValueError):
    """A data file has faults; ``faults`` holds every one of them. Whose turn: the editor of ``data/``."""

    def __init__(self, faults: Sequence[BadRow]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(str(fault) for fault in self.faults))


class UnknownSource(FinderError, KeyError):
    """A rule cites a source that ``data/sources.csv`` does not list. Whose turn: the author of the rule."""

    def __init__(self, source: str) -> None:
        self.source = source
        super().__init__(source)

    def __str__(self) -> str:
        return str(sentence("no_source", source=repr(self.source)))


class NotOnFile(FinderError, LookupError):
    """No figure is known for this day. Nobody's fault: the answer stays open."""

    def __init__(self, missing: Sentence) -> None:
        self.missing = missing
        super().__init__(str(missing))


class BadAnswer(FinderError, ValueError):
    """An input cannot be understood. Whose turn: the person or program that gave it.

    Args:
        field: the key of the answer, e.g. ``german``.
        value: what was given.
        demand: what may be given, by key and values; ``allowed`` is the same as an English line.
        hint: key of the sentence a page shows for this case (``data/texts``), if a special one fits.
        said: what that sentence says besides the value, by placeholder, e.g. ``least`` and ``most``.
    """

    def __init__(self, field: str, value: object, demand: Sentence, hint: str | None = None, **said: object) -> None:
        self.field = field if len(field) <= 60 else f"{field[:59]}…"  # an unknown key may be a page long
        self.value, self.hint, self.said = value, hint, said
        self._demand = demand
        super().__init__()

    @property
    def demand(self) -> Sentence:
        return self._demand

    @property
    def allowed(self) -> str:
        return str(self.demand)

    def __str__(self) -> str:
        field = self.field if self.field.isprintable() else shown(self.field)
        return f"{field}: {shown(self.value)} is not understood; allowed: {self.allowed}"


class UnknownPlace(BadAnswer):
    """No such postcode or place. ``suggestions`` holds the closest ones, as ``(postcode, locality)``.

    They are looked for when somebody asks: comparing a name with all names of the country takes milliseconds, and a
    table may hold thousands of unknown ones.
    """

    def __init__(
        self,
        field: str,
        value: object,
        suggestions: Sequence[tuple[str, str]] | Callable[[], Sequence[tuple[str, str]]] = (),
        hint: str = "unknown_place",
    ) -> None:
        self._suggest = suggestions
        super().__init__(field, value, sentence("place"), hint=hint)

    @cached_property
    def suggestions(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._suggest() if callable(self._suggest) else self._suggest)

    @property
    def demand(self) -> Sentence:
        near = ", ".join(f"{postcode} {locality}" for postcode, locality in self.suggestions)
        if self.hint == "place_abroad":
            return sentence("place_not_abroad")
        return sentence("place_near", near=near) if near else sentence("place")


class SeveralPlaces(UnknownPlace):
    """A name that several places bear, in different postcodes: only the person can choose among ``suggestions``."""


def shown(value: object, most: int = 60) -> str:
    """``value`` as one short line: a five-thousand-letter answer must not fill the screen."""
    try:
        text = str(value) if isinstance(value, Decimal) else repr(value).replace("\n", " ")
    except (RecursionError, ValueError):  # nested too deep, or a whole number of thousands of digits
        text = f"<{type(value).__name__}>"
    return text if len(text) <= most else f"{text[: most - 2]}…{text[-1]}"
