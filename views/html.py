"""Small pieces of markup for what is only read. What ``tag`` has made is markup; every other text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup
from markupsafe import escape as esc

__all__ = ["Markup", "attributes", "bullets", "details", "esc", "joined", "tag"]


RAW = frozenset({"script", "style"})
"""Elements whose text a browser takes as it is; it must be our own."""

VOID = frozenset({"br", "img", "input", "link", "meta"})
"""Elements without an end."""


def attributes(**named: str | None) -> Markup:
    """`` class="x" lang="de"``; a trailing underscore is dropped (``class_``)."""
    told = {name.rstrip("_").replace("_", "-"): value for name, value in named.items() if value}
    return joined(Markup(' {}="{}"').format(name, value) for name, value in told.items())


def tag(name: str, inner: str = "", /, **named: str | None) -> Markup:
    """An element around markup or a text."""
    if name in VOID:
        return Markup("<{}{}>").format(Markup(name), attributes(**named))
    if name in RAW:
        if "</" in inner:
            raise ValueError(f"a <{name}> cannot hold an end of an element")
        inner = Markup(inner)
    return Markup("<{0}{1}>{2}</{0}>").format(Markup(name), attributes(**named), inner)


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Pieces one after the other; ``"".join`` would forget that they are markup."""
    return esc(between).join(parts)


def bullets(items: Iterable[str], **named: str | None) -> Markup:
    """A list of items; nothing when there are none."""
    lines = joined(tag("li", item) for item in items)
    return tag("ul", lines, **named) if lines else lines


def details(summary: str, inner: str, **named: str | None) -> Markup:
    """A fold: its summary, and what is inside; nothing when that is nothing."""
    return tag("details", tag("summary", summary) + inner, **named) if inner else Markup()
