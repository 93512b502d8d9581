"""The archive's file: its tables, its version, and how it is opened.

In: a path. Out: a connection. Never here: what is read from it or written to it (`archive.py`).
"""

import sqlite3
import uuid
from pathlib import Path

from indexer.model.errors import ArchiveError
from indexer.model.storage import sqlite_remedy

ARCHIVE_VERSION = 1
BUSY_SECONDS = 30
#: Pages in memory; a large export that is read again touches the indexes in no order.
CACHE_KIBIBYTES = 64 * 1024

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


def open_archive(path: Path) -> sqlite3.Connection:
    """Open or create an archive. Raises ArchiveError for a file that is no archive or of a newer version."""
    try:
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        database.row_factory = sqlite3.Row
        database.execute("PRAGMA journal_mode = WAL")
        database.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        database.executescript(SCHEMA)
        if database.execute("SELECT count(*) FROM meta").fetchone()[0] == 0:  # a known archive opens during a run
            values = [("version", str(ARCHIVE_VERSION)), ("archive", uuid.uuid4().hex)]
            database.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", values)
    except sqlite3.Error as error:
        remedy = sqlite_remedy(error) or "restore it from a backup"
        raise ArchiveError(f"{path}: cannot be opened as an archive ({error}): {remedy}") from error
    if int(meta(database, "version")) > ARCHIVE_VERSION:
        raise ArchiveError(
            f"{path}: was written by a newer Mithaq (archive v{meta(database, 'version')}); update this one"
        )
    return database


def meta(database: sqlite3.Connection, key: str) -> str:
    """What an archive says of itself: its `version`, or `archive`, its random id."""
    return str(database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])
