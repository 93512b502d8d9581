"""What a source brings besides articles and rejections: news of what was archived before.

In: nothing. Out: frozen dataclasses. Never here: what follows from them; `indexer.runs.reading` decides.
"""

from dataclasses import dataclass

from indexer.model.article import RawArticle, Rejected
from indexer.model.causes import Cause
from indexer.model.notes import Note


@dataclass(frozen=True, slots=True)
class NotAsked:
    """The source was not asked: it may not be asked so soon again. What it has now is not known."""


@dataclass(frozen=True, slots=True)
class SourceUnchanged:
    """All that the source has is as it was when it was last read."""


@dataclass(frozen=True, slots=True)
class FileUnchanged:
    """A file of the source is as it was, and was not read again."""

    uri: str


@dataclass(frozen=True, slots=True)
class DocumentUnchanged:
    """What was last read at a URL is as it was."""

    uri: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The publisher withdrew what was at a URL."""

    uri: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The source is at its end and a person must know, although what it brought before is dealt with."""

    note: Note
    cause: Cause


Event = RawArticle | Rejected | NotAsked | SourceUnchanged | FileUnchanged | DocumentUnchanged | Gone | Failed
