"""The log of queries: a file to which every process that serves adds a line for each query.

In: lines. Out: the file, or its lines and what is damaged in it. Never here: what a line says (`logged.py`), or a wait
of more than WAIT_SECONDS.

All writing happens under a lock of the file, and an added line is one write. Lines older than KEPT are dropped by a new
file that takes the place of the old one, so that a process which dies meanwhile leaves the old one whole.
"""

import errno
import fcntl
import os
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from io import BufferedWriter, FileIO
from pathlib import Path

from indexer.model.errors import MithaqError, SettingsError
from indexer.model.files import sync
from indexer.model.notes import Note, note
from indexer.model.settings import Settings
from search.curating.logged import LoggedQuery, read_line

#: The day of a line and the days behind it on which the line is kept.
KEPT = timedelta(days=90)
#: How long a page waits for the lock, and how often it tries.
WAIT_SECONDS, STEP_SECONDS = 0.05, 0.002
#: A larger file takes no more lines, whoever sends so many queries.
MOST_BYTES = 256 * 1024 * 1024
#: Only its owner reads what visitors typed.
MODE = 0o600
LINE_END = b"\n"


class ForeignFileError(OSError):
    """The file holds something else than a log of queries; it must neither grow nor lose a line."""


class QueryLog:
    """The log in one file. Safe for threads and for several processes. `clock` gives seconds."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.path = path
        self._clock = clock
        self._pruned: date | None = None

    def write(self, line: LoggedQuery) -> None:
        """Add a line; the first of a day drops the old ones before. Raises OSError, ForeignFileError with nothing
        written, any other after an attempt to write."""
        fault = None
        if line.day != self._pruned:
            try:
                self.prune(line.day)
            except ForeignFileError:
                raise
            except OSError as error:  # of a folder that takes no new file, for example; the line can still be added
                fault = error
            self._pruned = line.day
        with self._held(os.O_CREAT) as file:
            _append(file, line.as_line())
        if fault is not None:
            raise fault

    def prune(self, today: date) -> None:
        """Drop the lines that are older than KEPT, if any. Raises OSError, ForeignFileError."""
        try:
            with self._held() as file:
                start = _first_kept(file, today - KEPT)
                if start:
                    self._replace(file, start)
        except FileNotFoundError:
            return

    def read(self, since: date) -> tuple[list[LoggedQuery], list[Note]]:
        """The lines of the days from `since` on, and a note for each damaged line. Raises MithaqError for a file that
        cannot be read."""
        found: list[LoggedQuery] = []
        damaged: list[Note] = []
        try:
            with self.path.open("rb") as file:
                for number, text in enumerate(file, 1):
                    line = read_line(text)
                    if line is None and text.strip():
                        damaged.append(note("%(path)s:%(line)s: is damaged", path=self.path, line=number))
                    elif line is not None and line.day >= since:
                        found.append(line)
        except OSError as error:
            raise MithaqError(
                note("%(path)s: cannot be read: %(fault)s", path=self.path, fault=error.strerror or error)
            ) from error
        return found, damaged

    @contextmanager
    def _held(self, flags: int = 0) -> Iterator[FileIO]:
        """The file with its lock. Raises OSError, also if another process holds the lock for too long."""
        until = self._clock() + WAIT_SECONDS
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | os.O_NONBLOCK | os.O_CLOEXEC | flags, MODE)
            with FileIO(descriptor, "r+") as file:
                if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                    raise OSError(errno.EINVAL, "it is no regular file")
                self._lock(descriptor, until)
                if self._is_current(descriptor):
                    yield file
                    return

    def _lock(self, descriptor: int, until: float) -> None:
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if self._clock() >= until:
                    raise BlockingIOError(errno.EWOULDBLOCK, "another process holds its lock") from None
                time.sleep(STEP_SECONDS)
            else:
                return

    def _is_current(self, descriptor: int) -> bool:
        """Whether the path still leads to this file, and not to one that took its place meanwhile."""
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def _replace(self, file: FileIO, start: int) -> None:
        """Put the lines from an offset on in place of the file."""
        path = Path(os.path.realpath(self.path))
        fresh = path.with_name(f".{path.name}.new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, MODE)
        with BufferedWriter(FileIO(descriptor, "w")) as new:
            os.fchmod(descriptor, stat.S_IMODE(os.fstat(file.fileno()).st_mode))
            file.seek(start)
            shutil.copyfileobj(file, new)
            new.flush()
            os.fsync(descriptor)
        fresh.replace(path)
        sync(path.parent)


def query_log(settings: Settings) -> QueryLog | None:
    """The log that the settings name, or None. Raises SettingsError if it would lie in the data directory."""
    if not settings.query_log:
        return None
    path = Path(settings.query_log)
    if path.resolve().is_relative_to(settings.data.resolve()):
        raise SettingsError(
            note(
                "MITHAQ_QUERY_LOG: %(path)s lies in the data directory; name a file elsewhere, so that no copy of the "
                "data holds what visitors typed",
                path=path,
            )
        )
    return QueryLog(path)


def _append(file: FileIO, line: bytes) -> None:
    """Add a line in one write, behind the end of a line. What a full disk cut short is taken back."""
    size = os.fstat(file.fileno()).st_size
    if size and os.pread(file.fileno(), 1, size - 1) != LINE_END:
        line = LINE_END + line
    if size + len(line) > MOST_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    if os.write(file.fileno(), line) < len(line):
        os.ftruncate(file.fileno(), size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _first_kept(file: FileIO, oldest: date) -> int:
    """The offset of the first line that is young enough, 0 if none is too old. Damaged lines go with the old ones
    around them. Raises ForeignFileError for a file without a line of a log."""
    offset = old = 0
    with open(file.fileno(), "rb", closefd=False) as lines:
        for text in lines:
            line = read_line(text)
            if line is not None and line.day >= oldest:
                return offset if old else 0
            old += line is not None
            offset += len(text)
    if offset and not old:
        raise ForeignFileError(errno.EINVAL, "it is no log of queries")
    return offset
