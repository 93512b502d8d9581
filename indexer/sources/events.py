"""The events that a source brings in addition to articles and rejections: they concern earlier articles.

In: nothing. Out: frozen dataclasses. Never here: acting on them; `indexer.runs.reading` does.
"""

from dataclasses import dataclass

from indexer.model.article import RawArticle, Rejected
from indexer.model.causes import Cause
from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The source was not asked, because it may not be asked again so soon. Its present content is not known."""


@dataclass(frozen=True, slots=True)
class SourceUnchanged:
    """Nothing in the source changed since it was last read."""


@dataclass(frozen=True, slots=True)
class FileUnchanged:
    """A file of the source did not change and was not read again."""

    uri: str


@dataclass(frozen=True, slots=True)
class DocumentUnchanged:
    """The document at a URL did not change since it was last read."""

    uri: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The publisher withdrew the document at a URL."""

    uri: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Reading ended with a failure that a person must know; the events before it count nevertheless."""

    note: Note
    cause: Cause


Event = RawArticle | Rejected | NotAsked | SourceUnchanged | FileUnchanged | DocumentUnchanged | Gone | Failed
