"""The members of a ZIP file, such as an office document, with a limit against decompression bombs.

In: the bytes of a ZIP file. Out: the open file. Never here: more of a member than its size in the directory, at which
Python stops to unpack it.
"""

import io
import zipfile
import zlib

from indexer.model.notes import note
from indexer.sources.decoding.inflating import MAX_RATIO
from indexer.sources.found.origin import Unreadable

MAX_MEMBERS = 5_000
#: What `zipfile` raises for a damaged file or member, or one packed in a way that it does not know.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError)
#: An office document may unpack to the first of these, however small it is, and to no more than the second; in bytes.
ALWAYS_ALLOWED, MOST_ALLOWED = 32 * 1024 * 1024, 256 * 1024 * 1024


def opened(data: bytes) -> zipfile.ZipFile:
    """The ZIP file; raises Unreadable if it is damaged, encrypted, or a bomb."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
    except DAMAGED as error:
        raise Unreadable(note("is a damaged office document: %(fault)s", fault=error)) from error
    limit = min(max(ALWAYS_ALLOWED, MAX_RATIO * len(data)), MOST_ALLOWED)
    size = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or size > limit or len({one.filename for one in members}) < len(members):
        raise Unreadable(note("is an office document that expands to more than %(number)s bytes", number=limit))
    if any(member.flag_bits & 1 for member in members):
        raise Unreadable(note("is an encrypted office document; save it without its password"))
    return archive
