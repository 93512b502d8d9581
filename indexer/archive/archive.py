"""The archive: every item that was ever read, with its revisions. It is the source of truth; an index can be rebuilt.

In: `RawArticle` and `Rejected`. Out: the live items, the changes since a sequence number, counts.
Never here: extraction or analysis, and no item that was once read is ever deleted.

Each change of an item (new, revised, withdrawn, restored) takes the next `sequence`. A generation records the
sequence that it shows, so the next run has to work on later changes only. `entered` is the number by which an item
first came in; what is watched for is new by this number, whatever its date.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from indexer.archive.archive_file import BUSY_SECONDS, ArchiveFile
from indexer.archive.items import CONTENT, Change, Item, hash_content, item_of, stamp
from indexer.archive.rejections import KeptRejection, item_aside, rejection_of
from indexer.model.article import RawArticle, Rejected
from indexer.model.note_json import note_to_text
from indexer.model.notes import Note


class Archive:
    """The SQLite archive of one data directory. One writer at a time: the holder of the run lock."""

    def __init__(self, path: Path, patience: float = BUSY_SECONDS) -> None:
        """Open or create; `patience` as in ArchiveFile. Raises ArchiveError for a file that is no archive or of a newer
        version."""
        self.path = path
        self.file = ArchiveFile(path, patience)

    def close(self) -> None:
        """Close the file; idempotent."""
        self.file.close()

    @property
    def name(self) -> str:
        """Random id of this archive: a generation built from another one cannot be continued."""
        return self.file.meta("archive")

    def transaction(self) -> AbstractContextManager[None]:
        """All puts and withdrawals inside become visible together, or not at all."""
        return self.file.transaction()

    def next_run(self) -> int:
        """A number for this run, larger than all before."""
        row = self.file.execute("SELECT coalesce(max(run), 0) + 1 FROM items").fetchone()
        return int(row[0])

    def meet(self, raw: RawArticle, id: str, location: str, run: int) -> bool:
        """Record that this run met a live item unchanged, in content and in location, URI and anchor. False if anything
        changed, or if this run met the item already.

        One statement is enough for nearly all items of an export that is read again.
        """
        return bool(
            self.file.execute(
                "UPDATE items SET last_seen = ?, run = ? WHERE id = ? AND content_hash = ? AND withdrawn IS NULL"
                " AND location = ? AND uri = ? AND anchor = ? AND run < ?",
                (stamp(raw.fetched_at), run, id, hash_content(raw), location, raw.uri, raw.anchor, run),
            ).rowcount
        )

    def put(self, raw: RawArticle, id: str, location: str, run: int) -> Change:
        """Archive an item as read in this run; when its content changed, the old content becomes a revision."""
        content_hash = hash_content(raw)
        seen = stamp(raw.fetched_at)
        same = self.file.execute(
            "UPDATE items SET last_seen = ?, run = ?, location = ?, uri = ?, anchor = ?"
            " WHERE id = ? AND content_hash = ? AND withdrawn IS NULL",
            (seen, run, location, raw.uri, raw.anchor, id, content_hash),
        )
        if same.rowcount:
            return Change.SAME
        old = self.file.execute("SELECT * FROM items WHERE id = ?", (id,)).fetchone()
        if old is not None and old["content_hash"] != content_hash:
            content = json.dumps({name: old[name] for name in CONTENT}, ensure_ascii=False)
            self.file.execute("INSERT INTO revisions VALUES (?, ?, ?, ?)", (id, old["content_hash"], seen, content))
        first_seen = old["first_seen"] if old is not None else seen
        sequence = self.sequence() + 1
        entered = old["entered"] if old is not None else sequence
        self.file.execute(
            f"INSERT OR REPLACE INTO items VALUES ({', '.join('?' * 20)})",
            (
                *(id, location, raw.uri, raw.anchor, raw.title, raw.text, raw.url, raw.published, raw.published_from),
                *(raw.source, raw.language, raw.parent, raw.window, content_hash, first_seen, seen, None, run),
                *(sequence, entered),
            ),
        )
        if old is None:
            return Change.NEW
        return Change.RESTORED if old["withdrawn"] is not None else Change.REVISED

    def set_zone(self, location: str, zone: str) -> None:
        """Note the zone in which a source counts days, "" if none is named. After a change its items are prepared
        again."""
        row = self.file.execute("SELECT zone FROM zones WHERE location = ?", (location,)).fetchone()
        if (row["zone"] if row else "") == zone:
            return
        self.file.execute("INSERT OR REPLACE INTO zones VALUES (?, ?)", (location, zone))
        self.file.execute(
            "UPDATE items SET sequence = ? WHERE location = ? AND withdrawn IS NULL", (self.sequence() + 1, location)
        )

    def withdraw(self, ids: Iterable[str], now: datetime) -> None:
        """Mark items as withdrawn at their source; they stay in the archive and leave the next generation."""
        for id in ids:
            self.file.execute(
                "UPDATE items SET withdrawn = ?, sequence = ? WHERE id = ?", (stamp(now), self.sequence() + 1, id)
            )

    def location_of(self, id: str) -> tuple[str, str, int, str] | None:
        """`(uri, anchor, run, location)` of an item as last read, or None."""
        row = self.file.execute("SELECT uri, anchor, run, location FROM items WHERE id = ?", (id,)).fetchone()
        return (row["uri"], row["anchor"], row["run"], row["location"]) if row else None

    def sequence(self) -> int:
        """Number of the newest change; 0 for an empty archive."""
        return int(self.file.execute("SELECT coalesce(max(sequence), 0) FROM items").fetchone()[0])

    def count(self) -> int:
        """Number of live items."""
        return int(self.file.execute("SELECT count(*) FROM items WHERE withdrawn IS NULL").fetchone()[0])

    def live(self, since: int = 0) -> Iterator[Item]:
        """Live items that changed after a sequence number, in the order of their changes."""
        rows = self.file.execute(
            "SELECT items.*, zone FROM items LEFT JOIN zones USING (location)"
            " WHERE sequence > ? AND withdrawn IS NULL ORDER BY sequence",
            (since,),
        )
        return (item_of(row) for row in rows)

    def withdrawn_since(self, since: int) -> list[str]:
        """Ids of the items that were withdrawn after a sequence number."""
        rows = self.file.execute("SELECT id FROM items WHERE sequence > ? AND withdrawn IS NOT NULL", (since,))
        return [row["id"] for row in rows]

    def record_rejected(self, location: str, rejected: Iterable[Rejected], now: datetime) -> None:
        """Replace the rejections at a location; one that stays keeps the moment when it was first met."""
        known = {(one.item.where, str(one.item.reason)): one.since for one in self.rejected(location)}
        self.file.execute("DELETE FROM rejected WHERE location = ?", (location,))
        self.file.executemany(
            "INSERT OR IGNORE INTO rejected (location, place, reason, since, uri) VALUES (?, ?, ?, ?, ?)",
            [
                (
                    location,
                    one.where,
                    note_to_text(one.reason),
                    known.get((one.where, str(one.reason)), stamp(now)),
                    one.uri,
                )
                for one in rejected
            ],
        )

    def rejected_at(self, location: str) -> list[Rejected]:
        """The present rejections at a location."""
        return [one.item for one in self.rejected(location)]

    def rejected(self, location: str | None = None) -> list[KeptRejection]:
        """The present rejections, at one location or at all."""
        rows = self.file.execute(
            "SELECT location, place, reason, since, uri FROM rejected WHERE location = ? OR ? IS NULL"
            " ORDER BY location, place",
            (location, location),
        )
        return [rejection_of(row) for row in rows]

    def aside(self) -> list[KeptRejection]:
        """The live items that cannot be indexed as they are."""
        rows = self.file.execute(
            "SELECT location, uri, anchor, reason, since FROM set_aside JOIN items USING (id)"
            " WHERE withdrawn IS NULL ORDER BY location, uri, anchor"
        )
        return [item_aside(row) for row in rows]

    def set_aside(self, id: str, reason: Note | None, now: datetime, *, indexed: bool) -> None:
        """Note why an item cannot be indexed as it is, None when it can; a reason that stays keeps its day. `indexed`
        says whether an earlier state of it is."""
        if reason is None:
            self.file.execute("DELETE FROM set_aside WHERE id = ?", (id,))
            return
        self.file.execute(
            "INSERT INTO set_aside VALUES (:id, :reason, :since, :indexed) ON CONFLICT (id) DO UPDATE SET"
            " since = iif(reason = :reason, since, :since), reason = :reason, indexed = :indexed",
            {"id": id, "reason": note_to_text(reason), "since": stamp(now), "indexed": indexed},
        )

    def left_out(self) -> int:
        """Number of live items of which no state is indexed."""
        row = self.file.execute(
            "SELECT count(*) FROM set_aside JOIN items USING (id) WHERE NOT indexed AND withdrawn IS NULL"
        ).fetchone()
        return int(row[0])

    def retry(self) -> int:
        """Let the next run prepare again what was set aside; gives the number of items. One of which no state was
        indexed comes in now."""
        rows = self.file.execute("SELECT id, indexed FROM set_aside JOIN items USING (id)").fetchall()
        for row in rows:
            self.file.execute(
                "UPDATE items SET sequence = :next, entered = iif(:indexed, entered, :next) WHERE id = :id",
                {"next": self.sequence() + 1, "indexed": row["indexed"], "id": row["id"]},
            )
        return len(rows)

    def record_unresolved(self, id: str, names: Iterable[str]) -> None:
        """Replace the unresolved names of an item."""
        self.file.execute("DELETE FROM unresolved WHERE id = ?", (id,))
        self.file.executemany("INSERT OR IGNORE INTO unresolved VALUES (?, ?)", [(id, name) for name in names])

    def unresolved(self, limit: int) -> list[tuple[str, int]]:
        """The most frequent unresolved names of live items, with the number of items that have them."""
        rows = self.file.execute(
            "SELECT name, count(*) AS n FROM unresolved JOIN items USING (id) WHERE withdrawn IS NULL"
            " GROUP BY name ORDER BY n DESC, name LIMIT ?",
            (limit,),
        )
        return [(row["name"], row["n"]) for row in rows]

    def counts(self) -> dict[str, int]:
        """Live items by location."""
        rows = self.file.execute(
            "SELECT location, count(*) AS n FROM items WHERE withdrawn IS NULL GROUP BY location ORDER BY location"
        )
        return {row["location"]: row["n"] for row in rows}

    def records(self) -> Iterator[dict[str, Any]]:
        """Every item with all its columns and its revisions, oldest change first."""
        for row in self.file.execute("SELECT * FROM items ORDER BY sequence"):
            revisions = self.file.execute(
                "SELECT content_hash, replaced, content FROM revisions WHERE id = ? ORDER BY rowid", (row["id"],)
            )
            yield dict(row) | {"revisions": [dict(revision) for revision in revisions]}

    def restore(self, record: dict[str, Any]) -> bool:
        """Take an item in the form of `records`; False when there is one with its id already."""
        if self.location_of(record["id"]) is not None:
            return False
        columns = [row["name"] for row in self.file.execute("PRAGMA table_info(items)")]
        own = {"run": 0, "sequence": self.sequence() + 1, "entered": self.sequence() + 1}
        values = [own[column] if column in own else record[column] for column in columns]
        revisions = [(record["id"], r["content_hash"], r["replaced"], r["content"]) for r in record["revisions"]]
        self.file.execute(f"INSERT INTO items VALUES ({', '.join('?' * len(values))})", values)
        self.file.executemany("INSERT INTO revisions VALUES (?, ?, ?, ?)", revisions)
        return True
