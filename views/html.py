"""Small pieces of markup for what is only read. What ``tag`` has made is markup; every other text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from re import compile as pattern

from markupsafe import Markup
from markupsafe import escape as esc

__all__ = ["Markup", "attributes", "bullets", "details", "esc", "joined", "tag"]


RAW = frozenset({"script", "style"})
"""Elements whose text a browser takes as it is; it must be our own."""

VOID = frozenset({"br", "img", "input", "link", "meta"})
"""Elements without an end."""


_SPECIAL = pattern("[&<>'\"]").search
_marked = str.__new__
"""``Markup(text)`` asks every text whether it knows its own markup; ours are plain strings that were just made."""


def attributes(**named: str | None) -> Markup:
    """`` class="x" lang="de"``; a trailing underscore is dropped (``class_``)."""
    return _marked(Markup, _attributes(named))


def tag(name: str, inner: str = "", /, **named: str | None) -> Markup:
    """An element around markup or a text."""
    # A page has six hundred of them: plain strings put together once take a tenth of the time of Markup.format.
    told = _attributes(named) if named else ""
    if name in VOID:
        return _marked(Markup, f"<{name}{told}>")
    if name in RAW:
        if "</" in inner:
            raise ValueError(f"a <{name}> cannot hold an end of an element")
        return _marked(Markup, f"<{name}{told}>{inner}</{name}>")
    return _marked(Markup, f"<{name}{told}>{_escaped(inner)}</{name}>")


def joined(parts: Iterable[str], between: str = "") -> Markup:
    """Pieces one after the other; ``"".join`` would forget that they are markup."""
    return _marked(Markup, str.join(_escaped(between), [_escaped(part) for part in parts]))


def _escaped(text: str) -> str:
    if type(text) is Markup or (type(text) is str and not _SPECIAL(text)):
        return text
    return str(esc(text))


def _attributes(named: Mapping[str, str | None]) -> str:
    return "".join([f' {_attribute(name)}="{_escaped(value)}"' for name, value in named.items() if value])


@cache
def _attribute(name: str) -> str:
    return str(esc(name.rstrip("_").replace("_", "-")))


def bullets(items: Iterable[str], **named: str | None) -> Markup:
    """A list of items; nothing when there are none."""
    lines = joined(tag("li", item) for item in items)
    return tag("ul", lines, **named) if lines else lines


def details(summary: str, inner: str, **named: str | None) -> Markup:
    """A fold: its summary, and what is inside; nothing when that is nothing."""
    return tag("details", tag("summary", summary) + inner, **named) if inner else Markup()
