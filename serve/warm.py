"""What the first visitor would wait for, done before anybody comes.

Tables, texts and calendars that are read now also come to lie in the frozen heap: with some thirty thousand such
objects outside it, every full collection of garbage takes six milliseconds more.
"""

from __future__ import annotations

from datetime import date

from finder.facts.dataset import on_file
from finder.facts.situation import Situation
from finder.steps.advise import advise
from finder.steps.fund import fund
from finder.steps.nearby import nearby
from finder.steps.places import find
from views.words import words

SOMEWHERE = "4500 Solothurn"


def warm_data(on: date) -> None:
    """Reads every table, text and calendar once. ``on``: the day to reckon with."""
    home = find(SOMEWHERE)[0]
    situation = Situation(postcode=home.postcode)
    advise(situation, on)
    fund(situation, on)
    nearby(home, None, on_file().offers)
    for language in on_file().languages:
        say = words(language)
        say.day(on)
        say.number(1.5)
        say.all(("a", "b", "c"))
