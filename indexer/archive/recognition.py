"""Recognition of archived items that a source does not repeat, or gives another identifier.

In: the archive's database. Out: items met again, ids of missing ones. Never here: the text of an item.
"""

import json
from collections.abc import Collection
from datetime import datetime

from indexer.archive.archive_file import ArchiveFile
from indexer.archive.items import stamp
from indexer.model.article import RawArticle


def mark_seen(file: ArchiveFile, uri: str, location: str, run: int, now: datetime) -> int:
    """Mark the items of the last reading of a URI as met in this run too; returns their number.

    Items that were already missing in that reading stay unmet, so that they can still be withdrawn.
    """
    return file.execute(
        "UPDATE items SET last_seen = ?, run = ? WHERE uri = ? AND location = ? AND withdrawn IS NULL"
        " AND run = (SELECT max(run) FROM items WHERE uri = ? AND location = ?)",
        (stamp(now), run, uri, location, uri, location),
    ).rowcount


def count_kept(file: ArchiveFile, location: str, uris: Collection[str]) -> int:
    """Number of live items of a location in files that were not read because they did not change (`uris`)."""
    row = file.execute(
        "SELECT count(*) FROM items WHERE location = ? AND withdrawn IS NULL"
        " AND uri IN (SELECT value FROM json_each(?))",
        (location, json.dumps(list(uris))),
    ).fetchone()
    return int(row[0])


def is_live(file: ArchiveFile, id: str) -> bool:
    """Whether an item is in the archive and was not withdrawn."""
    return file.execute("SELECT 1 FROM items WHERE id = ? AND withdrawn IS NULL", (id,)).fetchone() is not None


def is_kept(file: ArchiveFile, id: str) -> bool:
    """Whether an item is live and was in the last reading of its document."""
    row = file.execute(
        "SELECT withdrawn IS NULL AND run ="
        " (SELECT max(run) FROM items WHERE uri = own.uri AND location = own.location) FROM items AS own WHERE id = ?",
        (id,),
    ).fetchone()
    return bool(row and row[0])


def missing_at(file: ArchiveFile, location: str, run: int, kept: Collection[str]) -> list[tuple[str, str]]:
    """`(id, uri)` of the live items of a location that this run did not meet. Items of feeds are left out, and items in
    the last reading of the `kept` URIs, which did not change."""
    rows = file.execute(
        "SELECT id, items.uri FROM"
        " (SELECT uri, max(run) AS last FROM items WHERE location = :location GROUP BY uri) AS readings"
        " CROSS JOIN items INDEXED BY items_by_reading ON location = :location AND items.uri = readings.uri"
        " AND run < CASE WHEN readings.uri IN (SELECT value FROM json_each(:kept)) THEN last ELSE :run END"
        " WHERE withdrawn IS NULL AND NOT window",
        {"location": location, "run": run, "kept": json.dumps(list(kept))},
    )
    return [(row["id"], row["uri"]) for row in rows]


def items_gone(file: ArchiveFile, uris: Collection[str], unread: Collection[str]) -> list[str]:
    """Ids of the live items of URIs that a publisher withdrew. Items of feeds are left out, and items of the `unread`
    locations, whose present content is not known."""
    rows = file.execute(
        "SELECT items.id FROM (SELECT DISTINCT location FROM items) AS known CROSS JOIN json_each(?) AS gone"
        " CROSS JOIN items INDEXED BY items_by_reading ON items.location = known.location AND uri = gone.value"
        " WHERE withdrawn IS NULL AND NOT window AND known.location NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uris)), json.dumps(list(unread))),
    )
    return [row["id"] for row in rows]


def missing_everywhere(file: ArchiveFile, ids: Collection[str], run: int) -> list[str]:
    """Those of the ids that no source brought in this run, each once."""
    rows = file.execute(
        "SELECT id FROM items WHERE id IN (SELECT value FROM json_each(?)) AND run < ? ORDER BY sequence",
        (json.dumps(list(ids)), run),
    )
    return [row["id"] for row in rows]


def twin(file: ArchiveFile, entry: RawArticle, location: str, run: int) -> str | None:
    """Id of the archived feed entry that equals an entry with a new identifier: same link, and same title or anchor.

    Some feeds give their entries other identifiers from day to day. An entry that this run met is a different one.
    """
    row = file.execute(
        "SELECT id FROM items WHERE url = ? AND (title = ? OR anchor = ?) AND location = ? AND run < ? AND window",
        (entry.url, entry.title, entry.anchor, location, run),
    ).fetchone()
    return str(row["id"]) if row is not None else None
