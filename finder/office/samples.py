"""Invented sample persons for demonstrations and comparisons: ``data/samples.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finder.errors import BadAnswer
from finder.facts.dataset import Dataset
from finder.facts.situation import Situation
from finder.sentences import sentence


@dataclass(frozen=True)
class Sample:
    """A person who does not exist. ``switches``: single answers that could be different, and turn something."""

    key: str
    situation: Situation
    switches: tuple[Mapping[str, Any], ...]

    def switched(self, switch: Mapping[str, Any]) -> Situation:
        """The same person with one other answer."""
        return self.situation.but(**switch)


def samples(data: Dataset) -> tuple[Sample, ...]:
    """All sample persons, in the order of the file.

    Raises:
        BadAnswer: an answer is not allowed.
    """
    read = tomllib.loads((data.path / "samples.toml").read_text("utf-8-sig"))
    return tuple(
        Sample(one["key"], Situation.of(one["answers"]), tuple(_answers(switch) for switch in one["switches"]))
        for one in read["sample"]
    )


def personas(folder: Path) -> dict[str, Situation]:
    """The persons in a folder of TOML files with a table ``answers`` each, by the name of the file.

    Raises:
        BadAnswer: a file cannot be read, or holds an answer that is not allowed.
    """
    found = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = Situation.of(tomllib.loads(path.read_text("utf-8"))["answers"])
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError):
            raise BadAnswer("personas", path.name, sentence("toml_of_answers")) from None
    return found


def _answers(given: Mapping[str, Any]) -> Mapping[str, Any]:
    return Situation.of(given).answered()
