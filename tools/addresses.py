"""Gives the offers in ``data/programmes.csv`` the exact point of their house, without a network.

    python tools/addresses.py amtliches-gebaeudeadressverzeichnis.csv            # writes what it finds into the file
    python tools/addresses.py amtliches-gebaeudeadressverzeichnis.zip --dry-run  # only says what it would write

The file is swisstopo's official register of building addresses («amtliches Verzeichnis der Gebäudeadressen», free,
source to be named «© swisstopo»), of the country or of the canton, as it is downloaded: CSV with semicolons, or a ZIP
around it. Every found point gets ``precision`` address and the day as ``located_on``; an empty postcode is filled, for
a house has only one. ``tools/geocode.py`` asks a service online instead, for what the register does not know.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import IO

HOME = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(HOME))  # the tool also runs where the package is not installed

from finder.errors import BadAnswer, FinderError  # noqa: E402 (after the path is set)
from finder.facts.offers import Offer, table  # noqa: E402
from finder.facts.postcodes import wgs84  # noqa: E402
from finder.sentences import sentence  # noqa: E402
from tools.geocode import store  # noqa: E402
from tools.geocoding import AddressPoint  # noqa: E402

NEEDED = ("STN_LABEL", "ADR_NUMBER", "ZIP_LABEL", "ADR_EASTING", "ADR_NORTHING")
PLANNED = "planned"
"""A value of ADR_STATUS: the house does not stand yet."""

Place = tuple[str, str]
"""Short name of an organisation and name of its location."""
Address = tuple[str, str]
"""Street with house number, and postcode or town, both as :func:`plain` writes them."""

_HOUSE = re.compile(r"(.*\D)\s*(\d+\s*[a-z]?(?:\.\d+)?)", re.IGNORECASE)


def main(arguments: list[str] | None = None, today: date | None = None) -> int:
    """Run the command; ``today`` is handed in by the tests. Returns the exit code."""
    parser = argparse.ArgumentParser(description="Exact points for data/programmes.csv from the register of addresses.")
    parser.add_argument("register", type=Path, help="the register as downloaded (.csv or .zip)")
    parser.add_argument("--data", type=Path, default=HOME / "data", help="folder of programmes.csv")
    parser.add_argument("--dry-run", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    try:
        offers = table(asked.data).sound()
        with _opened(asked.register) as lines:
            found = search(offers, houses(lines))
    except (FinderError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    for place, row in {_place(row): row for row in offers if _wanted(row)}.items():
        said = f"{found[place].lat}, {found[place].lon}" if place in found else "not in the register, or more than once"
        print(f"{row.provider}, {row.street}, {row.postcode or ''} {row.town or ''}: {said}")
    if not asked.dry_run and found:
        store(asked.data / "programmes.csv", found, today or date.today())  # noqa: DTZ011 (the editor's own day)
    print(f"{len(found)} addresses located" + (", nothing written" if asked.dry_run else ""))
    return 0


def search(
    offers: Iterable[Offer], register: Iterable[tuple[Address, Address, AddressPoint]]
) -> dict[Place, AddressPoint]:
    """The points of every location with a house number, as far as the register has exactly one such house.

    Args:
        register: houses by postcode and by town, see :func:`houses`.
    """
    wanted: dict[Address, list[Offer]] = {}
    for row in offers:
        if _wanted(row):
            wanted.setdefault((plain_street(row.street or ""), row.postcode or plain(row.town or "")), []).append(row)
    hits: dict[Address, set[AddressPoint]] = {}
    for by_postcode, by_town, found in register:
        for address in (by_postcode, by_town):
            if address in wanted:
                hits.setdefault(address, set()).add(found)
    return {
        _place(row): next(iter(found)) for address, found in hits.items() if len(found) == 1 for row in wanted[address]
    }


def houses(lines: Iterable[str]) -> Iterator[tuple[Address, Address, AddressPoint]]:
    """Every house that stands: its address with the postcode, with the town, and its point.

    Raises:
        BadAnswer: these are not lines of the register.
    """
    rows = csv.DictReader(lines, delimiter=";")
    missing = [name for name in NEEDED if name not in (rows.fieldnames or ())]
    if missing:
        raise BadAnswer(
            "register", ", ".join(rows.fieldnames or ())[:60], sentence("register_columns", columns=", ".join(missing))
        )
    for row in rows:
        east, north = row["ADR_EASTING"], row["ADR_NORTHING"]
        if not (row["ADR_NUMBER"] and east and north) or row.get("ADR_STATUS") == PLANNED:
            continue
        postcode, _, town = row["ZIP_LABEL"].partition(" ")
        street = plain_street(f"{row['STN_LABEL']} {row['ADR_NUMBER']}")
        lat, lon = wgs84(float(east), float(north))
        words = f"{row['STN_LABEL']} {row['ADR_NUMBER']}, {row['ZIP_LABEL']}"
        yield (street, postcode), (street, plain(town)), AddressPoint(round(lat, 5), round(lon, 5), words, postcode)


def plain_street(text: str) -> str:
    """Street and number as both sides write them alike: «Hauptstr. 5 A» is «hauptstrasse5a».

    Of «Ambassadorshof, Riedholzplatz 3» the last part counts, the one with the number.
    """
    words = plain(text.rpartition(",")[2])
    return re.sub(r"str\.?(?=\d)", "strasse", words)


def plain(text: str) -> str:
    """Without blanks, capitals and the canton behind a town."""
    return re.sub(r"\s", "", re.sub(r"\s*\(?\b[A-Z]{2}\)?$", "", text.strip()).casefold())


def _wanted(row: Offer) -> bool:
    return bool(row.street and _HOUSE.fullmatch(row.street) and (row.postcode or row.town))


def _place(row: Offer) -> Place:
    return row.provider_id, row.location or ""


@contextmanager
def _opened(path: Path) -> Iterator[Iterable[str]]:
    """The lines of the register, read as they come: the country has three million houses."""
    if not zipfile.is_zipfile(path):
        with path.open(encoding="utf-8-sig", newline="") as lines:
            yield lines
        return
    with zipfile.ZipFile(path) as packed:
        names = [name for name in packed.namelist() if name.casefold().endswith(".csv")]
        if len(names) != 1:
            raise BadAnswer("register", path.name, sentence("zip_of_one"))
        with packed.open(names[0]) as raw:
            yield _text(raw)


def _text(raw: IO[bytes]) -> Iterable[str]:
    return io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")


if __name__ == "__main__":
    sys.exit(main())
