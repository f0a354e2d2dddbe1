"""Breaks the rules, the steps and the safety code on purpose, one place at a time, and says what no test noticed.

python tools/mutate.py [--only finder/rules] [--most 40] [--minutes 30] [--again]

The tests that hold a file (:data:`TESTS`) are collected once and run once, to learn which of them come by which line.
Then each mutation (``tools/mutations.py``) is made in a fork of that process – its function gets other code – and only
those tests run, until the first fails. What is read while a file is loaded, and what lives in the workshop's
own process, is changed in a fork that has not loaded it yet. Nothing is written but the list of what was tried: a run
that was broken off goes on from there, and a file that changed is tried anew.

A survivor is printed; those known to mean nothing stand in ``tools/survivors.toml`` with a reason, and any other makes
the command end with 1. Tests that start a server or a browser take no part: what they hold is held beside them.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import importlib.util
import json
import os
import random
import re
import select
import signal
import sys
import tempfile
import threading
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import _lru_cache_wrapper, lru_cache
from hashlib import sha256
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tools.mutations import Mutation, mutated, mutations, source  # noqa: E402 - the folder must be on the path first

KNOWN = Path(__file__).with_name("survivors.toml")
TRIED = ROOT / "build" / "mutants.jsonl"

RULES = ["tests/rules", "tests/steps/test_advise.py", "tests/test_personas.py", "tests/test_through_time.py"]
STEPS = ["tests/steps", "tests/test_personas.py"]
PLACES = ["tests/steps", "tests/test_facts.py", "tests/test_anything_typed.py"]
GRID = ["tests/caseload/test_hostile_tables.py", "tests/caseload/test_case_table.py"]
GATE = ["tests/operation/test_gate.py", "tests/operation/test_safety.py"]
DOOR = ["tests/operation/test_door.py"]
WORKSHOP = ["tests/workshop", "tests/operation/test_workshop.py"]

TESTS: dict[str, list[str]] = {
    **{
        f"finder/rules/{name}.py": RULES
        for name in ("cautions", "door_rules", "doors", "programme_types", "rule", "rulebook", "verdict")
    },
    "finder/rules/funding.py": [*RULES, "tests/steps/test_fund.py", "tests/steps/test_estimate.py"],
    **{f"finder/steps/{path.stem}.py": STEPS for path in sorted((ROOT / "finder/steps").glob("[a-z]*.py"))},
    **{f"finder/steps/{name}.py": PLACES for name in ("distance", "place_text", "places", "residence")},
    "finder/steps/fund.py": [*STEPS, "tests/rules/test_funding.py"],
    "finder/caseload/grid.py": GRID,
    "finder/exports/spreadsheet.py": ["tests/exports", "tests/caseload/test_judge.py"],
    "finder/exports/workbook.py": ["tests/exports"],
    **{f"serve/{name}.py": GATE for name in ("gate", "headers", "patience", "quiet", "sessions")},
    "serve/downloads.py": ["tests/operation/test_downloads.py"],
    "serve/keeping.py": ["tests/operation/test_nothing_is_lost.py"],
    **{f"serve/{name}.py": DOOR for name in ("manners", "shelf", "shell")},
    "views/html.py": ["tests/views/test_html.py"],
    "workshop/pool.py": ["tests/workshop"],
    "workshop/jobs.py": WORKSHOP,
    "workshop/__main__.py": WORKSHOP,
}
"""File → the tests that are to notice."""

ELSEWHERE = ("workshop/jobs.py", "workshop/__main__.py")
"""Run in a process that reads the file from the disk as well."""

SERVERS = {"app_server", "browser", "page_at"}
TOO_LONG = 20.0
"""Seconds a test may take to be among those that notice."""
MOST_CASES = 24
"""Of each test, about; one with two hundred mutated files is learnt by some of them."""
CASES = 4
"""Of each test that comes by a file, where those that come by a line say nothing."""
PATIENCE = 90.0
"""Seconds for one mutation; what has not ended by then would be seen."""
PATIENCE_ANEW = 300.0
"""The same where all tests of the file are run: on a busy machine a minute and a half may be what they take."""
HEAVY = ("pandas", "streamlit", "hypothesis", "starlette", "uvicorn", "websockets", "playwright.sync_api", "openpyxl")
ALIVE, KILLED, ENDLESS, ANEW = "alive", "killed", "endless", "anew"
NOBODY = -1
OUT = os.dup(1)


# ── What comes by which line ─────────────────────────────────────────────────────


class Collected:
    """Stands in for the loop that runs the tests: learns what they come by, then tries each mutation in a fork."""

    def __init__(self, wanted: Sequence[Mutation], tell: Callable[[Mutation, str], None], until: float) -> None:
        self.wanted, self.tell, self.until = wanted, tell, until

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        files = sorted({one.file for one in self.wanted})
        hits, took, failed = in_a_fork(lambda: _learn(session.items, files), 1800)
        for name in failed:
            say(f"fails without any change: {name}")
            os._exit(2)
        say(f"{len(session.items)} tests learnt in {sum(took):.0f} s")
        killers: dict[str, list[int]] = defaultdict(list)
        for mutation in self.wanted:
            if time.monotonic() > self.until:
                break
            mine = [at for at in _held_by(session.items, mutation.file) if took[at] < TOO_LONG]
            those = [at for at in mine if any((mutation.file, line) in hits[at] for line in mutation.lines)]
            those.sort(key=lambda at: (at not in killers[mutation.file], took[at]))
            # What is worked out once is learnt of the first test only: others that come by the file have a say, too.
            near = [at for at in mine if at not in those and any(file == mutation.file for file, _ in hits[at])]
            for chosen in (those, _some(session.items, near, took)):
                items = [session.items[at] for at in chosen]
                found = in_a_fork(lambda: _noticed(mutation, items), PATIENCE) if items else NOBODY  # noqa: B023
                if found != NOBODY:
                    break
            if isinstance(found, int) and not isinstance(found, bool) and found >= 0:
                killers[mutation.file].insert(0, chosen[found])
            verdict = _verdict(found)
            # What is done while files are loaded was done before the fork: a survivor is tried once more, loaded anew.
            self.tell(mutation, ANEW if verdict == ALIVE and not excused(mutation.key) else verdict)
        return True


def _some(items: Sequence[pytest.Item], found: Sequence[int], took: Sequence[float]) -> list[int]:
    """A few cases of every test, the quick ones first."""
    of_test: dict[str, list[int]] = defaultdict(list)
    for at in sorted(found, key=lambda at: took[at]):
        of_test[items[at].nodeid.partition("[")[0]].append(at)
    return [at for some in of_test.values() for at in some[:CASES]]


def _quick(item: pytest.Item) -> bool:
    if {"browser", "slow"} & {mark.name for mark in item.iter_markers()}:
        return False
    return not SERVERS & set(getattr(item, "fixturenames", ()))


def _held_by(items: Sequence[pytest.Item], file: str) -> list[int]:
    tests = tuple(TESTS[file])
    return [at for at, one in enumerate(items) if one.nodeid.startswith(tests)]


def _learn(
    items: Sequence[pytest.Item], files: Sequence[str]
) -> tuple[list[set[tuple[str, int]]], list[float], list[str]]:
    """For each test the lines it comes by and its seconds; and those that fail."""
    paths = {str(ROOT / file): file for file in files}
    hits: list[set[tuple[str, int]]] = []
    took, failed = [], []
    now: set[tuple[str, int]] = set()

    def called(frame: FrameType, _event: str, _given: Any) -> Any:
        file = paths.get(frame.f_code.co_filename)
        if file is None:
            return None

        def line(inner: FrameType, _what: str, _arg: Any) -> Any:
            now.add((file, inner.f_lineno))
            return line

        now.add((file, frame.f_lineno))
        return line

    for at, item in enumerate(items):
        now = set()
        for one in gc.get_objects() if at % 25 == 0 else ():
            if isinstance(one, _lru_cache_wrapper):
                one.cache_clear()
        begun = time.perf_counter()
        threading.settrace(called)
        sys.settrace(called)
        try:
            if not _passes(item, items[at + 1] if at + 1 < len(items) else None):
                failed.append(item.nodeid)
        finally:
            sys.settrace(None)
            threading.settrace(None)
        took.append(time.perf_counter() - begun)
        hits.append(now)
    return hits, took, failed


def _passes(item: pytest.Item, following: pytest.Item | None) -> bool:
    before = item.session.testsfailed
    item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
    return item.session.testsfailed == before


def _verdict(found: Any) -> str:
    """In words, what a fork said: the number of a test that failed, -1 for none, ``None`` where it must be loaded."""
    if found is TIMEOUT:
        return ENDLESS
    return ANEW if found is None else ALIVE if found == NOBODY else KILLED


def _noticed(mutation: Mutation, items: Sequence[pytest.Item]) -> int | None:
    """The number of the first test that fails with the mutation, :data:`NOBODY`; ``None``: it must be loaded anew."""
    try:
        exchange(mutation)
    except (CannotExchange, ValueError):  # other variables in it than before
        return None
    for at, item in enumerate(items):
        if not _passes(item, items[at + 1] if at + 1 < len(items) else None):
            return at
    return NOBODY


# ── Making it ────────────────────────────────────────────────────────────────────


class CannotExchange(RuntimeError):
    """The living function does not take the other code."""


def exchange(mutation: Mutation) -> None:
    """Gives every living function of the file the code it has with the mutation."""
    path = str(ROOT / mutation.file)
    old = _codes(compile(source(mutation.file), path, "exec"))
    new = _codes(compile(mutated(mutation), path, "exec"))
    living = defaultdict(list)
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename == path:
            living[_name(one.__code__)].append(one)
    changed = 0
    for name, codes in old.items():
        for before, after in zip(codes, new.get(name, ()), strict=True):
            for function in living[name] if len(codes) == 1 else ():
                function.__code__ = after
                changed += before != after
    if not changed:
        raise CannotExchange(mutation.key)


def _codes(code: CodeType) -> dict[tuple[str, int], list[CodeType]]:
    found = defaultdict(list)
    for one in code.co_consts:
        if isinstance(one, CodeType):
            found[_name(one)].append(one)
            for name, inner in _codes(one).items():
                found[name] += inner
    return found


def _name(code: CodeType) -> tuple[str, int]:
    return code.co_qualname, code.co_firstlineno


class Changed(SourceFileLoader):
    """Loads a file with a change in it, and finds itself for no other."""

    def __init__(self, mutation: Mutation) -> None:
        self.module = mutation.file.removesuffix(".py").replace("/", ".")
        super().__init__(self.module, str(ROOT / mutation.file))
        self.mutation = mutation

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> ModuleSpec | None:
        return importlib.util.spec_from_file_location(name, self.path, loader=self) if name == self.module else None

    def get_code(self, _name: str) -> CodeType:
        return compile(mutated(self.mutation), self.path, "exec")

    def exec_module(self, module: ModuleType) -> None:
        exec(self.get_code(module.__name__), module.__dict__)  # noqa: S102 - our own code, broken on purpose


def loaded_anew(mutation: Mutation) -> int:
    """Whether the tests of the file fail in a process that loads it with the mutation."""
    with tempfile.TemporaryDirectory() as folder:
        if mutation.file in ELSEWHERE:
            _lead_astray(mutation, Path(folder))
        sys.meta_path.insert(0, Changed(mutation))
        code = pytest.main([*OPTIONS, "-x", *_own(mutation.file), *TESTS[mutation.file]], plugins=[OnlyQuick()])
    return NOBODY if code == 0 else 0


def _own(file: str) -> list[str]:
    """The test named after the file, if there is one: the likeliest to notice comes first."""
    room, name = Path(file).parts[-2:]
    test = f"tests/{room}/test_{name}"
    return [test] if (ROOT / test).exists() else []


class OnlyQuick:
    """Leaves out what starts a server, and of a test with very many cases all but some, spread over its table."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        of_test: dict[str, list[pytest.Item]] = defaultdict(list)
        for one in filter(_quick, items):
            of_test[one.nodeid.partition("[")[0]].append(one)
        steps = {name: max(1, len(cases) // MOST_CASES) for name, cases in of_test.items()}
        items[:] = [one for name, cases in of_test.items() for one in cases[:: steps[name]]]


def _lead_astray(mutation: Mutation, folder: Path) -> None:
    """The workshop starts its processes in a folder like ours but for one file."""
    from workshop import pool

    top = mutation.file.partition("/")[0]
    for one in ROOT.iterdir():
        if one.name not in (top, ".git"):
            (folder / one.name).symlink_to(one)
    (folder / top).mkdir()
    for one in (ROOT / top).glob("*.py"):
        (folder / top / one.name).write_bytes(one.read_bytes())
    (folder / mutation.file).write_text(ast.unparse(mutated(mutation)), "utf-8")
    pool.ROOT = folder


OPTIONS = ["-q", "-p", "no:cacheprovider", "--no-summary"]


# ── Forks ────────────────────────────────────────────────────────────────────────

TIMEOUT: Any = object()


def in_a_fork(work: Callable[[], Any], patience: float) -> Any:
    """What ``work`` gives, done in a copy of this process; :data:`TIMEOUT` where it has not ended in time.

    A fork that dies is taken for a failure: it gives ``True``.
    """
    ears, mouth = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ears)
        os.setsid()
        signal.alarm(int(patience) + 1)  # also where nobody waits for it any more
        _silence()
        said: Any = True
        try:
            said = work()
        finally:
            with os.fdopen(mouth, "w") as out:
                json.dump(said, out, default=lambda one: sorted(one))
            os._exit(0)
    os.close(mouth)
    heard, until = bytearray(), time.monotonic() + patience
    try:
        while True:
            left = until - time.monotonic()
            if left <= 0 or not select.select([ears], [], [], left)[0]:
                return TIMEOUT
            more = os.read(ears, 1 << 20)
            if not more:
                break
            heard += more
    finally:
        os.close(ears)
        try:
            os.killpg(child, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    return _plain(json.loads(heard)) if heard else True


def _silence() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nothing, stream)


def say(line: str) -> None:
    """On the standard output that the command was started with."""
    os.write(OUT, f"{line}\n".encode())


def _plain(found: Any) -> Any:
    """Lines come back as lists; they are looked up as pairs."""
    if isinstance(found, list) and len(found) == 3 and isinstance(found[0], list):
        return [{(file, line) for file, line in one} for one in found[0]], found[1], found[2]
    return found


# ── The command ──────────────────────────────────────────────────────────────────


def tried() -> dict[str, str]:
    """What is known of each mutation of the files as they are."""
    found = {}
    for line in TRIED.read_text("utf-8").splitlines() if TRIED.exists() else ():
        key, digest, verdict = json.loads(line)
        if digest == _digest(key.partition(":")[0]):
            found[key] = verdict
    return found


@lru_cache
def _digest(file: str) -> str:
    path = ROOT / file
    return sha256(path.read_bytes()).hexdigest()[:12] if path.exists() else ""


def note(mutation: Mutation, verdict: str) -> None:
    TRIED.parent.mkdir(exist_ok=True)
    with TRIED.open("a", encoding="utf-8") as out:
        print(json.dumps([mutation.key, _digest(mutation.file), verdict], ensure_ascii=False), file=out)
    if verdict == ALIVE:
        say(f"alive {mutation.key}  (line {mutation.lines.start})")


def sampled(files: Sequence[str], most: int) -> list[Mutation]:
    """At most so many of each file, chosen by chance that comes out the same every time."""
    found = []
    for file in files:
        every = mutations(file)
        chosen = every if len(every) <= most else random.Random(file).sample(every, most)
        found += sorted(chosen, key=lambda one: one.number)
    return found


def reasons() -> dict[str, str]:
    """Key of a mutation → why it may survive."""
    return {key: one["reason"] for one in _listed() for key in one.get("keys", ())}


def excused(key: str) -> bool:
    """Whether a reason is on file: for this mutation, or for all of its pattern."""
    return key in reasons() or any(re.search(one["pattern"], key) for one in _listed() if "pattern" in one)


@lru_cache
def _listed() -> tuple[dict[str, Any], ...]:
    return tuple(tomllib.loads(KNOWN.read_text("utf-8")).get("survivor", []))


def main() -> int:
    """A run within bounds. Exit 1 where something survived that has no reason on file."""
    parser = argparse.ArgumentParser(description="Breaks the code on purpose and says what no test noticed.")
    parser.add_argument("--only", nargs="*", default=[""], help="files whose path begins so")
    parser.add_argument("--most", type=int, default=10_000, help="of each file, chosen by chance (default: all)")
    parser.add_argument("--minutes", type=float, default=60.0, help="no new mutation after that (default: 60)")
    parser.add_argument("--again", action="store_true", help="also those that are known to survive")
    parser.add_argument("--living", action="store_true", help="only what is quick: changes inside functions")
    parser.add_argument("--nice", type=int, default=19, help="behind everybody else (default: 19)")
    given = parser.parse_args()
    os.chdir(ROOT)
    os.nice(given.nice)
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    until = time.monotonic() + given.minutes * 60
    wanted = sampled([file for file in TESTS if file.startswith(tuple(given.only))], given.most)
    known = tried()

    def left() -> list[Mutation]:
        return [
            one
            for one in wanted
            if known.get(one.key, ANEW) == ANEW or (known[one.key] == ALIVE and (given.again or not excused(one.key)))
        ]

    first = left()
    quick = [one for one in first if one.living and one.file not in ELSEWHERE and known.get(one.key) != ANEW]
    if quick:
        tests = sorted({test for one in quick for test in TESTS[one.file]})
        child = os.fork()
        if child == 0:
            _silence()
            os._exit(int(pytest.main([*OPTIONS, *tests], plugins=[OnlyQuick(), Collected(quick, note, until)])))
        if code := os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
            print(f"the tests could not be run: {code}")
            return 2
    told = tried()
    for name in HEAVY:
        importlib.import_module(name)
    for mutation in first:
        if time.monotonic() > until or given.living:
            break
        if mutation not in quick or told.get(mutation.key) == ANEW:
            note(mutation, _verdict(in_a_fork(lambda: loaded_anew(mutation), PATIENCE_ANEW)))  # noqa: B023 - called at once
    told = tried()
    alive = [one for one in wanted if told.get(one.key) == ALIVE]
    without = [one for one in alive if not excused(one.key)]
    done = sum(told.get(one.key, ANEW) != ANEW for one in wanted)
    print(f"{done} of {len(wanted)} tried, {len(alive)} survived, {len(without)} of them without a reason")
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main())
