"""Exports and the feed, read by parsers that others wrote, with titles that mean something to each of the formats.

A record that one title breaks takes the records behind it with it, so all of them are in one file here.
"""

import csv
import re
from dataclasses import replace
from io import StringIO

import bibtexparser
import feedparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from fake_service import ARTICLES, FakeService, hit
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from search.model.results import Hit, Parameters
from web.characters import FORBIDDEN, writable
from web.exports import FORMULA_STARTS, write_bibtex, write_csv, write_ris

pytestmark = pytest.mark.slow

ATOM = "{http://www.w3.org/2005/Atom}"
C0 = "".join(map(chr, range(0x20)))
C1 = "".join(map(chr, range(0x7F, 0xA0)))
HOSTILE = (
    f"a{C0}b",
    f"a{C1}b",
    "\ufffe\uffff\ufdd0\U0001fffe\U0010ffffa",
    "lone \ud800 and \udfff surrogates",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200f\u200e\u061c",
    'مذكرة «تفاهم» {بين} الدولتين، و"غيرها"',
    '"',
    '"",""',
    '"\r\n"',
    "{",
    "}",
    "}{",
    "a } b { c",
    "{{balanced} braces}",
    "\\",
    "\\{",
    "a\\",
    "\\input{x} \\end{document}",
    "100% of $5 & #1 a_b ~",
    "},\n@misc{stolen,\n  title = {x}\n}",
    "@comment{",
    "line\nfeed\rreturn\r\nboth\u2028line\u2029paragraph",
    "x\r\nER  - \r\nTY  - NEWS\r\nTI  - stolen",
    "TY  - NEWS",
    "=cmd|' /C calc'!A0",
    "\x00=1",
    "\ufffe@SUM(1)",
    "\n+1",
    "＝1",
    ";,\t|",
    "]]> <![CDATA[ <!-- --> <?x?> &amp; &#0; <b>",
    "a" * 5_000,
)
ADDRESSES = (
    "https://example.org/a{b}%20c\\d\"'<>&#x",
    "https://example.org/%\n@misc{x",
    "https://[broken",
    "javascript:1",
)
SPACES = re.compile(r"\s+")


def known(title: str) -> str:
    """A title as a format of lines and paragraphs keeps it."""
    return SPACES.sub(" ", writable(title)).strip()


def hits_of(titles: tuple[str, ...]) -> list[Hit]:
    articles = (
        replace(ARTICLES[0], id=f"h-{number}", title=title, url=ADDRESSES[number % len(ADDRESSES)])
        for number, title in enumerate(titles)
    )
    return [replace(hit(article, Parameters()), title=article.title) for article in articles]


def address(identifier: str) -> str:
    return f"http://localhost/article/{identifier}"


def titles_in_csv(text: str) -> list[str]:
    return [SPACES.sub(" ", row["title"]).strip() for row in csv.DictReader(StringIO(text, newline=""), strict=True)]


def titles_in_bibtex(text: str) -> list[str]:
    """Also held to what BibTeX itself does and this parser does not: it counts braces behind a backslash too."""
    for entry in text.split("\n\n"):
        assert entry.count("{") == entry.count("}")
    named = text.replace(r"\textbraceleft{}", r"\{").replace(r"\textbraceright{}", r"\}")
    read = bibtexparser.parse_string(named, append_middleware=[LatexDecodingMiddleware()])
    assert (read.failed_blocks, read.comments, read.strings) == ([], [], [])
    assert {entry.entry_type for entry in read.entries} <= {"misc"}
    return [known(entry["title"]) if "title" in entry else "" for entry in read.entries]


def titles_in_ris(text: str) -> list[str]:
    assert {line[2:6] for line in text.split("\r\n")[:-1]} <= {"  - "}
    return [known(record.get("title", "")) for record in rispy.loads(text, newline="\r\n")]


def typeset(title: str) -> str:
    """Two hyphens are a dash to TeX."""
    return known(title).replace("--", "–")


