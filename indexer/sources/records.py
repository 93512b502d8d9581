"""One record of the import format (`docs`: id, url, title, text, published, source, language) to an article.

In: a JSON value. Out: an article or a rejection. Never here: files or lines.
Only a text or a title is required. Keys of other exports that mean the same are read (`KEYS`); when a record has two of
them with different values, the first counts and a note names the other. Unknown keys are allowed and have no effect.
HTML in a text or a title is read as HTML.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import Note, note
from indexer.sources.markup import is_html, text_of_html
from indexer.sources.origin import FoundArticle, Origin
from indexer.sources.values import declared, line_of, text_of

#: Hexadecimal digits of a hash that serves as an anchor; 16 digits are 64 bits.
ANCHOR_DIGITS = 16
#: Our key -> the keys of exports that mean it, ours first: of crawlers, news APIs, WordPress, schema.org, data sets.
KEYS = {
    "text": (
        *("text", "body", "content", "article", "articleBody", "article_body", "article_text", "body_text", "bodyText"),
        *("content_text", "content_html", "body_html", "full_text", "fulltext", "fullText", "maintext", "main_text"),
        *("html", "raw_text"),
    ),
    "title": ("title", "headline", "heading", "webTitle", "article_title"),
    "url": ("url", "link", "permalink", "href", "webUrl", "web_url", "canonical_url", "article_url"),
    "published": (
        *("published", "date", "published_at", "publishedAt", "date_published", "datePublished", "publish_date"),
        *("published_date", "publication_date", "publicationDate", "webPublicationDate", "date_publish", "pubDate"),
        *("pub_date", "pubdate", "datetime"),
    ),
    "source": ("source", "publisher", "outlet", "source_name", "sourceName", "newspaper", "site_name", "provider"),
    "language": ("language", "lang", "inLanguage", "locale"),
}
#: Keys of a part of the text, which stands for it when a record has no more.
SUMMARIES = ("summary", "description", "excerpt", "abstract", "lead", "teaser")
#: Keys of an object under which exports put a text.
TEXT_KEYS = ("rendered", "text", "plain", "html", "value", "#text", "$t", "content", "body")
STRINGS = ("text", "title")


def read_record(origin: Origin, part: str, value: object) -> FoundArticle | Rejected:
    """The article that a record is; `part` is the part of the file that holds it (`:12`). Raises Unreadable."""
    if not isinstance(value, dict):
        return origin.rejected(note("is not a JSON object"), part)
    wrong = [key for key in STRINGS if value.get(key) is not None and _words(value[key]) is None]
    if wrong:
        return origin.rejected(note("has a %(key)s that is not a string", key=wrong[0]), part)
    texts = _values(value, "text")
    text = _as_text(next(iter(texts.values()), "") or _summary(value))
    title = line_of(_as_text(next(iter(_values(value, "title").values()), "")))
    if not text.strip() and not title:
        return origin.rejected(note("has neither text nor title"), part)
    url, published, source, language = (_declared(value, key) for key in ("url", "published", "source", "language"))
    identifier = declared(value.get("id"))
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=identifier or url or anchor_of(title or text),
        url=url or "",
        id=identifier,
        published=published,
        published_from="metadata" if published else "",
        source=source,
        language=language,
        notes=tuple(_not_read(value)),
        fetched_at=origin.now,
    )
    return FoundArticle(part, article)


def anchor_of(words: str) -> str:
    """A short name for an item without one; it does not change when items are added before it."""
    return hashlib.sha256(words.encode()).hexdigest()[:ANCHOR_DIGITS]


def _values(record: dict[str, Any], meaning: str) -> dict[str, str]:
    """The keys of a record that give the value of one of ours, and what they say, best first."""
    read = _words if meaning in STRINGS else declared
    found = ((key, read(record.get(key))) for key in KEYS[meaning])
    return {key: words for key, words in found if words and words.strip()}


def _declared(record: dict[str, Any], meaning: str) -> str | None:
    return next(iter(_values(record, meaning).values()), None)


def _summary(record: dict[str, Any]) -> str:
    return next((words for key in SUMMARIES if (words := _words(record.get(key)))), "")


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


def _not_read(record: dict[str, Any]) -> Iterator[Note]:
    """Notes of the keys that say another thing than the key that was read."""
    for meaning in KEYS:
        (taken, words), *others = [*_values(record, meaning).items()] or [("", "")]
        for key, other in others:
            if _letters(other) != _letters(words):
                yield note("its key %(key)s was not read, because it has %(taken)s", key=key, taken=taken)


def _letters(words: str) -> str:
    return "".join(_as_text(words).split())
