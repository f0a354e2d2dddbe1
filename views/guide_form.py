"""What a form of the guide says: from names and texts to answers, or to what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from finder.errors import BadAnswer, SeveralPlaces, UnknownPlace
from finder.facts.situation import QUESTIONS, Situation
from finder.steps.guide import NOBODY, SCREENS, SCREENS_OF_THE_PATH, ticked
from finder.steps.places import find
from views.html import Markup, joined, tag
from views.refusals import refusal
from views.words import Words

MOST_MEANINGS = 8
"""Places of one name that are offered to choose from; those of Solothurn come first."""
UNKNOWN, NONE = "unknown", "none"
"""The buttons «weiss ich nicht» and «nichts davon»."""


@dataclass
class Submission:
    """What one form gave.

    Attributes:
        answers: the questions of the screen; ``None`` leaves one open.
        typed: what stood in the fields.
        wrong: what is wrong with a field, by its name; the name of the screen where nothing was given at all.
    """

    answers: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, str] = field(default_factory=dict)
    wrong: dict[str, BadAnswer | None] = field(default_factory=dict)
    left_open: bool = False


def read(screen: str, form: Mapping[str, str], situation: Situation = NOBODY) -> Submission:
    """The answers of a screen, for a person who has answered so much already.

    Nothing here raises: what is not understood is in ``wrong``.
    """
    keys = SCREENS[screen]
    if UNKNOWN in form:
        return Submission(dict.fromkeys(keys), left_open=True)
    if SCREENS_OF_THE_PATH[screen].ticks:
        boxes = {name for name in form if name not in (NONE, "go")}
        if not boxes and NONE not in form:
            return Submission(wrong={screen: None})
        return Submission(ticked(screen, () if NONE in form else boxes, situation))
    given = Submission(typed={key: str(form.get(key, "")) for key in keys})
    for key in keys:
        try:
            given.answers |= _place(form.get(key, "")) if key == "postcode" else {key: _value(key, form.get(key, ""))}
        except BadAnswer as error:
            given.wrong[key] = error
    if not given.wrong and all(value is None for value in given.answers.values()):
        given.wrong = {screen if len(keys) > 1 or QUESTIONS[keys[0]].values else keys[0]: None}
    return given


def _value(key: str, typed: str) -> Any:
    return QUESTIONS[key].read(typed)


def _place(typed: str) -> dict[str, Any]:
    if not typed.strip():
        return {"postcode": None, "locality": None}
    found = find(typed)
    if len({place.postcode for place in found}) > 1:
        raise SeveralPlaces("postcode", typed, [(place.postcode, place.locality) for place in found])
    named = len(found) == 1 and not any(sign.isdigit() for sign in typed)
    return {"postcode": found[0].postcode, "locality": found[0].locality if named else None}


def shown(key: str, situation: Situation) -> str:
    """The answer on file as a person would type it."""
    value = getattr(situation, key)
    if value is None:
        return ""
    if key == "postcode" and situation.locality:
        return f"{value} {situation.locality}"
    return f"{value:f}".removesuffix(".00") if isinstance(value, Decimal) else str(value)


def recognised(say: Words, typed: str) -> str:
    """«4528 Zuchwil, Kanton SO» as soon as it can be known; every place the text may mean, three at most."""
    try:
        found = find(typed)
    except BadAnswer:
        return ""
    places = [
        say("guide.place", place=say.isolate(f"{one.postcode} {one.locality}"), canton=one.canton) for one in found[:3]
    ]
    return say.all(places) + (" …" if len(found) > 3 else "")


def what_is_wrong(say: Words, screen: str, error: BadAnswer | None) -> str:
    """A kind sentence; what cannot be seen in the text stands as its number."""
    if error is None:
        return say("guide.missing_choice" if SCREENS_OF_THE_PATH[screen].ticks else "guide.missing")
    if isinstance(error, SeveralPlaces):
        return say("short.which_place")
    return refusal(say, error)


def suggestions(say: Words, error: BadAnswer | None) -> Markup:
    """The places that may have been meant, each taken with one press."""
    several = isinstance(error, SeveralPlaces)
    known = error.suggestions[: MOST_MEANINGS if several else 3] if isinstance(error, UnknownPlace) else ()
    places = [f"{code} {name}" for code, name in known]
    return joined(
        tag(
            "button",
            one if several else say("error.take_suggestion", place=one),
            class_="pick",
            name="postcode",
            value=one,
        )
        for one in places
    )