def as_a_cell(title: str) -> str:
    return SPACES.sub(
        " ", "'" + writable(title) if writable(title).startswith(FORMULA_STARTS) else writable(title)
    ).strip()


WRITERS = {
    "csv": (write_csv, titles_in_csv, as_a_cell),
    "bib": (write_bibtex, titles_in_bibtex, typeset),
    "ris": (write_ris, titles_in_ris, known),
}
WORDS = st.lists(st.sampled_from(HOSTILE[:-1]) | st.characters(), max_size=8).map("".join)


@pytest.mark.parametrize("ending", WRITERS)
def test_other_readers_find_every_record_with_its_title(client: FlaskClient, service: FakeService, ending: str) -> None:
    _, read, kept = WRITERS[ending]
    service.articles = tuple(replace(ARTICLES[0], id=f"h-{at}", title=title) for at, title in enumerate(HOSTILE))
    text = client.get(f"/export.{ending}?ui=en").get_data(as_text=True).removeprefix("\ufeff")
    assert not FORBIDDEN.search(text)
    assert read(text) == [kept(title) for title in HOSTILE]


@pytest.mark.parametrize("ending", WRITERS)
@given(titles=st.lists(WORDS, max_size=4))
def test_no_title_adds_or_hides_a_record(ending: str, titles: list[str]) -> None:
    write, read, _ = WRITERS[ending]
    assert len(read(writable(write(hits_of(tuple(titles)), address)))) == len(titles)


def test_addresses_reach_other_readers_whole() -> None:
    """An address that may not be linked is replaced by that of the article on this site."""
    hits = hits_of(("a", "b", "c", "d"))
    addresses = [ADDRESSES[0], ADDRESSES[1].replace("\n", " "), address("h-2"), address("h-3")]
    ris = rispy.loads(write_ris(hits, address), newline="\r\n")
    assert [record["urls"] for record in ris] == [[one] for one in addresses]
    braced = [one.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C") for one in addresses]
    bibtex = bibtexparser.parse_string(write_bibtex(hits, address))
    assert [entry["url"] for entry in bibtex.entries] == [one.replace("% ", "%") for one in braced]
    rows = list(csv.DictReader(StringIO(write_csv(hits, address).removeprefix("\ufeff"), newline="")))
    assert [row["url"] for row in rows] == [*ADDRESSES[:2], "", ""]


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_the_feed_is_sound_whatever_is_in_it(client: FlaskClient, service: FakeService, words: str) -> None:
    service.articles = tuple(
        replace(ARTICLES[0], id=f"h-{at}", title=words, text=f"{words} {words}", url=url)
        for at, url in enumerate(ADDRESSES)
    )
    answer = client.get("/feed.atom", query_string={"ui": "en", "country": words.encode("utf-8", "surrogatepass")})
    assert not FORBIDDEN.search(answer.get_data(as_text=True))
    entries = etree.fromstring(answer.data).findall(f"{ATOM}entry")
    assert [SPACES.sub(" ", entry.findtext(f"{ATOM}title")).strip() for entry in entries] == [known(words)] * len(
        ADDRESSES
    )
    feed = feedparser.parse(answer.data)
    assert not feed.bozo
    assert [entry.id for entry in feed.entries] == [address(f"h-{at}") for at in range(len(ADDRESSES))]
    assert len({entry.link for entry in feed.entries}) == len(ADDRESSES)


@pytest.mark.parametrize("words", HOSTILE[:-1])
def test_the_feed_of_any_query_is_sound(client: FlaskClient, words: str) -> None:
    answer = client.get("/feed.atom", query_string={"q": words.encode("utf-8", "replace"), "ui": "en"})
    assert not feedparser.parse(answer.data).bozo
    title = etree.fromstring(answer.data).findtext(f"{ATOM}title")
    assert known(title) == known(words.encode("utf-8", "replace").decode().strip() + " – Mithaq")
