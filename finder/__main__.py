"""The command line: JSON in, JSON out, the same core as the pages and the HTTP interface."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import Any, NoReturn

from finder.errors import BadAnswer, FinderError
from finder.facts.dataset import Dataset
from finder.facts.plain_json import parse
from finder.facts.tables import DATA
from finder.office.check import faults
from finder.office.decision_report import FORMATS, report
from finder.sentences import sentence
from finder.wire import advise_json, estimate_json, nearby_json, place_json

FINE, SOME_LINES_BAD, BAD_INPUT = 0, 1, 2
INTERRUPTED = 130
"""What a shell expects after Ctrl-C."""


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, as every other error here does."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {' '.join(message.split())}", file=sys.stderr)
        raise SystemExit(BAD_INPUT)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
    except FinderError as error:
        print(f"finder {options.command}: {error}", file=sys.stderr)
        return BAD_INPUT
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads has heard enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FINE
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="finder", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    advise = commands.add_parser("advise", help="which kinds fit, and why: a situation on standard input")
    advise.set_defaults(run=lambda options: _answer(options, advise_json))
    price = commands.add_parser("estimate", help="what a plan costs: a request on standard input")
    price.set_defaults(run=lambda options: _answer(options, estimate_json))
    for command in (advise, price):
        command.add_argument("--on", type=_day, default=None, metavar="YYYY-MM-DD", help="the day (default: today)")
        command.add_argument("--jsonl", action="store_true", help="one request per line, one answer per line")

    near = commands.add_parser("nearby", help="providers around a postcode")
    near.add_argument("--postcode", required=True)
    near.add_argument("--locality")
    near.add_argument("--km", help="radius in kilometres (default: no limit)")
    near.add_argument("--type", metavar="KIND")
    near.add_argument("--limit", help="at most so many hits")
    near.set_defaults(run=_nearby)

    place = commands.add_parser("place", help="what a typed place may mean")
    place.add_argument("text", nargs="+", metavar="TEXT")
    place.set_defaults(run=_place)

    many = commands.add_parser("caseload", help="a table of anonymous cases (CSV or Excel): verdicts and sums")
    many.add_argument("table", type=Path, metavar="CASES")
    many.add_argument("--on", type=_day, default=None, metavar="YYYY-MM-DD", help="the day (default: today)")
    many.add_argument("--overview", action="store_true", help="only the sums, not case by case")
    many.set_defaults(run=_caseload)

    compare = commands.add_parser("compare", help="what new tables would change; nothing is taken over")
    compare.add_argument("old", type=Path, metavar="OLD", help="the data folder now")
    compare.add_argument("new", type=Path, metavar="NEW", help="a folder with new tables, or one new table")
    compare.add_argument("--on", type=_day, default=None, metavar="YYYY-MM-DD", help="the day (default: today)")
    compare.add_argument("--personas", type=Path, default=None, metavar="DIR", help="further persons, as TOML files")
    compare.set_defaults(run=_compare)

    check = commands.add_parser("check", help="every fault in the data files, one line each")
    check.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    check.set_defaults(run=_check)

    table = commands.add_parser("table", help="every condition with its source, and how many situations fit, in German")
    table.add_argument("--format", choices=tuple(FORMATS), default="text")
    table.set_defaults(run=_table)
    return parser


def _answer(options: argparse.Namespace, answer: Callable[[Any, date], dict[str, Any]]) -> int:
    on = options.on or date.today()  # noqa: DTZ011  # the day on the wall of whoever asks
    if not options.jsonl:
        _write(answer(parse(sys.stdin.buffer.read()), on))
        return FINE
    code = FINE
    for number, line in enumerate(sys.stdin.buffer, start=1):
        try:
            _write(answer(parse(line), on))
        except FinderError as error:
            _write({"error": str(error), "line": number})
            code = SOME_LINES_BAD
    return code


def _nearby(options: argparse.Namespace) -> int:
    names = ("postcode", "locality", "km", "type", "limit")
    _write(nearby_json({name: getattr(options, name) for name in names if getattr(options, name) is not None}))
    return FINE


def _place(options: argparse.Namespace) -> int:
    _write(place_json({"text": " ".join(options.text)}))
    return FINE


def _caseload(options: argparse.Namespace) -> int:
    # Imported here: pandas and openpyxl would slow every other command.
    from finder.caseload.case_table import sheet
    from finder.caseload.export import case_json, fault_json, overview_json
    from finder.caseload.judge import caseload
    from finder.caseload.overview import overview

    on = options.on or date.today()  # noqa: DTZ011  # the day on the wall of whoever asks
    try:
        if not options.table.is_file():  # a device or a pipe may never end
            raise BadAnswer("table", options.table.name, sentence("readable_file"))
        found = caseload(sheet(options.table, options.table.name), on)
    except OSError as error:
        raise BadAnswer("table", options.table.name, sentence("readable_file_for", reason=error.strerror)) from None
    faults = found.sheet.faults
    for fault in faults:
        _write(fault_json(fault))
    if not options.overview:
        for at in range(len(found)):
            _write(case_json(found, at))
    notes = [{"note": note.key, "about": note.about} for note in found.sheet.notes]
    _write({"on": on.isoformat(), "notes": notes, "overview": overview_json(overview(found))})
    return SOME_LINES_BAD if faults else FINE


def _compare(options: argparse.Namespace) -> int:
    from finder.office.compare_report import compare_json
    from finder.office.overlay import new_files  # imported here: only this command needs them
    from finder.office.samples import personas

    if not options.old.is_dir():
        raise BadAnswer("old", options.old.name, sentence("data_folder"))
    on = options.on or date.today()  # noqa: DTZ011  # the day on the wall of whoever asks
    more = personas(options.personas) if options.personas else {}
    try:
        found = compare_json(Dataset(options.old), new_files(options.new), on, more)
    except OSError as error:
        demand = sentence("folder_to_copy", reason=error.strerror)
        raise BadAnswer("old", options.old.name, demand) from None
    _write(found)
    return SOME_LINES_BAD if found["faults"] else FINE


def _check(options: argparse.Namespace) -> int:
    found = list(faults(options.data))
    for fault in found:
        print(fault)
    return SOME_LINES_BAD if found else FINE


def _table(options: argparse.Namespace) -> int:
    sys.stdout.write(report(options.format))
    return FINE


_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)
"""Kept for all lines of a stream; an answer is a tree by the way it is built, so nobody need look for circles."""


def _write(answer: dict[str, Any]) -> None:
    sys.stdout.write(_ENCODER.encode(answer) + "\n")
    sys.stdout.flush()


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day; allowed: YYYY-MM-DD")
    return day


if __name__ == "__main__":
    sys.exit(main())
