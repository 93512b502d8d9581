"""The archive: every item that was ever read, with its revisions. It is the source of truth; an index can be rebuilt.

In: `RawArticle` and `Rejected`. Out: the live items, what changed since a sequence number, counts.
Never here: extraction or analysis, and no item that was once read is ever deleted.

Each change of an item (new, revised, withdrawn, restored) takes the next `sequence`. A generation remembers the
sequence that it shows, so the work of the next run follows the change.
"""

import hashlib
import json
import sqlite3
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from json.encoder import encode_basestring
from operator import attrgetter
from pathlib import Path
from typing import Any

from indexer.article import RawArticle, Rejected
from indexer.errors import ArchiveError
from indexer.storage import sqlite_remedy

ARCHIVE_VERSION = 1
BUSY_SECONDS = 30
#: Pages in memory; a large export that is read again touches the indexes in no order.
CACHE_KIBIBYTES = 64 * 1024
#: The fields whose change makes a revision, in the order in which they are hashed.
CONTENT = ("title", "text", "url", "published", "published_from", "source", "language", "parent")
_content = attrgetter(*CONTENT)

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    id TEXT PRIMARY KEY, location TEXT NOT NULL, uri TEXT NOT NULL, anchor TEXT NOT NULL,
    title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL, published TEXT, published_from TEXT NOT NULL,
    source TEXT, language TEXT, parent TEXT, window INTEGER NOT NULL, content_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, withdrawn TEXT, run INTEGER NOT NULL, sequence INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS items_by_sequence ON items (sequence);
