"""What the framework keeps of a session, and the names inside it that we rely on."""

from __future__ import annotations

from collections.abc import Callable
from importlib import metadata
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.formparsers import MultiPartParser
from streamlit import net_util
from streamlit.components.v2 import manifest_scanner
from streamlit.components.v2.component_manager import BidiComponentManager
from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime import runtime as message_loop
from streamlit.runtime.memory_session_storage import MemorySessionStorage

from serve import sessions
from serve.gate import MOST_BODY
from tests.support.asking import finished
from tests.support.serving import ROOT

SCAN = getattr(manifest_scanner.scan_component_manifests, "__wrapped__", manifest_scanner.scan_component_manifests)
"""The framework's own, whoever has remembered what it found."""


def test_the_clock_of_the_sessions_never_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[float] = []

    class OverError(Exception):
        pass

    async def sleep(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) > 9:
            raise OverError

    def purge() -> int:
        if len(looks) == 3:
            raise OverError
        return 0

    monkeypatch.setattr(sessions, "asyncio", SimpleNamespace(sleep=sleep))
    monkeypatch.setattr(sessions, "purge", purge)
    with pytest.raises(OverError):
        finished(sessions.purge_by_the_clock())
    assert looks == [sessions.EVERY] * 3


def session_of(key: str) -> Any:
    """As much of a session of the framework as its storage asks for."""
    return SimpleNamespace(session=SimpleNamespace(id=key))


@pytest.mark.parametrize(
    ("gone", "inside_now", "given_back"), [(True, [], True), (True, ["somebody"], False), (False, [], False)]
)
def test_memory_is_given_back_when_the_last_one_left(
    monkeypatch: pytest.MonkeyPatch, gone: bool, inside_now: list[str], given_back: bool
) -> None:
    trimmed: list[int] = []
    collected: list[bool] = []
    storage = MemorySessionStorage(ttl_seconds=0 if gone else 900)
    storage.save(session_of("a"))
    manager = SimpleNamespace(_session_storage=storage, list_active_sessions=lambda: inside_now)
    monkeypatch.setattr(sessions, "_runtime", lambda: SimpleNamespace(_session_mgr=manager))
    library = SimpleNamespace(CDLL=lambda _name: SimpleNamespace(malloc_trim=trimmed.append))
    monkeypatch.setattr(sessions, "ctypes", library)
    monkeypatch.setattr(sessions, "gc", SimpleNamespace(collect=lambda: collected.append(True)))
    assert sessions.purge() == (0 if gone else 1)
    assert trimmed == ([0] if given_back else [])
    assert bool(collected) is gone


def test_sessions_that_left_go_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also holds the names inside the framework that this relies on."""
    storage = MemorySessionStorage(ttl_seconds=0)
    storage.save(session_of("a"))
    manager = SimpleNamespace(_session_storage=storage, list_active_sessions=list)
    monkeypatch.setattr(sessions, "_runtime", lambda: SimpleNamespace(_session_mgr=manager))
    assert sessions.purge() == 0
    cache: Any = storage._cache
    assert len(cache._data) == 0


def test_what_a_session_holds_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a": {"1": SimpleNamespace(data=b"123"), "2": SimpleNamespace(data=b"4")},
        "b": {"3": SimpleNamespace(data=b"5")},
    }
    manager = SimpleNamespace(file_storage=files)
    monkeypatch.setattr(sessions, "_runtime", lambda: SimpleNamespace(uploaded_file_mgr=manager))
    assert sessions.held("a") == (2, 4, 5)
    assert sessions.held("nobody") == (0, 0, 5)


def test_the_framework_is_kept_from_asking_for_our_address(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("get_external_ip", "get_internal_ip"):
        monkeypatch.setattr(net_util, name, getattr(net_util, name))
    monkeypatch.setattr(MultiPartParser, "spool_max_size", 1)
    sessions.keep_inside()
    assert MultiPartParser.spool_max_size > 10 * MOST_BODY, "an upload is spooled in memory, whatever is let in"
    assert (net_util.get_external_ip(), net_util.get_internal_ip()) == (None, None)


def test_no_installed_package_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []

    def distributions() -> list[metadata.Distribution]:
        looked.append("again")
        return []

    monkeypatch.setattr(metadata, "distributions", distributions)
    monkeypatch.setattr(manifest_scanner, "scan_component_manifests", SCAN)
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert looked, "the framework does at its start"
    sessions.nothing_installed()
    looked.clear()
    BidiComponentManager().discover_and_register_components(start_file_watching=False)
    assert looked == []


def test_the_message_loop_waits_as_long_as_we_say(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loop looks the name up each time it waits."""
    monkeypatch.setattr(message_loop, "MESSAGE_FLUSH_INTERVAL_SECS", 0.005)
    sessions.send_at_once()
    assert vars(message_loop)["MESSAGE_FLUSH_INTERVAL_SECS"] == sessions.FLUSH_EVERY
    assert "MESSAGE_FLUSH_INTERVAL_SECS" in message_loop.Runtime._loop_coroutine.__code__.co_names


def test_the_theme_is_the_framework_s_own_at_every_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)  # where the framework finds its configuration
    theirs, asked = app_session._populate_theme_msg, list[str]()

    def counted(message: CustomThemeConfig, section: str = "theme") -> None:
        asked.append(section)
        theirs(message, section)

    monkeypatch.setattr(app_session, "_populate_theme_msg", counted)
    sessions.theme_once()
    expected = _theme(theirs)
    assert expected.light.primary_color.startswith("#"), "there is a theme to send"
    assert not expected.HasField("sidebar"), "and a part that is left out"
    assert [_theme(app_session._populate_theme_msg) for _ in range(3)] == [expected] * 3
    assert len(asked) == 6, "looked up for one run only"


def _theme(populate: Callable[..., None]) -> CustomThemeConfig:
    """As the framework puts it together: the parts inside are asked for by name."""
    theme = CustomThemeConfig()
    populate(theme)
    populate(theme.light, "theme.light")
    populate(theme.dark, "theme.dark")
    populate(theme.sidebar, "theme.sidebar")
    populate(theme.light.sidebar, "theme.light.sidebar")
    populate(theme.dark.sidebar, "theme.dark.sidebar")
    return theme
