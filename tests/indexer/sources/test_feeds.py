"""RSS and Atom files: what each entry gives, and feeds that are refused."""

import gzip

import pytest

from indexer.model.article import RawArticle, Rejected
from indexer.sources import well_formed
from tests.indexer.running import said

DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'


def rss(*items: str, channel: str = "<title>Wire</title><language>ar</language>") -> str:
    body = "".join(f"<item>{item}</item>" for item in items)
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {DC}><channel>{channel}{body}</channel></rss>'


ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><id>urn:1</id><title>Committee meets</title><link href="https://example.org/1"/>
<updated>2020-01-02T10:00:00Z</updated><published>2019-10-31T08:00:00+04:00</published>
<content type="html">&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;</content><summary>Short</summary></entry></feed>"""

DATES = [
    ("<pubDate>Tue, 10 Dec 2019 00:30:00 +0400</pubDate>", "2019-12-10T00:30:00+04:00"),
    ("<pubDate>Tue, 10 Dec 2019 08:00:00 GMT</pubDate>", "2019-12-10T08:00:00+00:00"),
    ("<dc:date>2019-12-10</dc:date>", "2019-12-10"),
    ("<dc:date>2019-12</dc:date>", "2019-12"),
    ("<dc:date>2019</dc:date>", "2019"),
    ("<dc:date>2019-12-10T08:00:00Z</dc:date>", "2019-12-10T08:00:00+00:00"),
    ("<pubDate>10 ديسمبر 2019</pubDate>", "10 ديسمبر 2019"),
    ("<pubDate>Tue, 99 Dec 99999 00:00:00 +0400</pubDate>", "Tue, 99 Dec 99999 00:00:00 +0400"),
    ("<pubDate>Mon, 01 Jan 0001 00:00:00 +1400</pubDate>", "Mon, 01 Jan 0001 00:00:00 +1400"),
    ("<pubDate>Mon, 01 Jan 0001 00:00:00 GMT</pubDate>", "Mon, 01 Jan 0001 00:00:00 GMT"),
    ("<pubDate>Tue, 10 Dec 19 08:00:00 +0000</pubDate>", "2019-12-10T08:00:00+00:00"),
    ("<pubDate>Fri, 31 Dec 9999 23:59:59 -1400</pubDate>", "9999-12-31T23:59:59-14:00"),
    ("<pubDate></pubDate>", None),
    ("", None),
]


def test_an_atom_entry_is_read_key_by_key(read_bytes):
    [article] = read_bytes("feed.atom", ATOM)
    assert (article.anchor, article.url, article.id) == ("urn:1", "https://example.org/1", None)
    assert (article.title, article.text) == ("Committee meets", "One.\nTwo.")
    assert (article.published, article.published_from) == ("2019-10-31T08:00:00+04:00", "metadata")
    assert (article.source, article.language, article.window) == ("Wire", "en", True)


def test_the_content_counts_before_the_description(read_bytes):
    item = "<title>t</title><description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>"
    [article] = read_bytes("feed.rss", rss(item))
    assert article.text == "Long"


def test_an_entry_names_its_own_outlet_before_the_feed(read_bytes):
    item = '<title>t</title><source url="https://example.org/">WAM</source>'
    first, second = read_bytes("feed.xml", rss(item, "<title>u</title>"))
    assert (first.source, second.source, first.language) == ("WAM", "Wire", "ar")


@pytest.mark.parametrize(("field", "published"), DATES)
def test_a_date_keeps_its_zone_and_precision(read_bytes, field, published):
    [article] = read_bytes("feed.rss", rss(f"<title>t</title>{field}"))
    assert article.published == published
    assert article.published_from == ("metadata" if published else "")


def test_a_title_with_markup_becomes_text(read_bytes):
    [article] = read_bytes("feed.rss", rss("<title>&lt;b&gt;A&lt;/b&gt; &amp;amp; B</title>"))
    assert article.title == "A & B"


def test_entries_without_a_guid_keep_their_anchor_when_one_is_added_on_top(read_bytes):
    [alone] = read_bytes("feed.rss", rss("<title>t</title>"))
    [_, second] = read_bytes("feed.rss", rss("<title>new</title>", "<title>t</title>"))
    assert second.anchor == alone.anchor


def test_other_entries_under_a_repeated_guid_are_kept_and_repetitions_rejected(read_bytes):
    guid = "<guid>same</guid>"
    items = read_bytes("feed.rss", rss(f"<title>a</title>{guid}", f"<title>b</title>{guid}", f"<title>b</title>{guid}"))
    first, second, third = items
    assert (first.title, second.title) == ("a", "b")
    assert first.anchor != second.anchor
    assert str(third.reason) == "repeats an entry of the same feed"


def test_an_entry_without_words_is_rejected_and_the_rest_read(read_bytes, tmp_path):
    rejected, article = read_bytes("feed.rss", rss("<guid>x</guid>", "<title>t</title>"))
    assert said(rejected) == (f"{tmp_path / 'feed.rss'}#1", "is an entry with neither title nor text")
    assert article.title == "t"


def test_a_feed_cut_off_loses_only_its_last_entry(read_bytes):
    whole = rss("<title>a</title>", "<title>b</title><description>Half of it</description>")
    items = read_bytes("feed.rss", whole[: whole.index("of it")])
    assert [item.title for item in items if isinstance(item, RawArticle)] == ["a"]
    assert [str(item.reason) for item in items if isinstance(item, Rejected)] == ["ends in the middle of an entry"]


def test_a_feed_with_a_stray_ampersand_is_read(read_bytes):
    items = read_bytes("feed.rss", rss("<title>R & D</title>", "<title>b</title>"))
    assert [item.title for item in items] == ["R & D", "b"]


def test_an_entry_nested_without_end_is_rejected_and_the_rest_read(read_bytes, tmp_path):
    nested = f"<title>a</title><description>{'&lt;b&gt;' * 3000}</description>"
    rejected, article = read_bytes("feed.rss", rss(nested, "<title>b</title>"))
    assert said(rejected) == (f"{tmp_path / 'feed.rss'}#1", "has HTML tags nested deeper than 256")
    assert article.title == "b"


def test_a_feed_of_endless_elements_is_refused(read_bytes, monkeypatch):
    monkeypatch.setattr(well_formed, "MAX_ELEMENTS", 9)
    assert len(read_bytes("feed.rss", rss(*["<title>t</title>"] * 2))) == 2
    [item] = read_bytes("feed.rss", rss(*["<title>t</title>"] * 3))
    assert str(item.reason) == "has more than 9 XML elements"


def test_words_about_entities_are_no_declaration(read_bytes):
    [article] = read_bytes("feed.rss", rss("<title>t</title><description><![CDATA[<!ENTITY a 'b'>]]></description>"))
    assert article.title == "t"


def test_a_large_feed_that_is_not_xml_is_refused_with_the_line_of_its_fault(read_bytes, tmp_path):
    text = rss("<title>\nR <D</title>", f"<description>{'a' * 2_100_000}</description>")
    [item] = read_bytes("feed.rss", text, max_bytes=3_000_000)
    assert said(item) == (f"{tmp_path / 'feed.rss'}:2", "is not well-formed XML: not well-formed (invalid token)")


def test_a_feed_in_windows_1256_is_read(read_bytes):
    text = rss("<title>اجتماع اللجنة</title>").replace("utf-8", "windows-1256")
    [article] = read_bytes("feed.rss", text.encode("cp1256"))
    assert article.title == "اجتماع اللجنة"


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    '<rss version="2.0"><channel><item><title>&b;</title></item></channel></rss>'
)
REFUSED = [
    ("words", b"hello", "not an RSS or Atom feed"),
    ("another XML", b"<?xml version='1.0'?><sitemapindex/>", "not an RSS or Atom feed"),
    ("a bomb", BOMB.encode(), "declares XML entities"),
    ("a bomb in UTF-16", BOMB.encode("utf-16"), "declares XML entities"),
    ("nested without end", rss("<b>" * 3000 + "</b>" * 3000).encode(), "nested deeper than 256"),
    ("nested without end or closing", rss("<b>" * 3000).encode(), "nested deeper than 256"),
]


@pytest.mark.parametrize(("data", "reason"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_is_no_feed_or_a_bomb_is_refused(read_bytes, data, reason):
    [item] = read_bytes("feed.xml", data)
    assert isinstance(item, Rejected)
    assert reason in str(item.reason)


@pytest.mark.parametrize(
    "reference", ["&#xD800;", "&#xdfff;", "&#57343;", "&#x110000;", "&#9999999999;", "&#x0000000D800;"]
)
def test_a_reference_to_no_character_costs_that_character_only(read_bytes, reference):
    feed = rss(f"<title>One {reference} two</title>", "<title>Three &#x633;&#1605;</title>")
    assert [article.title for article in read_bytes("a.rss", feed)] == ["One \ufffd two", "Three سم"]


def test_a_packed_feed_of_nothing_is_no_feed(read_bytes):
    [rejected] = read_bytes("a.rss.gz", gzip.compress(b""))
    assert str(rejected.reason) == "is not an RSS or Atom feed"


def test_an_entry_whose_tags_cross_is_read(read_bytes):
    [article] = read_bytes("a.rss", rss("<guid><title>Committee meets</guid></title>"))
    assert (article.title, article.url) == ("Committee meets", "")


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_declaration_that_does_not_end_is_refused(read_bytes, mark):
    [rejected] = read_bytes("a.rss", mark + '<?xml version="1.0"' + ' encoding="utf-8"' * 5_000)
    assert str(rejected.reason) == "has an XML declaration without an end"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_feed_in_one_line_is_read(read_bytes, mark):
    [article] = read_bytes("a.rss", mark + rss("<title>Committee meets</title>"))
    assert article.title == "Committee meets"
