"""RSS and Atom files: what each entry gives, and feeds that are refused."""

import gzip

import pytest

from indexer.model.article import RawArticle, Rejected
from indexer.sources.markup import well_formed
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
    ("<pubDate>Tue, 10 Dec 2019 08:00:00 AST</pubDate>", "2019-12-10T08:00:00"),
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


SENTENCE = "<title>توقيع مذكرة تفاهم</title><description>وقعت دولة الكويت وسلطنة عمان مذكرة تفاهم أمس.</description>"
#: The encoding of the bytes, and the one that the feed declares.
ENCODINGS = [
    ("cp1256", ""),
    ("cp1256", "utf-8"),
    ("cp1256", "iso-8859-1"),
    ("cp1256", "iso-8859-6"),
    ("cp1256", "windows-1252"),
    ("cp1256", "windows-1251"),
    ("cp1256", "nonsense"),
    ("iso8859-6", ""),
    ("iso8859-6", "windows-1256"),
    ("utf-8", "windows-1256"),
    ("utf-8", "iso-8859-1"),
    ("utf-8", "utf-16"),
    ("utf-16", "utf-8"),
    ("utf-16-le", ""),
]


@pytest.mark.parametrize(("encoding", "declared"), ENCODINGS)
def test_a_feed_is_in_the_encoding_of_its_letters_whatever_it_declares(read_bytes, encoding, declared):
    text = rss(SENTENCE, channel="<title>مكتب الخليج</title>")
    text = text.replace('encoding="utf-8"', f'encoding="{declared}"' if declared else "")
    [article] = read_bytes("feed.rss", text.encode(encoding))
    assert (article.title, article.source, article.notes) == ("توقيع مذكرة تفاهم", "مكتب الخليج", ())


def test_french_in_a_feed_that_declares_arabic_keeps_its_accents(read_bytes):
    text = rss("<title>Accord signé à Tunis, où l’été a été créé</title>").replace("utf-8", "windows-1256")
    [article] = read_bytes("feed.rss", text.encode("cp1252"))
    assert article.title == "Accord signé à Tunis, où l’été a été créé"


def test_letters_of_another_alphabet_are_read_as_declared_or_refused(read_bytes):
    text = rss("<title>Министерство внутренних дел подписало меморандум</title>")
    [article] = read_bytes("feed.rss", text.replace("utf-8", "windows-1251").encode("cp1251"))
    assert article.title.startswith("Министерство")
    [rejected] = read_bytes("feed.rss", text.encode("cp1251"))
    assert str(rejected.reason) == "is a binary file or in an unknown encoding; save it as UTF-8"


def test_a_feed_that_mixes_encodings_is_read_entry_by_entry_and_says_so(read_bytes, tmp_path):
    first, second, third, fourth = (
        f"<item><title>{n}</title></item>" for n in ("إعلان الكويت", "اتفاقية مسقط", "اجتماع اللجنة", "Россия")
    )
    head, foot = rss("", channel="<title>Wire</title>").split("<item></item>")
    pieces = [
        head.encode(),
        first.encode(),
        second.encode("cp1256"),
        third.encode("iso8859-6"),
        fourth.encode("koi8-r"),
        foot.encode(),
    ]
    *articles, rejected = read_bytes("feed.rss", b"".join(pieces))
    assert [one.title for one in articles] == ["إعلان الكويت", "اتفاقية مسقط", "اجتماع اللجنة"]
    assert {str(said) for one in articles for said in one.notes} == {
        "its feed mixes encodings; each entry was read in its own"
    }
    assert said(rejected) == (f"{tmp_path / 'feed.rss'}#4", "is an entry in an encoding that its letters do not tell")


AROUND = [
    ("a blank line before", "\n \n{}"),
    ("a warning before", "<br />\n<b>Warning</b>: mysql_connect() in <b>/x.php</b> on line <b>3</b><br />\n{}"),
    ("a script behind", '{}<script defer src="https://stat.example/b.js" crossorigin="anonymous"></script>'),
    ("broken markup behind", "{}\n<div>Cached & served in 0.1 s"),
    ("the feed again", "{0}{0}"),
    ("a comment behind", "{}<!-- cached -->"),
]


@pytest.mark.parametrize("around", [row[1] for row in AROUND], ids=[row[0] for row in AROUND])
@pytest.mark.parametrize("name", ["feed.rss", "feed.xml"])
def test_what_stands_around_a_feed_costs_no_entry(read_bytes, name, around):
    items = read_bytes(name, around.format(rss("<title>a</title>", "<title>b</title>")))
    assert [item.title for item in items] == ["a", "b"]


def test_signs_that_mean_nothing_in_xml_are_kept(read_bytes):
    link = "https://example.org/n.php?id=1&lang=ar&copy=2&amp;reg=3"
    title = "R&D &nbsp;&eacute; &unknown; 1 < 2 <![CDATA[& &nbsp;]]>"
    [article] = read_bytes("feed.rss", rss(f"<title>{title}</title><link>{link}</link><guid>{link}</guid>"))
    assert article.url == article.anchor == "https://example.org/n.php?id=1&lang=ar&copy=2&reg=3"
    assert article.title == "R&D é &unknown; 1 < 2 & &nbsp;"


def test_a_control_character_costs_that_character_only(read_bytes):
    [article] = read_bytes("feed.rss", rss("<title>خبر\x08 الكويت\x1f</title>"))
    assert article.title == "خبر الكويت"


SPACES = {
    "media": "/".join(("http:", "", "search." + "yahoo.com", "mrss", "")),
    "dcterms": "http://purl.org/dc/terms/",
    "yandex": "http://news.yandex.ru",
}
MEDIA = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
CAPTION = "<media:description type='plain'>A long caption of the picture beside the news</media:description>"
PARTS = [
    (
        "a caption",
        f"<title>t</title><description>Short text.</description><media:content>{CAPTION}</media:content>",
        "t",
        "Short text.",
    ),
    (
        "only Media RSS",
        f"<media:group><media:title>نبأ</media:title>{CAPTION}</media:group>",
        "نبأ",
        "A long caption of the picture beside the news",
    ),
    ("a picture's title", "<media:content><media:title>x</media:title></media:content><title>t</title>", "t", ""),
    ("Dublin Core", "<dc:title>نبأ</dc:title><dc:description>نص النبأ</dc:description>", "نبأ", "نص النبأ"),
    (
        "a rest",
        "<title>t</title><content:encoded>Link</content:encoded><description>A text of its own.</description>",
        "t",
        "A text of its own.",
    ),
    (
        "the full text",
        "<title>t</title><description>Short</description><yandex:full-text>All of the text</yandex:full-text>",
        "t",
        "All of the text",
    ),
]


@pytest.mark.parametrize(("item", "title", "text"), [row[1:] for row in PARTS], ids=[row[0] for row in PARTS])
def test_an_entry_has_the_fullest_text_that_it_gives(read_bytes, item, title, text):
    [article] = read_bytes("feed.rss", rss(item).replace("<rss ", f"<rss {MEDIA} "))
    assert (article.title, article.text) == (title, text)


@pytest.mark.parametrize("field", ["dcterms:issued", "dcterms:created", "dc:date"])
def test_the_dates_of_dublin_core_are_read_also_beside_an_empty_one(read_bytes, field):
    item = f"<title>t</title><pubDate/><{field}>2019-12-10</{field}>"
    [article] = read_bytes("feed.rss", rss(item).replace("<rss ", f"<rss {MEDIA} "))
    assert article.published == "2019-12-10"
