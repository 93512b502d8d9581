"""Checksums of files that are asked for again and again, by a monitor: a file is read again once it has changed.

In: paths. Out: checksums, as in manifests. Never here: what a checksum ought to be (`soundness.py`).

A file counts as unchanged while its inode, its size and both of its times are those from before it was read. A file
that changed just before it was read may change again within the same tick of the file system's clock, so it is read
again.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path

from indexer.generations.generations import checksum

#: Longer than a tick of any file system's clock.
SETTLED_SECONDS = 3.0
NANOSECONDS = 10**9

Signature = tuple[int, int, int, int]


class Checksums:
    """Remembers checksums of unchanged files. Safe for threads. `clock` gives seconds since 1970."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._known: dict[Path, tuple[Signature, str]] = {}

    def __call__(self, path: Path) -> str:
        """SHA-256 of a file in hex. Raises OSError."""
        found = path.stat()
        signature = _signature(found)
        known = self._known.get(path)
        if known is not None and known[0] == signature:
            return known[1]
        made = checksum(path)
        changed = max(found.st_mtime_ns, found.st_ctime_ns) / NANOSECONDS
        if self._clock() - changed > SETTLED_SECONDS:
            self._known[path] = signature, made
        return made

    def keep(self, directory: Path) -> None:
        """Forget the files outside a directory."""
        self._known = {path: known for path, known in self._known.items() if directory in path.parents}


def _signature(found: os.stat_result) -> Signature:
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns
