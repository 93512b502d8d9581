"""With an address in the settings, only its host and the machine itself are answered."""

from pathlib import Path

import pytest
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import create_environ, run_wsgi_app

from app import create_app
from indexer.model.settings import Settings

pytestmark = pytest.mark.slow

SITE = "https://news.example.org"


@pytest.fixture
def client(service: FakeService, tmp_path: Path) -> FlaskClient:
    return create_app(Settings(data=tmp_path, site_url=SITE), service).test_client()


def ask(client: FlaskClient, address: str, host: str):  # type: ignore[no-untyped-def]
    return client.get(address, environ_overrides={"HTTP_HOST": host})


@pytest.mark.parametrize("host", ["evil.example", "news.example.org.evil.example", "", "a b", "10.0.0.7:8000"])
@pytest.mark.parametrize("address", ["/?ui=en", "/feed.atom?ui=en", "/article/a-1?ui=en", "/nope?ui=en"])
def test_a_foreign_host_is_refused(client: FlaskClient, service: FakeService, address: str, host: str) -> None:
    answer = ask(client, address, host)
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert html.fromstring(answer.text).get("lang") == "en"
    assert service.asked == []
    assert ask(client, "/api/search", host).json["error"]["status"] == 400


@pytest.mark.parametrize(
    "host", ["news.example.org", "NEWS.example.org:8443", "localhost:8000", "127.0.0.1:8000", "[::1]:8000"]
)
def test_its_own_and_loopback_are_answered_with_the_public_address(client: FlaskClient, host: str) -> None:
    answer = ask(client, "/article/a-1", host)
    assert answer.status_code == 200
    (link,) = html.fromstring(answer.text).cssselect('link[rel="canonical"]')
    assert link.get("href") == f"{SITE}/article/a-1"


@pytest.mark.parametrize(
    ("site", "host"),
    [
        ("https://موقع.example", "xn--4gbrim.example"),
        ("https://News.Example.org:8443/mithaq", "news.example.org"),
        ("http://[2001:db8::1]:8000", "[2001:db8::1]:8000"),
    ],
)
def test_a_site_is_known_by_the_host_that_browsers_send(
    service: FakeService, tmp_path: Path, site: str, host: str
) -> None:
    client = create_app(Settings(data=tmp_path, site_url=site), service).test_client()
    assert [ask(client, "/", name).status_code for name in (host, "evil.example", "[::")] == [200, 400, 400]


@pytest.mark.parametrize("address", ["/healthz", "/metrics"])
def test_a_monitor_may_ask_one_machine_by_its_address(client: FlaskClient, address: str) -> None:
    assert ask(client, address, "10.0.0.7:8000").status_code == 200


def test_without_the_setting_any_host_is_answered(service: FakeService, tmp_path: Path) -> None:
    stranger = create_app(Settings(data=tmp_path), service).test_client()
    assert ask(stranger, "/", "192.168.1.5:8000").status_code == 200


def test_the_cookie_is_secure_behind_a_proxy_that_ends_tls(client: FlaskClient) -> None:
    assert "Secure" in ask(client, "/?ui=en", "news.example.org").headers["Set-Cookie"]


NO_HOSTS = ["a..b", ".", "xn--a", "a" * 64 + ".org", "a b", "[::1", "a:b", "a:0", "a/b", "u@a", ("a." * 127) + "org"]


@pytest.mark.parametrize("site", ["", SITE])
@pytest.mark.parametrize("host", NO_HOSTS)
@pytest.mark.parametrize("path", ["/", "/api/search", "/healthz"])
def test_what_is_no_host_is_a_400(service: FakeService, tmp_path: Path, site: str, host: str, path: str) -> None:
    app = create_app(Settings(data=tmp_path, site_url=site), service)
    environ = create_environ(path) | {"HTTP_HOST": host}
    body, status, _ = run_wsgi_app(app.wsgi_app, environ)
    assert status == "400 BAD REQUEST"
    assert host not in b"".join(body).decode() or len(host) < 4


@pytest.mark.parametrize("host", ["News.example.org.", "news.example.org.:443"])
def test_the_root_of_names_may_be_written(client: FlaskClient, host: str) -> None:
    assert ask(client, "/", host).status_code == 200


def test_a_method_that_is_not_allowed_names_those_that_are(client: FlaskClient) -> None:
    for path in ("/", "/api/search"):
        answer = client.delete(path, headers={"Host": "localhost"})
        assert answer.status_code == 405
        assert {"GET", "HEAD"} <= set(answer.headers["Allow"].split(", "))


def test_a_site_of_https_says_so(client: FlaskClient, service: FakeService, tmp_path: Path) -> None:
    assert "max-age=" in ask(client, "/", "localhost").headers["Strict-Transport-Security"]
    plain = create_app(Settings(data=tmp_path, site_url="http://news.example.org"), service).test_client()
    assert "Strict-Transport-Security" not in ask(plain, "/", "localhost").headers
