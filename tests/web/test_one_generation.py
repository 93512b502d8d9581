"""A request is answered from one generation, which it is lent once; what its answers share is made once."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from indexer.__main__ import main as indexer
from indexer.generations.generations import Generations
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings, seeds_directory
from search.compile.compiler import Compiler
from search.service import SearchService
from search.show.hits import Presenter
from search.show.labels import Labels

TITLES = ("Kuwait opens a shelter", "Oman signs a memorandum", "Qatar trains inspectors")
ADDRESSES = (
    "/",
    "/?q=memorandum&not_expand=mou&not_expand=junk",
    "/api/search?q=memorandum",
    "/article/n-1?q=memorandum",
    "/api/article/n-1",
    "/api/facets/country?q=memorandum",
    "/api/suggest?q=mem",
    "/feed.atom",
    "/export.csv?q=memorandum",
    "/export.bib",
    "/help",
    "/healthz?brief",
    "/article/none",
)
ALL = pytest.mark.parametrize("address", ADDRESSES)


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, small_seeds: Path) -> Iterator[FlaskClient]:
    """The application over an index of TITLES."""
    folder = tmp_path_factory.mktemp("real")
    items = ({"id": f"n-{index}", "title": title, "text": f"{title}."} for index, title in enumerate(TITLES))
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, items)), encoding="utf-8")
    data = folder / "data"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MITHAQ_SEEDS", str(small_seeds))
        assert indexer(["reindex", "--source", str(folder / "news.jsonl"), "--data", str(data), "--quiet"]) == 0
    settings = Settings(seeds=small_seeds, data=data)
    service = SearchService(settings)
    yield create_app(settings, service).test_client()
    service.close()


class Calls(Counter[str]):
    """Counts the calls of methods, which do what they did."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        super().__init__()
        self._patch = monkeypatch

    def of(self, owner: type, method: str) -> None:
        original: Callable[..., Any] = getattr(owner, method)

        def counted(*given: Any, **named: Any) -> Any:
            self[owner.__name__] += 1
            return original(*given, **named)

        self._patch.setattr(owner, method, counted)


@ALL
def test_a_request_reads_once_which_generation_is_served(
    real: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    if address.startswith("/healthz"):
        # A monitor also asks whether the files of what CURRENT names are whole.
        monkeypatch.setattr(SearchService, "damage", lambda _: "")
    first = real.get(address)
    calls = Calls(monkeypatch)
    calls.of(Generations, "current_name")
    assert real.get(address).status_code == first.status_code
    assert calls["Generations"] == 1
    if "ETag" in first.headers:
        assert real.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
        assert calls["Generations"] == 2


@pytest.mark.parametrize(
    "address", ["/?q=memorandum+Oman&ui=en", "/api/search?q=memorandum+Oman", "/article/n-1?q=memorandum+Oman"]
)
def test_what_the_answers_of_a_request_share_is_made_once(
    real: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    calls = Calls(monkeypatch)
    calls.of(Compiler, "build")
    for part in (Labels, Presenter):
        calls.of(part, "__init__")
    answer = real.get(address)
    assert answer.status_code == 200
    assert calls == {"Compiler": 1, "Labels": 1, "Presenter": 1}
    if address.startswith("/api/search"):
        assert answer.json["expansions"]


@ALL
def test_a_generation_is_given_back_at_the_end(client: FlaskClient, service: FakeService, address: str) -> None:
    client.get(address.replace("n-1", "a-1"))
    assert service.leased == 0


@pytest.mark.parametrize("error", [GenerationError("gone"), ZeroDivisionError("in the dark")])
def test_a_generation_is_given_back_after_an_error(app: Flask, service: FakeService, error: Exception) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    service.error = error
    assert app.test_client().get("/").status_code in {500, 503}
    assert service.leased == 0


@pytest.mark.parametrize(("address", "status"), [("/", 503), ("/api/search?not_expand=x", 503), ("/help", 200)])
def test_before_the_first_generation_a_request_asks_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str, status: int
) -> None:
    settings = Settings(seeds=seeds_directory(), data=tmp_path)
    calls = Calls(monkeypatch)
    calls.of(SearchService, "lease")
    assert create_app(settings).test_client().get(address).status_code == status
    assert calls["SearchService"] == 1
