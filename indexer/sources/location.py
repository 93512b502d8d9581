"""A location (a file or a folder) to all items in it, each id once.

In: a path as a person or a configuration names it. Out: `RawArticle` or `Rejected`, one at a time. Never here: reading
a kind of file (`file.py` chooses the reader).
"""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from indexer.fence.fence import Runner, in_place
from indexer.model.article import RawArticle, Rejected
from indexer.model.errors import SourceError
from indexer.model.notes import Location, note
from indexer.sources.file import read_file
from indexer.sources.folder import files, reason_of
from indexer.sources.found.origin import FoundArticle

#: A file written so recently may be written again within the clock's grain, so its stamp proves nothing.
SETTLED_SECONDS = 2


@dataclass(frozen=True, slots=True)
class FileFound:
    """A file of a location: its `file:` URI, and a `stamp` that changes whenever the file does ("" proves nothing)."""

    path: Path
    uri: str
    stamp: str


def read(location: str | Path, *, max_bytes: int, now: datetime) -> Iterator[RawArticle | Rejected]:
    """Every item of a file, or of a folder's files recursively in sorted order.

    `max_bytes` bounds a file that is read whole and a line of a JSONL export (the export itself is streamed);
    `now` (UTC) becomes `fetched_at`. An article's `uri` is the `file:` URI of the resolved location, so that it is the
    same from every working directory. Raises SourceError at once when the location is missing or not permitted.
    """
    return read_files(scan(location), max_bytes=max_bytes, now=now)


def scan(location: str | Path) -> Iterator[FileFound | Rejected]:
    """Every file of a location in sorted order, unread. Raises SourceError like `read`."""
    return _scanned(_opened(location))


def read_files(
    files: Iterable[FileFound | Rejected], *, max_bytes: int, now: datetime, run: Runner = in_place
) -> Iterator[RawArticle | Rejected]:
    """Every item of the files, each id once. `run` says where they are read, in this process or in a fence."""
    return once_each(_items(files, max_bytes, now, run))


def _opened(location: str | Path) -> Path:
    if "://" in str(location):
        raise SourceError(
            note(
                "source %(location)s: only files, folders and http or https addresses can be read; save it and name "
                "the file",
                location=Location(location),
            )
        )
    try:
        path = Path(location).resolve(strict=True)
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            with os.scandir(path):
                return path
        if stat.S_ISREG(mode):
            with path.open("rb"):
                return path
    except (OSError, ValueError, RuntimeError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else note("cannot be read: %(fault)s", fault=error)
        raise SourceError(
            note(
                "source %(location)s %(reason)s; check the path and its permissions",
                location=Location(location),
                reason=reason,
            )
        ) from error
    raise SourceError(note("source %(location)s is neither a file nor a folder", location=Location(location)))


def _scanned(path: Path) -> Iterator[FileFound | Rejected]:
    for file in files(path):
        yield file if isinstance(file, Rejected) else FileFound(file, file.as_uri(), _stamp(file))


def _stamp(path: Path) -> str:
    try:
        status = path.stat()
    except OSError:
        return ""
    if time.time() - max(status.st_mtime, status.st_ctime) < SETTLED_SECONDS:
        return ""
    return f"{status.st_dev}-{status.st_ino}-{status.st_size}-{status.st_mtime_ns}-{status.st_ctime_ns}"


def _items(
    files: Iterable[FileFound | Rejected], max_bytes: int, now: datetime, run: Runner
) -> Iterator[FoundArticle | Rejected]:
    for file in files:
        if isinstance(file, Rejected):
            yield file
        else:
            yield from read_file(file.path, max_bytes, now, run)


def once_each(items: Iterator[FoundArticle | Rejected]) -> Iterator[RawArticle | Rejected]:
    """The articles, each id once; the second of an id becomes a rejection that names the first."""
    first: dict[str, Location] = {}
    for item in items:
        if isinstance(item, Rejected):
            yield item
            continue
        identifier = item.article.id
        if identifier is None:
            yield item.article
        elif identifier in first:
            earlier = first[identifier]
            reason = note("has the id %(id)s of the article at %(place)s", id=identifier, place=earlier)
            yield Rejected(item.article.uri, item.part, reason)
        else:
            first[identifier] = item.where
            yield item.article
