"""Sources on the web from run to run: what is new, changed, withdrawn, unchanged or broken."""

import gzip
import json
import re
from datetime import timedelta

import pytest

from indexer.archive.items import Change
from indexer.fetching.log import FetchLog
from indexer.model.errors import DeadlineError
from indexer.model.source import Source
from tests.indexer.desk import failed
from tests.indexer.sources.documents.docx_files import docx, paragraph
from tests.indexer.sources.documents.mail_files import mail
from tests.indexer.sources.documents.pdf_files import Line, pdf

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
    assert (first.changes, failed(first), first.rejected) == ({Change.NEW: 2}, (), ())
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
    rows = desk.archive.file.execute("SELECT status, headers FROM fetches").fetchall()
    assert [row["status"] for row in rows] == [200]
    assert "content-length" in json.loads(rows[0]["headers"])


def test_what_was_fetched_is_kept(desk, site):
    body = feed(("1", "A", ENGLISH))
    desk.run(Source(url=site.put("/rss", gzip.compress(body.encode()), Content_Encoding="gzip")))
    (row,) = desk.archive.file.execute("SELECT url, final_url, fetched, hash FROM fetches")
    assert (row["url"], row["final_url"]) == (site.url("/rss"), site.url("/rss"))
    assert row["fetched"].startswith("2024-05-01T06:10:01")
    assert FetchLog(desk.archive.file).body(row["hash"]) == body.encode()


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
        outcome = desk.run(source)
        assert (outcome.withdrawn, list(desk.live())) == (0, ["a", "b"])
        assert "1 of 2 articles" in failed(outcome)[0]
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
        assert (outcome.withdrawn, failed(outcome), list(desk.live())) == (0, (), ["a", "b"])


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
    database = desk.archive.file
    database.execute("UPDATE urls SET hash = '', etag = ''")
    site.put("/rss", answer.pop("body", ""), **answer)
    outcome = desk.run(broken, whole)
    assert len(failed(outcome)) == 1
    assert "\n" not in failed(outcome)[0]
    assert failed(outcome)[0].startswith(f"source {site.url('/rss')} ")
    assert desk.live() == {"مذكرة": ARABIC, "Z": ENGLISH}
    assert re.search(reason, failed(outcome)[0])
    site.put("/rss", feed(("1", "مذكرة", ARABIC), ("2", "B", ENGLISH)))
    again = desk.run(broken, after=timedelta(hours=2))
    assert failed(again) == ()
    assert "B" in desk.live()


def test_an_entry_whose_identifier_changes_stays_one_article(desk, site):
    source = Source(url=site.url("/rss"))
    for number in range(3):
        site.put("/rss", feed((f"{number}-a", "A", ENGLISH, "http://x.example/a"), (f"{number}-b", "B", ARABIC)))
        desk.run(source)
    ids = [item.id for item in desk.archive.live() if item.raw.title == "A"]
    assert len(ids) == 1
    site.put("/rss", feed(("2-a", "A, corrected", ENGLISH, "http://x.example/a")))
    assert desk.run(source).changes == {Change.REVISED: 1}
    assert [item.id for item in desk.archive.live() if item.raw.title == "A, corrected"] == ids


def test_entries_that_share_a_link_or_an_identifier_stay_apart(desk, site):
    source = Source(url=site.url("/rss"))
    home = "http://x.example/"
    site.put("/rss", feed(("1", "A", ENGLISH, home), ("2", "B", ARABIC, home)))
    desk.run(source)
    site.put("/rss", feed(("3", "C", ENGLISH, home), ("3", "D", ARABIC, home), ("1", "A", ENGLISH, home)))
    assert desk.run(source).changes == {Change.NEW: 2, Change.SAME: 1}
    assert sorted(desk.live()) == ["A", "B", "C", "D"]


def test_two_sources_that_bring_the_same_page_bring_one_article(desk, site):
    url = site.put("/a", page("A", ENGLISH))
    listed = f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'><url><loc>{url}</loc></url></urlset>"
    sources = (Source(url=url), Source(url=site.put("/sitemap.xml", listed)))
    outcome = desk.run(*sources)
    assert (outcome.changes, outcome.rejected, failed(outcome)) == ({Change.NEW: 1}, (), ())
    assert desk.run(*sources).withdrawn == 0
    assert desk.run(sources[1]).withdrawn == 0
    assert list(desk.live()) == ["A"]


