"""Plain text files: a press release, an agency story, or a page of many items pasted together.

In: the bytes of a file. Out: one `FoundArticle` with the whole text and no title. Never here: cutting a page into
items or separating the title from the text (`indexer/extract/pages/cutting.py`).
"""

from collections.abc import Iterator

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.decoding.decoding import decode
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.found.values import text_of


def read(origin: Origin, data: bytes) -> Iterator[FoundArticle | Rejected]:
    """The one article of a text file; raises Unreadable."""
    text = text_of(decode(data, origin.charset))
    if not text.strip():
        yield origin.rejected(note("has no text"))
        return
    yield FoundArticle("", RawArticle(uri=origin.uri, text=text, fetched_at=origin.now))
