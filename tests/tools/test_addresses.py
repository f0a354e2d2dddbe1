"""Exact points from the official register of building addresses, on a small extract in the register's own header."""

from __future__ import annotations

import csv
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from finder.facts.dataset import Dataset, on_file
from finder.office.check import faults
from tests.support.frozen import DATA
from tools.addresses import houses, main, plain_street, search

HEADER = (
    "ADR_EGAID;STR_ESID;BDG_EGID;ADR_EDID;STN_LABEL;ADR_NUMBER;BDG_CATEGORY;BDG_NAME;ZIP_LABEL;COM_FDNR;COM_NAME;"
    "COM_CANTON;ADR_STATUS;ADR_OFFICIAL;ADR_MODIFIED;ADR_EASTING;ADR_NORTHING"
)
TODAY = date(2026, 11, 22)


def line(street: str, number: str, zip_label: str, east: str, north: str, status: str = "real") -> str:
    """One house; invented numbers where the tool does not look."""
    return f"1;2;3;0;{street};{number};;;{zip_label};2534;Zuchwil;SO;{status};true;01.01.2026;{east};{north}"


EXTRACT = [
    HEADER,
    line("Langfeldstrasse", "28", "4528 Zuchwil", "2609400", "1228200"),
    line("Langfeldstrasse", "28a", "4528 Zuchwil", "2609500", "1228200"),
    line("Weissensteinstrasse", "33", "4500 Solothurn", "2606900", "1229300"),
    line("Rossmarktplatz", "12", "4500 Solothurn", "2607300", "1228100"),
    line("Aarburgerstrasse", "138", "4600 Olten", "2634500", "1242900", "planned"),
    line("Aarburgerstrasse", "63", "4600 Olten", "2634900", "1243500"),
    line("Aarburgerstrasse", "63", "4600 Olten", "2635900", "1243500"),  # the same address twice, 1 km apart
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return shutil.copytree(DATA, tmp_path / "data")


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "register.csv"
    path.write_text("\n".join(EXTRACT) + "\n", "utf-8-sig")
    return path


def located(folder: Path) -> dict[str, set[str | None]]:
    return {row.provider_id: {row.postcode} for row in Dataset(folder).offers if row.precision == "address"}


def test_a_house_gets_its_point_and_day_and_the_file_stays_sound(folder: Path, register: Path) -> None:
    assert main([str(register), "--data", str(folder)], TODAY) == 0
    assert located(folder) == {"regiomech": {"4528"}, "heks": {"4500"}, "perspektive": {"4500"}}
    there = [row for row in Dataset(folder).offers if row.precision == "address"]
    assert {row.located_on for row in there} == {TODAY}
    assert list(faults(folder)) == []


def test_the_point_is_the_register_s_own_in_degrees() -> None:
    """The old observatory of Bern is the origin of the national grid: 46° 57' 3.9" N, 7° 26' 19.1" E."""
    ((_, _, found),) = houses([HEADER, line("Sidlerstrasse", "5", "3012 Bern", "2600000", "1200000")])
    assert (found.lat, found.lon) == pytest.approx((46.95108, 7.43863), abs=0.00002)


def test_a_house_that_is_planned_or_stands_twice_is_left_out() -> None:
    found = search(on_file().offers, houses(EXTRACT))
    assert {provider for provider, _ in found} == {"regiomech", "heks", "perspektive"}


@pytest.mark.parametrize(
    ("ours", "register"),
    [
        ("Langfeldstrasse 28", "Langfeldstrasse 28"),
        ("Langfeldstr. 28", "Langfeldstrasse 28"),
        ("Archstrasse 38a", "Archstrasse 38 A"),
        ("Ambassadorshof, Riedholzplatz 3", "Riedholzplatz 3"),
    ],
)
def test_an_address_may_be_written_two_ways(ours: str, register: str) -> None:
    assert plain_street(ours) == plain_street(register)


@pytest.mark.parametrize(("one", "other"), [("Weg 2", "Weg 28"), ("Weg 28", "Weg 28a"), ("Weg 1", "Gasse 1")])
def test_neighbours_are_other_houses(one: str, other: str) -> None:
    assert plain_street(one) != plain_street(other)


def test_the_register_may_come_as_a_zip_and_a_dry_run_writes_nothing(
    folder: Path, register: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = tmp_path / "register.zip"
    with zipfile.ZipFile(packed, "w") as out:
        out.write(register, "amtliches-gebaeudeadressverzeichnis.csv")
    before = (folder / "programmes.csv").read_bytes()
    assert main([str(packed), "--data", str(folder), "--dry-run"], TODAY) == 0
    assert (folder / "programmes.csv").read_bytes() == before
    assert "nothing written" in capsys.readouterr().out


def test_every_other_cell_stays_as_it_was(folder: Path, register: Path) -> None:
    main([str(register), "--data", str(folder)], TODAY)

    def others(path: Path) -> list[dict[str, str]]:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        mended = {"lat", "lon", "precision", "located_on", "postcode"}
        return [{key: row[key] for key in row if key not in mended} for row in rows]

    assert others(folder / "programmes.csv") == others(DATA / "programmes.csv")


def test_another_table_is_refused_with_what_is_missing(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other.csv"
    other.write_text("Ortschaftsname;PLZ4\nZuchwil;4528\n", "utf-8")
    assert main([str(other), "--data", str(folder)], TODAY) == 1
    assert "STN_LABEL" in capsys.readouterr().err
