"""Every kind of page is valid HTML for the Nu HTML checker, in both languages.

It needs Java and `make build/vnu/installed.stamp`; where they are missing the test is skipped, but not in CI.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html

from app import ROOT, create_app
from indexer.__main__ import main
from indexer.model.errors import Exit
from indexer.model.settings import Settings, seeds_directory
from search.service import SearchService

pytestmark = pytest.mark.browser

CHECKER = ROOT / "build" / "vnu" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SECONDS = 120
PAGES = (
    "/",
    "/?q=training&country=AE&not_agency=iom&sort=oldest",
    "/?q=مذكرة&page=2",
    "/?q=zzzz&country=AE&from=2019",
    '/?q=field:x+"unclosed',
    "/?country=AE&country=TH&country_match=all",
    "/overview",
    "/overview?q=training",
    "/overview/timeline",
    "/overview/agencies?q=training",
    "/over-time/country/AE",
    "/country/AE",
    "/pair/AE-TH",
    "/agency/iom",
    "/outlet/iom",
    "/kind/mou",
    "/build?all=training",
    "/watch?q=training",
    "/values/agency",
    "/about",
    "/help",
    "/status",
    "/nope",
    "/country/ZZ",
)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    seeds, data = seeds_directory(), tmp_path_factory.mktemp("checked") / "data"
    assert main(["reindex", "--source", str(seeds / "articles"), "--data", str(data), "--quiet"]) == Exit.DONE
    settings = Settings(seeds=seeds, data=data)
    service = SearchService(settings)
    yield create_app(settings, service).test_client()
    service.close()


@pytest.fixture(scope="module")
def java() -> str:
    """The command that runs the checker. Skips where there is none; CI must have it."""
    found = shutil.which("java")
    if found is None or not CHECKER.is_file():
        reason = "needs Java, and the checker: make build/vnu/installed.stamp"
        assert not os.environ.get("CI"), reason
        pytest.skip(reason)
    return found


def complaints(java: str, folder: Path) -> dict[str, str]:
    """What the checker says of the files of a folder: the first words for each."""
    command = [java, "-jar", str(CHECKER), "--format", "json", "--exit-zero-always", "--stdout", str(folder)]
    done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    messages = json.loads(done.stdout)["messages"]
    return {Path(one["url"]).name: f"{one['message']} {one.get('extract', '')}" for one in messages if one.get("url")}


def test_the_checker_finds_nothing_on_any_page(client: FlaskClient, java: str, tmp_path: Path) -> None:
    for ui in ("ar", "en"):
        front = html.document_fromstring(client.get(f"/?q=memorandum&ui={ui}").text)
        articles = [link.get("href") for link in front.cssselect(".hit__title a")[:3]]
        for number, address in enumerate((*PAGES, *articles)):
            answer = client.get(f"{address}{'&' if '?' in address else '?'}ui={ui}")
            (tmp_path / f"{ui}-{number}.html").write_text(answer.text, encoding="utf-8")
    (tmp_path / "wrong.html").write_text("<!doctype html><html lang=en><title>x</title><p aria-foo=1>x</html>")
    found = complaints(java, tmp_path)
    assert found.pop("wrong.html").startswith("Attribute “aria-foo” not allowed")
    assert found == {}
