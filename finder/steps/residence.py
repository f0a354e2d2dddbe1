"""Where a person lives, as far as the answers tell: canton, municipality, Sozialregion – and what is missing.

The canton is the one of the postcode's places in ``postcodes.csv``. A strip of another canton within a place (Aarburg
in 4600) changes nothing unless the person names that municipality; where the strip is broad (5017 Barmelweid), the
canton stays open until the municipality is named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from finder.facts.dataset import Dataset, on_file
from finder.facts.place_names import key, keys
from finder.facts.postcode_shares import PostcodeShare
from finder.facts.postcodes import Place
from finder.facts.sozialregionen import Sozialregion
from finder.steps.place_index import index
from finder.steps.places import likely, matching, municipalities_in_doubt, told

CANTON = "SO"


@dataclass(frozen=True, slots=True)
class Residence:
    """What the answers tell of the residence.

    Attributes:
        places: the places meant; several when only the person can choose.
        canton: two letters, ``None`` while it is in doubt.
        municipality: the one named, else the likely one; ``None`` while the canton is in doubt.
        region: the Sozialregion of that municipality, in Canton Solothurn only.
        certain: the municipality is named, or all addresses of the place lie in it; otherwise it is only likely.
        missing: the answer that would decide the canton: ``postcode`` or ``locality``.
    """

    places: tuple[Place, ...]
    canton: str | None
    municipality: str | None
    region: Sozialregion | None
    certain: bool
    missing: str | None

    @property
    def home(self) -> Place | None:
        """The point to measure from: the likely one of several places."""
        return likely(self.places) if self.places else None


NOT_TOLD = Residence((), None, None, None, certain=False, missing="postcode")


def residence(postcode: str | None, locality: str | None = None, data: Dataset | None = None) -> Residence:
    """The residence out of two answers, each of which may be missing.

    Raises:
        UnknownPlace, BadAnswer: no such postcode or place; ``field`` is ``postcode`` or ``locality``.
    """
    if postcode is None and locality is None:
        return NOT_TOLD
    if isinstance(postcode, str) and (locality is None or isinstance(locality, str)):
        try:
            return _as_on_file(postcode, locality, data)
        except KeyError:
            pass  # not written as in the table
    code, name = told(postcode, locality, data)
    if code is not None and name is not None and (named := _named_municipality(code, name, data)):
        return named
    found = matching(code, name, data)
    return _residence(found, name, data, missing="postcode" if code is None else "locality")


def _as_on_file(postcode: str, locality: str | None, data: Dataset | None) -> Residence:
    """The residence of a row of the table: of each is kept what was once worked out, so no more than there are rows."""
    kept = (data or on_file()).once(_residences)
    home = kept.get((postcode, locality))
    if home is None:
        here = index(data).by_postcode[postcode]
        found = tuple(place for place in here if place.locality == locality)
        if locality is None:
            found = matching(postcode, None, data)
        if not found:
            raise KeyError(locality)
        home = kept[postcode, locality] = _residence(found, locality, data, missing="locality")
    return home


def _residences(_data: Dataset) -> dict[tuple[str, str | None], Residence]:
    return {}


def _named_municipality(postcode: str, name: str, data: Dataset | None) -> Residence | None:
    """The residence when ``name`` is no locality of the postcode but a municipality that has addresses in it."""
    here = index(data).by_postcode.get(postcode, ())
    wanted = key(name)
    if any(wanted in keys(place.locality, place.canton) for place in here):
        return None
    found = {
        place: part for place in here for part in _parts(place, data) if wanted in keys(part.municipality, part.canton)
    }
    if not found:
        return None
    part = next(iter(found.values()))
    region = (data or on_file()).region_of(part.municipality) if part.canton == CANTON else None
    return Residence(tuple(found), part.canton, part.municipality, region, certain=True, missing=None)


def _residence(found: tuple[Place, ...], name: str | None, data: Dataset | None, missing: str) -> Residence:
    if len({place.canton for place in found}) > 1:
        return Residence(found, None, None, None, certain=False, missing=missing)
    canton = found[0].canton
    wanted = None if name is None else key(name)
    in_doubt = [place for place in found if municipalities_in_doubt(place, data)]
    if in_doubt and not any(wanted in keys(place.municipality, place.canton) for place in in_doubt):
        return Residence(found, None, None, None, certain=False, missing="locality")
    named = [place.municipality for place in found if wanted in keys(place.municipality, place.canton)]
    municipality = named[0] if named else likely(found).municipality
    certain = bool(named) or list(_all_municipalities(found, data)) == [municipality]
    region = (data or on_file()).region_of(municipality) if canton == CANTON else None
    return Residence(found, canton, municipality, region, certain, missing=None)


def _all_municipalities(found: tuple[Place, ...], data: Dataset | None) -> Iterator[str]:
    """Every municipality with addresses in one of the places, once; a box at the post tells of none."""
    told_of: dict[str | None, None] = {}
    for place in found:
        parts = (data or on_file()).shares.get((place.postcode, place.locality))
        known = [None] if place.kind == "po_box" or parts is None else [part.municipality for part in parts]
        told_of.update(dict.fromkeys(known))
    return iter(name or "" for name in told_of)


def _parts(place: Place, data: Dataset | None) -> tuple[Place | PostcodeShare, ...]:
    return (data or on_file()).shares.get((place.postcode, place.locality), (place,))
