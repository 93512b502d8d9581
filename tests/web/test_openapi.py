"""The description for programs is true: answers fit it, and every parameter that it names is read, and no other."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fake_service import ARTICLES, FakeService
from flask import Flask
from flask.testing import FlaskClient
from shapes import faults

from app import create_app
from indexer.engines.port.port import Sort
from indexer.model.article import FactChange, Revision
from indexer.model.errors import GenerationError
from indexer.model.facets import BY_MATCHING
from indexer.model.settings import Settings, seeds_directory
from search.model.results import ArticlePage, Companion, Expanded, Labelled, Parameters, ResultPage
from search.service import SearchService
from web.links import PARAMETERS
from web.openapi import ENDPOINTS, JSON, describe

OTHER = Companion("b", "Title", "ltr", None, "en", ARTICLES[1].published)
VALUES = (
    dict.fromkeys(PARAMETERS, "x")
    | dict.fromkeys(BY_MATCHING, "all")
    | {
        "from": "2020",
        "to": "2021",
        "when": "2020",
        "year": "2020",
        "not_year": "2020",
        "sort": "oldest",
        "page": "2",
        "limit": "7",
        "expand": "0",
        "match": "some",
        "not_expand": "mou",
        "prefix": "zz",
        "after": "a-1",
        "part": "2",
        "contains": "zz",
        "ui": "ar",
    }
)


class Telling(FakeService):
    """Everything that an answer can have."""

    expansions = (Expanded("UK", "country:GB", ("Britain",), Labelled("GB", "Britain")),)

    def __init__(self) -> None:
        changed = Revision("2024-06-01T08:30:00+00:00", "Other", "Another text.", (FactChange("url", "", "x"),))
        articles = (replace(ARTICLES[0], first_seen="2024-05-01T10:00:00+00:00", revisions=(changed,)), *ARTICLES[1:])
        super().__init__(articles=articles, expansions=self.expansions, total=2000, part=2)

    def search(self, parameters: Parameters) -> ResultPage:
        found = super().search(parameters)
        return replace(found, hits=tuple(replace(hit, story="a-1", also=(OTHER,)) for hit in found.hits))

    def article(self, article_id: str, parameters: Parameters) -> ArticlePage | None:
        found = super().article(article_id, parameters)
        return found and replace(found, same_event=(OTHER,), hit=replace(found.hit, also=(OTHER,)))

    def suggest(self, parameters: Parameters):  # type: ignore[no-untyped-def]
        self._ask(parameters)
        return super().suggest(parameters)


@pytest.fixture
def service() -> Telling:
    return Telling()


def schema_of(described: dict[str, Any], path: str, status: str, media_type: str) -> dict[str, Any]:
    return described["paths"][path]["get"]["responses"][status]["content"][media_type]["schema"]


def asked_for(path: str, article: str = "a-1") -> str:
    return path.format(id=article, name="country")


@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("ui", ["ar", "en"])
def test_answers_are_as_described(client: FlaskClient, path: str, ui: str) -> None:
    answer = client.get(f"{asked_for(path)}?ui={ui}&q=مذكرة")
    described = client.get("/api/openapi.json").json
    assert answer.status_code == 200
    schema = schema_of(described, path, "200", answer.mimetype)
    value = answer.json if answer.is_json else answer.get_data().decode("utf-8", "replace")
    assert list(faults(value, schema)) == []


@pytest.mark.parametrize(("name", "trouble", "status"), [("harm", "x", "damaged"), ("name", None, "empty")])
def test_every_state_of_health_is_described(
    client: FlaskClient, service: Telling, name: str, trouble: str | None, status: str
) -> None:
    setattr(service, name, trouble)
    answer = client.get("/healthz")
    assert answer.json["status"] == status
    assert list(faults(answer.json, schema_of(describe(""), "/healthz", str(answer.status_code), JSON))) == []


@pytest.mark.slow
def test_answers_of_a_real_index_are_as_described(sample: Path) -> None:
    settings = Settings(seeds=seeds_directory(), data=sample)
    service = SearchService(settings)
    client = create_app(settings, service).test_client()
    found = client.get("/api/search?q=MoU+shelters&limit=40&ui=en").json
    assert found["hits"]
    described = describe("http://localhost")
    addresses = {
        "/api/search": ["/api/search?q=MoU+shelters&limit=40", "/api/search?limit=100&ui=ar", "/api/search?q=zzzz"],
        "/api/article/{id}": [f"/api/article/{hit['id']}" for hit in found["hits"]],
        "/api/facets/{name}": ["/api/facets/agency?prefix=du&ui=en", "/api/facets/year"],
        "/api/suggest": ["/api/suggest?q=dub", "/api/suggest?q=الامارات"],
    }
    for path, asked in addresses.items():
        for address in asked:
            answered = client.get(address).json
            schema = schema_of(described, path, "200", "application/json")
            assert list(faults(answered, schema)) == [], address
    service.close()


@pytest.fixture(scope="module")
def telling(tmp_path_factory: pytest.TempPathFactory) -> tuple[Flask, Telling]:
    """One application for hundreds of tests, and what it asks."""
    service = Telling()
    settings = Settings(data=tmp_path_factory.mktemp("telling"), page_size=10, language="ar", rate_limits="off")
    return create_app(settings, service), service


@pytest.mark.slow
@pytest.mark.parametrize("path", ENDPOINTS)
@pytest.mark.parametrize("name", VALUES)
def test_a_parameter_is_described_where_it_is_read_and_nowhere_else(
    telling: tuple[Flask, Telling], path: str, name: str
) -> None:
    app, service = telling
    client = app.test_client()
    described = client.get("/api/openapi.json").json["paths"][path]["get"]["parameters"]
    names = {parameter["name"] for parameter in described if parameter["in"] == "query"}

    def answered(query: str) -> tuple[list[Parameters], str]:
        service.asked.clear()
        answer = client.get(f"{asked_for(path)}?{query}", headers={"Accept-Language": "en"})
        return list(service.asked), answer.get_data().decode("utf-8", "replace")

    before, after = answered(""), answered(f"{name}={VALUES[name]}")
    if name == "limit" and path == "/api/search":
        assert after[0][0].limit == 7
    assert (before != after) == (name in names), (before, after)


def test_every_parameter_of_the_page_is_described(client: FlaskClient) -> None:
    described = client.get("/api/openapi.json").json["paths"]["/api/search"]["get"]["parameters"]
    assert {parameter["name"] for parameter in described} == {*PARAMETERS, "when", "limit", "ui"}
    assert {sort.value for sort in Sort} == {
        value for parameter in described if parameter["name"] == "sort" for value in parameter["schema"]["enum"]
    }


@pytest.mark.parametrize(
    ("path", "address", "method", "status"),
    [
        ("/api/article/{id}", "/api/article/nothing", "get", "404"),
        ("/api/facets/{name}", "/api/facets/nothing", "get", "404"),
        ("/api/search", "/api/search", "post", "405"),
        ("/feed.atom", "/feed.atom", "post", "405"),
        ("/healthz", "/healthz", "delete", "405"),
    ],
)
def test_errors_are_as_described(client: FlaskClient, path: str, address: str, method: str, status: str) -> None:
    answer = getattr(client, method)(address)
    described = client.get("/api/openapi.json").json
    assert str(answer.status_code) == status
    schema = schema_of(described, path, status, answer.mimetype)
    assert list(faults(answer.json if answer.is_json else answer.text, schema)) == []


@pytest.mark.parametrize("path", [path for path, endpoint in ENDPOINTS.items() if endpoint.searches])
def test_without_an_index_they_answer_as_described(app: Flask, service: Telling, path: str) -> None:
    service.error = GenerationError("gone")
    app.config["PROPAGATE_EXCEPTIONS"] = False
    answer = app.test_client().get(asked_for(path) + "?q=x")
    assert answer.status_code == 503
    assert schema_of(describe(""), path, "503", answer.mimetype)


@pytest.mark.parametrize(
    ("value", "schema"),
    [
        ({"a": 1}, {"type": "object", "properties": {}, "required": ["b"]}),
        ({"a": 1, "b": 2}, {"type": "object", "properties": {"a": {"type": "integer"}}}),
        ([1, "x"], {"type": "array", "items": {"type": "integer"}}),
        (True, {"type": "integer"}),
        (-1, {"type": "integer", "minimum": 0}),
        ("c", {"type": "string", "enum": ["a", "b"]}),
        ("c", {"anyOf": [{"type": "null"}, {"type": "integer"}]}),
    ],
)
def test_the_check_sees_what_does_not_fit(value: Any, schema: dict[str, Any]) -> None:
    assert list(faults(value, schema))
