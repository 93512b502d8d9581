"""An article as JSON: whole, with the words that every value was read from."""

from dataclasses import replace

import pytest
from fake_service import ARTICLES, FakeService
from flask.testing import FlaskClient
from lxml import html

from indexer.model.article import FactChange, Revision

JUNE = "2024-06-01T08:30:00+00:00"


def test_it_has_the_text_and_every_value_with_its_evidence(client: FlaskClient) -> None:
    found = client.get("/api/article/a-1?ui=en").json
    article = ARTICLES[0]
    assert (found["id"], found["title"], found["text"]) == (article.id, article.title, article.text)
    assert found["permalink"] == "http://localhost/article/a-1"
    assert found["published"] == {
        "date": "2019-12-10",
        "precision": "day",
        "evidence": {"field": "published", "start": 0, "end": 10, "words": "10/12/2019", "rule": "numeric"},
    }
    emirates = found["countries"][0]
    assert (emirates["code"], emirates["label"], emirates["role"]) == ("AE", "United Arab Emirates", "primary")
    (proof,) = emirates["evidence"]
    assert found[proof["field"]][proof["start"] : proof["end"]] == proof["words"]
    assert [country["code"] for country in found["countries"]] == ["AE", "TH", "KW", "BH"]
    assert found["parties"] == [["AE", "TH"]]
    assert found["agencies"][0]["id"] == "iom"
    assert found["unresolved"][0]["name"] == "لجنة المثال"
    assert found["events"][0]["date"] == "2015"
    assert found["generation"] == "gen-000007"


def test_its_labels_follow_the_language_asked_for(client: FlaskClient) -> None:
    assert client.get("/api/article/a-1?ui=ar").json["countries"][1]["label"] == "تايلاند"


def test_what_was_changed_is_in_it(client: FlaskClient, service: FakeService) -> None:
    facts = (FactChange("url", "", "https://news.example.org/x"),)
    revision = Revision(JUNE, None, ARTICLES[1].text.replace("memorandum", "letter"), facts)
    service.articles = (replace(ARTICLES[1], revisions=(revision,)),)
    (found,) = client.get("/api/article/feeds/b%202%3Fx=1").json["revisions"]
    assert found["when"] == JUNE
    assert found["title"] == []
    assert found["text"][0]["direction"] == "ltr"
    pieces = [(piece["kind"], piece["words"]) for piece in found["text"][0]["pieces"]]
    assert ("removed", "letter") in pieces
    assert ("added", "memorandum") in pieces
    assert found["facts"] == [{"fact": "url", "before": "", "after": "https://news.example.org/x"}]


@pytest.mark.parametrize(
    ("parent", "told"),
    [
        ("file:///srv/desk/secret/news%20day.txt", "news day.txt"),
        ("https://user:key@news.example.org/private/day.html?token=SECRET", "news.example.org/day.html"),
        ("/srv/desk/secret/day.txt", "day.txt"),
        ("page-1", "page-1"),
        ("http://[", ""),
        (None, None),
    ],
)
def test_nobody_is_told_where_its_page_lies(
    client: FlaskClient, service: FakeService, parent: str | None, told: str | None
) -> None:
    service.articles = (replace(ARTICLES[0], uri="/srv/desk/secret/one.txt", parent=parent),)
    answer = client.get("/api/article/a-1")
    assert answer.json["parent"] == told
    assert "/srv/desk" not in answer.text


def test_a_half_character_keeps_the_offsets_and_can_be_sent(client: FlaskClient, service: FakeService) -> None:
    service.articles = (replace(ARTICLES[0], text="a\ud83dbc\u202e"),)
    assert client.get("/api/article/a-1").json["text"] == "a\ufffdbc\u202e"


@pytest.mark.parametrize("identifier", ["nope", "../x", "feeds/none"])
def test_an_unknown_article_is_a_404_as_json(client: FlaskClient, identifier: str) -> None:
    answer = client.get(f"/api/article/{identifier}")
    assert (answer.status_code, answer.json["error"]["status"]) == (404, 404)


@pytest.mark.parametrize("ui", ["ar", "en"])
def test_the_page_of_an_article_names_it(client: FlaskClient, ui: str) -> None:
    found = html.fromstring(client.get(f"/article/feeds/b%202%3Fx=1?q=x&ui={ui}").text)
    (link,) = found.cssselect('link[rel="alternate"][type="application/json"]')
    assert link.get("href") == f"/api/article/feeds/b%202%3Fx=1?ui={ui}"
    assert client.get(link.get("href")).json["id"] == ARTICLES[1].id
