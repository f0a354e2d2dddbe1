"""Ties what every first question needs of the framework's own scripts into one file: ``serve/frontend/``.

The framework's page asks for some ninety small modules. Over HTTP/1.1 a browser asks for six at a time, and a phone
with two seconds of latency waits half a minute for nothing but turns. One file instead of ninety, compressed once:

    npm install esbuild && python tools/bundle_frontend.py node_modules/.bin/esbuild

``shelf.json`` keeps the digest of the framework's page the bundle was made from and which names each module exported.
With another release of the framework the server notices and serves the ninety files as they are: slower, never wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

import brotli
import streamlit

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "serve" / "frontend"
INSTALLED = Path(streamlit.__file__).parent / "static"
SCRIPTS = INSTALLED / "static" / "js"

DRAWN = (
    *("Html", "Button", "ButtonGroup", "Selectbox", "TextInput", "TextArea", "NumberInput", "PageLink", "LinkButton"),
    *("DownloadButton", "Toast", "Checkbox", "Radio", "Progress", "Spinner", "BidiComponent"),
)
"""Elements that our pages draw without a table, a map or a file; the others load when they are looked at."""

IMPORTED = re.compile(r"""(?:^|;)(?:import|export)[^;]*?["'`](\./[^"'`]+\.js)["'`]""")
EXPORTED = re.compile(r"export\{([^{}]*)\};?\s*$")
LICENCE = (
    "/* Bundled from Streamlit, (c) Streamlit Inc. and Snowflake Inc., Apache-2.0, and the libraries within it. */"
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("esbuild", help="path of the bundler")
    esbuild = parser.parse_args().esbuild
    page = (INSTALLED / "index.html").read_text("utf-8")
    entry = re.findall(r'<script type="module"[^>]* src="\./static/js/([^"]+)"', page)
    starts = [*entry, *(_only(f"{name}.*.js") for name in DRAWN)]
    modules = _needed(starts)
    exports = {name: _exports(name) for name in modules}
    with tempfile.TemporaryDirectory() as folder:
        bundle = _bundle(esbuild, Path(folder), modules, exports)
    name = f"finder.{sha256(bundle).hexdigest()[:8]}.js"
    bundle = re.sub(
        r'"\./([\w.\-]+\.js)"', lambda found: f'"./{name}"' if found[1] in exports else found[0], bundle.decode()
    ).encode()  # whatever preloads one of the ninety finds the one that is there already
    TARGET.mkdir(exist_ok=True)
    (TARGET / "bundle.js.br").write_bytes(brotli.compress(bundle, quality=11))
    shelf = {"page": sha256(page.encode()).hexdigest(), "bundle": name, "exports": exports, "order": modules}
    (TARGET / "shelf.json").write_text(json.dumps(shelf, indent=1, sort_keys=True) + "\n", "utf-8")
    print(f"{len(modules)} modules, {len(bundle)} bytes, {(TARGET / 'bundle.js.br').stat().st_size} compressed")
    return 0


def _only(pattern: str) -> str:
    (found,) = SCRIPTS.glob(pattern)
    return found.name


def _needed(starts: list[str]) -> list[str]:
    """``starts`` and everything they import at once, not what they would load later."""
    found, waiting = [], list(starts)
    while waiting:
        name = waiting.pop(0)
        if name in found:
            continue
        found.append(name)
        waiting += [one.removeprefix("./") for one in IMPORTED.findall((SCRIPTS / name).read_text("utf-8"))]
    return found


def _exports(name: str) -> list[str]:
    closing = EXPORTED.search((SCRIPTS / name).read_text("utf-8").rstrip())
    if closing is None:
        return []
    return [part.split(" as ")[-1].strip() for part in closing[1].split(",") if part.strip()]


def _bundle(esbuild: str, folder: Path, modules: list[str], exports: dict[str, list[str]]) -> bytes:
    js = folder / "js"
    js.mkdir()
    for path in SCRIPTS.glob("*.js"):
        if path.name in exports:
            (js / path.name).write_bytes(path.read_bytes())
    lines = []
    for at, name in enumerate(modules):
        names = ", ".join(f"{one} as m{at}_{one}" for one in exports[name])
        lines.append(f'export {{{names}}} from "./{name}";' if names else f'import "./{name}";')
    (js / "entry.js").write_text("\n".join(lines), "utf-8")
    outside = [f"--external:./{path.name}" for path in SCRIPTS.glob("*.js") if path.name not in exports]
    done = subprocess.run(
        [
            esbuild,
            str(js / "entry.js"),
            "--bundle",
            "--format=esm",
            "--minify",
            "--target=es2022",
            "--legal-comments=none",
            f"--banner:js={LICENCE}",
            *outside,
        ],
        capture_output=True,
        check=True,
    )
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
