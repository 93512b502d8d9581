"""RSS and Atom files, through feedparser, to articles.

In: the bytes of a feed. Out: its entries, each still to be read. Never here: a day that the feed does not
state; a date keeps the zone and the precision with which it was written.
"""

import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import feedparser

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import Note, note
from indexer.model.source import WEB
from indexer.sources.decoding.decoding import CHARACTERS_PER_ACCIDENT
from indexer.sources.found.origin import Found, FoundArticle, Origin, Unread
from indexer.sources.found.values import line_of, text_of
from indexer.sources.markup.markup import is_markup, plain_text
from indexer.sources.markup.well_formed import check
from indexer.sources.markup.xml_text import xml_text
from indexer.sources.records.records import anchor_of

#: The end of a feed, and the beginning of an entry, which is cut off if no such end follows.
FEED_END = re.compile(r"</\s*+(?:\w+:)?(?:rss|feed|rdf)\s*+>", re.IGNORECASE)
ENTRY_BEGINNING = re.compile(r"<(?:\w+:)?(?:item|entry)[\s>]", re.IGNORECASE)
#: With this header feedparser reads a feed without a declared encoding as UTF-8, and not as Latin-1.
AS_XML = {"content-type": "application/xml"}
#: feedparser also reads feeds that are not XML; hostile ones take it 4 s a megabyte.
MAX_BROKEN_BYTES = 2 * 1024 * 1024
#: The caption of a picture or a film, which feedparser would take for the text of the entry. https://www.rssboard.org/media-rss
CAPTION = re.compile(r"(</?media:)description\b[^<>]*+>", re.IGNORECASE)
#: What an entry may say in words of its own elements, best first; the captions count where it has no other words.
FULL_TEXTS = ("yandex_full-text", "full-text", "fulltext", "full_text")
CAPTIONS = ("media_text", "media_caption")
#: A summary that is so many times longer than the content is the text, and the content a caption or a link.
MUCH_LONGER = 2
UNKNOWN = "\ufffd"
DATES = ("published", "updated", "created", "prism_publicationdate")
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
#: A year of four digits that is not a zone. The year 0001, which some systems write for "never", is parsed as 2001.
#: A name of two time zones, Arabia's and the Atlantic's: the time is kept, and no offset is invented.
TWO_ZONES = re.compile(r"\bAST\b")
FULL_YEAR = re.compile(r"(?<![\d:+-])\d{4}(?![\d:])")
#: A month or a year alone, which a parsed date would turn into the first day of it.
ISO_DATE = re.compile(r"\d{4}(-\d\d)?(-\d\d)?$")


