"""Whether ``requirements.lock`` answers ``requirements.txt``: asks no network and takes no second.

python tools/check_lock.py

Every pinned release is locked, nothing is locked for a line that is gone, every package has the digests of its files,
and what the installed packages say they need is locked in a release that they take. Exit 1 with a line for each fault.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
ASKED_FOR = "-r requirements.txt"


@dataclass(frozen=True)
class Locked:
    """One package of the lock: its release, how many digests it has, and whether ``requirements.txt`` asks for it."""

    release: str
    digests: int
    asked: bool


def locked(text: str) -> dict[str, Locked]:
    """The packages of a lock by their names."""
    found: dict[str, Locked] = {}
    for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE):
        if head := LOCKED.match(block):
            name = canonicalize_name(head[1])
            found[name] = Locked(head[2], block.count("--hash=sha256:"), ASKED_FOR in block)
    return found


def asked(text: str) -> Mapping[str, Requirement]:
    """The lines of a list of requirements by their names."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return {canonicalize_name(one.name): one for one in (Requirement(line) for line in lines if line)}


def needed(name: str) -> list[str]:
    """What an installed package says it needs; nothing where it is not installed here."""
    try:
        return distribution(name).requires or []
    except PackageNotFoundError:
        return []


def faults(requirements: str, lock: str, needs: Callable[[str], list[str]] = needed) -> Iterator[str]:
    """What is wrong, one sentence each."""
    wanted, found = asked(requirements), locked(lock)
    for name, line in wanted.items():
        if name not in found:
            yield f"{name} is in requirements.txt and not in the lock"
        elif not line.specifier.contains(found[name].release, prereleases=True):
            yield f"{name} is locked at {found[name].release}, requirements.txt says {line.specifier}"
        elif not found[name].asked:
            yield f"{name} is in requirements.txt, and the lock was made before it was"
    for name, one in found.items():
        if one.asked and name not in wanted:
            yield f"{name} is locked for a line that requirements.txt no longer has"
        if not one.digests:
            yield f"{name} has no digest in the lock"
        yield from _lacking(name, map(Requirement, needs(name)), found)


def _lacking(name: str, needs: Iterable[Requirement], found: Mapping[str, Locked]) -> Iterator[str]:
    for need in needs:
        other = canonicalize_name(need.name)
        if need.marker and not need.marker.evaluate({"extra": ""}):
            continue
        if other not in found:
            yield f"{name} needs {other}, which is not in the lock"
        elif not need.specifier.contains(found[other].release, prereleases=True):
            yield f"{name} needs {need.name}{need.specifier}, locked is {found[other].release}"


def main() -> int:
    """Exit 1 where the lock is not the answer."""
    requirements, lock = ((ROOT / name).read_text("utf-8") for name in ("requirements.txt", "requirements.lock"))
    found = [*faults(requirements, lock)]
    for fault in found:
        print(f"requirements.lock: {fault}; run «make lock»")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
