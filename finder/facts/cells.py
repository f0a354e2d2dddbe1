"""What a cell of a data file may hold, each kind with the key of the sentence that says what is allowed.

An editor reads that sentence beside the row and the column, so it names the allowed form, not the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, PlainValidator
from pydantic_core import PydanticCustomError

from finder.facts.vague_day import VagueDay
from finder.sentences import CELLS

Canton = Literal[
    "AG", "AI", "AR", "BE", "BL", "BS", "FR", "GE", "GL", "GR", "JU", "LU", "NE",
    "NW", "OW", "SG", "SH", "SO", "SZ", "TG", "TI", "UR", "VD", "VS", "ZG", "ZH",
]  # fmt: skip
"""The 26 cantons by their official two letters."""

OFFICE_WORDS = frozenset(
    {
        "ami",
        "administration",
        "anmeldung",
        "arbeit",
        "arbeitsintegration",
        "beratung",
        "buero",
        "contact",
        "empfang",
        "hello",
        "info",
        "integration",
        "jobcoaching",
        "kontakt",
        "mail",
        "office",
        "post",
        "programme",
        "sekretariat",
        "service",
        "team",
        "verein",
        "zentrale",
    }
)
"""Local parts that name an office. Together with a dot they are no person: ``info.olten`` is fine."""

_POSTCODE = re.compile(r"[1-9]\d{3}", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[-+]?\d*\.?\d*", re.ASCII)
_WHOLE = re.compile(r"\d{1,4}", re.ASCII)
_DEGREES = re.compile(r"\d{1,3}\.\d{1,8}", re.ASCII)
_PRICE = re.compile(r"\d{1,6}(\.\d{1,2})?", re.ASCII)
_PHONE = re.compile(r"0\d{2} \d{3} \d{2} \d{2}", re.ASCII)
_MOBILE = re.compile(r"07[4-9]")
_EMAIL = re.compile(r"[a-z0-9._+-]+@([a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)
_TWO_NAMES = re.compile(r"([a-z-]+)[._]([a-z-]+)", re.ASCII)
_KEY = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*", re.ASCII)
_NO_ADDRESS = re.compile(r"[\s<>\"'\\^`{|}]")
_HOST = re.compile(r"([a-z0-9-]+\.)+[a-z]{2,}", re.ASCII)
_TITLE_AND_NAME = r"\b(Herrn?|Frau) [A-ZÄÖÜ]"
_AHV_NUMBER = r"\b756\.?\d{4}\.?\d{4}\.?\d{2}\b"
_EMAIL_ANYWHERE = r"\S@\S"
_PHONE_ANYWHERE = r"(\+41|\b0)\s?\d{2}[ /]?\d{3} ?\d{2} ?\d{2}\b"
_PERSONAL = re.compile("|".join((_TITLE_AND_NAME, _AHV_NUMBER, _EMAIL_ANYWHERE, _PHONE_ANYWHERE)))
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def wrong(key: str, **values: object) -> PydanticCustomError:
    """The error of a cell: the key of its sentence in :data:`~finder.sentences.CELLS`, and what that says besides."""
    return PydanticCustomError(key, CELLS[key], values)


def _postcode(text: str) -> str:
    if not _POSTCODE.fullmatch(text):
        raise wrong("postcode")
    return text


def _day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _ISO_DAY.fullmatch(value):
        raise wrong("day")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise wrong("day") from None


def _no_count(value: Any) -> Any:
    """A bare number is no day: the library would count seconds from 1970."""
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        raise wrong("day")
    return value


def _day_month_or_year(value: Any) -> date:
    if isinstance(value, date) or _ISO_DAY.fullmatch(str(value)):
        return _day(value)
    try:
        return VagueDay.read(str(value))
    except ValueError:
        raise wrong("vague_day") from None


def _age(value: Any) -> int:
    if not _WHOLE.fullmatch(str(value)) or int(value) > 120:
        raise wrong("age_in_years")
    return int(value)


def _price(value: Any) -> Decimal:
    if not _PRICE.fullmatch(str(value)):
        raise wrong("price")
    return Decimal(str(value))


def _degrees(least: float, most: float, name: str) -> Callable[[Any], float]:
    """Reads a coordinate (WGS 84, decimal degrees) between ``least`` and ``most``, the box around Switzerland."""

    def understand(value: Any) -> float:
        if not _DEGREES.fullmatch(str(value)) or not least <= float(value) <= most:
            raise wrong("degrees", name=name, least=least, most=most)
        return float(value)

    return understand


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise wrong("phone")
    if _MOBILE.match(text):
        raise wrong("office_phone")
    return text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise wrong("email")
    names = _TWO_NAMES.fullmatch(text.partition("@")[0])
    if names and not OFFICE_WORDS & set(names.groups()):
        raise wrong("office_email")
    return text


def _web(text: str) -> str:
    if not is_web_address(text):
        raise wrong("web_address")
    return text


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise wrong("short_name")
    return text


def _sources(text: str) -> str:
    for part in text.split(" | "):
        if not (_KEY.fullmatch(part) or is_web_address(part)):
            raise wrong("source_list")
    return text


def _plain(text: str) -> str:
    if _CONTROL.search(text):
        raise wrong("plain_text")
    if _PERSONAL.search(text):
        raise wrong("nobody_private")
    return text


def is_web_address(text: str) -> bool:
    """Whether ``text`` is a complete http(s) address of a public host, without blanks, user name or password."""
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return False
    clean = not _NO_ADDRESS.search(text) and "@" not in parts.netloc
    return clean and parts.scheme in {"http", "https"} and _HOST.fullmatch(host) is not None


Postcode = Annotated[str, AfterValidator(_postcode)]
Day = Annotated[date, BeforeValidator(_day)]
FigureDay = Annotated[date, BeforeValidator(_no_count)]
"""First or last day of a tariff or limit."""
SeenDay = Annotated[date, PlainValidator(_day_month_or_year)]
Age = Annotated[int, BeforeValidator(_age)]
Price = Annotated[Decimal, BeforeValidator(_price)]
Latitude = Annotated[float, BeforeValidator(_degrees(45.8, 47.9, "latitude"))]
Longitude = Annotated[float, BeforeValidator(_degrees(5.9, 10.6, "longitude"))]
Phone = Annotated[str, AfterValidator(_phone)]
Email = Annotated[str, AfterValidator(_email)]
Web = Annotated[str, AfterValidator(_web)]
"""An address as it is evidenced: one that a source gives with http is not made https by us."""
Key = Annotated[str, AfterValidator(_key)]
SourceList = Annotated[str, AfterValidator(_sources)]
PlainText = Annotated[str, AfterValidator(_plain)]
"""One line of text that names no private person and holds no number by which one could be reached."""
