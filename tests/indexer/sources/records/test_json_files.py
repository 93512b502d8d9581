"""JSON files by their shape: ninjs, JSON-LD, records, lists."""

import json

import pytest

from indexer.model.article import Rejected

NINJS = {
    "uri": "urn:news:42",
    "headline": "Committee meets",
    "body_text": "The committee met.\nIt agreed.",
    "versioncreated": "2019-10-31T08:00:00+04:00",
    "language": "en",
    "source": "WAM",
    "usageterms": "ignored",
}
NINJS_2 = {
    "uri": "https://example.org/42",
    "headlines": [{"role": "main", "value": "Committee meets"}],
    "bodies": [
        {"contenttype": "text/html", "value": "<p>wrong one</p>"},
        {"contenttype": "text/plain", "value": "The committee met.\nIt agreed."},
    ],
    "versioncreated": "2019-11-02",
    "firstcreated": "2019-10-31T08:00:00+04:00",
    "language": "en",
    "infosources": [{"name": "WAM", "role": "originator"}],
}
NEWS = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "h", "articleBody": "b"}


@pytest.mark.parametrize(
    ("item", "url"), [(NINJS, ""), (NINJS_2, "https://example.org/42")], ids=["version 1", "version 2"]
)
def test_a_ninjs_item_is_read_key_by_key(read_bytes, item, url):
    [article] = read_bytes("item.json", json.dumps(item))
    assert (article.title, article.text) == ("Committee meets", "The committee met.\nIt agreed.")
    assert (article.published, article.published_from) == ("2019-10-31T08:00:00+04:00", "metadata")
    assert (article.anchor, article.url, article.source, article.language) == (item["uri"], url, "WAM", "en")


@pytest.mark.parametrize("key", ["body_html", "body_xhtml"])
def test_a_ninjs_body_in_html_becomes_text(read_bytes, key):
    [article] = read_bytes("item.json", json.dumps({"headline": "h", key: "<p>One &amp; two</p><ul><li>three</ul>"}))
    assert article.text == "One & two\nthree"


SHAPES = [
    ("a record", {"text": "a"}, ["a"]),
    ("a list of records", [{"text": "a"}, {"text": "b"}], ["a", "b"]),
    ("an API's answer", {"total": 2, "articles": [{"text": "a"}, {"text": "b"}]}, ["a", "b"]),
    ("an answer in an answer", {"response": {"docs": [{"text": "a"}, {"text": "b"}]}}, ["a", "b"]),
    ("a headline beside another's text", {"headline": "h", "uri": "urn:1", "content": "a"}, ["a"]),
    ("a list of ninjs", {"items": [{"body_text": "a", "headline": "h"}]}, ["a"]),
    ("JSON-LD", NEWS, ["b"]),
    ("a graph", {"@graph": [NEWS, NEWS | {"headline": "i", "articleBody": "c"}]}, ["b", "c"]),
]


@pytest.mark.parametrize(("value", "texts"), [row[1:] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_json_file_is_read_by_its_shape(read_bytes, value, texts):
    assert [item.text for item in read_bytes("file.json", json.dumps(value))] == texts
    assert [item.text for item in read_bytes("file", json.dumps(value))] == texts


def test_jsonl_under_the_name_of_json_is_read(read_bytes):
    assert [item.text for item in read_bytes("file.json", '{"text": "a"}\n{"text": "b"}\n')] == ["a", "b"]


REJECTED = [
    ("cut off", '{"text":\n "a', "", ":2", "is not JSON"),
    ("empty list", "[]", "", "", "without an article"),
    ("a number", "5", "", "", "not a JSON object"),
    ("JSON-LD of something else", '{"@type": "WebSite"}', "", "", "without a NewsArticle"),
    ("a ninjs item without words", '{"headline": "", "body_text": ""}', "", "", "neither body nor headline"),
    ("one of two records", '[{"text": "a"}, {}]', "a", "#2", "neither text nor title"),
    ("nested without end", "[" * 90_000, "", "", "not JSON that can be read"),
]


@pytest.mark.parametrize(
    ("data", "read", "part", "reason"), [row[1:] for row in REJECTED], ids=[row[0] for row in REJECTED]
)
def test_a_bad_item_is_rejected_where_it_stands(read_bytes, tmp_path, data, read, part, reason):
    items = read_bytes("file.json", data)
    rejected = items[-1]
    assert isinstance(rejected, Rejected)
    assert rejected.where == f"{tmp_path / 'file.json'}{part}"
    assert reason in str(rejected.reason)
    assert [item.text for item in items[:-1]] == list(read)
