"""The items in the body of an HTTP answer, through the readers of files.

In: the body of an answer, and its headers. Out: `RawArticle` or `Rejected`. Never here: fetching, or an exception that
a bad body causes.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message
from functools import partial

from indexer.fence.fence import Runner, in_place
from indexer.fence.process import Step
from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.decoding.inflating import inflate
from indexer.sources.file import limited, reader, steps_of
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unreadable
from indexer.sources.kinds import GZIP_SUFFIX, HEAD_BYTES, FileKind, kind_of
from indexer.sources.location import once_each

GZIP_BEGINNING = b"\x1f\x8b"
#: Media types that decide the kind; many servers send the others (text/plain, application/xml ...) carelessly.
TYPES = {
    "text/html": FileKind.PAGE,
    "application/xhtml+xml": FileKind.PAGE,
    "application/rss+xml": FileKind.FEED,
    "application/atom+xml": FileKind.FEED,
    "application/rdf+xml": FileKind.FEED,
    "application/json": FileKind.JSON,
    "application/feed+json": FileKind.JSON,
    "application/ld+json": FileKind.JSON,
    "application/ninjs+json": FileKind.JSON,
    "application/jsonl": FileKind.JSONL,
    "application/jsonlines": FileKind.JSONL,
    "application/x-ndjson": FileKind.JSONL,
    "application/x-jsonlines": FileKind.JSONL,
    "application/pdf": FileKind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": FileKind.DOCX,
    "message/rfc822": FileKind.MAIL,
}
#: Kinds whose own address a visitor may open; a feed or an export is not for reading.
READABLE = frozenset({FileKind.PAGE, FileKind.TEXT, FileKind.PDF, FileKind.DOCX})


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """The body of an answer: its bytes without content encoding, its Content-Type header, its name (the last part of
    the path), and the address at which a visitor finds it."""

    data: bytes
    content_type: str = ""
    name: str = ""
    url: str = ""


def read_bytes(
    origin: Origin, body: AnswerBody, *, max_bytes: int, kind: FileKind | None = None, run: Runner = in_place
) -> Iterator[RawArticle | Rejected]:
    """Every item of a body, read as `kind`, or as the kind that is recognised.

    `max_bytes` bounds the content of a gzip file, and a line of a JSONL export. `run` says where the body is read, in
    this process or in a fence.
    """
    return once_each(limited(origin, run(partial(_steps, origin, body, max_bytes, kind))))


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """The content of a gzip file, or the data itself. Raises Unreadable; for a broken gzip file OSError, EOFError or
    zlib.error."""
    if not data.startswith(GZIP_BEGINNING):
        return data
    content = inflate(io.BytesIO(data), len(data), max_bytes).read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Unreadable(note("is a gzip file that expands to more than %(number)s bytes", number=max_bytes))
    return content


def _steps(origin: Origin, body: AnswerBody, max_bytes: int, kind: FileKind | None) -> Iterator[Step]:
    return steps_of(origin, _read(origin, body, max_bytes, kind))


def _read(origin: Origin, body: AnswerBody, max_bytes: int, kind: FileKind | None) -> Iterator[Found]:
    data = unpacked(body.data, max_bytes)
    if not data:
        raise Unreadable(note("is empty"))
    header = Message()
    header["Content-Type"] = body.content_type
    found_kind = kind or _kind_of(body.name, header.get_content_type(), data[:HEAD_BYTES])
    if found_kind is FileKind.JSONL:
        from indexer.sources.records import jsonl  # loaded when needed, see `indexer/sources/file.py`

        yield from jsonl.read(origin, io.BytesIO(data), max_bytes)
        return
    for found in reader(found_kind)(replace(origin, charset=header.get_content_charset()), data):
        if isinstance(found, FoundArticle) and found_kind in READABLE and not found.article.url:
            yield replace(found, article=replace(found.article, url=body.url))
        else:
            yield found


def _kind_of(name: str, media_type: str, head: bytes) -> FileKind:
    """The kind of a body: a feed or a PDF file by its beginning, whatever the server says; then by media type, then by
    name."""
    by_beginning = kind_of("", head)
    if by_beginning in {FileKind.FEED, FileKind.PDF}:
        return by_beginning
    return TYPES.get(media_type) or kind_of(name.removesuffix(GZIP_SUFFIX), head)
