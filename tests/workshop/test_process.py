"""The bounds of the process, put on nobody: what it would ask of the system is written down instead."""

from __future__ import annotations

import io
import os
import resource
import struct
from pathlib import Path

import pytest

from workshop import __main__ as process

FREE = resource.RLIM_INFINITY


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[int, int]]:
    bounds: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(os, "nice", lambda _by: 0)
    monkeypatch.setattr(Path, "write_text", lambda *_, **__: 0)
    monkeypatch.setattr(resource, "setrlimit", lambda what, most: bounds.update({what: most}))
    return bounds


@pytest.mark.parametrize("hard", [FREE, 2**50, 10, 0])
def test_every_bound_is_put_on_and_none_is_raised(
    asked: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch, hard: int
) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _what: (0, hard))
    process.bound()
    wanted = {
        resource.RLIMIT_AS: process.MEMORY,
        resource.RLIMIT_CPU: process.PROCESSOR,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_NOFILE: 64,
        resource.RLIMIT_CORE: 0,
    }
    least = {what: most if hard == FREE else min(most, hard) for what, most in wanted.items()}
    assert asked == {what: (most, most) for what, most in least.items()}


@pytest.mark.parametrize("refused", ["nice", "oom"])
def test_behind_those_who_click_and_the_first_to_go(
    asked: dict[int, tuple[int, int]], monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    done: list[object] = []

    def nice(by: int) -> int:
        done.append(by)
        if refused == "nice":
            raise OSError
        return by

    def write(path: Path, text: str) -> int:
        done.append((str(path), text))
        raise OSError

    monkeypatch.setattr(os, "nice", nice)
    monkeypatch.setattr(Path, "write_text", write)
    process.bound()
    assert done[0] == process.NICENESS > 0
    assert done[1:] == ([] if refused == "nice" else [("/proc/self/oom_score_adj", "1000")])
    assert len(asked) == 5, "where the system refuses to put it behind, the bounds hold all the same"


@pytest.mark.parametrize("more", [b"", b"the next"])
def test_a_request_is_read_to_its_length_and_no_further(more: bytes) -> None:
    ears = io.BytesIO(struct.pack(">Q", 4) + b"work" + more)
    assert (process._whole(ears), ears.read()) == (b"work", more)
