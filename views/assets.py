"""Our own files for the browser: their addresses carry a digest, so that a browser may keep them for a year."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

STATIC = Path(__file__).resolve().parents[1] / "static"
STYLE = "style.css"
"""One sheet made of ``static/style/*.css``."""
FIRST = ("base", "frame", "controls")
"""Sheets that stand before the others; later ones may refine them."""


@dataclass
class Delivery:
    """How pages reach the browser in this process."""

    shell: bool = False
    """Whether the first HTML is ours and brings the style sheet; ``streamlit run`` has the framework's."""


DELIVERY = Delivery()


@cache
def style_sheet() -> str:
    """Every style sheet in one, read once for all visitors."""
    found = {path.stem: path for path in (STATIC / "style").glob("*.css")}
    ordered = [*FIRST, *sorted(found.keys() - set(FIRST))]
    return "\n".join(found[name].read_text("utf-8") for name in ordered)


def lean(script: str) -> str:
    """A script without indentation and lines of comment: the framework sends it whenever its element has changed."""
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def content(name: str) -> bytes:
    """What ``app/static/<name>`` holds.

    Raises:
        OSError: there is no such file.
    """
    return style_sheet().encode() if name == STYLE else (STATIC / name).read_bytes()


@cache
def version(name: str) -> str:
    """A digest of a file's content."""
    return sha256(content(name)).hexdigest()[:16]


def address(name: str) -> str:
    """Where a page finds a file of ours, such as ``page.js``."""
    return f"app/static/{name}?v={version(name)}"
