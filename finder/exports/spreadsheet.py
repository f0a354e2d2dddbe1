"""Text that may be opened in a spreadsheet: nobody's cell becomes a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_SEPARATOR = re.compile(r"([;,\t\r\n])")
_HIDES = " \xa0\"'"
"""What a program takes off a cell that it has cut out of another."""
_DIGITS = re.compile(r"[+-]?[\d\s./']+", re.ASCII)
"""Nothing but digits after the sign: it computes to no more than a number."""
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def safe_cell(text: str) -> str:
    """``text`` as a cell that a spreadsheet shows and never computes; a plain number stays a number.

    A leading apostrophe marks it as text, the way OWASP advises against CSV injection. Full-width characters count as
    those they stand for, and blanks in front do not hide them. Another program may cut the file elsewhere: a Swiss
    Excel cuts a comma file at its semicolons. So what follows a separator within the text is held to be a cell, too.
    """
    body = text.lstrip()
    first, *others = _SEPARATOR.split(body)  # text, separator, text, separator, text …
    inside = "".join(part if place % 2 == 0 else _safe_within(part) for place, part in enumerate(others))
    safe = text[: len(text) - len(body)] + first + inside
    return f"'{safe}" if _computes(text) else safe


def _computes(text: str) -> bool:
    plain = unicodedata.normalize("NFKC", text)
    return not _NUMBER.fullmatch(plain) and (
        plain.startswith(_STARTS_A_FORMULA) or plain.lstrip().startswith(_STARTS_A_FORMULA)
    )


def _safe_within(part: str) -> str:
    """A piece that another program might take for a cell."""
    bare = unicodedata.normalize("NFKC", part).lstrip(_HIDES)
    return f"'{part}" if bare.startswith(_STARTS_A_FORMULA) and not _DIGITS.fullmatch(bare) else part


def csv_lines(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """The rows as CSV (RFC 4180, line ends CRLF), each cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
