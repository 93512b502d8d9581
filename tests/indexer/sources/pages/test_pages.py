"""HTML pages: a NewsArticle as what it is, other pages by their main text and declared metadata."""

import json

import pytest

from indexer.model.article import Rejected
from indexer.sources.found.origin import Unreadable
from indexer.sources.markup.markup import tree_of

BODY = "The committee met in the capital on Thursday.\n\nIt agreed on joint training for labour inspectors."
NEWS = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Committee agrees on training",
    "articleBody": BODY,
    "datePublished": "2019-10-31",
    "inLanguage": "en",
    "url": "https://example.org/news/1",
    "publisher": {"@type": "Organization", "name": "Emirates News Agency"},
    "author": {"@type": "Person", "name": "A Reporter"},
}
PROSE = (
    "The two ministries signed a memorandum of understanding on Tuesday, and agreed to train inspectors, "
    "to exchange what they know about sheltering victims, and to meet again within a year in the other capital."
)


def page(*scripts: object, head: str = "", body: str = "<p>Menu</p>") -> str:
    data = "".join(f'<script type="application/ld+json">{json.dumps(one)}</script>' for one in scripts)
    return f'<!doctype html><html lang="en"><head>{head}{data}</head><body>{body}</body></html>'


SHAPES = [
    ("alone", NEWS),
    ("in a list", [{"@type": "WebSite", "name": "x"}, NEWS]),
    ("in a graph", {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "x"}, NEWS]}),
    ("as main entity of a page", {"@type": "WebPage", "mainEntity": NEWS}),
    ("of two types", NEWS | {"@type": ["Article", "NewsArticle"]}),
    ("of a type with its address", NEWS | {"@type": "http://schema.org/ReportageNewsArticle"}),
    ("with an outlet in a list", NEWS | {"publisher": [{"name": "Emirates News Agency"}]}),
    ("with an outlet as author", {**NEWS, "publisher": None, "author": NEWS["publisher"]}),
    ("with a language object", NEWS | {"inLanguage": {"@type": "Language", "name": "English", "alternateName": "en"}}),
]


@pytest.mark.parametrize("data", [row[1] for row in SHAPES], ids=[row[0] for row in SHAPES])
def test_a_news_article_is_read_key_by_key(read_bytes, data):
    [article] = read_bytes("page.html", page(data))
    assert article.title == "Committee agrees on training"
    assert article.text == BODY
    assert (article.published, article.published_from) == ("2019-10-31", "datePublished (JSON-LD)")
    assert (article.source, article.language, article.url) == (
        "Emirates News Agency",
        "en",
        "https://example.org/news/1",
    )
    assert (article.anchor, article.id) == ("", None)


def test_a_news_article_without_its_body_takes_the_text_of_the_page(read_bytes):
    stub = {key: value for key, value in NEWS.items() if key != "articleBody"}
    [article] = read_bytes("page.html", page(stub, body=f"<article><h1>x</h1><p>{PROSE}</p></article>"))
    assert PROSE in article.text
    assert (article.title, article.published) == ("Committee agrees on training", "2019-10-31")


def test_two_news_articles_on_a_page_have_anchors_of_their_own(read_bytes):
    first, second = read_bytes("page.html", page(NEWS, NEWS | {"headline": "Other", "url": "", "articleBody": "Text."}))
    assert (first.title, second.title) == ("Committee agrees on training", "Other")
    assert first.anchor != second.anchor


def test_an_article_body_with_markup_becomes_text(read_bytes):
    [article] = read_bytes("page.html", page(NEWS | {"articleBody": "<p>One &amp; two.</p><p>Three.</p>"}))
    assert article.text == "One & two.\nThree."


def test_a_page_without_data_gives_its_text_and_what_it_declares(read_bytes):
    head = (
        "<title>Ministries sign | Outlet</title>"
        '<meta property="og:title" content="Ministries  sign">'
        '<meta property="article:published_time" content="2020-02-03T08:00:00+04:00">'
        '<meta property="og:site_name" content="Outlet">'
        '<link rel="canonical" href="https://example.org/a">'
    )
    [article] = read_bytes("page.htm", page(head=head, body=f"<nav>Home</nav><article><p>{PROSE}</p></article>"))
    assert article.text == PROSE
    assert (article.title, article.source, article.language) == ("Ministries sign", "Outlet", "en")
    assert (article.published, article.published_from) == ("2020-02-03T08:00:00+04:00", "article:published_time")
    assert article.url == "https://example.org/a"


def test_a_heading_is_the_title_and_no_part_of_the_text(read_bytes):
    [article] = read_bytes("page.html", page(body=f"<article><h1>Ministries  sign</h1><p>{PROSE}</p></article>"))
    assert (article.title, article.text) == ("Ministries sign", PROSE)


def test_a_date_in_the_words_of_a_page_is_no_declared_date(read_bytes):
    [article] = read_bytes("page.html", page(body=f"<p>The committee was founded on 5 February 2018. {PROSE}</p>"))
    assert (article.published, article.published_from) == (None, "")


def test_a_broken_script_leaves_the_page_readable(read_bytes):
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    [article] = read_bytes("page.html", page(head=broken, body=f"<p>{PROSE}</p>"))
    assert article.text == PROSE


def test_a_script_nested_without_end_leaves_the_page_readable(read_bytes):
    nested = '{"mainEntity": ' * 900 + "1" + "}" * 900
    script = f'<script type="application/ld+json">{nested}</script>'
    [article] = read_bytes("page.html", page(head=script, body=f"<p>{PROSE}</p>"))
    assert article.text == PROSE


def test_a_declared_charset_counts_when_the_bytes_are_not_unicode(read_bytes):
    markup = '<html><head><meta charset="windows-1256"></head><body><p>' + "وقعت الوزارتان مذكرة تفاهم. " * 8
    [article] = read_bytes("page.html", markup.encode("cp1256"))
    assert article.text.startswith("وقعت الوزارتان مذكرة تفاهم.")


def test_broken_html_with_text_is_read(read_bytes):
    [article] = read_bytes("page.html", f"<html><body><div><p>{PROSE}<table><b></div><p unclosed='")
    assert PROSE in article.text


REJECTED = [
    ("no text", "<html><head><title>x</title></head><body><script>1</script></body></html>", "without text"),
    ("nothing but tags", "<p></p>", "without text"),
    ("nested without end", "<html><body>" + "<b>" * 30_000 + "text", "nested deeper than 256"),
    ("an article body nested without end", page(NEWS | {"articleBody": "<b>" * 10_000 + "text"}), "nested deeper"),
]


def test_a_text_without_end_is_called_so():
    with pytest.raises(Unreadable, match="a piece of text that is too long"):
        tree_of("<html><body><p>" + "a " * 6_000_000)


@pytest.mark.parametrize(("markup", "reason"), [row[1:] for row in REJECTED], ids=[row[0] for row in REJECTED])
def test_a_page_without_an_article_is_rejected(read_bytes, markup, reason):
    [item] = read_bytes("page.html", markup)
    assert isinstance(item, Rejected)
    assert reason in str(item.reason)


def test_a_page_of_endless_elements_gives_all_its_text(read_bytes):
    [article] = read_bytes("page.html", page(body="<br>" * 100_001 + "text"), max_bytes=1_000_000)
    assert article.text == "text"


def test_a_text_file_that_is_a_page_is_read_as_one(read_bytes):
    [article] = read_bytes("saved.txt", page(NEWS))
    assert article.text == BODY
