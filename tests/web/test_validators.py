"""Conditional requests: what did not change is not sent again, and what changed always is."""

from pathlib import Path

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient

from app import create_app
from indexer.model.errors import GenerationError
from indexer.model.settings import Settings
from web.validators import CONDITIONAL, fingerprint

ADDRESSES = {
    "search": "/?q=x&ui=en",
    "article": "/article/a-1?ui=en",
    "help": "/help?ui=en",
    "thing": "/country/AE?ui=en",
    "values": "/values/country?ui=en",
    "overview": "/overview?ui=en",
    "overview_table": "/overview/agencies?ui=en",
    "over_time": "/over-time/country/AE?ui=en",
    "over_time_csv": "/over-time.csv/country/AE?ui=en",
    "over_time_svg": "/over-time.svg/country/AE?ui=en",
    "overview_csv": "/overview/parties.csv?ui=en",
    "overview_svg": "/overview/timeline.svg?ui=en",
    "about": "/about?ui=en",
    "builder": "/build?ui=en",
    "watch": "/watch?ui=en",
    "sitemap": "/sitemap.xml",
    "sitemap_part": "/sitemap-1.xml",
    "cite": "/cite/apa/a-1?ui=en",
    "export_xlsx": "/export.xlsx?ui=en",
    "export_jsonl": "/export.jsonl?ui=en",
    "opensearch": "/opensearch.xml?ui=en",
    "feed": "/feed.atom?ui=en",
    "export_csv": "/export.csv?ui=en",
    "export_bib": "/export.bib?ui=en",
    "export_ris": "/export.ris?ui=en",
    "api_search": "/api/search?q=x&ui=en",
    "api_article": "/api/article/a-1?ui=en",
    "api_facet": "/api/facets/country?ui=en",
    "api_suggest": "/api/suggest?q=x&ui=en",
    "api_description": "/api/openapi.json",
}
ALL = pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)


def again(client: FlaskClient, address: str, tag: str, **headers: str) -> int:
    return client.get(address, headers={"If-None-Match": tag, **headers}).status_code


def test_every_conditional_endpoint_is_tried() -> None:
    assert set(ADDRESSES) == CONDITIONAL


@ALL
def test_what_did_not_change_is_not_sent_again(client: FlaskClient, address: str) -> None:
    first = client.get(address)
    tag = first.headers["ETag"]
    assert tag.startswith('W/"')
    second = client.get(address, headers={"If-None-Match": f'"other", {tag}'})
    assert (second.status_code, second.data) == (304, b"")
    assert second.headers["ETag"] == tag
    assert second.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert second.headers.get("Vary") == first.headers.get("Vary")
    assert "no-cache" in first.headers["Cache-Control"]
    assert client.head(address, headers={"If-None-Match": tag}).status_code == 304


def test_nothing_is_searched_for_who_has_the_answer(client: FlaskClient, service: FakeService) -> None:
    tag = client.get("/?q=x&ui=en").headers["ETag"]
    asked = len(service.asked)
    assert again(client, "/?q=x&ui=en", tag) == 304
    assert len(service.asked) == asked


@ALL
def test_another_generation_is_another_answer(client: FlaskClient, service: FakeService, address: str) -> None:
    tag = client.get(address).headers["ETag"]
    service.name = "gen-000008"
    assert again(client, address, tag) == 200


def test_a_swap_while_an_answer_is_made_never_leaves_the_old_one(client: FlaskClient, service: FakeService) -> None:
    search = service.search

    def swap(parameters):  # type: ignore[no-untyped-def]
        page = search(parameters)
        service.name = "gen-000008"
        return page

    service.search = swap  # type: ignore[method-assign]
    old = client.get("/api/search?ui=en")
    assert old.json["generation"] == "gen-000007"
    new = client.get("/api/search?ui=en", headers={"If-None-Match": old.headers["ETag"]})
    assert new.json["generation"] == "gen-000008"


@pytest.mark.parametrize(
    ("address", "headers", "differs"),
    [
        ("/?q=x", {"Accept-Language": "ar"}, True),
        ("/?q=x", {"Host": "other.example"}, True),
        ("/?q=x", {"User-Agent": "other"}, False),
        ("/?q=y", {}, True),
        ("/api/search?q=x", {}, True),
    ],
)
def test_a_tag_is_of_one_answer(client: FlaskClient, address: str, headers: dict[str, str], differs: bool) -> None:
    first = client.get("/?q=x", headers={"Accept-Language": "en"}).headers["ETag"]
    second = client.get(address, headers={"Accept-Language": "en", **headers}).headers["ETag"]
    assert (first != second) == differs


def test_a_tag_is_of_the_language_that_was_remembered(client: FlaskClient) -> None:
    first = client.get("/?q=x", headers={"Accept-Language": "en"}).headers["ETag"]
    client.set_cookie("ui", "ar")
    assert client.get("/?q=x", headers={"Accept-Language": "en"}).headers["ETag"] != first


def test_other_code_tables_or_settings_make_another_tag(tmp_path: Path, service: FakeService) -> None:
    (tmp_path / "gazetteers").mkdir()

    def tag(**settings: int) -> str:
        made = create_app(Settings(seeds=tmp_path, **settings), service)
        return made.test_client().get("/help?ui=en").headers["ETag"]

    first = tag()
    assert tag() == first
    assert tag(page_size=20) != first
    (tmp_path / "gazetteers" / "countries.tsv").write_text("x", encoding="utf-8")
    assert tag() != first


def test_a_fingerprint_knows_names_and_contents(tmp_path: Path) -> None:
    folder = tmp_path / "code"
    folder.mkdir()
    found = {fingerprint([folder])}
    for name, content in (("a.py", "1"), ("a.py", "2"), ("b.py", "2"), ("b.pyc", "3")):
        (folder / name).write_text(content, encoding="utf-8")
        found.add(fingerprint([folder]))
    assert len(found) == 4


@pytest.mark.parametrize("address", ["/healthz", "/metrics", "/status", "/nope", "/article/nope", "/api/article/nope"])
def test_what_changes_by_itself_or_is_not_there_has_no_tag(client: FlaskClient, address: str) -> None:
    assert "ETag" not in client.get(address).headers
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == client.get(address).status_code


def test_an_index_that_cannot_be_named_is_no_304(app: Flask, service: FakeService) -> None:
    tag = app.test_client().get("/?q=x&ui=en").headers["ETag"]
    service.error = GenerationError("gone")
    service.generation = lambda: (_ for _ in ()).throw(GenerationError("gone"))  # type: ignore[method-assign]
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert again(app.test_client(), "/?q=x&ui=en", tag) == 503


def test_while_the_code_is_worked_on_there_are_no_tags(service: FakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert "ETag" not in create_app(Settings(), service).test_client().get("/").headers


@pytest.mark.parametrize(
    ("address", "varies", "private"),
    [
        ("/?ui=en", True, True),
        ("/", True, True),
        ("/status?ui=en", True, True),
        ("/nope?ui=en", True, True),
        ("/api/search?ui=en", False, False),
        ("/api/search", True, True),
        ("/feed.atom?ui=ar", False, False),
        ("/feed.atom?ui=xx", True, True),
        ("/api/openapi.json", False, False),
        ("/healthz", False, False),
    ],
)
def test_only_what_depends_on_the_visitor_is_kept_for_one(
    client: FlaskClient, address: str, varies: bool, private: bool
) -> None:
    answer = client.get(address)
    assert ({"Accept-Language", "Cookie"} <= set(answer.vary)) == varies
    assert ("private" in answer.headers["Cache-Control"]) == private
