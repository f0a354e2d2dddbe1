"""Places: the table, the official directory in its stead, and points that lie where they should.

The directory itself is too large to be copied: these few tests hold the living one, by what any edition promises.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from shapely import transform
from shapely.geometry import Point, shape

from finder.errors import BadData
from finder.facts import postcode_shares, postcodes
from finder.facts.dataset import Dataset
from finder.facts.postcodes import Place, wgs84
from finder.facts.tables import Folder
from tests.support.frozen import LIVE
from tests.support.known import known

STATIC = LIVE.path.parent / "static"
OUTLINE = json.loads((STATIC / "outline.json").read_text(encoding="utf-8"))
TOUCHING = sorted({postcode for postcode, _ in LIVE.shares})

HEADER = "Ortschaftsname;PLZ4;Zusatzziffer;ZIP_ID;Gemeindename;BFS-Nr;Kantonskürzel;Adressenanteil;E;N;Sprache;Validity"
SOLOTHURN = "Solothurn;4500;00;2713;Solothurn;2601;SO;93.558 %;2607094.000;1228788.000;de;2008-07-01"
BIBERIST = "Solothurn;4500;00;2713;Biberist;2513;SO;3.654 %;2607946.000;1227573.000;de;2008-07-01"
ZUCHWIL_WGS84 = "Zuchwil;4528;00;2742;Zuchwil;2534;SO;98.908 %;7.562518542255138;47.20543324731367;de;2008-07-01"
VADUZ = "Vaduz;9490;00;7000;Vaduz;7001;;100 %;2757900.000;1223000.000;de;2008-07-01"


def official(folder: Path, *rows: str, start: str = "\ufeff", end: str = "\r\n") -> Path:
    (folder / "postcodes.csv").write_bytes((start + end.join((HEADER, *rows, ""))).encode("utf-8"))
    return folder


# ── Our table ───────────────────────────────────────────────────────────────────


def test_every_swiss_postcode_is_on_file_without_a_fault() -> None:
    assert postcodes.table(LIVE.folder).faults == ()
    assert len({place.postcode for place in LIVE.places}) > 3_300
    assert len({place.canton for place in LIVE.places}) == 26


def test_every_municipality_of_the_canton_has_a_place() -> None:
    assert len({place.bfs for place in LIVE.places if place.canton == "SO"}) == len(LIVE.regions) > 100


@pytest.mark.parametrize("postcode", ["4501", "4502", "4503", "4509", "4601", "4605", "4609"])
def test_a_post_office_box_carries_the_point_of_the_town(postcode: str) -> None:
    town = {"45": ("4500", "Solothurn"), "46": ("4600", "Olten")}[postcode[:2]]
    (there,) = (place for place in LIVE.places if (place.postcode, place.locality) == town)
    boxes = [place for place in LIVE.places if place.postcode == postcode]
    assert boxes
    assert all((box.kind, box.lat, box.lon, box.bfs) == ("po_box", there.lat, there.lon, there.bfs) for box in boxes)


@pytest.mark.parametrize("postcode", ["4500", "4600", "4528"])
def test_a_delivered_postcode_is_no_post_office_box(postcode: str) -> None:
    assert any(place.kind == "place" for place in LIVE.places if place.postcode == postcode)


def test_every_postcode_of_the_canton_tells_its_shares_and_some_lie_in_two_cantons() -> None:
    cantons: defaultdict[str, set[str]] = defaultdict(set)
    for (postcode, _), parts in LIVE.shares.items():
        cantons[postcode] |= {part.canton for part in parts}
    delivered = {place.postcode for place in LIVE.places if place.canton == "SO" and place.kind == "place"}
    assert delivered <= set(TOUCHING)
    assert {"4564", "5017"} <= {postcode for postcode, found in cantons.items() if len(found) > 1}


def test_the_shares_of_each_locality_add_up() -> None:
    assert postcode_shares.table(LIVE.folder).faults == ()
    for key, parts in LIVE.shares.items():
        assert abs(sum((known(part.share) for part in parts), Decimal(0)) - 100) < Decimal("0.002"), key


def test_4500_is_mostly_but_not_only_solothurn() -> None:
    assert [(part.municipality, part.share) for part in LIVE.shares["4500", "Solothurn"][:3]] == [
        ("Solothurn", Decimal("93.558")),
        ("Biberist", Decimal("3.654")),
        ("Rüttenen", Decimal("2.481")),
    ]


# ── Points ──────────────────────────────────────────────────────────────────────


def in_metres(area: Any) -> Any:
    """An area or point in metres, good enough for this part of the country."""
    return transform(area, lambda points: points * (75_600.0, 111_200.0))


AREAS = {
    (one["properties"]["k"], one["properties"]["n"]): in_metres(shape(one["geometry"])) for one in OUTLINE["features"]
}


def test_points_lie_in_their_municipality_or_within_a_kilometre() -> None:
    found = [place for place in LIVE.places if place.postcode in TOUCHING]
    assert {place.postcode for place in found} == set(TOUCHING)
    for place in found:
        known = ("municipality", place.municipality) if place.canton == "SO" else ("canton", place.canton)
        assert AREAS[known].distance(in_metres(Point(place.lon, place.lat))) <= 1000, place


# ── The outline ─────────────────────────────────────────────────────────────────


def test_the_outline_is_small_and_complete() -> None:
    assert (STATIC / "outline.json").stat().st_size <= 130_000
    kinds = Counter(one["properties"]["k"] for one in OUTLINE["features"])
    assert (kinds["municipality"], kinds["district"]) == (104, 10)
    names = {one["properties"]["n"] for one in OUTLINE["features"]}
    assert {"SO", "AG", "BE", "BL", "JU", "Bielersee / Lac de Bienne", "Wasseramt"} <= names


def test_every_municipality_of_the_outline_names_its_district() -> None:
    districts = {one["properties"]["n"] for one in OUTLINE["features"] if one["properties"]["k"] == "district"}
    named = {one["properties"]["district"] for one in OUTLINE["features"] if one["properties"]["k"] == "municipality"}
    assert named == districts


@pytest.mark.parametrize(("style", "asks"), [("style_blank.json", False), ("style_swisstopo.json", True)])
def test_only_the_swisstopo_style_asks_anybody_else(style: str, asks: bool) -> None:
    assert ("https://" in (STATIC / style).read_text(encoding="utf-8")) is asks


# ── Swisstopo's directory in its stead ──────────────────────────────────────────


@pytest.mark.parametrize("start", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_official_directory_is_accepted_as_it_is(tmp_path: Path, start: str, end: str) -> None:
    found = Dataset(official(tmp_path, SOLOTHURN, BIBERIST, ZUCHWIL_WGS84, start=start, end=end)).places
    assert [(place.postcode, place.municipality, place.share) for place in found] == [
        ("4500", "Solothurn", Decimal("93.558")),
        ("4500", "Biberist", Decimal("3.654")),
        ("4528", "Zuchwil", Decimal("98.908")),
    ]
    assert all(isinstance(place, Place) and place.kind == "place" for place in found)


def test_its_coordinates_may_be_metres_or_degrees(tmp_path: Path) -> None:
    solothurn, zuchwil = Dataset(official(tmp_path, SOLOTHURN, ZUCHWIL_WGS84)).places
    assert (solothurn.lat, solothurn.lon) == pytest.approx((47.20999, 7.53228), abs=1e-5)
    assert (zuchwil.lat, zuchwil.lon) == pytest.approx((47.20543, 7.56252), abs=1e-5)


def test_its_shares_take_the_place_of_ours(tmp_path: Path) -> None:
    parts = Dataset(official(tmp_path, BIBERIST, SOLOTHURN)).shares["4500", "Solothurn"]
    assert [part.municipality for part in parts] == ["Solothurn", "Biberist"]


def test_liechtenstein_is_left_out(tmp_path: Path) -> None:
    assert [place.postcode for place in Dataset(official(tmp_path, VADUZ, SOLOTHURN)).places] == ["4500"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (SOLOTHURN.replace(";4500;", ";45O0;"), "PLZ4"),
        (SOLOTHURN.replace("93.558 %", "viel"), "Adressenanteil"),
        (SOLOTHURN.replace("93.558 %", "101 %"), "Adressenanteil"),
        (SOLOTHURN.replace("93.558 %", "0 %"), "Adressenanteil"),
        (SOLOTHURN.replace("2601", "0"), "BFS-Nr"),
        (SOLOTHURN.replace(";SO;", ";SX;"), "Kantonskürzel"),
        (SOLOTHURN.replace("2607094.000", "2907094.000"), "E"),
        (SOLOTHURN.replace("2607094.000", "nan"), "E"),
        (SOLOTHURN.replace("Solothurn;4500", ";4500"), "Ortschaftsname"),
    ],
)
def test_a_fault_names_the_directorys_own_column(tmp_path: Path, row: str, column: str) -> None:
    (fault,) = postcodes.table(Folder(official(tmp_path, ZUCHWIL_WGS84, row))).faults
    assert (fault.file, fault.row, fault.column) == ("postcodes.csv", 3, column)


@pytest.mark.parametrize(
    ("east", "north", "lat", "lon"),
    [
        (2_700_000, 1_100_000, 46 + 2 / 60 + 38.87 / 3600, 8 + 43 / 60 + 49.79 / 3600),  # swisstopo's own example
        (2_600_000, 1_200_000, 46.951083, 7.438632),  # the old observatory in Bern
    ],
)
def test_lv95_becomes_wgs84_to_about_a_metre(east: int, north: int, lat: float, lon: float) -> None:
    assert wgs84(east, north) == pytest.approx((lat, lon), abs=1e-5)


# ── Faults in our own table ─────────────────────────────────────────────────────

OURS = "postcode,locality,municipality,bfs,canton,lat,lon,precision,kind"
ZUCHWIL = "4528,Zuchwil,Zuchwil,2534,SO,47.20468,7.55809,settlement,place"


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ZUCHWIL.replace("4528", "0528"), "postcode"),
        (ZUCHWIL.replace("4528", "45280"), "postcode"),
        (ZUCHWIL.replace("47.2", "57.2"), "lat"),
        (ZUCHWIL.replace("7.55809", ""), "lon"),
        (ZUCHWIL.replace(",SO,", ",so,"), "canton"),
        (ZUCHWIL.replace(",place", ",village"), "kind"),
        ("4500,Solothurn,Solothurn,2601,SO,47.21,7.53,settlement,place", "locality"),  # stands in row 2 already
    ],
)
def test_a_fault_in_our_table_names_row_and_column(tmp_path: Path, row: str, column: str) -> None:
    first = "4500,Solothurn,Solothurn,2601,SO,47.20791,7.53714,settlement,place"
    (tmp_path / "postcodes.csv").write_text("\n".join((OURS, first, row, "")), encoding="utf-8")
    (fault,) = postcodes.table(Folder(tmp_path)).faults
    assert (fault.row, fault.column) == (3, column)
    with pytest.raises(BadData, match=r"postcodes\.csv, row 3"):
        Dataset(tmp_path).places


def test_a_missing_table_is_a_fault_not_a_crash(tmp_path: Path) -> None:
    (fault,) = postcodes.table(Folder(tmp_path)).faults
    assert "must exist" in str(fault)


@pytest.mark.parametrize(
    ("postcode", "locality", "municipality", "canton"),
    [
        ("8109", "Kloster Fahr", "Würenlos", "AG"),
        ("6344", "Meierskappel", "Meierskappel", "LU"),
        ("9411", "Reute AR", "Reute (AR)", "AR"),
        ("2345", "Le Peuchapatte", "Muriaux", "JU"),
        ("6661", "Vergeletto", "Onsernone", "TI"),
        ("7447", "Avers", "Avers", "GR"),
        ("8472", "Oberohringen", "Seuzach", "ZH"),
    ],
)
def test_what_the_official_directory_corrects_is_corrected(
    postcode: str, locality: str, municipality: str, canton: str
) -> None:
    found = [place for place in LIVE.places if (place.postcode, place.locality) == (postcode, locality)]
    assert [(place.municipality, place.canton) for place in found] == [(municipality, canton)]
