"""A digest as text, HTML, JSON, RSS and mail, in both languages."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree as xml

import feedparser
import pytest

from indexer.model.notes import note
from search.watching.digest import Digest, Entry, Section, Wrong
from search.watching.rendering import FEED_SIZE, as_html, as_json, as_mail, as_rss, as_text

NOW = datetime(2024, 5, 6, 7, 8, tzinfo=UTC)


def entry(id: str, title: str, direction: str = "ltr", published: str = "2021-03-31") -> Entry:
    address = f"https://news.example/article/{id}"
    return Entry(id, title, "<b>a</b> & b", direction, address, "", published, "BNA", ("Bahrain",), ("IOM",))


def digest(*entries: Entry, total: int | None = None) -> Digest:
    section = Section("مذكرة", "https://news.example/?q=x", total or len(entries), entries)
    return Digest("mine.txt", NOW, (section,), (Wrong(3, "contry=x", note("is not the address of a search")),))


BOTH = digest(entry("1", "Bahrain <signs>"), entry("2", "البحرين توقّع", "rtl", ""), total=5)


def test_text_has_every_article_and_how_many_more_there_are() -> None:
    text = as_text(BOTH, "en")
    assert "5 new articles" in text
    assert "and 3 more" in text
    assert "31 March 2021 · BNA · Bahrain, IOM" in text
    assert "Date unknown" in text
    assert "\N{FIRST STRONG ISOLATE}البحرين توقّع\N{POP DIRECTIONAL ISOLATE}" in text
    assert "Line 3" in text


@pytest.mark.parametrize(("ui", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_html_is_escaped_and_loads_nothing(ui: str, direction: str) -> None:
    page = as_html(BOTH, ui)
    assert f'<html lang="{ui}" dir="{direction}">' in page
    assert "Bahrain &lt;signs&gt;" in page
    assert "&lt;b&gt;a&lt;/b&gt; &amp; b" in page
    assert "<script" not in page
    assert "src=" not in page
    assert '<h3 dir="rtl">' in page


def test_json_is_what_programs_read() -> None:
    found = json.loads(as_json(BOTH, "en"))
    assert found["created"] == "2024-05-06T07:08:00+00:00"
    (section,) = found["searches"]
    assert (section["total"], [one["id"] for one in section["entries"]]) == (5, ["1", "2"])
    assert found["wrong"] == [{"number": 3, "line": "contry=x", "reason": "is not the address of a search"}]


def test_a_feed_has_what_is_new_first_and_keeps_what_it_had() -> None:
    before = as_rss(digest(entry("old", "قديم", "rtl"), entry("1", "Bahrain")), "en")
    read = feedparser.parse(as_rss(BOTH, "en", before))
    assert read.bozo == 0
    assert [one.id for one in read.entries] == ["mithaq:1", "mithaq:2", "mithaq:old"]
    assert read.entries[0].title == "Bahrain <signs>"
    assert read.entries[0].link == "https://news.example/article/1"
    assert read.entries[0].published == "Mon, 06 May 2024 07:08:00 +0000"


def test_a_feed_does_not_grow_for_ever_and_takes_what_xml_cannot_hold() -> None:
    many = digest(*(entry(str(number), "a\x01\ud800b") for number in range(FEED_SIZE + 5)))
    assert len(xml.fromstring(as_rss(many, "ar", "no feed")).findall("channel/item")) == FEED_SIZE


def test_mail_has_both_parts_and_says_that_a_machine_wrote_it() -> None:
    mail = as_mail(BOTH, "ar", "mithaq@news.example", "desk@paper.example")
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert (mail["To"], mail["Auto-Submitted"]) == ("desk@paper.example", "auto-generated")
    assert "Date" in mail
    assert mail["Message-ID"].endswith("@news.example>")


@pytest.mark.parametrize("sender", ["a@b.example\r\nBcc: c@d.example", "nobody"])
def test_an_address_cannot_add_a_header(sender: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        as_mail(BOTH, "en", sender, "desk@paper.example").as_bytes()
