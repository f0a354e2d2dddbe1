"""The walls of the house: a room imports only from its left.

data → facts → rules → steps → exports → caseload → office → views → pages · serve
"""

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = (
    "finder.sentences",
    "finder.errors",
    "finder.facts",
    "finder.rules",
    "finder.steps",
    "finder.exports",
    "finder.caseload",
    "finder.office",
    "views",
)
FINDER = sorted((ROOT / "finder").rglob("*.py"))
VIEWS = sorted((ROOT / "views").rglob("*.py"))
PAGES = sorted([ROOT / "app.py", *(ROOT / "pages").rglob("*.py")])
LEFT_OF = {
    "operation": {"finder"},
    "workshop": {"finder"},
    "views": {"finder", "operation"},
    "pages": {"finder", "operation", "workshop", "views", "serve"},
    "serve": {"finder", "operation", "workshop", "views", "pages"},
}
"""What the rooms around the finder may import beside themselves; ``pages`` and ``serve`` stand side by side."""
OURS = {*LEFT_OF, "finder", "app", "server", "tools", "bench", "deploy", "tests"}
FRAMEWORKS = {"streamlit", "starlette", "uvicorn"}
NETWORK = {"socket", "ssl", "urllib", "http", "ftplib", "smtplib", "asyncio", "requests", "httpx", "aiohttp", "geopy"}
CLOCKS = {"today", "now", "utcnow", "time", "localtime", "gmtime", "monotonic", "perf_counter"}


class Names(NamedTuple):
    """What a file names, wherever in it that stands."""

    imports: tuple[str, ...]
    clocks: tuple[tuple[str, int], ...]
    """Whose clock is read, and in which line: ``date.today``, ``time.time`` …"""


@cache
def names(path: Path) -> Names:
    """The file taken apart, once for all who look at it."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    return Names(tuple(_imports(path, nodes)), tuple(_clocks(nodes)))


def _imports(path: Path, nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _clocks(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, int]]:
    for node in nodes:
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and isinstance(node.value, ast.Name):
            yield node.value.id, node.lineno


def imports(path: Path) -> tuple[str, ...]:
    """Every module named in an import."""
    return names(path).imports


def top(path: Path) -> set[str]:
    """The first words of what it imports."""
    return {name.split(".")[0] for name in imports(path)}


def modules(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py"))


def room(name: str) -> int | None:
    """The place of a module in the order of the rooms; ``None`` for the doors (wire, command line)."""
    return next((at for at, one in enumerate(ROOMS) if name == one or name.startswith(f"{one}.")), None)


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def importing(paths: Iterable[Path], strangers: set[str]) -> dict[str, set[str]]:
    """Which of the files import a stranger, and whom."""
    return {shown(path): found for path in paths if (found := top(path) & strangers)}


def asking_the_clock(paths: Iterable[Path], *clocks: str) -> list[str]:
    """The lines that read one of these clocks."""
    return [f"{shown(path)}, line {line}" for path in paths for clock, line in names(path).clocks if clock in clocks]


def test_a_room_imports_only_from_its_left() -> None:
    strangers = []
    for path in [*FINDER, *VIEWS]:
        here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
        for name in imports(path) if here is not None else ():
            if name.split(".")[0] in ("finder", "views") and name != "finder":
                there = room(name)
                if there is None or here is None or there > here:
                    strangers.append(f"{shown(path)} imports {name}")
    assert strangers == []


def test_the_finder_knows_no_page_no_server_and_no_framework() -> None:
    assert importing(FINDER, {"pydeck", "altair"} | FRAMEWORKS | OURS - {"finder"}) == {}


@pytest.mark.parametrize("name", LEFT_OF)
def test_the_rooms_around_the_finder_import_only_from_their_left(name: str) -> None:
    for path in modules(name):
        strangers = (top(path) & OURS) - LEFT_OF[name] - {name}
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


@pytest.mark.parametrize("name", ["operation", "workshop", "views"])
def test_only_pages_and_serve_know_a_framework(name: str) -> None:
    assert importing(modules(name), FRAMEWORKS) == {}


def test_the_finder_reaches_no_network() -> None:
    reached = [(shown(path), name) for path in FINDER for name in imports(path) if name.split(".")[0] in NETWORK]
    assert [one for one in reached if not one[1].startswith("urllib.parse")] == []  # only takes addresses apart


def test_the_finder_knows_no_clock() -> None:
    inside = [path for path in FINDER if path.name != "__main__.py"]  # a door: there the day comes in
    assert asking_the_clock(inside, "date", "datetime", "time", "dt") == []
    assert importing(inside, {"time"}) == {}


def test_the_rules_open_no_file_and_know_no_page_of_text() -> None:
    rules = [path for path in FINDER if path.parent.name == "rules"]
    assert importing(rules, {"pathlib", "csv", "json", "os", "tomllib", "io", "pandas"}) == {}
    assert [shown(path) for path in rules if "finder.facts.texts" in imports(path)] == []


def test_pandas_enters_by_one_file_of_the_caseload_only() -> None:
    assert [path.parent.name for path in FINDER if "pandas" in top(path)] == ["caseload"]


def test_findings_hold_no_prose() -> None:
    """Words come from data/texts: beside the report for the office, only the two doors and the check may look there."""
    readers = {path.name for path in FINDER if any(name.startswith("finder.facts.texts") for name in imports(path))}
    assert not readers & {"advise.py", "fund.py", "estimate.py", "nearby.py", "change.py", "wire.py"}


def test_pages_take_the_day_from_the_frame() -> None:
    others = [path for path in PAGES if path.name not in {"app.py", "frame.py"}]
    assert asking_the_clock(others, "date", "datetime") == []


def test_nothing_in_the_house_imports_its_tests_and_tools() -> None:
    house = [*FINDER, *PAGES, ROOT / "server.py", *(path for name in LEFT_OF for path in modules(name))]
    assert importing(house, {"tests", "tools", "bench", "pytest", "hypothesis"}) == {}


def test_the_walls_are_walls() -> None:
    """Each test above looks at something: the house has all its rooms."""
    assert {path.parent.name for path in FINDER} >= {"facts", "rules", "steps"}
    assert len(FINDER) > 30
    assert len(PAGES) > 5
    assert all(modules(name) for name in LEFT_OF)
