"""A browser tab without a browser: speaks the framework's protocol over its websocket."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

WIDGET = re.compile(rb"\$\$ID-[0-9a-f]+-(\w+)")
SHORT = 200
"""Bytes. The message that a run is over has a dozen: longer ones need not be read to find it."""
PATIENCE = 60.0
BIGGEST = 20 * 1024 * 1024


class RunFailed(RuntimeError):
    """The server ended the run with something other than success, or said nothing in time."""


def stream(url: str) -> str:
    """The address of the websocket of a server at ``url``."""
    return url.replace("http://", "ws://", 1) + "/_stcore/stream"


def rerun(
    page: str, query: str, widgets: Mapping[str, WidgetState] | None = None, cached: set[str] | None = None
) -> bytes:
    """What a browser sends after a click."""
    message = BackMsg()
    message.rerun_script.query_string = query
    message.rerun_script.page_name = page
    message.rerun_script.cached_message_hashes.extend(sorted(cached or ()))
    message.rerun_script.widget_states.widgets.extend((widgets or {}).values())
    return message.SerializeToString()


def finished(raw: bytes) -> bool:
    """Whether this message says that the run is over.

    Raises:
        RunFailed: it is, but not with success.
    """
    if len(raw) > SHORT:
        return False
    message = ForwardMsg.FromString(raw)
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
        return False  # the page asked to be drawn again: the visitor still waits
    if message.script_finished != ForwardMsg.FINISHED_SUCCESSFULLY:
        raise RunFailed(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
    return True


class Visitor:
    """One tab on a page. Use it as a context."""

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self.page, self.query = page, query
        self.widgets: dict[str, WidgetState] = {}
        self.ids: dict[str, str] = {}
        self.cached: set[str] = set()
        self.received = 0
        self._socket: ClientConnection = connect(
            stream(url),
            subprotocols=[Subprotocol("streamlit")],
            open_timeout=PATIENCE,
            max_size=BIGGEST,
            compression=None,
            proxy=None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._socket.close()

    def run(self) -> float:
        """One run of the page; the seconds from the request to its last message."""
        request = rerun(self.page, self.query, self.widgets, self.cached)
        messages: list[bytes] = []
        begun = time.perf_counter()
        self._socket.send(request)
        over = False
        while not over:
            raw = self._socket.recv(PATIENCE)
            messages.append(raw if isinstance(raw, bytes) else raw.encode())
            over = finished(messages[-1])
        took = time.perf_counter() - begun
        self._note(messages)
        return took

    def set(self, key: str, **value: object) -> None:
        """Gives the widget with this key a value: ``string_value="…"`` and the like, as the framework calls them."""
        state = WidgetState(id=self.ids[key])
        for name, given in value.items():
            setattr(state, name, given)
        self.widgets[key] = state

    def _note(self, messages: list[bytes]) -> None:
        self.received = sum(map(len, messages))
        for raw in messages:
            for found in WIDGET.finditer(raw):
                self.ids[found[1].decode()] = found[0].decode()
            message = ForwardMsg.FromString(raw)
            if message.metadata.cacheable and message.hash:
                self.cached.add(message.hash)
