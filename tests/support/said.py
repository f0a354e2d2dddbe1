"""What a person says in an element of ours, without a browser: the record that ``questions.js`` sends."""

from __future__ import annotations

import json
from itertools import count
from typing import Any

from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

_turns = count(1)


def element(page: AppTest, key: str) -> Any:
    """The element with this key."""
    return next(one for one in page.get("bidi_component") if one.proto.id.endswith(f"-{key}"))


def given(page: AppTest, key: str) -> dict[str, Any]:
    """What the element was given to draw."""
    found: dict[str, Any] = json.loads(element(page, key).proto.json)
    return found


ANSWERS = ("answers", "counsel_typed")
"""Where a session keeps what was answered, and what was typed."""


def taken_over(page: AppTest, script: str, *names: str) -> None:
    """What ``script`` takes over into the session of the page: its answers and what stands under these ``names``."""
    kept = AppTest.from_string(script, default_timeout=30)
    for name in (*ANSWERS, *names):
        if name in page.session_state:
            kept.session_state[name] = page.session_state[name]
    kept.run()
    assert not kept.exception
    for name in (*ANSWERS, *names):
        if name in kept.session_state:
            page.session_state[name] = kept.session_state[name]


def say_in(page: AppTest, key: str, **said: str) -> AppTest:
    """Chooses, types or presses this in the element, all at once, and runs the page."""
    states = page._tree.get_widget_states()
    record = {"mount": f"test {next(_turns)}", "turn": len(said), **said}
    states.widgets.append(WidgetState(id=element(page, key).proto.id, json_value=json.dumps({"said": record})))
    page._run(states)
    assert not page.exception
    return page
