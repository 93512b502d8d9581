"""Which archived items a source on the web speaks of when it does not repeat them, or calls them by other names.

In: the archive's database. Out: items met again, ids. Never here: the content of an item.
"""

import sqlite3
from datetime import datetime

from indexer.article import RawArticle


def meet_again(database: sqlite3.Connection, uri: str, location: str, run: int, now: datetime) -> int:
    """Take what the last reading of a URI brought as met in this run too; gives the number of items.

    Items that were already missing then stay unmet, so that their withdrawal is not forgotten.
    """
    return database.execute(
        "UPDATE items SET last_seen = ?, run = ? WHERE uri = ? AND location = ? AND withdrawn IS NULL"
        " AND run = (SELECT max(run) FROM items WHERE uri = ? AND location = ?)",
        (now.isoformat(timespec="seconds"), run, uri, location, uri, location),
    ).rowcount


def twin(database: sqlite3.Connection, entry: RawArticle, location: str, run: int) -> str | None:
    """Id of the feed entry that an entry with a new identifier is: same link, and same title or identifier.

    Some feeds give their entries other identifiers from day to day; an entry that this run met is another one.
    """
    row = database.execute(
        "SELECT id FROM items WHERE url = ? AND (title = ? OR anchor = ?) AND location = ? AND run < ? AND window",
        (entry.url, entry.title, entry.anchor, location, run),
    ).fetchone()
    return str(row["id"]) if row is not None else None
