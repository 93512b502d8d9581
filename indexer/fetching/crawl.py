"""A sitemap to the pages in it: newest first, within limits, and only those that are new or changed.

In: the document of a sitemap or of an index of sitemaps. Out: the events of its pages. Never here: a withdrawal because
a page is no longer listed; many sitemaps list only new pages.
"""

import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from indexer.fetching.clock import Clock
from indexer.fetching.documents import Document, Documents
from indexer.fetching.errors import FetchError, GoneError, HostClosed, NotYet
from indexer.fetching.log import Known, moment
from indexer.fetching.reader import Reader
from indexer.fetching.sitemap import NO_DATE, Sitemap, SitemapEntry, read_sitemap
from indexer.fetching.url import Url
from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import NN_, note
from indexer.model.source import Source
from indexer.sources.days.page_dates import BY_HTMLDATE
from indexer.sources.events import DocumentUnchanged, Event, Gone
from indexer.sources.found.origin import Unreadable
from indexer.sources.remote import unpacked

#: Sitemaps of an index that one run reads, the newest ones.
MAX_SITEMAPS = 20
#: Time of a run that one source may take, its sitemaps included; the remaining pages wait for the next run.
MAX_SECONDS = 600.0
#: A page whose sitemap gives no date is asked whether it changed this often.
RECHECK = timedelta(days=1)
#: A page that failed is tried again after this, and after twice as long each time, up to a day.
RETRY = timedelta(minutes=10)
MAX_RETRY = timedelta(days=1)
FOREIGN = NN_(
    "lists %(count)s address that is not of this site and is not fetched",
    "lists %(count)s addresses that are not of this site and are not fetched",
)


class Crawl:
    """The walk through one source's sitemap in one run."""

    def __init__(self, source: Source, documents: Documents, reader: Reader, clock: Clock) -> None:
        self._source = source
        self._documents = documents
        self._reader = reader
        self._clock = clock
        self._end = clock.seconds() + MAX_SECONDS
        self._rejected: list[Rejected] = []

    def read(self, document: Document) -> Iterator[Event]:
        """The events of the pages; raises FetchError when the sitemap cannot be read, or its host is left alone."""
        entries = self._pages(document)
        yield from self._rejected
        now = self._clock.now()
        known = {entry.url: self._documents.known(self._source, entry.url) for entry in entries}
        due = [entry for entry in entries if is_due(entry, known[entry.url], now)]
        due.sort(key=lambda entry: entry.moment == NO_DATE and known[entry.url].checked != "")
        chosen = dict.fromkeys(due[: self._source.max_items])
        yield from (self._as_known(one.url) for one in entries if one not in chosen and known[one.url].checked)
        yield from self._read_pages(list(chosen))

    def _as_known(self, url: Url) -> Event:
        """The event of a page that is not asked for: unchanged, or still withdrawn."""
        return Gone(str(url)) if self._documents.is_gone(self._source, url) else DocumentUnchanged(str(url))

    def _read_pages(self, entries: list[SitemapEntry]) -> Iterator[Event]:
        """The events of the pages, as far as time and hosts allow; the rest counts as unchanged."""
        left = list(reversed(entries))
        with suppress(NotYet):  # a pause that is too long for this run
            while left and not self._is_late():
                yield from self._read_page(left[-1])
                left.pop()
        yield from (self._as_known(entry.url) for entry in left)

    def _read_page(self, entry: SitemapEntry) -> Iterator[Event]:
        try:
            document = self._documents.fetch(self._source, entry.url, entry.listed)
            if document is None:
                self._documents.confirm(self._source, entry.url, entry.listed)
                yield DocumentUnchanged(str(entry.url))
            else:
                yield from _as_listed(entry, list(self._reader.read(self._source, document, entry.listed)))
        except (HostClosed, NotYet):
            raise
        except GoneError:
            yield Gone(str(entry.url))
        except FetchError as error:
            yield Rejected(str(entry.url), "", error.note)

    def _pages(self, document: Document) -> list[SitemapEntry]:
        """The pages of a sitemap, or of the newest sitemaps of an index, newest first."""
        top = self._parsed(document)
        if not top.is_index:
            return list(top.entries)
        pages: dict[Url, SitemapEntry] = {}
        for child in top.entries[:MAX_SITEMAPS]:
            try:
                pages |= {entry.url: entry for entry in self._child(child)}
            except (HostClosed, NotYet):
                raise
            except FetchError as error:
                self._rejected.append(Rejected(str(child.url), "", error.note))
        return sorted(pages.values(), key=lambda entry: entry.moment, reverse=True)

    def _child(self, child: SitemapEntry) -> tuple[SitemapEntry, ...]:
        known = self._documents.known(self._source, child.url)
        document = None
        if not self._is_late() and (not child.listed or is_due(child, known, self._clock.now())):
            document = self._documents.fetch(self._source, child.url, child.listed)
        document = document or self._documents.kept(self._source, child.url)
        if document is None and self._is_late():
            return ()
        if document is None:
            raise FetchError(known.reason or note("was not read yet"))
        sitemap = self._parsed(document, child.listed)
        if sitemap.is_index:
            raise FetchError(note("is an index of sitemaps within an index"))
        return sitemap.entries

    def _is_late(self) -> bool:
        """Whether the time of this source in this run is over; what was not fetched waits for the next run."""
        return self._clock.seconds() > self._end

    def _parsed(self, document: Document, listed: str = "") -> Sitemap:
        """The sitemap in a document, which counts as read from now on."""
        try:
            sitemap = self._filled(document)
        except FetchError as error:
            self._documents.fail(self._source, document.url, error.note, listed)
            raise
        self._documents.accept(self._source, document, len(sitemap.entries), listed)
        if sitemap.foreign:
            reason = note(FOREIGN, count=sitemap.foreign)
            self._rejected.append(Rejected(str(document.url), "", reason))
        return sitemap

    def _filled(self, document: Document) -> Sitemap:
        max_bytes = self._documents.bounds(self._source).max_bytes
        sitemap = read_sitemap(plain(document, max_bytes), document.final_url)
        if not sitemap.entries and self._documents.known(self._source, document.url).articles:
            raise FetchError(note("lists no pages any more"))
        return sitemap


def _as_listed(entry: SitemapEntry, items: list[RawArticle | Rejected]) -> Iterator[Event]:
    """The items of a page; one article alone has what the sitemap says of it where it does not say so itself. A day
    that htmldate found is a guess, which the sitemap knows better."""
    articles = sum(isinstance(item, RawArticle) for item in items)
    for item in items:
        if isinstance(item, Rejected) or articles > 1:
            yield item
            continue
        if entry.published and (not item.published or item.published_from == BY_HTMLDATE):
            item = replace(item, published=entry.published, published_from="metadata")
        yield replace(item, title=item.title or entry.title)


def plain(document: Document, max_bytes: int) -> bytes:
    """The bytes of a document that may be a gzip file; raises FetchError."""
    try:
        return unpacked(document.data, max_bytes)
    except (OSError, EOFError, zlib.error, Unreadable) as error:
        raise FetchError(note("is a gzip file that cannot be unpacked: %(fault)s", fault=error)) from error


def is_due(entry: SitemapEntry, known: Known, now: datetime) -> bool:
    """Whether a page should be asked for, by its entry in the sitemap and by the log."""
    checked = moment(known.checked)
    if checked is None:
        return True
    if known.failures and known.listed == entry.listed:
        return now - checked >= min(RETRY * (1 << min(known.failures - 1, 10)), MAX_RETRY)
    if entry.listed and known.hash:
        return known.listed != entry.listed
    return not known.hash or now - checked >= RECHECK
