"""A table for reading: real table markup with a caption, scrolling by itself on a narrow screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from views.html import Markup, esc, joined, tag


def table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    caption: str,
    *,
    foot: Sequence[Sequence[str]] = (),
    style: str = "",
) -> Markup:
    """Heads and caption as text; cells as markup that is already safe. The first cell of a row heads it."""

    def line(first: str, *others: str) -> Markup:
        return tag("tr", tag("th", first, scope="row") + joined(tag("td", cell) for cell in others))

    head = tag("thead", tag("tr", joined(tag("th", esc(text), scope="col") for text in heads)))
    body = tag("tbody", joined(line(*row) for row in rows))
    last = tag("tfoot", joined(line(*row) for row in foot)) if foot else ""
    inner = tag("caption", esc(caption), class_="visually-hidden") + head + body + last
    return tag(
        "div", tag("table", inner), class_=f"table {style}".strip(), role="region", aria_label=caption, tabindex="0"
    )


def table_of_figures(
    heads: Sequence[str], rows: Iterable[Sequence[str]], caption: str, *, foot: Sequence[Sequence[str]] = ()
) -> Markup:
    """A table of texts in which all but the first column are figures."""
    return table(heads, rows, caption, foot=foot, style="figures")
