"""The one family of errors, and the exit code of each kind.

In: what is wrong and where, and what to do next, as notes. Out: exceptions. Never here: printing, logging, exiting;
the edges (`__main__.py`, `app.py`) translate.
"""

from enum import IntEnum
from pathlib import Path

from indexer.model.causes import Cause
from indexer.model.notes import Note, as_it_is, in_a_row, note, run


class Exit(IntEnum):
    """Exit codes of every command; cron lines depend on them."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    LOCKED = 3
    REJECTED = 4


class MithaqError(Exception):
    """Root of all errors that this project raises on purpose: `note` says what is wrong and where, `advice` what to do
    about it, unless the note says it."""

    exit_code: Exit = Exit.FAILED

    def __init__(self, note: Note, advice: Note | None = None) -> None:
        super().__init__(note, advice)
        self.note = note
        self.advice = advice

    @property
    def message(self) -> Note:
        """Note and advice as one note."""
        return self.note if self.advice is None else in_a_row([self.note, self.advice])

    def __str__(self) -> str:
        return str(self.message)


class UsageError(MithaqError):
    """A command or a request was given a value that it cannot take."""

    exit_code = Exit.USAGE


class SettingsError(MithaqError):
    """A setting has a value that it cannot have; the message names the setting."""

    exit_code = Exit.USAGE


class SourceError(MithaqError):
    """A whole source cannot be read (missing, or not permitted); its articles stay as they are."""

    cause: Cause = Cause.FILES

    def __init__(self, note: Note, cause: Cause | None = None) -> None:
        super().__init__(note)
        if cause is not None:
            self.cause = cause


class DataDirectoryError(MithaqError):
    """The data directory cannot be made or written."""


class ArchiveError(MithaqError):
    """The archive cannot be opened or written."""


class GazetteerError(MithaqError):
    """A table under `seeds/` has a fault; the message names the file and the line."""


class EngineError(MithaqError):
    """An index cannot be written or opened."""


class ClusterError(EngineError):
    """A cluster does not answer, or refuses what it was asked."""


class PartialError(ClusterError):
    """A cluster answers without a part of an index; nothing can be judged by what it says of the rest."""

    def __init__(self) -> None:
        super().__init__(
            note("the cluster answered only in part, so nothing was judged"),
            note("wait until all of its nodes are back; then run again"),
        )


class GenerationError(MithaqError):
    """A generation is missing, damaged, or was built by other versions than this code's."""


class NoIndexError(GenerationError):
    """There is no generation yet."""

    @classmethod
    def at(cls, data: Path) -> "NoIndexError":
        """The error of a data directory."""
        return cls(note("%(data)s: there is no index yet", data=data), run("python -m indexer reindex"))


class LockedError(MithaqError):
    """Another run holds the lock."""

    exit_code = Exit.LOCKED


class DeadlineError(MithaqError):
    """A run took longer than its deadline."""


def is_unanswered(error: BaseException) -> bool:
    """Whether a cluster did not answer, or not whole: then an error says nothing about what it holds."""
    return any(isinstance(one, ClusterError) for one in (error, error.__cause__))


def fault_of(error: Exception) -> Note:
    """The note of an error without its advice, for a message that ends with its own advice."""
    return error.note if isinstance(error, MithaqError) else as_it_is(str(error))
