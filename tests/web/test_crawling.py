"""What search engines and browsers ask for unasked, how a feed looks in a browser, and what goes over the wire."""

import gzip
from urllib.parse import unquote

import pytest
from fake_service import FakeService, many
from flask.testing import FlaskClient
from lxml import etree, html

SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def locations(client: FlaskClient, address: str) -> list[str]:
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "application/xml")
    return [one.text for one in etree.fromstring(answer.data).iter(f"{SITEMAPS}loc")]


def test_sitemaps_list_every_article_once(client: FlaskClient, service: FakeService) -> None:
    service.articles = many(5001)
    parts = locations(client, "/sitemap.xml")
    assert parts == ["http://localhost/sitemap-1.xml", "http://localhost/sitemap-2.xml"]
    found = [address for part in parts for address in locations(client, part.removeprefix("http://localhost"))]
    assert sorted(found) == sorted(f"http://localhost/article/m-{number}" for number in range(5001))
    assert client.get("/sitemap-3.xml").status_code == client.get("/sitemap-0.xml").status_code == 404


def test_robots_are_kept_from_answers_for_programs(client: FlaskClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()
    assert "Disallow: /api/" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"


def test_a_browser_finds_the_seal(client: FlaskClient) -> None:
    with client.get("/favicon.ico") as answer:
        assert answer.data[:4] == b"\0\0\1\0"


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_a_feed_is_shown_to_people_as_a_page(client: FlaskClient, ui: str) -> None:
    address = f"/feed.atom?ui={ui}&q=مذكرة"
    answer, page = client.get(address), client.get(address, headers={"Sec-Fetch-Dest": "document"})
    feed, shown = etree.fromstring(answer.data), html.fromstring(page.text)
    assert (answer.mimetype, page.mimetype) == ("application/atom+xml", "text/html")
    assert shown.get("dir") == ("rtl" if ui == "ar" else "ltr")
    (copied,) = shown.cssselect("[data-copy-text]")
    assert copied.get("data-copy-text") == feed.find("{*}link[@rel='self']").get("href")
    assert shown.cssselect("#feed-address")[0].text.endswith(f"/feed.atom?q=مذكرة&ui={ui}")
    links = [link.get("href") for link in shown.cssselect(".values__list a")]
    assert [unquote(link) for link in links] == [f"/article/a-1?q=مذكرة&ui={ui}"]


def test_a_feed_for_programs_and_its_page_are_not_taken_for_each_other(client: FlaskClient) -> None:
    feed, page = client.get("/feed.atom?ui=en"), client.get("/feed.atom?ui=en", headers={"Sec-Fetch-Dest": "document"})
    assert "Sec-Fetch-Dest" in feed.vary and "Sec-Fetch-Dest" in page.vary
    assert feed.headers["ETag"] != page.headers["ETag"]
    again = client.get("/feed.atom?ui=en", headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.mimetype) == (200, "application/atom+xml")


@pytest.mark.parametrize(("address", "type_"), [("/?ui=en", "website"), ("/article/a-1?ui=en", "article")])
def test_a_page_has_a_card(client: FlaskClient, address: str, type_: str) -> None:
    found = html.fromstring(client.get(address).text)
    card = {one.get("property"): one.get("content") for one in found.cssselect("meta[property]")}
    assert card["og:type"] == type_
    assert card["og:title"]
    image = card["og:image"]
    assert image.startswith("http://localhost/static/card.png")
    with client.get(image.removeprefix("http://localhost")) as answer:
        assert answer.data[1:4] == b"PNG"


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_other_language_is_named_by_a_whole_address(client: FlaskClient, ui: str) -> None:
    found = html.fromstring(client.get(f"/?ui={ui}").text)
    languages = {link.get("hreflang"): link.get("href") for link in found.cssselect("link[hreflang]")}
    assert languages == {code: f"http://localhost/?ui={code}" for code in ("ar", "en")}


@pytest.mark.parametrize("address", ["/?ui=en", "/article/a-1?ui=en", "/api/search?ui=en", "/export.csv?ui=en"])
def test_text_is_compressed_and_keeps_its_etag(client: FlaskClient, address: str) -> None:
    plain, small = client.get(address), client.get(address, headers={"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data)
    assert abs(len(gzip.decompress(small.data)) - len(plain.data)) < 20  # the time that the search took
    assert small.headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in small.headers["Vary"]
    again = client.get(address, headers={"If-None-Match": small.headers["ETag"], "Accept-Encoding": "gzip"})
    assert again.status_code == 304


def test_a_page_asks_for_one_style_sheet(client: FlaskClient) -> None:
    found = html.fromstring(client.get("/").text)
    (sheet,) = found.cssselect('link[rel="stylesheet"]')
    answer = client.get(sheet.get("href"))
    assert answer.mimetype == "text/css"
    assert "immutable" in answer.headers["Cache-Control"]
    assert all(f"}}{rule}{{" in answer.text for rule in (".hit", ".timeline__bar"))
