"""The lock file names what runs: every pinned release, and a digest for every file of every package."""

from __future__ import annotations

import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tools.check_lock import faults, locked

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = "one==1.0\ntwo==2.1; sys_platform != 'win32'  # a comment\n"
LOCK = """# made by a tool
one==1.0 \\
    --hash=sha256:aa
    # via -r requirements.txt
three==3.0 \\
    --hash=sha256:bb \\
    --hash=sha256:cc
    # via one
two==2.1 ; sys_platform != 'win32' \\
    --hash=sha256:dd
    # via
    #   -r requirements.txt
    #   three
"""


def needs(name: str) -> list[str]:
    return {"one": ["Three>=2", "four>=1; extra == 'more'", "five; python_version < '3'"]}.get(name, [])


@pytest.mark.parametrize(
    ("requirements", "lock", "fault"),
    [
        (REQUIREMENTS, LOCK, None),
        (REQUIREMENTS + "new==1.0\n", LOCK, "new is in requirements.txt and not in the lock"),
        (REQUIREMENTS + "three==3.0\n", LOCK, "three is in requirements.txt, and the lock was made before it was"),
        (REQUIREMENTS.replace("2.1", "2.2"), LOCK, "two is locked at 2.1, requirements.txt says ==2.2"),
        (REQUIREMENTS.replace("one==1.0\n", ""), LOCK, "one is locked for a line that requirements.txt no longer has"),
        (REQUIREMENTS, LOCK.replace("    --hash=sha256:aa\n", ""), "one has no digest in the lock"),
        (REQUIREMENTS, LOCK.replace("three==3.0", "three==1.9"), "one needs Three>=2, locked is 1.9"),
        (REQUIREMENTS, LOCK.replace("three==3.0", "other==3.0"), "one needs three, which is not in the lock"),
    ],
)
def test_a_lock_that_is_no_answer_is_told(requirements: str, lock: str, fault: str | None) -> None:
    assert [*faults(requirements, lock, needs)] == ([fault] if fault else [])


def test_ours_is_the_answer() -> None:
    requirements, lock = ((ROOT / name).read_text("utf-8") for name in ("requirements.txt", "requirements.lock"))
    assert [*faults(requirements, lock)] == []
    assert len(locked(lock)) > 40


def test_lint_checks_it() -> None:
    """CI runs ``make lint``; a lock that was forgotten must not wait for the tests."""
    steps = subprocess.run(["make", "-n", "lint"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert "tools/check_lock.py" in steps


def test_what_is_installed_here_and_runs_is_what_is_locked() -> None:
    """Whoever tests with other releases tests something else."""
    found = locked((ROOT / "requirements.lock").read_text("utf-8"))
    installed: dict[str, str] = {canonicalize_name(one.metadata["Name"]): one.version for one in distributions()}
    here = {package: one.release for package, one in found.items() if package in installed}
    assert {package: installed[package] for package in here} == here