CREATE INDEX IF NOT EXISTS items_by_url ON items (url, location, run) WHERE window;
-- All that readings, counts and freshness look at, which therefore need not read the texts. An item that is met again
-- is written into the first of them alone.
CREATE INDEX IF NOT EXISTS items_by_reading ON items (location, uri, run, withdrawn, window);
CREATE INDEX IF NOT EXISTS items_by_age ON items (location, withdrawn, first_seen);
-- What these replaced.
DROP INDEX IF EXISTS items_by_location;
DROP INDEX IF EXISTS items_by_uri;
DROP INDEX IF EXISTS items_by_state;
CREATE TABLE IF NOT EXISTS revisions (
    id TEXT NOT NULL, content_hash TEXT NOT NULL, replaced TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS revisions_by_id ON revisions (id);
CREATE TABLE IF NOT EXISTS rejected (
    location TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL,
    PRIMARY KEY (location, place, reason)
);
CREATE TABLE IF NOT EXISTS unresolved (id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID;
"""


class Change(StrEnum):
    """What putting an item did."""

    NEW = "new"
    REVISED = "revised"
    RESTORED = "restored"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Item:
    """A live item: the raw article as last read, with its identity in time. `first_seen` is ISO 8601 in UTC."""

    raw: RawArticle
    id: str
    content_hash: str
    first_seen: str


class Archive:
    """The SQLite archive of one data directory. One writer at a time: the holder of the run lock."""

    def __init__(self, path: Path) -> None:
        """Open or create. Raises ArchiveError for a file that is no archive or of a newer version."""
        self.path = path
        try:
            self._db = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
            self._db.executescript(SCHEMA)
            if self._db.execute("SELECT count(*) FROM meta").fetchone()[0] == 0:  # a known archive opens during a run
                values = [("version", str(ARCHIVE_VERSION)), ("archive", uuid.uuid4().hex)]
                self._db.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", values)
        except sqlite3.Error as error:
            remedy = sqlite_remedy(error) or "restore it from a backup"
            raise ArchiveError(f"{path}: cannot be opened as an archive ({error}): {remedy}") from error
        version = int(self._meta("version"))
        if version > ARCHIVE_VERSION:
            raise ArchiveError(f"{path}: was written by a newer Mithaq (archive v{version}); update this one")

    def close(self) -> None:
        """Close the file; idempotent."""
        self._db.close()

    @property
    def name(self) -> str:
        """Random id of this archive: a generation built from another one cannot be continued."""
        return self._meta("archive")

    @property
    def database(self) -> sqlite3.Connection:
        """The connection, for tables of others that share the archive's file and its transactions."""
        return self._db

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All puts and withdrawals inside become visible together, or not at all."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # SQLite itself rolls back on a full disk
                self._db.execute("ROLLBACK")
            raise

    def next_run(self) -> int:
        """A number for this run, larger than all before."""
        row = self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM items").fetchone()
        return int(row[0])

    def meet(self, raw: RawArticle, id: str, location: str, run: int) -> bool:
        """Note that a live item is where and as it was; False when it is not, or was met in this run already.

        This is what happens to nearly all items of an export that is read again, and takes one statement.
        """
        return bool(
            self._db.execute(
                "UPDATE items SET last_seen = ?, run = ? WHERE id = ? AND content_hash = ? AND withdrawn IS NULL"
                " AND location = ? AND uri = ? AND anchor = ? AND run < ?",
                (_stamp(raw.fetched_at), run, id, hash_content(raw), location, raw.uri, raw.anchor, run),
            ).rowcount
        )

    def put(self, raw: RawArticle, id: str, location: str, run: int) -> Change:
        """Archive an item as read in this run; a changed content keeps the old one as a revision."""
        content_hash = hash_content(raw)
        seen = _stamp(raw.fetched_at)
        same = self._db.execute(
            "UPDATE items SET last_seen = ?, run = ?, location = ?, uri = ?, anchor = ?"
            " WHERE id = ? AND content_hash = ? AND withdrawn IS NULL",
            (seen, run, location, raw.uri, raw.anchor, id, content_hash),
        )
        if same.rowcount:
            return Change.SAME
        old = self._db.execute("SELECT * FROM items WHERE id = ?", (id,)).fetchone()
        if old is not None and old["content_hash"] != content_hash:
            content = json.dumps({name: old[name] for name in CONTENT}, ensure_ascii=False)
            self._db.execute("INSERT INTO revisions VALUES (?, ?, ?, ?)", (id, old["content_hash"], seen, content))
        first_seen = old["first_seen"] if old is not None else seen
        self._db.execute(
            f"INSERT OR REPLACE INTO items VALUES ({', '.join('?' * 19)})",
            (
                *(id, location, raw.uri, raw.anchor, raw.title, raw.text, raw.url, raw.published, raw.published_from),
                *(raw.source, raw.language, raw.parent, raw.window, content_hash, first_seen, seen, None, run),
                self.sequence() + 1,
            ),
        )
        if old is None:
            return Change.NEW
        return Change.RESTORED if old["withdrawn"] is not None else Change.REVISED

    def withdraw(self, ids: Iterable[str], now: datetime) -> None:
        """Mark items as withdrawn at their source; they stay in the archive and leave the next generation."""
        for id in ids:
            self._db.execute(
                "UPDATE items SET withdrawn = ?, sequence = ? WHERE id = ?", (_stamp(now), self.sequence() + 1, id)
            )

    def location_of(self, id: str) -> tuple[str, str, int, str] | None:
        """`(uri, anchor, run, location)` of an item as last read, or None."""
        row = self._db.execute("SELECT uri, anchor, run, location FROM items WHERE id = ?", (id,)).fetchone()
        return (row["uri"], row["anchor"], row["run"], row["location"]) if row else None

    def sequence(self) -> int:
        """Number of the newest change; 0 for an empty archive."""
        return int(self._db.execute("SELECT coalesce(max(sequence), 0) FROM items").fetchone()[0])

    def count(self) -> int:
        """Number of live items."""
        return int(self._db.execute("SELECT count(*) FROM items WHERE withdrawn IS NULL").fetchone()[0])

    def live(self, since: int = 0) -> Iterator[Item]:
        """Live items that changed after a sequence number, in the order of their changes."""
        rows = self._db.execute(
            "SELECT * FROM items WHERE sequence > ? AND withdrawn IS NULL ORDER BY sequence", (since,)
        )
        return (_item(row) for row in rows)

    def withdrawn_since(self, since: int) -> list[str]:
        """Ids of the items that were withdrawn after a sequence number."""
        rows = self._db.execute("SELECT id FROM items WHERE sequence > ? AND withdrawn IS NOT NULL", (since,))
        return [row["id"] for row in rows]

    def record_rejected(self, location: str, rejected: Iterable[Rejected], now: datetime) -> None:
        """Replace what is rejected at a location; a reason that stays keeps the day that it was first met."""
        known = {
            (row["place"], row["reason"]): row["since"]
            for row in self._db.execute("SELECT * FROM rejected WHERE location = ?", (location,))
        }
        self._db.execute("DELETE FROM rejected WHERE location = ?", (location,))
        self._db.executemany(
            "INSERT OR IGNORE INTO rejected VALUES (?, ?, ?, ?)",
            [(location, r.where, r.reason, known.get((r.where, r.reason), _stamp(now))) for r in rejected],
        )

    def rejected_at(self, location: str) -> list[Rejected]:
        """What is rejected at a location at present."""
        rows = self._db.execute("SELECT place, reason FROM rejected WHERE location = ? ORDER BY place", (location,))
        return [Rejected(row["place"], row["reason"]) for row in rows]

    def rejected(self) -> list[dict[str, str]]:
        """What is rejected at present: location, place, reason, and since when."""
        rows = self._db.execute("SELECT location, place, reason, since FROM rejected ORDER BY location, place")
        return [dict(row) for row in rows]

    def record_unresolved(self, id: str, names: Iterable[str]) -> None:
        """Replace the unresolved names of an item."""
        self._db.execute("DELETE FROM unresolved WHERE id = ?", (id,))
        self._db.executemany("INSERT OR IGNORE INTO unresolved VALUES (?, ?)", [(id, name) for name in names])

    def unresolved(self, limit: int) -> list[tuple[str, int]]:
        """The most frequent unresolved names of live items, with the number of items that have them."""
        rows = self._db.execute(
            "SELECT name, count(*) AS n FROM unresolved JOIN items USING (id) WHERE withdrawn IS NULL"
            " GROUP BY name ORDER BY n DESC, name LIMIT ?",
            (limit,),
        )
        return [(row["name"], row["n"]) for row in rows]

    def counts(self) -> dict[str, int]:
        """Live items by location."""
        rows = self._db.execute(
            "SELECT location, count(*) AS n FROM items WHERE withdrawn IS NULL GROUP BY location ORDER BY location"
        )
        return {row["location"]: row["n"] for row in rows}

    def records(self) -> Iterator[dict[str, Any]]:
        """Every item with all its columns and its revisions, oldest change first."""
        for row in self._db.execute("SELECT * FROM items ORDER BY sequence"):
            revisions = self._db.execute(
                "SELECT content_hash, replaced, content FROM revisions WHERE id = ? ORDER BY rowid", (row["id"],)
            )
            yield dict(row) | {"revisions": [dict(revision) for revision in revisions]}

    def restore(self, record: dict[str, Any]) -> bool:
        """Take an item as `records` gave it; False when there is one with its id already."""
        if self.location_of(record["id"]) is not None:
            return False
        columns = [row["name"] for row in self._db.execute("PRAGMA table_info(items)")]
        own = {"run": 0, "sequence": self.sequence() + 1}
        values = [own[column] if column in own else record[column] for column in columns]
        revisions = [(record["id"], r["content_hash"], r["replaced"], r["content"]) for r in record["revisions"]]
        self._db.execute(f"INSERT INTO items VALUES ({', '.join('?' * len(values))})", values)
        self._db.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?)", revisions)
        return True

    def copy_to(self, target: sqlite3.Connection) -> None:
        """Copy everything as of now; other connections may go on writing."""
        self._db.backup(target)

    def _meta(self, key: str) -> str:
        return str(self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])


def hash_content(raw: RawArticle) -> str:
    """SHA-256 in hex over what a revision is made of, as JSON."""
    values = (encode_basestring(value) if value is not None else "null" for value in _content(raw))
    return hashlib.sha256(f"[{', '.join(values)}]".encode("utf-8", "surrogatepass")).hexdigest()


@lru_cache(maxsize=16)  # all items of a reading have the same
def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _item(row: sqlite3.Row) -> Item:
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
        fetched_at=datetime.fromisoformat(row["first_seen"]),
    )
    return Item(raw, row["id"], row["content_hash"], row["first_seen"])
