"""One file: its size, its kind, and the reader of that kind.

In: the absolute path of a regular file. Out: `FoundArticle` or `Rejected`. Never here: an exception that one bad file
causes, or more of a file in memory than `max_bytes`.
"""

import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from indexer.fence.fence import FenceError, Runner, in_place
from indexer.fence.process import Step
from indexer.model.article import Rejected
from indexer.model.errors import MithaqError
from indexer.model.notes import Note, note
from indexer.model.web_address import is_readable
from indexer.sources.decoding.inflating import inflate
from indexer.sources.folder import reason_of
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unread, Unreadable, file_origin
from indexer.sources.kinds import GZIP_SUFFIX, HEAD_BYTES, FileKind, kind_of

Reader = Callable[[Origin, bytes], Iterator[Found]]
#: Modules of the readers of files that are read whole. They are loaded only for such a file: their parsers take longer
#: to load than the rest of a run that finds nothing new.
READERS = {
    FileKind.TEXT: "indexer.sources.documents.text",
    FileKind.PAGE: "indexer.sources.pages.page",
    FileKind.FEED: "indexer.sources.records.feed",
    FileKind.JSON: "indexer.sources.records.json_file",
    FileKind.PDF: "indexer.sources.documents.pdf",
    FileKind.DOCX: "indexer.sources.documents.docx",
    FileKind.MAIL: "indexer.sources.documents.mail",
}
#: Rejections of one file that are listed; an export in another format has one a line.
MAX_REJECTED = 1000
#: Characters of a wrong address that are shown.
LONGEST_SHOWN = 200


def read_file(path: Path, max_bytes: int, now: datetime, run: Runner = in_place) -> Iterator[FoundArticle | Rejected]:
    """Every item of the file. `run` says where the steps are done, in this process or in a fence."""
    return limited(file_origin(path, now), run(partial(_steps, path, max_bytes, now)))


def reader(kind: FileKind) -> Reader:
    """The reader of a kind of file that is read whole."""
    read: Reader = import_module(READERS[kind]).read
    return read


def steps_of(origin: Origin, items: Iterator[Found]) -> Iterator[Step]:
    """A step for each item, which gives the item as read. No step raises: an error becomes a rejection of its item, an
    error in finding the items one of the file."""
    try:
        for item in items:
            yield partial(_read_item, origin, item)
    except MithaqError:
        raise  # of the whole run
    except Exception as error:  # noqa: BLE001 - what parsers raise on bytes that nobody foresaw is one rejection
        yield partial(_given, origin.rejected(_reason_of(error)))


def limited(origin: Origin, answers: Iterator[FoundArticle | Rejected]) -> Iterator[FoundArticle | Rejected]:
    """The items, with only the first MAX_REJECTED rejections, and one for a file that could not be read to its end."""
    rejected = 0
    try:
        for item in answers:
            rejected += isinstance(item, Rejected)
            if isinstance(item, FoundArticle) or rejected <= MAX_REJECTED:
                yield item
    except FenceError as error:
        yield origin.rejected(_stopped(error.reason))
    if rejected > MAX_REJECTED:
        yield origin.rejected(
            note(
                "has %(number)s items that cannot be read; the first %(shown)s are listed",
                number=rejected,
                shown=MAX_REJECTED,
            )
        )


def _read_item(origin: Origin, item: Found, deaths: tuple[Note, ...]) -> FoundArticle | Rejected:
    if not isinstance(item, Unread):
        return _addressed(item)
    if deaths:
        return origin.rejected(_stopped(deaths[-1]), item.part)
    try:
        return _addressed(item.read())
    except MithaqError:
        raise
    except Exception as error:  # noqa: BLE001 - one item, whatever is in it, does not stop the others
        return origin.rejected(_reason_of(error), item.part)


def _given(rejected: Rejected, _deaths: tuple[Note, ...]) -> Rejected:
    return rejected


def _stopped(reason: Note) -> Note:
    return note("cannot be read: %(reason)s", reason=reason)


def _reason_of(error: Exception) -> Note:
    if isinstance(error, MemoryError):
        return _stopped(note("needs too much memory"))
    if isinstance(error, Unreadable):
        return error.note
    if isinstance(error, EOFError | zlib.error):
        return note("is a gzip file that is cut off or damaged")
    if isinstance(error, OSError):
        return reason_of(error)
    return note("cannot be parsed: %(kind)s: %(fault)s", kind=type(error).__name__, fault=error)


def _addressed(found: FoundArticle | Rejected) -> FoundArticle | Rejected:
    """The article without an address that nobody could read, and a note of that."""
    if isinstance(found, Rejected):
        return found
    article = found.article
    if not article.url or is_readable(article.url):
        return found
    said = note("its address cannot be read and was left out: %(text)s", text=repr(article.url[:LONGEST_SHOWN]))
    return replace(found, article=replace(article, url="", notes=(*article.notes, said)))


def _steps(path: Path, max_bytes: int, now: datetime) -> Iterator[Step]:
    origin = file_origin(path, now)
    return steps_of(origin, _read(origin, path, max_bytes))


def _read(origin: Origin, path: Path, max_bytes: int) -> Iterator[Found]:
    size = path.stat().st_size
    if size == 0:
        raise Unreadable(note("is empty"))
    zipped = path.name.lower().endswith(GZIP_SUFFIX)
    with path.open("rb") as file:
        stream = inflate(file, size, max_bytes) if zipped else file
        kind = kind_of(path.name[: -len(GZIP_SUFFIX)] if zipped else path.name, stream.peek(HEAD_BYTES)[:HEAD_BYTES])
        if kind is FileKind.JSONL:
            from indexer.sources.records import jsonl  # loaded when needed, like the readers above

            yield from jsonl.read(origin, stream, max_bytes)
            return
        too_large = not zipped and size > max_bytes
        data = b"" if too_large else stream.read(max_bytes + 1)
    if too_large or len(data) > max_bytes:
        raise Unreadable(note("is larger than %(number)s bytes; MITHAQ_MAX_FILE_MIB allows more", number=max_bytes))
    yield from reader(kind)(origin, data)
