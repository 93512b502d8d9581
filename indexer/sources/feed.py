"""RSS and Atom files, through feedparser, to articles.

In: the bytes of a feed. Out: its entries, each still to be read. Never here: a day that the feed does not
state; a date keeps the zone and the precision with which it was written.
"""

import io
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import partial
from typing import Any

import feedparser

from indexer.model.article import RawArticle, Rejected
from indexer.model.notes import note
from indexer.model.source import WEB
from indexer.sources.markup import is_markup, plain_text
from indexer.sources.origin import Found, FoundArticle, Origin, Unread, Unreadable
from indexer.sources.records import anchor_of
from indexer.sources.values import line_of, text_of
from indexer.sources.well_formed import check

FEED_END = re.compile(
    r"</\s*+(?:\w+:)?(?:rss|feed|rdf)\s*+>(?>\s+|<!--(?:(?!-->).)*+-->)*+$", re.IGNORECASE | re.DOTALL
)
END_BYTES = 1000
#: With this header feedparser reads a feed without a declared encoding as UTF-8, and not as Latin-1.
AS_XML = {"content-type": "application/xml"}
#: feedparser also reads feeds that are not XML; hostile ones take it 4 s a megabyte.
MAX_BROKEN_BYTES = 2 * 1024 * 1024
#: The declaration of a feed; that of a feed in one line, too. feedparser looks in its line for the encoding, in a time
#: that grows with the cube of the line.
DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?<\?")
LONGEST_DECLARATION = 1000
#: A character by its number, in hexadecimal or decimal digits.
REFERENCE = re.compile(rb"&#(?:[xX]0*+([0-9a-fA-F]++)|0*+([0-9]++))")
NO_CHARACTER = b"&#xFFFD"
#: Digits of the largest character, in hexadecimal and in decimal.
MOST_DIGITS = (6, 7)
HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
#: A year of four digits that is not a zone. The year 0001, which some systems write for "never", is parsed as 2001.
FULL_YEAR = re.compile(r"(?<![\d:+-])\d{4}(?![\d:])")
#: A month or a year alone, which a parsed date would turn into the first day of it.
ISO_DATE = re.compile(r"\d{4}(-\d\d)?(-\d\d)?$")


def read(origin: Origin, data: bytes) -> Iterator[Found]:
    """Every entry of the feed; raises Unreadable, and any error of feedparser on unexpected bytes."""
    fault = check(data)
    if fault and len(data) > MAX_BROKEN_BYTES:
        yield origin.rejected(note("is not well-formed XML: %(fault)s", fault=fault.reason), f":{fault.line}")
        return
    headers = {"content-location": origin.uri, **AS_XML} if origin.uri.startswith(WEB) else AS_XML
    feed = feedparser.parse(
        io.BytesIO(REFERENCE.sub(_to_a_character, _in_lines(data))),
        response_headers=headers,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not feed.get("version"):
        yield origin.rejected(note("is not an RSS or Atom feed"))
        return
    entries = list(feed.entries)
    end = data[-END_BYTES:].replace(b"\0", b"").decode("utf-8", errors="replace")
    if fault and entries and not FEED_END.search(end):
        entries.pop()
        yield origin.rejected(note("ends in the middle of an entry"), f":{fault.line}")
    seen: Counter[str] = Counter()
    for number, entry in enumerate(entries, 1):
        part = f"#{number}"
        yield Unread(part, partial(_read_entry, origin, part, entry, feed.feed, seen))


def _in_lines(data: bytes) -> bytes:
    """The bytes with the declaration in a line of its own; Unreadable if it has no end."""
    if not DECLARATION.match(data):
        return data
    end = data.find(b">", 0, LONGEST_DECLARATION) + 1
    if not end:
        raise Unreadable(note("is not an RSS or Atom feed"))
    return data[:end] + b"\n" + data[end:]


def _to_a_character(reference: re.Match[bytes]) -> bytes:
    """The reference; that to U+FFFD for one to no character, for which feedparser would give up the whole feed."""
    base, digits, most = 16, reference[1], MOST_DIGITS[0]
    if digits is None:
        base, digits, most = 10, reference[2], MOST_DIGITS[1]
    number = int(digits, base) if len(digits) <= most else sys.maxunicode + 1
    return NO_CHARACTER if 0xD800 <= number <= 0xDFFF or number > sys.maxunicode else reference[0]


def _read_entry(origin: Origin, part: str, entry: Any, feed: Any, seen: Counter[str]) -> FoundArticle | Rejected:
    title, text = _plain(entry.get("title_detail")), _body(entry)
    title = " ".join(title.split())
    if not title and not text.strip():
        return origin.rejected(note("is an entry with neither title nor text"), part)
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
        fetched_at=origin.now,
    )
    return FoundArticle(f"#{anchor}", article)


def published_of(entry: Any) -> str | None:
    """When the entry was published, in ISO 8601 with the zone it states; as written when it cannot be read."""
    field = "published" if "published" in entry else "updated"
    if field not in entry:
        return None
    stated = line_of(entry[field] or "")
    try:
        return stated if ISO_DATE.match(stated) else datetime.fromisoformat(stated).isoformat()
    except ValueError:
        pass
    try:
        parsed = parsedate_to_datetime(stated)
    except (ValueError, TypeError, IndexError, OverflowError):
        return stated or None
    year = FULL_YEAR.search(stated)
    return stated if year and int(year[0]) != parsed.year else parsed.isoformat()


def _body(entry: Any) -> str:
    details = [*entry.get("content", []), entry.get("summary_detail")]
    return next((text for detail in details if (text := _plain(detail)).strip()), "")


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
