"""Inputs that look like what the targets read: dates, texts, pages, feeds, JSON, queries, requests; whole and broken.

In: nothing. Out: strategies of bytes, and seeds. Never here: a rule of what is right; half of what is drawn is wrong.
"""

import gzip
import json
from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

from indexer.model.facets import BY_PARAMETER
from web.openapi import ENDPOINTS

DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
#: Pieces that mean something to one reader or another, also for the mutations of the guided fuzzer.
SIGNS = (
    *("<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE html>", "<?xml ?>", "&amp;", "&#0;"),
    *(
        "&#xD800;",
        "&#x202e;",
        "\\ud800",
        "\\u0000",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "«",
        "»",
        "“",
        "”",
        "(",
        ")",
        "*",
        "-",
    ),
    *("+", ":", "%", "%%", "%s", "%(x)s", "\\", "\0", "\x1f", "\x85", "\u2028", "\u200f", "\u202e", "\ufeff", "\ufffe"),
    *(
        "\u0640",
        "\u064b",
        "\u0301",
        "\U0001f1ef",
        "\U0001fffe",
        "\ufdfa",
        "ﷲ",
        "İ",
        "ß",
        "ﬁ",
        "\u200d",
        "\n",
        "\n\n",
        "\t",
    ),
    *(" ", "\u00a0", "،", "؛", "؟", ".", ",", "/", "----", "* * *", "1e999", "null", "NaN", "=1", "@", "#", "_"),
)
WORDS = (
    *(
        "الكويت",
        "الإمارات",
        "وقّعت",
        "مذكرة تفاهم",
        "وزارة الداخلية",
        "عمان",
        "دبي",
        "المنظمة الدولية للهجرة",
        "كونا",
        "وام",
    ),
    *(
        "Kuwait",
        "Oman",
        "U.S.",
        "UAE",
        "Jordan",
        "Georgia",
        "the",
        "signed",
        "memorandum of understanding",
        "MoU",
        "IOM",
    ),
    *(
        "KUWAIT, 5 May (KUNA) --",
        "(Reuters)",
        "By A. Writer",
        "Read more",
        "اقرأ المزيد",
        "AND",
        "OR",
        "NOT",
        "أو",
        "ليس",
    ),
    *(
        "http://[::1",
        "https://example.org/a?b=c#d",
        "http://\u202e.x",
        "javascript:alert(1)",
        "title:",
        "country:",
        "تاريخ:",
    ),
)
MONTHS = ("May", "Sept.", "مايو", "أيار", "كانون الأول", "رمضان", "محرم", "ربيع الآخر", "February", "13", "2", "00")
TAGS = (
    *(
        "p",
        "div",
        "article",
        "section",
        "table",
        "tr",
        "td",
        "ul",
        "li",
        "h1",
        "h2",
        "time",
        "a",
        "script",
        "style",
        "br",
    ),
    *(
        "title",
        "meta",
        "nav",
        "template",
        "svg",
        "math",
        "noscript",
        "iframe",
        "base",
        "select",
        "textarea",
        "x-y",
        "hr",
    ),
)
ATTRIBUTES = (
    *("class", "id", "href", "datetime", "content", "name", "property", "lang", "dir", "itemprop", "itemtype", "style"),
)
KEYS = (
    *(
        "text",
        "title",
        "id",
        "url",
        "published",
        "source",
        "language",
        "@type",
        "@graph",
        "@context",
        "headline",
        "item",
    ),
    *("articleBody", "datePublished", "publisher", "author", "inLanguage", "hasPart", "mainEntity", "itemListElement"),
    *("uri", "body_text", "body_html", "bodies", "value", "contenttype", "versioncreated", "headlines", "infosources"),
    *("name", "@id", "@value", "mainEntityOfPage", "representationtype", "associations"),
)
ITEM_PARTS = (
    *("title", "link", "guid", "pubDate", "dc:date", "description", "content:encoded", "source", "dc:publisher", "id"),
    *("summary", "content", "published", "updated", "category", "language", "media:title", "enclosure", "author"),
)

