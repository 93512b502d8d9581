"""A document to its articles, with its reading logged.

In: a document that changed. Out: articles and rejections. Never here: a withdrawal because a document has no articles.
"""

from collections.abc import Iterator

from indexer.fence.fence import Runner, in_place
from indexer.fetching.clock import Clock
from indexer.fetching.documents import Document, Documents
from indexer.fetching.errors import FetchError
from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.source import SITEMAP, Source
from indexer.sources.found.origin import Origin
from indexer.sources.kinds import FileKind
from indexer.sources.remote import AnswerBody, read_bytes


class Reader:
    """Reads documents through the readers of files, in the process of `run`."""

    def __init__(self, documents: Documents, clock: Clock, run: Runner = in_place) -> None:
        self._documents = documents
        self._clock = clock
        self._run = run

    def read(self, source: Source, document: Document, listed: str = "") -> Iterator[RawArticle | Rejected]:
        """The items of a document. Their `uri` is the URL before redirects, which stays when redirects change.

        Raises FetchError when there are no articles but should be; the document is then not logged as read.
        """
        url = str(document.url)
        kind = FileKind(source.kind) if source.kind not in {"", SITEMAP} else None
        body = AnswerBody(document.data, document.content_type, document.final_url.name, str(document.final_url))
        limit = self._documents.bounds(source).max_bytes
        origin = Origin(url, url, self._clock.now())
        found = list(read_bytes(origin, body, max_bytes=limit, kind=kind, run=self._run))
        articles = sum(isinstance(item, RawArticle) for item in found)
        if not articles and (found or self._documents.known(source, document.url).articles):
            none_left = note("has no articles any more")
            reason = next((item.reason for item in found if isinstance(item, Rejected)), none_left)
            self._documents.fail(source, document.url, reason, listed)
            raise FetchError(reason)
        self._documents.accept(source, document, articles, listed)
        return iter(found)
