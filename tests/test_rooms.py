"""The walls of the house: a room imports only from its left.

data → facts → rules → steps → exports → caseload → office → views → pages · serve
"""

import ast
from collections.abc import Iterator
from pathlib import Path

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

every_module = pytest.mark.parametrize("path", FINDER, ids=lambda path: path.relative_to(ROOT).as_posix())


def imports(path: Path) -> Iterator[str]:
    """Every module named in an import, wherever in the file it stands."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: say the whole name"
            yield node.module or ""
            yield from (f"{node.module}.{name.name}" for name in node.names)


def top(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def modules(name: str) -> list[Path]:
    return sorted((ROOT / name).rglob("*.py"))


def room(name: str) -> int | None:
    """The place of a module in the order of the rooms; ``None`` for the doors (wire, command line)."""
    return next((at for at, one in enumerate(ROOMS) if name == one or name.startswith(f"{one}.")), None)


@pytest.mark.parametrize("path", [*FINDER, *VIEWS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_room_imports_only_from_its_left(path: Path) -> None:
    here = room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if here is None:
        return
    for name in imports(path):
        if name.split(".")[0] in ("finder", "views"):
            there = room(name)
            assert name == "finder" or (there is not None and there <= here), f"{path} imports {name}"


@every_module
def test_the_finder_knows_no_page_no_server_and_no_framework(path: Path) -> None:
    assert not top(path) & ({"pydeck", "altair"} | FRAMEWORKS | OURS - {"finder"})


@pytest.mark.parametrize("name", LEFT_OF)
def test_the_rooms_around_the_finder_import_only_from_their_left(name: str) -> None:
    for path in modules(name):
        strangers = (top(path) & OURS) - LEFT_OF[name] - {name}
        assert not strangers, f"{path.relative_to(ROOT)} imports {strangers}"


@pytest.mark.parametrize("name", ["operation", "workshop", "views"])
def test_only_pages_and_serve_know_a_framework(name: str) -> None:
    for path in modules(name):
        assert not top(path) & FRAMEWORKS, path.relative_to(ROOT)


@every_module
def test_the_finder_reaches_no_network(path: Path) -> None:
    reached = {name for name in imports(path) if name.split(".")[0] in NETWORK}
    assert not {name for name in reached if not name.startswith("urllib.parse")}  # that one only takes addresses apart


@every_module
def test_the_finder_knows_no_clock(path: Path) -> None:
    if path.name == "__main__.py":
        return  # the command line is a door: there the day comes in
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Attribute) and node.attr in CLOCKS and isinstance(node.value, ast.Name):
            assert node.value.id not in {"date", "datetime", "time", "dt"}, f"{path}, line {node.lineno}"
    assert "time" not in top(path)


@pytest.mark.parametrize("path", [path for path in FINDER if path.parent.name == "rules"], ids=lambda path: path.name)
def test_the_rules_open_no_file_and_know_no_page_of_text(path: Path) -> None:
    assert not top(path) & {"pathlib", "csv", "json", "os", "tomllib", "io", "pandas"}
    assert "finder.facts.texts" not in set(imports(path))


def test_pandas_enters_by_one_file_of_the_caseload_only() -> None:
    assert [path.parent.name for path in FINDER if "pandas" in top(path)] == ["caseload"]


def test_findings_hold_no_prose() -> None:
    """Words come from data/texts: beside the report for the office, only the two doors and the check may look there."""
    readers = {path.name for path in FINDER if any(name.startswith("finder.facts.texts") for name in imports(path))}
    assert not readers & {"advise.py", "fund.py", "estimate.py", "nearby.py", "change.py", "wire.py"}


def test_pages_take_the_day_from_the_frame() -> None:
    for path in PAGES:
        if path.name in {"app.py", "frame.py"}:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                clock = node.value.id in {"date", "datetime"} and node.attr in CLOCKS
                assert not clock, f"{path}, line {node.lineno}"


def test_nothing_in_the_house_imports_its_tests_and_tools() -> None:
    for path in [*FINDER, *PAGES, ROOT / "server.py", *(path for name in LEFT_OF for path in modules(name))]:
        assert not top(path) & {"tests", "tools", "bench", "pytest", "hypothesis"}, path


def test_the_walls_are_walls() -> None:
    """Each test above looks at something: the house has all its rooms."""
    assert {path.parent.name for path in FINDER} >= {"facts", "rules", "steps"}
    assert len(FINDER) > 30
    assert len(PAGES) > 5
    assert all(modules(name) for name in LEFT_OF)
