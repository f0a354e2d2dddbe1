"""The production launcher from outside: headers, health, the machine interface, and what it refuses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import server
from finder.facts.dataset import Dataset, put_in_use
from operation.settings import Settings
from serve.health import data_faults
from tests.support.asking import ask as ask_here
from tests.support.frozen import LIVE
from tests.support.serving import ROOT, TODAY, Server, serving
from tests.test_command_line import answer as on_the_command_line
from tools.describe_api import TARGET, description, text

NEWCOMER = {"postcode": "4528", "age": 25, "german": "A2", "social_assistance": False}
PLAN = {"type": "coaching", "situation": NEWCOMER, "plan": {"coaching_hours": "6"}}


def ask(server: Server, path: str, body: bytes | None = None, method: str | None = None) -> tuple[int, Any, Message]:
    request = urllib.request.Request(server.url + path, body, method=method or ("POST" if body else "GET"))
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.status, answer.read(), answer.headers
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read(), refusal.headers


@pytest.mark.parametrize(("command", "request_"), [("advise", NEWCOMER), ("advise", {}), ("estimate", PLAN)])
def test_http_and_command_line_give_the_same_answer(app_server: Server, command: str, request_: object) -> None:
    given = json.dumps(request_)
    status, body, _ = ask(app_server, f"/api/{command}?on={TODAY}", given.encode())
    assert status == 200
    put_in_use(LIVE)  # what the server reads
    assert json.loads(body) == on_the_command_line(command, "--on", TODAY, text=given)


@pytest.mark.parametrize(
    ("path", "request_", "schema"),
    [
        ("/api/advise", NEWCOMER, "Advice"),
        ("/api/advise", {}, "Advice"),
        ("/api/nearby", {"postcode": "4528", "km": 20}, "Nearby"),
        ("/api/estimate", PLAN, "Estimate"),
        ("/api/place", {"text": "Wangen"}, "Places"),
        ("/api/place", {"text": "2450 Grenchen"}, "Places"),
        ("/api/place", {"text": "abc"}, "Error"),
        ("/api/advise", {"age": "old"}, "Error"),
    ],
)
def test_every_answer_is_as_the_description_says(app_server: Server, path: str, request_: object, schema: str) -> None:
    _, body, _ = ask(app_server, path, json.dumps(request_).encode())
    document = json.loads(ask(app_server, "/api/openapi.json")[1])
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    assert list(Draft202012Validator(wanted).iter_errors(json.loads(body))) == []


@pytest.mark.parametrize(
    ("path", "schema", "request_", "fine"),
    [
        ("/api/nearby", "Search", {"postcode": "4528", "km": 500, "limit": 10_000, "type": None}, True),
        ("/api/nearby", "Search", {"postcode": "4528", "km": 501}, False),
        ("/api/nearby", "Search", {"postcode": "4528", "km": -1}, False),
        ("/api/nearby", "Search", {"postcode": "4528", "limit": 0}, False),
        ("/api/nearby", "Search", {"postcode": "4528", "limit": 10_001}, False),
        ("/api/nearby", "Search", {"postcode": "", "km": 5}, False),
        ("/api/estimate", "Request", {"type": "coaching", "plan": {"coaching_hours": 6}}, True),
        ("/api/estimate", "Request", {"type": "coaching", "plan": {"hours": 6}}, False),
        ("/api/advise", "Situation", {"monthly_income": "2'500.50"}, True),
        ("/api/advise", "Situation", {"monthly_income": -1}, False),
        ("/api/advise", "Situation", {"monthly_income": "-1"}, False),
        ("/api/advise", "Situation", {"wealth": ""}, False),
        ("/api/advise", "Situation", {"age": 121}, False),
    ],
)
def test_the_description_refuses_what_the_server_refuses(
    app_server: Server, path: str, schema: str, request_: object, fine: bool
) -> None:
    document = json.loads(ask(app_server, "/api/openapi.json")[1])
    wanted = {"$ref": f"#/components/schemas/{schema}", "components": document["components"]}
    assert Draft202012Validator(wanted).is_valid(request_) is fine
    assert (ask(app_server, path, json.dumps(request_).encode())[0] == 200) is fine


def test_the_description_on_file_is_current() -> None:
    assert TARGET.read_text("utf-8") == text()
    Draft202012Validator.check_schema(description()["components"]["schemas"]["Advice"])


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"age": "old"}', 422),
        (b'{"colour": "red"}', 422),
        (b"[1, 2]", 422),
        (b"{not json", 422),
        (b"\xff\xfe", 422),
        (b'{"age": 1, "age": 2}', 422),
        (b'{"postcode": "' + b"9" * 65_000 + b'"}', 422),
        (b'{"postcode": "' + b"9" * 66_000 + b'"}', 413),
    ],
)
def test_what_is_not_understood_is_refused_in_one_line(app_server: Server, body: bytes, status: int) -> None:
    found, answer, _ = ask(app_server, "/api/advise", body)
    assert found == status
    error = json.loads(answer)["error"]
    assert "\n" not in error
    assert len(error) < 600


@pytest.mark.parametrize(("path", "method"), [("/api/advise", "GET"), ("/api/openapi.json", "POST")])
def test_a_wrong_method_is_refused(app_server: Server, path: str, method: str) -> None:
    assert ask(app_server, path, b"{}" if method == "POST" else None, method)[0] == 405


def test_an_answer_in_an_address_is_refused(app_server: Server) -> None:
    assert ask(app_server, "/api/advise?age=17", b"{}")[0] == 422


def test_health_says_that_the_data_is_sound(app_server: Server) -> None:
    status, body, headers = ask(app_server, "/health")
    assert (status, json.loads(body)["ok"], json.loads(body)["faults"]) == (200, True, [])
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/", "/health", "/api/openapi.json", "/app/static/outline.json"])
def test_every_response_carries_the_strict_headers(app_server: Server, path: str) -> None:
    _, _, headers = ask(app_server, path)
    policy = dict(part.split(" ", 1) for part in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"]
    assert "http" not in headers["content-security-policy"], "no other host may be asked"
    assert policy["frame-ancestors"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


def broken(tmp_path: Path, change: dict[str, bytes | None]) -> Path:
    """A copy of what the server needs, with some data files replaced, or removed."""
    for module in ROOT.glob("*.py"):
        shutil.copy(module, tmp_path)
    for name in ("finder", "operation", "workshop", "views", "pages", "serve", "data", "static", ".streamlit"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    replace_tables(tmp_path / "data", change)
    return tmp_path


def replace_tables(folder: Path, change: dict[str, bytes | None]) -> None:
    """The data files named in ``change`` hold what stands there; None: they are gone."""
    for name, content in change.items():
        (folder / name).unlink()
        if content is not None:
            (folder / name).write_bytes(content)


TARIFFS = (ROOT / "data" / "tariffs.csv").read_bytes()
HALF = TARIFFS[: len(TARIFFS) // 2 + 7]


def with_data(tmp_path: Path, change: dict[str, bytes | None]) -> Dataset:
    """Our data in force here, with some tables replaced, or removed."""
    data = Dataset(shutil.copytree(ROOT / "data", tmp_path / "data"))
    replace_tables(data.path, change)
    put_in_use(data)
    return data


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tariffs.csv": None}, "tariffs.csv"),
        ({"tariffs.csv": HALF}, "tariffs.csv"),
        ({"tariffs.csv": TARIFFS.decode().encode("utf-16")}, "tariffs.csv"),
        ({"limits.csv": b""}, "limits.csv"),
    ],
    ids=["missing", "half written", "another encoding", "empty"],
)
def test_a_broken_data_file_is_named_instead_of_a_page_that_misleads(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], change: dict[str, bytes | None], said: str
) -> None:
    with_data(tmp_path, change)
    application = server.build(Settings())
    page, health = (ask_here(application, path) for path in ("/", "/health"))
    assert (page.status, health.status, json.loads(health.text)["ok"]) == (503, 503, False)
    assert said in page.text
    assert said in capsys.readouterr().err, "the editor of the data reads the log"


def test_a_launcher_on_broken_data_starts_and_says_so(tmp_path: Path) -> None:
    with serving(tmp_path, root=broken(tmp_path, {"tariffs.csv": HALF})) as running:
        status, body, _ = ask(running, "/")
        assert status == 503
        assert "tariffs.csv" in body.decode()
        assert "Traceback" not in body.decode() + running.said()


@pytest.mark.parametrize(
    "content",
    [TARIFFS.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + TARIFFS],
    ids=["line ends of Windows", "byte-order mark"],
)
def test_what_office_programs_write_is_read(tmp_path: Path, content: bytes) -> None:
    written = with_data(tmp_path, {"tariffs.csv": content})
    assert data_faults() == []
    assert written.tariffs == LIVE.tariffs


def test_a_bad_setting_is_said_in_one_line(tmp_path: Path) -> None:
    surroundings = {**os.environ, "FINDER_TODAY": "tomorrow"}
    command = [sys.executable, str(ROOT / "server.py")]
    done = subprocess.run(command, cwd=tmp_path, env=surroundings, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_in_use_is_said_in_one_line(
    app_server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "build", None)  # it does not come so far
    port = app_server.url.rsplit(":", 1)[1]
    assert server.main(["--port", port]) == 2
    assert capsys.readouterr().err.strip().splitlines() == [
        f"cannot listen on 127.0.0.1:{port}: Address already in use"
    ]
