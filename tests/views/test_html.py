"""Markup stays markup, and every other text is escaped once, wherever it enters."""

from __future__ import annotations

import pytest

from views.html import bullets, details, esc, joined, tag

NASTY = "<b>&\"'"
SAFE = "&lt;b&gt;&amp;&#34;&#39;"


@pytest.mark.parametrize(
    "made",
    [
        tag("p", NASTY),
        tag("p", esc(NASTY)),
        joined([tag("p", NASTY)]),
        "" + tag("p", NASTY),
        tag("p", joined([NASTY])),
    ],
)
def test_a_text_is_escaped_once_and_markup_never_again(made: str) -> None:
    assert made == f"<p>{SAFE}</p>"


def test_a_text_beside_markup_is_escaped_as_well() -> None:
    assert tag("b", "a") + NASTY == f"<b>a</b>{SAFE}"
    assert tag("p", "", title=NASTY) == f'<p title="{SAFE}"></p>'
    assert bullets([NASTY, tag("i", "x")]) == f"<ul><li>{SAFE}</li><li><i>x</i></li></ul>"
    assert tag("p", "", **{NASTY: "x"}) == f'<p {SAFE}="x"></p>'
    assert details(NASTY, NASTY) == f"<details><summary>{SAFE}</summary>{SAFE}</details>"


def test_nothing_makes_no_empty_list_and_no_empty_fold() -> None:
    assert bullets([]) == ""
    assert details("Gründe", "") == ""


def test_a_style_sheet_is_taken_as_it_is_and_cannot_end_early() -> None:
    assert tag("style", 'a > b::before { content: "✓" }') == '<style>a > b::before { content: "✓" }</style>'
    with pytest.raises(ValueError, match="style"):
        tag("style", "</style><b>")
