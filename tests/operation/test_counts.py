"""Counting without persons: off unless asked for, exact under many writers, silent about small numbers."""

from __future__ import annotations

import multiprocessing
import re
import threading
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from finder.facts.situation import Employability
from operation import counts
from operation.counts import FEWEST_SHOWN, Key, add, shown, totals
from tests.support.counting import DAY, write

ROOT = Path(__file__).resolve().parents[2]
NEXT = date(2026, 11, 23)


def test_without_a_file_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    add(None, DAY, "page", ["advice"])
    assert totals(None) == {}
    assert list(tmp_path.iterdir()) == []


def test_totals_add_up_by_day_and_name(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    for day, names in ((DAY, ["advice"]), (DAY, ["advice", "costs"]), (NEXT, ["advice"])):
        add(path, day, "page", names)
    add(path, DAY, "kind", ["coaching"])
    assert totals(path) == {
        Key(DAY, "page", "advice"): 2,
        Key(DAY, "page", "costs"): 1,
        Key(NEXT, "page", "advice"): 1,
        Key(DAY, "kind", "coaching"): 1,
    }
    assert [path.name for path in tmp_path.iterdir()] == ["counts.csv"]


def test_a_name_that_ends_like_another_is_counted_for_itself(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    for name in ("beschaeftigung_1_r", "beschaeftigung_1", "beschaeftigung_1"):
        add(path, DAY, "kind", [name])
    assert list(totals(path).values()) == [1, 2]


def test_the_file_holds_totals_only(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    for _ in range(3):
        add(path, DAY, "page", ["advice"])
    assert re.fullmatch(r"2026-11-22;page;advice;0000000003\n", path.read_text())


@pytest.mark.parametrize(("count", "seen"), [(0, None), (4, None), (5, 5), (6, 6)])
def test_small_numbers_are_not_shown(count: int, seen: int | None) -> None:
    assert FEWEST_SHOWN == 5
    assert shown({Key(DAY, "kind", "trauma"): count}) == {Key(DAY, "kind", "trauma"): seen}


def test_many_threads_and_processes_lose_no_count(tmp_path: Path) -> None:
    path = tmp_path / "counts.csv"
    context = multiprocessing.get_context("spawn")
    told = (path, 300, context.Barrier(6))
    writers: list[BaseProcess | threading.Thread] = [context.Process(target=write, args=told) for _ in range(2)]
    writers += [threading.Thread(target=write, args=told) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert totals(path) == {Key(DAY, "page", "advice"): 1800, Key(DAY, "page", "costs"): 1800}


@pytest.mark.parametrize("broken", ["", "no line of ours\n", "2026-11-22;page;adv", "2026-11-22;page;advice;000000000"])
def test_a_torn_file_is_no_crash_and_new_counts_are_read_again(tmp_path: Path, broken: str) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(broken)
    for _ in range(2):
        add(path, DAY, "page", ["advice", "costs"])
    found = totals(path)
    assert (found[Key(DAY, "page", "advice")], found[Key(DAY, "page", "costs")]) == (2, 2)


def test_a_place_that_cannot_be_written_is_said_once_and_is_no_crash(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "no such folder" / "counts.csv"
    add(path, DAY, "page", ["advice"])
    add(path, DAY, "page", ["advice"])
    said = capsys.readouterr().err
    assert said.count("cannot be written") == 1
    assert str(tmp_path) not in said
    assert totals(path) == {}


def test_a_read_only_disk_is_no_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(counts, "_said", set())
    add(tmp_path / "counts.csv", DAY, "page", ["advice"])
    assert "Read-only file system" in capsys.readouterr().err


# ── In the pages ─────────────────────────────────────────────────────────────────


def visit(monkeypatch: pytest.MonkeyPatch, path: Path | None, mode: str = "") -> None:
    """A person of 30 who works soon looks at the advice, then at the offers, twice."""
    monkeypatch.setenv("FINDER_TODAY", DAY.isoformat())
    monkeypatch.setenv("FINDER_COUNTS", str(path or ""))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=30)
    app.query_params["role"] = "staff"
    if mode:
        app.query_params["mode"] = mode
    app.session_state["answers"] = {"age": 30, "employability": Employability.SOON}
    app.run()
    app.switch_page("pages/advice.py").run()
    for page in ("offers", "advice", "offers"):
        app.switch_page(f"pages/{page}.py").run()
    assert not app.exception


def test_a_visit_counts_pages_and_the_fitting_kinds_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "counts.csv"
    visit(monkeypatch, path)
    found = totals(path)
    assert {key.name: count for key, count in found.items() if key.what == "kind"} == {"qualifizierung": 1}
    pages = {key.name: count for key, count in found.items() if key.what == "page"}
    assert (pages["advice"], pages["offers"]) == (2, 2)
    assert not re.search(r"\b30\b|soon", path.read_text())


def test_a_visit_writes_nothing_where_counting_is_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = {path for path in ROOT.rglob("*") if "__pycache__" not in path.parts and ".git" not in path.parts}
    monkeypatch.setattr(counts, "_add", lambda *_: pytest.fail("something was counted"))
    visit(monkeypatch, None)
    assert list(tmp_path.iterdir()) == []
    after = {path for path in ROOT.rglob("*") if "__pycache__" not in path.parts and ".git" not in path.parts}
    assert not [path for path in after - before if "count" in path.name]


def test_a_demonstration_is_never_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "counts.csv"
    visit(monkeypatch, path, mode="event")
    assert totals(path) == {}
