"""An HTML page to an article: its schema.org NewsArticle where it has one, otherwise its main text by trafilatura.

In: the bytes of a page. Out: `FoundArticle` per article, with the layout of the page.
Never here: the choice of the day of publication (`page_dates.py`), or cutting the page
(`indexer/extract/pages/cutting.py`).
"""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from lxml import html

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.page_layout import PageLayout
from indexer.model.source import WEB
from indexer.sources import layout, news_article
from indexer.sources.decoding import decode
from indexer.sources.markup import tree_of, tree_text
from indexer.sources.origin import FoundArticle, Origin
from indexer.sources.page_dates import PageDate, find_page_date
from indexer.sources.records import anchor_of
from indexer.sources.values import line_of, text_of

DECLARED_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
HEAD_BYTES = 4096
#: trafilatura takes 4 s for so many elements, and no page for people has them.
MAX_ELEMENTS = 100_000
#: With more elements than this, trafilatura does not compare its text with that of justext, whose time grows with the
#: square of the paragraphs: 2 s for 8,000, a minute for 33,000.
MAX_COMPARED = 10_000
#: The time that trafilatura takes grows with the square of these elements: 2 s for so many, minutes for ten times more.
MAX_MOMENTS = 2_000
#: The address of a site, which some sites declare as that of every page.
FRONT_PAGE = re.compile(r"https?://[^/?#]+/?", re.IGNORECASE)
LINKED_DATA = '//script[contains(@type, "ld+json")]/text()'
#: Value -> XPaths to its declarations in a page, best first.
DECLARED = {
    "title": ('//meta[@property="og:title"]/@content', "string(//h1)", "string(//head/title)", "string(//title)"),
    "source": (
        '//meta[@property="og:site_name"]/@content',
        '//meta[@name="dc.publisher" or @name="DC.publisher" or @name="DC.Publisher"]/@content',
    ),
    "language": ("/html/@lang", "/html/@xml:lang", '//meta[@property="og:locale"]/@content'),
    "moment": ('//meta[@property="article:published_time"]/@content',),
    "base": ("//base/@href",),
    "url": ('//link[@rel="canonical"]/@href', '//meta[@property="og:url"]/@content'),
}


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The articles of a page, nearly always one; raises Unreadable."""
    charset = DECLARED_CHARSET.search(data[:HEAD_BYTES])
    tree = tree_of(decode(data, charset.group(1).decode("ascii") if charset else None))
    if tree is None:
        yield origin.rejected(note("is HTML without text"))
        return
    dated = _page_date(origin, tree)
    items = list(_linked_data(tree))
    whole = [item for item in items if news_article.has_body(item)]
    articles = [news_article.article_of(origin, item) for item in whole]
    page = _layout(origin, tree, len(items), described=bool(articles))
    if not articles:
        text = main_text(tree)
        described = [news_article.article_of(origin, item, text) for item in items[:1]]
        articles = described or [_declared(origin, tree, text)]
    if len(articles) == 1:
        articles = [_dated(articles[0], dated)]
    else:
        articles = [replace(one, anchor=one.url or anchor_of(one.title or one.text)) for one in articles]
    for article in articles:
        part = f"#{article.anchor}" if article.anchor else ""
        if article.text.strip():
            yield FoundArticle(part, replace(_completed(article, tree), page=page))
        else:
            yield origin.rejected(note("is HTML without text"), part)


def _page_date(origin: Origin, tree: html.HtmlElement) -> PageDate | None:
    """The day of publication of the page as one article."""
    own = origin.uri if origin.uri.startswith(WEB) else ""
    declared = _first(tree, "url")
    address = declared if declared.startswith(WEB) and not (own and FRONT_PAGE.fullmatch(declared)) else own
    return find_page_date(tree, address, origin.now, thorough=not _has_more_than(MAX_COMPARED, tree))


def _dated(article: RawArticle, dated: PageDate | None) -> RawArticle:
    return article if dated is None else replace(article, published=dated.words, published_from=dated.rule)


def main_text(tree: html.HtmlElement) -> str:
    """The article's text without navigation and advertising.

    All text of the page when trafilatura finds none, or when it has more elements than any page for people has.
    """
    if _has_more_than(MAX_ELEMENTS, tree) or any(number > MAX_MOMENTS for number, _ in enumerate(tree.iter("time"), 1)):
        return tree_text(tree)
    import trafilatura  # a third of a second to import, and only pages need it

    document = trafilatura.bare_extraction(
        tree, include_comments=False, favor_recall=True, fast=_has_more_than(MAX_COMPARED, tree)
    )
    text = getattr(document, "text", None)
    return text_of(text) if text else tree_text(tree)


def _layout(origin: Origin, tree: html.HtmlElement, items: int, *, described: bool) -> PageLayout:
    """The layout of the page, or why it has a single item. `items` is the number of articles in its JSON-LD, which are
    `described` when they have their texts."""
    if described:
        return PageLayout(single=note("the page describes it as an article, with its text (JSON-LD)"))
    if items == 1:
        return PageLayout(single=note("the page describes itself as one article (JSON-LD)"))
    if _first(tree, "moment"):
        return PageLayout(single=note("the page says when it was published as one article (article:published_time)"))
    if _has_more_than(MAX_ELEMENTS, tree):
        return PageLayout(
            fault=note("more than %(number)s elements, too many to look for a layout", number=MAX_ELEMENTS)
        )
    return layout.find(tree, _base(origin, tree))


def _base(origin: Origin, tree: html.HtmlElement) -> str:
    """The address that relative links start from, or ""."""
    base = _first(tree, "url") if _first(tree, "url").startswith(WEB) else origin.uri
    try:
        base = urljoin(base, _first(tree, "base"))
    except ValueError:
        return ""
    return base if base.startswith(WEB) else ""


def _has_more_than(limit: int, tree: html.HtmlElement) -> bool:
    """Whether a page has more elements than the limit."""
    return any(number > limit for number, _ in enumerate(tree.iter(), 1))


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.xpath(LINKED_DATA):
        try:
            yield from news_article.find(json.loads(script, strict=False))
        except (ValueError, RecursionError):
            continue  # a page with a broken script is still a page


def _declared(origin: Origin, tree: html.HtmlElement, text: str) -> RawArticle:
    return RawArticle(
        uri=origin.uri,
        text=text,
        title=_first(tree, "title"),
        source=_first(tree, "source") or None,
        language=_first(tree, "language") or None,
        fetched_at=origin.now,
    )


def _completed(article: RawArticle, tree: html.HtmlElement) -> RawArticle:
    """The article, completed by declarations of the page outside its NewsArticle."""
    url = article.url or _first(tree, "url")
    title = article.title or _first(tree, "title")
    return replace(
        article,
        url=url if url.startswith(WEB) else "",
        title=title,
        text=_without_title(article.text, title),
        language=article.language or _first(tree, "language") or None,
    )


def _without_title(text: str, title: str) -> str:
    """The text without the page's heading on its first line, as long as more follows."""
    first, _, rest = text.partition("\n")
    repeats = " ".join(first.split()).casefold() == title.casefold()
    return rest.lstrip("\n") if repeats and rest.strip() else text


def _first(tree: html.HtmlElement, value: str) -> str:
    for path in DECLARED[value]:
        found = tree.xpath(path)
        for one in [found] if isinstance(found, str) else found:
            if words := " ".join(line_of(str(one)).split()):
                return words
    return ""
