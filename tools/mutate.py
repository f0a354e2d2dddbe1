"""Breaks the rules, the steps and the safety code on purpose, one place at a time, and says what no test noticed.

python tools/mutate.py [--minutes 10] [--only finder/rules] [--seed 1]

Every mutation is one small change of meaning: a comparison the other way or one off, «and» for «or», a condition
negated, a constant one higher, a flag turned, a call left out. It is made in a copy; the tests of the same path run
there until the first fails. A survivor is printed with its line; those known to mean nothing stand in
``tools/survivors.toml`` with a reason each, and any other makes the command end with 1.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KNOWN = Path(__file__).with_name("survivors.toml")

TESTS = {
    "finder/rules/rule.py": ["tests/rules"],
    "finder/rules/programme_types.py": ["tests/rules", "tests/test_personas.py"],
    "finder/rules/doors.py": ["tests/rules", "tests/test_personas.py"],
    "finder/rules/cautions.py": ["tests/rules"],
    "finder/rules/funding.py": ["tests/rules", "tests/steps/test_fund.py"],
    "finder/steps/advise.py": ["tests/steps/test_advise.py", "tests/test_personas.py"],
    "finder/steps/estimate.py": ["tests/steps/test_estimate.py"],
    "finder/steps/fund.py": ["tests/steps/test_fund.py"],
    "finder/steps/nearby.py": ["tests/steps/test_nearby.py"],
    "finder/steps/case_file.py": ["tests/steps/test_case_file.py"],
    "finder/caseload/grid.py": ["tests/caseload/test_hostile_tables.py", "tests/caseload/test_case_table.py"],
    "finder/exports/spreadsheet.py": ["tests/exports/test_open_data.py"],
    "finder/exports/workbook.py": ["tests/exports/test_workbook.py"],
    "serve/gate.py": ["tests/operation/test_gate.py"],
    "serve/downloads.py": ["tests/operation/test_downloads.py"],
    "serve/headers.py": ["tests/operation/test_safety.py"],
    "serve/quiet.py": ["tests/operation/test_safety.py"],
    "serve/patience.py": ["tests/operation/test_gate.py"],
    "serve/sessions.py": ["tests/operation/test_gate.py"],
    "workshop/pool.py": ["tests/operation/test_workshop.py"],
    "views/html.py": ["tests/views/test_html.py"],
}
"""File → the tests that are to notice."""

OTHER: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
}


@dataclass(frozen=True)
class Mutation:
    """One change: where, what it is, and the whole file with it."""

    file: str
    line: int
    what: str
    source: str

    @property
    def key(self) -> str:
        """How the list of survivors names it: by the text of the line, for line numbers move."""
        return f"{self.file}: {self.what}: {self.text}"

    @property
    def text(self) -> str:
        return (ROOT / self.file).read_text("utf-8").splitlines()[self.line - 1].strip()


def mutations(file: str) -> Iterator[Mutation]:
    """Every mutation of a file."""
    source = (ROOT / file).read_text("utf-8")
    count = sum(1 for _ in _places(ast.parse(source)))
    for number in range(count):
        tree = ast.parse(source)
        node, what, change = next(one for at, one in enumerate(_places(tree)) if at == number)
        change()
        yield Mutation(file, node.lineno, what, ast.unparse(ast.fix_missing_locations(tree)))


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, str, Callable[[], None]]]:
    for node in ast.walk(tree):
        match node:
            case ast.Compare(ops=[op]) if type(op) in OTHER:
                yield node, f"{type(op).__name__} → {OTHER[type(op)].__name__}", _set(node, "ops", [OTHER[type(op)]()])
            case ast.BoolOp(op=op):
                other = ast.Or() if isinstance(op, ast.And) else ast.And()
                yield node, f"{type(op).__name__} → {type(other).__name__}", _set(node, "op", other)
            case ast.BinOp(op=op) if type(op) in ARITHMETIC and not _of_types(node):
                yield (
                    node,
                    f"{type(op).__name__} → {ARITHMETIC[type(op)].__name__}",
                    _set(node, "op", ARITHMETIC[type(op)]()),
                )
            case ast.If(test=test) | ast.IfExp(test=test):
                yield node, "condition negated", _set(node, "test", ast.UnaryOp(ast.Not(), test))
            case ast.keyword(arg=arg, value=ast.Constant(value=bool() as value)):
                yield node.value, f"{arg}={not value}", _set(node.value, "value", not value)
            case ast.Return(value=ast.Constant(value=bool() as value)):
                yield node, f"return {not value}", _set(node.value, "value", not value)  # type: ignore[arg-type]
            case ast.Constant(value=int() as value) if not isinstance(value, bool):
                yield node, f"{value} → {value + 1}", _set(node, "value", value + 1)
            case ast.Expr(value=ast.Call()):
                yield node, "call left out", _set(node, "value", ast.Constant(None))


def _set(node: ast.AST, name: str, value: object) -> Callable[[], None]:
    return lambda: setattr(node, name, value)


def _of_types(node: ast.BinOp) -> bool:
    return isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)


def notices(mutation: Mutation, copy: Path) -> bool:
    """Whether a test fails with the mutation in the copy."""
    target = copy / mutation.file
    before = target.read_bytes()
    target.write_text(mutation.source, "utf-8")
    try:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "pytest",
                "-q",
                "-x",
                "-p",
                "no:cacheprovider",
                "-p",
                "no:xdist",
                "-m",
                "not browser and not slow",
            ]
            + [test for test in TESTS[mutation.file] if (copy / test).exists()],
            cwd=copy,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_MAX_EXAMPLES": "20"},
            capture_output=True,
            timeout=180,
            check=False,
        )
        return done.returncode not in (0, 5)
    except subprocess.TimeoutExpired:
        return True  # it never ends: somebody would notice
    finally:
        target.write_bytes(before)


def main() -> int:
    """A run within bounds. Exit 1 where something survived that has no reason on file."""
    parser = argparse.ArgumentParser(description="Breaks the code on purpose and says what no test noticed.")
    parser.add_argument("--minutes", type=float, default=10.0, help="no new mutation after that (default: 10)")
    parser.add_argument("--only", default="", help="files whose path begins so")
    parser.add_argument("--seed", type=int, default=1, help="which ones come first")
    given = parser.parse_args()
    reasons = {one["key"]: one["reason"] for one in tomllib.loads(KNOWN.read_text("utf-8")).get("survivor", [])}
    wanted = [
        one for file in TESTS if file.startswith(given.only) and (ROOT / file).exists() for one in mutations(file)
    ]
    random.Random(given.seed).shuffle(wanted)
    until, tried, survived = time.monotonic() + given.minutes * 60, 0, []
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".git", ".venv", "__pycache__", "*.png", "bench/out"))
        for mutation in wanted:
            if time.monotonic() > until:
                break
            tried += 1
            if not notices(mutation, copy):
                reason = reasons.get(mutation.key)
                survived.append(reason)
                print(
                    f"{'known' if reason else 'ALIVE'} {mutation.key}" + (f"  ({reason})" if reason else ""), flush=True
                )
    without = survived.count(None)
    print(f"{tried} of {len(wanted)} tried, {len(survived)} survived, {without} of them without a reason")
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main())
