"""What the process can do. Every answer is plain enough to go from one process to another."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Tell = Callable[[str, float], None]
"""Is told the stage, by its key, and the part of it that is done."""


def judge(content: bytes, file: str, on: date, tell: Tell) -> Any:
    """The cases of a table, judged: :class:`~finder.caseload.judged.CaseloadResult`, or ``Refusal``."""
    from finder.caseload.judged import judged

    return judged(content, file, on, tell)


def export(content: bytes, file: str, on: date, words: Mapping[str, str], tell: Tell) -> bytes | None:
    """The results as CSV, packed (zlib); ``None`` where the table is refused."""
    from finder.caseload.case_table import sheet
    from finder.caseload.export import csv_parts
    from finder.caseload.judge import caseload

    found = caseload(sheet(content, file, lambda part: tell("reading", part)), on, lambda part: tell("judging", part))
    packer, parts = zlib.compressobj(6), []
    for done, part in csv_parts(found, words.__getitem__):
        parts.append(packer.compress(part.encode()))
        tell("writing", done)
    return b"".join([*parts, packer.flush()])


def compare(files: Mapping[str, bytes], on: date, tell: Tell) -> dict[str, Any]:
    """What new tables would change."""
    from finder.facts.dataset import in_use
    from finder.office.compare_report import compare_json

    tell("comparing", 0.0)
    return compare_json(in_use(), files, on)


JOBS: Mapping[str, Callable[..., Any]] = {"judge": judge, "export": export, "compare": compare}
