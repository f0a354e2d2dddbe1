"""One small change of meaning at a time: what ``tools/mutate.py`` breaks.

A comparison the other way or one off, «and» for «or», a condition or a sign turned, a number one higher, a flag turned,
an entry of a table or a call left out, markup that is no longer escaped.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

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
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Mod: ast.Mult,
}
ESCAPING = {"esc", "escape"}
LONGEST = 110
"""Characters of a line of code in a key."""

Change = Callable[[], None]
Parents = dict[ast.AST, ast.AST]


@dataclass(frozen=True)
class Mutation:
    """One change.

    Attributes:
        key: file, function, and the code before and after; it survives that lines move.
        lines: where the changed code stands.
        living: inside a function, so that it can be changed in a process that has loaded the file already.
        number: of its kind in the file; makes :func:`mutated` find it again.
    """

    file: str
    key: str
    lines: range
    living: bool
    number: int


@lru_cache(maxsize=4)
def source(file: str) -> str:
    return (ROOT / file).read_text("utf-8")


def mutations(file: str) -> list[Mutation]:
    """Every mutation of a file, in the order of its lines."""
    tree = ast.parse(source(file))
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    found, seen = [], Counter[str]()
    for number, (node, change, undo) in enumerate(_places(tree)):
        shown = _shown(node, parents)
        before = ast.unparse(shown)
        change()
        after = ast.unparse(ast.fix_missing_locations(shown))
        undo()
        key = f"{file}: {_inside(node, parents)}: {_cut(before, after)}"
        seen[key] += 1
        key += f" (#{seen[key]})" if seen[key] > 1 else ""
        last = getattr(node, "end_lineno", None) or node.lineno
        found.append(Mutation(file, key, range(node.lineno, last + 1), _lives(node, parents), number))
    return found


def mutated(mutation: Mutation) -> ast.Module:
    """The whole file with the change in it, every other node where it stood."""
    tree = ast.parse(source(mutation.file))
    for number, (_, change, _) in enumerate(_places(tree)):
        if number == mutation.number:
            change()
            return ast.fix_missing_locations(tree)
    raise LookupError(mutation.key)


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, Change, Change]]:
    """Each node that can be changed, its change, and the way back."""
    silent = set(_silent(tree))
    for node in ast.walk(tree):
        if node in silent:
            continue
        for place, owner, name, value in _of(node):
            before = getattr(owner, name)
            yield place, partial(setattr, owner, name, value), partial(setattr, owner, name, before)


def _silent(tree: ast.Module) -> Iterator[ast.AST]:
    """What is no behaviour: annotations, types of a base, how a dataclass is built, both sides of an unpacking."""
    for node in ast.walk(tree):
        whole: list[ast.AST | None] = []
        match node:
            case ast.arg(annotation=kind) | ast.AnnAssign(annotation=kind):
                whole = [kind]
            case ast.FunctionDef(returns=kind) | ast.AsyncFunctionDef(returns=kind):
                whole = [kind]
            case ast.ClassDef(decorator_list=built, bases=bases):
                whole = [*built, *(one for one in bases if isinstance(one, ast.Subscript))]
            case ast.Assign(targets=[ast.Name()], value=ast.Subscript() as alias):
                whole = (
                    [alias] if ast.unparse(alias).startswith(("Callable[", "Mapping[", "tuple[", "NDArray[")) else []
                )
            case ast.Assign(targets=[ast.Tuple()], value=ast.Tuple() as value):
                yield value
        for one in whole:
            yield from ast.walk(one) if one is not None else ()


Other = Iterator[tuple[ast.expr | ast.stmt, ast.AST, str, object]]
"""Where it is, whose field is changed, which field, and its other value."""


def _of(node: ast.AST) -> Other:
    yield from _of_comparisons(node)
    yield from _of_conditions(node)
    yield from _of_values(node)
    yield from _of_calls(node)


def _of_comparisons(node: ast.AST) -> Other:
    if not isinstance(node, ast.Compare):
        return
    for at, op in enumerate(node.ops):
        if type(op) in OTHER:
            yield node, node, "ops", [*node.ops[:at], OTHER[type(op)](), *node.ops[at + 1 :]]
        if type(op) in TURNED and len(node.ops) == 1:
            yield node, node, "ops", [TURNED[type(op)]()]


def _of_conditions(node: ast.AST) -> Other:
    match node:
        case ast.BoolOp(op=op):
            yield node, node, "op", ast.Or() if isinstance(op, ast.And) else ast.And()
            if len(node.values) > 2:
                for at in range(len(node.values)):
                    yield node, node, "values", [*node.values[:at], *node.values[at + 1 :]]
        case ast.If() | ast.IfExp() | ast.While():
            yield node.test, node, "test", ast.UnaryOp(ast.Not(), node.test)
        case ast.comprehension(ifs=ifs):
            for at, test in enumerate(ifs):
                yield test, node, "ifs", [*ifs[:at], ast.UnaryOp(ast.Not(), test), *ifs[at + 1 :]]


def _of_values(node: ast.AST) -> Other:
    match node:
        case ast.BinOp(op=op) if type(op) in ARITHMETIC and not _of_text(node):
            yield node, node, "op", ARITHMETIC[type(op)]()
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node, node, "op", ast.UAdd()
        case ast.keyword(value=ast.Constant(value=bool() as value)):
            yield node.value, node, "value", ast.Constant(not value)
        case ast.Return(value=ast.Constant(value=bool() as value)):
            yield node, node, "value", ast.Constant(not value)
        case ast.Constant(value=int() as value) if not isinstance(value, bool):
            yield node, node, "value", value + 1
        case (
            ast.Tuple(elts=elements, ctx=ast.Load()) | ast.List(elts=elements, ctx=ast.Load()) | ast.Set(elts=elements)
        ):
            if len(elements) > 1:
                for at in range(len(elements)):
                    yield elements[at], node, "elts", [*elements[:at], *elements[at + 1 :]]


def _of_calls(node: ast.AST) -> Other:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        yield node, node, "value", ast.Constant(None)
    for name, value in ast.iter_fields(node):
        if isinstance(value, list):
            for at, one in enumerate(value):
                if _escapes(one):
                    yield one, node, name, [*value[:at], one.args[0], *value[at + 1 :]]
        elif _escapes(value):
            yield value, node, name, value.args[0]
    if isinstance(node, ast.Dict) and len(node.keys) > 1:
        for at, value in enumerate(node.values):
            if isinstance(node.keys[at], ast.Constant):
                changed = [*node.keys]
                changed[at] = ast.Constant("left out")
                yield value, node, "keys", changed


def _escapes(node: object) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, (ast.Name, ast.Attribute))
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) in ESCAPING
        and len(node.args) == 1
    )


def _of_text(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    return any(
        isinstance(one, ast.JoinedStr) or (isinstance(one, ast.Constant) and isinstance(one.value, str))
        for one in sides
    )


def _lives(node: ast.AST, parents: Parents) -> bool:
    """Whether the node is run anew at every call of a function, and not once as the file is loaded."""
    child = node
    while (parent := parents.get(child)) is not None:
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)) and child in parent.body:
            return True
        if isinstance(parent, ast.Lambda) and child is parent.body:
            return True
        child = parent
    return False


def _inside(node: ast.AST, parents: Parents) -> str:
    names = []
    while (node := parents.get(node)) is not None:  # type: ignore[assignment]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names.append(node.name)
        elif not names and isinstance(node, (ast.Assign, ast.AnnAssign)):
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if parents.get(node).__class__ in (ast.Module, ast.ClassDef):
                names.append(ast.unparse(target))
    return ".".join(reversed(names)) or "(file)"


def _shown(node: ast.AST, parents: Parents) -> ast.AST:
    """The smallest piece around a node that can be read by itself."""
    shown = parents.get(node, node)
    while isinstance(shown, (ast.keyword, ast.comprehension, ast.arguments, ast.Tuple, ast.UnaryOp, ast.Slice)):
        shown = parents[shown]
    if isinstance(
        shown,
        (
            ast.FunctionDef,
            ast.AsyncFunctionDef,
            ast.ClassDef,
            ast.If,
            ast.For,
            ast.While,
            ast.With,
            ast.Try,
            ast.Module,
        ),
    ):
        return shown.test if isinstance(shown, (ast.If, ast.While)) and node is shown.test else node
    return shown


def _cut(before: str, after: str) -> str:
    """Both without what they share at a length."""
    before, after = " ".join(before.split()), " ".join(after.split())
    if before == after:
        after = f"not ({before})"
    start = 0
    while before[start : start + 1] == after[start : start + 1] and start < min(len(before), len(after)):
        start += 1
    begin = max(0, start - LONGEST // 3)
    if len(before) <= LONGEST:
        begin = 0
    lead = "…" if begin else ""
    return f"{lead}{before[begin : begin + LONGEST]} → {lead}{after[begin : begin + LONGEST]}"
