"""Locating addresses: asks politely, takes houses only, stores result and day, and says kindly when it cannot."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from geopy.exc import GeocoderTimedOut, GeocoderUnavailable

from finder.facts.dataset import Dataset, on_file
from tests.support.frozen import DATA
from tests.support.known import known
from tools.geocode import main
from tools.geocoding import SECONDS_BETWEEN, Unreachable, locate

CONTACT = ["--contact", "office@example.ch"]
TODAY = date(2026, 11, 22)


def house(lat: float = 47.2030, lon: float = 7.5700, number: str | None = "28") -> SimpleNamespace:
    """What the service answers for a house (or, without number, for a street)."""
    address = {"road": "Langfeldstrasse"} | ({"house_number": number} if number else {})
    return SimpleNamespace(latitude=lat, longitude=lon, address="Langfeldstrasse, Zuchwil", raw={"address": address})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the data that the command may write."""
    return shutil.copytree(DATA, tmp_path / "data")


def at_home(query: str) -> SimpleNamespace:
    """A service that knows every house, near the point known before."""
    row = next(row for row in on_file().offers if row.street and row.street in query)
    return house(known(row.lat) + 0.001, known(row.lon))


def test_a_house_is_located() -> None:
    asked: list[str] = []

    def ask(query: str) -> SimpleNamespace:
        asked.append(query)
        return house()

    found = known(locate("Langfeldstrasse 28", "4528", "Zuchwil", (47.20468, 7.55809), ask))
    assert (found.lat, found.lon) == (47.203, 7.57)
    assert asked == ["Langfeldstrasse 28, 4528 Zuchwil"]


@pytest.mark.parametrize(
    "answer",
    [None, house(number=None), house(lat=46.5, lon=6.6)],
    ids=["nothing", "only the street", "a place of the same name elsewhere"],
)
def test_anything_but_the_house_is_no_answer(answer: SimpleNamespace | None) -> None:
    assert locate("Langfeldstrasse 28", "4528", "Zuchwil", (47.20468, 7.55809), lambda query: answer) is None


@pytest.mark.parametrize("error", [GeocoderTimedOut("slow"), GeocoderUnavailable("closed"), ConnectionResetError()])
def test_no_network_is_said_kindly(error: Exception) -> None:
    def ask(query: str) -> None:
        raise error

    with pytest.raises(Unreachable, match="nothing was changed"):
        locate("Langfeldstrasse 28", "4528", "Zuchwil", None, ask)


def test_the_service_is_asked_no_faster_than_it_allows() -> None:
    assert SECONDS_BETWEEN >= 1


def test_points_and_day_are_stored_and_the_file_stays_sound(folder: Path) -> None:
    assert main([*CONTACT, "--data", str(folder)], at_home, TODAY) == 0
    located = [row for row in Dataset(folder).offers if row.precision == "address"]
    assert located
    assert {row.located_on for row in located} == {TODAY}
    assert all(row.street and any(sign.isdigit() for sign in row.street) for row in located)


def test_every_other_cell_stays_as_it_was(folder: Path) -> None:
    main([*CONTACT, "--data", str(folder)], at_home, TODAY)

    def others(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        return [{key: row[key] for key in row if key not in {"lat", "lon", "precision", "located_on"}} for row in rows]

    assert others(folder / "programmes.csv") == others(DATA / "programmes.csv")


def test_a_dry_run_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (folder / "programmes.csv").read_bytes()
    assert main([*CONTACT, "--data", str(folder), "--dry-run"], at_home, TODAY) == 0
    assert (folder / "programmes.csv").read_bytes() == before
    assert "nothing written" in capsys.readouterr().out


def test_without_network_the_command_says_so_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def ask(query: str) -> None:
        raise GeocoderUnavailable("closed")

    before = (folder / "programmes.csv").read_bytes()
    assert main([*CONTACT, "--data", str(folder)], ask, TODAY) == 1
    assert (folder / "programmes.csv").read_bytes() == before
    assert "did not answer" in capsys.readouterr().err
