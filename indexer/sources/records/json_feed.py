"""JSON Feed 1.1 to articles. https://www.jsonfeed.org/version/1.1/

In: a JSON value. Out: its items, each still to be read. Never here: attachments, or a day that an item does not state.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.source import WEB
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unread
from indexer.sources.found.values import declared, line_of, text_of
from indexer.sources.markup.markup import plain_text
from indexer.sources.records.records import anchor_of

VERSION = "https://jsonfeed.org/version/"
VERSION_KEYS = (VERSION, VERSION.replace("https://", "https://www."), VERSION.replace("https://", "http://"))
LINK_KEYS = ("url", "external_url")
DATE_KEYS = ("date_published", "date_modified")


def is_json_feed(value: object) -> bool:
    """Whether a JSON value is a JSON Feed."""
    version = value.get("version") if isinstance(value, dict) else None
    return isinstance(version, str) and version.strip().startswith(VERSION_KEYS)


def read(origin: Origin, feed: dict[str, Any]) -> Iterator[Found]:
    """Every item of the feed."""
    items = feed.get("items")
    if not isinstance(items, list) or not items:
        yield origin.rejected(note("is JSON without an article"))
        return
    for number, item in enumerate(items, 1):
        yield Unread(f"#{number}", partial(_read_item, origin, f"#{number}", item, feed))


def _read_item(origin: Origin, part: str, item: object, feed: dict[str, Any]) -> FoundArticle | Rejected:
    if not isinstance(item, dict):
        return origin.rejected(note("is not a JSON object"), part)
    text, title = _body(item), line_of(declared(item.get("title")) or "")
    if not text.strip() and not title:
        return origin.rejected(note("is an entry with neither title nor text"), part)
    link = next((found for key in LINK_KEYS if (found := declared(item.get(key)))), "")
    anchor = declared(item.get("id")) or link or anchor_of(title or text)
    published = next((found for key in DATE_KEYS if (found := declared(item.get(key)))), None)
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=anchor,
        url=link if link.startswith(WEB) else "",
        published=published,
        published_from="metadata" if published else "",
        source=declared(feed.get("title")),
        language=declared(item.get("language")) or declared(feed.get("language")),
        window=True,
        fetched_at=origin.now,
    )
    return FoundArticle(f"#{anchor}", article)


def _body(item: dict[str, Any]) -> str:
    """The text of an item: plain, from its HTML, or its summary, the first that has words."""
    plain, markup, summary = (item.get(key) for key in ("content_text", "content_html", "summary"))
    texts = (plain, plain_text(markup) if isinstance(markup, str) else "", summary)
    return next((text_of(text) for text in texts if isinstance(text, str) and text.strip()), "")
