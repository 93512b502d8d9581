"""One record of the import format (`docs`: id, url, title, text, published, source, language) to an article.

In: a JSON value. Out: an article or a rejection. Never here: files or lines.
Only a text or a title is required. Keys of other exports that mean the same are read (`KEYS`); when a record has two of
them with different values, the first counts and a note names the other. Unknown keys are allowed and have no effect.
HTML in a text or a title is read as HTML.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import Note, note
from indexer.sources.found.origin import FoundArticle, Origin
from indexer.sources.found.values import declared, line_of, text_of
from indexer.sources.markup.markup import is_html, text_of_html

#: Hexadecimal digits of a hash that serves as an anchor; 16 digits are 64 bits.
ANCHOR_DIGITS = 16
#: Our key -> the keys of exports that mean it, ours first: of crawlers, news APIs, WordPress, schema.org, data sets.
#: They are compared without case and signs.
KEYS = {
    "text": (
        *("text", "body", "content", "article", "articlebody", "articletext", "bodytext", "contenttext", "contenthtml"),
        *("bodyhtml", "fulltext", "maintext", "html", "rawtext"),
    ),
    "title": ("title", "headline", "heading", "webtitle", "articletitle"),
    "url": ("url", "link", "permalink", "href", "weburl", "canonicalurl", "articleurl"),
    "published": (
        *("published", "date", "publishedat", "datepublished", "publishdate", "publisheddate", "publicationdate"),
        *("webpublicationdate", "datepublish", "pubdate", "datetime"),
    ),
    "source": ("source", "publisher", "outlet", "sourcename", "newspaper", "sitename", "provider"),
    "language": ("language", "lang", "inlanguage", "locale"),
}
#: Keys of a part of the text, which stands for it when a record has no more.
SUMMARIES = ("summary", "description", "excerpt", "abstract", "lead", "leadparagraph", "teaser")
#: Keys of an object under which exports put a text.
TEXT_KEYS = ("rendered", "text", "plain", "html", "value", "#text", "$t", "content", "body", "main")
STRINGS = ("text", "title")


def read_record(origin: Origin, part: str, value: object) -> FoundArticle | Rejected:
    """The article that a record is; `part` is the part of the file that holds it (`:12`). Raises Unreadable."""
    if not isinstance(value, dict):
        return origin.rejected(note("is not a JSON object"), part)
    wrong = [key for key in STRINGS if value.get(key) is not None and _words(value[key]) is None]
    if wrong:
        return origin.rejected(note("has a %(key)s that is not a string", key=wrong[0]), part)
    written = {key_of(name): name for name in reversed(value)}
    found = {meaning: _values(value, written, meaning) for meaning in KEYS}
    first = {meaning: next((one.words for one in values), "") for meaning, values in found.items()}
    text, title = _as_text(first["text"] or _summary(value, written)), line_of(_as_text(first["title"]))
    if not text.strip() and not title:
        return origin.rejected(note("has neither text nor title"), part)
    identifier, url, published = declared(value.get("id")), first["url"], first["published"]
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=identifier or url or anchor_of(title or text),
        url=url,
        id=identifier,
        published=published or None,
        published_from="metadata" if published else "",
        source=first["source"] or None,
        language=first["language"] or None,
        notes=tuple(said for values in found.values() for said in _not_read(values)),
        fetched_at=origin.now,
    )
    return FoundArticle(part, article)


def anchor_of(words: str) -> str:
    """A short name for an item without one; it does not change when items are added before it."""
    return hashlib.sha256(words.encode()).hexdigest()[:ANCHOR_DIGITS]


@dataclass(frozen=True, slots=True)
class _Said:
    """A key of a record as it is written, and what it says."""

    key: str
    words: str


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """The letters of a key, by which those of exports are compared."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def _values(record: dict[str, Any], written: dict[str, str], meaning: str) -> list[_Said]:
    """What the keys of a record say that mean the same as one of ours, best first; `written` is how it writes each."""
    read = _words if meaning in STRINGS else declared
    names = (meaning if key == meaning in record else written[key] for key in KEYS[meaning] if key in written)
    said = [_Said(name, read(record[name]) or "") for name in names]
    return [one for one in said if one.words.strip()]


def _summary(record: dict[str, Any], written: dict[str, str]) -> str:
    texts = (_words(record[written[key]]) for key in SUMMARIES if key in written)
    return next((text for text in texts if text), "")


def _words(value: object) -> str | None:
    """The words of a string, of the paragraphs in a list, or of an object that holds them; None for another value."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        parts = [_words(part) for part in value if not isinstance(part, list)]
        return "\n".join(part for part in parts if part) if len(parts) == len(value) and None not in parts else None
    if isinstance(value, dict):
        return next((value[key] for key in TEXT_KEYS if isinstance(value.get(key), str)), None)
    return None


def _as_text(value: str) -> str:
    return text_of(text_of_html(value) if is_html(value) else value)


def _not_read(values: list[_Said]) -> Iterator[Note]:
    """Notes of the keys that say another thing than the key that was read."""
    for other in values[1:]:
        if _letters(other.words) != _letters(values[0].words):
            yield note("its key %(key)s was not read, because it has %(taken)s", key=other.key, taken=values[0].key)


def _letters(words: str) -> str:
    return "".join(_as_text(words).split())
