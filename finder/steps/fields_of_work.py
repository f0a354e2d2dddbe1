"""Fields of work to search by. Providers describe their work in their own German words; a field knows their stems."""

from __future__ import annotations

from collections.abc import Mapping

from finder.facts.offers import Offer

FIELDS: Mapping[str, tuple[str, ...]] = {
    "kitchen": ("gastro", "küche", "café", "mahlzeit", "gästezimmer", "lebensmittelverarb"),
    "logistics": ("logistik", "lager", "verpack", "umpack", "lieferdienst", "lieferung", "lebensmittelverteil"),
    "industry": ("industrie", "montage", "mechanik", "metall", "kabel", "fertigung", "teilebearb"),
    "wood": ("holz", "schreiner", "alphorn"),
    "building": (" bau", "unterhalt", "handwerk", "werkhof"),
    "garden": ("garten", "gemüse", "forst", "landschaft"),
    "cleaning": ("reinigung",),
    "recycling": ("recycling", "leergut"),
    "bicycles": ("velo",),
    "office": ("büro", "kaufmänn", "inserate"),
    "shop": ("detailhandel", "laden", "handel", "verkauf"),
    "care": ("betreuung", "freiwillig"),
    "lessons": ("unterricht", "sprache", "kurs"),
    "job_search": ("coaching", "bewerb", "lehrstelle", "berufs", "vermittlung", "stellensuch"),
}
"""Key of a field → parts of words that name it, in small letters. A blank before one: only where a word begins
(«Bau», not «Alphornbau»)."""


def fields_of(offer: Offer) -> frozenset[str]:
    """The fields that an offer's activities and name speak of; empty where nothing is known."""
    told = f" {offer.activities or ''} {offer.programme_name or ''}".casefold()
    return frozenset(field for field, stems in FIELDS.items() if any(stem in told for stem in stems))
