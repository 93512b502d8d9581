"""Bytes that came over the network to all items in them, through the readers of files.

In: the body of an answer, and what the answer said of it. Out: `RawArticle` or `Rejected`. Never here: fetching, or an
exception that a body could raise.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email.message import Message

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.file import never_raising, reader
from indexer.sources.inflating import inflate
from indexer.sources.kinds import BYTE_ORDER_MARKS, GZIP_SUFFIX, HEAD_BYTES, FileKind, kind_of
from indexer.sources.location import once_each
from indexer.sources.origin import FoundArticle, Origin, Unreadable

GZIP_BEGINNING = b"\x1f\x8b"
#: Media types that settle the kind; of the others (text/plain, application/xml ...) many servers are careless.
TYPES = {
    "text/html": FileKind.PAGE,
    "application/xhtml+xml": FileKind.PAGE,
    "application/rss+xml": FileKind.FEED,
    "application/atom+xml": FileKind.FEED,
    "application/rdf+xml": FileKind.FEED,
    "application/json": FileKind.JSON,
    "application/ld+json": FileKind.JSON,
    "application/ninjs+json": FileKind.JSON,
    "application/jsonl": FileKind.JSONL,
    "application/jsonlines": FileKind.JSONL,
    "application/x-ndjson": FileKind.JSONL,
    "application/x-jsonlines": FileKind.JSONL,
}
#: Kinds of which a visitor may open the address that was read; a feed or an export is not for reading.
READABLE = frozenset({FileKind.PAGE, FileKind.TEXT})
#: An XML document that declares its own encoding knows better than the server.
DECLARED_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,200}encoding\s*=")


@dataclass(frozen=True, slots=True)
class AnswerBody:
    """The body of an answer: its bytes without content encoding, its Content-Type header, its name (the last part of
    the path), and the address at which a visitor finds it."""

    data: bytes
    content_type: str = ""
    name: str = ""
    url: str = ""


def read_bytes(
    origin: Origin, body: AnswerBody, *, max_bytes: int, kind: FileKind | None = None
) -> Iterator[RawArticle | Rejected]:
    """Every item of a body, read as `kind`, or as what it looks like.

    `max_bytes` bounds what a gzip file holds, and a line of a JSONL export.
    """
    return once_each(never_raising(origin, _read(origin, body, max_bytes, kind)))


def unpacked(data: bytes, max_bytes: int) -> bytes:
    """What a gzip file holds, or the data itself; raises Unreadable, and what a broken gzip file raises."""
    if not data.startswith(GZIP_BEGINNING):
        return data
    content = inflate(io.BytesIO(data), len(data), max_bytes).read(max_bytes + 1)
    if len(content) > max_bytes:
        raise Unreadable(note("is a gzip file that expands to more than %(number)s bytes", number=max_bytes))
    return content


def _read(origin: Origin, body: AnswerBody, max_bytes: int, kind: FileKind | None) -> Iterator[FoundArticle | Rejected]:
    data = unpacked(body.data, max_bytes)
    if not data:
        raise Unreadable(note("is empty"))
    header = Message()
    header["Content-Type"] = body.content_type
    found_kind = kind or _kind_of(body.name, header.get_content_type(), data[:HEAD_BYTES])
    if found_kind is FileKind.JSONL:
        from indexer.sources import jsonl  # loaded when needed, see `indexer/sources/file.py`

        yield from jsonl.read(origin, io.BytesIO(data), max_bytes)
        return
    for found in reader(found_kind)(origin, _in_utf_8(data, header.get_content_charset())):
        if isinstance(found, FoundArticle) and found_kind in READABLE and not found.article.url:
            yield replace(found, article=replace(found.article, url=body.url))
        else:
            yield found


def _kind_of(name: str, media_type: str, head: bytes) -> FileKind:
    """The kind of a body: a feed is one whatever the server calls it, then the media type counts, then the name."""
    if kind_of("", head) is FileKind.FEED:
        return FileKind.FEED
    return TYPES.get(media_type) or kind_of(name.removesuffix(GZIP_SUFFIX), head)


def _in_utf_8(data: bytes, charset: str | None) -> bytes:
    """The data in UTF-8 where only the server says which other encoding it is in."""
    if charset is None or data.startswith(BYTE_ORDER_MARKS) or DECLARED_ENCODING.match(data):
        return data
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    else:
        return data
    try:
        return data.decode(charset).encode("utf-8")
    except (LookupError, UnicodeError):
        return data
