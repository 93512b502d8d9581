"""Which language the page speaks, and how it writes numbers and dates."""

import pytest
from fake_service import FakeService
from flask import Flask
from flask.testing import FlaskClient
from lxml import html

from app import create_app
from indexer.model.settings import Settings
from web.languages import date_words, number_words


@pytest.mark.parametrize(
    ("address", "cookie", "accepted", "language"),
    [
        ("/?ui=en", "ar", "ar", "en"),
        ("/?ui=xx", "en", "ar", "en"),
        ("/", "en", "ar", "en"),
        ("/", "xx", "en-GB,en;q=0.9", "en"),
        ("/", None, "ar-AE,ar;q=0.9,en;q=0.8", "ar"),
        ("/", None, "fr,en;q=0.5,ar;q=0.4", "en"),
        ("/", None, "en_US", "en"),
        ("/", None, "fr", "ar"),
        ("/", None, "*", "ar"),
        ("/", None, "", "ar"),
        ("/", None, ";;;q=,,", "ar"),
    ],
)
def test_parameter_then_cookie_then_browser_then_setting(
    client: FlaskClient, address: str, cookie: str | None, accepted: str, language: str
) -> None:
    if cookie:
        client.set_cookie("ui", cookie)
    response = client.get(address, headers={"Accept-Language": accepted})
    root = html.fromstring(response.text)
    assert (root.get("lang"), root.get("dir")) == (language, "rtl" if language == "ar" else "ltr")
    assert {"Accept-Language", "Cookie"} <= set(response.vary)


def test_the_last_resort_is_a_setting(service: FakeService) -> None:
    client = create_app(Settings(language="en"), service).test_client()
    assert html.fromstring(client.get("/").text).get("lang") == "en"


def test_a_choice_is_remembered_in_a_guarded_cookie(client: FlaskClient) -> None:
    cookie = client.get("/?ui=en").headers["Set-Cookie"]
    assert cookie.startswith("ui=en;")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert html.fromstring(client.get("/").text).get("lang") == "en"
    assert "Set-Cookie" not in client.get("/?ui=en").headers


@pytest.mark.parametrize(
    ("address", "sets"),
    [
        ("/?ui=en", True),
        ("/article/a-1?ui=en", True),
        ("/help?ui=en", True),
        ("/status?ui=en", True),
        ("/api/search?ui=en", False),
        ("/api/article/a-1?ui=en", False),
        ("/api/suggest?q=x&ui=en", False),
        ("/feed.atom?ui=en", False),
        ("/export.csv?ui=en", False),
        ("/opensearch.xml?ui=en", False),
        ("/healthz?ui=en", False),
        ("/metrics?ui=en", False),
        ("/nope?ui=en", False),
    ],
)
def test_only_pages_that_a_person_reads_set_the_cookie(client: FlaskClient, address: str, sets: bool) -> None:
    assert ("Set-Cookie" in client.get(address).headers) == sets


def test_the_cookie_is_secure_where_the_connection_is(client: FlaskClient) -> None:
    assert "Secure" in client.get("/?ui=en", base_url="https://news.example").headers["Set-Cookie"]


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/?q=x&country=TH&country=AE&page=2&ui=ar", "/?q=x&country=TH&country=AE&page=2&ui=en"),
        ("/article/a-1?q=x&ui=ar", "/article/a-1?q=x&ui=en"),
        ("/nothing-here?ui=ar", "/?ui=en"),
        ("/?_external=1&_scheme=javascript&_anchor=x&endpoint=y&ui=ar", "/?ui=en"),
    ],
)
def test_the_other_language_keeps_the_page_and_nothing_foreign(client: FlaskClient, address: str, other: str) -> None:
    link = html.fromstring(client.get(address).text).cssselect(".tongue")[0]
    assert link.get("href") == other
    assert link.get("hreflang") == "en"


@pytest.mark.parametrize(
    ("language", "iso", "words"),
    [
        ("en", "2021-03-31", "31 March 2021"),
        ("en", "2021-03", "March 2021"),
        ("en", "2021", "2021"),
        ("en", None, "Date unknown"),
        ("ar", "2021-03-31", "31 مارس 2021"),
        ("ar", "2021-03", "مارس 2021"),
        ("ar", "2021", "2021"),
        ("ar", None, "تاريخ غير معروف"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(app: Flask, language: str, iso: str | None, words: str) -> None:
    with app.test_request_context(f"/?ui={language}"):
        assert date_words(iso) == words


def test_visitors_of_two_languages_each_read_their_own(client: FlaskClient) -> None:
    pages = {ui: client.get(f"/?ui={ui}").text for ui in ("ar", "en", "ar")}
    assert "تاريخ غير معروف" not in pages["en"]
    assert "Date unknown" in pages["en"]
    assert "Date unknown" not in pages["ar"]


def test_numbers_have_separators(app: Flask) -> None:
    with app.test_request_context("/?ui=en"):
        assert number_words(1234567) == "1,234,567"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالًا"),
        (99, "99 مقالًا"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
        (1002, "1,002 مقال"),
    ],
)
def test_arabic_counts_in_six_forms(client: FlaskClient, service: FakeService, count: int, words: str) -> None:
    service.total = count
    counted = html.fromstring(client.get("/?ui=ar").text).cssselect(".found__count")[0].text_content()
    assert counted.split("·")[0].strip() == words
