"""Plain German is plain: short sentences with one thought each, active, and measurably easier than «Deutsch»."""

from pathlib import Path

import pytest

from tools.readability import TEXTS, Readability, is_passive, is_whole, main, measure, pieces, prose, words

PLAIN = sorted(TEXTS.glob("de-leicht*.toml"))

# Each bar beside the value measured when it was set (22.11.2026), for de-leicht and, for comparison, for de.
MEDIAN = 10  # words in a sentence: 6, de: 6
LONGEST = 14  # words in any sentence or label: 12, de: 23
PASSIVE = 0.01  # share of sentences: 0.0 %, de: 2.3 %; leaves room for a handful
SACHTEXTFORMEL = 4.5  # about the school year: 3.8, de: 5.8
EASIER = 1.0  # how much lower the Sachtextformel must be than that of de: 2.0


def test_plain_german_is_on_file() -> None:
    assert PLAIN  # otherwise the tests below would hold of nothing


@pytest.fixture(params=PLAIN, ids=lambda file: file.stem)
def plain(request: pytest.FixtureRequest) -> Readability:
    return measure(prose(request.param))


@pytest.fixture(scope="module")
def german() -> Readability:
    return measure(prose(TEXTS / "de.toml"))


def test_half_of_the_sentences_are_short(plain: Readability) -> None:
    assert plain.median <= MEDIAN


def test_no_sentence_and_no_label_is_long(plain: Readability) -> None:
    assert words(plain.longest) <= LONGEST, plain.longest


def test_people_act_in_nearly_every_sentence(plain: Readability) -> None:
    assert plain.passive <= PASSIVE


def test_the_words_are_short_as_well(plain: Readability) -> None:
    assert plain.sachtextformel <= SACHTEXTFORMEL


def test_plain_german_is_easier_than_german(plain: Readability, german: Readability) -> None:
    assert plain.sachtextformel <= german.sachtextformel - EASIER
    assert words(plain.longest) < words(german.longest)
    assert plain.passive < german.passive
    assert plain.median <= german.median


# ── The measure itself ───────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Wir helfen. Sie fragen.", 2),
        ("Was kostet es? Nichts!", 2),
        ("Im 1. Arbeitsmarkt arbeiten.", 1),
        ("Bis zum 1. Wir warten.", 2),
        ("Wir gehen z. B. zum Amt.", 1),
        ("Wir gehen z.B. zum Amt.", 1),
        ("Herr B. bezahlt nichts.", 1),
        ("Der Start ist am 1.12.2026 um 8.30 Uhr.", 1),
        ("Schreiben Sie an ami@ddi.so.ch. Oder rufen Sie an.", 2),
        ("Das heisst «Ja.» Und das «Nein.»", 2),
        ("Guten Tag\n\nOrt: {location}\n", 2),
        ("Postleitzahl", 1),
        ("{site} – {kind}", 1),
        ("…", 0),
    ],
)
def test_a_sentence_ends_at_its_stop_and_nowhere_else(text: str, count: int) -> None:
    assert len(list(pieces(text))) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Ja.", 1),
        ("{least} bis {most}", 3),
        ("«{value}» verstehen wir nicht.", 4),
        ("Gesundheit – nur kurz", 3),
        ("CHF 1'500 im Monat", 4),
        ("im 1. Arbeitsmarkt", 3),
    ],
)
def test_a_placeholder_is_one_word_and_a_dash_is_none(text: str, count: int) -> None:
    assert [words(piece) for piece in pieces(text)] == [count]


@pytest.mark.parametrize(
    ("text", "whole"),
    [("Das Programm passt.", True), ("Passt es?", True), ("Es heisst «Ja.»", True), ("Am nächsten sind:", False)],
)
def test_a_label_is_no_sentence(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


@pytest.mark.parametrize(
    ("text", "passive"),
    [
        ("Nichts wird gespeichert.", True),
        ("Das Gesuch wurde abgelehnt.", True),
        ("Weil die Kosten bezahlt werden.", True),
        ("Die Person wird eingeladen.", True),
        ("Wir speichern nichts.", False),
        ("Arbeit wird bald möglich.", False),
        ("Die Kosten werden kleiner.", False),
        ("Die Kosten sind bezahlt.", False),
    ],
)
def test_the_passive_is_a_form_of_werden_with_a_participle(text: str, passive: bool) -> None:
    assert is_passive(text) is passive


def test_longer_words_and_sentences_raise_the_sachtextformel() -> None:
    easy = measure(["Wir helfen Ihnen gern."] * 3)
    long_words = measure(["Arbeitsmarktintegrationsprogramme benötigen Kostengutsprachen dringend."] * 3)
    long_sentence = measure(["Wir helfen Ihnen gern und wir helfen Ihnen heute und wir helfen Ihnen immer gern."] * 3)
    assert easy.sachtextformel < long_sentence.sachtextformel < long_words.sachtextformel


def test_the_median_counts_whole_sentences_and_the_longest_counts_labels_too() -> None:
    found = measure(["Wir helfen gern.", "Sie fragen heute uns alle.", "eine Zeile ohne Punkt mit vielen Wörtern"])
    assert (found.sentences, found.median) == (2, 4)
    assert found.longest == "eine Zeile ohne Punkt mit vielen Wörtern"


def test_the_tool_prints_a_line_per_language_file(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == [Path(file).name for file in sorted(TEXTS.glob("de*.toml"))]
