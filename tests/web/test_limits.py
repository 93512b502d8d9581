"""How often one visitor may ask."""

from pathlib import Path

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from app import create_app
from indexer.model.errors import SettingsError
from indexer.model.settings import Settings
from web import limits
from web.limits import KINDS, RULES, kind

VISITOR, OTHER = "198.51.100.7", "198.51.100.8"


@pytest.fixture(autouse=True)
def _strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "RULES", dict.fromkeys(RULES, "2 per hour"))


def site(tmp_path: Path, **settings: str) -> FlaskClient:
    return create_app(Settings(data=tmp_path, **settings), FakeService()).test_client()


def ask(client: FlaskClient, address: str, visitor: str = VISITOR, forwarded: str = "") -> TestResponse:
    return client.get(address, environ_overrides={"REMOTE_ADDR": visitor}, headers={"X-Forwarded-For": forwarded})


@pytest.mark.parametrize(
    ("name", "addresses"),
    [
        ("page", ["/?q=x", "/article/a-1", "/help", "/status", "/nothing-here", "/opensearch.xml"]),
        ("api", ["/api/search", "/api/article/a-1", "/api/openapi.json"]),
        ("typing", ["/api/suggest?q=x", "/api/facets/country"]),
        ("taking", ["/feed.atom", "/export.csv", "/export.bib", "/export.ris"]),
    ],
)
def test_requests_of_one_kind_count_together_and_of_each_visitor_apart(
    tmp_path: Path, name: str, addresses: list[str]
) -> None:
    client = site(tmp_path)
    for address in addresses:
        assert ask(client, address, OTHER).status_code != 429 or addresses.index(address) >= 2
    assert [ask(client, address).status_code == 429 for address in addresses] == [
        place >= 2 for place in range(len(addresses))
    ]
    assert ask(client, addresses[0]).status_code == 429
    assert {ask(client, one).status_code for one in ("/", "/api/search", "/feed.atom", "/api/suggest")} == {200, 429}
    assert name in RULES


@pytest.mark.parametrize("address", ["/healthz", "/metrics", "/static/mark.svg"])
def test_monitors_and_static_files_are_not_counted(tmp_path: Path, address: str) -> None:
    client = site(tmp_path)
    for _ in range(4):
        with ask(client, address) as answer:
            assert answer.status_code == 200


@pytest.mark.parametrize(("ui", "words"), [("en", "Too many requests"), ("ar", "طلبات كثيرة")])
def test_who_asks_too_often_is_told_when_to_ask_again(tmp_path: Path, ui: str, words: str) -> None:
    client = site(tmp_path)
    for _ in range(3):
        page, api = (ask(client, f"{address}?ui={ui}") for address in ("/", "/api/search"))
    for answer in (page, api):
        assert answer.status_code == 429
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert words in html.fromstring(page.text).cssselect("h1")[0].text_content()
    assert api.json["error"]["status"] == 429
    assert words in api.json["error"]["message"]


def test_a_refused_request_asks_no_index(tmp_path: Path) -> None:
    service = FakeService()
    client = create_app(Settings(data=tmp_path), service).test_client()
    for _ in range(4):
        ask(client, "/api/search?q=x")
    assert len(service.asked) == 2


def test_loopback_and_a_site_without_limits_ask_as_often_as_they_like(tmp_path: Path) -> None:
    free, off = site(tmp_path), site(tmp_path, rate_limits="off")
    for _ in range(4):
        assert ask(free, "/", "127.0.0.1", forwarded=VISITOR).status_code == 200
        assert ask(off, "/").status_code == 200


def test_behind_a_trusted_proxy_each_visitor_counts_alone(tmp_path: Path) -> None:
    client = site(tmp_path, trusted_proxies="127.0.0.1, 10.0.0.0/8")
    for forwarded, status in [(VISITOR, 200), (f"1.1.1.1, {VISITOR}, 10.0.0.2", 200), (VISITOR, 429), (OTHER, 200)]:
        assert ask(client, "/", "127.0.0.1", forwarded).status_code == status


def test_a_store_that_cannot_be_is_named_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="MITHAQ_RATE_STORE"):
        site(tmp_path, rate_store="cupboard://here")


def test_every_endpoint_has_a_kind(tmp_path: Path) -> None:
    endpoints = {rule.endpoint for rule in create_app(Settings(data=tmp_path), FakeService()).url_map.iter_rules()}
    assert set(KINDS) <= endpoints
    assert {kind(endpoint) for endpoint in endpoints} == {"", *RULES}
    assert kind(None) == "page"
