"""Moving an archive: export to JSONL, import from JSONL, and a consistent copy while runs go on.

In: an archive and a file. Out: the file, or the archive with the content of the file. Never here: a choice between two
versions of an item; the one in the archive stays as it is.

A line holds every column of an item and its revisions, oldest first:
`{"id", "uri", "text", ..., "first_seen", "withdrawn", "revisions": [{"content_hash", "replaced", "content"}]}`; or an
HTTP answer: `{"url", "fetched", "final_url", "status", "headers", "hash", "body"}`, its bytes in Base64.
"""

import json
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from indexer.archive.archive import Archive
from indexer.fetching.log import FetchLog
from indexer.model.article import Rejected
from indexer.model.errors import ArchiveError
from indexer.model.notes import note

#: Suffix of the name of an unfinished backup.
PART = ".part"


@dataclass(frozen=True, slots=True)
class Imported:
    """The number of items taken, of items that the archive already had, and of HTTP answers taken, and the lines that
    could not be read."""

    taken: int
    known: int
    rejected: tuple[Rejected, ...]
    answers: int = 0


def export_archive(archive: Archive, out: IO[str]) -> int:
    """Write every item, withdrawn ones included, and every kept HTTP answer; returns the number of items."""
    written = 0
    for record in archive.records():
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
        written += 1
    for record in FetchLog(archive.file).records():
        out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return written


def import_archive(archive: Archive, lines: Iterable[str], name: str) -> Imported:
    """Take the items and answers of an export that the archive does not have. Bad lines are rejected."""
    taken = known = answers = 0
    rejected: list[Rejected] = []
    log = FetchLog(archive.file)
    with archive.transaction():
        for number, line in enumerate(lines, 1):
            try:
                record = _record(line)
                if "fetched" in record:
                    answers += log.restore(record)
                elif archive.restore(record):
                    taken += 1
                else:
                    known += 1
            except (ValueError, KeyError, TypeError, sqlite3.Error) as error:
                rejected.append(
                    Rejected(name, f":{number}", note("is not a line of an archive's export: %(fault)s", fault=error))
                )
    return Imported(taken, known, tuple(rejected), answers)


def _record(line: str) -> dict[str, Any]:
    record = json.loads(line)
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - one kind of bad line among others
    return record


def backup_archive(archive: Archive, target: Path) -> None:
    """Copy the present archive into a new file, even while a run writes. The file gets its name only once it is whole.

    Raises ArchiveError when the target exists or cannot be written.
    """
    if target.exists():
        raise ArchiveError(note("%(target)s: exists already; name a new file for the backup", target=target))
    part = target.with_name(target.name + PART)
    try:
        part.unlink(missing_ok=True)
        archive.file.copy_to(part)
        part.rename(target)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise ArchiveError(
            note("%(target)s: the backup cannot be written (%(fault)s); look at the disk", target=target, fault=error)
        ) from error
