"""The pages behind the real launcher, beside an empty page behind the same launcher: reruns and cold start."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from bench.persona import STAFF, answer
from bench.rows import Row, seconds
from bench.visitor import Visitor
from tests.support.serving import ROOT, serving

EMPTY = ROOT / "bench" / "empty"
RERUN, CLICK, COLD = "One rerun of a page", "A click in a part of a page", "Cold start"
GUIDE = "guide"
PAGES = {
    GUIDE: "the guide at its first question",
    "advice": "Beratung, every question answered",
    "offers": "Angebote, for that person",
    "costs": "Kosten, for that person",
    "takeaway": "Mitnehmen, for that person",
    "basics": "Grundlagen",
    "caseload": "many cases, before a table is given",
    "changes": "what new tables change, before one is given",
    "editor": "for the editor of the data",
    "event": "the demonstration",
    "accessibility": "the statement on accessibility",
}


CLICKS = {
    GUIDE: {"guide": "an answer"},
    "advice": {"counsel": "an answer"},
    "offers": {"offers_list": "«keep» on a card", "offers_map": "a dot on the map", "offers_filters": "a filter"},
    "costs": {"costs": "the plan or an answer about who pays"},
    "takeaway": {"takeaway": "the language of the sheet"},
}
"""Page → beginnings of the keys of widgets, and what a click on them is: the browser asks for their part only."""


def most(page: str) -> float:
    """So many times an empty page a click may take at most."""
    return 2.5 if page in ("advice", "offers", "costs", "takeaway") else 2.0


def reruns(url: str, empty_url: str, pages: dict[str, str], times: int) -> list[Row]:
    """The median rerun of each page, taken in turns with the empty page and with one of as many plain texts."""
    rows = []
    for page, what in pages.items():
        with Visitor(url, "", STAFF) as visitor, Visitor(empty_url) as empty, Visitor(empty_url) as plain:
            _lead(visitor, page)
            empty.run()
            around = empty.messages - 1  # what every run sends besides its elements
            plain.query = f"lines={visitor.messages - around}"
            plain.run()
            taken = [(visitor.run(), empty.run(), plain.run()) for _ in range(times)]
            ours, bare, texts = (statistics.median(column) * 1e3 for column in zip(*taken, strict=True))
            what = f"{what} ({visitor.received / 1e3:.0f} kB)"
            met, aim = ours < 60 and ours <= most(page) * bare, f"< 60 ms and ≤ {most(page):g} ×"
            rows += [
                Row(RERUN, what, ours, "ms", "an empty page", bare, aim, met),
                Row(RERUN, what, ours, "ms", f"as many messages of plain text ({plain.messages})", texts),
            ]
            for beginning, click in CLICKS.get(page, {}).items():
                rows.append(_click(visitor, empty, page, beginning, f"{PAGES[page]}: {click}", times))
    return rows


def _click(visitor: Visitor, empty: Visitor, page: str, beginning: str, what: str, times: int) -> Row:
    """A click on a widget in a part of the page, in turns with the empty page."""
    key = visitor.widget(beginning)
    taken = [(visitor.run(key), empty.run()) for _ in range(times)]
    ours, bare = (statistics.median(column) * 1e3 for column in zip(*taken, strict=True))
    told = f"{what} ({visitor.messages} messages, {visitor.received / 1e3:.0f} kB)"
    return Row(CLICK, told, ours, "ms", "an empty page", bare, f"≤ {most(page):g} ×", ours <= most(page) * bare)


def _lead(visitor: Visitor, page: str) -> None:
    """Brings the visitor onto the page, as the person of this measurement."""
    if page == GUIDE:
        visitor.query = "lang=de&role=self"
        visitor.run()
    else:
        visitor.open("advice")
        answer(visitor)
        visitor.open(page)
    visitor.run()
    visitor.run()


def cold_start(times: int, root: Path = ROOT) -> list[Row]:
    """From the start of the process to the first page drawn, in turns with the empty page."""
    taken = [(_first_page(root), _first_page(EMPTY)) for _ in range(times)]
    ours, bare = (statistics.median(column) for column in zip(*taken, strict=True))
    return [Row(COLD, "from the start of the process to the first page", ours, "s", "an empty page", bare)]


def _first_page(root: Path) -> float:
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), root=root) as server:
        with Visitor(server.url, "", "lang=de") as visitor:
            seconds(visitor.run)
        return time.perf_counter() - begun
