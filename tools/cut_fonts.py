"""Cuts the framework's fonts to what is used here: ``serve/frontend/*.woff2``. Run after ``bundle_frontend.py``.

The icon font holds three thousand signs for the few that the framework's own elements draw; the text font holds Greek
and Vietnamese. What is missing afterwards a phone draws with a font of its own.
"""

from __future__ import annotations

import json
import re
import sys
from io import BytesIO
from pathlib import Path

import streamlit
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "serve" / "frontend"
MEDIA = Path(streamlit.__file__).parent / "static" / "static" / "media"
SCRIPTS = MEDIA.parent / "js"

ICON = re.compile(r":material/([a-z0-9_]+)")
RANGES = ((0x20, 0x180), (0x218, 0x21C), (0x400, 0x460), (0x490, 0x494), (0x2010, 0x2040))
"""Latin with the letters of Western Europe and Turkey, Cyrillic for Ukrainian, punctuation."""
SIGNS = "→←↑↓↔▲▼▸▾★☆✓✔✕✗≤≥≠≈−′″№™€₣"
LETTERS = "".join(chr(code) for first, end in RANGES for code in range(first, end)) + SIGNS
WEIGHTS = (400, 700)
"""Our pages draw nothing lighter or bolder."""


def main() -> int:
    """Cuts both and says how large they are."""
    TARGET.mkdir(exist_ok=True)
    names = sorted(icons())
    shelf = json.loads((TARGET / "shelf.json").read_text("utf-8"))
    written = json.dumps({**shelf, "icons": names}, indent=1, sort_keys=True)
    (TARGET / "shelf.json").write_text(written + "\n", "utf-8")
    cut("MaterialSymbols-Rounded.*.woff2", "icons.woff2", text="".join(names), ligatures=names)
    cut("SourceSansVF-Upright.*.woff2", "sans.woff2", text=LETTERS)
    cut("SourceSansVF-Italic.*.woff2", "sans-italic.woff2", text=LETTERS)
    return 0


def icons() -> set[str]:
    """The names of the icons in the framework's scripts and in our pages."""
    ours = [*ROOT.glob("*.py"), *ROOT.glob("pages/**/*.py"), *ROOT.glob("views/**/*.py")]
    return {name for path in [*SCRIPTS.glob("*.js"), *ours] for name in ICON.findall(path.read_text("utf-8"))}


def cut(pattern: str, name: str, text: str, ligatures: list[str] | None = None) -> None:
    """Writes the part of the font ``pattern`` that draws ``text``; of ligatures only those that spell a name."""
    (source,) = MEDIA.glob(pattern)
    font = TTFont(source)
    if ligatures is not None:
        keep(font, set(ligatures))
    options = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    cutter = subset.Subsetter(options)
    cutter.populate(text=text)
    cutter.subset(font)
    if ligatures is None:
        plain = BytesIO()
        font.flavor = None
        font.save(plain)
        font = instancer.instantiateVariableFont(TTFont(plain), {"wght": WEIGHTS})
        font.flavor = "woff2"
    target = TARGET / name
    subset.save_font(font, str(target), options)
    print(f"{name}: {source.stat().st_size} → {target.stat().st_size} bytes")


def keep(font: TTFont, names: set[str]) -> None:
    """Drops every ligature whose letters spell none of ``names``."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if not hasattr(table, "ligatures"):
                continue
            for first, found in list(table.ligatures.items()):
                kept = [
                    one
                    for one in found
                    if "".join(letters.get(glyph, "?") for glyph in [first, *one.Component]) in names
                ]
                if kept:
                    table.ligatures[first] = kept
                else:
                    del table.ligatures[first]


if __name__ == "__main__":
    sys.exit(main())
