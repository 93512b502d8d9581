"""One URL of a source: fetched only if it changed, with its state kept in the log.

In: a source and a URL of it. Out: `Document`, or None for an unchanged one. Never here: reading a document.
"""

from dataclasses import dataclass, replace

from indexer.fetching.client import Client, answered
from indexer.fetching.clock import Clock
from indexer.fetching.errors import FetchError, GoneError, HostClosed, NotYet
from indexer.fetching.log import FetchLog, Known, hash_of, stamp
from indexer.fetching.transport import Bounds, Response
from indexer.fetching.url import Url, read_url
from indexer.model.causes import cause_of_status
from indexer.model.notes import Note
from indexer.model.settings import MEBIBYTE
from indexer.model.source import Source
from indexer.model.version import VERSION

OK = 200
NOT_MODIFIED = 304
GONE = 410

#: Raised with every change of what is read of a document (`sources`), so that unchanged ones are read again.
READERS_VERSION = 3


@dataclass(frozen=True, slots=True)
class Document:
    """A body that may have changed: its URL after redirects, its Content-Type, its bytes and their hash."""

    url: Url
    final_url: Url
    content_type: str
    data: bytes
    hash: str
    etag: str = ""
    modified: str = ""


class Documents:
    """Fetches the URLs of sources within `bounds`; a source may set its own limit of size."""

    def __init__(self, client: Client, log: FetchLog, clock: Clock, bounds: Bounds) -> None:
        self._client = client
        self._log = log
        self._clock = clock
        self._bounds = bounds

    def bounds(self, source: Source) -> Bounds:
        """The bounds of one answer of the source."""
        if source.max_mib is None:
            return self._bounds
        return replace(self._bounds, max_bytes=source.max_mib * MEBIBYTE)

    def known(self, source: Source, url: Url) -> Known:
        """The logged state of the URL; without validators when it would now be read in another way than before."""
        known = self._log.known(source.location, str(url))
        if known.reading in {"", reading_of(source)}:
            return known
        return replace(known, etag="", modified="", hash="", listed="")

    def is_gone(self, source: Source, url: Url) -> bool:
        """Whether the publisher withdrew the document at the URL."""
        return self._log.known(source.location, str(url)).is_gone

    def fetch(self, source: Source, url: Url, listed: str = "") -> Document | None:
        """The document when it changed, None when it did not since it was last read; `listed` is its date in a sitemap.

        Logs a failure and raises FetchError; GoneError when the publisher withdrew the document.
        """
        known = self.known(source, url)
        try:
            answer = self._client.get(url, lambda hop: _validators(known, hop), self.bounds(source), source.delay)
            return self._taken(known, url, answer)
        except (HostClosed, NotYet):
            raise  # no request was sent
        except FetchError as error:
            self.fail(source, url, error.note, listed)
            raise

    def kept(self, source: Source, url: Url) -> Document | None:
        """The document as it was last read, from the log."""
        known = self.known(source, url)
        data = self._log.body(known.hash) if known.hash else None
        if data is None:
            return None
        return Document(url, read_url(known.final_url), "", data, known.hash, known.etag, known.modified)

    def accept(self, source: Source, document: Document, articles: int, listed: str = "") -> None:
        """Log that the document was read into so many articles: from now on only a change of it is read."""
        now = stamp(self._clock.now())
        self._log.keep_known(
            Known(
                location=source.location,
                url=str(document.url),
                final_url=str(document.final_url),
                etag=document.etag,
                modified=document.modified,
                hash=document.hash,
                reading=reading_of(source),
                articles=articles,
                listed=listed,
                checked=now,
                read=now,
            )
        )

    def confirm(self, source: Source, url: Url, listed: str = "") -> None:
        """Log that the document did not change."""
        known, now = self._log.known(source.location, str(url)), stamp(self._clock.now())
        self._log.keep_known(replace(known, listed=listed, checked=now, read=now, failures=0, reason=None))

    def fail(self, source: Source, url: Url, reason: Note, listed: str = "") -> None:
        """Log that the document could not be fetched or read; the state of the last good one stays."""
        known, now = self._log.known(source.location, str(url)), stamp(self._clock.now())
        failures, listed = known.failures + 1, listed or known.listed
        self._log.keep_known(replace(known, checked=now, failures=failures, reason=reason, listed=listed))

    def _taken(self, known: Known, url: Url, answer: Response) -> Document | None:
        """The document of an answer; None for an unchanged one."""
        if answer.status == NOT_MODIFIED and known.hash:
            return None
        if answer.status == GONE:
            self._log.keep_known(replace(known, etag="", modified="", hash=""))
            self._log.doubt(str(url), known.location)
            raise GoneError(answered(GONE))
        if answer.status != OK:
            raise FetchError(answered(answer.status), cause_of_status(answer.status))
        digest = hash_of(answer.body)
        etag, modified = answer.headers.get("etag", ""), answer.headers.get("last-modified", "")
        if digest == known.hash:
            self._log.keep_known(replace(known, final_url=str(answer.url), etag=etag, modified=modified))
            return None
        now = self._clock.now()
        self._log.keep_fetch(str(url), str(answer.url), answer.status, answer.headers, answer.body, now)
        content_type = answer.headers.get("content-type", "")
        return Document(url, answer.url, content_type, answer.body, digest, etag, modified)


def reading_of(source: Source) -> str:
    """The version and settings with which a document of the source is read; when they change, it is read again."""
    return "|".join((f"{VERSION}.{READERS_VERSION}", source.kind, source.outlet or "", source.language or ""))


def _validators(known: Known, hop: Url) -> dict[str, str]:
    """Headers that make the request conditional (RFC 9110 section 13), for the URL that gave the validators only."""
    if str(hop) != known.final_url:
        return {}
    headers = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in headers.items() if value}
