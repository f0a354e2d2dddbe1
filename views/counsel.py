"""The screen of Beratung around its questions: what follows from them, and what can be done with it."""

from __future__ import annotations

from functools import lru_cache

from finder.facts.dataset import on_file
from finder.facts.keys import TypeKey
from finder.facts.texts import GERMAN
from views.answer import MOST_SITES, Answer, card, comes_first, door_line, headline, lines
from views.html import Markup, joined, tag
from views.map.picture import picture
from views.matrix import matrix
from views.verdicts import next_questions, notes
from views.words import Words, words


def frame(say: Words) -> Markup:
    """The places that ``questions.js`` fills."""
    left = tag("h2", say("advice.questions"), class_="visually-hidden") + tag("p", say("advice.keys"), class_="c-keys")
    right = tag("div", class_="c-answer", id="c-answer", tabindex="-1") + tag("div", class_="c-foot")
    jump = tag("p", class_="visually-hidden c-said", role="status") + tag("a", href="#c-answer", class_="c-jump")
    questions = tag("div", tag("div", left, class_="c-questions") + jump, class_="c-left")
    return questions + tag("div", right, class_="c-results")


def results(found: Answer, chosen: str) -> Markup:
    """Which kinds fit, all ten in rows, the card of the chosen one with its map, other offices."""
    say, kinds = found.say, {one.type.key: one for one in found.advice.types}
    key: TypeKey = next(name for name in kinds if name == chosen)
    first = [door_line(found, one) for one in found.advice.doors if comes_first(one)]
    besides = [door_line(found, one) for one in found.advice.doors if not comes_first(one)]
    home = found.advice.residence.home
    drawn = picture(say, home, found.sites(key)[:MOST_SITES]) if home else Markup()
    return joined(
        [
            tag("h2", headline(found), class_="c-headline"),
            next_questions(say, found.advice),
            lines(say("answer.doors_first"), first, "h3"),
            matrix(found, key),
            tag("div", card(found, kinds[key], "h3") + drawn, class_="c-card"),
            lines(say("answer.doors"), besides, "h3"),
            notes(say, found.advice),
        ]
    )


def foot(say: Words, second: str, sensitive: bool | None = None) -> Markup:
    """What can be done with the answer, without leaving the page.

    Args:
        second: the language of the sheet beside German.
        sensitive: whether the sheet may name what tells of health; ``None``: this is not asked.
    """
    options = _second_languages(say, second, tuple(on_file().languages))
    chosen = tag("select", options, data_choose="sheet_language", id="c-language")
    language = tag("label", tag("span", say("takeaway.beside")) + chosen)
    return joined(
        [
            _button(say("answer.print"), "c-print", data_ask="print", class_="primary"),
            language,
            _button(say("advice.copy"), "c-copy", data_copy="copy", data_done=say("advice.copied")),
            _button(say("advice.to_costs"), "c-costs", data_ask="go", data_value="costs"),
            Markup() if sensitive is None else _may_tell_of_health(say, sensitive),
        ]
    )


@lru_cache(maxsize=64)
def _second_languages(say: Words, second: str, languages: tuple[str, ...]) -> Markup:
    """The languages that may stand beside German on the sheet, the one ``second`` chosen."""
    return joined(
        tag(
            "option",
            say("takeaway.only_german")
            if one == GERMAN
            else say("takeaway.beside_german", language=words(one)("meta.name")),
            value=one,
            selected="selected" if one == second else None,
        )
        for one in languages
    )


def _may_tell_of_health(say: Words, chosen: bool) -> Markup:
    box = tag(
        "input",
        type="checkbox",
        id="c-sensitive",
        value="yes",
        data_choose="sensitive",
        checked="checked" if chosen else None,
    )
    return tag("label", box + say("takeaway.sensitive"), class_="c-sensitive", title=say("takeaway.sensitive_help"))


def _button(name: str, element: str, **named: str) -> Markup:
    return tag("button", name, type="button", id=element, **named)
