"""The article page: the text with its marks, what was read from it, and the way back."""

from dataclasses import replace

import pytest
from fake_service import ARTICLES, FakeService
from flask.testing import FlaskClient
from lxml import html
from test_search_page import page, text


def test_it_shows_title_text_and_metadata(client: FlaskClient) -> None:
    found = page(client, "/article/a-1?ui=en&q=مذكرة")
    story = found.cssselect(".story")[0]
    assert story.get("dir") == "rtl"
    assert [mark.text for mark in story.cssselect("mark")] == ["مذكرة", "مذكرة"]
    assert len(story.cssselect(".story__text p")) == 2
    assert [block.get("lang") for block in story.cssselect(".story__text p")] == ["ar", "ar"]
    assert "10 December 2019" in text(story.cssselect(".hit__meta")[0])


def test_every_fact_shows_the_words_it_was_read_from(client: FlaskClient) -> None:
    facts = page(client, "/article/a-1?ui=en").cssselect(".facts")[0]
    assert [text(term) for term in facts.cssselect("dt")] == [
        "Date",
        "Published by",
        "Country",
        "Parties",
        "Agency",
        "Kind of news",
        "Name not in the tables",
        "Date in the text",
    ]
    folds = [(fold.cssselect("summary")[0], fold.cssselect("ul")[0]) for fold in facts.cssselect("details")]
    proofs = {text(value): text(words) for value, words in folds}
    assert proofs["10 December 2019"] == "10/12/2019 in the date given with it"
    assert proofs["United Arab Emirates"] == "الإمارات in the title"
    assert proofs["United Arab Emirates – Thailand"] == "الإمارات in the title تايلاند in the title"
    assert proofs["2015"] == "2015 in the text"
    assert "Kuwait only mentioned" in text(facts)
    assert proofs["Bahrain only mentioned"] == "المنامة in the text البحرين in the text"


def test_the_original_is_linked_only_as_a_web_address(client: FlaskClient) -> None:
    original = page(client, "/article/a-1?ui=en").cssselect(".story__original a")[0]
    assert original.get("href") == "https://www.example.org/news/1"
    assert "noreferrer" in original.get("rel")
    assert not page(client, "/article/feeds/b%202%3Fx=1?ui=en").cssselect(".story__original")


def test_an_article_has_an_address_that_does_not_depend_on_the_search(client: FlaskClient) -> None:
    found = page(client, "/article/feeds/b%202%3Fx=1?ui=en&q=x&page=3")
    lasting = "http://localhost/article/feeds/b%202%3Fx=1"
    assert found.cssselect('link[rel="canonical"]')[0].get("href") == lasting
    assert found.cssselect(".story__link a")[0].get("href") == lasting


def test_the_way_back_keeps_the_search_and_its_page(client: FlaskClient) -> None:
    found = page(client, "/article/a-1?ui=en&q=x&country=TH&page=3")
    assert found.cssselect(".back a")[0].get("href") == "/?q=x&country=TH&page=3&ui=en"


def test_siblings_of_the_same_page_keep_the_search(client: FlaskClient) -> None:
    siblings = page(client, "/article/a-1?ui=en&q=x").cssselect(".siblings a")
    assert [link.get("href") for link in siblings] == ["/article/feeds/b%202%3Fx=1?q=x&ui=en", "/article/c-3?q=x&ui=en"]


def test_an_article_without_title_date_or_source_is_shown(client: FlaskClient) -> None:
    found = page(client, "/article/c-3?ui=en")
    assert text(found.cssselect("h1")[0]) == "اجتماع بلا عنوان ولا تاريخ"
    assert "Date unknown" in text(found.cssselect(".hit__meta")[0])


@pytest.mark.parametrize("identifier", ["nope", "../secret", "%00", "a%2F%2Fb", "http://x.example/y"])
def test_an_unknown_article_is_a_page_of_its_own(client: FlaskClient, identifier: str) -> None:
    response = client.get(f"/article/{identifier}?ui=en")
    assert response.status_code == 404
    assert html.fromstring(response.text).cssselect(".notice")


@pytest.mark.parametrize("identifier", ["feeds/b 2?x=1", "https://example.org//a/", "خبر ١", "a%2Fb", "#1", "1;2&3=4"])
def test_an_id_may_be_anything(client: FlaskClient, service: FakeService, identifier: str) -> None:
    service.articles = (replace(ARTICLES[0], id=identifier),)
    link = page(client, "/?ui=en").cssselect(".hit__title a")[0].get("href")
    assert client.get(link).status_code == 200


def test_an_item_with_a_page_of_its_own_also_leads_to_the_page_it_was_cut_from(
    client: FlaskClient, service: FakeService
) -> None:
    first = replace(ARTICLES[0], parent="https://www.example.org/news", anchor="خبر 1")
    service.articles = (first,)
    address = "https://www.example.org/news#%D8%AE%D8%A8%D8%B1%201"
    found = page(client, "/article/a-1?ui=en")
    assert found.cssselect(".story__original a")[0].get("href") == first.url
    assert text(found.cssselect(".story__cut-from")[0]) == f"Cut from this page: {address}"
    assert found.cssselect(".story__cut-from a")[0].get("href") == address
    assert "مقتطع من هذه الصفحة:" in text(page(client, "/article/a-1?ui=ar").cssselect(".story__cut-from")[0])


def test_an_item_that_is_linked_on_its_page_has_one_link(client: FlaskClient, service: FakeService) -> None:
    service.articles = (replace(ARTICLES[0], parent="file:///page.html", anchor="x", url="https://example.org/p#x"),)
    found = page(client, "/article/a-1?ui=en")
    assert found.cssselect(".story__original a")[0].get("href") == "https://example.org/p#x"
    assert not found.cssselect(".story__cut-from")
    hits = client.get("/api/search").json["hits"]
    assert hits[0]["place"] == "https://example.org/p#x"


@pytest.mark.parametrize("parent", ["javascript:alert(1)//https://", "page-1", "file:///x"])
def test_a_page_that_is_not_on_the_web_is_no_link(client: FlaskClient, service: FakeService, parent: str) -> None:
    service.articles = (replace(ARTICLES[0], parent=parent, anchor="x"),)
    assert not page(client, "/article/a-1?ui=en").cssselect(".story__cut-from")


@pytest.mark.parametrize(("ui", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_date_is_written_in_the_direction_of_the_interface(client: FlaskClient, ui: str, direction: str) -> None:
    page = html.fromstring(client.get(f"/article/a-1?ui={ui}").text)
    (when,) = page.cssselect(".story__head time")
    assert when.get("dir") == direction
