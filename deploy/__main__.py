"""``make serve``: several processes behind the machine's nginx, on one port; Ctrl-C ends them all."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

from deploy.several import NoProxy, Several

EVERY = 1.0
"""Seconds between two looks whether a process has ended."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m deploy", description=__doc__)
    parser.add_argument("--port", type=int, default=8080, help="where nginx listens (default: %(default)s)")
    parser.add_argument("--host", default="127.0.0.1", help="its address (default: %(default)s)")
    parser.add_argument("--processes", type=int, default=max(2, os.cpu_count() or 2), help="default: one for each core")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="finder") as folder:
        try:
            with Several(Path(folder), given.processes, given.host, given.port) as several:
                print(f"Programmfinder: {several.url}, {given.processes} processes", flush=True)  # noqa: T201
                while True:
                    time.sleep(EVERY)
                    several.mend()
        except NoProxy as error:
            print(str(error), file=sys.stderr)  # noqa: T201 - the operator's turn
            return 2
        except KeyboardInterrupt:
            return 0


if __name__ == "__main__":
    sys.exit(main())
