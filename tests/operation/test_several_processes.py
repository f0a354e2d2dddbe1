"""Two processes behind the real nginx: one visitor stays with one process, and loses nothing when that one dies."""

from __future__ import annotations

import os
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import expect

from deploy.several import ROOT, Several, nginx, until_it_answers
from tests.support.browser import Chromium, Visits, settled
from tests.support.counsel import age_field, type_age, until_kept
from tests.support.serving import TODAY, assert_asked_nobody, watching


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    if nginx() is None:
        reason = "no nginx: install nginx"
        if os.environ.get("BROWSER") == "required":
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("nginx")
    log = folder / "processes.log"
    with Several(folder, environment={"FINDER_TODAY": TODAY, **watching(log)}) as running:
        yield running
    assert_asked_nobody(log)


def test_a_visitor_stays_with_one_process_and_loses_nothing_when_it_dies(
    browser: Chromium, several: Several, tmp_path: Path
) -> None:
    visits = Visits(browser, several.url)
    page = visits(path="/?role=staff")
    type_age(page, "17")
    (cookie,) = [one for one in page.context.cookies() if one["name"] == "finder_at"]
    assert cookie["httpOnly"]
    assert cookie["expires"] == -1, "it ends with the browser"
    until_kept(page)
    with others(several.url) as answers:
        for at in range(2):  # one of them is this visitor's
            several.restart(at)
            page.wait_for_timeout(500)
            expect(page.locator("#finder-offline:not(:empty)")).to_have_count(0)
            until_it_answers(f"http://127.0.0.1:{several.ports[at]}/health")
            settled(page)  # it may be on its way back by itself
    assert set(answers) == {200}, "while one process starts, the other answers"
    page.goto(f"{several.url}/takeaway?role=staff")
    with page.expect_download() as waiting:
        page.locator("#download_sheet").click()
    assert waiting.value.path().read_bytes()[:4] == b"%PDF"
    page.goto(f"{several.url}/advice?role=staff")
    expect(age_field(page)).to_have_value("17")
    visits.close()


@contextmanager
def others(url: str) -> Iterator[list[int]]:
    """Visitors who ask for pages all the time; gives what they were answered."""
    answers: list[int] = []
    over = Event()

    def ask() -> None:
        while not over.is_set():
            try:
                with urllib.request.urlopen(f"{url}/offers", timeout=30) as answer:
                    answers.append(answer.status)
            except urllib.error.HTTPError as error:
                answers.append(error.code)
            over.wait(0.02)

    asking = [Thread(target=ask) for _ in range(4)]
    for one in asking:
        one.start()
    try:
        yield answers
    finally:
        over.set()
        for one in asking:
            one.join()


def test_the_proxy_writes_down_nothing(several: Several) -> None:
    with urllib.request.urlopen(f"{several.url}/offers?lang=fr", timeout=30) as answer:
        assert answer.headers["set-cookie"].startswith("finder_at=")
    assert (several.folder / "nginx.log").read_text("utf-8") == ""
    assert not [
        path for path in several.folder.rglob("*") if path.is_file() and path.suffix not in (".conf", ".pid", ".log")
    ]


def test_the_configuration_for_a_server_is_one_that_nginx_takes(several: Several, tmp_path: Path) -> None:
    """With its certificate replaced by one made here; everything else word for word."""
    key, certificate = tmp_path / "key.pem", tmp_path / "fullchain.pem"
    made = ["-newkey", "rsa:2048", "-nodes", "-subj", "/CN=finder.example.ch"]
    made += ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", "req", "-x509", *made], check=True, capture_output=True)
    site = (ROOT / "deploy" / "nginx.conf").read_text("utf-8").replace("/etc/ssl/finder", str(tmp_path))
    conf = tmp_path / "nginx.conf"
    conf.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", "utf-8")
    done = subprocess.run([nginx() or "", "-t", "-c", str(conf)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
