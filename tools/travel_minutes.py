"""Fills ``data/travel_minutes.csv``: how long it takes by public transport, on a weekday, to be there at eight.

    python tools/travel_minutes.py gtfs_fp2026.zip switzerland.osm.pbf --day 2026-11-24
    python tools/travel_minutes.py gtfs_fp2026.zip switzerland.osm.pbf --day 2026-11-24 --dry-run

Two files, downloaded once by whoever keeps the data: the national timetable as GTFS (opentransportdata.swiss, free,
source to be named) and the streets and paths for the way on foot (an extract of OpenStreetMap, ODbL: name
«© OpenStreetMap»). The routes are found by ferrobus (``pip install -r requirements-tools.txt``), which needs no server.

From every postcode of the canton to every site that has a point: minutes from leaving the house to arriving, for the
latest departure that is there in time. A site that cannot be reached that morning gets no row; then the straight line
is shown. A postcode stands for its first locality, a site for its point: where that is a postcode's, the time is rough.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))  # the tool also runs where the package is not installed

from finder.errors import BadAnswer, FinderError  # noqa: E402 (after the path is set)
from finder.facts import offers, postcodes, travel_minutes  # noqa: E402
from finder.facts.tables import Folder  # noqa: E402
from finder.sentences import sentence  # noqa: E402

CANTON = "SO"
ARRIVE = time(8, 0)
LONGEST = 180
"""Minutes before the arrival at which nobody needs to leave home any earlier: a longer way is not shown."""
MOST_TRANSFERS = 4
ON_FOOT = 1200
"""Seconds a person walks to the first stop, and from the last one."""

Point = tuple[float, float]
Minutes = dict[tuple[str, str], int]
"""By postcode and location."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Fill data/travel_minutes.csv from a timetable.")
    parser.add_argument("timetable", type=Path, help="GTFS: the ZIP as downloaded, or its folder")
    parser.add_argument("streets", type=Path, help="streets and paths: an extract of OpenStreetMap (.osm.pbf)")
    parser.add_argument("--day", type=date.fromisoformat, required=True, help="a normal weekday of the timetable")
    parser.add_argument("--data", type=Path, default=HOME / "data", help="folder of the data")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    try:
        if asked.day.weekday() > 4:
            raise BadAnswer("day", asked.day.isoformat(), sentence("working_day"))
        homes, sites = origins(asked.data), destinations(asked.data)
        with _folder(asked.timetable) as feed:
            found = minutes(feed, asked.streets, asked.day, homes, sites)
    except (FinderError, OSError, RuntimeError, zipfile.BadZipFile) as error:
        print(error, file=sys.stderr)
        return 1
    if not asked.dry_run:
        store(asked.data / "travel_minutes.csv", found, asked.day)
    ways = f"{len(found)} of {len(homes) * len(sites)} ways"
    print(f"{ways}, {len(homes)} postcodes, {len(sites)} sites" + (", nothing written" if asked.dry_run else ""))
    return 0


def origins(data: Path) -> dict[str, Point]:
    """Every postcode of the canton with the point of its first locality."""
    found: dict[str, Point] = {}
    for place in postcodes.table(Folder(data)).sound():
        if place.canton == CANTON:
            found.setdefault(place.postcode, (place.lat, place.lon))
    return found


def destinations(data: Path) -> dict[str, Point]:
    """Every location of a current offer that has a point."""
    return {
        row.location: row.point
        for row in offers.table(Folder(data)).sound()
        if row.current and row.location and row.point
    }


def minutes(feed: Path, streets: Path, day: date, homes: Mapping[str, Point], sites: Mapping[str, Point]) -> Minutes:
    """Minutes from every home to every site on that day, for the latest departure that arrives at eight.

    Args:
        feed: folder of a GTFS feed.
        streets: extract of OpenStreetMap.

    Raises:
        RuntimeError: the engine cannot read a file.
    """
    import ferrobus  # only this tool needs it

    model = ferrobus.create_transit_model(str(streets), [str(feed)], day, ON_FOOT)
    there = {name: one for name, point in sites.items() if (one := _placed(ferrobus, model, point))}
    found: Minutes = {}
    for postcode, point in homes.items():
        if (home := _placed(ferrobus, model, point)) is None or not there:
            continue
        left = dict(there)
        for before in range(LONGEST + 1):  # a minute earlier each time: the first that arrives is the latest departure
            leave = (ARRIVE.hour * 60 + ARRIVE.minute - before) * 60
            routes = ferrobus.find_routes_one_to_many(model, home, list(left.values()), leave, MOST_TRANSFERS)
            for name, route in zip(tuple(left), routes, strict=True):
                taken = None if route is None else route["travel_time_seconds"] // 60  # timetables know whole minutes
                if taken is not None and taken <= before:
                    found[postcode, name] = taken
                    del left[name]
            if not left:
                break
    return found


def store(path: Path, found: Minutes, as_of: date) -> None:
    """Write the whole table anew, in the order of the postcodes.

    Raises:
        BadData: the table would have a fault; then the old one stays.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("postcode", "location", "minutes", "as_of"))
    writer.writerows((*way, found[way], as_of.isoformat()) for way in sorted(found))
    with TemporaryDirectory(dir=path.parent) as beside:
        written = Path(beside) / path.name
        written.write_text(text.getvalue(), encoding="utf-8")
        travel_minutes.table(Folder(Path(beside))).sound()
        written.replace(path)


def _placed(ferrobus: Any, model: Any, point: Point) -> Any | None:
    """The point on the streets of the model; ``None`` where there is none near."""
    try:
        return ferrobus.create_transit_point(*point, model, ON_FOOT, 10)
    except ValueError:
        return None


@contextmanager
def _folder(timetable: Path) -> Iterator[Path]:
    """The feed as a folder, unpacked for as long as it is read."""
    if timetable.is_dir():
        yield timetable
        return
    with TemporaryDirectory(prefix="finder-timetable-") as folder, zipfile.ZipFile(timetable) as packed:
        packed.extractall(folder)
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
