"""A table for reading: real table markup with a caption, scrolling by itself on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pages.parts.html import esc, tag


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str) -> str:
    """Heads and caption as text; cells as markup that is already safe. The first cell of a row heads it."""
    head = tag("tr", "".join(tag("th", esc(text), scope="col") for text in heads))
    body = "".join(
        tag("tr", tag("th", first, scope="row") + "".join(tag("td", cell) for cell in rest)) for first, *rest in rows
    )
    inner = tag("caption", esc(caption), class_="visually-hidden") + tag("thead", head) + tag("tbody", body)
    return tag("div", tag("table", inner), class_="table", role="region", aria_label=caption, tabindex="0")
