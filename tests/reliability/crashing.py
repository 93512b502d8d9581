"""Reindex runs in processes of their own that are killed, or whose disk fills up, at a moment that the test names.

In: a command and a moment. Out: how the process ended and what it said. A moment is the number of a call that changes
the disk: the profiler of the interpreter sees each of them just before it happens.
"""

import errno
import gc
import io
import multiprocessing
import os
import resource
import signal
import sqlite3
import sys
import traceback
import warnings
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import BuiltinFunctionType, FrameType, ModuleType
from typing import Any, NamedTuple

from indexer.__main__ import main

PLACES = {"_io", "fcntl", "posix", "sqlite3"}
#: Calls that need room on the disk, and those that change it all the same.
NEED_ROOM = {"execute", "executemany", "executescript", "flush", "fsync", "link", "mkdir", "rename", "replace", "write"}
CHANGES = NEED_ROOM | {"chmod", "close", "flock", "open", "remove", "rmdir", "truncate", "unlink"}
DISK_FULL = "database or disk is full"
SECONDS_TO_END = 120.0
UNCAUGHT = 99
Act = Callable[[BuiltinFunctionType], None]


class Ending(NamedTuple):
    """The exit code of a process (negative: the signal that ended it, None: it hung) and its standard error."""

    code: int | None
    said: str


def run(arguments: Sequence[str], told: Path, act: Act | None = None, killed_after: float | None = None) -> Ending:
    """Run a command in a forked process; `act` is called before each change to the disk; `killed_after`: seconds."""
    told.unlink(missing_ok=True)
    process = multiprocessing.get_context("fork").Process(target=_command, args=(arguments, told, act))
    with forking():
        process.start()
    process.join(SECONDS_TO_END if killed_after is None else killed_after)
    hangs = process.is_alive() and killed_after is None
    process.kill()
    process.join()
    if hangs:
        return Ending(None, f"did not end within {SECONDS_TO_END:.0f} seconds")
    return Ending(process.exitcode, told.read_text("utf-8") if told.exists() else "")


@contextmanager
def forking() -> Iterator[None]:
    """Newer versions of Python warn of forks where there are threads; those of the tests are idle ones of libraries."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        yield


def _command(arguments: Sequence[str], told: Path, act: Act | None) -> None:
    gc.freeze()  # a collection would copy all that it has from the tests
    sys.stdout = sys.stderr = io.StringIO()
    if act is not None:
        sys.setprofile(watching(act))
    try:
        code = main(arguments)
    except BaseException:  # noqa: BLE001 - told to the test
        sys.setprofile(None)
        code = UNCAUGHT
        traceback.print_exc()
    sys.setprofile(None)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    told.write_text(sys.stderr.getvalue(), encoding="utf-8")
    os._exit(code)


def watching(act: Act) -> Callable[[FrameType, str, object], None]:
    """A profiler that calls `act` before each change to the disk."""

    def profile(_frame: FrameType, event: str, function: object) -> None:
        if event == "c_call" and isinstance(function, BuiltinFunctionType) and function.__name__ in CHANGES:
            owner = function.__self__
            if (owner.__name__ if isinstance(owner, ModuleType) else type(owner).__module__) in PLACES:
                act(function)

    return profile


@dataclass
class Countdown:
    """Does `deed` when as many of the calls as `left` went before."""

    left: int
    deed: Act
    calls: Container[str] = frozenset(CHANGES)

    def __call__(self, function: BuiltinFunctionType) -> None:
        self.left -= function.__name__ in self.calls
        if self.left == -1:
            self.deed(function)


@dataclass
class Counter:
    """Counts the calls where the process that waits can read it."""

    calls: Container[str] = frozenset(CHANGES)
    count: Any = field(default_factory=lambda: multiprocessing.get_context("fork").RawValue("l", 0))

    def __call__(self, function: BuiltinFunctionType) -> None:
        self.count.value += function.__name__ in self.calls


def die(_function: BuiltinFunctionType) -> None:
    """The end without any further word."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail_once(function: BuiltinFunctionType) -> None:
    """This one change finds no room."""
    if type(function.__self__).__module__ == "sqlite3":
        error = sqlite3.OperationalError(DISK_FULL)
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fail_from_now_on(_function: BuiltinFunctionType) -> None:
    """No file grows any more: what SQLite and other libraries write by themselves fails, too."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
