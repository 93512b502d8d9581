"""A sitemap or an index of sitemaps, XML or text, to the addresses in it. https://www.sitemaps.org/protocol.html

In: the bytes of a document. Out: `Sitemap`. Never here: fetching, entities, or addresses of another site.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice

from lxml import etree

from indexer.fetching.errors import FetchError
from indexer.fetching.url import Url, read_url
from indexer.model.notes import note
from indexer.sources.found.origin import Unreadable
from indexer.sources.markup.well_formed import check
from indexer.sources.markup.xml_text import xml_text

#: How a sitemap begins; namespaces, comments and declarations may stand before.
BEGINNING = re.compile(rb"(?>\s+|<\?[^>]*>|<!--(?:(?!-->).)*+-->)*+<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.DOTALL)
BEGINNING_BYTES = 4096
#: A sitemap may also be a text with an address on each line.
ADDRESS_LINE = re.compile(r"https?://\S+", re.IGNORECASE)
#: No sitemap needs a document type; with entities in one, a few lines can expand to gigabytes.
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The protocol allows no more in one file.
MAX_ENTRIES = 50_000
#: Elements with the date of the last change of an entry, best first.
DATES = ("lastmod", "publication_date")
#: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap
NEWS = "http://www.google.com/schemas/sitemap-news/"
NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address, and the date of its last change as the sitemap writes it ("" for none). `published` and `title` are
    what a sitemap of news says of the article there."""

    url: Url
    listed: str
    published: str = ""
    title: str = ""

    @property
    def moment(self) -> datetime:
        """`listed` as a moment; the beginning of time for an entry without a date that can be read."""
        try:
            when = datetime.fromisoformat(self.listed)
        except ValueError:
            return NO_DATE
        return when if when.tzinfo is not None else when.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sitemap:
    """Entries, newest first; `is_index`: they are sitemaps themselves; `foreign` counts the entries left out."""

    entries: tuple[SitemapEntry, ...]
    is_index: bool
    foreign: int


@dataclass(frozen=True, slots=True)
class _Written:
    """An entry as the sitemap has it."""

    address: str
    listed: str = ""
    published: str = ""
    title: str = ""


def is_sitemap(data: bytes) -> bool:
    """Whether a document is a sitemap."""
    beginning = data.removeprefix(BYTE_ORDER_MARK).lstrip()[:BEGINNING_BYTES]
    return BEGINNING.match(beginning) is not None or _are_addresses(beginning, len(beginning) == BEGINNING_BYTES)


def read_sitemap(data: bytes, base: Url) -> Sitemap:
    """The sitemap that was fetched from `base`; raises FetchError."""
    if _are_addresses(data.removeprefix(BYTE_ORDER_MARK)):
        lines = data.decode("utf-8-sig", errors="replace").splitlines()
        return _sitemap([_Written(line.strip()) for line in lines if line.strip()][:MAX_ENTRIES], base, is_index=False)
    if DOCUMENT_TYPE.search(data.replace(b"\0", b"")):
        raise FetchError(note("is a sitemap with a document type, which may expand without end"))
    root = _root(data)
    name = etree.QName(root).localname
    if name not in {"urlset", "sitemapindex"}:
        raise FetchError(note("is not a sitemap"))
    return _sitemap(list(islice(_written(root), MAX_ENTRIES)), base, is_index=name == "sitemapindex")


def _are_addresses(data: bytes, is_cut: bool = False) -> bool:
    """Whether a text is a list of addresses; the last line does not count if it `is_cut` off."""
    lines = data.decode("utf-8", errors="replace").splitlines()
    lines = [line.strip() for line in (lines[:-1] if is_cut else lines) if line.strip()]
    return bool(lines) and all(map(ADDRESS_LINE.fullmatch, lines))


def _root(data: bytes) -> etree._Element:
    """The root of an XML document, whatever stands before or behind it; raises FetchError."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        xml = xml_text(data).text.encode("utf-8", errors="replace").lstrip()
        fault = check(xml)
        return etree.fromstring(xml[: fault.end] if fault else xml, parser)
    except Unreadable as error:
        raise FetchError(error.note) from error
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError(note("is not a sitemap that can be read: %(fault)s", fault=error)) from error


def _written(root: etree._Element) -> Iterable[_Written]:
    for element in root.iterchildren(etree.Element):
        values: dict[str, str] = {}
        news: dict[str, str] = {}
        for part in (*element.iterchildren(etree.Element), *element.iter(etree.Element)):
            name = etree.QName(part)
            said = news if (name.namespace or "").startswith(NEWS) else values
            said.setdefault(name.localname, (part.text or "").strip())
        if values.get("loc"):
            listed = next((date for key in DATES if (date := values.get(key) or news.get(key))), "")
            title = " ".join(news.get("title", "").split())
            yield _Written(values["loc"], listed, news.get("publication_date", ""), title)


def _sitemap(written: list[_Written], base: Url, is_index: bool) -> Sitemap:
    entries: dict[str, SitemapEntry] = {}
    foreign = 0
    for one in written:
        try:
            url = read_url(one.address, base)
        except FetchError:
            foreign += 1
            continue
        if _site(url) == _site(base):
            entries.setdefault(str(url), SitemapEntry(url, one.listed, one.published, one.title))
        else:
            foreign += 1
    newest_first = sorted(entries.values(), key=lambda entry: entry.moment, reverse=True)
    return Sitemap(tuple(newest_first), is_index, foreign)


def _site(url: Url) -> str:
    return url.host.removeprefix("www.")