def read(origin: Origin, data: bytes) -> Iterator[Found]:
    """Every entry of the feed; raises Unreadable, and any error of feedparser on unexpected bytes."""
    xml = xml_text(data, origin.charset)
    text = CAPTION.sub(r"\1caption>", xml.text)
    data = text.encode("utf-8", errors="replace")
    fault = check(data)
    if fault and fault.end is not None:
        data, fault = data[: fault.end], None
    if fault and len(data) > MAX_BROKEN_BYTES:
        yield origin.rejected(note("is not well-formed XML: %(fault)s", fault=fault.reason), f":{fault.line}")
        return
    headers = {"content-location": origin.uri, **AS_XML} if origin.uri.startswith(WEB) else AS_XML
    feed = feedparser.parse(
        io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not feed.get("version"):
        yield origin.rejected(note("is not an RSS or Atom feed"))
        return
    entries = list(feed.entries)
    if fault and entries and not _is_ended(text):
        entries.pop()
        yield origin.rejected(note("ends in the middle of an entry"), f":{fault.line}")
    notes = (note("its feed mixes encodings; each entry was read in its own"),) if xml.is_mixed else ()
    seen: Counter[str] = Counter()
    for number, entry in enumerate(entries, 1):
        part = f"#{number}"
        yield Unread(part, partial(_read_entry, origin, part, entry, feed.feed, seen, notes))


def _is_ended(text: str) -> bool:
    """Whether the feed ends after its last entry, whatever stands behind."""
    end = max((found.start() for found in FEED_END.finditer(text)), default=0)
    return end > 0 and not ENTRY_BEGINNING.search(text, end)


def _read_entry(
    origin: Origin, part: str, entry: Any, feed: Any, seen: Counter[str], notes: tuple[Note, ...]
) -> FoundArticle | Rejected:
    title, text = _plain(entry.get("title_detail")), _body(entry)
    title = " ".join(title.split())
    if not title and not text.strip():
        return origin.rejected(note("is an entry with neither title nor text"), part)
    if (title + text).count(UNKNOWN) > 1 + len(text) // CHARACTERS_PER_ACCIDENT:
        return origin.rejected(note("is an entry in an encoding that its letters do not tell"), part)
    link = line_of(entry.get("link") or "")
    anchor = line_of(entry.get("id") or "") or link or anchor_of(title or text)
    seen[anchor] += 1
    if seen[anchor] > 1:
        anchor = f"{anchor}#{anchor_of(title + text)}"
        seen[anchor] += 1
        if seen[anchor] > 1:
            return origin.rejected(note("repeats an entry of the same feed"), part)
    published = published_of(entry)
    article = RawArticle(
        uri=origin.uri,
        text=text,
        title=title,
        anchor=anchor,
        url=link if link.startswith(WEB) else "",
        published=published,
        published_from="metadata" if published else "",
        source=_outlet(entry, feed),
        language=_language(entry, feed),
        window=True,
        notes=notes,
        fetched_at=origin.now,
    )
    return FoundArticle(f"#{anchor}", article)


def published_of(entry: Any) -> str | None:
    """When the entry was published, in ISO 8601 with the zone it states; as written when it cannot be read."""
    values = (entry[field] for field in DATES if field in entry)
    stated = next((line_of(value) for value in values if isinstance(value, str) and value.strip()), "")
    try:
        return stated if ISO_DATE.match(stated) else datetime.fromisoformat(stated).isoformat()
    except ValueError:
        pass
    try:
        parsed = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return stated or None
    year = FULL_YEAR.search(stated)
    if year and int(year[0]) != parsed.year:
        return stated
    return (parsed.replace(tzinfo=None) if TWO_ZONES.search(stated) else parsed).isoformat()


def _body(entry: Any) -> str:
    """The text of an entry: its content, unless that is a rest beside the summary; without both, a caption."""
    full = max(
        (_plain(detail) for detail in (*entry.get("content", []), *_details(entry, FULL_TEXTS))), key=len, default=""
    )
    summary = _plain(entry.get("summary_detail"))
    text = summary if len(summary) > MUCH_LONGER * len(full) else full
    captions = (_plain(detail) for detail in _details(entry, CAPTIONS))
    return text if text.strip() else next((caption for caption in captions if caption.strip()), "")


def _details(entry: Any, keys: tuple[str, ...]) -> list[dict[str, Any]]:
    """Values of elements that feedparser does not know, as it gives those that it does."""
    return [{"value": entry[key], "type": "text/html"} for key in keys if key in entry]


def _plain(detail: Any) -> str:
    if not detail or not isinstance(detail.get("value"), str):
        return ""
    value = detail["value"]
    if detail.get("type") in HTML_TYPES and is_markup(value):
        return text_of(plain_text(value))
    return text_of(value)


def _outlet(entry: Any, feed: Any) -> str | None:
    source = entry.get("source") or {}
    names = (entry.get("publisher"), source.get("title"), feed.get("publisher"), feed.get("title"))
    return next((line_of(name) for name in names if name and name.strip()), None)


def _language(entry: Any, feed: Any) -> str | None:
    details = [*entry.get("content", []), entry.get("summary_detail") or {}, entry.get("title_detail") or {}]
    languages = [entry.get("language"), *(detail.get("language") for detail in details), feed.get("language")]
    return next((line_of(language) for language in languages if language), None)
