"""Every language has one word for one thing: the one in ``data/glossary.toml``."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from finder.facts.dataset import on_file
from finder.facts.texts import GERMAN, Text

ROOT = Path(__file__).parents[2]
GLOSSARY: Mapping[str, Mapping[str, str]] = tomllib.loads((ROOT / "data/glossary.toml").read_text("utf-8"))
TRANSLATIONS = [language for language in on_file().languages if language != GERMAN]
WRITTEN_ON = {"ar", "ti"}
"""Languages that write article and preposition on to the word: a stem need not begin it."""
ELSEWHERE = 0.1
"""So large a part of the sentences may go another way: a verb for the noun, a pronoun for a word just said."""
OTHER_SENSE = {"Rechnung": {"costs.how"}}
"""Where German has one word for two things: the head «Rechnung» over the calculation is no invoice."""


def whole(text: Text) -> str:
    """All plural forms."""
    return text if isinstance(text, str) else " ".join(text.values())


def folded(text: str) -> str:
    """Without case; Turkish «İ» folds to «i» and a dot, which is dropped."""
    return text.casefold().replace("\u0307", "")


@cache
def told(language: str) -> Mapping[str, str]:
    return {key: whole(text) for key, text in on_file().texts(language).items() if not key.startswith("meta.")}


def german_word(forms: str) -> re.Pattern[str]:
    """One of the forms as a word of its own, not as part of a compound; «Sucht» is not «sucht»."""
    return re.compile(rf"(?<![A-Za-zÄÖÜäöü])(?:{forms})(?![A-Za-zÄÖÜäöü-])")


def stem(written: str, language: str) -> re.Pattern[str]:
    return re.compile(("" if language in WRITTEN_ON else r"\b") + re.escape(folded(written)))


@cache
def sentences_with(term: str) -> tuple[str, ...]:
    """The keys whose German text holds the term in the sense of the glossary."""
    word = german_word(GLOSSARY[term][GERMAN])
    return tuple(k for k, text in told(GERMAN).items() if word.search(text) and k not in OTHER_SENSE.get(term, ()))


def others(term: str, language: str, said: Mapping[str, str]) -> list[str]:
    """The keys that say the term with another word than the glossary's."""
    german = german_word(GLOSSARY[term][GERMAN])
    stems = [stem(one, language) for one in GLOSSARY[term][language].split("|")]
    return [
        key
        for key in sentences_with(term)
        if key in said and not german.search(said[key]) and not any(one.search(folded(said[key])) for one in stems)
    ]


@pytest.mark.parametrize("term", GLOSSARY)
def test_a_term_has_a_word_in_every_language_and_stands_in_german(term: str) -> None:
    assert sorted(GLOSSARY[term]) == sorted([GERMAN, *TRANSLATIONS])
    assert all(part.strip() for words in GLOSSARY[term].values() for part in words.split("|"))
    assert sentences_with(term)


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_a_language_says_a_term_with_the_word_of_the_glossary(language: str) -> None:
    strays = {term: (others(term, language, told(language)), len(sentences_with(term))) for term in GLOSSARY}
    too_many = {term: keys for term, (keys, of) in strays.items() if len(keys) > ELSEWHERE * of}
    assert too_many == {}


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_no_word_of_the_glossary_lies_idle(language: str) -> None:
    idle = [
        (term, one)
        for term in GLOSSARY
        for one in GLOSSARY[term][language].split("|")
        if not any(stem(one, language).search(folded(told(language).get(key, ""))) for key in sentences_with(term))
    ]
    assert idle == []


@pytest.mark.parametrize(
    ("said", "strays"),
    [
        ("An application for a waiver.", False),
        ("APPLICATIONS are free.", False),
        ("A request (Gesuch) for a waiver.", False),
        ("A request for a waiver.", True),
        ("A reapplication.", True),
        ("A request (Gesuchsteller).", True),
    ],
)
def test_another_word_is_named(said: str, strays: bool) -> None:
    key = sentences_with("Gesuch")[0]
    assert others("Gesuch", "en", {key: said}) == ([key] if strays else [])
