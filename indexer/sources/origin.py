"""Where an item stands, as the readers hand it to each other.

In: a place in the file system. Out: frozen dataclasses that name it, and the error that gives it up.
Never here: opening or parsing anything.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from indexer.model.article import RawArticle, Rejected, name_of
from indexer.model.notes import Location, Note
from indexer.sources.values import written


class Unreadable(ValueError):
    """A file cannot become articles; the note completes the sentence "the file ..." for people."""

    def __init__(self, note: Note) -> None:
        super().__init__(note)
        self.note = note


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article, and where it stands in its file: `place` has the form of `Rejected.place`."""

    place: str
    article: RawArticle

    @property
    def where(self) -> Location:
        """Where a person finds it."""
        return Location(name_of(self.article.uri) + self.place)


@dataclass(frozen=True, slots=True)
class Origin:
    """A file: `where` for people, `uri` for the archive, `now` (UTC) for `fetched_at`."""

    where: str
    uri: str
    now: datetime

    def rejected(self, reason: Note, part: str = "") -> Rejected:
        """A rejection of the file, or of one `part` of it (`:line` or `#anchor`)."""
        return Rejected(self.uri, written(part), reason)


def file_origin(path: Path, now: datetime) -> Origin:
    """The origin of a file whose absolute path is `path`.

    The URI is the `file:` URI of that path (RFC 8089): the same from every working directory, and free of the
    bytes that a file name may have and UTF-8 may not.
    """
    return Origin(written(str(path)), path.as_uri(), now)
