"""The reading of one source in one run: its events, one after the other.

In: a source and what it brings. Out: what was met, kept, rejected, gone. Never here: a withdrawal;
`indexer.runs.ingest` decides when all sources were read.
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
    """What one source brought. `met` are the URIs that it brought articles of, `documents` those of them on the web;
    `kept` the files that are as they were; `is_whole` says that nothing of it was read because nothing had to be;
    `is_asked` whether it was asked at all."""

    def __init__(self, source: Source, intake: Intake) -> None:
        self.source = source
        self.met: set[str] = set()
        self.kept: set[str] = set()
        self.gone: set[str] = set()
        self.rejected: list[Rejected] = []
        self.failures: list[Failure] = []
        self.is_whole = False
        self.is_asked = True
        self._intake = intake
        intake.keep_files(source.location, self.kept)

    @property
    def documents(self) -> set[str]:
        """The URLs that it brought."""
        return self.met if self.source.url else set()

    @property
    def is_empty(self) -> bool:
        """Whether it has nothing at all, not even what cannot be read."""
        return not (self.met or self.kept or self.rejected)

    def take(self, event: Event) -> None:
        """Deal with one event."""
        TAKERS[type(event)](self, event)

    def take_article(self, article: RawArticle) -> None:
        """Archive the items of an article as read."""
        self.met.add(article.uri)
        self.rejected += self._intake.put(article, self.source)

    def take_document(self, event: DocumentUnchanged) -> None:
        """Meet again what was last read at a URL."""
        self.met.add(event.uri)
        self.rejected += self._intake.meet_document(event.uri, self.source.location)

    def take_file(self, event: FileUnchanged) -> None:
        """Note a file that is as it was."""
        self.kept.add(event.uri)

    def take_whole(self, _: SourceUnchanged) -> None:
        """Note that all of the source is as it was."""
        self.is_whole = True

    def take_silence(self, _: NotAsked) -> None:
        """Note that what the source has now is not known."""
        self.is_whole, self.is_asked = True, False

    def take_rejected(self, rejected: Rejected) -> None:
        """Note an item that cannot be read."""
        self.rejected.append(rejected)

    def take_gone(self, event: Gone) -> None:
        """Note what a publisher withdrew."""
        self.gone.add(event.uri)

    def take_failure(self, event: Failed) -> None:
        """Note what a person must know."""
        self.failures.append(Failure(self.source.location, event.note, event.cause))


#: Kind of event -> what is done with it.
TAKERS: dict[type[Any], Callable[[SourceReading, Any], None]] = {
    RawArticle: SourceReading.take_article,
    Rejected: SourceReading.take_rejected,
    FileUnchanged: SourceReading.take_file,
    DocumentUnchanged: SourceReading.take_document,
    SourceUnchanged: SourceReading.take_whole,
    NotAsked: SourceReading.take_silence,
    Gone: SourceReading.take_gone,
    Failed: SourceReading.take_failure,
}
