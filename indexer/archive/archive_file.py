"""The archive's file: its tables, its version, and how it is opened.

In: a path. Out: `ArchiveFile`, for all modules that keep data in it. Never here: the statements of these modules.
"""

import sqlite3
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from indexer.model.errors import ArchiveError
from indexer.model.notes import note
from indexer.model.storage import PRIMARY_CODE, sqlite_remedy

#: 2: a rejection has its URI, and its reason is a note. 3: an item keeps the sequence number by which it came in.
ARCHIVE_VERSION = 3
#: An archive in memory, lost when it is closed.
MEMORY = Path(":memory:")
#: The parameters of a statement, in order or by name.
Values = Sequence[Any] | Mapping[str, Any]
#: How long a command waits for an archive that another program has locked. A run waits until its deadline.
BUSY_SECONDS = 30.0
#: SQLite itself waits so long in C. In between, a run's deadline can end the waiting.
TRY_SECONDS = 0.5
#: Pages in memory; a large export that is read again touches the indexes in no order.
CACHE_KIBIBYTES = 64 * 1024

SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    id TEXT PRIMARY KEY, location TEXT NOT NULL, uri TEXT NOT NULL, anchor TEXT NOT NULL,
    title TEXT NOT NULL, text TEXT NOT NULL, url TEXT NOT NULL, published TEXT, published_from TEXT NOT NULL,
    source TEXT, language TEXT, parent TEXT, window INTEGER NOT NULL, content_hash TEXT NOT NULL,
    first_seen TEXT NOT NULL, last_seen TEXT NOT NULL, withdrawn TEXT, run INTEGER NOT NULL, sequence INTEGER NOT NULL,
    entered INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS items_by_sequence ON items (sequence);
CREATE INDEX IF NOT EXISTS items_by_url ON items (url, location, run) WHERE window;
-- These two hold every column that readings, counts and freshness need, so that these do not read the texts. Meeting an
-- item again changes the first of them only.
CREATE INDEX IF NOT EXISTS items_by_reading ON items (location, uri, run, withdrawn, window);
CREATE INDEX IF NOT EXISTS items_by_age ON items (location, withdrawn, first_seen);
-- Indexes of older versions, replaced by these.
DROP INDEX IF EXISTS items_by_location;
DROP INDEX IF EXISTS items_by_uri;
DROP INDEX IF EXISTS items_by_state;
CREATE TABLE IF NOT EXISTS revisions (
    id TEXT NOT NULL, content_hash TEXT NOT NULL, replaced TEXT NOT NULL, content TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS revisions_by_id ON revisions (id);
CREATE TABLE IF NOT EXISTS rejected (
    location TEXT NOT NULL, place TEXT NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL,
    uri TEXT NOT NULL DEFAULT '', PRIMARY KEY (location, place, reason)
);
CREATE TABLE IF NOT EXISTS set_aside (
    id TEXT PRIMARY KEY, reason TEXT NOT NULL, since TEXT NOT NULL, indexed INTEGER NOT NULL
) WITHOUT ROWID;
-- The zones in which sources count days, where the list of sources names one.
CREATE TABLE IF NOT EXISTS zones (location TEXT PRIMARY KEY, zone TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unresolved (id TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (id, name)) WITHOUT ROWID;
"""


def is_archive_there(path: Path) -> bool:
    """Whether there is a file that is not empty; opening another one would make an archive of it."""
    return path.exists() and path.stat().st_size > 0


class ArchiveFile:
    """The one connection to an archive's file, and its transactions. Rows are read by column name. `patience` is the
    time in seconds to wait for an archive that another program has locked."""

    def __init__(self, path: Path, patience: float = BUSY_SECONDS) -> None:
        """Open or create. Raises ArchiveError for a file that is no archive or of a newer version."""
        self.path = path
        self._patience = patience
        try:
            self._connection = sqlite3.connect(path, timeout=TRY_SECONDS, isolation_level=None)
            self._connection.row_factory = sqlite3.Row
            self._prepare()
        except sqlite3.Error as error:
            remedy = sqlite_remedy(error) or note("restore it from a backup")
            raise ArchiveError(
                note(
                    "%(path)s: cannot be opened as an archive (%(fault)s): %(remedy)s",
                    path=path,
                    fault=error,
                    remedy=remedy,
                )
            ) from error
        if int(self.meta("version")) > ARCHIVE_VERSION:
            version = self.meta("version")
            raise ArchiveError(
                note(
                    "%(path)s: was written by a newer Mithaq (archive v%(version)s); update this one",
                    path=path,
                    version=version,
                )
            )
        self._migrate()

    def close(self) -> None:
        """Close the file; idempotent."""
        self._connection.close()

    def execute(self, statement: str, values: Values = ()) -> sqlite3.Cursor:
        """Run one statement."""
        try:
            return self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            return self._patiently(lambda: self._connection.execute(statement, values), error)

    def executemany(self, statement: str, rows: Iterable[Values]) -> None:
        """Run one statement for each row of values."""
        self._connection.executemany(statement, rows)

    def make_tables(self, script: str) -> None:
        """Make tables that are not there yet; each package that shares the file has its own."""
        try:
            self._connection.executescript(script)
        except sqlite3.OperationalError as error:
            self._patiently(lambda: self._connection.executescript(script), error)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside become visible together, or not at all."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:  # SQLite itself rolls back on a full disk
                self.execute("ROLLBACK")
            raise

    def meta(self, key: str) -> str:
        """A property of the archive: its `version`, or `archive`, its random id."""
        return str(self.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()[0])

    def copy_to(self, target: Path) -> None:
        """Copy everything as of now into a new file; other connections may go on writing. Raises sqlite3.Error."""
        with closing(sqlite3.connect(target)) as copy:
            self._connection.backup(copy)

    def _patiently(self, run: Callable[[], sqlite3.Cursor], error: sqlite3.OperationalError) -> sqlite3.Cursor:
        """Run a statement that failed with `error` again until no other program has the file locked; raise any other
        error, and one inside a transaction."""
        end = time.monotonic() + self._patience
        while _is_busy(error) and not self._connection.in_transaction and time.monotonic() < end:
            try:
                return run()
            except sqlite3.OperationalError as again:
                error = again
        raise error

    def _prepare(self) -> None:
        self.execute("PRAGMA journal_mode = WAL")
        self.execute(f"PRAGMA cache_size = -{CACHE_KIBIBYTES}")
        self.make_tables(SCHEMA)
        if (
            self.execute("SELECT count(*) FROM meta").fetchone()[0] == 0
        ):  # no write, so that an archive can be opened during a run
            values = [("version", str(ARCHIVE_VERSION)), ("archive", uuid.uuid4().hex)]
            self.executemany("INSERT OR IGNORE INTO meta VALUES (?, ?)", values)

    def _migrate(self) -> None:
        """Migrate from an older version. The rejections of version 1 have no URI, but a location for people, which
        `rejection_of` reads. The items of version 2 came in by their last change, as far as is known."""
        if int(self.meta("version")) < ARCHIVE_VERSION:
            with self.transaction():
                version = int(self.meta("version"))  # another run may have been faster
                if version < 2:
                    self.execute("ALTER TABLE rejected ADD COLUMN uri TEXT NOT NULL DEFAULT ''")
                if version < 3:
                    self.execute("ALTER TABLE items ADD COLUMN entered INTEGER NOT NULL DEFAULT 0")
                    self.execute("UPDATE items SET entered = sequence")
                self.execute("UPDATE meta SET value = ? WHERE key = 'version'", (str(ARCHIVE_VERSION),))


def _is_busy(error: sqlite3.OperationalError) -> bool:
    """Whether another program has the file locked."""
    return getattr(error, "sqlite_errorcode", 0) & PRIMARY_CODE == sqlite3.SQLITE_BUSY
