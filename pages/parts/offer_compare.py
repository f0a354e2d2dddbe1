"""The shortlist of this tab, and which three of it are compared."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from finder.steps.sites import short
from pages.parts import state
from views.offer_compare import MOST

COMPARED = "offers_compared"


def keep(keys: Sequence[str], wanted: bool) -> None:
    """Puts all offers of a site aside, or back."""
    for key in keys:
        if (key in state.shortlist()) is not wanted:
            _toggle(key)


def drop(which: str) -> None:
    """Puts the offer with this short key back."""
    keep([key for key in state.shortlist() if short(key) == which], wanted=False)


def compare(which: str, wanted: bool) -> None:
    """Takes an offer of the shortlist into the comparison, in which the newest three stand, or out of it."""
    chosen = compared(state.shortlist())
    for key in state.shortlist():
        if short(key) == which and (key in chosen) is not wanted:
            chosen = [*chosen[-(MOST - 1) :], key] if wanted else [one for one in chosen if one != key]
    st.session_state[COMPARED] = chosen


def compared(kept: Collection[str]) -> list[str]:
    """The offers to compare: all of a short list; of a longer one those chosen, at first the first three."""
    if len(kept) <= MOST:
        return list(kept)
    return [one for one in st.session_state.get(COMPARED, list(kept)[:MOST]) if one in kept]


def _toggle(key: str) -> None:
    """The first three are compared."""
    kept, chosen = state.shortlist(), st.session_state.setdefault(COMPARED, [])
    if key in kept:
        kept.remove(key)
    else:
        kept.append(key)
    chosen[:] = [one for one in chosen if one in kept]
    if key in kept and len(chosen) < MOST:
        chosen.append(key)
