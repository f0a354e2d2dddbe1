"""What an operator may set, read from environment variables. Nothing here changes a verdict but ``FINDER_TODAY``.

| variable               | meaning                                                              | default         |
|------------------------|----------------------------------------------------------------------|-----------------|
| FINDER_HOST            | address the server listens on                                        | 127.0.0.1       |
| FINDER_PORT            | its port                                                             | 8501            |
| FINDER_TODAY           | the day to reckon with, ISO; for tests and shows, never in operation | the day in Bern |
| FINDER_BASEMAP         | ``off`` or ``swisstopo``: federal map tiles, a third-party request   | off             |
| FINDER_OFFICE_URL      | the office's own address, for the QR codes                           | none            |
| FINDER_COUNTS          | file for totals per day, the only thing ever written                 | none: off       |
| FINDER_BASE_PATH       | sub-path of the address, such as ``/ami``                            | none            |
| FINDER_KEEP            | whose tabs keep answers, encrypted: ``on``, ``self``, ``off``        | on              |
| FINDER_KEY             | secret of several processes for it, 32 characters or more            | one of its own  |
| FINDER_IDLE_SECONDS    | seconds untouched after which a demonstration starts again           | 180             |
| FINDER_TAKE_OVER       | data folder to serve, where officers may put changes into force      | none: off       |
| FINDER_HOSTS           | further names under which it is reached, separated by blanks         | none            |
| FINDER_SESSIONS        | visitors at the same time; who comes then reads a sentence           | 300             |
| FINDER_SESSIONS_PER_ADDRESS | of them from one address (an office behind one line)            | 100             |
| FINDER_FRAME_ANCESTORS | origins that may embed the pages, separated by blanks                | none            |

``pages/`` and the server read them here; ``finder/`` never does.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parents[1]


class BadSetting(ValueError):
    """A variable holds what it may not hold. Whose turn: the operator."""

    def __init__(self, name: str, value: str, allowed: str) -> None:
        super().__init__(f"{name}={value!r}: {allowed}")


@dataclass(frozen=True)
class Settings:
    """The operator's choices; see the table above."""

    host: str = "127.0.0.1"
    port: int = 8501
    today: date | None = None
    basemap: str = "off"
    office_url: str = ""
    counts: Path | None = None
    frame_ancestors: tuple[str, ...] = ()
    idle_seconds: int = 180
    hosts: tuple[str, ...] = ()
    sessions: int = 300
    sessions_per_address: int = 100
    base_path: str = ""
    take_over: Path | None = None
    keep: str = "on"
    key: str = field(default="", repr=False)

    def day(self) -> date:
        """The day to reckon with: the one that was set, else today in Switzerland."""
        return self.today or datetime.now(ZoneInfo("Europe/Zurich")).date()


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings in ``environment``; an empty variable counts as not set.

    Raises:
        BadSetting: a value cannot be used.
    """

    found = _read(tuple(environment.get(name, "").strip() for name in VARIABLES))
    # A folder that is taken over may be a link that changes: it is looked up each time.
    return replace(found, take_over=found.take_over.resolve()) if found.take_over else found


VARIABLES = (
    "FINDER_HOST",
    "FINDER_PORT",
    "FINDER_TODAY",
    "FINDER_BASEMAP",
    "FINDER_OFFICE_URL",
    "FINDER_COUNTS",
    "FINDER_BASE_PATH",
    "STREAMLIT_SERVER_BASE_URL_PATH",
    "FINDER_KEEP",
    "FINDER_KEY",
    "FINDER_IDLE_SECONDS",
    "FINDER_TAKE_OVER",
    "FINDER_HOSTS",
    "FINDER_SESSIONS",
    "FINDER_SESSIONS_PER_ADDRESS",
    "FINDER_FRAME_ANCESTORS",
)


@lru_cache(4)
def _read(values: tuple[str, ...]) -> Settings:
    """The settings of these variables, read once: a page asks seven times in one run."""
    environment = dict(zip(VARIABLES, values, strict=True))

    def get(name: str, default: str = "") -> str:
        return environment[name] or default

    counts, folder = get("FINDER_COUNTS"), get("FINDER_TAKE_OVER")
    return Settings(
        host=get("FINDER_HOST", "127.0.0.1"),
        port=_port(get("FINDER_PORT", "8501")),
        today=_day(get("FINDER_TODAY")),
        basemap=_one_of("FINDER_BASEMAP", get("FINDER_BASEMAP", "off"), ("off", "swisstopo")),
        office_url=_web_address("FINDER_OFFICE_URL", get("FINDER_OFFICE_URL")),
        counts=Path(counts) if counts else None,
        frame_ancestors=tuple(
            _web_address("FINDER_FRAME_ANCESTORS", origin) for origin in get("FINDER_FRAME_ANCESTORS").split()
        ),
        base_path=_base_path(get("FINDER_BASE_PATH") or get("STREAMLIT_SERVER_BASE_URL_PATH")),
        take_over=Path(folder) if folder else None,
        keep=_one_of("FINDER_KEEP", get("FINDER_KEEP", "on"), ("on", "self", "off")),
        key=_key(get("FINDER_KEY")),
        idle_seconds=_seconds("FINDER_IDLE_SECONDS", get("FINDER_IDLE_SECONDS", "180")),
        hosts=tuple(_host(name) for name in get("FINDER_HOSTS").lower().split()),
        sessions=_count("FINDER_SESSIONS", get("FINDER_SESSIONS", "300")),
        sessions_per_address=_count("FINDER_SESSIONS_PER_ADDRESS", get("FINDER_SESSIONS_PER_ADDRESS", "100")),
    )


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 <= int(text) <= 65535:
        raise BadSetting("FINDER_PORT", text, "a number from 0 (any free port) to 65535")
    return int(text)


def _base_path(text: str) -> str:
    """``/ami`` with a slash in front and none behind; the root is nothing."""
    path = text.strip("/")
    if path and not re.fullmatch(r"[A-Za-z0-9_\-]+(/[A-Za-z0-9_\-]+)*", path):
        raise BadSetting("FINDER_BASE_PATH", text, "a path such as /ami")
    return f"/{path}" if path else ""


def _host(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]([a-z0-9.\-]*[a-z0-9])?", text):
        raise BadSetting("FINDER_HOSTS", text, "names such as finder.example.ch, without a port")
    return text


def _count(name: str, text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000:
        raise BadSetting(name, text, "a number from 1 to 10000")
    return int(text)


def _key(text: str) -> str:
    if text and len(text) < 32:
        raise BadSetting("FINDER_KEY", "…", "at least 32 characters, such as from `openssl rand -hex 32`")
    return text


def _seconds(name: str, text: str) -> int:
    if not text.isdecimal() or not 3 <= int(text) <= 3600:
        raise BadSetting(name, text, "a number of seconds from 3 to 3600")
    return int(text)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadSetting("FINDER_TODAY", text, "a day such as 2026-11-22") from None


def _one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise BadSetting(name, text, " or ".join(allowed))
    return text


def _web_address(name: str, text: str) -> str:
    # The value lands in a response header or a link: nothing that could end the one or change the other.
    if text and (urlsplit(text).scheme not in ("http", "https") or any(sign in text for sign in " ;,'\"\r\n")):
        raise BadSetting(name, text, "a web address such as https://www.example.ch")
    return text
