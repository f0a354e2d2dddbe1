"""The real launcher – its socket, its headers, its frozen heap – around an empty page."""

from __future__ import annotations

import contextlib
import gc
import sys
from collections.abc import AsyncIterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[0] = str(HERE.parents[1])  # here «server» must mean the project's, not this file

import streamlit as st  # noqa: E402 - after the path, as the next lines
from starlette.middleware import Middleware  # noqa: E402

import server as launcher  # noqa: E402
from operation.settings import Settings  # noqa: E402
from serve.headers import Headers, headers  # noqa: E402


def build(settings: Settings) -> st.App:
    """As the launcher builds it, without our pages, data and imports."""

    @contextlib.asynccontextmanager
    async def warm(_app: st.App) -> AsyncIterator[None]:
        gc.collect()
        gc.freeze()
        yield

    return st.App(HERE / "app.py", middleware=[Middleware(Headers, fixed=headers(settings))], lifespan=warm)


if __name__ == "__main__":
    launcher.build = build
    sys.exit(launcher.main())
