"""What every reader of dictionaries gives: a headword with its translations, or what is wrong at a place.

In: nothing. Out: `Record` and `Bad`; the content of files that may be packed. Never here: a format.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.model.errors import SourceError
from indexer.model.notes import Note, note

#: A dictionary may unpack to so many bytes; the largest free ones have a tenth of it.
MAX_BYTES = 500_000_000
#: Bytes that are unpacked at once.
CHUNK = 1 << 20
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Record:
    """A headword as published, the lines or values that follow it, and where it stands."""

    path: Path
    line: int
    headword: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bad:
    """A part of a dictionary that cannot be read."""

    path: Path
    line: int
    why: Note


Item = Record | Bad


def content(path: Path) -> tuple[bytes, bool]:
    """The content of a file, unpacked if it is packed, and whether it is whole. Raises SourceError when it cannot be
    read, or is too large."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(note("%(path)s: cannot be read: %(fault)s", path=path, fault=error)) from error
    return _unpacked(data, path) if data.startswith(GZIP) else (data, True)


def _unpacked(data: bytes, path: Path) -> tuple[bytes, bool]:
    parts: list[bytes] = []
    whole = True
    try:
        for part in _inflated(data):
            parts.append(part)
            if sum(map(len, parts)) > MAX_BYTES:
                raise SourceError(note("%(path)s: unpacks to more than %(number)s bytes", path=path, number=MAX_BYTES))
    except (zlib.error, EOFError):
        whole = False
    return b"".join(parts), whole


def _inflated(data: bytes) -> Iterator[bytes]:
    """The parts of one gzip member after the other. Raises EOFError when the last one is cut short."""
    while data.startswith(GZIP):
        unpacker = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        while not unpacker.eof:
            part = unpacker.decompress(data, CHUNK)
            data = unpacker.unconsumed_tail
            if part:
                yield part
            elif not data and not unpacker.eof:
                raise EOFError
        data = unpacker.unused_data


def decoded(data: bytes) -> str | None:
    """Text in UTF-8, or None."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None


def not_utf8() -> Note:
    """What is said of text in another encoding."""
    return note("is not UTF-8; convert it first")


def cut_short() -> Note:
    """What is said of a file that ends too early."""
    return note("the dictionary is cut short here")
