"""The reading of one source in one run, event by event.

In: a source and its events. Out: the URIs met, kept and gone, and rejections. Never here: a withdrawal;
`indexer.runs.ingest` decides on it when all sources were read.
"""

from collections.abc import Callable
from typing import Any

from indexer.model.article import RawArticle, Rejected
from indexer.model.causes import Failure
from indexer.model.source import Source
from indexer.runs.intake import Intake
from indexer.sources.events import (
    DocumentUnchanged,
    Event,
    Failed,
    FileUnchanged,
    Gone,
    NotAsked,
    SourceUnchanged,
)


class SourceReading:
    """The result of reading one source. `met` has the URIs of its articles, `kept` its unchanged files, `gone` the URLs
    that a publisher withdrew. `is_skipped`: nothing was read, because nothing changed or the source was not asked;
    `is_asked`: it was asked."""

    def __init__(self, source: Source, intake: Intake) -> None:
        self.source = source
        self.met: set[str] = set()
        self.kept: set[str] = set()
        self.gone: set[str] = set()
        self.rejected: list[Rejected] = []
        self.failures: list[Failure] = []
        self.is_skipped = False
        self.is_asked = True
        self._intake = intake
        intake.keep_files(source.location, self.kept)

    @property
    def documents(self) -> set[str]:
        """The URIs in `met` of a source on the web; empty for one on disk."""
        return self.met if self.source.url else set()

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing at all, not even unreadable items."""
        return not (self.met or self.kept or self.rejected)

    def take(self, event: Event) -> None:
        """Handle one event."""
        TAKERS[type(event)](self, event)

    def take_article(self, article: RawArticle) -> None:
        """Archive the items of an article as read."""
        self.met.add(article.uri)
        self.rejected += self._intake.put(article, self.source)

    def take_document(self, event: DocumentUnchanged) -> None:
        """Meet again the articles that were last read at a URL."""
        self.met.add(event.uri)
        self.rejected += self._intake.meet_document(event.uri, self.source.location)

    def take_file(self, event: FileUnchanged) -> None:
        """Note an unchanged file."""
        self.kept.add(event.uri)

    def take_unchanged(self, _: SourceUnchanged) -> None:
        """Note that nothing in the source changed."""
        self.is_skipped = True

    def take_not_asked(self, _: NotAsked) -> None:
        """Note that the present content of the source is not known."""
        self.is_skipped, self.is_asked = True, False

    def take_rejected(self, rejected: Rejected) -> None:
        """Note an item that cannot be read."""
        self.rejected.append(rejected)

    def take_gone(self, event: Gone) -> None:
        """Note a URL that a publisher withdrew."""
        self.gone.add(event.uri)

    def take_failure(self, event: Failed) -> None:
        """Note a failure that a person must know."""
        self.failures.append(Failure(self.source.location, event.note, event.cause))


#: Kind of event -> its handler.
TAKERS: dict[type[Any], Callable[[SourceReading, Any], None]] = {
    RawArticle: SourceReading.take_article,
    Rejected: SourceReading.take_rejected,
    FileUnchanged: SourceReading.take_file,
    DocumentUnchanged: SourceReading.take_document,
    SourceUnchanged: SourceReading.take_unchanged,
    NotAsked: SourceReading.take_not_asked,
    Gone: SourceReading.take_gone,
    Failed: SourceReading.take_failure,
}
