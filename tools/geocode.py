"""Looks up the street addresses in ``data/programmes.csv`` online and stores their points, for the editor of the data.

    python tools/geocode.py --contact office@example.ch            # writes what it finds into the file
    python tools/geocode.py --contact office@example.ch --dry-run  # only says what it would write

Every found point gets ``precision`` address and today as ``located_on``. The service is OpenStreetMap's Nominatim
(ODbL: name «© OpenStreetMap» where the points are shown). Only addresses of organisations are sent, slowly.
"""

from __future__ import annotations

import argparse
import csv
import io
import sys
from datetime import date
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))  # the tool also runs where the package is not installed

from finder.errors import FinderError  # noqa: E402 (after the path is set)
from finder.facts.offers import Offer, table  # noqa: E402
from finder.facts.tables import Folder  # noqa: E402
from tools.geocoding import AddressPoint, Ask, locate, nominatim  # noqa: E402


def main(arguments: list[str] | None = None, ask: Ask | None = None, today: date | None = None) -> int:
    """Run the command; ``ask`` and ``today`` are handed in by the tests. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Locate the street addresses of data/programmes.csv.")
    parser.add_argument("--contact", required=True, help="e-mail address the service may write to, as its rules ask")
    parser.add_argument("--data", type=Path, default=HOME / "data", help="folder of programmes.csv")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    try:
        found = search(asked.data, ask or nominatim(asked.contact))
    except FinderError as error:
        print(error, file=sys.stderr)
        return 1
    if not asked.dry_run and found:
        store(asked.data / "programmes.csv", found, today or date.today())  # noqa: DTZ011 (the editor's own day)
    print(f"{len(found)} addresses located" + (", nothing written" if asked.dry_run else ""))
    return 0


def search(data: Path, ask: Ask) -> dict[tuple[str, str], AddressPoint]:
    """The points of every location with a house number that has none yet, by provider and location."""
    wanted: dict[tuple[str, str], Offer] = {}
    for row in table(Folder(data)).sound():
        if row.street and any(sign.isdigit() for sign in row.street) and row.postcode and row.precision != "address":
            wanted.setdefault((row.provider_id, row.location or ""), row)
    found = {}
    for place, row in wanted.items():
        point = locate(row.street or "", row.postcode, row.town, row.point, ask)
        print(f"{row.provider}, {row.street}, {row.postcode} {row.town or ''}: {point.words if point else 'not found'}")
        if point is not None:
            found[place] = point
    return found


def store(path: Path, found: dict[tuple[str, str], AddressPoint], today: date) -> None:
    """Write the points into the file, and a postcode where none was; every other cell stays as it is."""
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    for row in rows:
        point = found.get((row["provider_id"], row["location"]))
        if point is not None:
            row |= {"lat": f"{point.lat:.5f}", "lon": f"{point.lon:.5f}", "precision": "address"}
            row["located_on"] = today.isoformat()
            row["postcode"] = row["postcode"] or point.postcode or ""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    beside = path.with_suffix(".new")  # first beside the file, so that a full disk cannot halve it
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(path)


if __name__ == "__main__":
    sys.exit(main())
