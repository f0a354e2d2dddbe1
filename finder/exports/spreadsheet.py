"""Text that may be opened in a spreadsheet: nobody's cell becomes a formula."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?", re.ASCII)


def safe_cell(text: str) -> str:
    """``text`` as a cell that a spreadsheet shows and never computes; a plain number stays a number.

    A leading apostrophe marks it as text, the way OWASP advises against CSV injection. Full-width signs count as
    the signs they stand for, and blanks in front do not hide them.
    """
    plain = unicodedata.normalize("NFKC", text)
    if _NUMBER.fullmatch(plain) or not (
        plain.startswith(_STARTS_A_FORMULA) or plain.lstrip().startswith(_STARTS_A_FORMULA)
    ):
        return text
    return f"'{text}"


def csv_lines(rows: Iterable[Iterable[str]], separator: str = ",") -> str:
    """The rows as CSV (RFC 4180, line ends CRLF), each cell made safe."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue()
