"""The words of the interface: one file per language in ``data/texts/``. German is the measure of all others."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from finder.errors import BadRow
from finder.sentences import Sentence, sentence

GERMAN = "de"

ALSO = "meta.also"
"""Codes of other languages whose speakers read this file, e.g. ``hr sr sh``: German need not have it."""

DAY = "meta.day"
"""How a day is written where the way of the locale does not do, e.g. ``d. M. y.``; German need not have it."""

MONEY = "meta.money"
"""How an amount of money is written where «CHF 250.00» does not do, e.g. ``{amount} Franken``; whole francs then stand
without Rappen. German need not have it."""

Text = str | Mapping[str, str]
"""A sentence, or one for each plural category of the language (``one``, ``few``, ``other`` …)."""

PLURAL_CATEGORIES = frozenset({"zero", "one", "two", "few", "many", "other"})


def texts(language: str, data: Path) -> Mapping[str, Text]:
    """All texts of a language by their dotted key, e.g. ``rule.age_is_18_or_more.met``.

    Raises:
        FileNotFoundError: there is no such language.
        tomllib.TOMLDecodeError: the file is not TOML.
    """
    return _parsed(_content(language, data))


def office_texts(data: Path) -> Mapping[str, Text]:
    """The texts of the pages for the office, under ``office.``; German only."""
    return {f"office.{key}": text for key, text in _parsed(_content(f"office/{GERMAN}", data)).items()}


def fault_sentences(data: Path) -> Mapping[str, str]:
    """The German sentences of faults, with placeholders, by their key in :mod:`finder.sentences`."""
    return tomllib.loads((_folder(data) / "office" / "faults.toml").read_text("utf-8-sig"))


def languages(data: Path) -> tuple[str, ...]:
    """The languages on file, German first."""
    found = sorted(path.stem for path in _folder(data).glob("*.toml"))
    return tuple(sorted(found, key=lambda language: (not language.startswith(GERMAN), language)))


def placeholders(text: Text) -> frozenset[str]:
    """The names in braces, over all plural forms."""
    forms = [text] if isinstance(text, str) else text.values()
    parsed = (Formatter().parse(form) for form in forms if "{" in form or "}" in form)  # two of three have none
    return frozenset(name for parts in parsed for _, name, _, _ in parts if name)


def faults(data: Path) -> Iterator[BadRow]:
    """Missing and surplus keys and placeholders of every language, measured against German."""
    read = dict(_contents(data))
    yield from (fault for fault in read.values() if isinstance(fault, BadRow))
    if GERMAN not in read:
        yield BadRow(f"texts/{GERMAN}.toml", None, None, "", sentence("file_exists"))
        return
    if isinstance(german := read[GERMAN], BadRow):
        return
    for language, content in read.items():
        if not isinstance(content, BadRow):
            for key, value, demand in _differences(content, german):
                yield BadRow(f"texts/{language}.toml", None, key, value, demand)


def unreadable(data: Path) -> Mapping[str, BadRow]:
    """The languages whose file cannot be read, each with its fault."""
    return {language: read for language, read in _contents(data) if isinstance(read, BadRow)}


def _contents(data: Path) -> Iterator[tuple[str, str | BadRow]]:
    """What each language's file holds, or why it cannot be read."""
    for language in languages(data):
        try:
            content = _content(language, data)
            _parsed(content)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            yield language, BadRow(f"texts/{language}.toml", None, None, str(error), sentence("toml"))
        except OSError as error:
            fault = sentence("file_readable", reason=error.strerror)
            yield language, BadRow(f"texts/{language}.toml", None, None, language, fault)
        else:
            yield language, content


@lru_cache(maxsize=64)  # of contents, as below: few of the languages change between two examinations
def _differences(content: str, measure: str) -> tuple[tuple[str, object, Sentence], ...]:
    """Key, value and what is allowed, wherever the texts of a file differ from those of the measure."""
    return tuple(_compared(_parsed(content), _parsed(measure), _spoken(measure)))


def _compared(
    own: Mapping[str, Text], german: Mapping[str, Text], spoken: Mapping[str, frozenset[str] | Sentence]
) -> Iterator[tuple[str, object, Sentence]]:
    for key in sorted(german.keys() - own.keys()):
        yield key, "", sentence("text_missing")
    for key in sorted(own.keys() - german.keys() - {ALSO, DAY, MONEY}):
        yield key, str(own[key]), sentence("text_surplus")
    if MONEY in own and _names(own[MONEY]) != frozenset({"amount"}):
        yield MONEY, str(own[MONEY]), sentence("text_placeholders", names=["amount"])
    for key in sorted(own.keys() & german.keys()):
        found, wanted = _names(own[key]), spoken[key]
        if isinstance(found, Sentence):
            yield key, str(own[key]), found
        elif not isinstance(wanted, Sentence) and wanted != found:
            yield key, sorted(found), sentence("text_placeholders", names=sorted(wanted))


@lru_cache(maxsize=2)  # of the measure, which is asked again for every language
def _spoken(content: str) -> Mapping[str, frozenset[str] | Sentence]:
    return {key: _names(text) for key, text in _parsed(content).items()}


def _names(text: Text) -> frozenset[str] | Sentence:
    """The names in braces of a text, or what is wrong with it by itself."""
    forms = [text] if isinstance(text, str) else list(text.values()) if isinstance(text, Mapping) else []
    if not forms or not all(isinstance(form, str) for form in forms):
        return sentence("text_or_plural")
    if isinstance(text, Mapping) and "other" not in text:
        return sentence("plural_other")
    try:
        return placeholders(text)
    except ValueError:
        return sentence("brace_open")


@lru_cache(maxsize=32)  # of contents, not of answers: one examination asks for the same file several times
def _parsed(content: str) -> Mapping[str, Text]:
    return dict(_flat(tomllib.loads(content)))


def _flat(tree: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Text]]:
    for key, value in tree.items():
        if isinstance(value, Mapping) and not value.keys() <= PLURAL_CATEGORIES:
            yield from _flat(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", value


def _content(language: str, data: Path) -> str:
    return (_folder(data) / f"{language}.toml").read_text("utf-8-sig")


def _folder(data: Path) -> Path:
    return data / "texts"
