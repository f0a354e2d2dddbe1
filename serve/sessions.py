"""What the framework keeps of a session, and when it goes: here by a clock, there only when somebody else comes.
And what it works out anew at every click though it cannot change, and how long it waits with what is ready.

The framework has no public way to any of this. The names it uses inside stand in this module only, and a test holds
each of them: a new release that calls them otherwise turns it red.
"""

from __future__ import annotations

import asyncio
import ctypes
import gc
from contextlib import suppress
from typing import Any

from starlette.formparsers import MultiPartParser
from streamlit import net_util, runtime
from streamlit.components.v2 import manifest_scanner
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime import runtime as message_loop

FLUSH_EVERY = 0.001
"""Seconds between two sendings of what is ready. The framework's 0.005 were a third of most clicks; fifty sessions
that click at once do not notice the shorter wait, since nothing is sent while nothing is ready."""

EVERY = 15.0
"""Seconds between two looks for sessions that left."""


def keep_inside() -> None:
    """Nothing of an upload on a disk, and no question to anybody about our own address."""
    MultiPartParser.spool_max_size = 64 * 2**20  # beyond any body that is let in: it stays in memory
    net_util.get_external_ip = lambda: None
    net_util.get_internal_ip = lambda: None


def nothing_installed() -> None:
    """No installed package brings elements for our pages: to look through all of them takes a fifth of a second of each
    start."""
    manifest_scanner.scan_component_manifests = lambda *_, **__: []


def send_at_once() -> None:
    """What a page has drawn leaves after :data:`FLUSH_EVERY`."""
    vars(message_loop)["MESSAGE_FLUSH_INTERVAL_SECS"] = FLUSH_EVERY


def theme_once() -> None:
    """The theme goes with every run; the framework looks through all its options for each of six sections of it, which
    takes as long as drawing a small page. Its configuration is read at the start and watched by nobody here."""
    populate, sections = app_session._populate_theme_msg, dict[str, CustomThemeConfig]()

    def populate_once(msg: CustomThemeConfig, section: str = "theme") -> None:
        if section not in sections:
            sections[section] = CustomThemeConfig()
            populate(sections[section], section)
        if sections[section].ByteSize():  # a section without a word in it stays away
            msg.MergeFrom(sections[section])

    app_session._populate_theme_msg = populate_once


def held(session: str) -> tuple[int, int, int]:
    """Files a session has uploaded, their bytes, and the bytes of all sessions."""
    stored: dict[str, dict[str, Any]] = _runtime().uploaded_file_mgr.file_storage
    sizes = {key: [len(file.data) for file in [*files.values()]] for key, files in [*stored.items()]}
    own = sizes.get(session, [])
    return len(own), sum(own), sum(map(sum, sizes.values()))


def purge() -> int:
    """Drops the sessions whose visitors left and did not come back in time; how many are kept for a return."""
    storage = _runtime()._session_mgr._session_storage
    left = storage._cache
    before = len(left._data)
    left.expire()
    if len(left._data) < before:
        gc.collect()
        if not _runtime()._session_mgr.list_active_sessions():  # nobody waits: give the memory back
            with suppress(OSError, AttributeError):
                ctypes.CDLL(None).malloc_trim(0)
    return len(left._data)


async def purge_by_the_clock() -> None:
    """Until the server ends."""
    while True:
        await asyncio.sleep(EVERY)
        purge()


def _runtime() -> Any:
    return runtime.get_instance()
