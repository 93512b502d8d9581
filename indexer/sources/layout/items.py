"""The parts of one repeated element of a page: title, text, declared moment, id and link.

In: an element and the heading in it. Out: `LayoutItem`. Never here: finding the elements (`layout.py`), or a date read
from words. In addition to plain HTML, microformats (h-entry, hAtom) and schema.org's microdata are recognised.
https://microformats.org/wiki/h-entry, https://schema.org/NewsArticle
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin

from lxml import etree, html

from indexer.model.page_layout import LayoutItem
from indexer.model.source import WEB
from indexer.sources.found.values import line_of
from indexer.sources.markup.markup import tree_text
from indexer.sources.records.news_article import TYPES

SCHEME = re.compile(r"[a-zA-Z][\w+.-]*:")
ENTRY_CLASSES = frozenset(["h-entry", "hentry"])
#: Elements that may be articles; `is_entry` decides.
ENTRIES = etree.XPath('//article|//*[@itemtype or contains(@class, "entry")]')
TITLE_CLASSES = frozenset(["p-name", "entry-title"])
#: Classes of persons, whose names also have the class p-name.
NAME_CLASSES = frozenset(["h-card", "vcard", "p-author", "author"])
TITLE_PROPERTIES = frozenset(["headline"])
#: XPaths from an item to its moment of publication, best first.
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
#: XPaths from an item to its own address, used when its heading has no link.
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
    """Whether an element is an article by its markup."""
    kind = element.get("itemtype", "").strip().rpartition("/")[2]
    return element.tag == "article" or kind in TYPES or bool(ENTRY_CLASSES & _classes(element))


def entries_in(tree: html.HtmlElement) -> list[html.HtmlElement]:
    """The elements of a tree that are articles by their markup."""
    return [one for one in ENTRIES(tree) if is_entry(one)]


def is_marked_title(element: html.HtmlElement) -> bool:
    """Whether an element is a title by its markup; it need not be a heading."""
    classes = _classes(element)
    named = bool(TITLE_CLASSES & classes) and not NAME_CLASSES & classes
    return named or element.get("itemprop") in TITLE_PROPERTIES


def is_moment(element: html.HtmlElement) -> bool:
    """Whether an element declares a date."""
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
    """The ids by which a link reaches an item: its own, that of its heading, or of an anchor in the heading."""
    for one in (element, title, *title.iter("a")):
        for name in ("id", "name") if one.tag == "a" else ("id",):
            if anchor := line_of(one.get(name, "")):
                yield anchor


def _link(element: html.HtmlElement, title: html.HtmlElement, base: str) -> str:
    """The link in or around the heading; otherwise the address that is marked as the item's own."""
    links = [one.get("href") for one in title.iter("a")]
    around = title.getparent()
    while around is not None and around is not element.getparent():
        links += [around.get("href")] if around.tag == "a" else []
        around = around.getparent()
    href = next((line_of(link) for link in links if link), "") or _first(element, LINKS)
    return _absolute(href, base)


def _absolute(href: str, base: str) -> str:
    """The address that `href` means on the page; it stays relative when `base` is "".

    "" for a link into the page itself, and for one with another scheme (javascript:, mailto:).
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
