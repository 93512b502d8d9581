"""JSONL exports (one article a line), read as a stream: an export may be larger than memory.

In: a binary stream. Out: an item per line, still to be read, with the line's number. Never here: more than one
line in memory. The size limit holds for a line, not for the file; the expansion of a gzip file is bounded by its size.
"""

import json
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO

from indexer.model.article import Rejected
from indexer.model.notes import Note, note
from indexer.sources.decoding.decoding import BYTE_ORDER_MARKS, decode
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unread, Unreadable
from indexer.sources.records.records import read_record

UTF_8_MARK = b"\xef\xbb\xbf"
JSON = json.JSONDecoder(strict=False)
WIDE_MARKS = tuple(mark for mark, encoding in BYTE_ORDER_MARKS if encoding != "utf-8")


def read(origin: Origin, stream: BinaryIO, max_bytes: int) -> Iterator[Found]:
    """Every line of the stream as an article or a rejection; empty lines are only counted.

    For a broken gzip file, raises OSError, EOFError or zlib.error after the lines before the break.
    """
    number = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        part = f":{number}"
        if number == 1 and line.startswith(WIDE_MARKS):
            yield origin.rejected(note("is in UTF-16 or UTF-32; JSONL is UTF-8"), part)
            return
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(stream, max_bytes)
            yield origin.rejected(
                note("is a line longer than %(number)s bytes; MITHAQ_MAX_FILE_MIB allows more", number=max_bytes), part
            )
        elif line.strip():
            yield Unread(part, partial(_read_line, origin, part, line))


def not_json(error: json.JSONDecodeError) -> Note:
    """What is wrong, and where. Some messages of the library end with "at", since it writes the place behind them."""
    return note("is not JSON: %(fault)s at column %(column)s", fault=error.msg.removesuffix(" at"), column=error.colno)


def _skip_line(stream: BinaryIO, max_bytes: int) -> None:
    while (rest := stream.readline(max_bytes)) and not rest.endswith(b"\n"):
        pass


def _text(line: bytes, charset: str | None) -> str:
    """A line in UTF-8, as nearly all are, or in another encoding that its letters tell; raises Unreadable."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return decode(line, charset)


def _read_line(origin: Origin, part: str, line: bytes) -> FoundArticle | Rejected:
    try:
        value = JSON.decode(_text(line.removeprefix(UTF_8_MARK), origin.charset))
    except Unreadable as error:
        return origin.rejected(error.note, part)
    except json.JSONDecodeError as error:
        return origin.rejected(not_json(error), part)
    except (ValueError, RecursionError) as error:
        return origin.rejected(note("is not JSON that can be read: %(fault)s", fault=error), part)
    return read_record(origin, part, value)
