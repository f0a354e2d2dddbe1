"""Small pieces of markup for what is only read. Every text goes through ``esc``."""

from __future__ import annotations

from html import escape as esc

__all__ = ["attributes", "bullets", "details", "esc", "tag"]


def attributes(**named: str | None) -> str:
    """`` class="x" lang="de"``; a trailing underscore is dropped (``class_``)."""
    return "".join(f' {name.rstrip("_").replace("_", "-")}="{esc(value)}"' for name, value in named.items() if value)


def tag(name: str, inner: str, **named: str | None) -> str:
    """An element around markup that is already safe."""
    return f"<{name}{attributes(**named)}>{inner}</{name}>"


def bullets(items: list[str], **named: str | None) -> str:
    """A list of items that are already safe; nothing when there are none."""
    return tag("ul", "".join(tag("li", item) for item in items), **named) if items else ""


def details(summary: str, inner: str, **named: str | None) -> str:
    """A fold: summary as text, inside already safe."""
    return tag("details", tag("summary", esc(summary)) + inner, **named) if inner else ""
