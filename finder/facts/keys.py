"""The ten kinds of programme, by key, in the order of the brochure."""

from __future__ import annotations

from typing import Literal, get_args

TypeKey = Literal[
    "integration_arbeit",
    "coaching",
    "qualifizierung",
    "jugendprogramm",
    "beschaeftigung_1",
    "beschaeftigung_1_r",
    "beschaeftigung_2",
    "trauma",
    "suchthilfe",
    "teillohn",
]

TYPE_KEYS: tuple[TypeKey, ...] = get_args(TypeKey)
