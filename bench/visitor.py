"""A browser tab without a browser: speaks the framework's protocol over its websocket."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import connect
from websockets.typing import Subprotocol

PROTOCOL = Subprotocol("streamlit")
SHORT = 200
"""Bytes. The message that a run is over has a dozen: longer ones need not be read to find it."""
PATIENCE = 60.0
BIGGEST = 20 * 1024 * 1024
SUCCESS = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
_DOWNLOAD = re.compile(r'href="(download/[\w-]+)" download="([^"]+)"')


class RunFailure(RuntimeError):
    """The server ended the run with something other than success."""


def stream(url: str) -> str:
    """The address of the websocket of a server at ``url``."""
    return url.replace("http://", "ws://", 1) + "/_stcore/stream"


def finished(raw: bytes) -> bool:
    """Whether this message says that the run is over.

    Raises:
        RunFailure: it is, but not with success.
    """
    if len(raw) > SHORT:
        return False
    message = ForwardMsg.FromString(raw)
    if message.WhichOneof("type") != "script_finished":
        return False
    if message.script_finished == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
        return False  # the page asked to be drawn again: the visitor still waits
    if message.script_finished not in SUCCESS:
        raise RunFailure(ForwardMsg.ScriptFinishedStatus.Name(message.script_finished))
    return True


def _texts(element: Element) -> list[str]:
    """The markup given to an element of ours."""
    data = json.loads(element.bidi_component.json or "{}")
    return [value for value in data.values() if isinstance(value, str)]


class Visitor:
    """One tab. Use it as a context.

    ``received`` and ``messages`` count the bytes and messages of the last run; ``downloads`` are the links drawn in it,
    name of the file → address.
    """

    def __init__(self, url: str, page: str = "", query: str = "") -> None:
        self.query = query
        self.received = self.messages = 0
        self.downloads: dict[str, str] = {}
        self._cached: set[str] = set()
        self._known: dict[str, tuple[str, str, str]] = {}
        self._links: dict[str, dict[str, str]] = {}
        self.open(page)
        self._leaving = ExitStack()
        self._socket = self._leaving.enter_context(
            connect(
                stream(url),
                subprotocols=[PROTOCOL],
                open_timeout=PATIENCE,
                max_size=BIGGEST,
                compression=None,
                proxy=None,
            )
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._leaving.close()

    def open(self, page: str) -> None:
        """Goes to another page of the same session with the next run."""
        self.page = page
        self._ids: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._widgets: dict[str, WidgetState] = {}

    def run(self, inside: str = "") -> float:
        """One run of the page, or of the part of it in which the widget with the key ``inside`` stands, as the browser
        asks for it after a click on that widget; the seconds from the request to its last message."""
        request = self.request(inside)
        messages: list[bytes] = []
        begun = time.perf_counter()
        self._socket.send(request)
        while not messages or not finished(messages[-1]):
            raw = self._socket.recv(PATIENCE)
            messages.append(raw if isinstance(raw, bytes) else raw.encode())
        took = time.perf_counter() - begun
        self._widgets = {key: state for key, state in self._widgets.items() if not state.trigger_value}
        self._note(messages)
        return took

    def say(self, key: str, said: Mapping[str, object]) -> None:
        """Lets the element of ours with this key tell what was chosen and typed in it."""
        self._widgets[key] = WidgetState(id=self._ids[key], json_value=json.dumps({"said": said}))

    def widget(self, beginning: str) -> str:
        """The key of the first widget drawn whose key begins like this."""
        return next(key for key in self._ids if key.startswith(beginning))

    def press(self, key: str) -> None:
        """Presses the button with this key; the next run sees it, and only that one."""
        self._widgets[key] = WidgetState(id=self._ids[key], trigger_value=True)

    @staticmethod
    def asking(query: str) -> bytes:
        """What a browser sends that has just come."""
        message = BackMsg()
        message.rerun_script.query_string = query
        asked: bytes = message.SerializeToString()
        return asked

    def request(self, inside: str = "") -> bytes:
        """What a browser sends after a click: on a widget in a part of the page, the part is named as well."""
        message = BackMsg()
        message.rerun_script.fragment_id = self._parts[inside] if inside else ""
        message.rerun_script.query_string = self.query
        message.rerun_script.page_name = self.page
        message.rerun_script.cached_message_hashes.extend(sorted(self._cached))
        message.rerun_script.widget_states.widgets.extend(self._widgets.values())
        sent: bytes = message.SerializeToString()
        return sent

    def _note(self, messages: Sequence[bytes]) -> None:
        """Remembers the widgets drawn, and what a browser would keep."""
        self.received, self.messages = sum(map(len, messages)), len(messages)
        self.downloads = {}
        for raw in messages:
            message = ForwardMsg.FromString(raw)
            if message.metadata.cacheable and message.hash:
                self._cached.add(message.hash)
            if message.WhichOneof("type") == "delta" and message.delta.WhichOneof("type") == "new_element":
                kind = message.delta.new_element.WhichOneof("type")
                element = message.delta.new_element
                markup = [element.html.body] if kind == "html" else _texts(element) if kind == "bidi_component" else []
                self._links[message.hash] = {
                    file: address for text in markup for address, file in _DOWNLOAD.findall(text)
                }
                self.downloads |= self._links[message.hash]
                identity = getattr(getattr(message.delta.new_element, kind), "id", "") if kind else ""
                if identity.startswith("$$ID-"):
                    self._known[message.hash] = identity.split("-", 2)[2], identity, message.delta.fragment_id
            self.downloads |= self._links.get(message.ref_hash, {})
            key, identity, part = self._known.get(message.ref_hash or message.hash, ("", "", ""))
            self._ids[key], self._parts[key] = identity, part
