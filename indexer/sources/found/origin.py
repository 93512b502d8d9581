"""The origin of an item, as the readers pass it on.

In: a path. Out: frozen dataclasses that name a file or an item in it, and the error of an unreadable file.
Never here: opening or parsing anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from indexer.model.article import RawArticle, Rejected, name_of
from indexer.model.notes import Location, Note
from indexer.sources.found.values import written


class Unreadable(ValueError):
    """A file cannot become articles; the note completes the sentence "the file ..." for people."""

    def __init__(self, note: Note) -> None:
        super().__init__(note)
        self.note = note


@dataclass(frozen=True, slots=True)
class FoundArticle:
    """An article, and the part of its file that holds it, in the form of `Rejected.part`."""

    part: str
    article: RawArticle

    @property
    def where(self) -> Location:
        """The file and the part of it, for a person."""
        return Location(name_of(self.article.uri) + self.part)


@dataclass(frozen=True, slots=True)
class Unread:
    """An item that was found and is still to be read; `part` is its part of the file, as in `Origin.rejected`. `read`
    raises Unreadable, and any error of a parser on unexpected bytes."""

    part: str
    read: Callable[[], "FoundArticle | Rejected"]


#: What a reader finds in a file, item by item.
Found = FoundArticle | Rejected | Unread


@dataclass(frozen=True, slots=True)
class Origin:
    """A file: `where` for people, `uri` for the archive, `now` (UTC) for `fetched_at`, and the encoding that a server
    declares for it."""

    where: str
    uri: str
    now: datetime
    charset: str | None = None

    def rejected(self, reason: Note, part: str = "") -> Rejected:
        """A rejection of the file, or of one `part` of it (`:line` or `#anchor`)."""
        return Rejected(self.uri, written(part), reason)


def file_origin(path: Path, now: datetime) -> Origin:
    """The origin of a file whose absolute path is `path`.

    The URI is the `file:` URI of that path (RFC 8089). It is the same from every working directory, and free of bytes
    that are allowed in a file name but not in UTF-8.
    """
    return Origin(written(str(path)), path.as_uri(), now)
