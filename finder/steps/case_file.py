"""A case as a small file that the person keeps: the answers and the shortlist, versioned, without a name."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from finder.errors import BadAnswer
from finder.facts.characters import seen
from finder.facts.plain_json import parse
from finder.facts.situation import QUESTIONS, Situation
from finder.sentences import sentence
from finder.steps.residence import residence

FORMAT = "ami-case"
VERSION = 2
LONGEST = 16_000
"""Characters; a full case has about a thousand.

A table that somebody uploads is read in a process of its own; this file is read where it arrives. Starting a process
takes a second, the worst that so few characters can ask for takes hundredths: whatever stands in them is gone through
a fixed number of times, the reader of JSON stops at its own depth, and no answer is longer than an answer can be.
"""
_TYPOGRAPHIC = re.compile("[“”„‟«»″＂]")
"""What a word processor makes of a plain quotation mark."""
MOST_KEPT = 60
"""Offers on a shortlist; more than there are on file is no shortlist."""

KEYS = frozenset({"format", "version", "on", "answers", "shortlist"})


@dataclass(frozen=True)
class CaseFile:
    """What a file holds: the answers, the keys of the offers put aside, and the day it was saved."""

    situation: Situation
    shortlist: tuple[str, ...]
    on: date | None = None


def save(situation: Situation, shortlist: Sequence[str], on: date) -> str:
    """The file as JSON text; unanswered questions are left out."""
    answers = {key: _plain(value) for key, value in situation.answered().items()}
    content = {
        "format": FORMAT,
        "version": VERSION,
        "on": on.isoformat(),
        "answers": answers,
        "shortlist": list(shortlist),
    }
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def load(text: str | bytes) -> CaseFile:
    """What a file says, all of it or nothing.

    Raises:
        BadAnswer: it is no such file, of a version we do not know, or holds an answer that is not allowed;
            ``hint`` names the kind of refusal, ``field`` the answer.
    """
    content = _json(text)
    if content.get("format") != FORMAT:
        raise BadAnswer("format", content.get("format"), sentence("one_of", words=FORMAT), hint="format")
    version = content.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version not in (VERSION, *_MIGRATIONS):
        raise BadAnswer("version", version, sentence("version", last=VERSION), hint="version")
    while version in _MIGRATIONS:
        content = _MIGRATIONS[version](content)
        version += 1
    if unknown := sorted(set(content) - KEYS):
        raise BadAnswer(
            unknown[0], content[unknown[0]], sentence("one_of", words=", ".join(sorted(KEYS))), hint="answer"
        )
    return CaseFile(_situation(content.get("answers")), _shortlist(content.get("shortlist")), _day(content.get("on")))


def _json(text: str | bytes) -> dict[str, Any]:
    if len(text) > LONGEST:
        raise BadAnswer(
            "file", f"{len(text)} characters", sentence("characters_at_most", most=LONGEST), hint="too_large"
        )
    for written in _readings(_decoded(text)):
        try:
            found = parse(written)
        except BadAnswer as error:
            if error.hint == "key_twice":
                raise BadAnswer(error.field, error.value, error.demand, hint="answer") from None
            continue
        if isinstance(found, dict):
            return found
    raise BadAnswer("file", text[:20], sentence("json_object"), hint="not_json")


def _decoded(text: str | bytes) -> str:
    if isinstance(text, str):
        return text.removeprefix("\ufeff")
    encoding = "utf-16" if text.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return text.decode(encoding)
    except UnicodeDecodeError:
        return text.decode("cp1252", "replace")  # as an old editor saves it


def _readings(text: str) -> Iterator[str]:
    """The text as it is; then what stands in it from the first to the last bracket, as a mail program made of it."""
    yield text
    start, end = text.find("{"), text.rfind("}")
    if not 0 <= start < end:
        return
    cut = text[start : end + 1]
    yield cut
    unquoted = re.sub(r"(?m)^[> ]*>[ \u00a0]?", "", cut)
    yield unquoted
    yield _TYPOGRAPHIC.sub('"', seen(unquoted))


def _situation(answers: object) -> Situation:
    if not isinstance(answers, Mapping):
        raise BadAnswer("answers", answers, sentence("object_of_answers"), hint="answer")
    try:
        situation = Situation.of(answers)
        residence(situation.postcode, situation.locality)
    except BadAnswer as error:
        raise BadAnswer(error.field, error.value, error.demand, hint="answer") from None
    return situation


def _shortlist(kept: object) -> tuple[str, ...]:
    if not isinstance(kept, list) or len(kept) > MOST_KEPT:
        raise BadAnswer("shortlist", kept, sentence("keys_at_most", most=MOST_KEPT), hint="answer")
    if not all(isinstance(key, str) and len(key) <= 200 for key in kept):
        raise BadAnswer("shortlist", kept, sentence("keys_of_offers"), hint="answer")
    return tuple(dict.fromkeys(kept))


def _day(on: object) -> date | None:
    try:
        return None if on is None else date.fromisoformat(str(on))
    except ValueError:
        raise BadAnswer("on", on, sentence("iso_day"), hint="answer") from None


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    return value if isinstance(value, (bool, int, str)) else str(value)


def _from_1(content: dict[str, Any]) -> dict[str, Any]:
    """Version 1 kept the answers beside the format and knew no shortlist."""
    answers = {key: value for key, value in content.items() if key in QUESTIONS}
    rest = {key: value for key, value in content.items() if key not in QUESTIONS}
    return {**rest, "version": 2, "answers": answers, "shortlist": []}


_MIGRATIONS: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _from_1}