def test_a_page_keeps_its_address_when_it_moves(desk, site):
    source = Source(url=site.put("/a", page("A", ENGLISH)))
    desk.run(source)
    (before,) = desk.archive.live()
    site.put("/a", status=301, Location="/b")
    site.put("/b", page("A", "A corrected text of some length, which the site moved."))
    assert desk.run(source).changes == {Change.REVISED: 1}
    (after,) = desk.archive.live()
    assert (after.id, after.raw.uri, after.raw.url) == (before.id, site.url("/a"), site.url("/b"))


def test_a_page_that_is_gone_is_withdrawn_and_named(desk, site):
    source = Source(url=site.put("/a", page("A", ENGLISH)))
    desk.run(source)
    site.put("/a", status=410)
    outcome = desk.run(source)
    assert (outcome.withdrawn, outcome.rejected) == (1, ())
    assert "take it off the list" in failed(outcome)[0]
    site.put("/a", page("A", ENGLISH))
    assert desk.run(source).changes == {Change.RESTORED: 1}


def test_a_feed_that_is_gone_keeps_its_articles(desk, site):
    source = Source(url=site.put("/rss", feed(("1", "A", ENGLISH))))
    desk.run(source)
    site.put("/rss", status=410)
    outcome = desk.run(source)
    assert (outcome.withdrawn, list(desk.live())) == (0, ["A"])
    assert "410 Gone" in failed(outcome)[0]


def test_what_the_list_of_sources_says_fills_in_and_counts_at_once(desk, site):
    url = site.put("/e.jsonl", export(a=ENGLISH), ETag='"a"')
    desk.run(Source(url=url))
    assert desk.run(Source(url=url, outlet="WAM", language="en")).changes == {Change.REVISED: 1}
    (item,) = desk.archive.live()
    assert (item.raw.source, item.raw.language) == ("WAM", "en")


RELEASE = pdf([[Line(760, "A title of its own", 18), Line(700, ENGLISH), Line(684, ENGLISH)]])
JSON_FEED = json.dumps(
    {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "title": "A", "content_text": ENGLISH}]}
)
NINJS = json.dumps({"uri": "http://x.example/1", "headline": "A", "body_text": ENGLISH})


@pytest.mark.parametrize(
    ("path", "content_type", "body", "kind", "title"),
    [
        ("/rss.php", "text/html", feed(("1", "A", ENGLISH)), "", "A"),
        ("/feed", "text/plain", feed(("1", "A", ENGLISH)), "", "A"),
        ("/feed.xml", "application/xml", feed(("1", "A", ENGLISH)), "", "A"),
        ("/export", "application/x-ndjson", export(A=ENGLISH), "", "A"),
        ("/export.jsonl", "text/plain", export(A=ENGLISH), "", "A"),
        ("/export.jsonl.gz", "application/gzip", gzip.compress(export(A=ENGLISH).encode(), mtime=0), "", "A"),
        ("/export", "application/octet-stream", export(A=ENGLISH), "jsonl", "A"),
        ("/item", "application/json", NINJS, "", "A"),
        ("/api.php", "text/html", NINJS, "json", "A"),
        ("/story", "text/html; charset=utf-8", page("A", ENGLISH), "", "A"),
        ("/story.php", "", page("A", ENGLISH), "", "A"),
        ("/story", "Text/HTML", "<h1>A</h1><p>" + ENGLISH, "", "A"),
        ("/story", "text/plain", page("A", ENGLISH), "page", "A"),
        ("/feed.json", "application/feed+json", JSON_FEED, "", "A"),
        ("/release.pdf", "application/pdf", RELEASE, "", "A title of its own"),
        ("/download.php?id=1", "application/octet-stream", RELEASE, "", "A title of its own"),
        ("/release.docx", "application/octet-stream", docx(paragraph("A", "T") + paragraph(ENGLISH)), "", "A"),
        ("/1", "message/rfc822", mail("A", ENGLISH), "", "A"),
    ],
)
def test_an_answer_is_read_as_what_it_is(desk, site, path, content_type, body, kind, title):
    headers = {"Content_Type": content_type} if content_type else {}
    outcome = desk.run(Source(url=site.put(path, body, **headers), kind=kind))
    assert failed(outcome) == ()
    (item,) = desk.archive.live()
    assert item.raw.title == title
    assert ENGLISH in item.raw.text


