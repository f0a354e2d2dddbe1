"""What a paper is called as a file: the same from every page."""

from __future__ import annotations

from datetime import date


def file_name(kind: str, ending: str, on: date, *languages: str) -> str:
    """«ami-blatt-de-ar-2026-11-22.pdf»: kind of paper, languages, day."""
    return "-".join(["ami", kind, *languages, on.isoformat()]) + f".{ending}"
