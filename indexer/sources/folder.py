"""The files of a folder, recursively and always in the same order.

In: a folder. Out: paths of regular files, or `Rejected` for what cannot be entered. Never here: reading files.
Hidden files and leftovers of editors are skipped; a link is followed once.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from indexer.model.article import Rejected
from indexer.model.notes import Fault, Note, note

HIDDEN = (".", "#")
LEFT_BEHIND = ("~", ".bak", ".swp", ".swo", ".tmp", ".part", ".crdownload", ".orig")


def files(folder: Path) -> Iterator[Path | Rejected]:
    """Every file under the folder, depth first, sorted by name in each folder."""
    entered: set[tuple[int, int]] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if stat.S_ISREG(status.st_mode):
                yield path
            elif not stat.S_ISDIR(status.st_mode):
                yield Rejected(path.as_uri(), "", note("is not a regular file"))
            elif (status.st_dev, status.st_ino) not in entered:
                entered.add((status.st_dev, status.st_ino))
                waiting.extend(path / name for name in _names(path))
        except OSError as error:
            yield Rejected(path.as_uri(), "", reason_of(error))


def reason_of(error: OSError) -> Note:
    """The system's own words for an error, without its number and file name."""
    return note("cannot be read: %(fault)s", fault=Fault(error.strerror or error))


def _names(folder: Path) -> list[str]:
    """The names in a folder that are not skipped, last first."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries]
    visible = (name for name in names if not name.startswith(HIDDEN) and not name.endswith(LEFT_BEHIND))
    return sorted(visible, reverse=True)
