"""Faults of the disk during a run, as errors with one line for a person.

In: the errors of files and of SQLite while a data directory is written. Out: DataDirectoryError or ArchiveError that
says what to do. Never here: an error that no disk causes; it passes unchanged.
"""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.model.errors import ArchiveError, DataDirectoryError, EngineError
from indexer.model.notes import N_, Fault, Location, Note, note

#: Error numbers that mean: no room. The last two are the limits of a user and of a process.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
MAKE_ROOM = N_(
    "there is no room left for it; the index being served is as it was. Free some space: the next run goes on"
)
CHECK_DISK = N_("the index being served is as it was; check the disk")
#: Primary result code of SQLite (https://sqlite.org/rescode.html) -> what to do.
SQLITE_REMEDIES = {
    sqlite3.SQLITE_FULL: MAKE_ROOM,
    sqlite3.SQLITE_IOERR: N_("the disk fails or is full; look at it and free some space: the next run goes on"),
    sqlite3.SQLITE_READONLY: N_("it may not be written; check who owns it"),
    sqlite3.SQLITE_CANTOPEN: N_("it cannot be opened; check the directory, who owns it, and the space left"),
    sqlite3.SQLITE_BUSY: N_("another program has kept it locked; end that program: the next run goes on"),
    sqlite3.SQLITE_CORRUPT: N_("it is damaged; restore it from a backup"),
    sqlite3.SQLITE_NOTADB: N_("it is no archive; restore it from a backup"),
}
PRIMARY_CODE = 0xFF


@contextmanager
def disk_faults(data: Path) -> Iterator[None]:
    """Inside, an error of the disk below `data` becomes a MithaqError with one line for a person."""
    try:
        yield
    except OSError as error:
        raise DataDirectoryError(_of_file(data, error)) from error
    except EngineError as error:
        if not isinstance(error.__cause__, OSError):
            raise
        raise DataDirectoryError(_of_file(data, error.__cause__)) from error
    except sqlite3.DatabaseError as error:
        remedy = sqlite_remedy(error)
        if remedy is None:
            raise
        raise ArchiveError(
            note(
                "%(data)s: the archive cannot be written (%(fault)s): %(remedy)s", data=data, fault=error, remedy=remedy
            )
        ) from error


def sqlite_remedy(error: sqlite3.Error) -> Note | None:
    """What to do about an error of SQLite; None if the program is at fault."""
    code = getattr(error, "sqlite_errorcode", None)
    remedy = None if code is None else SQLITE_REMEDIES.get(code & PRIMARY_CODE)
    return None if remedy is None else note(remedy)


def _of_file(data: Path, error: OSError) -> Note:
    remedy = MAKE_ROOM if error.errno in NO_ROOM else CHECK_DISK
    return note(
        "%(path)s: cannot be written (%(fault)s): %(remedy)s",
        path=Location(error.filename or data),
        fault=Fault(error.strerror or error),
        remedy=note(remedy),
    )
