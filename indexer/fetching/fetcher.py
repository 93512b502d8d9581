"""Sources on the web, and what changed in them since the last run.

In: a source with a URL. Out: articles, rejections, and events on earlier articles. Never here: a withdrawal because a
source fails.
"""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from indexer.archive.archive_file import MEMORY, ArchiveFile
from indexer.fence.fence import Runner, in_place
from indexer.fetching.address import Guard
from indexer.fetching.client import Client
from indexer.fetching.clock import Clock
from indexer.fetching.crawl import Crawl, plain
from indexer.fetching.documents import Document, Documents
from indexer.fetching.errors import FetchError, GoneError, NotYet
from indexer.fetching.log import FetchLog, moment
from indexer.fetching.reader import Reader
from indexer.fetching.robots import ROBOT
from indexer.fetching.sitemap import is_sitemap
from indexer.fetching.transport import Bounds, Transport
from indexer.fetching.url import Url, read_url
from indexer.model.article import RawArticle, Rejected
from indexer.model.errors import SourceError
from indexer.model.notes import Location, note
from indexer.model.settings import Settings
from indexer.model.source import SITEMAP, Source
from indexer.model.version import VERSION
from indexer.sources.events import DocumentUnchanged, Event, Failed, Gone, NotAsked


class Fetcher:
    """Reads the sources of one run that have a URL."""

    def __init__(self, documents: Documents, clock: Clock, run: Runner = in_place) -> None:
        self._documents = documents
        self._clock = clock
        self._reader = Reader(documents, clock, run)

    def read(self, source: Source) -> Iterator[Event]:
        """The events of the source; raises SourceError when it cannot be read, and its articles stay."""
        try:
            url = read_url(source.url)
            yield from self._read(source, url)
        except NotYet:
            yield NotAsked()
        except GoneError as error:
            yield Gone(str(url))
            yield Failed(
                note(
                    "source %(url)s %(reason)s; take it off the list of sources", url=Location(source.url), reason=error
                ),
                error.cause,
            )
        except FetchError as error:
            raise SourceError(
                note(
                    "source %(url)s %(reason)s; what was archived of it stays", url=Location(source.url), reason=error
                ),
                error.cause,
            ) from error

    def _read(self, source: Source, url: Url) -> Iterator[Event]:
        if self._is_early(source, url):
            yield NotAsked()
            return
        changed = self._documents.fetch(source, url)
        document = changed or self._documents.kept(source, url)
        if document is not None and self._is_sitemap(source, document):
            yield from Crawl(source, self._documents, self._reader, self._clock).read(document)
        elif changed is None:
            self._documents.confirm(source, url)
            yield DocumentUnchanged(str(url))
        else:
            yield from self._reader.read(source, changed)

    def _is_early(self, source: Source, url: Url) -> bool:
        """Whether the source was last read in order less than its interval (`every`) ago."""
        read = moment(self._documents.known(source, url).read)
        return source.every is not None and read is not None and read <= self._clock.now() < read + source.every

    def _is_sitemap(self, source: Source, document: Document) -> bool:
        if source.kind:
            return source.kind == SITEMAP
        return is_sitemap(plain(document, self._documents.bounds(source).max_bytes))


def open_fetcher(settings: Settings, file: ArchiveFile, clock: Clock, run: Runner = in_place) -> Fetcher:
    """The fetcher of a run, with the archive's file for its log. `run` says where documents are read."""
    agent = f"{ROBOT}/{VERSION}" + (f" (+{settings.site_url})" if settings.site_url else "")
    log = FetchLog(file)
    transport = Transport(Guard(settings.allowed_host_names), agent)
    documents = Documents(Client(transport, log, clock), log, clock, Bounds(settings.max_file_bytes))
    return Fetcher(documents, clock, run)


def fetch_once(settings: Settings, source: Source, now: datetime) -> Iterator[RawArticle | Rejected]:
    """The items of a source at a first reading, for a dry run: nothing is kept; raises SourceError."""
    with closing(ArchiveFile(MEMORY)) as file:
        for found in open_fetcher(settings, file, Clock(now)).read(source):
            if isinstance(found, Failed):
                raise SourceError(found.note, found.cause)
            if isinstance(found, RawArticle | Rejected):
                yield found
