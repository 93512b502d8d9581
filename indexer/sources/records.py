"""One record of the import format (`docs`: id, url, title, text, published, source, language) to an article.

In: a JSON value. Out: an article or a rejection. Never here: files, lines, or keys of another format.
Only `text` or `title` is required. Unknown keys are allowed and have no effect.
"""

import hashlib

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.sources.origin import FoundArticle, Origin
from indexer.sources.values import declared, line_of, text_of

#: Hexadecimal digits of a hash that serves as an anchor; 16 digits are 64 bits.
ANCHOR_DIGITS = 16
TEXT_KEYS = ("text", "title")


def read_record(origin: Origin, part: str, value: object) -> FoundArticle | Rejected:
    """The article that a record is; `part` is the part of the file that holds it (`:12`)."""
    if not isinstance(value, dict):
        return origin.rejected(note("is not a JSON object"), part)
    wrong = [key for key in TEXT_KEYS if not isinstance(value.get(key), str | None)]
    if wrong:
        return origin.rejected(note("has a %(key)s that is not a string", key=wrong[0]), part)
    text, title = text_of(value.get("text") or ""), line_of(value.get("title") or "")
    if not text.strip() and not title:
        return origin.rejected(note("has neither text nor title"), part)
    identifier, url, published = declared(value.get("id")), declared(value.get("url")), declared(value.get("published"))
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=identifier or url or anchor_of(title or text),
        url=url or "",
        id=identifier,
        published=published,
        published_from="metadata" if published else "",
        source=declared(value.get("source")),
        language=declared(value.get("language")),
        fetched_at=origin.now,
    )
    return FoundArticle(part, article)


def anchor_of(words: str) -> str:
    """A short name for an item without one; it does not change when items are added before it."""
    return hashlib.sha256(words.encode()).hexdigest()[:ANCHOR_DIGITS]
