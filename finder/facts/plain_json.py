"""Reads JSON as a person or a program sent it: no Rappen is lost, no key counts twice, a key is what is seen of it."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

from finder.errors import BadAnswer
from finder.facts.characters import clean
from finder.sentences import sentence


def parse(text: str | bytes) -> Any:
    """The JSON in ``text``; numbers with a point become ``Decimal``, so that no Rappen is lost.

    Raises:
        BadAnswer: it is not JSON, or names a key twice.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        return json.loads(text, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_object)
    except BadAnswer:
        raise
    except UnicodeDecodeError:
        raise BadAnswer("input", text[:40], sentence("utf_8_text")) from None
    except (ValueError, RecursionError) as error:
        raise BadAnswer("input", text[:40], sentence("json", reason=str(error).splitlines()[0])) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    cleaned = [(clean(key), value) for key, value in pairs]
    found = dict(cleaned)
    if len(found) != len(cleaned):
        twice, _ = Counter(key for key, _ in cleaned).most_common(1)[0]
        raise BadAnswer(twice, found[twice], sentence("each_key_once"), hint="key_twice")
    return found


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:  # an exponent beyond all bounds
        raise BadAnswer("input", text, sentence("any_number")) from None


def _no_constant(name: str) -> None:
    raise BadAnswer("input", name, sentence("any_number"))
