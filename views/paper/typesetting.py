"""Paper by typst: content goes in as JSON, the page comes out as bytes, and nothing touches the disk."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "data" / "handout"
FONTS = ROOT / "static" / "fonts"
SCREEN_PPI = 110.0

_one_at_a_time = Lock()


def tagged_pdf(template: str, content: dict[str, Any]) -> bytes:
    """The content as PDF/UA-1, by the template of this name."""
    (made,) = _compiled(template, content, "pdf", pdf_standards=["ua-1"])
    return made


def pictures(template: str, content: dict[str, Any]) -> list[bytes]:
    """Its pages as PNG for the screen."""
    return _compiled(template, content, "png", ppi=SCREEN_PPI)


def _compiled(template: str, content: dict[str, Any], form: Literal["pdf", "png"], **options: Any) -> list[bytes]:
    with _one_at_a_time:  # the compiler keeps its inputs while it works
        made = _compiler().compile(
            input=(TEMPLATES / template).read_bytes(),
            format=form,
            sys_inputs={"sheet": json.dumps(content)},
            **options,
        )
    return [made] if isinstance(made, bytes) else made or []


@cache
def _compiler() -> typst.Compiler:
    """Only the fonts shipped here: a sheet looks the same on every machine."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    return typst.Compiler(font_paths=fonts)
