"""The log of fetched URLs and hosts, in tables of the archive, so that it outlives a run.

In: responses, failures, and the archive's connection. Out: `Known`, `Host`, kept bodies. Never here: deciding whether
to fetch. Every write belongs to the archive's transaction, so that a validator is kept only with its articles.
"""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from indexer.archive.archive_file import ArchiveFile
from indexer.model.note_json import note_from_text, note_to_text
from indexer.model.notes import Note
from indexer.model.translation import recognised

#: The columns of an answer.
ANSWER = ("url", "fetched", "final_url", "status", "headers", "hash")
#: Bodies that are kept of one URL; older answers stay as rows without their bytes.
KEPT_BODIES = 10
#: The `reading` of a URL that another source found gone; it differs from every real one, so the URL is read again.
DOUBTED = "doubted"

SCHEMA = """
CREATE TABLE IF NOT EXISTS urls (
    location TEXT NOT NULL, url TEXT NOT NULL, final_url TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL,
    hash TEXT NOT NULL, reading TEXT NOT NULL, articles INTEGER NOT NULL, listed TEXT NOT NULL,
    checked TEXT NOT NULL, read TEXT NOT NULL, failures INTEGER NOT NULL, reason TEXT NOT NULL,
    PRIMARY KEY (location, url)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fetches (
    url TEXT NOT NULL, fetched TEXT NOT NULL, final_url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS fetches_by_url ON fetches (url, fetched);
CREATE INDEX IF NOT EXISTS fetches_by_hash ON fetches (hash);
CREATE TABLE IF NOT EXISTS bodies (hash TEXT PRIMARY KEY, packed BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS hosts (
    origin TEXT PRIMARY KEY, failures INTEGER NOT NULL, closed_until TEXT NOT NULL, reason TEXT NOT NULL,
    asked TEXT NOT NULL, robots TEXT, robots_read TEXT NOT NULL
) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Known:
    """The logged state of a URL of a source; moments are ISO 8601 in UTC, "" for never.

    `etag`, `modified` and `hash` describe the last body that was read into `articles` articles under `reading` (the
    version and settings of that reading); `listed` is its date in the sitemap at that time. `checked` is when the URL
    was last asked for, `read` when it was last found in order; `failures` counts the failures since, `reason` is the
    last one.
    """

    location: str
    url: str
    final_url: str = ""
    etag: str = ""
    modified: str = ""
    hash: str = ""
    reading: str = ""
    articles: int = 0
    listed: str = ""
    checked: str = ""
    read: str = ""
    failures: int = 0
    reason: Note | None = None

    @property
    def is_gone(self) -> bool:
        """Whether the publisher withdrew it since it was last read: nothing else clears the hash of a read URL."""
        return self.read != "" and self.hash == "" and self.failures > 0


@dataclass(frozen=True, slots=True)
class Host:
    """How a host behaves: failures in a row, until when it is left alone and why, when it was last asked, and its
    robots.txt (None: never read) as of `robots_read`."""

    origin: str
    failures: int = 0
    closed_until: str = ""
    reason: Note | None = None
    asked: str = ""
    robots: str | None = None
    robots_read: str = ""


class FetchLog:
    """The tables of what was fetched, in the database of an archive."""

    def __init__(self, file: ArchiveFile) -> None:
        self._file = file
        self._file.make_tables(SCHEMA)

    def known(self, location: str, url: str) -> Known:
        """The state of a URL of a source; all empty for a new one."""
        row = self._file.execute("SELECT * FROM urls WHERE location = ? AND url = ?", (location, url)).fetchone()
        return Known(**_values(row)) if row is not None else Known(location, url)

    def keep_known(self, known: Known) -> None:
        """Keep the state of a URL of a source."""
        self._replace("urls", _columns(known))

    def doubt(self, url: str, location: str) -> None:
        """Make all other sources of the URL ask for it the next time, and read it whole."""
        self._file.execute("UPDATE urls SET reading = ? WHERE url = ? AND location <> ?", (DOUBTED, url, location))

    def host(self, origin: str) -> Host:
        """The state of a host."""
        row = self._file.execute("SELECT * FROM hosts WHERE origin = ?", (origin,)).fetchone()
        return Host(**_values(row)) if row is not None else Host(origin)

    def keep_host(self, host: Host) -> None:
        """Keep the state of a host."""
        self._replace("hosts", _columns(host))

    def keep_fetch(
        self, url: str, final_url: str, status: int, headers: Mapping[str, str], body: bytes, now: datetime
    ) -> str:
        """Keep an answer with its bytes; gives their hash. The oldest bodies of the URL make room."""
        digest = hash_of(body)
        self._file.execute(
            "INSERT INTO fetches VALUES (?, ?, ?, ?, ?, ?)",
            (url, stamp(now), final_url, status, json.dumps(dict(headers), ensure_ascii=False), digest),
        )
        self._file.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (digest, zlib.compress(body)))
        self._drop_bodies(url)
        return digest

    def body(self, digest: str) -> bytes | None:
        """A kept body."""
        row = self._file.execute("SELECT packed FROM bodies WHERE hash = ?", (digest,)).fetchone()
        return zlib.decompress(row["packed"]) if row is not None else None

    def records(self) -> Iterator[dict[str, Any]]:
        """Every kept answer, the oldest first; equal bytes are given once, in Base64, with the first answer."""
        written: set[str] = set()
        for row in self._file.execute("SELECT * FROM fetches ORDER BY rowid"):
            body = self.body(row["hash"]) if row["hash"] not in written else None
            written.add(row["hash"])
            yield dict(row) | {"body": b64encode(body).decode("ascii") if body is not None else None}

    def restore(self, record: Mapping[str, Any]) -> bool:
        """Take an answer in the form of `records`; False when it is there already. Raises ValueError for bytes that
        do not have its hash."""
        body = b64decode(record["body"], validate=True) if record["body"] is not None else None
        if body is not None and hash_of(body) != record["hash"]:
            raise ValueError(f"the body is not that of the hash {record['hash']}")
        values = tuple(record[name] for name in ANSWER)
        known = "SELECT 1 FROM fetches WHERE url = ? AND fetched = ? AND final_url = ? AND status = ? AND headers = ?"
        if self._file.execute(f"{known} AND hash = ?", values).fetchone():
            return False
        self._file.execute("INSERT INTO fetches VALUES (?, ?, ?, ?, ?, ?)", values)
        if body is not None:
            self._file.execute("INSERT OR IGNORE INTO bodies VALUES (?, ?)", (record["hash"], zlib.compress(body)))
        return True

    def _drop_bodies(self, url: str) -> None:
        """Drop all but the newest bodies of a URL, except those that another URL or the logged state still needs."""
        newest = "SELECT hash FROM fetches WHERE url = ? GROUP BY hash ORDER BY max(rowid) DESC"
        self._file.execute(
            f"DELETE FROM bodies WHERE hash IN ({newest} LIMIT -1 OFFSET {KEPT_BODIES})"
            " AND NOT EXISTS (SELECT 1 FROM fetches WHERE fetches.hash = bodies.hash AND fetches.url <> ?)"
            " AND NOT EXISTS (SELECT 1 FROM urls WHERE urls.hash = bodies.hash AND urls.url = ?)",
            (url, url, url),
        )

    def _replace(self, table: str, row: Mapping[str, object]) -> None:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        self._file.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(row.values()))


def _columns(kept: Known | Host) -> dict[str, object]:
    """The columns of a row; the reason as one line of JSON, "" for none."""
    row = {column.name: getattr(kept, column.name) for column in fields(kept)}
    return row | {"reason": note_to_text(kept.reason) if kept.reason is not None else ""}


def _values(row: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a row, in the form of `_columns` or of version 0.1.0."""
    values = dict(row)
    return values | {"reason": note_from_text(values["reason"], recognised) if values["reason"] else None}


def stamp(moment: datetime) -> str:
    """A moment in the form of the tables: ISO 8601, to the millisecond."""
    return moment.isoformat(timespec="milliseconds")


def moment(stamped: str) -> datetime | None:
    """The moment of a stamp, or None for never ("")."""
    return datetime.fromisoformat(stamped) if stamped else None


def hash_of(body: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(body).hexdigest()
