"""What kind of file a file is: by its extension, and where that does not settle it, by how it begins.

In: a file name and its first bytes. Out: a `Kind`. Never here: reading more than those bytes.
"""

import re
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of files that there is a reader for."""

    TEXT = "text"
    PAGE = "page"
    FEED = "feed"
    JSON = "json"
    JSONL = "jsonl"


#: Bytes that are enough to tell.
HEAD_BYTES = 4096
GZIP_SUFFIX = ".gz"
#: Extensions that settle it.
SETTLED = {
    ".htm": Kind.PAGE,
    ".html": Kind.PAGE,
    ".xhtml": Kind.PAGE,
    ".rss": Kind.FEED,
    ".atom": Kind.FEED,
    ".json": Kind.JSON,
    ".jsonl": Kind.JSONL,
    ".ndjson": Kind.JSONL,
}
#: How the files of the other extensions begin, in this order; a text file is what is left.
BEGINNINGS = (
    (re.compile(rb"(?:<[?!][^>]*>\s*)*<(?:rss|feed|rdf:RDF)[\s>]"), Kind.FEED),
    (re.compile(rb"(?:<\?[^>]*>\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE), Kind.PAGE),
    (re.compile(rb'[{\[]\s*["{]'), Kind.JSON),
)
LEFT_OVER = {".xml": Kind.FEED}
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, head: bytes) -> Kind:
    """The kind of the file of that name (without `.gz`) that begins with `head`."""
    extension = "." + name.lower().rpartition(".")[2] if "." in name else ""
    if extension in SETTLED:
        return SETTLED[extension]
    for mark in BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    beginning = head.replace(b"\0", b"").lstrip()
    for pattern, kind in BEGINNINGS:
        if pattern.match(beginning):
            return kind
    return LEFT_OVER.get(extension, Kind.TEXT)
