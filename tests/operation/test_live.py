"""What an officer takes over is there for the next visit; a visit under way ends on what it began with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from finder.facts.dataset import in_use, on_file, put_in_use, reading
from finder.facts.tables import DATA
from operation import live


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    before = in_use()
    live.start(tmp_path / "data")
    yield tmp_path / "data"
    put_in_use(before)


def tariff(folder: Path, price: bytes) -> None:
    table = (DATA / "tariffs.csv").read_bytes()
    (folder / "tariffs.csv").write_bytes(
        table.replace(b"coaching,coaching_hour,200.00", b"coaching,coaching_hour," + price)
    )


def coaching() -> list[str]:
    return [str(one.price) for one in on_file().tariffs if one.type == "coaching"]


def test_an_empty_folder_begins_as_a_copy_and_is_what_is_served(folder: Path) -> None:
    assert in_use().path == folder
    assert (folder / "tariffs.csv").read_bytes() == (DATA / "tariffs.csv").read_bytes()


def test_a_changed_table_is_there_for_the_next_visit_only(folder: Path) -> None:
    visit = in_use().read()
    assert not live.refresh(folder)
    tariff(folder, b"190.00")
    assert live.refresh(folder)
    assert coaching() == ["190.00"]
    with reading(visit):
        assert coaching() == ["200.00"]
    assert not live.refresh(folder), "nothing has changed since"


def test_a_broken_table_does_not_come_into_force(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_use().read()
    tariff(folder, b"dear")
    assert not live.refresh(folder)
    assert coaching() == ["200.00"]
    assert "tariffs.csv, row" in capsys.readouterr().err
