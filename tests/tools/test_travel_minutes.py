"""Minutes by public transport, from a timetable and a street made for the test: every answer can be worked out by hand.

One line, Solothurn – Zuchwil – Olten, six and fourteen minutes; stops where the postcodes have their points.
"""

from __future__ import annotations

import csv
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from finder.office.check import faults
from tests.support.frozen import DATA
from tools.travel_minutes import main, minutes

osmium = pytest.importorskip("osmium")
pytest.importorskip("ferrobus")
from osmium.osm.mutable import Node, Way  # noqa: E402 (after it is known to be there)

TUESDAY, SUNDAY = date(2026, 11, 24), date(2026, 11, 22)
SOLOTHURN, ZUCHWIL, OLTEN = (47.2085, 7.52942), (47.20468, 7.55809), (47.3484, 7.90799)
STOPS = {"solothurn": SOLOTHURN, "zuchwil": ZUCHWIL, "olten": OLTEN}
RIDE = {"solothurn": 0, "zuchwil": 6, "olten": 14}
"""Minutes after the first stop."""


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}:00"


def feed(folder: Path, weekdays: list[int], sundays: list[int] = []) -> Path:  # noqa: B006 (never changed)
    """A GTFS feed whose only line leaves Solothurn at these minutes of the day."""
    folder.mkdir()
    trips = [("week", minute) for minute in weekdays] + [("sunday", minute) for minute in sundays]
    files = {
        "agency": ["agency_id,agency_name,agency_url,agency_timezone", "a,A,https://example.ch,Europe/Zurich"],
        "stops": ["stop_id,stop_name,stop_lat,stop_lon", *(f"{key},{key},{x},{y}" for key, (x, y) in STOPS.items())],
        "routes": ["route_id,agency_id,route_short_name,route_long_name,route_type", "r,a,1,One,3"],
        "calendar": [
            "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
            "week,1,1,1,1,1,0,0,20260101,20261231",
            "sunday,0,0,0,0,0,0,1,20260101,20261231",
        ],
        "trips": ["route_id,service_id,trip_id", *(f"r,{service},t{row}" for row, (service, _) in enumerate(trips))],
        "stop_times": [
            "trip_id,arrival_time,departure_time,stop_id,stop_sequence",
            *(
                f"t{row},{clock(start + ride)},{clock(start + ride)},{stop},{order}"
                for row, (_, start) in enumerate(trips)
                for order, (stop, ride) in enumerate(RIDE.items(), start=1)
            ),
        ],
    }  # fmt: skip
    for name, lines in files.items():
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def streets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One road along the three stops with a short lane at each: the engine keeps crossings only."""
    path = tmp_path_factory.mktemp("streets") / "streets.osm.pbf"
    numbered = dict(enumerate(STOPS.values(), start=1))
    road = [Node(id=number, location=(lon, lat), version=1) for number, (lat, lon) in numbered.items()]
    ends = [Node(id=11, location=(7.528, 47.2085), version=1), Node(id=12, location=(7.909, 47.3484), version=1)]
    lanes = [Node(id=20 + number, location=(lon, lat + 0.001), version=1) for number, (lat, lon) in numbered.items()]
    writer = osmium.SimpleWriter(str(path))
    for node in (*road, *ends, *lanes):
        writer.add_node(node)
    tags = {"highway": "residential"}
    writer.add_way(Way(id=1, nodes=[11, *numbered, 12], tags=tags, version=1))
    for number in numbered:
        writer.add_way(Way(id=1 + number, nodes=[number, 20 + number], tags=tags, version=1))
    writer.close()
    return path


@pytest.mark.parametrize(
    ("departures", "to_zuchwil", "to_olten"),
    [
        ([430, 460], 6, 14),  # 07:10 and 07:40: the later one is there at 07:54
        ([466], 6, 14),  # 07:46: at 08:00 sharp
        ([467], 6, None),  # 07:47: in Olten a minute late
        ([475], None, None),  # 07:55: too late for both
        ([250], None, None),  # 04:10: three hours too early
    ],
)
def test_the_latest_departure_that_is_there_at_eight_counts(
    tmp_path: Path, streets: Path, departures: list[int], to_zuchwil: int | None, to_olten: int | None
) -> None:
    sites = {"Zuchwil": ZUCHWIL, "Olten": OLTEN}
    found = minutes(feed(tmp_path / "gtfs", departures), streets, TUESDAY, {"4500": SOLOTHURN}, sites)
    for site, expected in (("Zuchwil", to_zuchwil), ("Olten", to_olten)):
        told = found.get(("4500", site))
        if expected is None:  # on foot at best
            assert told is None or told > 20
        else:
            assert told in (expected, expected + 1)  # a few seconds on foot


def test_a_sunday_s_timetable_does_not_count_on_a_tuesday(tmp_path: Path, streets: Path) -> None:
    folder = feed(tmp_path / "gtfs", [300], sundays=[460])
    assert minutes(folder, streets, TUESDAY, {"4500": SOLOTHURN}, {"Olten": OLTEN}) == {}
    assert minutes(folder, streets, SUNDAY, {"4500": SOLOTHURN}, {"Olten": OLTEN})


def test_the_command_fills_the_table_and_the_data_stays_sound(tmp_path: Path, streets: Path) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    packed = Path(shutil.make_archive(str(tmp_path / "gtfs"), "zip", feed(tmp_path / "feed", [460])))
    assert main([str(packed), str(streets), "--day", TUESDAY.isoformat(), "--data", str(data)]) == 0
    with (data / "travel_minutes.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["postcode"], row["location"]): row for row in csv.DictReader(file)}
    assert rows["4500", "Regiomech Zuchwil"]["minutes"] in {"6", "7"}
    assert {row["as_of"] for row in rows.values()} == {TUESDAY.isoformat()}
    assert not any(location == "Collectors Olten" for _, location in rows)  # a former offer
    assert list(faults(data)) == []


@pytest.mark.parametrize("day", ["2026-11-21", "2026-11-22"])
def test_a_weekend_is_refused(tmp_path: Path, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feed", "streets", "--day", day, "--data", str(DATA)]) == 1
    assert "Monday to Friday" in capsys.readouterr().err


def test_what_is_no_timetable_is_said_in_a_line_and_changes_nothing(
    tmp_path: Path, streets: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = shutil.copytree(DATA, tmp_path / "data")
    wrong = tmp_path / "gtfs.zip"
    with zipfile.ZipFile(wrong, "w") as out:
        out.writestr("readme.txt", "nothing")
    before = (data / "travel_minutes.csv").read_bytes()
    assert main([str(wrong), str(streets), "--day", TUESDAY.isoformat(), "--data", str(data)]) == 1
    assert len(capsys.readouterr().err.strip().splitlines()) >= 1
    assert (data / "travel_minutes.csv").read_bytes() == before
