"""A sitemap or an index of sitemaps to the addresses in it. https://www.sitemaps.org/protocol.html

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

#: How a sitemap begins; namespaces, comments and declarations may stand before.
BEGINNING = re.compile(rb"(?>\s+|<\?[^>]*>|<!--(?:(?!-->).)*+-->)*+<(?:\w+:)?(?:urlset|sitemapindex)[\s>]", re.DOTALL)
BEGINNING_BYTES = 4096
#: No sitemap needs a document type; with entities in one, a few lines can expand to gigabytes.
DOCUMENT_TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
#: The protocol allows no more in one file.
MAX_ENTRIES = 50_000
#: Elements with the date of the last change of an entry, best first.
DATES = ("lastmod", "publication_date")
NO_DATE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """An address, and the date of its last change as the sitemap writes it ("" for none)."""

    url: Url
    listed: str

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


def is_sitemap(data: bytes) -> bool:
    """Whether a document is a sitemap."""
    return BEGINNING.match(data.removeprefix(BYTE_ORDER_MARK).lstrip()[:BEGINNING_BYTES]) is not None


def read_sitemap(data: bytes, base: Url) -> Sitemap:
    """The sitemap that was fetched from `base`; raises FetchError."""
    if DOCUMENT_TYPE.search(data.replace(b"\0", b"")):
        raise FetchError(note("is a sitemap with a document type, which may expand without end"))
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError(note("is not a sitemap that can be read: %(fault)s", fault=error)) from error
    name = etree.QName(root).localname
    if name not in {"urlset", "sitemapindex"}:
        raise FetchError(note("is not a sitemap"))
    return _sitemap(list(islice(_written(root), MAX_ENTRIES)), base, is_index=name == "sitemapindex")


def _written(root: etree._Element) -> Iterable[tuple[str, str]]:
    """`(address, date)` of each entry, as written."""
    for element in root.iterchildren(etree.Element):
        values: dict[str, str] = {}
        for part in (*element.iterchildren(etree.Element), *element.iter(etree.Element)):
            values.setdefault(etree.QName(part).localname, (part.text or "").strip())
        if values.get("loc"):
            yield values["loc"], next((values[name] for name in DATES if values.get(name)), "")


def _sitemap(written: list[tuple[str, str]], base: Url, is_index: bool) -> Sitemap:
    entries: dict[str, SitemapEntry] = {}
    foreign = 0
    for address, listed in written:
        try:
            url = read_url(address, base)
        except FetchError:
            foreign += 1
            continue
        if _site(url) == _site(base):
            entries.setdefault(str(url), SitemapEntry(url, listed))
        else:
            foreign += 1
    newest_first = sorted(entries.values(), key=lambda entry: entry.moment, reverse=True)
    return Sitemap(tuple(newest_first), is_index, foreign)


def _site(url: Url) -> str:
    return url.host.removeprefix("www.")
