"""Offers as contacts for an address book: vCard 4.0 (RFC 6350)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from finder.facts.offers import Offer

LONGEST_LINE = 75
"""Octets of a line, without its end; longer ones are folded."""


def vcards(offers: Iterable[Offer]) -> str:
    """One card for each location, in the order given; lines end with CR LF as the format wants."""
    seen: dict[tuple[str, str | None], Offer] = {}
    for offer in offers:
        seen.setdefault((offer.provider_id, offer.location), offer)
    return "".join(_folded(line) + "\r\n" for offer in seen.values() for line in _card(offer))


def _card(offer: Offer) -> Iterator[str]:
    name = offer.provider if offer.location in (None, offer.provider) else f"{offer.provider}, {offer.location}"
    yield "BEGIN:VCARD"
    yield "VERSION:4.0"
    yield "KIND:org"
    yield f"FN:{_escaped(name)}"
    yield f"ORG:{_escaped(offer.provider)}"
    if offer.street or offer.town:
        parts = ("", "", offer.street or "", offer.town or "", offer.canton or "", offer.postcode or "", "Schweiz")
        yield "ADR;TYPE=work:" + ";".join(_escaped(part) for part in parts)
    if offer.phone:
        yield f"TEL;TYPE=work;VALUE=text:{_escaped(offer.phone)}"
    if offer.email:
        yield f"EMAIL;TYPE=work:{_escaped(offer.email)}"
    if offer.website:
        yield f"URL:{offer.website}"
    yield "END:VCARD"


def _escaped(text: str) -> str:
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """Breaks a long line between characters; a continuation starts with a blank."""
    pieces, piece, room = [], "", LONGEST_LINE
    for sign in line:
        if len((piece + sign).encode()) > room:
            pieces.append(piece)
            piece, room = "", LONGEST_LINE - 1
        piece += sign
    return "\r\n ".join([*pieces, piece])
