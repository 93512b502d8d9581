"""The archive: every item that was ever read, with its revisions. It is the source of truth; an index can be rebuilt.

In: `RawArticle` and `Rejected`. Out: the live items, what changed since a sequence number, counts.
Never here: extraction or analysis, and no item that was once read is ever deleted.

Each change of an item (new, revised, withdrawn, restored) takes the next `sequence`. A generation remembers the
sequence that it shows, so the work of the next run follows the change.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.archive.archive_file import meta, open_archive
from indexer.archive.items import CONTENT, Change, Item, hash_content, item_of, stamp
from indexer.model.article import RawArticle, Rejected


class Archive:
    """The SQLite archive of one data directory. One writer at a time: the holder of the run lock."""

    def __init__(self, path: Path) -> None:
        """Open or create. Raises ArchiveError for a file that is no archive or of a newer version."""
        self.path = path
        self._db = open_archive(path)

    def close(self) -> None:
        """Close the file; idempotent."""
        self._db.close()

    @property
    def name(self) -> str:
        """Random id of this archive: a generation built from another one cannot be continued."""
        return meta(self._db, "archive")

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
                (stamp(raw.fetched_at), run, id, hash_content(raw), location, raw.uri, raw.anchor, run),
            ).rowcount
        )

    def put(self, raw: RawArticle, id: str, location: str, run: int) -> Change:
        """Archive an item as read in this run; a changed content keeps the old one as a revision."""
        content_hash = hash_content(raw)
        seen = stamp(raw.fetched_at)
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
                "UPDATE items SET withdrawn = ?, sequence = ? WHERE id = ?", (stamp(now), self.sequence() + 1, id)
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
        return (item_of(row) for row in rows)

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
            [(location, r.where, r.reason, known.get((r.where, r.reason), stamp(now))) for r in rejected],
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
