"""What every page driven without a browser would find out anew, and what never changes while the tests run."""

from __future__ import annotations

from functools import cache

from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import app_test

# Each new `AppTest` reads the metadata of all installed packages: ten times the work of a page.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)

# Each run compiles the scripts of ours that it runs.
COMPILED = ScriptCache()
app_test.ScriptCache = lambda: COMPILED  # type: ignore[attr-defined, assignment]  # it names it for itself
