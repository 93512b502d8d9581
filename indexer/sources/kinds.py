"""The kind of a file: by its extension, and where that does not decide, by its first bytes.

In: a file name and its first bytes. Out: a `FileKind`. Never here: reading more than those bytes.
"""

import re
from enum import StrEnum

from indexer.model.notes import note
from indexer.sources.found.origin import Unreadable


class FileKind(StrEnum):
    """The kinds of files that there is a reader for."""

    TEXT = "text"
    PAGE = "page"
    FEED = "feed"
    JSON = "json"
    JSONL = "jsonl"
    PDF = "pdf"
    DOCX = "docx"
    MAIL = "mail"


#: First bytes that are enough to decide.
HEAD_BYTES = 4096
GZIP_SUFFIX = ".gz"
#: Extensions that decide.
SETTLED = {
    ".htm": FileKind.PAGE,
    ".html": FileKind.PAGE,
    ".xhtml": FileKind.PAGE,
    ".rss": FileKind.FEED,
    ".atom": FileKind.FEED,
    ".json": FileKind.JSON,
    ".jsonl": FileKind.JSONL,
    ".ndjson": FileKind.JSONL,
    ".docx": FileKind.DOCX,
    ".docm": FileKind.DOCX,
    ".eml": FileKind.MAIL,
}
#: A PDF file is known by this near its beginning, whatever its name.
PDF_BEGINNING = b"%PDF-"
PDF_BEGINNING_BYTES = 1024
#: Beginnings of files with other extensions, tried in this order.
BEGINNINGS = (
    (re.compile(rb"(?><[?!][^>]*>\s*)*+<(?:rss|feed|rdf:RDF)[\s>]"), FileKind.FEED),
    (re.compile(rb"(?><\?[^>]*>\s*)*+<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE), FileKind.PAGE),
    (re.compile(rb'[{\[]\s*["{]'), FileKind.JSON),
)
#: The kind where the beginning does not decide, by extension ("" for none).
LEFT_OVER = {
    "": FileKind.TEXT,
    ".txt": FileKind.TEXT,
    ".text": FileKind.TEXT,
    ".md": FileKind.TEXT,
    ".xml": FileKind.FEED,
    ".pdf": FileKind.PDF,
}
#: An extension, as opposed to the end of a name with a full stop in it (`Forum 31.03.2021`).
EXTENSION = re.compile(r"\.[a-z][a-z0-9]{0,7}$")
BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(name: str, head: bytes) -> FileKind:
    """The kind of the file of that name (without `.gz`) that begins with `head`; raises Unreadable when there is none.

    A table, a program or a style sheet is text too, but no article.
    """
    if PDF_BEGINNING in head[:PDF_BEGINNING_BYTES].lstrip()[: len(PDF_BEGINNING)]:
        return FileKind.PDF
    found = EXTENSION.search(name.lower())
    extension = found.group() if found else ""
    if extension in SETTLED:
        return SETTLED[extension]
    for mark in BYTE_ORDER_MARKS:
        head = head.removeprefix(mark)
    beginning = head.replace(b"\0", b"").lstrip()
    for pattern, kind in BEGINNINGS:
        if pattern.match(beginning):
            return kind
    if extension not in LEFT_OVER:
        raise Unreadable(
            note("is of a kind that no reader reads (%(extension)s); a text file ends in .txt", extension=extension)
        )
    return LEFT_OVER[extension]