@pytest.mark.parametrize(
    ("path", "content_type", "body", "url"),
    [
        ("/story", "text/html", page("A", ENGLISH), "/story"),
        (
            "/story",
            "text/html",
            page("A", ENGLISH).replace("<head>", "<head><link rel=canonical href='http://x.example/1'>"),
            "http://x.example/1",
        ),
        ("/note.txt", "text/plain", "A\n\n" + ENGLISH, "/note.txt"),
        ("/rss", "application/rss+xml", feed(("1", "A", ENGLISH)), ""),
        ("/rss", "application/rss+xml", feed(("1", "A", ENGLISH, "/a")), "/a"),
        ("/e.jsonl", "text/plain", export(A=ENGLISH), ""),
        ("/release.pdf", "application/pdf", RELEASE, "/release.pdf"),
        ("/release.docx", "", docx(paragraph(ENGLISH)), "/release.docx"),
        ("/1.eml", "message/rfc822", mail("A", ENGLISH), ""),
    ],
)
def test_an_article_has_the_address_that_a_visitor_can_open(desk, site, path, content_type, body, url):
    desk.run(Source(url=site.put(path, body, Content_Type=content_type)))
    (item,) = desk.archive.live()
    assert item.raw.url == (site.url(url) if url.startswith("/") else url)


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/html; charset=windows-1256", page("خبر", ARABIC).replace("<meta charset='utf-8'>", "").encode("cp1256")),
        ("text/html", page("خبر", ARABIC).replace("utf-8", "windows-1256").encode("cp1256")),
        ("text/html; charset=windows-1256", page("خبر", ARABIC).encode()),
        ("text/plain; charset=iso-8859-6", f"خبر\n\n{ARABIC}".replace("ّ", "").encode("iso8859-6")),
        ("text/plain; charset=nonsense", f"خبر\n\n{ARABIC}".encode()),
        ("application/rss+xml", feed(("1", "خبر", ARABIC)).replace("utf-8", "windows-1256").encode("cp1256")),
        ("application/rss+xml", feed(("1", "خبر", ARABIC)).replace(" encoding='utf-8'", "").encode()),
        ("", feed(("1", "خبر", ARABIC)).replace("<?xml version='1.0' encoding='utf-8'?>", "").encode()),
        (
            "application/rss+xml; charset=windows-1256",
            feed(("1", "خبر", ARABIC)).replace(" encoding='utf-8'", "").encode("cp1256"),
        ),
    ],
)
def test_arabic_is_read_in_the_encoding_that_the_server_or_the_document_names(desk, site, content_type, body):
    desk.run(Source(url=site.put("/a", body, Content_Type=content_type)))
    (item,) = desk.archive.live()
    assert "لمكافحة الاتجار بالأشخاص" in item.raw.text


def test_a_page_of_endless_nesting_is_refused(desk, site):
    outcome = desk.run(Source(url=site.put("/a", "<html>" + "<b>" * 30_000, Content_Type="text/html")))
    assert "nested deeper than 256" in failed(outcome)[0]


def test_a_validator_is_shown_only_to_the_address_that_gave_it(desk, site):
    source = Source(url=site.put("/rss", status=302, Location="/old"))
    site.put("/old", feed(("1", "A", ENGLISH)), ETag='"same"')
    desk.run(source)
    site.put("/rss", status=302, Location="/new")
    site.put("/new", feed(("1", "A", ENGLISH), ("2", "B", ENGLISH)), ETag='"same"')
    assert desk.run(source).changes == {Change.SAME: 1, Change.NEW: 1}


def test_a_run_that_is_ended_keeps_the_sources_before_and_forgets_half_a_source(desk, site, monkeypatch):
    """A page is archived and its validators are kept, or neither: what a run did not finish, the next one reads."""
    urls = [site.put("/1", page("1", ENGLISH), ETag='"1"'), site.put("/2", page("2", ENGLISH), ETag='"2"')]
    listed = "".join(f"<url><loc>{url}</loc></url>" for url in (urls[1], site.put("/3", status=500)))
    first, second = Source(url=urls[0]), Source(url=site.put("/sitemap.xml", f"<urlset>{listed}</urlset>"))
    sleep = desk.time.sleep

    def end_the_run(seconds: float) -> None:
        if "/3" in site.paths():
            raise DeadlineError("the run did not end")
        sleep(seconds)

    with monkeypatch.context() as patch:
        patch.setattr(desk.time, "sleep", end_the_run)
        with pytest.raises(DeadlineError):
            desk.run(first, second)
    assert list(desk.live()) == ["1"]
    site.put("/3", page("3", ENGLISH))
    assert desk.run(first, second).changes == {Change.SAME: 1, Change.NEW: 2}
    assert sorted(desk.live()) == ["1", "2", "3"]
