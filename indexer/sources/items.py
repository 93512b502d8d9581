"""One of the like elements of a page to its parts: title, text, declared moment, id and link.

In: an element and the heading in it. Out: `LayoutItem`. Never here: which elements are items (`layout.py`), or a date
read from words. Beside plain HTML the marks of microformats (h-entry, hAtom) and of schema.org's microdata are known.
https://microformats.org/wiki/h-entry, https://schema.org/NewsArticle
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from indexer.model.page_layout import LayoutItem
from indexer.model.source import WEB
from indexer.sources.markup import tree_text
from indexer.sources.news_article import TYPES
from indexer.sources.values import line_of

SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:")
ENTRY_CLASSES = frozenset(["h-entry", "hentry"])
TITLE_CLASSES = frozenset(["p-name", "entry-title"])
#: The name of a person has the same mark.
NAME_CLASSES = frozenset(["h-card", "vcard", "p-author", "author"])
TITLE_PROPERTIES = frozenset(["headline"])
#: Where an item says when it was published, best first: XPath from the item.
MOMENTS = tuple(
    map(
        etree.XPath,
        (
            './/*[@itemprop="datePublished"]/@content',
            './/*[@itemprop="datePublished"]/@datetime',
            './/*[contains(concat(" ", normalize-space(@class), " "), " dt-published ")]/@datetime',
            './/time[contains(concat(" ", normalize-space(@class), " "), " published ")]/@datetime',
            ".//time[@pubdate]/@datetime",
            ".//time/@datetime",
            './/abbr[contains(concat(" ", normalize-space(@class), " "), " published ")]/@title',
        ),
    )
)
#: Where it says its own address, when its heading leads nowhere.
LINKS = tuple(
    map(
        etree.XPath,
        (
            './/a[contains(concat(" ", normalize-space(@class), " "), " u-url ")]/@href',
            './/a[contains(concat(" ", normalize-space(@rel), " "), " bookmark ")]/@href',
            './/a[@itemprop="url" or @itemprop="mainEntityOfPage"]/@href',
        ),
    )
)


def is_entry(element: html.HtmlElement) -> bool:
    """Whether its markup calls an element an article."""
    kind = element.get("itemtype", "").strip().rpartition("/")[2]
    return element.tag == "article" or kind in TYPES or bool(ENTRY_CLASSES & _classes(element))


def is_marked_title(element: html.HtmlElement) -> bool:
    """Whether its markup calls an element, which need be no heading, a title."""
    classes = _classes(element)
    named = bool(TITLE_CLASSES & classes) and not NAME_CLASSES & classes
    return named or element.get("itemprop") in TITLE_PROPERTIES


def is_moment(element: html.HtmlElement) -> bool:
    """Whether its markup declares a date."""
    return element.tag == "time" or "datePublished" in element.get("itemprop", "").split()


def read_part(element: html.HtmlElement, title: html.HtmlElement, base: str) -> LayoutItem:
    """The parts of an element; `base` is the address that relative links start from, or ""."""
    return LayoutItem(
        title=" ".join(tree_text(title).split()),
        text=tree_text(element, without=title),
        published=_first(element, MOMENTS),
        anchor=next(_anchors(element, title), ""),
        link=_link(element, title, base),
    )


def _classes(element: html.HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def _first(element: html.HtmlElement, paths: tuple[etree.XPath, ...]) -> str:
    found = (line_of(str(value)) for path in paths for value in path(element))
    return next((value for value in found if value), "")


def _anchors(element: html.HtmlElement, title: html.HtmlElement) -> Iterator[str]:
    """The ids by which a link reaches an item: its own, that of its heading, or of an anchor in that."""
    for one in (element, title, *title.iter("a")):
        for name in ("id", "name") if one.tag == "a" else ("id",):
            if anchor := line_of(one.get(name, "")):
                yield anchor


def _link(element: html.HtmlElement, title: html.HtmlElement, base: str) -> str:
    """Where the heading leads: the link in it or around it, otherwise what is marked as the item's own address."""
    links = [one.get("href") for one in title.iter("a")]
    around = title.getparent()
    while around is not None and around is not element.getparent():
        links += [around.get("href")] if around.tag == "a" else []
        around = around.getparent()
    href = next((line_of(link) for link in links if link), "") or _first(element, LINKS)
    return _absolute(href, base)


def _absolute(href: str, base: str) -> str:
    """The address as it is reached from the page, relative where that does not tell its own.

    A link into the page itself is none, and one that runs something or writes a letter neither.
    """
    if not href or href.startswith("#"):
        return ""
    try:
        address = urljoin(base, href)
    except ValueError:
        return ""
    if not address.startswith(WEB):
        return "" if base or SCHEME.match(href) else href
    return "" if address.partition("#")[0] == base.partition("#")[0] else address
