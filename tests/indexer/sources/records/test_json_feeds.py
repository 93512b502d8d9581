"""JSON Feeds: what each item gives."""

import json

import pytest

from indexer.model.article import Rejected

ITEM = {
    "id": "1",
    "url": "https://example.org/1",
    "title": "Kuwait &amp; Oman",
    "content_html": "<p>Kuwait and Oman signed.</p><p>Second.</p>",
    "summary": "Short",
    "date_published": "2019-12-10T10:00:00+03:00",
    "attachments": [{"url": "https://example.org/a.mp3"}],
}


def feed(*items: object, version: str = "https://jsonfeed.org/version/1.1") -> str:
    return json.dumps({"version": version, "title": "Gulf Desk", "language": "en", "items": items})


@pytest.mark.parametrize("name", ["feed.json", "feed"])
def test_an_item_is_read_key_by_key(read_bytes, name):
    [article] = read_bytes(name, feed(ITEM))
    assert (article.title, article.text) == ("Kuwait &amp; Oman", "Kuwait and Oman signed.\nSecond.")
    assert (article.anchor, article.url, article.id) == ("1", "https://example.org/1", None)
    assert (article.published, article.published_from) == ("2019-12-10T10:00:00+03:00", "metadata")
    assert (article.source, article.language, article.window) == ("Gulf Desk", "en", True)


TEXTS = [
    ({"content_text": "1 < 2", "content_html": "<p>x</p>", "summary": "s"}, "1 < 2"),
    ({"content_html": "<p>وقّعت الكويت &amp; عُمان</p>", "summary": "s"}, "وقّعت الكويت & عُمان"),
    ({"content_text": " ", "summary": "اجتماع اللجنة"}, "اجتماع اللجنة"),
]


@pytest.mark.parametrize(("keys", "text"), TEXTS)
def test_the_fullest_text_counts_and_a_title_is_not_needed(read_bytes, keys, text):
    [article] = read_bytes("feed.json", feed({"id": 7, "external_url": "https://example.org/x"} | keys))
    assert (article.title, article.text, article.anchor) == ("", text, "7")
    assert (article.url, article.published) == ("https://example.org/x", None)


@pytest.mark.parametrize("version", ["https://jsonfeed.org/version/1", "http://jsonfeed.org/version/1.1"])
def test_the_versions_of_the_format_are_known(read_bytes, version):
    assert read_bytes("feed.json", feed(ITEM, version=version))[0].anchor == "1"


def test_an_item_without_words_is_rejected_and_the_rest_read(read_bytes, tmp_path):
    first, second, article = read_bytes("feed.json", feed({"id": "0"}, "words", ITEM))
    assert [one.where for one in (first, second)] == [f"{tmp_path / 'feed.json'}#{number}" for number in (1, 2)]
    assert [str(one.reason) for one in (first, second)] == [
        "is an entry with neither title nor text",
        "is not a JSON object",
    ]
    assert article.anchor == "1"


def test_an_empty_feed_is_rejected(read_bytes):
    [rejected] = read_bytes("feed.json", feed())
    assert isinstance(rejected, Rejected)
