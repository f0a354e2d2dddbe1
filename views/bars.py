"""Bars of counts that are read without colour: each part has its own pattern, its number and its word."""

from __future__ import annotations

from collections.abc import Sequence

from views.html import Markup, esc, joined, tag

Part = tuple[str, str, int]
"""Name of the pattern (``fits``, ``open``, ``cases``), word, number."""


def bars(rows: Sequence[tuple[str, Sequence[Part]]], label: str) -> Markup:
    """One bar per row, all on one scale. A table beside it says the same, so to a reader this is one picture.

    Args:
        rows: the row's name and the parts of its bar, in order.
        label: what the picture shows, in a sentence.
    """
    longest = max((sum(number for _, _, number in parts) for _, parts in rows), default=0) or 1
    words = dict.fromkeys((pattern, word) for _, parts in rows for pattern, word, _ in parts)
    legend = joined(
        tag("li", tag("span", "", class_=f"seg {pattern}", aria_hidden="true") + esc(word)) for pattern, word in words
    )
    drawn = joined(
        tag(
            "div",
            tag("span", esc(name), class_="bar-name")
            + tag("span", joined(_part(part, longest) for part in parts), class_="strip"),
            class_="count-row",
        )
        for name, parts in rows
    )
    return (tag("ul", legend, class_="legend", aria_hidden="true") if len(words) > 1 else "") + tag(
        "div", drawn, class_="bars", role="img", aria_label=label
    )


def _part(part: Part, longest: int) -> Markup:
    """The bar and its number behind it: a small bar has no room for a number inside."""
    pattern, _, number = part
    if not number:
        return Markup()
    seg = tag("span", "", class_=f"seg {pattern}", style=f"width:{80 * number / longest:.2f}%")
    return seg + tag("b", str(number))
