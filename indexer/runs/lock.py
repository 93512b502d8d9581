"""One run at a time, by an operating-system lock that dies with its process.

In: a data directory. Out: the lock while the block lasts. Never here: a lock file that outlives a crash.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.model.errors import DataDirectoryError, LockedError
from indexer.model.notes import note
from indexer.model.storage import disk_faults

LOCK = "lock"


@contextmanager
def run_lock(data: Path) -> Iterator[None]:
    """Hold the lock of a data directory, which is made when it is missing.

    Raises LockedError when another run holds it, and DataDirectoryError when the directory cannot be written. Faults
    of the disk inside the block become errors of one line, see `indexer/model/storage.py`.
    """
    try:
        data.mkdir(parents=True, exist_ok=True)
        file = (data / LOCK).open("a+", encoding="ascii")
    except OSError as error:
        raise DataDirectoryError(
            note(
                "%(data)s: cannot be written (%(fault)s); name another directory with --data or MITHAQ_DATA",
                data=data,
                fault=error.strerror,
            )
        ) from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            raise LockedError(
                note(
                    "%(lock)s: another run holds the lock (process %(holder)s); this one ends",
                    lock=data / LOCK,
                    holder=holder,
                )
            ) from error
        with disk_faults(data):
            file.truncate(0)
            os.write(file.fileno(), f"{os.getpid()}\n".encode("ascii"))
            yield