NUMBERS = st.integers(0, 40).map(str) | st.sampled_from(["0", "00", "31", "1441", "1445", "2021", "99999999999", "٣١"])
DATES = st.one_of(
    st.datetimes().map(str),
    st.dates().map(str),
    st.tuples(NUMBERS, st.sampled_from(MONTHS), NUMBERS, st.sampled_from([" ", "/", "-", ".", " ، ", " من "])).map(
        lambda parts: parts[3].join(parts[:3])
    ),
    st.tuples(NUMBERS, NUMBERS, NUMBERS, st.sampled_from("/-.")).map(lambda parts: parts[3].join(parts[:3]) + "هـ"),
    st.sampled_from(
        ["Mon, 31 Feb 2021 25:61:00 +9999", "2021-03-31T10:00:00+24:00", "2021-W05", "الموافق", "-0001-01-01"]
    ),
).flatmap(lambda date: st.sampled_from([date, date.translate(DIGITS)]))
PIECES = st.sampled_from(WORDS) | st.sampled_from(SIGNS) | DATES | st.text(max_size=12)
PHRASES = st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=8).map("".join)
LINES = PHRASES | DATES | st.sampled_from(["", "----", "* * *", "Read more", "اقرأ المزيد", "(KUNA)", "10 May 2021"])
TEXT = st.lists(LINES, max_size=14).map("\n".join)


def _encoded(text: str) -> st.SearchStrategy[bytes]:
    encodings = st.sampled_from(["utf-8"] * 6 + ["cp1256", "utf-16", "utf-16-be", "utf-32", "latin-1", "utf-8-sig"])
    return encodings.map(lambda encoding: text.encode(encoding, "ignore" if encoding[:3] == "utf" else "replace"))


