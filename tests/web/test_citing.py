"""One article as a reference: in words of both languages, for reference managers, and as marks on its page."""

import json
from dataclasses import replace

import pytest
import rispy
from fake_service import FakeService
from flask.testing import FlaskClient
from lxml import html

from web.citations import ISOLATE, POP

URL = "https://www.example.org/news/1"
TITLE = "مذكرة تفاهم بين الإمارات وتايلاند"


def cited(client: FlaskClient, style: str, identifier: str, ui: str) -> str:
    answer = client.get(f"/cite/{style}/{identifier}?ui={ui}")
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.text.replace(ISOLATE, "").replace(POP, "")


@pytest.mark.parametrize(
    ("style", "words"),
    [
        ("apa", f"{TITLE}. (2019, December 10). Example Wire. {URL}"),
        ("chicago", f"Example Wire. “{TITLE}.” December 10, 2019. {URL}."),
        ("plain", f"Example Wire, “{TITLE}”, 10 December 2019, {URL}"),
    ],
)
def test_a_reference_in_english(client: FlaskClient, style: str, words: str) -> None:
    assert cited(client, style, "a-1", "en") == words


@pytest.mark.parametrize(
    ("ui", "style", "words"),
    [
        ("en", "apa", "من وقّع «الميثاق»؟ (2019, December 10). "),
        ("en", "chicago", "Example Wire. “من وقّع «الميثاق»؟” December 10, 2019. "),
        ("en", "plain", "Example Wire, “من وقّع «الميثاق»؟”, 10 December 2019, "),
        ("ar", "apa", "من وقّع «الميثاق»؟ (10 ديسمبر 2019). "),
        ("ar", "chicago", "وكالة المثال. «من وقّع “الميثاق”؟» 10 ديسمبر 2019. "),
        ("ar", "plain", "وكالة المثال، «من وقّع “الميثاق”؟»، 10 ديسمبر 2019، "),
    ],
)
def test_a_title_that_ends_by_itself_is_followed_by_no_full_stop(
    client: FlaskClient, service: FakeService, ui: str, style: str, words: str
) -> None:
    first, *others = service.articles
    service.articles = (replace(first, title="من وقّع «الميثاق»؟"), *others)
    assert cited(client, style, "a-1", ui).startswith(words)


@pytest.mark.parametrize("style", ["apa", "chicago", "plain"])
def test_a_reference_in_arabic_has_arabic_names_and_dates(client: FlaskClient, style: str) -> None:
    words = cited(client, style, "a-1", "ar")
    assert "وكالة المثال" in words
    assert "10 ديسمبر 2019" in words


@pytest.mark.parametrize(
    ("style", "date"), [("apa", "(2020, March)"), ("chicago", "March 2020"), ("plain", "March 2020")]
)
def test_a_date_is_as_precise_as_it_is_known(client: FlaskClient, style: str, date: str) -> None:
    assert date in cited(client, style, "feeds/b%202%3Fx=1", "en")


def test_an_unknown_date_and_outlet_are_not_invented(client: FlaskClient) -> None:
    assert cited(client, "apa", "c-3", "en").endswith(". (n.d.). http://localhost/article/c-3")
    assert cited(client, "chicago", "c-3", "en").endswith(".” n.d. http://localhost/article/c-3.")
    assert cited(client, "chicago", "c-3", "ar").endswith("». د.ت. http://localhost/article/c-3.")


def test_reference_managers_read_it(client: FlaskClient) -> None:
    (item,) = json.loads(client.get("/cite/csl/a-1?ui=en").text)
    assert item == {
        "id": "a-1",
        "type": "article-newspaper",
        "title": TITLE,
        "URL": URL,
        "language": "ar",
        "container-title": "Example Wire",
        "issued": {"date-parts": [[2019, 12, 10]]},
    }
    (entry,) = rispy.loads(client.get("/cite/ris/a-1?ui=en").text)
    assert (entry["type_of_reference"], entry["title"]) == ("NEWS", TITLE)
    assert client.get("/cite/bib/a-1").text.startswith("@misc{mithaq-a-1,")


@pytest.mark.parametrize("address", ["/cite/apa/nobody", "/cite/word/a-1"])
def test_nothing_else_can_be_cited(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_the_page_of_an_article_is_marked_for_zotero(client: FlaskClient) -> None:
    found = html.fromstring(client.get("/article/a-1?ui=en").text)
    marks = {one.get("name") or one.get("property"): one.get("content") for one in found.cssselect("meta[content]")}
    assert (marks["citation_title"], marks["citation_date"]) == (TITLE, "2019/12/10")
    assert (marks["citation_publisher"], marks["article:published_time"]) == ("Example Wire", "2019-12-10")
    described = json.loads(found.cssselect('script[type="application/ld+json"]')[0].text)
    assert described["@type"] == "NewsArticle"
    assert (described["headline"], described["datePublished"]) == (TITLE, "2019-12-10")
    assert described["publisher"]["name"] == "Example Wire"


def test_data_in_the_page_cannot_end_its_script(client: FlaskClient) -> None:
    body = client.get("/article/feeds/b%202%3Fx=1?ui=en").text
    assert "<Emirates>" not in body


def test_an_article_leads_to_the_results_before_and_behind_it(client: FlaskClient) -> None:
    found = html.fromstring(client.get("/article/feeds/b%202%3Fx=1?ui=en&q=the").text)
    assert [(link.get("rel"), link.get("href")) for link in found.cssselect(".neighbours a")] == [
        ("prev", "/article/a-1?q=the&ui=en"),
        ("next", "/article/c-3?q=the&ui=en"),
    ]
    assert not html.fromstring(client.get("/article/a-1?ui=en").text).cssselect(".neighbours")


def test_a_proof_leads_to_its_words(client: FlaskClient) -> None:
    found = html.fromstring(client.get("/article/a-1?ui=en").text)
    fragments = [link.get("href") for link in found.cssselect(".proof a")]
    assert "#title:~:text=%D8%A7%D9%84%D8%A5%D9%85%D8%A7%D8%B1%D8%A7%D8%AA" in fragments
    assert found.cssselect("#title")
