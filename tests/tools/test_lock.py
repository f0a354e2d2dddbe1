"""The lock file names what runs: every pinned release, and a digest for every file of every package."""

from __future__ import annotations

import re
from importlib.metadata import distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def name(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


def pins(file: str) -> dict[str, str]:
    return {name(found[1]): found[2] for found in PIN.finditer((ROOT / file).read_text("utf-8"))}


def test_every_pinned_release_stands_in_the_lock():
    locked = pins("requirements.lock")
    asked = pins("requirements.txt")
    assert len(asked) > 10
    assert {package: locked.get(package) for package in asked} == asked


def test_every_package_in_the_lock_has_the_digests_of_its_files():
    text = (ROOT / "requirements.lock").read_text("utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins("requirements.lock")) > 40
    assert [block.split("==")[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_what_is_installed_here_and_runs_is_what_is_locked():
    """Whoever tests with other releases tests something else."""
    locked = pins("requirements.lock")
    installed = {name(one.metadata["Name"]): one.version for one in distributions()}
    assert {package: installed[package] for package in locked if package in installed} == {
        package: version for package, version in locked.items() if package in installed
    }
