"""The ground the tests stand on: a slim copy of the tables as they were, which no new edition changes.

``data/`` is revised by an office; a correct new tariff, limit or provider must turn no test red. The words and the
sample persons are the living ones: a test about a sentence is meant to follow it. What ``data/`` itself promises is
held by ``check`` and by the few tests that ask for :data:`LIVE`.
"""

from __future__ import annotations

from pathlib import Path

from finder.facts import tables
from finder.facts.dataset import Dataset

DATA = Path(__file__).resolve().parents[1] / "data"
FROZEN = Dataset(DATA)
LIVE = Dataset(tables.DATA)
