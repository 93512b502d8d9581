"""An HTML page to an article: its schema.org NewsArticle where it has one, otherwise its main text by trafilatura.

In: the bytes of a page. Out: `FoundArticle` per article, with the layout of the page.
Never here: the choice of the day of publication (`page_dates.py`), or cutting the page
(`indexer/extract/pages/cutting.py`).
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from lxml import html

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.page_layout import PageLayout
from indexer.model.source import WEB
from indexer.sources.days.page_dates import find_page_date
from indexer.sources.decoding.decoding import decode
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.found.values import line_of
from indexer.sources.layout import layout
from indexer.sources.main_text.main_text import MAX_COMPARED, MAX_ELEMENTS, main_text
from indexer.sources.markup.markup import found, tree_of
from indexer.sources.markup.metas import metas_of
from indexer.sources.pages import addresses, bodies, described
from indexer.sources.records import news_article
from indexer.sources.records.records import anchor_of
from indexer.sources.titles import headings
from indexer.sources.titles.declared_titles import Words, words_of

DECLARED_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)
HEAD_BYTES = 4096
#: The first lines of a text that may repeat the title.
TITLE_LINES = 4
DESCRIBED = PageLayout(single=note("the page describes it as an article, with its text (JSON-LD)"))
NAMED = PageLayout(single=note("the page describes itself as one article (JSON-LD)"))
#: Value -> XPaths to its declarations in a page, best first.
DECLARED = {
    "source": (
        '//meta[@property="og:site_name"]/@content',
        '//meta[@name="dc.publisher" or @name="DC.publisher" or @name="DC.Publisher"]/@content',
    ),
    "language": ("/html/@lang", "/html/@xml:lang", '//meta[@property="og:locale"]/@content'),
    "moment": ('//meta[@property="article:published_time"]/@content',),
    "base": ("//base/@href",),
}


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The articles of a page, nearly always one; raises Unreadable."""
    charset = DECLARED_CHARSET.search(data[:HEAD_BYTES])
    tree = tree_of(decode(data, charset.group(1).decode("ascii") if charset else None, origin.charset))
    if tree is None:
        yield origin.rejected(note("is HTML without text"))
        return
    elements = list(tree.iter())  # while they are held, lxml makes the Python objects of a tree only once
    for article in _articles(origin, tree, len(elements)):
        part = f"#{article.anchor}" if article.anchor else ""
        yield (
            FoundArticle(part, article) if article.text.strip() else origin.rejected(note("is HTML without text"), part)
        )


def _articles(origin: Origin, tree: html.HtmlElement, size: int) -> list[RawArticle]:
    """The articles of a page of `size` elements: those that its JSON-LD describes as its own, otherwise the one that it
    shows."""
    base = origin.uri if origin.uri.startswith(WEB) else ""
    metas = metas_of(tree)
    titles = headings.titles_in(tree, metas, base)
    declared = addresses.declared_in(tree, metas, base)
    descriptions = described.find(tree)
    all_titles = titles.all()
    items = described.own(descriptions, all_titles, [base, *declared], tree)
    if len(items) > 1:
        return list(_described(origin, items, addresses.address_of([], declared, []), _first(tree, "language")))
    item = items[0] if items else {}
    heading = titles.heading(news_article.headline_of(item), news_article.outlet_of(item))
    others = [link for one in descriptions if one.item is not item for link in news_article.links_of(one.item)]
    url = addresses.address_of(news_article.links_of(item), declared, others)
    article = news_article.article_of(origin, item) if item else _declared(origin, tree)
    text = bodies.chosen(article.text, main_text(tree, heading.element))
    is_own = bool(items) or not descriptions
    dated = find_page_date(tree, url or base, origin.now, thorough=size <= MAX_COMPARED, described=is_own)
    return [
        replace(
            article,
            published=dated.words if dated else article.published,
            published_from=dated.rule if dated else article.published_from,
            title=heading.title,
            text=_without_titles(text, {*heading.all_words(), *(title.words for title in all_titles)}),
            url=url,
            source=article.source or _first(tree, "source") or None,
            language=article.language or _first(tree, "language") or None,
            page=_layout(tree, url or base, item, described=bool(article.text), endless=size > MAX_ELEMENTS),
        )
    ]


def _described(origin: Origin, items: list[dict[str, Any]], page: str, language: str) -> Iterator[RawArticle]:
    """Several articles that a page at that address and in that language (each may be "") describes with their texts."""
    for one in (news_article.article_of(origin, item) for item in items):
        anchor = one.url or anchor_of(one.title or one.text)
        yield replace(
            one, anchor=anchor, url=one.url or page, language=one.language or language or None, page=DESCRIBED
        )


def _layout(
    tree: html.HtmlElement, address: str, item: dict[str, Any], *, described: bool, endless: bool
) -> PageLayout:
    """The layout of the page, or why it has a single item: its JSON-LD has an `item` for it, which may have its text
    (`described`)."""
    if item:
        return DESCRIBED if described else NAMED
    if _first(tree, "moment"):
        return PageLayout(single=note("the page says when it was published as one article (article:published_time)"))
    if endless:
        return PageLayout(
            fault=note("more than %(number)s elements, too many to look for a layout", number=MAX_ELEMENTS)
        )
    return layout.find(tree, _base(tree, address))


def _base(tree: html.HtmlElement, address: str) -> str:
    """The address that relative links start from, or ""; `address` is that of the page."""
    base = addresses.absolute(_first(tree, "base"), address)
    return base if base.startswith(WEB) else ""


def _declared(origin: Origin, tree: html.HtmlElement) -> RawArticle:
    return RawArticle(
        uri=origin.uri,
        text="",
        source=_first(tree, "source") or None,
        language=_first(tree, "language") or None,
        fetched_at=origin.now,
    )


def _without_titles(text: str, titles: Collection[Words]) -> str:
    """The text without the page's titles on its first lines, as long as more follows."""
    lines = text.split("\n")
    known = frozenset(titles) - {()}
    kept = [line for line in lines[:TITLE_LINES] if words_of(line) not in known] + lines[TITLE_LINES:]
    return "\n".join(kept) if any(line.strip() for line in kept) else text


def _first(tree: html.HtmlElement, value: str) -> str:
    for path in DECLARED[value]:
        for one in found(tree, path):
            if words := " ".join(line_of(str(one)).split()):
                return words
    return ""