def _broken(whole: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """What is whole, and what has lost, gained or doubled a part."""
    pieces = st.sampled_from([sign.encode() for sign in SIGNS]) | st.binary(max_size=4)

    def cut(parts: tuple[bytes, float, int, bytes, int]) -> bytes:
        data, where, length, piece, times = parts
        start = int(where * len(data))
        return data[:start] + piece + data[start : start + length] * times + data[start + length :]

    edited = st.tuples(whole, st.floats(0, 1), st.integers(0, 60), pieces, st.integers(0, 3)).map(cut)
    return whole | edited


def _element(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    attribute = st.tuples(st.sampled_from(ATTRIBUTES), PHRASES).map(lambda one: f' {one[0]}="{one[1]}"')
    parts = st.tuples(
        st.sampled_from(TAGS), st.lists(attribute, max_size=2), st.lists(inner, max_size=5), st.booleans()
    )
    return parts.map(lambda one: f"<{one[0]}{''.join(one[1])}>{''.join(one[2])}" + (f"</{one[0]}>" if one[3] else ""))


VALUES = st.recursive(
    PHRASES | DATES | TEXT | st.none() | st.booleans() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=14,
)
ANY_RECORDS = st.dictionaries(st.sampled_from(KEYS), PHRASES | DATES | TEXT | VALUES, max_size=8)
#: Most have what their format requires.
RECORDS = st.sampled_from([{}, {"text": "x"}, {"articleBody": "x"}, {"headline": "x", "body_html": "<p>y"}]).flatmap(
    lambda required: ANY_RECORDS.map(lambda record: required | record)
)
LINKED = st.tuples(st.sampled_from(["NewsArticle", "Article", "WebPage"]), RECORDS).map(
    lambda one: {"@type": one[0], **one[1]}
)
MARKUP = st.recursive(PHRASES, _element, max_leaves=12)
SCRIPTS = (LINKED | VALUES).map(lambda value: f'<script type="application/ld+json">{json.dumps(value)}</script>')
PAGE_BODIES = st.lists(
    MARKUP | SCRIPTS | st.tuples(MARKUP, st.integers(2, 5)).map(lambda one: one[0] * one[1]), max_size=6
)


def _item(name: str) -> st.SearchStrategy[str]:
    part = st.tuples(st.sampled_from(ITEM_PARTS), st.sampled_from(["", ' type="html"', ' href="x"', ' xml:lang="ar"']))
    content = PHRASES | DATES | MARKUP | MARKUP.map(lambda one: f"<![CDATA[{one}]]>") | TEXT
    parts = st.tuples(part, content).map(lambda one: f"<{one[0][0]}{one[0][1]}>{one[1]}</{one[0][0]}>")
    head = st.sampled_from(["", "<title>x</title>", "<title>x</title><link>https://example.org/1</link>"])
    return st.tuples(head, st.lists(parts, max_size=6).map("".join)).map(lambda one: f"<{name}>{''.join(one)}</{name}>")


SPACES = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
RSS = st.lists(_item("item"), max_size=4).map(
    lambda items: f'<rss version="2.0" {SPACES}><channel><title>x</title>{"".join(items)}</channel></rss>'
)
ATOM = st.lists(_item("entry"), max_size=4).map(
    lambda items: f'<feed xmlns="http://www.w3.org/2005/Atom" {SPACES}>{"".join(items)}</feed>'
)
DECLARATIONS = st.sampled_from(
    [
        *("", "", "", '<?xml version="1.0"?>', '<?xml version="1.0" encoding="utf-8"?>'),
        '<?xml version="1.0" encoding="windows-1256"?>',
        "<!DOCTYPE x [<!ENTITY a 'b'>]>",
    ]
)

TEXTS = _broken(TEXT.flatmap(_encoded))
PAGES = _broken(PAGE_BODIES.map(lambda parts: f"<html><body>{''.join(parts)}</body></html>").flatmap(_encoded))
FEEDS = _broken(st.tuples(DECLARATIONS, RSS | ATOM).map("".join).flatmap(_encoded))
JSON = _broken((RECORDS | LINKED | VALUES | st.lists(RECORDS, max_size=4)).map(json.dumps).flatmap(_encoded))
JSON_LINES = _broken(st.lists((RECORDS | VALUES).map(json.dumps), max_size=5).map("\n".join).flatmap(_encoded))
PACKED = (TEXTS | JSON_LINES).map(lambda data: gzip.compress(data, mtime=0))
MAIL_SEEDS = (
    "Subject: =?utf-8?B?2KfZhNmD2YjZitiq?=\nFrom: x <a@b.example>\nDate: Tue, 10 Dec 2019 01:00:00 +0300\n\nو".encode(),
    b"Subject: a\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain; format=flowed\n\n"
    b"a \nb\n--x\nContent-Type: text/html; charset=windows-1256\nContent-Transfer-Encoding: base64\n\nPHA+YQ==\n--x--",
)
MAILS = _broken(st.tuples(TEXT, TEXT).map(lambda parts: f"Subject: {parts[0]}\n\n{parts[1]}").flatmap(_encoded))
FILES = TEXTS | PAGES | FEEDS | JSON | _broken(PACKED)
LOCATIONS = st.tuples(st.sampled_from(["https://example.org/", "http://", "//", "/", ""]), PHRASES).map("".join)
SITEMAPS = _broken(
    st.lists(st.tuples(LOCATIONS, DATES | PHRASES), max_size=5)
    .map(lambda found: "".join(f"<url><loc>{url}</loc><lastmod>{date}</lastmod></url>" for url, date in found))
    .map(lambda items: f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{items}</urlset>')
    .flatmap(_encoded)
)

FIELDS = st.sampled_from(
    ["title:", "country:", "agency:", "date:", "year:", "عنوان:", "تاريخ:", "-", "+", "NOT ", "x:", "-country:"]
)
OPERATORS = st.sampled_from([" ", " AND ", " OR ", " NOT ", " أو ", " || ", " && ", " ليس ", "  ", ":", ""])


def _query(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    joined = st.tuples(inner, OPERATORS, inner).map("".join)
    closed = st.sampled_from(["({})", '"{}"', "«{}»", "({}", '"{}', "{}*", "{})", '“{}"'])
    return (
        joined
        | st.tuples(FIELDS, inner).map("".join)
        | st.tuples(closed, inner).map(lambda one: one[0].replace("{}", one[1]))
    )


QUERY = st.recursive(st.sampled_from(WORDS) | PIECES | DATES, _query, max_leaves=16) | PHRASES
QUERIES = QUERY.map(lambda text: text.encode("utf-8", "ignore"))

NAMES = st.sampled_from(
    [*BY_PARAMETER, "from", "to", "when", "sort", "page", "limit", "expand", "not_expand", "prefix", "ui", "q"]
)
GIVEN = (
    QUERY
    | DATES
    | NUMBERS
    | st.sampled_from(["AE", "iom", "mou", "ar", "en", "oldest", "relevance", "0", "-1", "9" * 12, "٥", "country:AE"])
)
PARTS = st.tuples(NAMES, GIVEN).map(
    lambda one: f"{one[0]}=".encode() + quote_from_bytes(one[1].encode("utf-8", "ignore")).encode()
)
ROUTES = (
    *[path.encode() for path in ENDPOINTS if "{" not in path],
    *(
        b"/",
        b"/help",
        b"/status",
        b"/metrics",
        b"/static/css/base.css",
        b"/article/1",
        b"/article/2",
        b"/api/article/3",
        b"/api/facets/",
    ),
    *(b"/api/facets/country", b"/api/facets/agency", b"/api/facets/year", b"/static/..%2fapp.py", b"/nothing", b"//x"),
)
PATHS = (
    st.sampled_from(ROUTES)
    | st.sampled_from(ROUTES)
    | st.tuples(
        st.sampled_from(ROUTES), GIVEN.map(lambda one: quote_from_bytes(one.encode("utf-8", "ignore")).encode())
    ).map(b"".join)
)
HEADERS = st.tuples(
    st.sampled_from(
        [
            "Host",
            "Accept",
            "Accept-Language",
            "If-None-Match",
            "If-Modified-Since",
            "Cookie",
            "Range",
            "X-Forwarded-Host",
        ]
    ),
    PHRASES
    | st.sampled_from(
        ["localhost", "[::1]:80", "a:b", "ar;q=x", "ui=ar", "*", 'W/"x"', "bytes=0-", "application/openmetrics-text"]
    ),
).map(lambda one: f"{one[0]}: {one[1]}".encode("utf-8", "ignore"))
REQUESTS = _broken(
    st.tuples(
        st.sampled_from([b"GET ", b"HEAD ", b"POST ", b"OPTIONS "]) | st.just(b"GET "),
        PATHS,
        st.lists(PARTS, max_size=6).map(lambda parts: b"?" + b"&".join(parts)),
        st.lists(HEADERS, max_size=2).map(lambda lines: b"".join(b"\n" + line for line in lines)),
    ).map(b"".join)
)

PAGE_SEEDS = (
    b'<!DOCTYPE html><html lang="ar"><head><title>x</title><script type="application/ld+json">{"@type": "NewsArticle",'
    b' "headline": "a", "articleBody": "b", "datePublished": "2021-03-31"}</script></head><body><p>c</p></body></html>',
    b"<html><body>"
    + b"<div class='item'><h2>10 May 2021</h2><p>KUWAIT, May 10 (KUNA) -- a b c d.</p></div>" * 3
    + b"</body></html>",
)
FEED_SEEDS = (
    b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1</id><title>a</title>'
    b'<link href="https://example.org/1"/><updated>2021-03-31T00:00:00Z</updated><summary type="html">&lt;p>b</summary>'
    b"</entry></feed>",
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><item>'
    b"<title>a</title><link>https://example.org/1</link><description>b</description></item></rdf:RDF>",
)
JSON_SEEDS = (
    b'{"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "a", "articleBody": "b"}]}',
    b'{"uri": "https://example.org/1", "headline": "a", "body_html": "<p>b</p>",'
    b' "versioncreated": "2021-03-31T10:00:00Z"}',
)
SITEMAP_SEEDS = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/1</loc>'
    b"<lastmod>2021-03-31</lastmod></url></urlset>",
    b'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>https://example.org/a.xml</loc></sitemap></sitemapindex>',
)
QUERY_SEEDS = tuple(
    query.encode()
    for query in (
        *(
            "memorandum Kuwait",
            '"memorandum of understanding" -Oman',
            "مذكرة تفاهم أو اتفاقية",
            "country:KW date:2021-03",
        ),
        *(
            "title:(shelter OR police) NOT visit",
            "mem* الكويت",
            "5 رمضان 1441",
            "تاريخ:1441 «وزارة الداخلية»",
            "United Arab Emirats",
        ),
    )
)
REQUEST_SEEDS = tuple(
    request.encode()
    for request in (
        *(
            "GET /?q=memorandum&country=KW&not_year=2020&ui=en&page=2",
            "GET /api/search?q=%D9%85%D8%B0&sort=oldest&limit=5",
        ),
        *(
            "GET /api/facets/agency?prefix=du&ui=en",
            "GET /api/suggest?q=dub",
            "GET /feed.atom?q=x&from=2020-01&to=2021",
        ),
        *(
            "GET /export.csv?q=Kuwait",
            "GET /export.bib?year=2019",
            "GET /export.ris?page=9",
            "GET /status\nAccept-Language: ar",
        ),
        *(
            "GET /healthz\nHost: [::1]:8000",
            "GET /metrics\nAccept: application/openmetrics-text",
            "HEAD /opensearch.xml",
        ),
    )
)
