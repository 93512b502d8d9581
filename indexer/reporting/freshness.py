"""The freshness of each listed source: when it last brought something new, and whether more is overdue.

In: an archive, the list of sources, the moment that counts as now. Out: `Freshness` per source. Never here: fetching.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from indexer.archive.archive_file import ArchiveFile
from indexer.model.note_json import note_from_text
from indexer.model.notes import Note
from indexer.model.source import Source
from indexer.model.translation import recognised


@dataclass(frozen=True, slots=True)
class Freshness:
    """A source: the number of its live articles, when the newest was first seen and when the source was last found in
    order (ISO 8601 in UTC, None for never), its trouble since (None for none), and whether something new is overdue."""

    location: str
    articles: int
    newest: str | None
    in_order: str | None
    trouble: Note | None
    is_overdue: bool

    def to_json(self) -> dict[str, Any]:
        """The same as JSON values; the trouble is an English sentence, "" for none."""
        values = {one.name: getattr(self, one.name) for one in fields(self)}
        return values | {"trouble": "" if self.trouble is None else str(self.trouble)}


def read_freshness(file: ArchiveFile, sources: Iterable[Source], now: datetime) -> list[Freshness]:
    """The freshness of the sources, in their order; `file` is the archive's."""
    items = {
        row["location"]: row
        for row in file.execute(
            "SELECT location, count(*) FILTER (WHERE withdrawn IS NULL) AS articles, max(first_seen) AS newest"
            " FROM items GROUP BY location"
        )
    }
    read = _last_readings(file)
    return [
        _freshness(source, items.get(source.location), read.get(source.location), _logged(file, source), now)
        for source in sources
    ]


def _last_readings(file: ArchiveFile) -> dict[str, str]:
    """Location -> when its last reading found an item."""
    last = file.execute("SELECT location, uri, max(run) AS run FROM items GROUP BY location").fetchall()
    seen = "SELECT last_seen FROM items WHERE location = ? AND uri = ? AND run = ? LIMIT 1"
    return {row["location"]: file.execute(seen, tuple(row)).fetchone()[0] for row in last}


def _logged(file: ArchiveFile, source: Source) -> sqlite3.Row | None:
    """The logged state of the source's own URL. An archive that never fetched has no table of URLs."""
    if not source.url or not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'urls'").fetchone():
        return None
    known = "SELECT read, reason FROM urls WHERE location = ? AND url = ?"
    row: sqlite3.Row | None = file.execute(known, (source.location, source.url)).fetchone()
    return row


def _freshness(
    source: Source, items: sqlite3.Row | None, in_order: str | None, logged: sqlite3.Row | None, now: datetime
) -> Freshness:
    newest = items["newest"] if items is not None else None
    if source.url:
        in_order = (logged["read"] or None) if logged is not None else None
    return Freshness(
        location=source.location,
        articles=items["articles"] if items is not None else 0,
        newest=newest,
        in_order=in_order,
        trouble=note_from_text(logged["reason"], recognised) if logged is not None and logged["reason"] else None,
        is_overdue=source.fresh is not None and (newest is None or now - datetime.fromisoformat(newest) > source.fresh),
    )
