"""Sources on the web from run to run: what is new, changed, withdrawn, unchanged or broken."""

import gzip
import json
import re
from datetime import timedelta

import pytest

from indexer.archive import Change
from indexer.errors import WithdrawalError
from indexer.fetching.log import FetchLog
from indexer.source_list import Source

ARABIC = "وقّعت الوزارتان أمس مذكرة تفاهم لمكافحة الاتجار بالأشخاص."
ENGLISH = "The two ministries signed a memorandum of understanding yesterday."


def feed(*entries: tuple[str, ...]) -> str:
    """An RSS feed of `(guid, title, text)` or `(guid, title, text, link)`."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><description>{text}</description>"
        + "".join(f"<link>{one}</link>" for one in link)
        + "</item>"
        for guid, title, text, *link in entries
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>وام</title>{items}</channel></rss>"
    )


def export(**texts: str) -> str:
    return "".join(json.dumps({"id": id, "title": id, "text": text}) + "\n" for id, text in texts.items())


def page(title: str, text: str) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title><meta charset='utf-8'></head>"
        f"<body><article><h1>{title}</h1><p>{text}</p></article></body></html>"
    )


def test_a_feed_is_read_then_unchanged_then_changed(desk, site):
    source = Source(url=site.put("/rss", feed(("1", "مذكرة", ARABIC), ("2", "Visit", ENGLISH)), ETag='"a"'))
    first = desk.run(source)
    assert (first.changes, first.failed, first.rejected) == ({Change.NEW: 2}, (), ())
    assert desk.live() == {"مذكرة": ARABIC, "Visit": ENGLISH}
    second = desk.run(source)
    assert second.changes == {Change.SAME: 2}
    assert site.asked[-1][1]["If-None-Match"] == '"a"'
    site.put("/rss", feed(("3", "Training", ENGLISH), ("2", "Visit", "Another text.")), ETag='"b"')
    third = desk.run(source)
    assert (third.changes, third.withdrawn) == ({Change.NEW: 1, Change.REVISED: 1}, 0)
    assert desk.live() == {"مذكرة": ARABIC, "Visit": "Another text.", "Training": ENGLISH}


def test_last_modified_makes_a_request_conditional(desk, site):
    day = "Wed, 01 May 2024 05:00:00 GMT"
    source = Source(url=site.put("/rss", feed(("1", "A", ENGLISH)), Last_Modified=day))
    desk.run(source)
    site.put("/rss", status=304)
    assert desk.run(source).changes == {Change.SAME: 1}
    assert site.asked[-1][1]["If-Modified-Since"] == day


def test_a_body_without_validators_is_read_once(desk, site):
    source = Source(url=site.put("/rss", feed(("1", "A", ENGLISH))))
    desk.run(source)
    assert desk.run(source).changes == {Change.SAME: 1}
    rows = desk.archive.database.execute("SELECT status, headers FROM fetches").fetchall()
    assert [row["status"] for row in rows] == [200]
    assert "content-length" in json.loads(rows[0]["headers"])


def test_what_was_fetched_is_kept(desk, site):
    body = feed(("1", "A", ENGLISH))
    desk.run(Source(url=site.put("/rss", gzip.compress(body.encode()), Content_Encoding="gzip")))
    (row,) = desk.archive.database.execute("SELECT url, final_url, fetched, hash FROM fetches")
    assert (row["url"], row["final_url"]) == (site.url("/rss"), site.url("/rss"))
    assert row["fetched"].startswith("2024-05-01T06:10:01")
    assert FetchLog(desk.archive.database).body(row["hash"]) == body.encode()


def test_the_user_agent_has_a_name_and_a_version(desk, site):
    desk.run(Source(url=site.put("/rss", feed(("1", "A", ENGLISH)))))
    assert site.asked[0][1]["User-Agent"] == "Mithaq/1.0"


def test_an_article_that_left_an_export_is_withdrawn_and_can_come_back(desk, site):
    source = Source(url=site.put("/e.jsonl", export(a=ENGLISH, b=ARABIC)))
    desk.run(source)
    site.put("/e.jsonl", export(a=ENGLISH))
    assert desk.run(source).withdrawn == 1
    assert list(desk.live()) == ["a"]
    site.put("/e.jsonl", export(a=ENGLISH, b=ARABIC))
    assert desk.run(source).changes == {Change.SAME: 1, Change.RESTORED: 1}


def test_a_withdrawal_that_was_stopped_is_not_forgotten_by_an_unchanged_answer(desk, site):
    source = Source(url=site.put("/e.jsonl", export(a=ENGLISH, b=ARABIC)))
    desk.run(source)
    site.put("/e.jsonl", export(a=ENGLISH), ETag='"b"')
    desk.withdrawal = 0.3
    for _ in range(2):
        with pytest.raises(WithdrawalError):
            desk.run(source)
    desk.withdrawal = 1.0
    assert desk.run(source).withdrawn == 1
    assert list(desk.live()) == ["a"]


def test_a_line_that_cannot_be_read_keeps_its_article_and_stays_rejected(desk, site):
    source = Source(url=site.put("/e.jsonl", export(a=ENGLISH, b=ARABIC)))
    desk.run(source)
    site.put("/e.jsonl", export(a=ENGLISH) + '{"id": "b", \n', ETag='"b"')
    for _ in range(2):
        outcome = desk.run(source)
        assert [item.where for item in outcome.rejected] == [site.url("/e.jsonl:2")]
        assert (outcome.withdrawn, outcome.failed, list(desk.live())) == (0, (), ["a", "b"])


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ({"status": 404}, "answered with 404 Not Found"),
        ({"status": 403}, "answered with 403 Forbidden"),
        ({"status": 500}, "answered with 500 Internal Server Error"),
        ({"body": feed()}, "has no articles any more"),
        ({"body": ""}, "is empty"),
        ({"body": "<html><body>Log in</body></html>", "Content_Type": "text/html"}, "is not an RSS or Atom feed"),
        ({"body": feed(("1", "A", "x")).replace("</item></channel></rss>", "")}, "ends in the middle of an entry"),
        ({"body": "<rss><channel><item>" * 20}, "is not an RSS or Atom feed|ends in the middle"),
        (
            {"body": "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><rss>&b;</rss>"},
            "declares XML entities",
        ),
        ({"body": gzip.compress(b" " * 5_000_000), "Content_Encoding": "gzip"}, "expands to more than 100000 bytes"),
        (
            {"body": gzip.compress(feed(("1", "A", "x")).encode())[:-9], "Content_Encoding": "gzip"},
            "cannot be unpacked",
        ),
        ({"body": b"x", "Content_Encoding": "br"}, "which was not asked for"),
        ({"body": b"x" * (100_001)}, "is larger than 100000 bytes"),
        ({"body": b"x", "Content_Length": "1000000000"}, "is larger than 100000 bytes"),
        ({"status": 302, "Location": "/rss"}, "redirected in a circle"),
        ({"status": 302, "Location": "file:///etc/passwd"}, "only http and https"),
        ({"status": 302, "Location": "http://10.0.0.1/"}, "whose address 10.0.0.1 is private"),
        ({"status": 302, "Location": "http://[::1]/"}, "whose address ::1 is loopback"),
        ({"status": 302}, "answered with 302 Found"),
        ({"status": 304}, "answered with 304 Not Modified"),
    ],
)
def test_a_source_that_breaks_keeps_its_articles_and_says_why(desk, site, answer, reason):
    broken, whole = Source(url=site.url("/rss"), kind="feed"), Source(url=site.put("/whole", feed(("9", "Z", ENGLISH))))
    site.put("/rss", feed(("1", "مذكرة", ARABIC)))
    desk.run(broken)
    database = desk.archive.database
    database.execute("UPDATE urls SET hash = '', etag = ''")
    site.put("/rss", answer.pop("body", ""), **answer)
    outcome = desk.run(broken, whole)
    assert len(outcome.failed) == 1
    assert "\n" not in outcome.failed[0]
    assert outcome.failed[0].startswith(f"source {site.url('/rss')} ")
    assert desk.live() == {"مذكرة": ARABIC, "Z": ENGLISH}
    assert re.search(reason, outcome.failed[0])
    site.put("/rss", feed(("1", "مذكرة", ARABIC), ("2", "B", ENGLISH)))
    again = desk.run(broken, after=timedelta(hours=2))
    assert again.failed == ()
    assert "B" in desk.live()
