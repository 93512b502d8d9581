"""The items of the archive: articles with an identity in time, and the kinds of their changes.

In: raw articles, rows of the archive. Out: `Item`, `Change`, content hashes. Never here: an SQL statement.
"""

import hashlib
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter

from indexer.model.article import RawArticle

#: A change of these fields makes a revision; they are hashed in this order.
CONTENT = ("title", "text", "url", "published", "published_from", "source", "language", "parent")
_content = attrgetter(*CONTENT)


class Change(StrEnum):
    """The effect of putting an item into the archive."""

    NEW = "new"
    REVISED = "revised"
    RESTORED = "restored"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Item:
    """A live item: the raw article as last read, with its identity in time. `first_seen` is ISO 8601 in UTC, `entered`
    the sequence number by which it came into the archive."""

    raw: RawArticle
    id: str
    content_hash: str
    first_seen: str
    entered: int = 0


def hash_content(raw: RawArticle) -> str:
    """SHA-256 in hex over the fields of a revision, as JSON."""
    values = (encode_basestring(value) if value is not None else "null" for value in _content(raw))
    return hashlib.sha256(f"[{', '.join(values)}]".encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=16)  # all items of a reading have the same
def stamp(moment: datetime) -> str:
    """A moment as the archive writes it: ISO 8601, to the second."""
    return moment.isoformat(timespec="seconds")


def item_of(row: sqlite3.Row) -> Item:
    """The item that a row of the archive holds."""
    raw = RawArticle(
        uri=row["uri"],
        anchor=row["anchor"],
        text=row["text"],
        title=row["title"],
        url=row["url"],
        id=row["id"],
        published=row["published"],
        published_from=row["published_from"],
        source=row["source"],
        language=row["language"],
        parent=row["parent"],
        window=bool(row["window"]),
        zone=row["zone"] or "",
        fetched_at=datetime.fromisoformat(row["first_seen"]),
    )
    return Item(raw, row["id"], row["content_hash"], row["first_seen"], row["entered"])
