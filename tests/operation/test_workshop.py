"""What somebody uploads is worked on elsewhere: bounded, stoppable, and gone afterwards."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from finder.caseload.judged import CaseloadResult, Refusal, judged
from tests.support.serving import assert_asked_nobody, watching
from workshop import pool
from workshop.__main__ import PROCESSOR
from workshop.pool import Job, State

ROOT = Path(__file__).resolve().parents[2]
ON = date(2026, 11, 22)
TABLE = b"Fall;PLZ;Alter\nK1;4500;30\nK2;2540;300\nK3;2450 Grenchen;40\n"
PATIENCE = 60.0


def ended(job: Job) -> State:
    return job.wait(PATIENCE)


def test_a_table_is_judged_in_another_process_as_it_would_be_here() -> None:
    job = Job("judge", TABLE, "faelle.csv", ON)
    assert ended(job) is State.DONE
    found, here = job.result, judged(TABLE, "faelle.csv", ON)
    assert isinstance(found, CaseloadResult)
    assert isinstance(here, CaseloadResult)
    assert (found.overview, found.faults, found.notes) == (here.overview, here.faults, here.notes)
    assert (len(found), found.labels, found.left_out) == (1, ("K1",), 2)
    assert found.situation(0) == here.situation(0)


def test_whoever_works_there_asks_nobody_and_writes_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Its environment is bare, so the watch over the server does not reach it by itself."""
    log, bare = tmp_path / "workshop.log", pool._environment()
    monkeypatch.setattr(pool, "_environment", lambda: {**bare, **watching(log)})
    assert ended(Job("judge", TABLE, "faelle.csv", ON)) is State.DONE
    assert_asked_nobody(log)
    assert not log.with_suffix(".written").exists()


def test_a_refused_table_says_why_and_repeats_no_name() -> None:
    found = judged(b"Name;Alter\nAnna Muster;30\n", "personen.csv", ON)
    assert isinstance(found, Refusal)
    assert [fault.reason for fault in found.faults] == ["personal_name"]
    assert "Muster" not in repr(found)


def test_what_takes_too_long_is_ended() -> None:
    assert ended(Job("judge", TABLE, "faelle.csv", ON, deadline=0.0)) is State.TOO_LONG


def test_what_fails_there_is_an_ending_here_without_a_word_of_the_fault() -> None:
    job = Job("no such work")
    assert ended(job) is State.TOO_MUCH
    assert job.result == "KeyError"


def test_it_can_be_stopped_and_gives_its_place_back() -> None:
    taken = pool._places["taken"]
    job = Job("judge", TABLE, "faelle.csv", ON)
    assert pool._places["taken"] == taken + 1
    job.stop()
    assert ended(job) is State.STOPPED
    assert pool._places["taken"] == taken


def test_work_that_nobody_holds_any_more_is_stopped() -> None:
    """A session that is gone takes its work with it."""
    job = Job("judge", TABLE, "faelle.csv", ON)
    work = job._work
    del job
    assert work.over.wait(PATIENCE)
    assert work.state is State.STOPPED


def test_the_process_has_bounds_on_memory_time_and_files() -> None:
    code = (
        "import resource as r; from workshop.__main__ import bound; bound();"
        "print(r.getrlimit(r.RLIMIT_CPU)[0], r.getrlimit(r.RLIMIT_CORE)[0], r.getrlimit(r.RLIMIT_NOFILE)[0]);"
        "\ntry: bytearray(3 * 2**30)\nexcept MemoryError: print('too much')"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split("\n")[:2] == [f"{PROCESSOR} 0 64", "too much"]
