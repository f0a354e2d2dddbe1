"""What is near: exact to a metre, nearest first, fair among equals, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from geopy.distance import geodesic
from hypothesis import given
from hypothesis import strategies as st

from finder.facts.dataset import on_file
from finder.facts.keys import TYPE_KEYS, TypeKey
from finder.facts.offers import Offer
from finder.steps import nearby as nearby_module
from finder.steps.distance import metres, metres_between
from finder.steps.nearby import Hit, Nearby, Sites, nearby
from finder.steps.nearby import _prepared as prepared
from finder.steps.places import likely, matching
from tests.support.known import known, place

ZUCHWIL = place("4528", "Zuchwil")
ANY = on_file().offers[0]
LATS, LONS = st.floats(46.6, 47.9), st.floats(6.7, 8.7)


def offer(
    name: str,
    lat: float | None = None,
    lon: float | None = None,
    kind: TypeKey | None = "coaching",
    location: str | None = None,
) -> Offer:
    """An offer of the provider ``name`` at a point, or without one."""
    return replace(ANY, provider=name, provider_id=name.lower(), location=location, lat=lat, lon=lon, type=kind)


def east(metres_away: float) -> tuple[float, float]:
    """A point so many metres east of Zuchwil."""
    point = geodesic(meters=metres_away).destination((ZUCHWIL.lat, ZUCHWIL.lon), 90)
    return point.latitude, point.longitude


def names(hits: Iterable[Hit]) -> list[str]:
    return [hit.offer.provider for hit in hits]


# ── Distance ────────────────────────────────────────────────────────────────────


@given(LATS, LONS, LATS, LONS)
def test_the_distance_is_exact_to_a_metre_up_to_50_km(
    lat: float, lon: float, other_lat: float, other_lon: float
) -> None:
    exact = geodesic((lat, lon), (other_lat, other_lon)).meters
    ours = metres_between((lat, lon), (other_lat, other_lon))
    assert ours == pytest.approx(exact, abs=1 if exact <= 50_000 else exact / 5_000)


def test_known_distances() -> None:
    welschenrohr, solothurn = place("4716", "Welschenrohr"), place("4500")
    breitenbach, balsthal = place("4226"), place("4710")
    assert metres_between((welschenrohr.lat, welschenrohr.lon), (solothurn.lat, solothurn.lon)) == pytest.approx(
        7_900, abs=500
    )
    assert metres_between((breitenbach.lat, breitenbach.lon), (balsthal.lat, balsthal.lon)) == pytest.approx(
        15_000, abs=700
    )


def test_many_points_at_once_give_the_same_as_one_by_one() -> None:
    lats, lons = np.linspace(46.7, 47.8, 50), np.linspace(6.9, 8.6, 50)
    one_by_one = [metres_between((47.2, 7.5), point) for point in zip(lats, lons, strict=True)]
    assert metres(47.2, 7.5, lats, lons).tolist() == one_by_one


# ── Radius ──────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("away", "inside"), [(0, True), (4_999, True), (4_999.9, True), (5_000.1, False), (5_001, False)]
)
def test_the_radius_is_a_sharp_limit(away: float, inside: bool) -> None:
    found = nearby(ZUCHWIL, 5, (offer("A", *east(away)),))
    assert (len(found.hits), len(found.nearest_outside)) == ((1, 0) if inside else (0, 1))


def test_the_radius_itself_is_inside() -> None:
    lat, lon = east(5_000)
    exactly = metres_between((ZUCHWIL.lat, ZUCHWIL.lon), (lat, lon)) / 1000
    assert len(nearby(ZUCHWIL, exactly, (offer("A", lat, lon),)).hits) == 1


@given(st.lists(st.tuples(LATS, LONS), max_size=40), st.sampled_from([0, 5, 20, 50, 300]))
def test_a_search_finds_exactly_what_is_inside_nearest_first(points: list[tuple[float, float]], km: float) -> None:
    offers = tuple(offer(f"P{number}", *point) for number, point in enumerate(points))
    found = nearby(ZUCHWIL, km, offers)
    inside = {
        name.provider for name in offers if metres_between((ZUCHWIL.lat, ZUCHWIL.lon), known(name.point)) <= km * 1000
    }
    assert set(names(found.hits)) == inside
    assert all(known(one.km) <= known(other.km) for one, other in pairwise(found.hits))
    assert len(found.nearest_outside) == (0 if inside else min(3, len(points)))


@given(st.lists(st.tuples(LATS, LONS), max_size=20), st.floats(0, 60), st.floats(0, 60))
def test_a_wider_radius_never_loses_a_hit(points: list[tuple[float, float]], one: float, other: float) -> None:
    offers = tuple(offer(f"P{number}", *point) for number, point in enumerate(points))
    narrow, wide = sorted((one, other))
    assert set(names(nearby(ZUCHWIL, narrow, offers).hits)) <= set(names(nearby(ZUCHWIL, wide, offers).hits))


def test_without_a_radius_everything_is_listed() -> None:
    offers = (offer("A", *east(90_000)), offer("B", *east(10)), offer("C"))
    found = nearby(ZUCHWIL, None, offers)
    assert (names(found.hits), names(found.without_point)) == (["B", "A"], ["C"])


def test_a_search_is_not_clipped_to_the_canton() -> None:
    aarau = place("5000")
    assert len(nearby(ZUCHWIL, 50, (offer("A", aarau.lat, aarau.lon),)).hits) == 1


# ── Nothing inside, no point ────────────────────────────────────────────────────


def test_with_nothing_inside_the_three_nearest_sites_are_named_with_their_distance() -> None:
    offers = [offer(name, *east(away)) for name, away in zip("DCBA", (90_000, 8_000, 7_000, 6_000), strict=True)]
    offers += [offer("A", *east(6_000), kind=kind) for kind in ("trauma", "teillohn")]
    found = nearby(ZUCHWIL, 5, tuple(offers))
    assert (list(found.hits), names(found.nearest_outside)) == ([], ["A", "B", "C"])
    assert [round(known(hit.km), 3) for hit in found.nearest_outside] == [6, 7, 8]


def test_an_offer_without_a_point_is_listed_apart() -> None:
    found = nearby(ZUCHWIL, 5, (offer("A"), offer("B", *east(100))))
    assert (names(found.hits), names(found.without_point)) == (["B"], ["A"])
    assert (found.without_point[0].km, found.without_point[0].number) == (None, None)


def test_nothing_at_all_is_no_error() -> None:
    assert [len(part) for part in (nearby(ZUCHWIL, 5, ()).hits, nearby(ZUCHWIL, None, ()).hits)] == [0, 0]


# ── Kinds ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("types", "expected"),
    [((), ["A", "B", "C"]), (("coaching",), ["A"]), (("coaching", "trauma"), ["A", "B"]), (("teillohn",), [])],
)
def test_only_the_kinds_asked_for_are_listed(types: tuple[TypeKey, ...], expected: list[str]) -> None:
    offers = (
        offer("A", *east(1)),
        offer("B", *east(2), kind="trauma"),
        offer("C", *east(3), kind=None),  # a place of work whose kind no source names
    )
    assert names(nearby(ZUCHWIL, 5, offers, types).hits) == expected


@pytest.mark.parametrize("kind", TYPE_KEYS)
def test_the_filter_agrees_with_the_file(kind: TypeKey) -> None:
    found = nearby(ZUCHWIL, None, on_file().offers, (kind,))
    assert len(found.hits) + len(found.without_point) == sum(one.type == kind for one in on_file().offers)


# ── Ties ────────────────────────────────────────────────────────────────────────

TIED = tuple(offer(name, *east(1_000)) for name in "CAB")


@pytest.mark.parametrize(
    ("postcode", "order"),
    [("4500", "ABC"), ("4501", "BCA"), ("4502", "CAB"), ("4600", "BCA")],  # digit sums 9, 10, 11, 10
)
def test_tied_providers_begin_at_the_digit_sum_of_the_postcode(postcode: str, order: str) -> None:
    assert "".join(names(nearby(replace(ZUCHWIL, postcode=postcode), 5, TIED).hits)) == order


def test_no_provider_is_always_first() -> None:
    first = {names(nearby(replace(ZUCHWIL, postcode=str(code)), 5, TIED).hits)[0] for code in range(4500, 4600)}
    assert first == {"A", "B", "C"}


@given(st.permutations(TIED))
def test_the_order_of_the_file_does_not_matter(offers: list[Offer]) -> None:
    assert names(nearby(ZUCHWIL, 5, tuple(offers)).hits) == names(nearby(ZUCHWIL, 5, TIED).hits)


def test_offers_of_a_provider_stay_together_in_the_order_of_the_brochure() -> None:
    point = east(1_000)
    offers = (offer("B", *point, kind="trauma"), offer("A", *point), offer("B", *point))
    assert {
        tuple((hit.offer.provider, hit.offer.type) for hit in nearby(replace(ZUCHWIL, postcode=code), 5, offers).hits)
        for code in ("4500", "4501")
    } == {
        (("A", "coaching"), ("B", "coaching"), ("B", "trauma")),
        (("B", "coaching"), ("B", "trauma"), ("A", "coaching")),
    }


def test_a_tie_never_outruns_a_nearer_offer() -> None:
    offers = (offer("Z", *east(500)), *TIED, offer("Y", *east(1_500)))
    for code in range(4500, 4510):
        found = names(nearby(replace(ZUCHWIL, postcode=str(code)), 5, offers).hits)
        assert (found[0], found[-1], set(found[1:-1])) == ("Z", "Y", set("ABC"))


# ── Numbers, lists, preparing ───────────────────────────────────────────────────


def test_offers_of_one_site_share_its_number() -> None:
    offers = (offer("A", *east(1)), offer("A", *east(1), kind="trauma"), offer("A", *east(9), location="Filiale"))
    assert [hit.number for hit in nearby(ZUCHWIL, 5, offers).hits] == [1, 1, 2]


def test_sites_at_the_same_point_have_numbers_of_their_own() -> None:
    assert [hit.number for hit in nearby(ZUCHWIL, 5, TIED).hits] == [1, 2, 3]


def test_hits_behave_like_a_list() -> None:
    hits = nearby(ZUCHWIL, 5, TIED).hits
    assert (len(hits), hits[-1], hits[:2]) == (3, list(hits)[2], tuple(hits)[:2])
    with pytest.raises(IndexError):
        hits[3]


def test_prepared_sites_give_the_same() -> None:
    def listed(found: Nearby) -> list[tuple[Offer, float | None, int | None]]:
        return [(hit.offer, hit.km, hit.number) for hit in found.hits]

    assert listed(nearby(ZUCHWIL, 30, Sites.of(on_file().offers))) == listed(nearby(ZUCHWIL, 30, on_file().offers))


def test_every_offer_on_file_is_found_from_every_exclave() -> None:
    for postcode in ("4118", "4245", "4468", "4556"):
        home = place(postcode, None if postcode != "4556" else "Steinhof")
        found = nearby(home, None, on_file().offers)
        assert len(found.hits) + len(found.without_point) == len(on_file().offers)


def test_an_offer_without_located_address_lies_on_the_point_of_its_place() -> None:
    for one in on_file().offers:
        if one.precision in {"postcode", "town"}:
            town = likely(matching(one.postcode, None if one.postcode else one.town))
            assert one.point == (town.lat, town.lon), one


def test_the_turn_counts_forward_through_the_tied_providers() -> None:
    """4528 has the digit sum 19: of four providers the fourth comes first, of three the second."""
    here = (ZUCHWIL.lat, ZUCHWIL.lon)
    four = [offer(name, *here) for name in "ABCD"]
    assert names(nearby(ZUCHWIL, None, four).hits) == ["D", "A", "B", "C"]
    twice = [offer("A", *here), offer("A", *here, kind="qualifizierung"), offer("B", *here), offer("C", *here)]
    assert names(nearby(ZUCHWIL, None, twice).hits) == ["B", "C", "A", "A"]


@pytest.mark.parametrize(("lat", "lon"), [(47.21, 7.55), (47.2, 7.56)])
def test_two_addresses_of_one_name_are_two_sites(lat: float, lon: float) -> None:
    both = [offer("A", 47.2, 7.55, location="Haus"), offer("A", lat, lon, location="Haus")]
    assert sorted(known(hit.number) for hit in nearby(ZUCHWIL, None, both).hits) == [1, 2]


def test_a_nearer_tie_stays_before_a_farther_one_whatever_their_sizes() -> None:
    near = [offer(name, *east(1000)) for name in "ABCDE"]
    far = [offer(name, *east(2000)) for name in "FG"]
    assert sorted(names(nearby(ZUCHWIL, None, far + near).hits)[:5]) == list("ABCDE")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"provider": "Alpha", "provider_id": "z"}, {"provider": "beta", "provider_id": "a"}),
        ({"provider": "Same", "provider_id": "a"}, {"provider": "Same", "provider_id": "b"}),
        (
            {"provider": "Same", "provider_id": "a", "location": "Aarau"},
            {"provider": "Same", "provider_id": "a", "location": "biel"},
        ),
        ({"provider_id": "a", "location": None}, {"provider_id": "a", "location": "Aarau"}),
        ({"provider_id": "a", "type": "coaching"}, {"provider_id": "a", "type": "teillohn"}),
        ({"provider_id": "a", "type": "teillohn"}, {"provider_id": "a", "type": None}),
    ],
)
def test_offers_without_a_point_stand_by_name_then_number_then_place_then_kind(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    home = replace(ZUCHWIL, postcode="0000")  # no turn
    first, second = replace(offer("x"), **one), replace(offer("x"), **other)
    for order in ([first, second], [second, first]):
        assert [hit.offer for hit in nearby(home, None, order).without_point] == [first, second]
        placed = [replace(each, lat=47.2, lon=7.55) for each in order]
        found = [replace(hit.offer, lat=None, lon=None) for hit in nearby(home, None, placed).hits]
        assert found == [first, second]


@pytest.mark.parametrize(("postcode", "order"), [("0000", "ABC"), ("0001", "BCA"), ("0002", "CAB"), ("0003", "ABC")])
def test_offers_without_a_point_begin_at_the_same_turn(postcode: str, order: str) -> None:
    offers = [offer(name) for name in "CAB"]
    found = nearby(replace(ZUCHWIL, postcode=postcode), None, offers).without_point
    assert "".join(hit.offer.provider for hit in found) == order


def test_what_was_searched_before_is_not_prepared_again_and_never_grows() -> None:
    kept = tuple(offer(name, 47.2, 7.5) for name in "AB")
    assert prepared(kept) is prepared(kept)
    assert prepared([*kept]) is not prepared([*kept]), "a list may change"
    others = [tuple(offer(name, 47.2, 7.5) for name in "AB") for _ in range(10)]
    found = [prepared(one) for one in others]
    assert len({id(one) for one in found}) == 10
    assert len(nearby_module._kept) == nearby_module._KEPT
    nearby_module._kept[id(kept)] = (others[0], found[0])  # an address that was given away again
    assert prepared(kept) is not found[0]
