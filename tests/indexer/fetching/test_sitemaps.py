"""Sitemaps: which pages are fetched, in which order, and what becomes of those that fail or vanish."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.archive.items import Change
from indexer.fetching import crawl
from indexer.fetching.crawl import is_due
from indexer.fetching.errors import FetchError
from indexer.fetching.log import Known
from indexer.fetching.sitemap import SitemapEntry, is_sitemap, read_sitemap
from indexer.fetching.url import read_url
from indexer.model.source import Source
from tests.indexer.desk import failed
from tests.indexer.sources.documents.docx_files import docx, paragraph
from tests.indexer.sources.documents.pdf_files import Line, pdf

BASE = read_url("https://example.org/sitemap.xml")
NAMESPACE = "xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'"
NEWS = (
    "xmlns:n='http://www.google.com/schemas/sitemap-news/0.9' xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'"
)
NOW = datetime(2024, 5, 1, 6, 0, tzinfo=UTC)


def sitemap(*entries: str | tuple[str, str], name: str = "urlset", part: str = "url") -> str:
    pairs = [(entry, "") if isinstance(entry, str) else entry for entry in entries]
    items = "".join(
        f"<{part}><loc>{url}</loc>{f'<lastmod>{listed}</lastmod>' if listed else ''}</{part}>" for url, listed in pairs
    )
    return f"<?xml version='1.0' encoding='UTF-8'?><{name} {NAMESPACE}>{items}</{name}>"


def index(*entries: str | tuple[str, str]) -> str:
    return sitemap(*entries, name="sitemapindex", part="sitemap")


def page(title: str) -> str:
    return (
        f"<!doctype html><html lang='en'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
        f"<p>The two ministries signed a memorandum, says {title}.</p></article></body></html>"
    )


def put_pages(site, *paths: str) -> None:
    for path in paths:
        site.put(path, page(path.strip("/")), Content_Type="text/html")


def titles(desk) -> list[str]:
    return sorted(desk.live())


def test_pages_are_fetched_newest_first_within_the_limit(desk, site):
    put_pages(site, "/a", "/b", "/c", "/d")
    listed = [("/a", "2024-01-01"), ("/b", "2024-03-01T10:00:00+03:00"), ("/c", ""), ("/d", "2024-02")]
    source = Source(url=site.put("/sitemap.xml", sitemap(*((site.url(p), d) for p, d in listed))), max_items=2)
    desk.run(source)
    assert site.paths() == ["/sitemap.xml", "/b", "/a"]
    desk.run(source)
    assert site.paths()[3:] == ["/sitemap.xml", "/c", "/d"]
    assert titles(desk) == ["a", "b", "c", "d"]
    assert desk.run(source).changes == {Change.SAME: 4}
    assert site.paths()[6:] == ["/sitemap.xml"]
    assert next(one.raw.url for one in desk.archive.live()) == site.url("/b")


def test_a_page_is_fetched_again_when_its_date_changes(desk, site):
    put_pages(site, "/a", "/b")
    source = Source(url=site.url("/sitemap.xml"))
    site.put("/sitemap.xml", sitemap((site.url("/a"), "2024-01-01"), (site.url("/b"), "2024-01-01")))
    desk.run(source)
    site.put("/sitemap.xml", sitemap((site.url("/a"), "2024-01-02"), (site.url("/b"), "2024-01-01")))
    site.put("/a", page("a").replace("memorandum", "treaty"))
    assert desk.run(source).changes == {Change.REVISED: 1, Change.SAME: 1}
    assert site.paths()[3:] == ["/sitemap.xml", "/a"]


def test_a_page_without_a_date_is_asked_again_after_a_day(desk, site):
    site.put("/a", page("a"), ETag='"a"')
    source = Source(url=site.put("/sitemap.xml", sitemap(site.url("/a"))))
    desk.run(source)
    desk.run(source)
    assert site.paths().count("/a") == 1
    assert desk.run(source, after=timedelta(days=1)).changes == {Change.SAME: 1}
    assert site.asked[-1][1]["If-None-Match"] == '"a"'


def test_a_page_that_leaves_its_sitemap_stays(desk, site):
    put_pages(site, "/a", "/b")
    source = Source(url=site.put("/sitemap.xml", sitemap(site.url("/a"), site.url("/b"))))
    desk.run(source)
    site.put("/sitemap.xml", sitemap(site.url("/b")))
    assert desk.run(source).withdrawn == 0
    assert titles(desk) == ["a", "b"]


def test_a_page_that_fails_is_named_and_tried_again_later(desk, site):
    put_pages(site, "/a")
    entries = [(site.url("/a"), "2024-01-01"), (site.url("/b"), "2024-01-01")]
    source = Source(url=site.put("/sitemap.xml", sitemap(*entries)))
    first = desk.run(source)
    assert [(one.where, str(one.reason)) for one in first.rejected] == [
        (site.url("/b"), "was answered with 404 Not Found")
    ]
    assert failed(first) == ()
    second = desk.run(source, after=timedelta(minutes=5))
    assert [one.where for one in second.rejected] == [site.url("/b")]
    assert site.paths().count("/b") == 1
    put_pages(site, "/b")
    assert desk.run(source, after=timedelta(minutes=6)).rejected == ()
    assert titles(desk) == ["a", "b"]


def test_a_page_that_fails_keeps_its_article(desk, site):
    put_pages(site, "/a")
    source = Source(url=site.put("/sitemap.xml", sitemap((site.url("/a"), "2024-01-01"))))
    desk.run(source)
    site.put("/sitemap.xml", sitemap((site.url("/a"), "2024-01-02")))
    site.put("/a", status=404)
    assert desk.run(source).withdrawn == 0
    site.put("/a", "<html><body></body></html>")
    (one,) = desk.run(source).rejected
    assert one.where == site.url("/a")
    assert titles(desk) == ["a"]


def test_a_page_that_is_gone_is_withdrawn_and_can_come_back(desk, site):
    put_pages(site, "/a", "/b")
    source = Source(url=site.put("/sitemap.xml", sitemap(site.url("/a"), site.url("/b"))))
    desk.run(source)
    site.put("/a", status=410)
    assert desk.run(source, after=timedelta(days=2)).withdrawn == 1
    assert titles(desk) == ["b"]
    put_pages(site, "/a")
    assert desk.run(source, after=timedelta(days=2)).changes == {Change.RESTORED: 1, Change.SAME: 1}


def test_a_broken_host_ends_the_walk_and_keeps_what_was_read(desk, site):
    put_pages(site, "/1")
    for path in ("/2", "/3", "/4", "/5"):
        site.put(path, status=500)
    entries = [(site.url(f"/{day}"), f"2024-01-{31 - day}") for day in range(1, 6)]
    (reason,) = failed(desk.run(Source(url=site.put("/sitemap.xml", sitemap(*entries)))))
    assert "is left alone until" in reason
    assert "/5" not in site.paths()
    assert titles(desk) == ["1"]


def test_a_walk_that_takes_too_long_goes_on_in_the_next_run(desk, site):
    site.put("/robots.txt", "User-agent: *\nCrawl-delay: 60\n")
    paths = [f"/{number}" for number in range(14)]
    put_pages(site, *paths)
    source = Source(url=site.put("/sitemap.xml", sitemap(*map(site.url, paths))))
    desk.run(source)
    assert 9 <= desk.archive.count() < 14
    assert failed(desk.run(source)) == ()
    assert desk.archive.count() == 14


def test_robots_txt_holds_for_pages(desk, site):
    site.put("/robots.txt", "User-agent: *\nDisallow: /b\n")
    put_pages(site, "/a", "/b")
    outcome = desk.run(Source(url=site.put("/sitemap.xml", sitemap(site.url("/a"), site.url("/b")))))
    assert [one.where for one in outcome.rejected] == [site.url("/b")]
    assert "/b" not in site.paths()


def test_an_index_leads_to_its_sitemaps(desk, site):
    put_pages(site, "/a", "/b")
    site.put("/1.xml", sitemap((site.url("/a"), "2024-01-01")))
    site.put("/2.xml.gz", gzip.compress(sitemap((site.url("/b"), "2024-02-01")).encode()))
    entries = [(site.url("/1.xml"), "2024-01-01"), (site.url("/2.xml.gz"), "2024-02-01"), (site.url("/3.xml"), "2023")]
    source = Source(url=site.put("/index.xml", index(*entries), ETag='"i"'))
    outcome = desk.run(source)
    assert [one.where for one in outcome.rejected] == [site.url("/3.xml")]
    assert site.paths() == ["/index.xml", "/2.xml.gz", "/1.xml", "/3.xml", "/b", "/a"]
    second = desk.run(source, after=timedelta(minutes=5))
    assert (second.changes, second.rejected) == ({Change.SAME: 2}, outcome.rejected)
    assert site.paths()[6:] == ["/index.xml"], "sitemaps whose date stays are not asked again"
    put_pages(site, "/c")
    site.put("/3.xml", sitemap(site.url("/c")))
    assert desk.run(source, after=timedelta(minutes=6)).changes == {Change.SAME: 2, Change.NEW: 1}


def test_the_sitemaps_of_an_index_count_against_the_time_of_their_source(desk, site, monkeypatch):
    monkeypatch.setattr(crawl, "MAX_SECONDS", 3.0)
    put_pages(site, "/a", "/b", "/c")
    for number, path in enumerate(("/a", "/b", "/c"), 1):
        site.put(f"/{number}.xml", sitemap(site.url(path)))
    entries = [(site.url(f"/{number}.xml"), f"2024-01-0{4 - number}") for number in (1, 2, 3)]
    source = Source(url=site.put("/index.xml", index(*entries)), delay=2.0)
    assert desk.run(source).rejected == ()
    assert site.paths() == ["/index.xml", "/1.xml", "/2.xml"]
    assert desk.run(source).rejected == ()
    assert site.paths()[3:] == ["/index.xml", "/3.xml", "/a"]


def test_only_the_newest_sitemaps_of_an_index_are_read(desk, site):
    entries = [(site.url(f"/{number}.xml"), f"2024-01-{number:02}") for number in range(1, 23)]
    desk.run(Source(url=site.put("/index.xml", index(*entries))))
    assert site.paths()[1:] == [f"/{number}.xml" for number in range(22, 2, -1)]


def test_a_sitemap_that_breaks_or_empties_withdraws_nothing(desk, site):
    put_pages(site, "/a")
    source = Source(url=site.put("/sitemap.xml", sitemap(site.url("/a"))), kind="sitemap")
    desk.run(source)
    for body, reason in [
        (sitemap(), "lists no pages any more"),
        ("<urlset><url>", "not a sitemap that can be read"),
        (page("x"), "is not a sitemap|can be read|document type"),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><urlset/>", "document type"),
        (gzip.compress(b"\0" * 200_000, mtime=0), "gzip file that cannot be unpacked"),
    ]:
        site.put("/sitemap.xml", body)
        (failure,) = failed(desk.run(source))
        assert any(one in failure for one in reason.split("|"))
        assert titles(desk) == ["a"]


def test_pages_of_other_sites_are_left_out():
    body = sitemap("https://www.example.org/a", "https://other.example/b", "ftp://example.org/c", "/d", "https://[bad")
    found = read_sitemap(body.encode(), BASE)
    assert [str(entry.url) for entry in found.entries] == ["https://www.example.org/a", "https://example.org/d"]
    assert found.foreign == 3


def test_a_news_sitemap_has_the_dates_of_its_news():
    body = (
        f"<urlset {NAMESPACE} {NEWS}><url><i:image><i:loc>https://example.org/p.jpg</i:loc></i:image>"
        "<loc> https://example.org/a </loc><n:news><n:publication_date>2024-04-30</n:publication_date></n:news></url>"
        "<!-- nothing --><url/></urlset>"
    )
    (entry,) = read_sitemap(body.encode(), BASE).entries
    assert (str(entry.url), entry.listed) == ("https://example.org/a", "2024-04-30")


@pytest.mark.parametrize(
    ("body", "yes"),
    [
        (sitemap("https://example.org/a"), True),
        (index("https://example.org/a"), True),
        ("\ufeff<?xml version='1.0'?>\n<!-- made by a tool -->\n<s:urlset>", True),
        ("<rss><channel/></rss>", False),
        ("<html><body><urlset></body></html>", False),
        ("", False),
    ],
)
def test_a_sitemap_is_known_by_how_it_begins(body, yes):
    assert is_sitemap(body.encode()) is yes


@pytest.mark.parametrize("listed", ["", "soon", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+12:00", "2024-13-01"])
def test_any_date_can_be_sorted(listed):
    body = sitemap(("https://example.org/a", listed), ("https://example.org/b", "2024-01-01"))
    assert len(read_sitemap(body.encode(), BASE).entries) == 2


@settings(max_examples=100)
@given(st.one_of(st.binary(), st.text().map(sitemap).map(str.encode), st.binary().map(sitemap("x").encode().__add__)))
def test_reading_a_sitemap_is_total(data: bytes):
    try:
        read = read_sitemap(data, BASE)
    except FetchError as error:
        assert str(error)
    else:
        assert all(entry.moment.tzinfo for entry in read.entries)


def known(minutes: int = 10, **values: object) -> Known:
    checked = (NOW - timedelta(minutes=minutes)).isoformat()
    return Known("here", "there", **({"checked": checked, "hash": "h", "reading": "r"} | values))


@pytest.mark.parametrize(
    ("listed", "state", "due"),
    [
        ("", Known("here", "there"), True),
        ("2024", Known("here", "there"), True),
        ("2024", known(listed="2024"), False),
        ("2024", known(listed="2023"), True),
        ("2024", known(99_999, listed="2024"), False),
        ("", known(1439), False),
        ("", known(1440), True),
        ("2024", known(9, listed="2024", failures=1), False),
        ("2024", known(10, listed="2024", failures=1), True),
        ("2024", known(19, listed="2024", failures=2), False),
        ("2024", known(20, listed="2024", failures=2), True),
        ("2025", known(1, listed="2024", failures=2), True),
        ("2024", known(1439, listed="2024", failures=99), False),
        ("2024", known(1440, listed="2024", failures=99), True),
        ("", known(10, hash=""), True),
    ],
)
def test_when_a_page_is_due(listed, state, due):
    assert is_due(SitemapEntry(BASE, listed), state, NOW) is due


def addresses(data: str | bytes) -> list[str]:
    found = read_sitemap(data if isinstance(data, bytes) else data.encode(), BASE)
    return [str(entry.url) for entry in found.entries]


MENDED = [
    ("a blank line before the declaration", "\n\n " + sitemap("https://example.org/a")),
    ("a warning before the declaration", "<b>Warning</b>: in line 3<br />\n" + sitemap("https://example.org/a")),
    ("something behind the end", sitemap("https://example.org/a") + "<script>if (a && b) {}</script>"),
    ("a control character", sitemap("https://example.org/a\x08")),
    ("UTF-16", sitemap("https://example.org/a").encode("utf-16")),
]


@pytest.mark.parametrize("data", [row[1] for row in MENDED], ids=[row[0] for row in MENDED])
def test_a_sitemap_is_read_in_spite_of_what_is_around_it(data):
    assert addresses(data) == ["https://example.org/a"]


def test_an_ampersand_that_begins_no_reference_belongs_to_the_address():
    written = "https://example.org/?id=1&lang=ar&copy=2", "https://example.org/?id=2&amp;lang=ar"
    assert addresses(sitemap(*written)) == [written[0], "https://example.org/?id=2&lang=ar"]


@pytest.mark.parametrize(
    "data", ["https://example.org/a\nhttps://example.org/خبر\n", "\ufeffhttps://example.org/a\r\n\r\n"]
)
def test_a_text_of_addresses_is_a_sitemap(data):
    assert is_sitemap(data.encode())
    assert addresses(data)[0] == "https://example.org/a"


@pytest.mark.parametrize("data", ["", "https://example.org/a tells more", "See\nhttps://example.org/a"])
def test_a_text_with_other_words_is_none(data):
    assert not is_sitemap(data.encode())


def test_a_long_text_of_addresses_is_a_sitemap():
    lines = [f"https://example.org/{number}" for number in range(1000)]
    assert is_sitemap("\n".join(lines).encode())
    assert sorted(addresses("\n".join(lines))) == sorted(lines)


NEWS_ENTRY = (
    "<url><loc>{url}</loc><n:news><n:publication><n:name>Wire</n:name></n:publication>"
    "<n:publication_date>2019-12-10T09:00:00+03:00</n:publication_date><n:title>{title}</n:title></n:news>"
    "<i:image><i:loc>https://example.org/x.jpg</i:loc><i:title>A picture</i:title></i:image></url>"
)


@pytest.mark.parametrize("title", ["الوزارتان توقعان", "Ministries sign"])
def test_what_a_sitemap_of_news_says_completes_a_page_that_does_not(desk, site, title):
    words = "<p>The two ministries signed a memorandum on cooperation.</p>"
    site.put("/bare", f"<html><body>{words}</body></html>", Content_Type="text/html")
    declared = "<meta property='article:published_time' content='2018-01-02'></head>"
    site.put("/own", page("own").replace("</head>", declared), Content_Type="text/html")
    entries = "".join(NEWS_ENTRY.format(url=site.url(path), title=title) for path in ("/bare", "/own"))
    desk.run(Source(url=site.put("/sitemap.xml", f"<urlset {NAMESPACE} {NEWS}>{entries}</urlset>")))
    found = {one.raw.url.rpartition("/")[2]: one.raw for one in desk.archive.live()}
    assert (found["bare"].title, found["bare"].published) == (title, "2019-12-10T09:00:00+03:00")
    assert (found["own"].title, found["own"].published) == ("own", "2018-01-02")


def test_a_sitemap_knows_a_day_better_than_a_guess(desk, site, monkeypatch):
    monkeypatch.setattr("indexer.sources.days.page_dates.guess", lambda *_: "2017-03-03")
    site.put("/guessed", page("guessed"), Content_Type="text/html")
    entry = NEWS_ENTRY.format(url=site.url("/guessed"), title="x")
    desk.run(Source(url=site.put("/sitemap.xml", f"<urlset {NAMESPACE} {NEWS}>{entry}</urlset>")))
    (found,) = desk.archive.live()
    assert found.raw.published == "2019-12-10T09:00:00+03:00"


def test_a_sitemap_leads_to_documents(desk, site):
    site.put("/a.pdf", pdf([[Line(700, "The two ministries signed a memorandum.")]]), Content_Type="application/pdf")
    site.put("/b.docx", docx(paragraph("وقعت الوزارتان مذكرة تفاهم.")), Content_Type="application/octet-stream")
    urls = site.url("/a.pdf"), site.url("/b.docx")
    outcome = desk.run(Source(url=site.put("/sitemap.xml", sitemap(*urls))))
    assert outcome.rejected == ()
    texts = {one.raw.url: one.raw.text for one in desk.archive.live()}
    assert texts == dict(
        zip(urls, ("The two ministries signed a memorandum.", "وقعت الوزارتان مذكرة تفاهم."), strict=True)
    )
