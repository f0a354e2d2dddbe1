"""Measures how easy the German texts in ``data/texts/`` are to read.

    python tools/readability.py              # every de*.toml
    python tools/readability.py FILE …       # these files

One line per file: sentences, their median length in words, the longest text in words, the share of sentences in the
passive voice and the first Wiener Sachtextformel (about the school year a text needs; 4 is easy, 15 is hard), as the
library textstat computes it. It needs no network: German syllables come from pyphen's own patterns.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import textstat

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))  # the tool also runs where the package is not installed

from finder.facts.texts import Text, texts  # noqa: E402 (after the path is set)

TEXTS = HOME / "data" / "texts"
NOT_PROSE = re.compile(r"meta\.|type\.\w+\.name$")
"""Keys whose words are not ours to simplify: the file's own head, and the official names of the programme types."""

_FILLED_IN = re.compile(r"\{\w*\}")
_STAND_IN = "Sache"
"""What counts in the place of a placeholder: one word, as short as most."""
_STOP_WITHIN = re.compile(
    r"\b(z\. ?B|d\. ?h|u\. ?a|bzw|usw|ca|Nr|Tel|(?:Herr|Frau) [A-Z]|\d{1,2}(?=\. Arbeitsmarkt))\."
)
"""Abbreviations and ordinals: their stop ends no sentence."""
_BETWEEN = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][»)›])\s+|\n+")
_WHOLE = re.compile(r"[.!?…][»)›]*$")
_WITHIN_A_WORD = re.compile(r"(?<=\w)[.!?](?=\w)")
_BECOME = re.compile(r"\b(?:werden|wird|wurden?|worden)\b", re.IGNORECASE)
_PARTICIPLE = re.compile(
    r"(?<!\w)(?:[a-zäöü]*ge[a-zäöüs]{2,}|(?:be|emp|ent|er|miss|über|ver|zer)[a-zäöü]{2,}|[a-zäöü]+ier)(?:t|en)\b"
)


@dataclass(frozen=True)
class Readability:
    """How easy the prose of one file is to read.

    Attributes:
        sentences: how many whole sentences there are; labels without a stop are none.
        median: the median length of the whole sentences, in words.
        longest: the longest of all pieces, labels included.
        passive: the share of sentences in the passive voice, 0 to 1, by a simple pattern.
        sachtextformel: the first Wiener Sachtextformel of the whole sentences.
    """

    sentences: int
    median: float
    longest: str
    passive: float
    sachtextformel: float


def pieces(text: str) -> Iterator[str]:
    """The sentences and labels of a text, placeholders already filled with one short word."""
    plain = _STOP_WITHIN.sub(lambda hit: hit[1].replace(".", ""), _FILLED_IN.sub(_STAND_IN, text))
    return (piece.strip() for piece in _BETWEEN.split(plain) if words(piece))


def words(piece: str) -> int:
    """How many words: what stands between spaces and holds a letter or a digit."""
    return sum(any(sign.isalnum() for sign in word) for word in piece.split())


def is_whole(piece: str) -> bool:
    """Whether a piece is a whole sentence, not a label."""
    return bool(_WHOLE.search(piece))


def is_passive(piece: str) -> bool:
    """Whether a form of «werden» meets a participle; a little too strict, for it takes some infinitives for one."""
    return bool(_BECOME.search(piece) and _PARTICIPLE.search(_BECOME.sub("", piece)))


def prose(file: Path) -> Iterator[str]:
    """All pieces of a language file, with every plural form.

    Raises:
        FileNotFoundError: there is no such file.
        tomllib.TOMLDecodeError: the file is not TOML.
    """
    for key, text in texts(file.stem, file.resolve().parents[1]).items():
        if not NOT_PROSE.match(key):
            for form in _forms(text):
                yield from pieces(form)


def measure(read: Iterable[str]) -> Readability:
    """The readability of these pieces; at least one must be a whole sentence."""
    all_of_it = list(read)
    whole = [piece for piece in all_of_it if is_whole(piece)]
    return Readability(
        sentences=len(whole),
        median=median(words(sentence) for sentence in whole),
        longest=max(all_of_it, key=words),
        passive=sum(map(is_passive, whole)) / len(whole),
        sachtextformel=_sachtextformel(whole),
    )


def main(arguments: list[str] | None = None) -> int:
    """Print one line per file; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    print(f"{'file':<20} {'sentences':>9} {'median':>6} {'longest':>7} {'passive':>7} {'Sachtextformel':>14}")
    for file in map(Path, given) if given else sorted(TEXTS.glob("de*.toml")):
        found = measure(prose(file))
        print(
            f"{file.name:<20} {found.sentences:>9} {found.median:>6g} {words(found.longest):>7} "
            f"{found.passive:>7.1%} {found.sachtextformel:>14.2f}"
        )
    return 0


def _forms(text: Text) -> Iterable[str]:
    return [text] if isinstance(text, str) else text.values()


def _sachtextformel(whole: Iterable[str]) -> float:
    """textstat splits at every stop, so those inside numbers and addresses go first."""
    textstat.set_lang("de")
    return float(textstat.wiener_sachtextformel("\n".join(_WITHIN_A_WORD.sub("", one) for one in whole), 1))


if __name__ == "__main__":
    sys.exit(main())
