"""How pieces of work are started, followed and ended; what the process says is spoken here by the test itself."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from threading import BoundedSemaphore
from typing import Any

import pytest

from finder.facts.dataset import in_use
from workshop import pool
from workshop.pool import LENGTH, Job, State, _at_once, _environment, _Work

PATIENCE = 20.0


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> BoundedSemaphore:
    """A workshop of one place, and nobody in it."""
    place = BoundedSemaphore(1)
    monkeypatch.setattr(pool, "_room", place)
    monkeypatch.setattr(pool, "_places", {"taken": 0})
    return place


def raising(error: BaseException) -> Callable[[_Work], None]:
    def run(_work: _Work) -> None:
        raise error

    return run


def message(*said: Any) -> bytes:
    packed = pickle.dumps(said)
    return LENGTH.pack(len(packed)) + packed


@pytest.mark.parametrize(("cores", "pieces"), [(None, 1), (1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 4), (64, 4)])
def test_one_core_stays_for_those_who_click(cores: int | None, pieces: int) -> None:
    assert _at_once(cores) == pieces


@pytest.mark.parametrize("state", State)
def test_work_is_under_way_until_it_has_an_ending(
    room: BoundedSemaphore, monkeypatch: pytest.MonkeyPatch, state: State
) -> None:
    monkeypatch.setattr(_Work, "follow", lambda _work: None)
    job = Job("judge")
    job._work.state = state
    assert job.under_way is (state in (State.WAITING, State.WORKING))


@pytest.mark.parametrize(("taken", "state"), [(0, State.WAITING), (4, State.WAITING), (5, State.BUSY), (6, State.BUSY)])
def test_only_so_many_wait(room: BoundedSemaphore, monkeypatch: pytest.MonkeyPatch, taken: int, state: State) -> None:
    monkeypatch.setattr(_Work, "follow", lambda _work: None)
    monkeypatch.setattr(pool, "AT_ONCE", 2)
    monkeypatch.setattr(pool, "MOST_WAITING", 3)
    pool._places["taken"] = taken
    assert Job("judge").state is state
    assert pool._places["taken"] == taken + (state is State.WAITING)


def test_a_server_that_ends_waits_for_no_work(room: BoundedSemaphore) -> None:
    room.acquire()
    job = Job("judge")
    (following,) = [one for one in threading.enumerate() if one.name == "workshop-judge"]
    assert following.daemon
    assert job.state is State.WAITING
    job.stop()
    assert job.wait(PATIENCE) is State.STOPPED


def test_who_is_stopped_while_waiting_never_begins(room: BoundedSemaphore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_Work, "_run", raising(AssertionError("it began")))
    work = _Work("judge", (1,), 1.0)
    pool._places["taken"] = 1
    work.stopped.set()
    work.follow()
    assert (work.state, work.given, work.over.is_set(), pool._places["taken"]) == (State.STOPPED, (), True, 0)
    assert room.acquire(blocking=False), "its place is free again"


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (OSError(), State.TOO_MUCH),
        (MemoryError(), State.TOO_MUCH),
        (pickle.UnpicklingError(), State.TOO_MUCH),
        (EOFError(), State.TOO_MUCH),
        (ValueError(), State.STOPPED),  # a fault of ours: told as one, and nobody waits for it
    ],
)
@pytest.mark.parametrize("before", [State.WAITING, State.WORKING])
def test_whatever_happens_it_has_an_ending_and_gives_its_place_back(
    room: BoundedSemaphore, monkeypatch: pytest.MonkeyPatch, error: Exception, state: State, before: State
) -> None:
    monkeypatch.setattr(_Work, "_run", raising(error))
    work = _Work("judge", (1,), 1.0)
    work.state, pool._places["taken"] = before, 1
    if state is State.STOPPED:
        with pytest.raises(ValueError):  # noqa: PT011 - the one that was raised
            work.follow()
    else:
        work.follow()
    assert (work.state, work.given, work.over.is_set(), pool._places["taken"]) == (state, (), True, 0)
    assert room.acquire(blocking=False)


class Process:
    """Stands in for the process: says what it is to say, and keeps what it was asked."""

    def __init__(self, answer: bytes) -> None:
        self.asked, ours = os.pipe()
        os.set_blocking(self.asked, False)  # what is held back is not there
        theirs, mouth = os.pipe()
        self.stdin, self.stdout = os.fdopen(ours, "wb"), os.fdopen(theirs, "rb")
        os.write(mouth, answer)
        os.close(mouth)
        self.killed, self.command = 0, [""]
        self.options: dict[str, Any] = {}

    def __call__(self, command: list[str], **options: Any) -> Process:
        self.command, self.options = command, options
        return self

    def __enter__(self) -> Process:
        return self

    def __exit__(self, *_: object) -> None:
        self.stdin.close()
        self.stdout.close()

    def kill(self) -> None:
        self.killed += 1
        self.heard = os.read(self.asked, 1 << 16)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bytes], Process]]:
    made: list[Process] = []

    def start(answer: bytes) -> Process:
        made.append(Process(answer))
        monkeypatch.setattr(subprocess, "Popen", made[-1])
        return made[-1]

    yield start
    for one in made:
        os.close(one.asked)


@pytest.mark.parametrize(
    ("answer", "deadline", "state", "result"),
    [
        (message("done", 7), 60.0, State.DONE, 7),
        (message("progress", "reading", 0.5) + message("done", 7), 60.0, State.DONE, 7),
        (message("failed", "KeyError"), 60.0, State.TOO_MUCH, "KeyError"),
        (message("progress", "reading", 0.5), 60.0, State.TOO_MUCH, None),  # it ended without a result
        (b"", 60.0, State.TOO_MUCH, None),
        (message("done", 7), -1.0, State.TOO_LONG, None),
    ],
)
def test_what_the_process_says_is_the_ending_and_then_it_is_killed(
    started: Callable[[bytes], Process], answer: bytes, deadline: float, state: State, result: object
) -> None:
    process, work = started(answer), _Work("judge", (b"x",), deadline)
    work._run()
    assert (work.state, work.result, process.killed) == (state, result, 1)
    asked = process.heard
    name, given, folder = pickle.loads(asked[LENGTH.size :])
    assert (LENGTH.unpack(asked[: LENGTH.size]), name, given) == ((len(asked) - LENGTH.size,), "judge", (b"x",))
    assert folder == in_use().path


def test_work_is_told_to_stop_when_nobody_holds_it_any_more(
    room: BoundedSemaphore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Work, "follow", lambda _work: None)
    job = Job("judge")
    work = job._work
    assert not work.stopped.is_set()
    del job
    assert work.stopped.is_set()


def test_who_is_stopped_is_not_listened_to(started: Callable[[bytes], Process]) -> None:
    process, work = started(message("done", 7)), _Work("judge", (), 60.0)
    work.stopped.set()
    work._run()
    assert (work.state, work.result, process.killed) == (State.STOPPED, None, 1)


def test_the_process_is_ours_bare_and_silent(started: Callable[[bytes], Process]) -> None:
    process = started(message("done", 7))
    _Work("judge", (), 60.0)._run()
    assert process.command == [sys.executable, "-s", "-m", "workshop"], "-s: nothing of the user's own folder"
    assert (process.options["cwd"], process.options["stderr"]) == (pool.ROOT, subprocess.DEVNULL)
    assert process.options["env"] == _environment()


def test_nothing_of_the_operators_settings_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    ours = {"PATH": "/bin", "LANG": "C", "LC_ALL": "C", "LD_LIBRARY_PATH": "/lib"}
    monkeypatch.setattr(os, "environ", {**ours, "SECRET": "x", "HTTP_PROXY": "http://proxy"})
    bounds = {"PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    assert _environment() == {**ours, **bounds}
    monkeypatch.setattr(os, "environ", {})
    assert _environment() == bounds


def test_messages_are_understood_however_they_arrive() -> None:
    said = message("progress", "reading", 0.5) + message("progress", "judging", 0.25) + message("done", [7])
    work, held = _Work("judge", (), 1.0), bytearray()
    heard: list[tuple[str, float]] = []
    for at, byte in enumerate(said, start=1):
        held.append(byte)
        assert work._understood(held) is (at == len(said))
        if heard[-1:] != [(work.stage, work.part)]:
            heard.append((work.stage, work.part))
    assert heard == [("", 0.0), ("reading", 0.5), ("judging", 0.25)]
    result: object = [7]
    assert (work.state, work.result, len(held)) == (State.DONE, result, 0)


@pytest.mark.parametrize(("more", "state"), [(0, State.DONE), (1, State.TOO_MUCH)])
def test_an_answer_is_so_long_and_no_longer(monkeypatch: pytest.MonkeyPatch, more: int, state: State) -> None:
    said = message("done", "x" * 100)
    monkeypatch.setattr(pool, "MOST_RESULT", len(said) - LENGTH.size - more)
    work = _Work("judge", (), 1.0)
    assert work._understood(bytearray(said))
    assert work.state is state
